"""HTML tables to tables of text, also where a page was saved under the name of a workbook.

A cell that spans columns or rows gives its text to each place it covers, and ``merged`` says so; spans are bounded as
the HTML standard bounds them (colspan 1000, rowspan 65534) and by the table's own rows. Text is what a browser shows:
runs of white space are one space, ``br`` and blocks begin a line, scripts and comments are nothing. Rows belong to
the innermost table around them; a table that only holds other tables is layout and gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from lxml import etree

from publisher.errors import Place, SourceError
from publisher.read.pages.grid import Grid, written
from publisher.read.sink import tell_damaged
from publisher.read.table import MAX_COLUMNS
from publisher.read.text.encoding import choose
from publisher.read.text.findings import encoding_issues

_META = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)["']""")
_LABEL_WITHIN = 4096
_BLOCKS = frozenset({"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "blockquote", "pre"})
_NOTHING = frozenset({"script", "style", "template", "noscript", "head", "title"})
_SPACE = re.compile(r"[ \t\n\r\f]+")
_MAX_CELLS = 20_000_000


def label(data: bytes) -> str | None:
    """The encoding a page says it is in, in its first 4 KiB; None when it says nothing."""
    found = _META.search(data[:_LABEL_WITHIN]) or _XML.search(data[:_LABEL_WITHIN])
    return found[1].decode("ascii") if found else None


def read(path: Path, *, name: str, folder: Path, encoding: str | None, table: int | None) -> list[dict[str, Any]]:
    """The tables of a page as manifests (:mod:`publisher.read.sink`); ``table``: only that one, from 1."""
    data = path.read_bytes()
    declared = encoding or label(data)
    choice = choose(data, declared)
    text = data[choice.skip :].decode(choice.encoding, "replace" if choice.damaged else "strict").lstrip("\ufeff")
    grids = list(_tables(text, name))
    counts = _second_counts(text, [len(grid.rows) for grid in grids])
    manifests: list[dict[str, Any]] = []
    for place, grid, sink in written(grids, name=name, folder=folder, table=table):
        sink.issues[:0] = encoding_issues(choice, name, declared=declared) if not manifests else []
        if choice.damaged:
            tell_damaged(grid.rows, sink)
        about = {"file": name, "sheet": sink.place.sheet, "encoding": choice.encoding}
        manifests.append(sink.end(counted=counts[place], merged=grid.merged, **about))
    return manifests


def _tables(text: str, name: str) -> Iterator[Grid]:
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root: Any = etree.fromstring(text.replace("\0", "\ufffd").encode("utf-8", "replace") or b"<p>", parser)
    except etree.XMLSyntaxError:
        return
    if root is None:
        return
    for table in root.iter("table"):
        rows = list(_rows(table))
        if rows and not _is_layout(table, rows):
            yield _grid(rows, name)


def _rows(table: Any) -> Iterator[list[Any]]:
    """The cells of each row of this table and of none inside it."""
    for child in table:
        if child.tag == "tr":
            yield [cell for cell in child if cell.tag in ("td", "th")]
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _is_layout(table: Any, rows: list[list[Any]]) -> bool:
    """Whether the table holds tables and no text of its own."""
    if next((t for t in table.iter("table") if t is not table), None) is None:
        return False
    return not any(_text(cell) for row in rows for cell in row)


def _grid(rows: list[list[Any]], name: str) -> Grid:
    grid = Grid(rows=[[] for _ in rows])
    taken: list[dict[int, str]] = [{} for _ in rows]
    total = 0
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in taken[number]:
                column += 1
            wide = min(_span(cell, "colspan"), 1000)
            high = min(_span(cell, "rowspan", zero=len(rows)), 65534, len(rows) - number)
            text = _text(cell)
            total += wide * high
            if total > _MAX_CELLS or column + wide > 2 * MAX_COLUMNS:
                raise SourceError(
                    "a table of the page is too large", place=Place(file=name), remedy="Ask for the data as a file."
                )
            for below in range(number, number + high):
                for beside in range(column, column + wide):
                    taken[below].setdefault(beside, text)
            if wide > 1 or high > 1:
                grid.merged.append((number + 1, column, number + high, column + wide - 1))
            column += wide
    for number, cells in enumerate(taken):
        grid.rows[number] = [cells.get(i) for i in range(max(cells, default=-1) + 1)]
    return grid


def _span(cell: Any, name: str, *, zero: int = 1) -> int:
    text = (cell.get(name) or "1").strip()
    value = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1
    return value or zero


def _text(cell: Any) -> str:
    """The text a browser shows for a cell, without the tables inside it."""
    pieces: list[str] = []
    stack: list[tuple[Any, bool]] = [(cell, False)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag
        if leaving:
            if tag in _BLOCKS:
                pieces.append("\v")
            if node is not cell and node.tail:
                pieces.append(node.tail)
            continue
        stack.append((node, True))
        if tag in _NOTHING or (tag == "table" and node is not cell):
            continue
        if tag == "br" or tag in _BLOCKS:
            pieces.append("\v")
        if node.text:
            pieces.append(node.text)
        stack += [(child, False) for child in reversed(node) if isinstance(child.tag, str)]
    lines = (_SPACE.sub(" ", line).strip(" ") for line in "".join(pieces).split("\v"))
    return "\n".join(line for line in lines if line)


class _Counter(HTMLParser):
    """Counts rows by the standard library's tokens: the second count."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[int] = []
        self.rows: list[int] = []
        self.texts: list[bool] = []
        self.parents: set[int] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.parents.update(self.open)
            self.open.append(len(self.rows))
            self.rows.append(0)
            self.texts.append(False)
        elif tag == "tr" and self.open:
            self.rows[self.open[-1]] += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self.open:
            self.open.pop()

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """What is no marked section, as ``<![>``, is a comment to a browser (HTML, 13.2.5.42)."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def handle_data(self, data: str) -> None:
        if self.open and data.strip(" \t\r\n\f"):
            self.texts[self.open[-1]] = True


def _second_counts(text: str, read: list[int]) -> list[int]:
    """Rows of each table by the second count, given the rows that were ``read``.

    Tables that have no row, or only hold tables, are no tables here either. Where a broken page gives the two counts
    different tables, the sums are compared and the first table bears the difference.
    """
    counter = _Counter()
    counter.feed(text)
    counter.close()
    counts = [
        rows
        for number, rows in enumerate(counter.rows)
        if rows and (number not in counter.parents or counter.texts[number])
    ]
    if len(counts) != len(read) and read:
        return [read[0] + sum(counts) - sum(read), *read[1:]]
    return counts
