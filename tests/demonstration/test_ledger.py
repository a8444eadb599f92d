"""What the demonstration's ledgers must say, held against the generator's own count of the traps it set."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pytest

from publisher.clean.model import Cleaned
from publisher.spec.model import DatasetSpec
from tests.demonstration.cleaned import SPECS, TRUTH, cleaned, newest, spec_of

# Dataset and day of each release that is not the newest.
EARLIER = [(name, day) for name, entry in TRUTH.items() for day in entry.get("earlier", ())]
COLUMNS = ("file", "sheet", "read", "published", "quarantined", "duplicates", "dropped", "drops")


@pytest.fixture(scope="module", params=sorted(TRUTH))
def dataset(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[DatasetSpec, Cleaned]]:
    """One dataset of the demonstration, cleaned; of several releases, the newest."""
    yield spec_of(request.param), newest(request.param, tmp_path_factory.mktemp("snapshots"))


def _accounts(found: Cleaned) -> list[tuple[Any, ...]]:
    return [
        (one.file, one.sheet, one.read, one.published, one.quarantined, one.duplicates, one.dropped, dict(one.drops))
        for one in found.ledger.accounts
    ]


def _held(found: Cleaned) -> set[tuple[Any, ...]]:
    return {
        (row["file"], row["sheet"], row["record"], row["field"] or "", row["reason"])
        for row in found.quarantine.to_pylist()
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
    spec, found = dataset
    assert (_accounts(found), _held(found)) == _truth_of(TRUTH[spec.id]["accounts"])
    assert all(one.balanced for one in found.ledger.accounts)


@pytest.mark.parametrize(("name", "day"), EARLIER, ids=["-".join(one) for one in EARLIER])
def test_so_do_the_records_of_an_earlier_release(name: str, day: str, tmp_path: Path) -> None:
    found = cleaned(spec_of(name), day, tmp_path)
    assert (_accounts(found), _held(found)) == _truth_of(TRUTH[name]["earlier"][day])


def test_amounts_are_exact(dataset: tuple[DatasetSpec, Cleaned]) -> None:
    spec, found = dataset
    sums = {name: Decimal(text) for name, text in TRUTH[spec.id]["sums"].items()}
    assert {name: pc.sum(found.table.column(name)).as_py() for name in sums} == sums


def test_spellings_are_brought_to_one(dataset: tuple[DatasetSpec, Cleaned]) -> None:
    spec, found = dataset
    wanted = TRUTH[spec.id]["distinct"]
    assert {name: pc.count_distinct(found.table.column(name)).as_py() for name in wanted} == wanted


def test_every_row_knows_its_record(dataset: tuple[DatasetSpec, Cleaned]) -> None:
    _, found = dataset
    assert found.origin.num_rows == found.table.num_rows == found.ledger.rows_out
    records = {tuple(row.values()) for row in found.origin.to_pylist()}
    assert len(records) == sum(account.published for account in found.ledger.accounts)


def test_nothing_ignored_is_published(dataset: tuple[DatasetSpec, Cleaned]) -> None:
    spec, found = dataset
    assert found.table.column_names == [field.name for field in spec.fields]
