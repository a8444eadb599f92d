"""Column titles from header rows: several rows joined, what spans columns spread over them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from publisher.errors import HeaderError, Place
from publisher.read.table import RawTable

_SPACE = re.compile(r"\s+")


def normal(title: str) -> str:
    """The form in which titles are compared: NFKC, runs of white space one space, trimmed; case counts."""
    return _fold(unicodedata.normalize("NFKC", title))


def titles(table: RawTable, rows: Sequence[int]) -> tuple[str, ...]:
    """The title of each column, from the header rows with these record numbers; '' where there is none.

    A title is the texts above each other joined by one space, the same text once. A merged range gives its text to all
    its columns; without ranges, an empty cell of an upper row belongs to the text at its left while a row below has a
    title there. White space is folded and nothing else changed. Without rows: c1, c2, ...; a table that names its
    columns itself (JSON) keeps its names. Raises HeaderError for a row that is not there.
    """
    if table.header is not None:
        return table.header
    width = table.cells.num_columns
    if not rows:
        return tuple(f"c{number}" for number in range(1, width + 1))
    cells = {row: _row(table, row) for row in rows}
    _spread_merged(table, cells)
    ordered = [cells[row] for row in rows]
    for upper in range(len(ordered) - 1):
        _spread_right(ordered[upper], ordered[upper + 1 :], _covered(table, rows[upper]))
    return tuple(_join([row[column] for row in ordered]) for column in range(width))


def _row(table: RawTable, record: int) -> list[str]:
    """The texts of one record, white space folded."""
    # Records are numbered in order, nearly always without gaps.
    index = table.records.index(record).as_py()
    if index < 0:
        place = Place(file=table.file, sheet=table.sheet, record=record)
        raise HeaderError(
            f"there is no record {record} to be a header; the table has {len(table.records)}",
            place=place,
            remedy="Correct header: {rows: [...]} in the source.",
        )
    values = (column[index].as_py() for column in table.cells.columns)
    return [_fold(value) if value else "" for value in values]


def _spread_merged(table: RawTable, cells: Mapping[int, list[str]]) -> None:
    """Give the text of each merged range to the places of it that stand in header rows."""
    for first, left, last, right in table.merged:
        if first not in cells:
            continue
        for row in range(first, min(last, first + len(table.records)) + 1):
            if row in cells:
                for column in range(left, min(right + 1, len(cells[row]))):
                    cells[row][column] = cells[row][column] or cells[first][left]


def _covered(table: RawTable, record: int) -> bool:
    """Whether merged ranges say how far the texts of this record reach."""
    return any(first <= record <= last and right > left for first, left, last, right in table.merged)


def _spread_right(upper: list[str], below: Sequence[list[str]], covered: bool) -> None:
    """Without merged ranges: an empty cell inherits from its left while a row below has a title of its own there.

    A text reaches up to the next text, or to the first column where no row below has one. A text with nothing below
    it is no parent: it is the title of its own column.
    """
    if covered:
        return
    parent = ""
    for column, text in enumerate(upper):
        if not any(row[column] for row in below):
            parent = ""
        elif text:
            parent = text
        else:
            upper[column] = parent


def _join(texts: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(text for text in texts if text))


def _fold(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
