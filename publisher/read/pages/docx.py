"""Tables in Word documents (.docx): rows and cells of ``word/document.xml`` (ECMA-376 part 1, 17.4).

A cell that spans columns or rows gives its text to each place it covers, as in HTML. Text is what the page shows: what
was deleted under tracked changes, or is marked as hidden, is nothing. Rows belong to the innermost table around them.
A text box is written twice, for newer and for older programs, and read once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from publisher.read.packed.archive import open_checked, pieces
from publisher.read.pages.grid import Grid, Merge, written
from publisher.read.table import MAX_COLUMNS
from publisher.read.xml.events import walk

PART = "word/document.xml"
# What the second count leaves out: comments, what stands for a text box in older programs, and rows that were deleted.
_ASIDE = re.compile(rb"<!--.*?-->|<mc:Fallback[\s>].*?</mc:Fallback>", re.DOTALL)
_ROW, _DELETED = re.compile(rb"<w:tr[\s>]"), re.compile(rb"<w:trPr>(?:(?!</w:trPr>).)*?<w:del[\s/>]", re.DOTALL)
_LINES = frozenset({"p", "br", "cr"})
_HIDDEN = frozenset({"del", "moveFrom", "instrText"})
_OLDER = "Fallback"
_FALSE = frozenset({"0", "false", "off"})


def read(path: Path, *, name: str, folder: Path, table: int | None) -> list[dict[str, Any]]:
    """The tables of a document as manifests, in its order; ``table``: only that one, from 1. Raises SourceError."""
    with open_checked(path, name) as archive:
        data = b"".join(pieces(archive, PART, name))
    document = _Document()
    walk(data.decode("utf-8-sig", "replace"), document, name=f"{name}!{PART}")
    tables = [one for one in document.tables if one.rows]
    # The second count is of the rows' tags in the bytes, without the parser; the first table bears a difference.
    shown = _ASIDE.sub(b"", data)
    tags = len(_ROW.findall(shown)) - len(_DELETED.findall(shown))
    surplus = tags - sum(len(one.rows) for one in tables)
    manifests: list[dict[str, Any]] = []
    for _, grid, sink in written(tables, name=name, folder=folder, table=table):
        counted = len(grid.rows) + (0 if manifests else surplus)
        manifests.append(sink.end(file=name, sheet=sink.place.sheet, counted=counted, merged=grid.merged))
    return manifests


@dataclass(kw_only=True)
class _Cell:
    """A cell while it is read. It lives inside one reading."""

    texts: list[str] = field(default_factory=list)
    wide: int = 1
    goes_on: bool = False  # it belongs to the cell above


@dataclass(kw_only=True)
class _Table(Grid):
    """A table while it is filled. It lives inside one reading."""

    cells: list[_Cell] = field(default_factory=list)
    skipped: int = 0  # columns before the row's first cell
    deleted: bool = False
    above: dict[int, Merge] = field(default_factory=dict)  # column -> the range that may go on in the next row

    def end_row(self) -> None:
        """Put the cells of a row in their places."""
        row: list[str | None] = [None] * min(self.skipped, MAX_COLUMNS)
        cells, deleted = self.cells, self.deleted
        self.cells, self.skipped, self.deleted = [], 0, False
        if deleted:
            return
        number, ranges = len(self.rows) + 1, {}
        for cell in cells:
            column, wide = len(row), min(cell.wide, MAX_COLUMNS)
            text: str | None = "\n".join(line for line in "".join(cell.texts).split("\n") if line.strip())
            begun = self.above.get(column) if cell.goes_on else None
            if begun is not None:
                text = self.rows[begun[0] - 1][column]
            ranges[column] = (begun[0] if begun else number, column, number, column + wide - 1)
            row += [text] * wide
        ended = [one for column, one in self.above.items() if ranges.get(column, (0,))[0] != one[0]]
        self.merged += [one for one in ended if _spans(one)]
        self.above = ranges
        self.rows.append(row)

    def end(self) -> None:
        self.merged = sorted([*self.merged, *(one for one in self.above.values() if _spans(one))])


def _spans(one: Merge) -> bool:
    return one[0] != one[2] or one[1] != one[3]


class _Document:
    """Listens to a document, and gathers its tables."""

    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._names: list[str] = []
        self._hidden = 0
        self._older = 0
        self._vanished = False

    def start(self, name: str, attributes: Mapping[str, str], nil: bool, line: Callable[[], int]) -> None:
        self._names.append(name)
        if self._in_row_properties(1):
            self._row_property(name, attributes.get("val", ""))
            return
        self._hidden += name in _HIDDEN
        self._older += name == _OLDER
        if self._older:
            return
        if name == "tbl":
            self._open.append(_Table())
            self.tables.append(self._open[-1])
        elif self._open and name == "tc":
            self._open[-1].cells.append(_Cell())
        elif cell := self._cell():
            self._in_cell(cell, name, attributes.get("val", ""))

    def _in_cell(self, cell: _Cell, name: str, value: str) -> None:
        if name == "gridSpan" and value.isdigit():
            cell.wide = max(1, int(value[:6]))
        elif name == "vMerge":
            cell.goes_on = value != "restart"
        elif name == "vanish":
            self._vanished = value not in _FALSE
        elif name == "tab":
            cell.texts.append("\t")
        elif name in _LINES:
            cell.texts.append("\n")

    def _row_property(self, name: str, value: str) -> None:
        if not self._open:
            return
        if name == "gridBefore" and value.isdigit():
            self._open[-1].skipped = int(value[:6])
        elif name == "del":
            self._open[-1].deleted = True

    def text(self, piece: str) -> None:
        cell = self._cell()
        if cell is not None and self._names[-1] == "t" and not (self._hidden or self._older or self._vanished):
            cell.texts.append(piece)

    def end(self) -> None:
        name = self._names.pop()
        if self._in_row_properties(0):
            return
        self._hidden -= name in _HIDDEN
        self._older -= name == _OLDER
        if name == "r":
            self._vanished = False
        if self._older or name == _OLDER:
            return
        if name == "tr" and self._open:
            self._open[-1].end_row()
        elif name == "tbl":
            self._open.pop().end()

    def _in_row_properties(self, inner: int) -> bool:
        """Whether the element that is open, or the one around it, is the properties of a row."""
        end = len(self._names) - inner
        return self._names[max(0, end - 2) : end] == ["tr", "trPr"]

    def _cell(self) -> _Cell | None:
        return self._open[-1].cells[-1] if self._open and self._open[-1].cells else None
