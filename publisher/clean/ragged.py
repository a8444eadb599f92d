"""Records with more or fewer cells than the header: they are held back, for nobody knows which cell is which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from publisher.clean.columns import Columns
from publisher.clean.kernel import REJECTS
from publisher.clean.unread import filled
from publisher.read.table import RawTable

_Mask = npt.NDArray[np.bool_]


def find_ragged(
    table: RawTable, columns: Columns, is_data: _Mask, header_rows: Sequence[int]
) -> tuple[_Mask, list[int]]:
    """Data records with a wrong number of cells; and the columns beyond the header's.

    A cell that is not there counts in a text file alone: a workbook does not store the blank cells at a row's end.
    """
    beyond = list(range(columns.width, table.cells.num_columns))
    wrong = np.zeros(len(is_data), np.bool_)
    for place in beyond:
        wrong |= filled(table.cells.column(place))
    if table.lines is not None and table.header is None and columns.width:
        wanted = _cells_wanted(table, columns, is_data, header_rows)
        wrong |= _absent(table, wanted - 1)
    return wrong & is_data, beyond


def ragged_rejects(rows: Any, ragged: _Mask, beyond: Sequence[int], number: int) -> Any:
    """One reject for each ragged record; its text is the first cell too many, null where cells are missing."""
    found = rows.filter(pa.array(ragged))
    surplus = pa.nulls(len(found), pa.string())
    for place in beyond:
        cells = _flat(found.column(place))
        surplus = pc.coalesce(surplus, pc.if_else(pa.array(filled(cells)), cells, None))
    return pa.table(
        [
            pa.array(np.full(len(found), number, np.int32)),
            _flat(found.column("record")),
            _flat(found.column("line")),
            pa.nulls(len(found), pa.string()),
            pa.array(["ragged-record"] * len(found), pa.string()),
            surplus,
            pa.nulls(len(found), pa.int32()),
        ],
        schema=REJECTS,
    )


def _cells_wanted(table: RawTable, columns: Columns, is_data: _Mask, header_rows: Sequence[int]) -> int:
    """How many cells a record of a text file has: as many as there are titles, or as the header has cells.

    A header may end in empty cells, as ``a,b,`` does. Where a record ends so too, one that is shorter lacks a cell, and
    which one is not known; where none does, the records have no such cells.
    """
    in_header = np.isin(_flat(table.records).to_numpy(zero_copy_only=False), header_rows)
    for place in range(table.cells.num_columns - 1, columns.width - 1, -1):
        there = ~_absent(table, place)
        if (there & in_header).any() and (there & is_data).any():
            return place + 1
    return columns.width


def _absent(table: RawTable, place: int) -> _Mask:
    """Which records have no such cell."""
    mask: _Mask = _flat(table.cells.column(place)).is_null().to_numpy(zero_copy_only=False)
    return mask


def _flat(column: Any) -> Any:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
