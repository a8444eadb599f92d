"""The JSON Lines release: one object a line, UTF-8, every field in every object, null where a value is missing.

Numbers are JSON numbers with all their digits, dates are ISO 8601 texts, lists are arrays of texts. Nothing is
guarded. A number that is not finite, which JSON has not, is the text ``NaN``, ``INF`` or ``-INF``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from publisher.release.lines import LARGE, batches, joined, rewritten
from publisher.spec.model import Field
from publisher.values.display import texts

_ESCAPED = r'["\\\x00-\x1f]'


def write(path: Path, fields: Sequence[Field], table: pa.Table) -> None:
    """Write the table."""
    with path.open("wb") as stream:
        for _, batch in batches(table):
            pieces: list[Any] = []
            for number, field in enumerate(fields):
                pieces += [f"{',' if number else '{'}{_text(field.name)}:", _values(field, batch.column(field.name))]
            stream.write(joined([*pieces, "}\n"]))


def _values(field: Field, column: Any) -> Any:
    kind = column.type
    if pa.types.is_nested(kind):
        found = [None if value is None else _text(value) for value in column.to_pylist()]
        return pc.fill_null(pa.array(found, LARGE), "null")
    said = texts(column, field)
    if pa.types.is_floating(kind):
        said = rewritten(said, "N", _text)
    elif not (pa.types.is_decimal(kind) or pa.types.is_integer(kind) or pa.types.is_boolean(kind)):
        escaped = rewritten(said, _ESCAPED, lambda text: _text(text)[1:-1])
        mark = pa.scalar('"', LARGE)
        said = pc.binary_join_element_wise(mark, escaped, mark, pa.scalar("", LARGE))
    return pc.fill_null(said, "null")


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
