"""Rows above a header that are notes: titles of the whole table, dates, labels with their values."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from statistics import median

from publisher.inspect import shapes
from publisher.inspect.grid import Grid, is_sparse
from publisher.inspect.shapes import EMPTY, VALUES, WORDS, is_period

_PARENT = frozenset({shapes.SHORT, shapes.TITLE, shapes.UPPER, shapes.YEAR})
_NO_TITLE = (*sorted(VALUES), shapes.LONG)  # the shapes of cells that are seldom titles
_PARENT_ROW = -2.5  # a note that looks like parent titles


def may_be_note(grid: Grid, row: int, following: int | None, *, titled: bool, labels: Collection[int]) -> bool:
    """Whether a row above a table can be a note: few cells, and not the short ones of a parent title.

    A row that stands apart from the next one may have a few cells more, and so may one of ``labels``; a line of text
    only where titles follow, since it may be a record.
    """
    apart = following is not None and following > row + 1
    if not is_sparse(grid, row) and not (apart and grid.fill[row] <= grid.width // 3) and row not in labels:
        return False
    if not titled and not apart and not is_sparse(grid, row) and _is_sentence(grid, row):
        return False
    return apart or not titled or row in labels or not are_parents(grid, row)


def are_parents(grid: Grid, row: int) -> bool:
    """Whether the few cells of a row are short and stand where titles of several columns stand."""
    filled = [column for column, letter in enumerate(grid.shapes[row]) if letter != EMPTY]
    cells = [(grid.texts[row][column], grid.shapes[row][column]) for column in filled]
    spread = filled[0] > 0 or all(later > earlier + 1 for earlier, later in pairwise(filled))
    short = all(letter in _PARENT or is_period(text) for text, letter in cells)
    return len(filled) > 1 and spread and short and not any(": " in f"{text} " or "：" in text for text, _ in cells)


def labels(grid: Grid, rows: Sequence[int], *, deepest: int) -> dict[int, float]:
    """Rows among the first ``deepest`` that may be a label and its value, or a title and its date, and what that costs.

    They have two cells where others have many. Cells that look like parent titles are none of several columns where
    the next row has a title of its own in the first column, or stands apart: what is rather a title than not is told
    by the margin.
    """
    typical = median(grid.fill[row] for row in rows) if rows else 0
    found = {}
    for row, after in pairwise(rows[: deepest + 1]):
        apart = after > row + 1
        if grid.fill[row] != 2 or not grid.texts[row][0] or typical < (3 if apart else 4):
            continue
        if not are_parents(grid, row):
            found[row] = 0.0
        elif apart or (grid.texts[after][0] and grid.fill[after] >= typical):
            found[row] = _PARENT_ROW
    return found | dict.fromkeys(_sentences(grid, rows, deepest), 0.0)


def _is_sentence(grid: Grid, row: int) -> bool:
    """Whether a row may be a line of text with delimiters in it: words mostly, and what is no title at the end."""
    letters = grid.shapes[row].rstrip(EMPTY)
    return letters[-1:] in _NO_TITLE and 2 * sum(letter in WORDS for letter in letters) >= grid.fill[row]


def _sentences(grid: Grid, rows: Sequence[int], deepest: int) -> list[int]:
    """Rows at the top that are lines of text, whose last cell stands where no row below has any."""
    found: list[int] = []
    for row, after in pairwise(rows[: deepest + 1]):
        last = len(grid.shapes[row].rstrip(EMPTY)) - 1
        if not _is_sentence(grid, row) or grid.fill[after] < 2:
            break
        if any(grid.texts[other][last] for other in rows[len(found) + 1 :]):
            break
        found.append(row)
    return found
