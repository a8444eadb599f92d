"""The committed files of the demonstration portal are what the generator makes, wherever it runs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ENVIRONMENTS = {
    "plain": {},
    "another zone, locale and hash seed": {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "7"},
}


@pytest.mark.parametrize("environment", ENVIRONMENTS.values(), ids=list(ENVIRONMENTS))
def test_the_generator_makes_the_committed_bytes(tmp_path: Path, environment: dict[str, str]) -> None:
    subprocess.run(
        [sys.executable, "-m", "datasets.generator", str(tmp_path)],
        cwd=ROOT,
        env=os.environ | environment,
        check=True,
    )
    made = _files(tmp_path)
    assert sorted(made) == sorted(_raw_files() | {"tests/demonstration/truth.json"})
    assert [name for name, data in made.items() if (ROOT / name).read_bytes() != data] == []


def test_the_readme_tells_the_truth() -> None:
    truth = json.loads((ROOT / "tests" / "demonstration" / "truth.json").read_text(encoding="utf-8"))
    rows = re.findall(
        r"^\| `([a-z-]+)` \|[^|]+\|(.+)\|$", (ROOT / "datasets" / "README.md").read_text("utf-8"), re.MULTILINE
    )
    told = {name: [int(cell.replace(",", "")) for cell in cells.split("|")] for name, cells in rows}
    columns = ("read", "published", "quarantined", "duplicates", "dropped")
    assert told == {
        name: [sum(account[column] for account in entry["accounts"]) for column in columns]
        for name, entry in truth.items()
    }


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _raw_files() -> set[str]:
    """The files departments handed in; whatever a publication left beside them is not looked at."""
    portal = ROOT / "datasets"
    raw = [path for part in ("datasets", "documents") for path in (portal / part).glob("*/*/raw/*")]
    return {path.relative_to(ROOT).as_posix() for path in (*raw, *portal.glob("areas.geojson"))}
