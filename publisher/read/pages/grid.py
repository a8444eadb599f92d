"""A table of a page while it is read, and how the tables that are wanted are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from publisher.errors import Place, SourceError
from publisher.read.sink import Sink

Merge = tuple[int, int, int, int]


@dataclass(kw_only=True)
class Grid:
    """Rows of cells, each place that a cell spans with its text, and the ranges, records and columns as in RawTable.

    It is filled inside one reading.
    """

    rows: list[list[str | None]] = field(default_factory=list)
    merged: list[Merge] = field(default_factory=list)


def written(grids: Sequence[Grid], *, name: str, folder: Path, table: int | None) -> Iterator[tuple[int, Grid, Sink]]:
    """The tables with their places from 0, each in a sink that is to be ended; ``table``: only that one, from 1.

    Raises SourceError where there is no table of that number.
    """
    if table is not None and not 1 <= table <= len(grids):
        raise SourceError(
            f"it has {len(grids)} tables, so none with the number {table}",
            place=Place(file=name),
            remedy="Write the table's number, from 1, in table:.",
        )
    for number, grid in enumerate(grids, 1):
        if table not in (None, number):
            continue
        sheet = f"table {number}" if len(grids) > 1 else None
        sink = Sink(folder, number, place=Place(file=name, sheet=sheet))
        sink.begin(max(map(len, grid.rows)), lines=False)
        sink.grid(grid.rows, range(1, len(grid.rows) + 1))
        yield number - 1, grid, sink
