"""One record of a table: whether cleaning drops it, and as what, or the key it has. For telling where it went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from publisher.clean.arrange import Arranged, arrange, drop_masks
from publisher.clean.kernel import clean_batch
from publisher.clean.rules import compile_rules
from publisher.read.table import RawTable
from publisher.spec.model import DatasetSpec, Source

_BATCH = 1 << 16


@dataclass(frozen=True, kw_only=True)
class Traced:
    """``dropped``: the reason, as in the ledger. ``row``: the record as a table of one clean row, None where it is
    dropped or held back.
    """

    dropped: str | None = None
    row: Any = None


def trace(table: RawTable, source: Source, spec: DatasetSpec, record: int) -> Traced | None:
    """What becomes of one record when its table is cleaned alone; None when the table has no such record.

    Raises HeaderError and SpecError as cleaning does.
    """
    place = pc.index(table.records, record).as_py()
    if place < 0:
        return None
    for reason, mask in drop_masks(table, source, spec).items():
        if mask[place]:
            return Traced(dropped=reason)
    return Traced(row=_clean_row(arrange(table, source, spec), spec, record))


def _clean_row(arranged: Arranged, spec: DatasetSpec, record: int) -> Any:
    for batch in arranged.batches(_BATCH):
        place = pc.index(batch.column("@record"), record).as_py()
        if place >= 0:
            good, _ = clean_batch(batch.slice(place, 1), compile_rules(spec))
            return pa.Table.from_batches([good]) if len(good) else None
    return None
