"""How well one row is explained as titles: words, units below titles, years that count on from cell to cell."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from publisher.inspect import shapes
from publisher.inspect.grid import Grid, is_sparse
from publisher.inspect.shapes import EMPTY, MISSING, WORDS, is_numbering, is_run
from publisher.inspect.titles import join_titles
from publisher.inspect.units import is_unit

_TITLE_CELL = {
    shapes.SHORT: 0.11,
    shapes.TITLE: 0.34,
    shapes.UPPER: 0.13,
    shapes.PHRASE: 0.2,
    shapes.LONG: 0.06,
    shapes.CODE: 0.06,
    shapes.YEAR: 0.02,
    shapes.MISSING: 0.005,
    shapes.INTEGER: 0.008,
    shapes.EMPTY: 0.1,
}
_CELL = {letter: log(_TITLE_CELL.get(letter, 0.002)) for letter in shapes.ALL}
_IN_RUN, _RUN_BEGINS = log(0.95), -2.5  # a cell of a row that counts on from cell to cell, and its first one
_DEEP = 4  # rows of titles; more are none, and need not be joined to be told apart
_UNIT_CELL = log(0.4)
_COVERED = log(0.5)  # an empty cell of a title row whose column another title row names
_FEW_MARKS, _FEW_RECORDS = 3, 3  # a row 1, 2, 3 above fewer records is rather one more


def title_row(grid: Grid, row: int, covered: Sequence[bool], below: Sequence[int], *, lower: bool) -> float:
    """The weight of one row as titles, in nats.

    ``lower``: another title row stands above it. ``covered``: whether a title row has a text in each column.
    ``below``: the first rows of the data, three of them where there are so many.
    """
    texts = [text for text in grid.texts[row] if text]
    few = len(texts) <= _FEW_MARKS and len(below) < _FEW_RECORDS and all(len(text) < 4 for text in texts)
    counts = bool(below) and not (few and all(map(str.isdecimal, texts)))
    run = counts and is_run(texts) and not is_run([text for text in grid.texts[below[0]] if text])
    units = lower and sum(map(is_unit, texts)) > len(texts) / 2
    numbering = lower and counts and is_numbering(texts)
    weight = _RUN_BEGINS if run and not numbering else 0.0
    for column, letter in enumerate(grid.shapes[row]):
        if letter == EMPTY and covered[column]:
            weight += _COVERED
        elif units and is_unit(grid.texts[row][column]):
            weight += _UNIT_CELL
        elif (run or numbering) and letter not in WORDS | {EMPTY}:
            weight += _IN_RUN
        else:
            weight += _CELL[letter]
    return weight


def alike(grid: Grid, titles: Sequence[int]) -> int:
    """How many columns bear the same titles as another one, those of all rows joined."""
    lowest = [text for text in grid.texts[titles[-1]] if text]
    again = len(lowest) - len(set(lowest))
    if not again or not 1 < len(titles) <= _DEEP:
        return again
    joined = join_titles([grid.texts[row] for row in titles], width=grid.width)
    named = [title for title, text in zip(joined, grid.texts[titles[-1]], strict=True) if text]
    return len(named) - len(set(named))


def is_missing(grid: Grid, row: int) -> bool:
    """Whether most cells of a row are marks for no value: a record of which nothing is known, and no titles."""
    marks = [text for text, letter in zip(grid.texts[row], grid.shapes[row], strict=True) if letter == MISSING]
    return sum(not is_unit(text) for text in marks) > grid.fill[row] / 2


def is_section(grid: Grid, above: Sequence[int], row: int) -> bool:
    """A sparse row whose columns have titles already, the first of them leftmost, begins a section of the data."""
    if not is_sparse(grid, row):
        return False
    filled = [column for column, letter in enumerate(grid.shapes[row]) if letter != EMPTY]
    titled = all(any(grid.shapes[other][column] != EMPTY for other in above) for column in filled)
    return titled and filled[0] <= 1
