"""Tables that a page rules: a grid of lines, each cell with its text.

The rules, the cells between them and the words in them are those of :mod:`publisher.read.pdf.ruled`. Here a grid
counts only when rules part every cell from every other one and when the text of its cells is all the text inside its
frame, letter by letter; else the page is read as lines, so that no text is lost or put in a wrong cell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from publisher.read.pdf.lattice import Lattice, is_parted, texts
from publisher.read.pdf.letters import words
from publisher.read.pdf.lines import lines_of
from publisher.read.pdf.page import Page, Word
from publisher.read.pdf.ruled import lattices
from publisher.read.pdf.rules import rules

_NEAR = 1.5  # points
_MOST_CELLS = 5_000
_MOST_LINES = 3  # of a cell, before it may be several rows


@dataclass(frozen=True, kw_only=True)
class Grid:
    """One table of a page: its frame in points from the lower left corner, and the text of its cells in rows."""

    left: float
    bottom: float
    right: float
    top: float
    cells: tuple[tuple[str, ...], ...]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is inside the frame."""
        return self.left - _NEAR <= x <= self.right + _NEAR and self.bottom - _NEAR <= y <= self.top + _NEAR


def grids(page: Any, text_page: Any) -> tuple[Grid, ...]:
    """The ruled tables of a page, from top to bottom. ``page`` and ``text_page`` are PDFium's, of one page."""
    across, down = rules(page)
    if not across or not down:
        return ()
    found, turns = words(text_page)
    if turns:
        return ()
    ruled = lattices(Page(words=tuple(found), across=tuple(across), down=tuple(down)))
    return tuple(_grid(one) for one in ruled if _is_whole(one, text_page))


def _is_whole(one: Lattice, text_page: Any) -> bool:
    """Whether a table's cells hold all letters inside its frame, and none of its rows but the titles may be several."""
    if not is_parted(one) or len(one.cells) > _MOST_CELLS:
        return False
    if any(_is_many_rows([held for span, held in one.cells.items() if span[0] == row]) for row in range(1, one.rows)):
        return False
    inside = text_page.get_text_bounded(
        left=one.left, bottom=one.bottom, right=one.right, top=one.top, errors="replace"
    )
    return _letters(inside) == _letters("".join(word.text for held in one.cells.values() for word in held))


def _is_many_rows(cells: Sequence[Sequence[Word]]) -> bool:
    """Whether rows without a line between them stand in one row: two cells of four lines or more, a few words each."""
    counts = [(len(lines_of(held)), len(held)) for held in cells if held]
    return sum(lines > _MOST_LINES and told < 3 * lines for lines, told in counts) > 1


def _grid(one: Lattice) -> Grid:
    """The rows and columns that have any text."""
    rows, _ = texts(one)
    used = [place for place in range(len(rows[0])) if any(row[place] for row in rows)]
    cells = tuple(tuple(row[place] for place in used) for row in rows if any(row))
    return Grid(left=one.left, bottom=one.bottom, right=one.right, top=one.top, cells=cells)


def _letters(text: str) -> Counter[str]:
    """How often each letter comes; hyphens at line ends are PDFium's to mark in its own way."""
    return Counter(char for char in text if not char.isspace() and char not in "-\x02\ufffe\xad")
