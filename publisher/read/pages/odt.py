"""Tables in OpenDocument texts (.odt): rows and cells of ``content.xml`` (OpenDocument 1.3 part 3, 9.1).

A cell that spans columns or rows gives its text to each place it covers, as in HTML. Text is what the page shows (white
space by part 3, 6.1.2): comments, footnotes, recorded changes and text whose style hides it are nothing. Rows belong to
the innermost table around them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from publisher.errors import Place, SourceError
from publisher.read.packed.archive import open_checked, pieces, refused
from publisher.read.pages.grid import Grid, written
from publisher.read.table import MAX_COLUMNS
from publisher.read.xml.events import walk

PART = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_MAX_CELLS = 20_000_000
_MAX_SPACES = 1_000
# What the second count leaves out, as the reader does.
_ASIDE = re.compile(
    rb"<!--.*?-->|<(office:annotation|text:tracked-changes|text:note-body)(?:\s[^>]*)?(?<!/)>.*?</\1>", re.DOTALL
)
_ROW = re.compile(rb"<table:table-row(?=[\s/>])[^>]*?(?:table:number-rows-repeated=[\"'](\d{1,9})[\"']|(?=>))")
_SILENT = frozenset({"annotation", "tracked-changes", "note-body", "ruby-text"})
_PARAGRAPHS = frozenset({"p", "h"})
_STYLED = frozenset({"p", "h", "span"})
_SPACE = re.compile(r"[ \t\r\n]+")
# Characters that XML cannot hold stand for those that are no white space of the file: line ends, spaces, tabs.
_LINE, _BLANK, _TAB = "\x0b", "\x0c", "\x1f"
_KEPT = str.maketrans({_LINE: "\n", _BLANK: " ", _TAB: "\t"})


def read(path: Path, *, name: str, folder: Path, table: int | None) -> list[dict[str, Any]]:
    """The tables of a text as manifests, in its order; ``table``: only that one, from 1. Raises SourceError."""
    with open_checked(path, name) as archive:
        if _MANIFEST in archive.namelist() and b":encryption-data" in b"".join(pieces(archive, _MANIFEST, name)):
            raise refused(name, "it is encrypted; save it without a password")
        data = b"".join(pieces(archive, PART, name))
    document = _Document(name)
    walk(data.decode("utf-8-sig", "replace"), document, name=f"{name}!{PART}")
    tables = [one for one in document.tables if any(one.rows)]
    # The second count is of the rows' tags in the bytes, without the parser; the first table bears a difference.
    tags = sum(int(times or 1) for times in _ROW.findall(_ASIDE.sub(b"", data)))
    surplus = tags - sum(len(one.rows) for one in document.tables)
    manifests: list[dict[str, Any]] = []
    for _, grid, sink in written(tables, name=name, folder=folder, table=table):
        counted = len(grid.rows) + (0 if manifests else surplus)
        ends = [(first, left, min(last, len(grid.rows)), right) for first, left, last, right in grid.merged]
        merged = [span for span in ends if span[:2] != span[2:]]
        manifests.append(sink.end(file=name, sheet=sink.place.sheet, counted=counted, merged=merged))
    return manifests


@dataclass(kw_only=True)
class _Cell:
    """A cell while it is read. It lives inside one reading."""

    covered: bool
    wide: int
    high: int
    times: int
    lines: list[str] = field(default_factory=list)


@dataclass(kw_only=True)
class _Table(Grid):
    """A table while it is filled. It lives inside one reading."""

    cells: list[_Cell] = field(default_factory=list)
    times: int = 1
    above: dict[int, tuple[int, str]] = field(default_factory=dict)  # column -> last record of its range, and its text

    def size(self) -> int:
        """How many cells the open row makes."""
        return self.times * sum(cell.times for cell in self.cells)

    def end_row(self) -> None:
        """Put the cells of a row in their places, as often as it stands there."""
        cells, times = self.cells, self.times
        self.cells, self.times = [], 1
        for _ in range(times):
            number, row = len(self.rows) + 1, list[str | None]()
            for cell in cells:
                for _ in range(min(cell.times, MAX_COLUMNS + 1 - len(row))):
                    row.append(self._text(cell, number, len(row)))
            self.rows.append(row)

    def _text(self, cell: _Cell, number: int, column: int) -> str:
        if cell.covered:
            last, text = self.above.get(column, (0, ""))
            return text if number <= last else ""
        text = "\n".join(line for line in cell.lines if line.strip())
        last, right = number + cell.high - 1, column + min(cell.wide, MAX_COLUMNS) - 1
        if last > number or right > column:
            self.above |= dict.fromkeys(range(column, right + 1), (last, text))
            self.merged.append((number, column, last, right))
        return text


class _Document:
    """Listens to a document, and gathers its tables."""

    def __init__(self, name: str) -> None:
        self.tables: list[_Table] = []
        self._name = name
        self._open: list[_Table] = []
        self._within: list[tuple[str, bool]] = []  # each open element, and whether it hides what is in it
        self._hidden = 0
        self._style = ""
        self._hiding: set[str] = set()  # styles
        self._made = 0
        self._paragraphs: list[list[str]] = []

    def start(self, name: str, attributes: Mapping[str, str], nil: bool, line: Callable[[], int]) -> None:
        hides = name in _SILENT or (name in _STYLED and attributes.get("style-name") in self._hiding)
        self._within.append((name, hides))
        self._hidden += hides
        if name == "style":
            self._style = attributes.get("name", "")
        elif name == "text-properties" and attributes.get("display") == "none":
            self._hiding.add(self._style)
        elif self._hidden:
            return
        elif name == "table":
            self._open.append(_Table())
            self.tables.append(self._open[-1])
        elif self._open and name == "table-row":
            self._open[-1].times = _number(attributes, "number-rows-repeated")
        elif self._open and name in ("table-cell", "covered-table-cell"):
            self._open[-1].cells.append(
                _Cell(
                    covered=name != "table-cell",
                    wide=_number(attributes, "number-columns-spanned"),
                    high=_number(attributes, "number-rows-spanned"),
                    times=_number(attributes, "number-columns-repeated"),
                )
            )
        elif name in _PARAGRAPHS:
            self._paragraphs.append([])
        else:
            self.text(_sign(name, attributes))

    def text(self, piece: str) -> None:
        if self._paragraphs and not self._hidden:
            self._paragraphs[-1].append(piece)

    def end(self) -> None:
        name, hides = self._within.pop()
        if self._hidden:
            self._hidden -= hides
            return
        if name in _PARAGRAPHS and self._paragraphs:
            text = _SPACE.sub(" ", "".join(self._paragraphs.pop())).strip(" ").translate(_KEPT)
            if self._open and self._open[-1].cells:
                self._open[-1].cells[-1].lines.append(text)
        elif name == "table-row" and self._open:
            self._made += self._open[-1].size()
            if self._made > _MAX_CELLS:
                raise SourceError(
                    "its tables are too large", place=Place(file=self._name), remedy="Ask for the data as a file."
                )
            self._open[-1].end_row()
        elif name == "table" and self._open:
            self._open.pop()


def _number(attributes: Mapping[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 10 else 1


def _sign(name: str, attributes: Mapping[str, str]) -> str:
    """The text that an element stands for, with white space that is kept."""
    if name == "s":
        return _BLANK * min(_number(attributes, "c"), _MAX_SPACES)
    return {"line-break": _LINE, "tab": _TAB}.get(name, "")
