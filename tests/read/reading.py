"""What the tests of this folder share: a snapshot of a file, and a table as plain lists."""

from __future__ import annotations

from pathlib import Path

from publisher.read import read
from publisher.read.table import RawTable
from publisher.snapshot import Snapshot
from publisher.spec.model import Source

SHARED = Path(__file__).parents[2].parent / "shared"
NO_SHARED = "the shared files are not beside this checkout"

Rows = list[list[str | None]]


def snapshot(path: Path) -> Snapshot:
    return Snapshot(name=path.name, path=path, sha256="", size=path.stat().st_size)


def tables(path: Path, data: bytes | str | None = None, source: Source | None = None) -> tuple[RawTable, ...]:
    """The tables of a file, which is written first when ``data`` is given; the two counts must agree."""
    if data is not None:
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    found = read(snapshot(path), source=source)
    for table in found:
        assert table.cells.num_rows == len(table.records) == table.counted
    return found


def rows(table: RawTable) -> Rows:
    return [list(row) for row in zip(*(column.to_pylist() for column in table.cells.columns), strict=True)]


def codes(table: RawTable) -> list[tuple[str, int | None]]:
    return [(issue.code, issue.record) for issue in table.issues]
