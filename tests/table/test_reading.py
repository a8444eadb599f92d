"""Every value, filter and order of the browser's reader against pyarrow's, over all types and two row groups."""

from __future__ import annotations

import csv as csv_module
import datetime as dt
import io
import math
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from publisher.release import csv_file
from publisher.site.records import table_facts
from publisher.site.rows import cell
from publisher.values.display import texts
from tests.search_index.node import run
from tests.table.made import FIELDS, ROWS, Made

READ = [0, 1, 2, 49, 50, 999, 1000, 1001, 50_000, 99_999, 100_000, 100_001, ROWS - 1]


@pytest.fixture(scope="module")
def ask(contracts: Made, origin: str, scripts: dict[str, Path]) -> Callable[..., list[dict[str, Any]]]:
    facts = table_facts(contracts.site(), contracts.entry)

    def asking(*asks: dict[str, Any], csv: list[int] | None = None) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = run(
            scripts["reading"], {"base": origin, "facts": facts, "asks": asks, "csv": csv}
        )
        return found

    return asking


def test_every_value_has_its_one_text(contracts: Made, ask: Callable[..., Any]) -> None:
    (found,) = ask({"read": READ})
    taken = contracts.table.take(READ)
    wanted = [texts(taken[field.name], field).to_pylist() for field in FIELDS]
    assert found["texts"] == [list(row) for row in zip(*wanted, strict=True)]


def test_whole_pages_of_rows_have_their_texts(contracts: Made, ask: Callable[..., Any]) -> None:
    """Every value that the generator can make, in runs over the borders of pages and groups."""
    rows = [*range(1_100), *range(99_500, 100_600)]
    (found,) = ask({"read": rows})
    taken = contracts.table.take(rows)
    wanted = [texts(taken[field.name], field).to_pylist() for field in FIELDS]
    assert found["texts"] == [list(row) for row in zip(*wanted, strict=True)]


def test_values_are_shown_as_the_first_rows_are(contracts: Made, ask: Callable[..., Any]) -> None:
    (found,) = ask({"read": READ})
    taken, site = contracts.table.take(READ), contracts.site()
    wanted = []
    for field in FIELDS:
        cells = [cell(site, text, field) for text in texts(taken[field.name], field).to_pylist()]
        wanted.append([None if one.missing else one.value.text for one in cells])
    assert found["shown"] == [list(row) for row in zip(*wanted, strict=True)]


def folded(text: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFKC", text).lower()


FILTERS: dict[str, tuple[dict[str, list[str]], Callable[[dict[str, Any]], bool]]] = {
    "text, any case": ({"name": ["HARBOUR"]}, lambda row: "harbour" in folded(row["name"] or "")),
    "text, any width": ({"name": ["full"]}, lambda row: "full" in folded(row["name"] or "")),
    "Chinese text": ({"name": ["建设"]}, lambda row: "建设" in (row["name"] or "")),
    "category": ({"way": ["open", "x"]}, lambda row: row["way"] in ("open", "x")),
    "truth value": ({"active": ["false"]}, lambda row: row["active"] is False),
    "money from": (
        {"value": ["9,999.99.."]},
        lambda row: row["value"] is not None and row["value"] >= Decimal("9999.99"),
    ),
    "money between places": (
        {"value": ["10.001..200.999"]},
        lambda row: row["value"] is not None and Decimal("10.001") <= row["value"] <= Decimal("200.999"),
    ),
    "money below nothing": (
        {"value": ["..-0.015"]},
        lambda row: row["value"] is not None and row["value"] <= Decimal("-0.015"),
    ),
    "38 digits": (
        {"exact": ["1000000000000000000.5..2000000000000000000"]},
        lambda row: row["exact"] is not None and Decimal("1000000000000000000.5") <= row["exact"] <= 2 * 10**18,
    ),
    "binary number": ({"ratio": ["0.05..1e10"]}, lambda row: row["ratio"] is not None and 0.05 <= row["ratio"] <= 1e10),
    "integer beyond 2**53": (
        {"large": [f"{2**62 + 5}..{2**62 + 4000}"]},
        lambda row: 2**62 + 5 <= row["large"] <= 2**62 + 4000,
    ),
    "days": (
        {"day": ["1969-12-01..1970-01-31"]},
        lambda row: dt.date(1969, 12, 1) <= row["day"] <= dt.date(1970, 1, 31),
    ),
    "months": ({"day": ["1900-02..1900-02"]}, lambda row: (row["day"].year, row["day"].month) == (1900, 2)),
    "a year": ({"day": ["2001..2001"]}, lambda row: row["day"].year == 2001),
    "instants": ({"seen": ["..1960"]}, lambda row: row["seen"].year <= 1960),
    "item of a list": ({"words": ["CMD"]}, lambda row: any("cmd" in folded(item or "") for item in row["words"] or ())),
    "number of a list": ({"fees": ["..0"]}, lambda row: any(item <= 0 for item in row["fees"] or ())),
    "day of a list": ({"days": ["..1900"]}, lambda row: any(item.year <= 1900 for item in row["days"] or ())),
    "several": (
        {"way": ["open"], "active": ["true"], "day": ["1990..2010"]},
        lambda row: row["way"] == "open" and row["active"] is True and 1990 <= row["day"].year <= 2010,
    ),
    "nothing": ({"day": ["3000..3001"]}, lambda row: row["day"].year >= 3000),
}


def test_filters_find_the_rows_that_python_finds(contracts: Made, ask: Callable[..., Any]) -> None:
    found = ask(*({"filters": filters} for filters, _ in FILTERS.values()))
    rows = contracts.table.to_pylist()
    wanted = {name: [at for at, row in enumerate(rows) if holds(row)] for name, (_, holds) in FILTERS.items()}
    assert {name: len(numbers) for name, numbers in wanted.items() if not numbers} == {"nothing": 0}
    got = {name: answer["rows"] for name, answer in zip(FILTERS, found, strict=True)}
    assert {name: got[name] == wanted[name] for name in FILTERS} == dict.fromkeys(FILTERS, True)


def _titles(code: str) -> str:
    return {"open": "Open call", "direct": "Direct award"}.get(code, code)


ORDERS: dict[str, Callable[[Any], Any]] = {
    "value": lambda value: value,
    "exact": lambda value: value,
    "large": lambda value: value,
    "ratio": lambda value: None if math.isnan(value) else value,
    "name": lambda value: value.encode("utf-16-be"),
    "day": lambda value: value,
    "seen": lambda value: value,
    "active": lambda value: value,
    "way": lambda value: _titles(value).casefold(),
    "fees": lambda value: value[0] if value else None,
}


@pytest.mark.parametrize("descending", [False, True], ids=["ascending", "descending"])
def test_orders_are_stable_with_missing_values_last(contracts: Made, ask: Callable[..., Any], descending: bool) -> None:
    days = contracts.table["day"].to_pylist()  # ascending: these rows lie on both sides of the groups' border
    rows = [at for at, day in enumerate(days) if day >= days[85_000]]
    near = {"day": [f"{days[85_000]}.."]}
    found = ask(*({"sort": name, "descending": descending, "filters": near} for name in ORDERS))
    wrong = []
    for (name, key), answer in zip(ORDERS.items(), found, strict=True):
        values = contracts.table[name].to_pylist()
        keys: dict[int, Any] = {row: None if values[row] is None else key(values[row]) for row in rows}
        there = [row for row in keys if keys[row] is not None]
        there.sort(key=keys.__getitem__, reverse=descending)  # stable in both directions
        if answer["rows"] != there + [row for row in keys if keys[row] is None]:
            wrong.append(name)
    assert wrong == []


def test_the_csv_is_the_release_s_cell_for_cell(contracts: Made, ask: Callable[..., Any], tmp_path: Path) -> None:
    rows = [5, 3, 100_050, 4, *range(200, 900)]
    (found,) = ask({}, csv=rows)
    csv_file.write(tmp_path / "data.csv", FIELDS, contracts.table.take(rows))
    wanted = (tmp_path / "data.csv").read_bytes().decode("utf-8")
    assert list(csv_module.reader(io.StringIO(found["csv"], newline=""))) == list(
        csv_module.reader(io.StringIO(wanted, newline=""))
    )
    assert found["csv"] == wanted


def test_what_a_question_costs_is_told_before_and_statistics_spare_most_of_it(
    contracts: Made, ask: Callable[..., Any]
) -> None:
    size = contracts.entry.release.files[0].size
    column, few, none = ask(
        {"filters": {"name": ["x"]}}, {"filters": {"day": ["1970..1971"]}}, {"filters": {"day": ["3000.."]}}
    )
    assert 0 < column["asked"] <= column["expected"] < size / 2
    assert few["asked"] < few["expected"] / 3, "the page index lets most pages of a sorted column be left out"
    assert (none["expected"], none["asked"], none["rows"]) == (0, 0, [])


def test_fifty_rows_are_few_bytes(contracts: Made, ask: Callable[..., Any]) -> None:
    first, middle = ask({"read": list(range(50))}, {"read": list(range(60_020, 60_070))})
    assert max(first["bytes"], middle["bytes"]) < 300_000
    assert max(first["requests"], middle["requests"]) < 45
