"""Tables on a page: those that rules divide, then those that are seen by how words are set.

What a PDF says is where letters stand; that they are a table is a guess, and so is each of its rows and columns. Rules
that are drawn count for more than gaps.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from publisher.read.pdf.collapse import Span
from publisher.read.pdf.lattice import Lattice, is_plain, texts
from publisher.read.pdf.lines import Line, lines_of
from publisher.read.pdf.page import Page, Word
from publisher.read.pdf.regions import CAPTION, blocks, without_prose
from publisher.read.pdf.ruled import lattices
from publisher.read.pdf.unruled import table_of

_COUNT = re.compile(r"\d+")


@dataclass(frozen=True, kw_only=True)
class Grid:
    """One table of a page.

    ``edges``: where its columns begin (x). ``merged``: ranges of one cell, as first row, first column, last row, last
    column, from 0; each place of a range has its text. ``plain``: rules part every cell from every other one.
    ``above`` and ``below``: the other lines of its page, ``page``: all of them, with numbers masked except in captions.
    """

    rows: tuple[tuple[str, ...], ...]
    edges: tuple[float, ...]
    merged: tuple[Span, ...] = ()
    plain: bool = False
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    page: frozenset[str] = frozenset()


class _Around(TypedDict):
    above: tuple[str, ...]
    below: tuple[str, ...]
    page: frozenset[str]


def find(page: Page) -> list[Grid]:
    """The tables of one page, from its top to its foot: those that rules divide, and those of the other words."""
    lines = lines_of(page.words)
    ruled = lattices(page)
    found = [(one.top, _of_lattice(one, lines)) for one in ruled]
    rest = lines_of(without_prose([word for word in page.words if not any(_holds(one, word) for one in ruled)]))
    for first, last in blocks(rest, page.down):
        table = table_of(rest[first : last + 1], page)
        if table is not None:
            rows, edges = table
            grid = Grid(rows=rows, edges=edges, **_around(lines, rest[first].top, rest[last].bottom))
            found.append((rest[first].top, grid))
    return [grid for _, grid in sorted(found, key=lambda one: -one[0])]


def _holds(one: Lattice, word: Word) -> bool:
    return one.left <= word.centre <= one.right and one.bottom <= word.middle <= one.top


def _around(lines: Sequence[Line], top: float, bottom: float) -> _Around:
    """The lines of a page above and below a table, and all of them."""
    masked = [(line.middle, line.text if CAPTION.match(line.text) else _COUNT.sub("0", line.text)) for line in lines]
    return {
        "above": tuple(text for middle, text in masked if middle > top),
        "below": tuple(text for middle, text in masked if middle < bottom),
        "page": frozenset(text for _, text in masked),
    }


def _of_lattice(one: Lattice, lines: Sequence[Line]) -> Grid:
    """A ruled table without the title above and the note below that stand in its frame, and without empty rows."""
    rows, merged = texts(one)
    wide = len(rows[0]) - 1
    whole = {row for first, left, last, right in merged if (left, right) == (0, wide) for row in range(first, last + 1)}
    told = [number for number, row in enumerate(rows) if any(row) and number not in whole]
    if not told:
        told = list(range(len(rows)))
    kept = [number for number in range(told[0], told[-1] + 1) if any(rows[number])]
    used = [place for place in range(wide + 1) if any(rows[number][place] for number in kept)]
    return Grid(
        rows=tuple(tuple(rows[number][place] for place in used) for number in kept),
        edges=tuple(one.edges[place] for place in used),
        merged=tuple(span for old in merged if (span := _moved(old, kept, used)) is not None),
        plain=is_plain(one),
        **_around(lines, one.top, one.bottom),
    )


def _moved(span: Span, rows: Sequence[int], columns: Sequence[int]) -> Span | None:
    """A range after rows and columns were left out; None where one place or none is left."""
    high = [place for place, row in enumerate(rows) if span[0] <= row <= span[2]]
    wide = [place for place, column in enumerate(columns) if span[1] <= column <= span[3]]
    if not high or not wide or len(high) * len(wide) == 1:
        return None
    return high[0], wide[0], high[-1], wide[-1]
