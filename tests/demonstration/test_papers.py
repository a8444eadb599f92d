"""What the documents of the demonstration say of purchases, money, stops and stations is what its datasets say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.demonstration.cleaned import newest, spec_of
from tests.demonstration.test_notices import NOTICES, text_of

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("snapshots")


def rows(name: str, store: Path) -> Rows:
    found: Rows = newest(name, store).table.to_pylist()
    return found


def test_contracts_named_are_in_the_dataset(store: Path) -> None:
    """With the supplier, the value and the bids the dataset has, where a notice is about one contract."""
    known = {row["contract_id"]: row for row in rows("contracts", store)}
    named = {stem: re.findall(r"LW-\d{4}-\d{4}", text_of(notice)) for stem, notice in NOTICES.items()}
    assert {stem for stem, ids in named.items() if set(ids) - set(known)} == set()
    awards = {stem: known[ids[0]] for stem, ids in named.items() if len(ids) == 1 and stem != "school-meals-letter"}
    assert sorted(awards) == ["data-exchange-award", "school-roof-award", "willow-embankment-works"]
    words = {3: "three", 4: "4"}
    for stem, row in awards.items():
        text = text_of(NOTICES[stem])
        told = [row["supplier"] in text, f"{int(row['value']):,}" in text, words[row["bids"]] in text]
        assert told == [True] * 3, stem


def test_plans_named_are_in_the_dataset(store: Path) -> None:
    known = {row["plan_id"]: row for row in rows("procurement-plans", store)}
    named = {stem: re.findall(r"YX-\d{4}-\d{4}", text_of(notice)) for stem, notice in NOTICES.items()}
    named = {stem: ids for stem, ids in named.items() if ids}
    assert named == {"health-centre-tender": ["YX-2026-0093"]}
    plan = known["YX-2026-0093"]
    assert (plan["procedure"], plan["buyer"], plan["budget"]) == ("open", "health", 151.2)  # units of 10,000 yuan
    assert "1,512,000 yuan" in text_of(NOTICES["health-centre-tender"])


@pytest.mark.parametrize("stem", ["penalties-second-quarter", "penalties-third-quarter"])
def test_kitchens_named_are_in_the_register(stem: str, store: Path) -> None:
    known = {row["licence_no"]: row["name_zh"] for row in rows("food-premises", store)}
    penalties = [row for part in NOTICES[stem].parts for row in part.rows[1:]]
    assert {row[1]: row[2].partition("（")[0] for row in penalties} == {row[1]: known.get(row[1]) for row in penalties}


def test_the_budget_of_2026_is_one(store: Path) -> None:
    total = sum(row["amount"] for row in rows("budget", store) if row["year"] == "2026") / 100  # millions
    table = NOTICES["midyear-report-2026"].parts
    told = [row[1] for part in table for row in part.rows if row[0].startswith("Together")]
    assert told[1] == f"{total:,.0f}"
    assert f"{total / 1000:.2f} billion yuan" in text_of(NOTICES["budget-2026-explained"])


def test_stops_without_a_step_are_counted_as_in_the_dataset(store: Path) -> None:
    stops = rows("bus-stops", store)
    here = [row for row in stops if row["district"] == "03"]
    text = text_of(NOTICES["reply-bus-stops"])
    assert f"Of {len(here)} bus stops in Nanting, {sum(row['step_free'] or 0 for row in here)} have" in text
    assert f"{sum(row['step_free'] or 0 for row in stops)} of {len(stops)} stops" in text


def test_stations_have_the_names_of_the_dataset() -> None:
    field = next(field for field in spec_of("air-quality").fields if field.name == "station")
    for language, stem in (("en", "clean-air-plan"), ("zh", "air-quality-bulletin-2025")):
        told = [row[0] for part in NOTICES[stem].parts for row in part.rows[1:]]
        assert told == [title[language] for title in field.categories.values()]
