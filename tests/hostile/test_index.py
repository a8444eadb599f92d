"""Every file of ``../shared/hostile/`` through ``daylight inspect``, a process each: it ends as ``index.csv`` says.

``make test-hostile`` runs all 641, a quarter of an hour; every file that the readers know is also read in the plain run
(``tests/read/test_read_hostile.py``).
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.hostile.ends import UNSEEN, Outcome, bounded, check_of
from tests.portals import CHECKOUT
from tests.read.reading import NO_SHARED, SHARED

_HOSTILE = SHARED / "hostile"
_INDEX = list(csv.DictReader((_HOSTILE / "index.csv").read_text().splitlines())) if _HOSTILE.exists() else []

_OTHER = "location_coordinates"

pytestmark = [pytest.mark.hostile, pytest.mark.skipif(not _INDEX, reason=NO_SHARED)]


@pytest.mark.parametrize("row", _INDEX, ids=[row["path"] for row in _INDEX])
def test_inspected(tmp_path: Path, row: Mapping[str, str]) -> None:
    outcome = inspected(_HOSTILE / row["path"], tmp_path)
    assert bounded(outcome), outcome
    assert check_of(row["path"], row["category"], row["expected"])(outcome), (row["expected"], outcome)
    assert "root:" not in json.dumps(outcome.found)
    if row["category"] == "disclosure":
        # Issues are published: they say where a thing is and never what it says.
        assert "SECRET" not in json.dumps([issue for issue in outcome.issues if issue["code"] in UNSEEN])
    twin = (_HOSTILE / row["path"]).with_suffix(".json")
    # One twin is of another place than its table.
    if row["category"] == "csv_spectrum" and row["path"].endswith(".csv") and twin.exists() and twin.stem != _OTHER:
        records = json.loads(twin.read_text(encoding="utf-8"))
        assert [dict(zip(outcome.cells[0], cells, strict=True)) for cells in outcome.cells[1:]] == records


def inspected(path: Path, folder: Path) -> Outcome:
    """What the command gives, with the time and the memory of it and of all its children."""
    said, told, cells = folder / "said", folder / "told", folder / "cells.csv"
    with said.open("wb") as output, told.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, str(CHECKOUT / "cli.py"), "inspect", str(path), "--json", "--csv", str(cells)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
        )
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Outcome(
        code=process.returncode,
        error=told.read_text(errors="replace"),
        found=json.loads(said.read_bytes() or b'{"tables": []}'),
        cells=_cells(cells),
        seconds=used.ru_utime + used.ru_stime,
        memory=used.ru_maxrss * 1024,
    )


def _cells(path: Path) -> list[list[str]]:
    if not path.exists():
        return []
    before = csv.field_size_limit(1 << 24)
    try:
        with path.open(newline="", encoding="utf-8") as stream:
            return list(csv.reader(stream))
    finally:
        csv.field_size_limit(before)
