"""The rows of a raw table that layout analysis looks at, with the shape of each cell.

A small table is looked at whole. Of a large one the beginning, the end and every nearly empty row are looked at: a
row that is neither near an end nor emptier than the others is an ordinary record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from publisher.inspect.shapes import EMPTY, shape
from publisher.read.table import RawTable

WHOLE = 400_000  # cells
HEAD, TAIL, SPARSE = 800, 300, 2000  # rows looked at of a larger table


@dataclass(frozen=True, kw_only=True)
class Grid:
    """``index[i]`` is the row of the raw table that row ``i`` of the grid shows; ``texts`` are its cells, trimmed.

    ``shapes[i]`` has one letter a column. ``width`` counts columns, ``total`` the raw table's rows. ``blank``: its
    rows that hold nothing; None where all of them are in ``index``.
    """

    index: tuple[int, ...]
    texts: tuple[tuple[str, ...], ...]
    width: int
    total: int
    blank: tuple[int, ...] | None = None

    @cached_property
    def shapes(self) -> tuple[str, ...]:
        return tuple("".join(map(shape, row)) for row in self.texts)

    @cached_property
    def fill(self) -> tuple[int, ...]:
        return tuple(self.width - row.count(EMPTY) for row in self.shapes)

    def columns(self, chosen: Sequence[int]) -> Grid:
        """The same rows with some of the columns only."""
        texts = tuple(tuple(row[column] for column in chosen) for row in self.texts)
        return Grid(index=self.index, texts=texts, width=len(chosen), total=self.total)

    def filled(self, column: int) -> list[int]:
        """The rows that have something in a column."""
        return [i for i, row in enumerate(self.shapes) if row[column] != EMPTY]


def look(table: RawTable) -> Grid:
    """The grid of a raw table."""
    cells = table.cells
    total, width = cells.num_rows, cells.num_columns
    if total * width <= WHOLE:
        index: Sequence[int] = range(total)
        chosen, blank = cells, None
    else:
        count = fill(cells)
        index, blank = _sample(count), tuple(pc.indices_nonzero(pc.equal(count, 0)).to_pylist())
        chosen = cells.take(pa.array(index))
    columns = [[(text or "").strip() for text in column.to_pylist()] for column in chosen.columns]
    return Grid(index=tuple(index), texts=tuple(zip(*columns, strict=True)), width=width, total=total, blank=blank)


def fill(cells: pa.Table) -> pa.Int64Array:
    """How many cells of each row hold more than space."""
    count = np.zeros(cells.num_rows, np.int64)
    for column in cells.columns:
        start = 0
        for chunk in column.chunks:
            something = pc.and_not(pc.greater(pc.binary_length(chunk), 0), pc.utf8_is_space(chunk))
            filled = pc.fill_null(something, False).to_numpy(zero_copy_only=False)
            count[start : start + len(chunk)] += filled
            start += len(chunk)
    return pa.array(count)


def _sample(count: pa.Int64Array) -> list[int]:
    """The rows to look at, by how many cells each fills."""
    usual = median(count.slice(0, 20_000).to_pylist())
    sparse = pc.indices_nonzero(pc.less_equal(count, max(1, int(usual) // 3))).slice(0, SPARSE).to_pylist()
    total = len(count)
    ends = [*range(min(HEAD, total)), *range(max(0, total - TAIL), total)]
    near = [i + step for i in sparse for step in (-1, 0, 1, 2) if 0 <= i + step < total]
    return sorted({*ends, *near})


def is_sparse(grid: Grid, row: int) -> bool:
    """Whether a row has so few cells for its table's width that it is a note or a section's title."""
    filled = grid.fill[row]
    return (filled == 1 and grid.width > 1) or (filled == 2 and grid.width >= 6)
