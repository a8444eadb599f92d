"""Tables on a page: those that rules divide, then those that are seen by how words are set.

What a PDF says is where letters stand; that they are a table is a guess, and so is each of its rows and columns. Rules
that are drawn count for more than gaps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from publisher.read.pdf_columns import body_start, edges_of, reaches
from publisher.read.pdf_columns import texts as line_texts
from publisher.read.pdf_header import header_rows
from publisher.read.pdf_lattice import Lattice, lattices, texts
from publisher.read.pdf_lines import Line, lines_of
from publisher.read.pdf_page import Page, Word
from publisher.read.pdf_regions import FEWEST, blocks, without_captions, without_notes, without_prose
from publisher.read.pdf_rows import bands, joined

_PROSE = 30  # letters in a piece, in the middle, from which on lines are prose
_DENSE = 0.4  # of the cells of an unruled table that have text; the labels of a chart have less


@dataclass(frozen=True, kw_only=True)
class Grid:
    """One table: its rows, where its columns begin (x), and whether it reaches the page's first or last line."""

    rows: tuple[tuple[str, ...], ...]
    edges: tuple[float, ...]
    first: bool = False
    last: bool = False


def find(page: Page) -> list[Grid]:
    """The tables of one page, from its top to its foot: those that rules divide, and those of the other words."""
    lines = lines_of(page.words)
    ruled = lattices(page)
    found = [(one.top, _of_lattice(one, lines)) for one in ruled]
    rest = lines_of(without_prose([word for word in page.words if not any(_holds(one, word) for one in ruled)]))
    for first, last in blocks(rest, page.down):
        grid = _grid(rest[first : last + 1], page)
        if grid is not None:
            edges = tuple(grid[1])
            top, bottom = rest[first].top, rest[last].bottom
            found.append(
                (top, Grid(rows=grid[0], edges=edges, first=_few(lines, above=top), last=_few(lines, below=bottom)))
            )
    return [grid for _, grid in sorted(found, key=lambda one: -one[0])]


def _holds(one: Lattice, word: Word) -> bool:
    return one.left <= word.centre <= one.right and one.bottom <= word.middle <= one.top


def _few(lines: Sequence[Line], *, above: float | None = None, below: float | None = None) -> bool:
    """Whether at most two lines stand above a height, or below one."""
    if above is not None:
        return sum(line.middle > above for line in lines) <= 2
    return below is not None and sum(line.middle < below for line in lines) <= 2


def _of_lattice(one: Lattice, lines: Sequence[Line]) -> Grid:
    rows, merged = texts(one)
    whole = {span[0] for span in merged if span[1] == 0 and span[3] == len(rows[0]) - 1}
    first = next((n for n in range(len(rows)) if n not in whole and any(rows[n])), 0)
    last = next((n for n in reversed(range(len(rows))) if n not in whole and any(rows[n])), len(rows) - 1)
    kept = [row for row in rows[first : last + 1] if any(row)]
    used = [place for place in range(len(rows[0])) if any(row[place] for row in kept)]
    return Grid(
        rows=tuple(tuple(row[place] for place in used) for row in kept),
        edges=tuple(one.edges[place] for place in used),
        first=_few(lines, above=one.top),
        last=_few(lines, below=one.bottom),
    )


def _grid(lines: Sequence[Line], page: Page) -> tuple[tuple[tuple[str, ...], ...], list[float]] | None:
    """Rows of texts and the columns' edges; None where the lines are no table after all."""
    lines = without_captions(lines)
    if len(lines) < FEWEST:
        return None
    start = body_start(lines) or 0
    edges = edges_of(lines[start:], page.down)
    if len(edges) < FEWEST:
        return None
    ruled = bands(lines, page.across) is not None
    columns = reaches(lines[start:], edges)
    while start and lines[start - 1].right < edges[1]:
        start -= 1  # the title of a section
    head = without_notes(lines[:start], columns) if start else []
    body = without_notes(lines[start:], columns)
    titles = header_rows(head, columns, page.across) if head else []
    found = [*titles, *joined([line_texts(line, edges) for line in body], body, page.across)]
    return (tuple(tuple(row) for row in found), edges) if _is_table(found, ruled=ruled) else None


def _is_table(rows: Sequence[list[str]], *, ruled: bool) -> bool:
    """Whether rows are more than prose that is set beside something, or the letters of a drawing."""
    lengths = [len(cell) for row in rows for cell in row if cell]
    letters = sum(len(cell) == 1 and cell.isalpha() for row in rows for cell in row)
    if not lengths or median(lengths) > _PROSE or (letters > 0.2 * len(lengths) and not ruled):
        return False
    filled = [sum(map(bool, row)) for row in rows if any(row[1:])]
    if not ruled and sum(filled) < _DENSE * len(filled) * len(rows[0]):
        return False
    return len(rows) >= FEWEST and max(sum(map(bool, row)) for row in rows) >= FEWEST
