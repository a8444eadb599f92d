"""Files that are long or wide: read in blocks, the odd records in their places."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from publisher.read import read
from publisher.snapshot import Snapshot


def snapshot(path: Path) -> Snapshot:
    return Snapshot(name=path.name, path=path, sha256="", size=path.stat().st_size)


@pytest.mark.parametrize("every", [7, 30_000])
def test_odd_records_stand_in_their_places(tmp_path: Path, every: int) -> None:
    rows = [[str(n), "words, quoted" * 12, f"{n % 97}", "x"] for n in range(60_000)]
    rows = [row[: 2 + n % 4] + ["y"] * (n % 2) if n % every == 3 else row for n, row in enumerate(rows)]
    rows += [["last"], ["of", "all"]]
    file = tmp_path / "long.csv"
    with file.open("w", newline="", encoding="utf-8") as handle:
        csv.writer(handle).writerows(rows)
    assert file.stat().st_size > 1 << 23  # more than one block
    (table,) = read(snapshot(file))
    found = [
        [cell for cell in row if cell is not None] for row in zip(*(c.to_pylist() for c in table.cells), strict=True)
    ]
    assert found == rows
    assert table.lines is not None
    assert (table.counted, table.lines.to_pylist()) == (len(rows), list(range(1, len(rows) + 1)))


def test_a_table_of_very_many_columns_takes_no_more_memory_than_others(tmp_path: Path) -> None:
    file = tmp_path / "wide.csv"
    line = ",".join(str(column) for column in range(1900))
    file.write_text("\n".join([line] * 2200), encoding="utf-8")
    (table,) = read(snapshot(file))
    assert (table.cells.num_rows, table.cells.num_columns) == (2200, 1900)
