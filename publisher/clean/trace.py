"""One record of a table: whether cleaning drops it, and as what, or the key it has. For telling where it went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from publisher.clean.arrange import Arranged, arrange
from publisher.clean.drops import drop_masks
from publisher.clean.hook import Hook, hook_of, through
from publisher.clean.kernel import clean_batch
from publisher.clean.repair import repair
from publisher.clean.rules import Rules, compile_rules
from publisher.clean.unpivot import Melt, clean_wide, compile_melt, without_empty
from publisher.clean.unread import unread_records
from publisher.read.table import RawTable
from publisher.spec.model import DatasetSpec, Source

_BATCH = 1 << 16


@dataclass(frozen=True, kw_only=True)
class Traced:
    """``dropped``: the reason, as in the ledger. ``row``: the record as a table of its clean rows, several where
    columns become rows; None where it is dropped or held back.
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
    table = repair(table, source, spec).table
    for reason, mask in drop_masks(table, source, spec, unread_records(table)).items():
        if mask[place]:
            return Traced(dropped=reason)
    arranged, rules = arrange(table, source, spec), compile_rules(spec)
    melt = None if spec.unpivot is None else compile_melt(rules, spec.unpivot)
    if melt is not None:
        left = without_empty(arranged, melt)
        if arranged.is_data[place] and not left.is_data[place]:
            return Traced(dropped="no-value")
    return Traced(row=_clean_row(arranged, rules, melt, hook_of(spec), record))


def _clean_row(arranged: Arranged, rules: Rules, melt: Melt | None, hook: Hook | None, record: int) -> Any:
    for batch in arranged.batches(_BATCH):
        place = pc.index(batch.column("@record"), record).as_py()
        if place >= 0:
            own = next(through(hook, [batch.slice(place, 1)], arranged))
            one = own.texts
            if not len(one):
                return None
            good, _ = clean_batch(one, rules) if melt is None else clean_wide(one, arranged.wide, melt)
            return pa.Table.from_batches([good]) if len(good) else None
    return None
