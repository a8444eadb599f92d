"""Columns and rows of a lattice that are none: paddings, and the edges of fills that are not quite above each other.

A grid is a matrix of cell numbers: a cell that spans places stands in each of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

Matrix = list[list[int]]
Span = tuple[int, int, int, int]  # first row, first column, last row, last column


def collapsed(
    matrix: Matrix, places: Sequence[float], told: frozenset[int], narrow: float
) -> tuple[Matrix, list[float]]:
    """The matrix and the places of its columns' sides, with neighbours joined that are one column.

    ``told``: the numbers of the cells that have text. Two columns are one where no row has different texts in them,
    and one of them is narrower than ``narrow`` or has no text of its own.
    """
    columns = [list(column) for column in zip(*matrix, strict=True)]
    kept, sides = [columns[0]], [places[0], places[1]]
    for number, column in enumerate(columns[1:], 1):
        thin = min(sides[-1] - sides[-2], places[number + 1] - places[number]) < narrow
        own = _has_own(kept, len(kept) - 1, told) and _has_own(columns, number, told)
        if not _differ(kept[-1], column, told) and (thin or not own):
            kept[-1] = [a if a in told else b for a, b in zip(kept[-1], column, strict=True)]
            sides[-1] = places[number + 1]
        else:
            kept.append(column)
            sides.append(places[number + 1])
    return [list(row) for row in zip(*kept, strict=True)], sides


def _differ(one: Sequence[int], other: Sequence[int], told: frozenset[int]) -> bool:
    return any(a != b and a in told and b in told for a, b in zip(one, other, strict=True))


def _has_own(columns: Sequence[Sequence[int]], number: int, told: frozenset[int]) -> bool:
    """Whether a column has a cell with text that is in no column beside it."""
    beside = [columns[place] for place in (number - 1, number + 1) if 0 <= place < len(columns)]
    return any(cell in told and all(other[row] != cell for other in beside) for row, cell in enumerate(columns[number]))


def spans(matrix: Matrix) -> dict[int, Span]:
    """Of each cell number, the rectangle it takes up."""
    rows: dict[int, list[int]] = defaultdict(list)
    columns: dict[int, list[int]] = defaultdict(list)
    for r, row in enumerate(matrix):
        for c, cell in enumerate(row):
            rows[cell].append(r)
            columns[cell].append(c)
    return {cell: (min(rows[cell]), min(columns[cell]), max(rows[cell]), max(columns[cell])) for cell in rows}
