"""What a reader gives: text cells with their positions, nothing typed, nothing dropped."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from publisher.issues import Issue


@dataclass(frozen=True, kw_only=True)
class RawTable:
    """One grid of text as it stands in a file.

    ``cells`` has text columns ``c0``, ``c1``, ... (null: the cell is not there, which is not the empty text) and one
    row a record, title, header, blank and total rows included. ``records`` (int64, same length) is each row's record
    number in its file and sheet, from 1: the sheet's row number in a workbook, the logical record in a CSV.
    ``lines`` is the physical line a record begins on, where a format has lines.

    ``header``: the column titles where the format itself names them (JSON keys); then no row of ``cells`` is a
    header. ``counted`` is the number of records found by a second count that shares no code with the reader;
    ``len(records)`` must equal it.
    """

    file: str
    sheet: str | None
    cells: pa.Table
    records: pa.Int64Array
    lines: pa.Int64Array | None
    header: tuple[str, ...] | None
    counted: int
    merged: tuple[tuple[int, int, int, int], ...] = ()
    encoding: str | None = None
    issues: tuple[Issue, ...] = ()
