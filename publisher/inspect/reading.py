"""How a column's texts become values, once its type is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from publisher.inspect.options import trimmed_of
from publisher.inspect.serials import Serials
from publisher.values.detect import Candidate
from publisher.values.parse import parse


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The chosen way to read a column, and its day numbers, if it has any."""

    way: Candidate
    serials: Serials | None = None

    def values(self, texts: Any) -> Any:
        """A column's cells as found, in one array or in chunks, as typed values: each distinct text is read once."""
        whole = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
        if self.way.type in {"text", "identifier"}:
            return trimmed_of(whole)
        encoded = pc.dictionary_encode(whole)
        return self._of(trimmed_of(encoded.dictionary)).take(encoded.indices)

    def _of(self, texts: Any) -> Any:
        missing = pa.array(self.way.missing, pa.string())
        present = pc.if_else(pc.is_in(texts, value_set=missing), None, texts) if len(missing) else texts
        values = parse(present, self.way.rule)
        return self.serials.fill(texts, values) if self.serials else values
