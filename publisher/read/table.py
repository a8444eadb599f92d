"""What a reader gives: text cells with their positions, nothing typed, nothing dropped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from publisher.issues import Issue

if TYPE_CHECKING:
    import pyarrow as pa

# Limits of safety.md: more columns are refused, a larger cell (in bytes) is an issue.
MAX_COLUMNS = 2_000
MAX_CELL = 1 << 20
# Each table takes a few hundredths of a second to look at, in the process that has no limits.
MAX_TABLES = 500


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """How a delimited text is written. ``spaced``: spaces may stand before an opening quote."""

    delimiter: str = ","
    quote: str = '"'
    escape: str | None = None
    spaced: bool = False

    @property
    def plain(self) -> bool:
        """Whether every common CSV parser knows it: one ASCII delimiter, doubled quotes."""
        return len(self.delimiter) == 1 and self.delimiter.isascii() and self.escape is None and not self.spaced


@dataclass(frozen=True, kw_only=True)
class RawTable:
    """One grid of text as it stands in a file.

    ``cells`` has text columns ``c0``, ``c1``, ... (null: the cell is not there, which is not the empty text) and one
    row a record, title, header, blank and total rows included. ``records`` (int64, same length) is each row's record
    number in its file and sheet, from 1: the sheet's row number in a workbook, the logical record in a CSV.
    ``lines`` is the physical line a record begins on, where a format has lines.

    ``merged``: ranges that one cell spans, as first record, first column, last record, last column; columns count
    from 0 as in ``c0``. In HTML each place of a range holds its text; in a workbook only the first does.

    ``header``: the column titles where the format itself names them (JSON keys); then no row of ``cells`` is a
    header. ``counted`` is the number of records found by a second count that shares no code with the reader;
    ``len(records)`` must equal it.

    ``dialect`` says how delimited text is written; ``odd`` are then the texts, as they stand in the file, of records
    that have another number of cells than most or a quotation mark where none may be (record number -> text), unless
    they are many.
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
    dialect: Dialect | None = None
    odd: tuple[tuple[int, str], ...] = ()
