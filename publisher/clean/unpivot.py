"""Wide columns to rows: each record gives a row for each of its years, and still ends in exactly one place.

A record is published with all its rows or with none: where one of its cells fails a rule, the record is held back
(docs/decisions/0017). The fields that have a column are cleaned once a record, the wide cells once each; the rows of a
record stand in the order of its columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from publisher.clean.arrange import Arranged, wide_name
from publisher.clean.kernel import REJECTS, clean_batch, looked_up
from publisher.clean.rules import POSITION, FieldRule, Rules
from publisher.errors import HeaderError, Place
from publisher.issues import Issue
from publisher.spec.model import DatasetSpec
from publisher.spec.unpivot import Unpivot

# Of a wide cell on its way, where the number of its table stands otherwise: the number of its column.
_NUMBER = "@table"


@dataclass(frozen=True, kw_only=True)
class Melt:
    """A dataset's rules, divided: those of fields with a column (``fixed``), of the column's name, and of its cell."""

    rules: Rules
    fixed: Rules
    name: Rules
    value: Rules
    drop_missing: bool

    @property
    def value_field(self) -> FieldRule:
        return self.value.fields[0]


def compile_melt(rules: Rules, unpivot: Unpivot) -> Melt:
    """Divide the rules."""

    def part(names: Sequence[str]) -> Rules:
        columns = [rules.schema.field(name) for name in names]
        fields = tuple(field for field in rules.fields if field.name in names)
        comparisons = tuple(rule for rule in rules.comparisons if {rule.left, rule.right} <= set(names))
        return Rules(fields=fields, key=(), schema=pa.schema([*columns, *POSITION]), comparisons=comparisons)

    return Melt(
        rules=rules,
        fixed=part([name for name in rules.names if name not in unpivot.fields]),
        name=part([unpivot.name]),
        value=part([unpivot.value]),
        drop_missing=unpivot.drop_missing,
    )


def check_names(table: Arranged, melt: Melt, spec: DatasetSpec) -> None:
    """Raise HeaderError where a wide column's title gives a text that its field does not read."""
    _, rejects = _names(table.wide, melt)
    for reject in rejects.slice(0, 1).to_pylist():
        place = list(table.wide)[reject["@record"]]
        raise HeaderError(
            f"the column `{table.titles[place]}` gives `{reject['text']}` to `{reject['field']}`, which cannot read it",
            place=Place(file=table.file, sheet=table.sheet),
            remedy=f"In {spec.path}, change columns: of unpivot, or the type or formats of `{reject['field']}`.",
        )


def without_empty(table: Arranged, melt: Melt) -> Arranged:
    """The table with records that make no row, because all their wide cells are missing, dropped as ``no-value``."""
    if not melt.drop_missing or not table.wide:
        return table
    empty = np.ones(table.read, np.bool_)
    for place in table.wide:
        empty &= _is_missing(table.rows.column(place), melt)
    empty &= table.is_data
    if not empty.any():
        return table
    drops = {**table.drops, "no-value": int(empty.sum())}
    return replace(table, is_data=table.is_data & ~empty, drops=drops)


def missing_cells(table: Arranged, melt: Melt) -> Iterator[Issue]:
    """A note on the cells that made no row: how many, and the first of them."""
    if not melt.drop_missing:
        return
    found = []
    for place in table.wide:
        rows = np.flatnonzero(_is_missing(table.rows.column(place), melt) & table.is_data)
        if len(rows):
            found.append((int(rows[0]), place, len(rows)))
    if found:
        row, place, _ = min(found)
        yield Issue(
            code="missing-cell-dropped",
            file=table.file,
            sheet=table.sheet,
            record=table.rows.column("record")[row].as_py(),
            line=table.rows.column("line")[row].as_py(),
            field=melt.value_field.name,
            column=table.titles[place],
            count=sum(count for _, _, count in found),
        )


def clean_wide(batch: Any, wide: Mapping[int, str], melt: Melt) -> tuple[Any, Any]:
    """Clean one batch of records of a table with wide columns; see :func:`publisher.clean.kernel.clean_batch`.

    A record is in exactly one of the two. Its rejects are those of its own fields, then those of its wide cells.
    """
    fixed, rejects = clean_batch(batch, melt.fixed)
    cells, more = clean_batch(_cells(batch, wide, melt), melt.value)
    more = _with_places(more, wide, batch)
    held = pa.concat_arrays([rejects.column("@record"), more.column("@record")])
    cells = cells.filter(pc.invert(pc.is_in(cells.column("@record"), value_set=held)))
    owners = pc.index_in(cells.column("@record"), value_set=fixed.column("@record"))
    names, _ = _names(wide, melt)
    columns = {name: fixed.column(name).take(owners) for name in [*melt.fixed.names, *POSITION.names]}
    columns |= {melt.value_field.name: cells.column(melt.value_field.name)}
    columns |= {melt.name.fields[0].name: names.column(0).take(cells.column(_NUMBER))}
    good = pa.record_batch([columns[name] for name in melt.rules.schema.names], schema=melt.rules.schema)
    return good, pa.concat_batches([rejects, more])


def _cells(batch: Any, wide: Mapping[int, str], melt: Melt) -> Any:
    """The wide cells of a batch, record by record, as a batch of the one field; ``@table`` is the number of the column.

    Those that are missing are left out where they make no row.
    """
    records, columns = batch.num_rows, len(wide)
    texts = pa.concat_arrays([batch.column(wide_name(place)) for place in wide])
    order = np.arange(columns)[None, :] * records + np.arange(records)[:, None]
    owners = pa.array(np.repeat(np.arange(records), columns))
    found = pa.record_batch(
        [
            texts.take(pa.array(order.ravel())),
            pa.array(np.tile(np.arange(columns, dtype=np.int32), records)),
            batch.column("@record").take(owners),
            batch.column("@line").take(owners),
        ],
        names=[melt.value_field.name, *POSITION.names],
    )
    if not melt.drop_missing:
        return found
    return found.filter(pc.is_valid(looked_up(found.column(0), melt.value_field)))


def _with_places(rejects: Any, wide: Mapping[int, str], batch: Any) -> Any:
    """Rejects of wide cells with the column each stands in, and the table they are of."""
    places = pa.array(list(wide), pa.int32()).take(rejects.column(_NUMBER))
    tables = pa.array(np.full(len(rejects), batch.column("@table")[0].as_py() if len(batch) else 0, np.int32))
    columns = {**dict(zip(REJECTS.names, rejects.columns, strict=True)), "@table": tables, "place": places}
    return pa.record_batch(list(columns.values()), schema=REJECTS)


def _names(wide: Mapping[int, str], melt: Melt) -> tuple[Any, Any]:
    """What the wide columns give to the field of their name, cleaned; a reject's ``@record`` is the column's number."""
    numbers = np.arange(len(wide))
    positions = [pa.nulls(len(wide), pa.int32()), pa.array(numbers), pa.nulls(len(wide), pa.int64())]
    texts = pa.array(list(wide.values()), pa.string())
    return clean_batch(
        pa.record_batch([texts, *positions], names=[melt.name.fields[0].name, *POSITION.names]), melt.name
    )


def _is_missing(column: Any, melt: Melt) -> npt.NDArray[np.bool_]:
    texts = looked_up(column.combine_chunks(), melt.value_field)
    mask: npt.NDArray[np.bool_] = pc.is_null(texts).to_numpy(zero_copy_only=False)
    return mask
