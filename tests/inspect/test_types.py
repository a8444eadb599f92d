"""The type of a column, from all its values and those beside it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pyarrow as pa
import pytest

from publisher.inspect.options import Column
from publisher.inspect.types import type_columns


def typed(values: list[str | None], *, title: str = "column", beside: list[str | None] | None = None):
    columns = [Column(name="column", title=title, place=0, texts=pa.array(values, pa.string()))]
    if beside is not None:
        columns.append(Column(name="beside", title="beside", place=1, texts=pa.array(beside, pa.string())))
    return type_columns(columns, file="f.csv", sheet=None)[0]


# values -> type, issues, first value
CASES = {
    "integers": (["12", "-", "1,200"], ("integer", [], 12)),
    "pounds": (["£1,200.50", "£3.00"], ("money", [], Decimal("1200.5"))),
    "day first": (["01/02/2016", "15/02/2016"], ("date", [], dt.date(2016, 2, 1))),
    "month first": (["01/02/2016", "02/15/2016"], ("date", [], dt.date(2016, 1, 2))),
    "no day above twelve": (["01/02/2016", "03/04/2016"], ("text", ["ambiguous-date"], "01/02/2016")),
    "thousands, or three decimals": (["169.511", "10.213"], ("integer", ["ambiguous-number"], 169511)),
    "leading zeros": (["0012", "0450", "7761"], ("identifier", [], "0012")),
    "codes": (["MG-8769", "RI-3895"], ("identifier", [], "MG-8769")),
    "hidden counts": (["12", "<=5", "40", "<=5"], ("text", ["suppressed"], "12")),
    "dates and day numbers": (
        ["15/06/2015", "16/06/2015", "30/06/2015", "42156", "42167"],
        ("date", ["serial-date"], dt.date(2015, 6, 15)),
    ),
    "five digits are a number": (["42156", "42167"], ("integer", [], 42156)),
    "dates of the Republic of China": (
        ["0701119", "1080630", "0720905", "0991231", "1010101"],
        ("date", [], dt.date(1981, 11, 19)),
    ),
    "nothing": ([None, None], ("text", [], None)),
    "words": (["Cardiff", "London"], ("text", [], "Cardiff")),
}


@pytest.mark.parametrize(("values", "expected"), CASES.values(), ids=CASES.keys())
def test_type(values: list[str | None], expected: tuple[str, list[str], object]) -> None:
    found = typed(values)
    assert (found.field.type, [issue.code for issue in found.issues], found.data[0].as_py()) == expected


def test_a_sister_decides_the_order_of_day_and_month() -> None:
    found = typed(["01/02/2016", "03/04/2016"], beside=["15/02/2016", "01/03/2016"])
    assert (found.field.type, found.data[0].as_py(), found.issues) == ("date", dt.date(2016, 2, 1), ())


OPEN = ["09/10/2013", "03/04/2013"]
# title, values of the other column, its title -> type, issues, whether the table may be sure
ORDERS = {
    "a decimal comma": ("paid on", ["10.000,00", "1.200,50"], "amount", ("date", ["date-order-inferred"], True)),
    "groups parted by points": (
        "paid on",
        ["27.083.460", "5.348.547"],
        "number",
        ("date", ["date-order-inferred"], True),
    ),
    "a decimal point says nothing": (
        "paid on",
        ["10,000.00", "1,200.50"],
        "amount",
        ("text", ["ambiguous-date"], False),
    ),
    "pounds": ("paid on", ["£10,000.00", "£1,200.50"], "amount", ("date", ["date-order-inferred"], False)),
    "dollars say nothing": ("paid on", ["$10,000.00", "$1,200.50"], "amount", ("text", ["ambiguous-date"], False)),
    "euros in a title": ("paid on", ["100", "1200"], "amount (EUR)", ("date", ["date-order-inferred"], False)),
    "a title in Spanish": ("Fecha", ["100", "1200"], "monto", ("date", ["date-order-inferred"], False)),
    "ZIP codes": ("paid on", ["20001", "20002"], "ZIP Code", ("date", ["date-order-inferred"], False)),
    "ZIP codes against euros": ("paid on", ["20001", "20002"], "ZIP Code (EUR)", ("text", ["ambiguous-date"], False)),
    "a sister": ("paid on", ["15/02/2016", "01/03/2016"], "due on", ("date", [], True)),
    "a sister with the month first": ("paid on", ["02/15/2016", "03/01/2016"], "due on", ("date", [], True)),
}


@pytest.mark.parametrize(("title", "beside", "other", "expected"), ORDERS.values(), ids=ORDERS.keys())
def test_what_the_rest_of_a_table_says_about_day_and_month(
    title: str, beside: list[str], other: str, expected: tuple[str, list[str], bool]
) -> None:
    columns = [
        Column(name=name, title=name, place=i, texts=pa.array(values, pa.string()))
        for i, (name, values) in enumerate([(title, OPEN), (other, beside)])
    ]
    found = type_columns(columns, file="f.csv", sheet=None)[0]
    sure = min((confidence for confidence, _ in found.doubts), default=1.0) >= 0.9
    assert (found.field.type, [issue.code for issue in found.issues], sure) == expected


def test_a_table_may_say_for_its_evidence() -> None:
    columns = [Column(name="on", title="on", place=0, texts=pa.array(OPEN, pa.string()))]
    found = type_columns(columns, file="f.csv", sheet=None, notes=["Liste des bénéficiaires"])[0]
    assert [(issue.code, issue.note) for issue in found.issues] == [
        ("date-order-inferred", "day first: its titles are not English")
    ]


def test_the_order_goes_by_the_sister_with_the_same_sign() -> None:
    values = {"a": OPEN, "b": ["15/02/2016", "01/03/2016"], "c": ["02-15-2016", "03-01-2016"]}
    columns = [
        Column(name=name, title=name, place=i, texts=pa.array(texts, pa.string()))
        for i, (name, texts) in enumerate(values.items())
    ]
    assert type_columns(columns, file="f.csv", sheet=None)[0].data[0].as_py() == dt.date(2013, 10, 9)


def test_first_days_of_months_tell_their_order() -> None:
    months = [f"01/{month:02}/2015" for month in range(1, 13)]
    turned = [f"{month:02}/01/2015" for month in range(1, 13)]
    assert [typed([*texts]).data[1].as_py() for texts in (months, turned)] == [dt.date(2015, 2, 1)] * 2


def test_a_sister_decides_what_a_point_means() -> None:
    found = typed(["50.000", "49.947"], beside=["1.400.000", "50.000"])
    assert (found.field.type, found.data[0].as_py(), found.issues) == ("integer", 50000, ())


def test_a_title_tells_day_numbers_postcodes_and_coordinates() -> None:
    found = [
        typed(["42156", "42167"], title="Start date"),
        typed(["94025", "5260"], title="Code postal"),
        typed(["38.91", "38.83"], title="lat"),
        typed(["138.91", "38.83"], title="lat"),
    ]
    assert [column.field.type for column in found] == ["date", "identifier", "latitude", "number"]
    assert found[0].data[0].as_py() == dt.date(2015, 6, 1)


def test_days_out_of_the_calendar_are_told_and_not_lost_without_a_word() -> None:
    days = [f"{day:02}/0{month}/2018" for month in (1, 3) for day in range(1, 29)] + ["31/06/2018"]
    found = typed([*days])
    assert (found.field.type, found.data.null_count) == ("date", 1)
    assert [(issue.code, issue.text, issue.count) for issue in found.issues] == [("unreadable-value", "31/06/2018", 1)]
    assert min(confidence for confidence, _ in found.doubts) < 0.9


def test_an_open_order_is_never_sure() -> None:
    assert typed(["01/02/2016", "03/04/2016"]).doubts[0][0] < 0.9
