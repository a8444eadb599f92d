"""Cleaning by case: what is published, what is held back and why, what the ledger says of each record."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from publisher.clean import clean
from publisher.clean.model import ORIGIN, QUARANTINE
from publisher.errors import CleanError, SpecError
from publisher.spec.model import Header, Skip, Source
from tests.clean.made import CSV, FILE, cleaned, field, grid, held, rows_of, spec

PAYMENTS = spec(
    field("id", "identifier", required=True, pattern="P[0-9]+"),
    field("on", "date", formats=("%d/%m/%Y",), minimum="2020-01-01", maximum="2020-12-31"),
    field("amount", "money", currency="GBP", minimum="0", titles_in_source=("Amount (£)",)),
    field("kind", "category", categories={"open": {"en": "Open tender", "zh": "公开招标"}, "direct": {"en": "Direct"}}),
    key=("id",),
    missing=("-", "N/A"),
    lookups={"kind": {"Opn": "open", "unknown": ""}},
)
TITLES = ["id", "on", "Amount (£)", "kind"]


def test_types_order_and_origin() -> None:
    rows = [["P2", "31/12/2020", "£1,200.50", "公开招标"], ["P1", "2020-01-01", "n/a", "Opn"]]
    result = cleaned(PAYMENTS, [TITLES, *rows])
    assert rows_of(result.table) == [
        ("P1", dt.date(2020, 1, 1), None, "open"),
        ("P2", dt.date(2020, 12, 31), Decimal("1200.50"), "open"),
    ]
    assert [str(column.type) for column in result.table.schema] == [
        "string",
        "date32[day]",
        "decimal128(18, 2)",
        "string",
    ]
    assert rows_of(result.origin) == [(FILE, None, 3), (FILE, None, 2)]
    assert (result.origin.schema, result.quarantine.schema) == (ORIGIN, QUARANTINE)


HELD = [
    ("required", ["", "1/1/2020", "5", "open"], ("id", "required", "")),
    ("not there as a missing token", ["N/A", "1/1/2020", "5", "open"], ("id", "required", "N/A")),
    ("pattern", ["X1", "1/1/2020", "5", "open"], ("id", "pattern", "X1")),
    ("pattern is of the whole text", ["P1 ext", "1/1/2020", "5", "open"], ("id", "pattern", "P1 ext")),
    ("type", ["P1", "31/02/2020", "5", "open"], ("on", "type", "31/02/2020")),
    ("minimum", ["P1", "31/12/2019", "5", "open"], ("on", "minimum", "31/12/2019")),
    ("maximum", ["P1", "1/1/2021", "5", "open"], ("on", "maximum", "1/1/2021")),
    ("money minimum", ["P1", "1/1/2020", "(0.01)", "open"], ("amount", "minimum", "(0.01)")),
    ("another currency", ["P1", "1/1/2020", "€5", "open"], ("amount", "type", "€5")),
    ("category", ["P1", "1/1/2020", "5", "open tender"], ("kind", "category", "open tender")),
    ("the first field's reason", ["P1", "x", "x", "x"], ("on", "type", "x")),
    ("one cell too many", ["P1", "1/1/2020", "1", "000", "open"], (None, "ragged-record", "open")),
    ("one cell too few", ["P1", "1/1/2020", "5"], (None, "ragged-record", None)),
]


@pytest.mark.parametrize(("row", "expected"), [case[1:] for case in HELD], ids=[case[0] for case in HELD])
def test_held_back_with_the_reason(row: list[str], expected: tuple[str | None, ...]) -> None:
    result = cleaned(PAYMENTS, [TITLES, ["P9", "1/1/2020", "5", "open"], row])
    assert held(result) == [(3, *expected)]
    assert rows_of(result.table.select(["id"])) == [("P9",)]


def test_the_quarantine_shows_the_record_as_found() -> None:
    result = cleaned(PAYMENTS, [TITLES, [" P1 ", "x", "", "open", "more"]])
    assert result.quarantine.to_pylist() == [
        {
            "file": FILE,
            "sheet": None,
            "record": 2,
            "line": 2,
            "field": None,
            "column": None,
            "reason": "ragged-record",
            "text": "more",
            "raw": json.dumps(
                {"id": " P1 ", "on": "x", "Amount (£)": "", "kind": "open", "column 5": "more"}, ensure_ascii=False
            ),
        }
    ]


def test_every_reason_of_a_record_is_an_issue() -> None:
    result = cleaned(PAYMENTS, [TITLES, ["", "x", "€5", "open"]])
    found = [(issue.code, issue.record, issue.line, issue.field, issue.column, issue.text) for issue in result.issues]
    assert found == [
        ("required", 2, 2, "id", "id", ""),
        ("type", 2, 2, "on", "on", "x"),
        ("type", 2, 2, "amount", "Amount (£)", "€5"),
    ]


def test_lookups_are_counted_and_can_empty_a_cell() -> None:
    rows = [["P1", "", "", "Opn"], ["P2", "", "", " Opn "], ["P3", "", "", "unknown"], ["P4", "", "", "direct"]]
    result = cleaned(PAYMENTS, [TITLES, *rows])
    assert rows_of(result.table.select(["kind"])) == [("open",), ("open",), (None,), ("direct",)]
    found = [(issue.code, issue.record, issue.text, issue.note, issue.count) for issue in result.issues]
    assert found == [("lookup-applied", 2, "Opn", "→ open", 2), ("lookup-applied", 4, "unknown", "→", 1)]


def test_same_key() -> None:
    """The first record stays; copies of it are duplicates, whatever their spelling; all others clash."""
    rows = [
        ["P1", "1/1/2020", "5", ""],
        ["P1", "2020-01-01", "£5.00", "-"],
        ["P1", "1/1/2020", "6", ""],
        ["P2", "", "", ""],
    ]
    result = cleaned(PAYMENTS, [TITLES, *rows, rows[2]])
    account = result.ledger.accounts[0]
    assert (account.read, account.published, account.quarantined, account.duplicates, account.dropped) == (
        6,
        2,
        2,
        1,
        1,
    )
    assert held(result) == [(4, "id", "unique", "P1"), (6, "id", "unique", "P1")]
    assert [(issue.code, issue.record) for issue in result.issues] == [("unique", 4), ("unique", 6), ("duplicate", 3)]


def test_without_a_key_nothing_is_a_duplicate() -> None:
    result = cleaned(spec(field("a")), [["a"], ["x"], ["x"]])
    assert rows_of(result.table) == [("x",), ("x",)]


def test_a_key_of_two_fields() -> None:
    dataset = spec(field("a"), field("b", "integer"), field("c"), key=("a", "b"))
    rows = [["x", "1", "p"], ["x", "2", "p"], ["y", "1", "p"], ["x", "01", "q"], ["y", "1", "p"], ["z", "", "p"]]
    result = cleaned(dataset, [["a", "b", "c"], *rows])
    assert rows_of(result.table) == [("x", 1, "p"), ("x", 2, "p"), ("y", 1, "p")]
    assert held(result) == [(5, "a", "unique", "x, 1"), (7, "b", "required", "")]


def test_clashing_lists() -> None:
    dataset = spec(field("id"), field("papers", separator="\n"), key=("id",))
    result = cleaned(dataset, [["id", "papers"], ["1", "a\nb"], ["1", " a \n\n b"], ["1", "a b"], ["2", " \n"]])
    assert rows_of(result.table) == [("1", ["a", "b"]), ("2", None)]
    assert result.ledger.accounts[0].duplicates == 1
    assert held(result) == [(4, "id", "unique", "1")]


SORTS = [
    ("key", {"key": ("a",)}, ["1", "10", "2", "é"]),
    ("declared", {"key": ("a",), "sort": ("b", "a")}, ["2", "1", "10", "é"]),
    ("source", {"key": ("a",), "sort": ("source",)}, ["10", "é", "1", "2"]),
    ("nothing declared", {}, ["10", "é", "1", "2"]),
]


@pytest.mark.parametrize(("options", "expected"), [case[1:] for case in SORTS], ids=[case[0] for case in SORTS])
def test_sort(options: dict[str, Any], expected: list[str]) -> None:
    dataset = spec(field("a"), field("b", "integer"), **options)
    result = cleaned(dataset, [["a", "b"], ["10", "7"], ["é", ""], ["1", "7"], ["2", "-1"]])
    assert result.table.column("a").to_pylist() == expected


def test_each_drop_has_its_reason() -> None:
    source = Source(
        path="raw/a.csv",
        header=Header(rows=(3, 4)),
        skip=Skip(footer="^Total", records="^Subtotal", rows=(6,)),
    )
    dataset = spec(field("a", titles_in_source=("A b",)), sources=(source,))
    rows = [
        ["Total spending"],
        [" ", None],
        ["A"],
        ["b"],
        ["x"],
        ["skip me"],
        ["Subtotal 5"],
        ["\u3000"],
        ["y"],
        ["Total"],
        ["z"],
        [""],
    ]
    result = cleaned(dataset, rows)
    assert rows_of(result.table) == [("x",), ("y",)]
    assert result.ledger.accounts[0].drops == {"header": 2, "footer": 3, "skipped": 2, "blank": 2, "title": 1}


def test_blank_cells_at_the_end_of_a_workbook_row_are_empty() -> None:
    result = cleaned(PAYMENTS, [TITLES, ["P1", "1/1/2020"]], lines=False, sheet="Awards")
    assert rows_of(result.table) == [("P1", dt.date(2020, 1, 1), None, None)]
    assert rows_of(result.origin) == [(FILE, "Awards", 2)]


def test_named_columns_have_no_header_row() -> None:
    dataset = spec(field("b"), ignore=("a b",))
    result = cleaned(dataset, [["x", "y"], [None, "z"]], header=("a b", "b"), lines=False)
    assert rows_of(result.table) == [("y",), ("z",)]


def test_a_file_without_header() -> None:
    source = Source(path="raw/a.csv", header=Header(rows=()))
    dataset = spec(field("a", titles_in_source=("c1",)), field("b", titles_in_source=("c2",)), sources=(source,))
    result = cleaned(dataset, [["1", "2"], ["3"], ["4", "5", "6"]])
    assert rows_of(result.table) == [("1", "2")]
    assert held(result) == [(2, None, "ragged-record", None), (3, None, "ragged-record", "6")]


SHORT = [
    ("all end so", [["1", "s", "x", ""], ["2", "s", "y", ""]], ["1", "2"], []),
    ("one lacks its first cell", [["1", "s", "x", ""], ["secret", "y", ""]], ["1"], [(3, None, "ragged-record", None)]),
    ("none ends so", [["1", "s", "x"], ["2", "s", "y"]], ["1", "2"], []),
    ("one is whole and not ended", [["1", "s", "x", ""], ["2", "s", "y"]], ["1"], [(3, None, "ragged-record", None)]),
]


@pytest.mark.parametrize(("rows", "published", "quarantine"), [s[1:] for s in SHORT], ids=[s[0] for s in SHORT])
def test_a_header_that_ends_in_an_empty_cell(
    rows: list[list[str]], published: list[str], quarantine: list[object]
) -> None:
    """A record one cell short has its cells under others' titles: an ignored one would be published."""
    dataset = spec(field("code"), field("name"), ignore=("private",))
    result = cleaned(dataset, [["code", "private", "name", ""], *rows])
    assert result.table.column("code").to_pylist() == published
    assert held(result) == quarantine
    assert "secret" not in str(result.quarantine.to_pylist()) + str(result.issues)


def test_money_is_as_wide_as_it_must_be() -> None:
    dataset = spec(field("a", "money", currency="EUR"), field("b", "money", currency="EUR"))
    result = cleaned(dataset, [["a", "b"], ["1.5", "0.125"], ["12345678901234567", "1"]])
    assert [str(column.type) for column in result.table.schema] == ["decimal128(38, 2)", "decimal128(18, 3)"]


def test_metadata_of_a_field() -> None:
    result = cleaned(PAYMENTS, [TITLES])
    assert result.table.schema.field("amount").metadata == {
        b"title": "Amount (£)".encode(),
        b"type": b"money",
        b"currency": b"GBP",
    }
    assert [issue.code for issue in result.issues] == ["empty-file"]


def test_two_files_in_their_order() -> None:
    dataset = spec(field("a", titles_in_source=("a", "A")), key=("a",))
    tables = [(CSV, grid([["A"], ["2"], ["1"]], file="x.csv")), (CSV, grid([["a"], ["1"], ["0"]], file="y.csv"))]
    result = clean(dataset, tables)
    assert rows_of(result.origin) == [("y.csv", None, 3), ("x.csv", None, 3), ("x.csv", None, 2)]
    assert [(a.file, a.published, a.duplicates) for a in result.ledger.accounts] == [("x.csv", 2, 0), ("y.csv", 1, 1)]


def test_a_sheet_without_any_declared_title_is_passed_over() -> None:
    dataset = spec(field("a"))
    data = grid([["a"], ["1"]], lines=False, sheet="Data")
    notes = grid([["Notes"], ["Figures are provisional."]], lines=False, sheet="Notes")
    result = clean(dataset, [(CSV, data), (CSV, notes)])
    assert [(a.sheet, a.published, a.drops) for a in result.ledger.accounts] == [
        ("Data", 1, {"header": 1}),
        ("Notes", 0, {"other-table": 2}),
    ]


REFUSED = [
    ("either order", "date", ["03/04/2020"], 'formats: ["%d/%m/%Y"] if the day comes first, formats: ["%m/%d/%Y"] if'),
    ("day first", "date", ["2020-01-01", "13/04/2020"], 'formats: ["%d/%m/%Y"]'),
    ("German", "date", ["13.4.20"], 'formats: ["%d.%m.%y"]'),
    ("with a time", "datetime", ["13/04/2020 10:00"], 'formats: ["%d/%m/%Y %H:%M"]'),
    ("zone", "datetime", ["2020-04-13T10:00:00Z"], 'formats: ["%Y-%m-%dT%H:%M:%S%z"]'),
    ("financial year", "period", ["2011-12", "2012-13"], 'formats: ["%Y-%y"]'),
]


@pytest.mark.parametrize(("type_", "texts", "words"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_a_date_without_declared_order_refuses_the_dataset(type_: str, texts: list[str], words: str) -> None:
    with pytest.raises(CleanError) as caught:
        cleaned(spec(field("on", type_)), [["on"], *([text] for text in texts)])
    error = caught.value
    assert error.message.startswith(f"`{texts[-1]}` ")
    assert str(error.place) == f"{FILE}:{len(texts) + 1}, record {len(texts) + 1}, column on"
    assert error.remedy.startswith("In datasets/finance/spending/dataset.yml:12, write in `on`: formats:")
    assert words in error.remedy


def test_counts_that_disagree() -> None:
    with pytest.raises(CleanError, match="found 2 records and a second count found 996"):
        cleaned(spec(field("a")), [["a"], ["x"]], counted=996)


def test_no_table() -> None:
    with pytest.raises(CleanError, match="no source file holds a table"):
        clean(spec(field("a")), [])


BROKEN: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("format", {"type_": "date", "formats": ("%d/%Q",)}, {}, "`%Q` is not a directive"),
    ("zones", {"type_": "datetime", "formats": ("%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M%z")}, {}, "some formats have %z"),
    ("pattern", {"pattern": "("}, {}, "the pattern cannot be used"),
    ("bound", {"type_": "date", "minimum": "1/2/2020"}, {}, "`1/2/2020` is not a date"),
    ("bound of text", {"minimum": "a"}, {}, "means nothing for the type text"),
    (
        "categories",
        {"type_": "category", "categories": {"a": {"en": "X"}, "b": {"en": "X"}}},
        {},
        "is the title of `a`",
    ),
    ("lookups", {}, {"lookups": {"on": {"x": "y", " x": "z"}}}, "two lookups have the same text"),
]


@pytest.mark.parametrize(("options", "more", "words"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_rule_that_cannot_be_names_its_line(options: dict[str, Any], more: dict[str, Any], words: str) -> None:
    with pytest.raises(SpecError) as caught:
        cleaned(spec(field("on", **options), **more), [["on"]])
    assert words in caught.value.message
    assert caught.value.place is not None
    assert caught.value.place.line == 12


def test_bounds_are_read_as_the_cells_are() -> None:
    dataset = spec(
        field("a", "percent", minimum="0", maximum="100"),
        field("b", "number", maximum="1000.5", decimal_char=",", group_char="."),
        field("c", "integer", minimum="-5"),
    )
    result = cleaned(dataset, [["a", "b", "c"], ["100%", "1.000,5", "-5"], ["101", "1.000,6", "-6"]])
    assert rows_of(result.table) == [(1.0, 1000.5, -5)]
    assert [issue.code for issue in result.issues] == ["maximum", "maximum", "minimum"]


def test_own_missing_tokens_replace_the_datasets() -> None:
    dataset = spec(field("a"), field("b", missing=("none",)), missing=("-",))
    result = cleaned(dataset, [["a", "b"], ["-", "-"], ["none", "NONE"], [" ", "\u3000"]])
    assert rows_of(result.table) == [(None, "-"), ("none", None)]


def test_a_table_in_pieces_is_one_table() -> None:
    rows = [["a"], *([str(number)] for number in range(100))]
    whole = grid(rows)
    pieces = [whole.cells.slice(start, 7) for start in range(0, len(rows), 7)]
    chunked = pa.concat_tables(pieces)
    table = replace(whole, cells=chunked)
    dataset = spec(field("a", "integer"))
    assert clean(dataset, [(CSV, table)], batch_rows=10) == clean(dataset, [(CSV, whole)])
