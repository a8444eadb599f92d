"""The rows of a raw table that layout analysis looks at, with the shape of each cell.

A small table is looked at whole. Of a large one the beginning, the end and every nearly empty row are looked at: a
row that is neither near an end nor emptier than the others is an ordinary record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from publisher.inspect.shapes import EMPTY, shape
from publisher.read.table import RawTable
from publisher.values.spans import byte_at

WHOLE = 400_000  # cells
HEAD, TAIL, SPARSE = 800, 300, 2000  # rows looked at of a larger table
_BOUNDS = ((100, HEAD), (50, TAIL), (100, SPARSE))  # the fewest and the most of each
_CELLS = 100_000  # of the head
# The bytes that a text of space alone may begin with, and the zero, which stands for an empty text too.
_SPACE = np.isin(np.arange(256), [*range(0x21), 0xC2, 0xE1, 0xE2, 0xE3])


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
        part = Grid(index=self.index, texts=texts, width=len(chosen), total=self.total)
        vars(part)["shapes"] = tuple("".join(row[column] for column in chosen) for row in self.shapes)
        return part

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
        index, blank = _sample(count, width), tuple(pc.indices_nonzero(pc.equal(count, 0)).to_pylist())
        chosen = _rows(cells, index)
    columns = [[(text or "").strip() for text in column.to_pylist()] for column in chosen.columns]
    return Grid(index=tuple(index), texts=tuple(zip(*columns, strict=True)), width=width, total=total, blank=blank)


def fill(cells: pa.Table) -> pa.Int64Array:
    """How many cells of each row hold more than space."""
    count = np.zeros(cells.num_rows, np.int64)
    for column in cells.columns:
        start = 0
        for chunk in column.chunks:
            count[start : start + len(chunk)] += _filled(chunk)
            start += len(chunk)
    return pa.array(count)


def _filled(chunk: Any) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which texts hold more than space: all that begin with no byte of it, and some others."""
    first = byte_at(chunk, 0)
    filled: np.ndarray[Any, np.dtype[np.bool_]] = first > 0
    doubtful = np.flatnonzero(_SPACE[first])
    if len(doubtful):
        texts = chunk.take(pa.array(doubtful))
        blank = pc.or_(pc.utf8_is_space(texts), pc.equal(pc.binary_length(texts), 0))
        filled[doubtful] = ~pc.fill_null(blank, True).to_numpy(zero_copy_only=False)
    if chunk.null_count:
        filled &= pc.is_valid(chunk).to_numpy(zero_copy_only=False)
    return filled


def _rows(cells: pa.Table, index: Sequence[int]) -> pa.Table:
    """The rows of an ascending index, without one copy of all the others."""
    ends = [i for i, row in enumerate(index) if i + 1 == len(index) or index[i + 1] != row + 1]
    starts = [0, *(end + 1 for end in ends[:-1])]
    return pa.concat_tables([cells.slice(index[i], end - i + 1) for i, end in zip(starts, ends, strict=True)])


def _sample(count: pa.Int64Array, width: int) -> list[int]:
    """The rows to look at, by how many cells each fills; fewer of a table of very many columns."""
    head, tail, most = (max(few, min(many, _CELLS * many // HEAD // width)) for few, many in _BOUNDS)
    usual = median(count.slice(0, 20_000).to_pylist())
    sparse = pc.indices_nonzero(pc.less_equal(count, max(1, int(usual) // 3))).slice(0, most).to_pylist()
    total = len(count)
    ends = [*range(min(head, total)), *range(max(0, total - tail), total)]
    near = [i + step for i in sparse for step in (-1, 0, 1, 2) if 0 <= i + step < total]
    return sorted({*ends, *near})


def is_sparse(grid: Grid, row: int) -> bool:
    """Whether a row has so few cells for its table's width that it is a note or a section's title."""
    filled = grid.fill[row]
    return (filled == 1 and grid.width > 1) or (filled == 2 and grid.width >= 6)
