"""Workbooks: exact values, the sheet's own row numbers, extents checked before a dense reader sees them."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from publisher.errors import SourceError
from publisher.read import read
from publisher.read.cells import to_text
from publisher.read.packed import archive
from publisher.spec.model import Source
from tests.read.reading import codes, rows, snapshot, tables


def workbook(path: Path, fill: Callable[[xlsxwriter.Workbook], None]) -> Path:
    book = xlsxwriter.Workbook(path)
    fill(book)
    book.close()
    return path


VALUES = [
    ("a whole number", 100176.0, "100176"),
    ("a long number", 904150000904.0, "904150000904"),
    ("shortest digits", 0.1, "0.1"),
    ("a sum", 0.1 + 0.2, "0.3"),
    ("a difference", 1.1 - 1.0, "0.1"),
    ("15 digits", 1234567890.12345, "1234567890.12345"),
    ("2^53", 2.0**53, "9007199254740992"),
    ("beyond 2^53", 12345678901234567168.0, "12345678901234600000"),
    ("small", 1e-7, "0.0000001"),
    ("negative", -5.5, "-5.5"),
    ("true", True, "TRUE"),
    ("date", dt.date(2015, 4, 1), "2015-04-01"),
    ("midnight", dt.datetime(2015, 4, 1), "2015-04-01"),  # noqa: DTZ001 - workbooks know no zones
    ("instant", dt.datetime(2015, 4, 1, 9, 30), "2015-04-01T09:30:00"),  # noqa: DTZ001
    ("time", dt.time(9, 30), "09:30:00"),
    ("duration", dt.timedelta(hours=26, minutes=5), "26:05:00"),
    ("text", " 00123 ", " 00123 "),
    ("error", "#N/A", "#N/A"),
    ("nothing", "", None),
]


@pytest.mark.parametrize(("value", "text"), [v[1:] for v in VALUES], ids=[v[0] for v in VALUES])
def test_a_value_is_its_exact_text(value: object, text: str | None) -> None:
    assert to_text(value) == text  # type: ignore[arg-type]


def test_rows_keep_their_numbers_and_merges(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Awards")
        sheet.merge_range("A3:B3", "Spending")
        sheet.write("C4", 7)
        sheet.write_datetime("A4", dt.datetime(2020, 2, 29), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001
        book.add_worksheet("Empty")
        staff = book.add_worksheet("Staff")
        staff.write("A1", "x")
        staff.hide()

    first, second = tables(workbook(tmp_path / "a.xlsx", fill))
    assert (first.sheet, rows(first)) == (
        "Awards",
        [[None, None, None], [None, None, None], ["Spending", None, None], ["2020-02-29", None, "7"]],
    )
    assert first.records.to_pylist() == [1, 2, 3, 4]
    assert first.merged == ((3, 0, 3, 1),)
    assert (second.sheet, codes(second)) == ("Staff", [("hidden-sheet", None)])


def test_a_declared_sheet_must_be_there(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", lambda book: book.add_worksheet("Awards").write("A1", "x") and None)
    assert [table.sheet for table in tables(path, source=Source(path="a.xlsx", sheet="Awards"))] == ["Awards"]
    with pytest.raises(SourceError, match="'Award'; it has 'Awards'"):
        read(snapshot(path), source=Source(path="a.xlsx", sheet="Award"))


@pytest.mark.parametrize(
    ("cell", "reason"),
    [((1_048_575, 5), "20000000 cells"), ((0, 2_000), "column 2001")],
    ids=["the last row", "past the last column"],
)
def test_cells_far_apart_are_refused(tmp_path: Path, cell: tuple[int, int], reason: str) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("S")
        sheet.write(0, 0, 1)
        sheet.write(*cell, 1)
        sheet.write(100_000, 500, 1)

    with pytest.raises(SourceError, match=reason):
        tables(workbook(tmp_path / "a.xlsx", fill))


def _edited(tmp_path: Path, part: str, old: bytes, new: bytes) -> Path:
    """A small workbook with one part changed."""
    clean = workbook(tmp_path / "clean.xlsx", lambda book: book.add_worksheet("S").write("A1", "x") and None)
    with zipfile.ZipFile(clean) as source, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as target:
        for entry in source.namelist():
            data = source.read(entry)
            assert entry != part or old in data
            target.writestr(entry, data.replace(old, new) if entry == part else data)
    return tmp_path / "a.xlsx"


SHEET = "xl/worksheets/sheet1.xml"
EDITS = [
    ("a DOCTYPE", SHEET, b"<worksheet", b"<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet", "DOCTYPE"),
    ("deep nesting", SHEET, b"<sheetData>", b"<sheetData>" + b"<x>" * 250 + b"</x>" * 250, "200 levels"),
    ("a shared text below the first", SHEET, b"<v>0</v>", b"<v>-1</v>", "shared text"),
    ("a row past the last", SHEET, b'<row r="1"', b'<row r="4294967297"', "1,048,576 rows"),
]


@pytest.mark.parametrize(("part", "old", "new", "reason"), [e[1:] for e in EDITS], ids=[e[0] for e in EDITS])
def test_what_no_program_writes_is_refused(tmp_path: Path, part: str, old: bytes, new: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        tables(_edited(tmp_path, part, old, new))
    assert caught.value.place is not None
    assert caught.value.place.file == "a.xlsx"


def test_a_cell_given_twice_is_told(tmp_path: Path) -> None:
    twice = b'<c r="A1" t="s"><v>0</v></c>'
    (table,) = tables(_edited(tmp_path, SHEET, twice, twice + twice))
    assert codes(table) == [("cell-conflict", 1)]


@pytest.mark.parametrize(("entries", "refused"), [(9_999, False), (10_000, False), (10_001, True)])
def test_a_container_has_so_many_entries(tmp_path: Path, entries: int, refused: bool) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as target:
        for number in range(entries):
            target.writestr(str(number), b"")
    if refused:
        with pytest.raises(SourceError, match="10001 entries"):
            archive.open_checked(path, "a.zip")
    else:
        archive.open_checked(path, "a.zip").close()


def test_a_bomb_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("a", bytes(65 << 20))
    with pytest.raises(SourceError, match="zip bomb"):
        archive.open_checked(path, "a.zip")


CELLS = [
    ("an error", '<c r="B3" t="e"><v>#REF!</v></c>', [("cell-error", 3)], None),
    ("an error of a formula", '<c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c>', [("cell-error", 3)], None),
    ("a Boolean", '<c r="B3" t="b"><v>1</v></c>', [], "TRUE"),
    ("no Boolean", '<c r="B3" t="b"><v>7</v></c>', [("unreadable-record", 3)], None),
]


@pytest.mark.parametrize(("cell", "issues", "text"), [c[1:] for c in CELLS], ids=[c[0] for c in CELLS])
def test_a_cell_without_a_value_of_its_type(
    tmp_path: Path, cell: str, issues: list[tuple[str, int]], text: str | None
) -> None:
    """Neither a silent blank nor a workbook refused whole: the other cells are read, and the record is named."""
    path = workbook(
        tmp_path / "a.xlsx",
        lambda book: (
            [book.add_worksheet("S").write_row(0, 0, ["a", "b"])]
            + [book.worksheets()[0].write_row(row, 0, [row, 7]) for row in (1, 2, 3)]
        ),
    )
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b'<c r="B3"><v>7</v></c>', cell.encode())
    with zipfile.ZipFile(path, "w") as book:
        for name, data in parts.items():
            book.writestr(name, data)
    (table,) = tables(path)
    assert codes(table) == issues
    assert rows(table)[2] == ["2", text]
    assert rows(table)[3] == ["3", "7"]


def test_one_part_that_inflates_too_far_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("a.csv", b"a,b\n" + b"0" * (40 << 20))
    with pytest.raises(SourceError, match="zip bomb"):
        read(snapshot(tmp_path / "a.zip"))
