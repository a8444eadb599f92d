"""A table of lines that no rules divide: its columns by gaps, its titles, its records."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from statistics import median

from publisher.read.pdf.columns import body_start, edges_of, reaches, texts
from publisher.read.pdf.header import header_rows
from publisher.read.pdf.lines import Line, is_words
from publisher.read.pdf.page import Page
from publisher.read.pdf.regions import FEWEST, without_captions, without_notes
from publisher.read.pdf.rows import bands, joined

_PROSE = 30  # letters in a piece, in the middle, from which on lines are prose
_DENSE = 0.4  # of the cells of an unruled table that have text; the labels of a chart have less
_SMALL = 6  # cells, at the least


def table_of(lines: Sequence[Line], page: Page) -> tuple[tuple[tuple[str, ...], ...], tuple[float, ...]] | None:
    """Rows of texts and where the columns begin; None where the lines are no table after all."""
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
    found = [*titles, *joined([texts(line, edges) for line in body], body, page.across)]
    return (tuple(tuple(row) for row in found), tuple(edges)) if _is_table(found, ruled=ruled) else None


def _is_table(rows: Sequence[list[str]], *, ruled: bool) -> bool:
    """Whether rows are more than prose that is set beside something, or the letters of a drawing."""
    lengths = [len(cell) for row in rows for cell in row if cell]
    letters = sum(len(cell) == 1 and cell.isalpha() for row in rows for cell in row)
    if not lengths or median(lengths) > _PROSE or (letters > 0.2 * len(lengths) and not ruled):
        return False
    filled = [sum(map(bool, row)) for row in rows]
    if sum(count > 1 for count in filled) < len(rows) / 2 or not any(map(is_words, chain.from_iterable(rows))):
        return False
    if not ruled and (sum(filled) < _DENSE * len(rows) * len(rows[0]) or len(rows) * len(rows[0]) < _SMALL):
        return False
    return len(rows) >= FEWEST and max(sum(map(bool, row)) for row in rows) >= FEWEST
