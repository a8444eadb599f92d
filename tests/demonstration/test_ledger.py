"""What the demonstration's ledgers must say, held against the generator's own count of the traps it set."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pytest

from publisher import clean, read, snapshot
from publisher.clean.model import Cleaned
from publisher.spec import dataset_files, load_dataset, load_portal
from publisher.spec.model import DatasetSpec

PORTAL = Path(__file__).parents[2] / "datasets"
TRUTH: dict[str, Any] = json.loads((Path(__file__).parent / "truth.json").read_text(encoding="utf-8"))
SPECS = {path.parent.name: path for path in dataset_files(PORTAL)}


@pytest.fixture(scope="module", params=sorted(TRUTH))
def dataset(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[DatasetSpec, Cleaned]]:
    """One dataset of the demonstration, cleaned."""
    spec = load_dataset(SPECS[request.param], load_portal(PORTAL))
    store = tmp_path_factory.mktemp("snapshots")
    tables = [
        (source, table)
        for source in spec.sources
        for path in sorted(spec.folder.glob(source.path))
        for table in read.read(snapshot.take(path, name=_name(path), store=store), source=source)
    ]
    yield spec, clean.clean(spec, tables)


def test_every_dataset_has_a_truth() -> None:
    assert sorted(TRUTH) == sorted(SPECS)


def test_each_record_ends_where_it_must(dataset: tuple[DatasetSpec, Cleaned]) -> None:
    spec, cleaned = dataset
    found = [
        (one.file, one.sheet, one.read, one.published, one.quarantined, one.duplicates, one.dropped, dict(one.drops))
        for one in cleaned.ledger.accounts
    ]
    columns = ("file", "sheet", "read", "published", "quarantined", "duplicates", "dropped", "drops")
    assert found == [tuple(one[column] for column in columns) for one in TRUTH[spec.id]["accounts"]]
    assert all(one.balanced for one in cleaned.ledger.accounts)


def test_each_record_held_back_says_why(dataset: tuple[DatasetSpec, Cleaned]) -> None:
    spec, cleaned = dataset
    rows = cleaned.quarantine.to_pylist()
    found = {(row["sheet"], row["record"], row["field"] or "", row["reason"]) for row in rows}
    wanted = {
        (account["sheet"], held["record"], held["field"], held["reason"])
        for account in TRUTH[spec.id]["accounts"]
        for held in account["held"]
    }
    assert found == wanted


def test_amounts_are_exact(dataset: tuple[DatasetSpec, Cleaned]) -> None:
    spec, cleaned = dataset
    sums = {name: Decimal(text) for name, text in TRUTH[spec.id]["sums"].items()}
    assert {name: pc.sum(cleaned.table.column(name)).as_py() for name in sums} == sums


def test_spellings_are_brought_to_one(dataset: tuple[DatasetSpec, Cleaned]) -> None:
    spec, cleaned = dataset
    wanted = TRUTH[spec.id]["distinct"]
    assert {name: pc.count_distinct(cleaned.table.column(name)).as_py() for name in wanted} == wanted


def test_every_row_knows_its_record(dataset: tuple[DatasetSpec, Cleaned]) -> None:
    _, cleaned = dataset
    assert cleaned.origin.num_rows == cleaned.table.num_rows == cleaned.ledger.rows_out
    records = {tuple(row.values()) for row in cleaned.origin.to_pylist()}
    assert len(records) == sum(account.published for account in cleaned.ledger.accounts)


def test_nothing_ignored_is_published(dataset: tuple[DatasetSpec, Cleaned]) -> None:
    spec, cleaned = dataset
    assert cleaned.table.column_names == [field.name for field in spec.fields]


def _name(path: Path) -> str:
    return path.relative_to(PORTAL).as_posix()
