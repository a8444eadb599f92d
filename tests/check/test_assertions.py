"""Every threshold, just kept and just broken."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from publisher.check import check
from publisher.issues import Issue
from publisher.spec.model import Assertions
from tests.release import made

D = Decimal


def rows(count: int, *, filled: int | None = None, first: int = 0) -> Any:
    filled = count if filled is None else filled
    return made.table([{"id": str(first + n), "supplier": "x" if n < filled else None} for n in range(count)])


def measure(assertions: Assertions, table: Any, *, held: int = 0, previous: Any = None) -> list[tuple[Any, ...]]:
    of = made.spec(assertions=assertions)
    results = check(of, made.cleaned(table, held=held), previous).assertions
    return [(one.name, one.wanted, one.measured, one.holds) for one in results if one.name not in {"ledger", "rows"}]


CASES: list[tuple[str, Assertions, Any, int, tuple[Any, ...]]] = [
    ("rows, enough", Assertions(rows_min=3), rows(3), 0, ("min.rows", "≥ 3", "3", True)),
    ("rows, too few", Assertions(rows_min=4), rows(3), 0, ("min.rows", "≥ 4", "3", False)),
    ("rows, at the most", Assertions(rows_max=3), rows(3), 0, ("max.rows", "≤ 3", "3", True)),
    ("rows, too many", Assertions(rows_max=2), rows(3), 0, ("max.rows", "≤ 2", "3", False)),
    (
        "filled, just",
        Assertions(filled_min={"supplier": D("0.98")}),
        rows(50, filled=49),
        0,
        ("min.filled.supplier", "≥ 0.98", "0.9800 (49/50)", True),
    ),
    (
        "filled, just not",
        Assertions(filled_min={"supplier": D("0.98")}),
        rows(50, filled=48),
        0,
        ("min.filled.supplier", "≥ 0.98", "0.9600 (48/50)", False),
    ),
    (
        "filled, a third",
        Assertions(filled_min={"supplier": D("0.3334")}),
        rows(3, filled=1),
        0,
        ("min.filled.supplier", "≥ 0.3334", "0.3333 (1/3)", False),
    ),
    (
        "filled, no rows",
        Assertions(filled_min={"supplier": D(0)}),
        rows(0),
        0,
        ("min.filled.supplier", "≥ 0", "no rows", False),
    ),
    ("held, just", Assertions(held_max=D("0.02")), rows(98), 2, ("max.held", "≤ 0.02", "0.0200 (2/100)", True)),
    ("held, too many", Assertions(held_max=D("0.02")), rows(97), 3, ("max.held", "≤ 0.02", "0.0300 (3/100)", False)),
    (
        "removed, nothing before",
        Assertions(removed_max=D(0)),
        rows(1),
        0,
        ("max.removed", "≤ 0", "no earlier release", True),
    ),
]


@pytest.mark.parametrize(("assertions", "table", "held", "wanted"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_threshold(assertions: Assertions, table: Any, held: int, wanted: tuple[Any, ...]) -> None:
    assert measure(assertions, table, held=held) == [wanted]


REMOVED: list[tuple[str, Any, str, bool]] = [
    ("same", rows(20), "0.0000 (0/20)", True),
    ("one gone", rows(19), "0.0500 (1/20)", True),
    ("two gone", rows(18), "0.1000 (2/20)", False),
    ("two gone, five new", rows(23, first=2), "0.1000 (2/20)", False),
    ("all gone", rows(0), "1.0000 (20/20)", False),
]


@pytest.mark.parametrize(("table", "measured", "holds"), [c[1:] for c in REMOVED], ids=[c[0] for c in REMOVED])
def test_removed_by_key(tmp_path: Path, table: Any, measured: str, holds: bool) -> None:
    before = made.release(rows(20), tmp_path)
    wanted = [("max.removed", "≤ 0.05", measured, holds)]
    assert measure(Assertions(removed_max=D("0.05")), table, previous=before) == wanted


def test_removed_without_a_common_key_is_by_number_of_rows(tmp_path: Path) -> None:
    before = made.release(rows(20), tmp_path)
    of = made.spec(key=(), assertions=Assertions(removed_max=D("0.05")))
    result = check(of, made.cleaned(rows(18, first=100)), before).assertions[-1]
    assert (result.measured, result.holds) == ("0.1000 (2/20)", False)


def test_keys_of_several_fields_do_not_run_together(tmp_path: Path) -> None:
    fields = made.FIELDS[:2]
    of = made.spec(fields, key=("id", "supplier"), assertions=Assertions(removed_max=D(0)))
    before = made.release(made.table([{"id": "ab", "supplier": "c"}], fields), tmp_path, of=of)
    after = made.cleaned(made.table([{"id": "a", "supplier": "bc"}], fields))
    assert check(of, after, before).refused[0].measured == "1.0000 (1/1)"


def test_an_account_that_does_not_add_up_is_refused() -> None:
    good = made.cleaned(rows(3), held=1)
    (account,) = good.ledger.accounts
    for lost in ("published", "quarantined", "dropped", "counted", "read"):
        wrong = dataclasses.replace(account, **{lost: getattr(account, lost) - 1})
        bad = dataclasses.replace(good, ledger=dataclasses.replace(good.ledger, accounts=(wrong,)))
        assert [one.name for one in check(made.spec(), bad, None).refused] == ["ledger"], lost


def test_rows_and_origins_must_be_as_many_as_the_ledger_says() -> None:
    good = made.cleaned(rows(3))
    fewer = dataclasses.replace(good, table=good.table.slice(1))
    adrift = dataclasses.replace(good, origin=good.origin.slice(1))
    refused = [check(made.spec(), bad, None).refused for bad in (good, fewer, adrift)]
    assert [[one.measured for one in found] for found in refused] == [[], ["2, 3 origins"], ["3, 2 origins"]]


def test_issue_summaries() -> None:
    found = [
        Issue(code="duplicate", file="a.csv", record=9),
        *(Issue(code="type", file="a.csv", record=n, field="count", text="x") for n in range(2, 7)),
        Issue(code="type", file="a.csv", record=3, field="value", count=10),
        Issue(code="no-date", file="a.csv"),
        Issue(code="type", file="a.csv", record=8, field="id"),
    ]
    made_of = check(made.spec(), made.cleaned(rows(1), issues=found), None).issues
    assert [(one.code, one.field, one.total, [i.record for i in one.examples]) for one in made_of] == [
        ("type", "id", 1, [8]),
        ("type", "value", 10, [3]),
        ("type", "count", 5, [2, 3, 4]),
        ("no-date", None, 1, [None]),
        ("duplicate", None, 1, [9]),
    ]
