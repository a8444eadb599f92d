"""Titles matched with declared fields: each header that differs is an error that names what it lacks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from publisher.clean import clean
from publisher.errors import HeaderError
from publisher.spec.model import Header, Skip, Source
from tests.clean.made import CSV, FILE, cleaned, field, grid, rows_of, spec

DATASET = spec(
    field("supplier", titles_in_source=("Supplier", "Supplier name")),
    field("value", titles_in_source=("Value (£)",)),
    ignore=("Notes (internal)",),
)

HEADERS: list[tuple[str, list[str], list[str]]] = [
    (
        "unknown",
        ["Supplier", "Value (£)", "Region"],
        ["the column `Region` is not declared", "add the unknown column to fields: or to ignore:"],
    ),
    (
        "unknown, near an ignored one",
        ["Supplier", "Value (£)", "Notes (Internal)"],
        ["the column `Notes (Internal)` is not declared"],
    ),
    (
        "missing",
        ["Supplier"],
        ["no column `Value (£)` for the field `value`", "write the missing field's title as it stands in the file"],
    ),
    (
        "changed",
        ["Suplier", "Value (£)"],
        [
            "the column `Suplier` is not declared (nearest: `Supplier`)",
            "no column `Supplier` or `Supplier name` for the field `supplier` (nearest: `Suplier`)",
        ],
    ),
    ("twice", ["Supplier", "Value (£)", "Supplier"], ["two columns are titled `Supplier`"]),
    ("two of one field", ["Supplier", "Value (£)", "Supplier name"], ["`Supplier` and `Supplier name` are both there"]),
    ("case counts", ["supplier", "Value (£)"], ["the column `supplier` is not declared (nearest: `Supplier`)"]),
    ("blank", ["", ""], ["the header is blank"]),
]


@pytest.mark.parametrize(("titles", "words"), [case[1:] for case in HEADERS], ids=[case[0] for case in HEADERS])
def test_another_header_is_an_error(titles: list[str], words: list[str]) -> None:
    with pytest.raises(HeaderError) as caught:
        cleaned(DATASET, [titles, ["x"] * len(titles)])
    assert str(caught.value.place) == f"{FILE}, record 1"
    assert [word for word in words if word not in str(caught.value)] == []
    assert "datasets/finance/spending/dataset.yml" in caught.value.remedy


def test_the_advice_for_two_columns_of_one_title_is_of_use() -> None:
    """Doing what the error says publishes the columns by their place."""
    rows = [["Supplier", "Value (£)", "Supplier"], ["Acme", "1.00", "Bolt"]]
    with pytest.raises(HeaderError) as caught:
        cleaned(DATASET, rows)
    assert [
        word for word in ("header: {rows: []}", "skip: {rows: [...]}", "from: c1") if word not in str(caught.value)
    ] == []
    fields = [field for field in DATASET.fields if field.name in {"supplier", "value"}]
    placed = [replace(field, titles_in_source=(f"c{place}",)) for place, field in enumerate(fields, start=1)]
    source = Source(path="raw/*", header=Header(rows=()), skip=Skip(rows=(1,)))
    result = cleaned(replace(DATASET, fields=tuple(placed), ignore=("c3",), sources=(source,)), rows)
    assert rows_of(result.table) == [("Acme", "1.00")]


def test_titles_are_compared_folded() -> None:
    result = cleaned(DATASET, [["\u00a0Supplier\nname ", "Value  （£）", "Notes (internal)"], ["x", "y", "z"]])
    assert rows_of(result.table) == [("x", "y")]
    assert result.table.schema.field("value").metadata[b"title"].decode() == "Value （£）"


def test_a_blank_column_is_no_column() -> None:
    result = cleaned(DATASET, [["Supplier", "", "Value (£)", ""], ["x", " ", "y", ""]])
    assert rows_of(result.table) == [("x", "y")]


def test_a_column_without_title_that_holds_data() -> None:
    rows = [["Supplier", "", "Value (£)"], ["x", "", "y"], ["x", "note", "y"]]
    with pytest.raises(HeaderError, match="column 2 has no title but holds data") as caught:
        cleaned(DATASET, rows)
    assert str(caught.value.place) == f"{FILE}, record 3"
    allowed = spec(*DATASET.fields, ignore=("",))
    assert rows_of(cleaned(allowed, rows).table) == [("x", "y"), ("x", "y")]


def test_a_header_beyond_the_end() -> None:
    dataset = spec(*DATASET.fields, sources=(Source(path="raw/a.csv", header=Header(rows=(9,))),))
    with pytest.raises(HeaderError, match="record 9"):
        cleaned(dataset, [["Supplier", "Value (£)"]])


@pytest.mark.parametrize("options", [{"sheet": "Awards"}, {"table": 1}])
def test_a_named_sheet_must_have_the_header(options: dict[str, Any]) -> None:
    source = Source(path="raw/*.xlsx", **options)
    good, other = grid([["Supplier", "Value (£)"]], lines=False), grid([["Region"]], lines=False)
    with pytest.raises(HeaderError, match="`Region`"):
        clean(DATASET, [(source, good), (source, other)])


def test_some_table_of_each_file_must_have_the_header() -> None:
    good, other = grid([["Supplier", "Value (£)"]], file="a.csv"), grid([["Region"]], file="b.csv")
    with pytest.raises(HeaderError, match=r"b\.csv"):
        clean(DATASET, [(CSV, good), (CSV, other)])


BY_PLACE = [
    ("the first", ["", "x"], ("c1",), [("1", "2")]),
    ("the last, beyond all titles", ["x", ""], ("c2",), [("2", "1")]),
    ("one of two names", ["", "x"], ("Year", "c1"), [("1", "2")]),
    ("a column with that very title", ["x", "c1"], ("c1",), [("2", "1")]),
]


@pytest.mark.parametrize(("titles", "names", "rows"), [case[1:] for case in BY_PLACE], ids=[c[0] for c in BY_PLACE])
def test_an_untitled_column_by_its_place(titles: list[str], names: tuple[str, ...], rows: list[Any]) -> None:
    dataset = spec(field("year", titles_in_source=names), field("x"))
    assert rows_of(cleaned(dataset, [titles, ["1", "2"]]).table) == rows


def test_an_untitled_column_ignored_by_its_place() -> None:
    assert rows_of(cleaned(spec(field("x"), ignore=("c1",)), [["", "x"], ["1", "2"]]).table) == [("2",)]


NOT_BY_PLACE = [
    ("it has a title", ["y", "x"]),
    ("another column has the title", ["", "c1 ", "x"]),
]


@pytest.mark.parametrize("titles", [case[1] for case in NOT_BY_PLACE], ids=[case[0] for case in NOT_BY_PLACE])
def test_no_titled_column_goes_by_its_place(titles: list[str]) -> None:
    with pytest.raises(HeaderError):
        cleaned(spec(field("year", titles_in_source=("c1",)), field("x")), [titles, ["1", "2", "3"][: len(titles)]])


def test_a_sheet_of_notes_does_not_match_by_place() -> None:
    dataset = spec(field("year", titles_in_source=("c1",)), field("x"))
    data = grid([["", "x"], ["1", "2"]], lines=False, sheet="Data")
    notes = grid([["", "Notes"], ["", "Provisional."]], lines=False, sheet="Notes")
    assert rows_of(clean(dataset, [(CSV, data), (CSV, notes)]).table) == [("1", "2")]
