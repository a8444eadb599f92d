"""Every row of a real file is published, held back or a duplicate: the sum is the truth's row count."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from publisher import release
from publisher.publish import Outcome
from publisher.release.model import Release
from publisher.spec.model import DatasetSpec

DATASETS = sorted(path.parent.name for path in (Path(__file__).parent / "portal").glob("datasets/*/*/dataset.yml"))
# What the files themselves have wrong; everything else must arrive.
HELD = {
    "brownfield-sites": {("site", "unique"): 1},  # one site, two entries
    "council-spending": {("total", "type"): 2},  # 9.09495E-13 is no amount of money
    "french-operations": {("decided_on", "minimum"): 2},  # 1900-01-02
    "scotland-funds": {
        ("starts_on", "type"): 1,  # 01/0817
        ("ends_on", "type"): 3,  # 31/09/19
        ("expenditure", "type"): 1,  # £ 12,681,882,27
    },
}


@pytest.fixture(scope="session")
def truth(shared: Path) -> dict[str, Any]:
    """File name -> what is in it."""
    found: dict[str, Any] = json.loads((shared / "tables" / "truth.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(params=DATASETS)
def released(request: pytest.FixtureRequest, published: Outcome, real_portal: Path) -> Release:
    """One dataset as it was released."""
    lines = {line.id: line for line in published.datasets}
    assert lines[request.param].result == "published", lines[request.param].next_step
    found = release.current(real_portal / ".daylight" / "releases", request.param)
    assert found is not None
    return found


def test_every_row_arrives(released: Release, specs: dict[str, DatasetSpec], truth: dict[str, Any]) -> None:
    wanted = truth[Path(specs[released.dataset].sources[0].path).name]
    ledger = released.ledger
    arrived = sum(ledger.total(column) for column in ("published", "quarantined", "duplicates"))
    assert arrived in {wanted["n_rows"], *wanted["n_rows_alt"]}
    assert all(account.balanced for account in ledger.accounts)


def test_only_what_is_wrong_is_held_back(released: Release) -> None:
    import pyarrow.parquet as pq

    table = pq.read_table(released.folder / f"{released.dataset}.quarantine.parquet")
    counts: dict[tuple[str, str], int] = {}
    for row in table.to_pylist():
        place = (row["field"], row["reason"])
        counts[place] = counts.get(place, 0) + 1
    assert counts == HELD.get(released.dataset, {})
