"""Ragged records mended before cleaning, where the spec says ``repair: [delimiters]``, and each of them told.

How a record is mended is :mod:`publisher.inspect.mend`'s to say: by the cells that the other records have. Here it is
decided which of them are: records of data with a cell too many or too few, and no other; not titles, not what is
dropped, nothing that reading could not read. A record that cannot be mended is held back as it would be without.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from publisher.clean.arrange import Arranged
from publisher.clean.drops import drop_masks
from publisher.clean.held import records_as_json
from publisher.clean.model import REPAIRS
from publisher.clean.unread import unread_records
from publisher.inspect.mend import mend
from publisher.issues import Issue
from publisher.read.table import RawTable
from publisher.spec.model import DatasetSpec, Source

_LONGEST = 2_000  # characters of a record's text in an issue; the file of repairs has it whole


@dataclass(frozen=True, kw_only=True)
class Repaired:
    """A table with its ragged records mended. ``found``: number of each of them -> its text as it stands there."""

    table: RawTable
    found: Mapping[int, str]


def repair(table: RawTable, source: Source, spec: DatasetSpec) -> Repaired:
    """The table with what ``repair:`` says is mended. Raises SpecError for a pattern of ``skip:`` that cannot be."""
    if "delimiters" not in spec.repair or table.lines is None or table.header is not None:
        return Repaired(table=table, found={})
    mended = mend(table)
    if mended is table:
        return Repaired(table=table, found={})
    unread = unread_records(table)
    dropped = np.logical_or.reduce([unread, *drop_masks(table, source, spec, unread).values()])
    before, after = _widths(table.cells), _widths(mended.cells)
    rows = np.flatnonzero(_differ(table.cells, mended.cells) & (before != after) & ~dropped)
    if not len(rows):
        return Repaired(table=table, found={})
    records = table.records.take(pa.array(rows)).to_pylist()
    kept = dict(table.odd)
    texts = {
        record: kept.get(record) or _joined(table, int(row)) for record, row in zip(records, rows.tolist(), strict=True)
    }
    return Repaired(table=replace(table, cells=_with(table.cells, mended.cells, rows)), found=texts)


def repair_issues(repaired: Repaired, spec: DatasetSpec) -> Iterator[Issue]:
    """An issue for each mended record, with its text as found, unless one of the columns to ignore may stand in it."""
    table = repaired.table
    for record, text in repaired.found.items():
        row = pc.index(table.records, record).as_py()
        yield Issue(
            code="repaired-record",
            file=table.file,
            sheet=table.sheet,
            record=record,
            line=None if table.lines is None else table.lines[row].as_py(),
            text=None if spec.ignore else text[:_LONGEST],
        )


def repairs(found: Sequence[Repaired], arranged: Sequence[Arranged], spec: DatasetSpec) -> pa.Table:
    """All mended records of a dataset (schema ``REPAIRS``), in the order of the files."""
    parts = [_of_table(one, table, spec) for one, table in zip(found, arranged, strict=True) if one.found]
    return pa.concat_tables([REPAIRS.empty_table(), *parts]).combine_chunks()


def _of_table(repaired: Repaired, table: Arranged, spec: DatasetSpec) -> pa.Table:
    records = pa.array(list(repaired.found), pa.int64())
    rows = pc.index_in(records, value_set=table.rows.column("record").combine_chunks())
    texts = [None if spec.ignore else text for text in repaired.found.values()]
    return pa.table(
        [
            pa.array([table.file] * len(records), pa.string()),
            pa.array([table.sheet] * len(records), pa.string()),
            records,
            table.rows.column("line").take(rows),
            pa.array(texts, pa.string()),
            records_as_json(records, table),
        ],
        schema=REPAIRS,
    )


def _widths(cells: pa.Table) -> npt.NDArray[np.int64]:
    """How many cells each record has."""
    widths = np.zeros(cells.num_rows, np.int64)
    for place, column in enumerate(cells.columns):
        widths[pc.is_valid(column).to_numpy()] = place + 1
    return widths


def _differ(one: pa.Table, two: pa.Table) -> npt.NDArray[np.bool_]:
    """Which records are not the same in both, which may have other numbers of columns."""
    found = np.zeros(one.num_rows, np.bool_)
    for place in range(max(one.num_columns, two.num_columns)):
        left, right = _column(one, place), _column(two, place)
        same = pc.or_(pc.fill_null(pc.equal(left, right), False), pc.and_(pc.is_null(left), pc.is_null(right)))
        found |= ~same.to_numpy(zero_copy_only=False)
    return found


def _with(cells: pa.Table, mended: pa.Table, rows: Any) -> pa.Table:
    """``cells`` with the ``rows`` of ``mended``."""
    mask = np.zeros(cells.num_rows, np.bool_)
    mask[rows] = True
    columns = [
        pc.if_else(pa.array(mask), _column(mended, place), _column(cells, place)) for place in range(cells.num_columns)
    ]
    return pa.table(columns, names=cells.column_names)


def _column(cells: pa.Table, place: int) -> Any:
    if place >= cells.num_columns:
        return pa.nulls(cells.num_rows, pa.string())
    column = cells.column(place)
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _joined(table: RawTable, row: int) -> str:
    cells = [column[row].as_py() for column in table.cells.columns]
    return (table.dialect.delimiter if table.dialect else ",").join(cell for cell in cells if cell is not None)
