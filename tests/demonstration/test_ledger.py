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


# Dataset and day of each release that is not the newest.
EARLIER = [(name, day) for name, entry in TRUTH.items() for day in entry.get("earlier", ())]
COLUMNS = ("file", "sheet", "read", "published", "quarantined", "duplicates", "dropped", "drops")


@pytest.fixture(scope="module", params=sorted(TRUTH))
def dataset(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[DatasetSpec, Cleaned]]:
    """One dataset of the demonstration, cleaned; of several releases, the newest."""
    spec = load_dataset(SPECS[request.param], load_portal(PORTAL))
    yield spec, _cleaned(spec, TRUTH[spec.id].get("released", ""), tmp_path_factory.mktemp("snapshots"))


def _cleaned(spec: DatasetSpec, day: str, store: Path) -> Cleaned:
    """The files of a dataset, cleaned; ``day``: only those that have it in their name."""
    tables = [
        (source, table)
        for source in spec.sources
        for path in sorted(spec.folder.glob(source.path))
        if day in path.name
        for table in read.read(snapshot.take(path, name=_name(path), store=store), source=source)
    ]
    return clean.clean(spec, tables)


def _accounts(cleaned: Cleaned) -> list[tuple[Any, ...]]:
    return [
        (one.file, one.sheet, one.read, one.published, one.quarantined, one.duplicates, one.dropped, dict(one.drops))
        for one in cleaned.ledger.accounts
    ]


def _held(cleaned: Cleaned) -> set[tuple[Any, ...]]:
    return {
        (row["file"], row["sheet"], row["record"], row["field"] or "", row["reason"])
        for row in cleaned.quarantine.to_pylist()
    }


def _truth_of(accounts: list[dict[str, Any]]) -> tuple[list[tuple[Any, ...]], set[tuple[Any, ...]]]:
    """What the accounts and the quarantine must say."""
    held = {
        (account["file"], account["sheet"], one["record"], one["field"], one["reason"])
        for account in accounts
        for one in account["held"]
    }
    return [tuple(one[column] for column in COLUMNS) for one in accounts], held


def test_every_dataset_has_a_truth() -> None:
    assert sorted(TRUTH) == sorted(SPECS)


def test_each_record_ends_where_it_must_and_says_why(dataset: tuple[DatasetSpec, Cleaned]) -> None:
    spec, cleaned = dataset
    assert (_accounts(cleaned), _held(cleaned)) == _truth_of(TRUTH[spec.id]["accounts"])
    assert all(one.balanced for one in cleaned.ledger.accounts)


@pytest.mark.parametrize(("name", "day"), EARLIER, ids=["-".join(one) for one in EARLIER])
def test_so_do_the_records_of_an_earlier_release(name: str, day: str, tmp_path: Path) -> None:
    cleaned = _cleaned(load_dataset(SPECS[name], load_portal(PORTAL)), day, tmp_path)
    assert (_accounts(cleaned), _held(cleaned)) == _truth_of(TRUTH[name]["earlier"][day])


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
