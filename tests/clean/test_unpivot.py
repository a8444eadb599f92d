"""Unpivot: each wide column of a record becomes a row, each record still ends in exactly one place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.clean import clean
from publisher.clean.model import Cleaned
from publisher.clean.trace import trace
from publisher.errors import CleanError, HeaderError
from publisher.spec.model import DatasetSpec, Source
from publisher.spec.unpivot import Unpivot
from tests.clean.made import cleaned, field, grid, held, rows_of, spec

YEARS = Unpivot(name="year", value="amount", pattern=r"^(\d{4})年?$")
DROPPED = Unpivot(name="year", value="amount", pattern=r"^(\d{4})年?$", drop_missing=True)
CODE, YEAR = field("code", "identifier"), field("year", "integer")
AMOUNT = field("amount", "money", currency="GBP", minimum="0")
Rows = Sequence[Sequence[str | None]]


def budget(unpivot: Unpivot = YEARS, **options: Any) -> DatasetSpec:
    return spec(CODE, YEAR, AMOUNT, unpivot=unpivot, **options)


def plain(result: Cleaned) -> list[tuple[Any, ...]]:
    return [(code, year, None if amount is None else str(amount)) for code, year, amount in rows_of(result.table)]


def told(result: Cleaned) -> list[tuple[Any, ...]]:
    return [(i.code, i.record, i.column, i.text, i.count) for i in result.issues]


def account(result: Cleaned) -> tuple[Any, ...]:
    (one,) = result.ledger.accounts
    ended = (one.read, one.published, one.quarantined, one.duplicates, dict(one.drops))
    return (*ended, result.ledger.rows_out)


def test_a_row_for_each_year() -> None:
    result = cleaned(budget(), [["code", "2021", "2022年"], ["a", "1", "2.50"], ["b", "", "3"]])
    assert plain(result) == [("a", 2021, "1.00"), ("a", 2022, "2.50"), ("b", 2021, None), ("b", 2022, "3.00")]
    assert result.origin.column("record").to_pylist() == [2, 2, 3, 3]
    assert account(result) == (3, 2, 0, 0, {"header": 1}, 4)
    assert told(result) == []


COLUMNS = [
    ("a list", Unpivot(name="year", value="amount", columns={"2021": "2021", "2022": "2022"})),
    ("names for titles", Unpivot(name="year", value="amount", columns={"２０２１": "2021", "2022": "2022"})),
    ("a pattern without a group", Unpivot(name="year", value="amount", pattern="^202[12]$")),
    ("a group that took part", Unpivot(name="year", value="amount", pattern="^(?:x(.)|(20..))$")),
]


@pytest.mark.parametrize("unpivot", [c[1] for c in COLUMNS], ids=[c[0] for c in COLUMNS])
def test_how_columns_are_named(unpivot: Unpivot) -> None:
    result = cleaned(budget(unpivot), [["2021", "code", "2022"], ["1", "a", "2"]])
    assert plain(result) == [("a", 2021, "1.00"), ("a", 2022, "2.00")]


def test_months_as_dates() -> None:
    unpivot = Unpivot(name="month", value="count", columns={"Jan": "2026-01-01", "Feb": "2026-02-01"})
    dataset = spec(field("month", "date"), field("count", "integer"), CODE, unpivot=unpivot)
    result = cleaned(dataset, [["code", "Jan", "Feb"], ["a", "1", "2"]])
    assert rows_of(result.table) == [(date(2026, 1, 1), 1, "a"), (date(2026, 2, 1), 2, "a")]


def test_one_bad_cell_holds_the_whole_record() -> None:
    result = cleaned(budget(), [["code", "2021", "2022"], ["a", "1", "x"], ["b", "-2", "y"], ["c", "3", "4"]])
    assert [code for code, *_ in plain(result)] == ["c", "c"]
    assert held(result) == [(2, "amount", "type", "x"), (3, "amount", "minimum", "-2")]
    assert result.quarantine.column("column").to_pylist() == ["2022", "2021"]
    assert result.quarantine.column("raw")[0].as_py() == '{"code": "a", "2021": "1", "2022": "x"}'
    assert [one[:3] for one in told(result)] == [("type", 2, "2022"), ("type", 3, "2022"), ("minimum", 3, "2021")]


def test_a_bad_cell_of_its_own_fields_is_told_once() -> None:
    dataset = spec(field("code", "integer"), YEAR, AMOUNT, unpivot=YEARS)
    result = cleaned(dataset, [["code", "2021", "2022"], ["x", "1", "2"], ["7", "1", "2"]])
    assert told(result) == [("type", 2, "code", "x", 1)]
    assert [code for code, *_ in plain(result)] == [7, 7]


def test_cells_without_a_value_make_no_row_where_that_is_declared() -> None:
    rows = [["code", "2021", "2022"], ["a", "1", "-"], ["b", " ", "-"], ["c", "", "3"]]
    result = cleaned(budget(DROPPED, missing=("-",)), rows)
    assert plain(result) == [("a", 2021, "1.00"), ("c", 2022, "3.00")]
    assert told(result) == [("missing-cell-dropped", 2, "2022", None, 2)]
    assert account(result)[4]["no-value"] == 1
    assert account(result)[:4] == (4, 2, 0, 0)


def test_a_lookup_to_nothing_is_missing_too() -> None:
    dataset = budget(DROPPED, lookups={"amount": {"ND": "", "none": "0"}})
    result = cleaned(dataset, [["code", "2021", "2022"], ["a", "ND", "none"]])
    assert plain(result) == [("a", 2022, "0.00")]
    assert ("lookup-applied", 2, "2022", "none", 1) in told(result)


KEYS = [
    ("copies", [["a", "1", "2"], ["a", "1", "2"]], (2, 1, 0, 1), 2, []),
    ("a clash in one year", [["a", "1", "2"], ["a", "1", "3"]], (2, 1, 1, 0), 2, [(3, "code", "unique", "a, 2022")]),
    ("copies and a new row", [["a", "1", ""], ["a", "1", "2"]], (2, 2, 0, 0), 2, []),
    ("a clash and a new row", [["a", "1", ""], ["a", "9", "2"], ["a", "", "2"]], (3, 2, 1, 0), 2,
     [(3, "code", "unique", "a, 2021")]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "ended", "out", "quarantine"), [k[1:] for k in KEYS], ids=[k[0] for k in KEYS])
def test_keys(rows: Rows, ended: tuple[int, ...], out: int, quarantine: list[Any]) -> None:
    result = cleaned(budget(DROPPED, key=("code", "year")), [["code", "2021", "2022"], *rows])
    read, *rest = account(result)[:4]
    assert (read - 1, *rest) == ended
    assert (len(result.table), held(result)) == (out, quarantine)


def test_years_that_files_share_are_published_once() -> None:
    dataset = budget(key=("code", "year"))
    first = grid([["code", "2020", "2021"], ["a", "1", "2"]])
    second = grid([["code", "2021", "2022"], ["a", "2", "3"]], file="datasets/finance/spending/raw/b.csv")
    result = clean(dataset, [(dataset.sources[0], first), (dataset.sources[0], second)])
    assert [(year, amount) for _, year, amount in plain(result)] == [(2020, "1.00"), (2021, "2.00"), (2022, "3.00")]
    assert told(result) == [("repeated-row", 2, None, None, 1)]
    assert [one.published for one in result.ledger.accounts] == [1, 1]


HEADERS = [
    ("none matches", YEARS, ["code", "total"], "no column matches"),
    ("a listed one is absent", COLUMNS[0][1], ["code", "2021"], "no column `2022`"),
    ("two for one year", YEARS, ["code", "2021", "2021年"], "both give `2021`"),
    ("no year", Unpivot(name="year", value="amount", pattern="^20(.*)$"), ["code", "20xx"], "gives `xx` to `year`"),
    ("another column", YEARS, ["code", "2021", "Note"], "`Note` is not declared"),
]


@pytest.mark.parametrize(("unpivot", "titles", "reason"), [h[1:] for h in HEADERS], ids=[h[0] for h in HEADERS])
def test_headers_that_are_refused(unpivot: Unpivot, titles: list[str], reason: str) -> None:
    with pytest.raises(HeaderError, match=reason) as caught:
        cleaned(budget(unpivot), [titles, ["a", "1", "2"]])
    assert "dataset.yml" in caught.value.remedy


def test_dates_without_an_order_name_the_wide_column() -> None:
    dataset = spec(CODE, YEAR, field("amount", "date"), unpivot=YEARS)
    with pytest.raises(CleanError, match="may have the day or the month first") as caught:
        cleaned(dataset, [["code", "2021", "2022"], ["a", "", "03/04/2020"]])
    assert caught.value.place is not None
    assert caught.value.place.column == "2022"


TRACED = [
    ("published", 2, None, 2),
    ("no value", 3, "no-value", None),
    ("held back", 4, None, None),
    ("header", 1, "header", None),
]


@pytest.mark.parametrize(("record", "dropped", "rows"), [t[1:] for t in TRACED], ids=[t[0] for t in TRACED])
def test_trace(record: int, dropped: str | None, rows: int | None) -> None:
    dataset = budget(DROPPED)
    table = grid([["code", "2021", "2022"], ["a", "1", "2"], ["b", "", ""], ["c", "1", "x"]])
    found = trace(table, dataset.sources[0], dataset, record)
    assert found is not None
    assert (found.dropped, None if found.row is None else len(found.row)) == (dropped, rows)


_CELLS = st.sampled_from(["", "1", "2", "1.5", "x", "-", "-1", " 2 "])
_CODES = st.sampled_from(["a", "b", "c", ""])
_RECORDS = st.lists(st.tuples(_CODES, _CELLS, _CELLS, _CELLS).map(list), max_size=12)


def by_hand(rows: Rows, titles: Sequence[str], *, drop: bool, key: bool) -> tuple[list[Any], dict[int, str]]:
    """The same by plain Python: the rows, and where each record ended."""
    known: dict[tuple[str | None, int], Decimal | None] = {}
    found: list[Any] = []
    fates: dict[int, str] = {}
    for number, row in enumerate(rows, 2):
        code, *cells = [None if cell is None or cell.strip() in {"", "-"} else cell.strip() for cell in row]
        if not any((cell or "").strip() for cell in row):
            fates[number] = "dropped"
            continue
        if drop and not any(cells):
            fates[number] = "dropped"
            continue
        years = [(int(title), cell) for title, cell in zip(titles, cells, strict=True) if cell is not None or not drop]
        if any(cell in {"x", "-1"} for cell in cells) or (key and code is None):
            fates[number] = "held"
            continue
        mine = [((code, year), None if cell is None else Decimal(cell)) for year, cell in years]
        if key and any(known.get(place, value) != value for place, value in mine):
            fates[number] = "held"
            continue
        new = [(place, value) for place, value in mine if not key or place not in known]
        fates[number] = "published" if new else "duplicate"
        known |= dict(new)
        found += [(number, code, year, value) for (code, year), value in new]
    return found, fates


@settings(max_examples=300, deadline=None)
@given(_RECORDS, st.booleans(), st.booleans(), st.sampled_from([1, 2, 7, 1 << 16]))
def test_the_law_holds_and_the_rows_are_those_of_plain_python(
    rows: list[list[str]], drop: bool, key: bool, size: int
) -> None:
    titles = ["2019", "2020", "2021"]
    dataset = budget(DROPPED if drop else YEARS, key=("code", "year") if key else (), sort=("source",), missing=("-",))
    table = grid([["code", *titles], *rows])
    result = clean(dataset, [(Source(path="raw/*.csv"), table)], batch_rows=size)
    found, fates = by_hand(rows, titles, drop=drop, key=key)
    assert [
        (record, *row)
        for record, row in zip(result.origin.column("record").to_pylist(), rows_of(result.table), strict=True)
    ] == found
    (one,) = result.ledger.accounts
    assert one.balanced
    ended = list(fates.values())
    assert (one.published, one.quarantined, one.duplicates, one.dropped - 1) == tuple(
        ended.count(word) for word in ("published", "held", "duplicate", "dropped")
    )
    assert set(result.quarantine.column("record").to_pylist()) == {n for n, word in fates.items() if word == "held"}
