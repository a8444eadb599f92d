"""Small raw tables written as text, for tests: one line a record, cells parted by a bar."""

from __future__ import annotations

import pyarrow as pa

from publisher.read.table import RawTable


def raw(
    text: str, *, header: tuple[str, ...] | None = None, merged: tuple[tuple[int, int, int, int], ...] = ()
) -> RawTable:
    """A raw table of the lines of ``text``; an empty line is a blank record."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip("\n").split("\n")]
    width = max(map(len, rows))
    columns = {f"c{i}": pa.array([row[i] if i < len(row) else None for row in rows], pa.string()) for i in range(width)}
    return RawTable(
        file="table.csv",
        sheet=None,
        cells=pa.table(columns),
        records=pa.array(range(1, len(rows) + 1), pa.int64()),
        lines=None,
        header=header,
        counted=len(rows),
        merged=merged,
    )
