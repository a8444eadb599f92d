"""What nobody meant to publish: personal data and what a workbook hides stop a dataset until its YAML says why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import xlsxwriter

from tests.portals import SPENDING, SPENDING_CSV, daylight

FOLDER = "datasets/finance/spending"
_WITH_NOTE = SPENDING.replace("ignore: [Note]", "").replace("missing:", "sort: [payment]\nmissing:")
_NOTE = "  note: {type: text, from: Note, title: {en: Note, zh: 备注}}\n"
PERSONAL = _WITH_NOTE.replace("sort:", f"{_NOTE}sort:")
MAILS = SPENDING_CSV.replace('"Cole, Dean",x', '"Cole, Dean",dean@cole.example')
_MEANT = "personal: {note: The office's own address}\n"
_BOOK = SPENDING.replace("raw/*.csv", "raw/*.xlsx")


@pytest.fixture
def root(portal: Path) -> Path:
    (portal / FOLDER / "raw" / "april.csv").write_text(MAILS, encoding="utf-8")
    return portal


def published(root: Path, yaml: str) -> tuple[int, str]:
    (root / FOLDER / "dataset.yml").write_text(yaml, encoding="utf-8")
    done = daylight("publish", "--project", str(root), "--as-of", "2026-04-30")
    return done.returncode, done.stdout + done.stderr


def test_personal_data_stops_a_dataset(root: Path) -> None:
    code, output = published(root, PERSONAL)
    assert code == 1
    told = " ".join(output.split())
    assert f"{FOLDER}/raw/april.csv, record 4, column Note: personal data in the field note" in told
    assert "(e-mail addresses, 1 row)" in told
    assert "personal: {note: the reason}" in told
    assert "dean@" not in output
    assert "dean@" not in (root / "public/data/spending/spending.csv").read_text(encoding="utf-8")
    assert [path for path in (root / "public").rglob("*.html") if "dean@" in path.read_text()] == []


def test_it_is_published_where_it_is_meant_and_the_reason_with_it(root: Path) -> None:
    code, output = published(root, PERSONAL + _MEANT)
    assert code == 0, output
    quality = (root / "public/datasets/spending/quality/index.html").read_text(encoding="utf-8")
    assert "e-mail addresses: The office's own address" in quality.replace("&#39;", "'")


@pytest.mark.parametrize(
    ("line", "says"),
    [("personal: {phone: The line of the office}\n", "there is no field `phone`"), ("personal: {note: ok}\n", "note")],
    ids=["another field", "no reason"],
)
def test_the_reason_is_of_a_field_and_in_words(root: Path, line: str, says: str) -> None:
    code, output = published(root, PERSONAL + line)
    assert (code, says in output) == (1, True), output


def _workbook(root: Path, how: str) -> None:
    (root / FOLDER / "raw" / "april.csv").unlink()
    with xlsxwriter.Workbook(root / FOLDER / "raw" / "a.xlsx") as book:
        sheet = book.add_worksheet("Awards")
        for number, line in enumerate(
            ["Payment,Date,Amount,Supplier,Note", "001,03/04/2026,15.00,Acme,", "002,04/04/2026,9.00,Bolt,"]
        ):
            sheet.write_row(number, 0, line.split(","))
        if how == "row":
            sheet.set_row(2, None, None, {"hidden": True})
        elif how == "column":
            sheet.set_column(3, 3, 9, None, {"hidden": True})
        elif how == "colour":
            sheet.write(2, 3, "Bolt", book.add_format({"font_color": "#FFFFFF"}))
        elif how == "sheet":
            sheet.hide()
            book.add_worksheet("Note").activate()
        elif how == "other sheet":
            other = book.add_worksheet("Lists")
            other.write_column(0, 0, ["kind", "open"])
            other.hide()
        elif how == "comment":
            sheet.write_comment(1, 1, "ask Ann")


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("row", "hides rows with values, which would be published (from row 3 on)"),
        ("column", "hides columns with values, which would be published (column D)"),
        ("colour", "has values that are not seen, which would be published"),
        ("sheet", "the sheet is hidden, which would be published"),
    ],
)
def test_what_a_workbook_hides_stops_a_dataset(root: Path, how: str, says: str) -> None:
    _workbook(root, how)
    code, output = published(root, _BOOK)
    told = " ".join(output.split())
    assert code == 1
    assert f"{FOLDER}/raw/a.xlsx, sheet Awards: the sheet" in told
    assert says in told
    assert "write hidden: and the reason" in told
    meant = _BOOK.replace("raw/*.xlsx}", 'raw/*.xlsx, hidden: "The filter hides closed cases, which are public"}')
    code, output = published(root, meant)
    assert code == 0, output


@pytest.mark.parametrize(("how", "found"), [("other sheet", "hidden-sheet"), ("comment", "comments"), ("plain", None)])
def test_what_is_not_published_stops_nothing_and_is_told(root: Path, how: str, found: str | None) -> None:
    _workbook(root, how)
    code, output = published(root, _BOOK)
    assert code == 0, output
    done = daylight("check", "spending", "--project", str(root), "--json")
    (line,) = json.loads(done.stdout)["datasets"]
    assert [issue["code"] for issue in line["issues"]] == ([found] if found else [])


def test_add_tells_what_the_file_hides(root: Path, tmp_path: Path) -> None:
    _workbook(root, "row")
    done = daylight(
        "add", str(root / FOLDER / "raw/a.xlsx"), "--project", str(root), "--department", "finance", "--dataset", "new"
    )
    assert "Hidden rows (sheet Awards, from row 3 on). Show the rows" in done.stdout


def test_personal_data_in_a_record_held_back_stops_a_dataset(root: Path) -> None:
    (root / FOLDER / "raw" / "april.csv").write_text(
        SPENDING_CSV.replace("002,31/02/2026,15.00", "002,31/02/2026,ann@harbour.example"), encoding="utf-8"
    )
    code, output = published(root, SPENDING)
    told = " ".join(output.split())
    assert code == 1
    assert f"{FOLDER}/raw/april.csv, record 3, column Amount: a record that is held back" in told
    assert "has e-mail addresses in the field amount" in told
    assert "ann@" not in output
    assert published(root, SPENDING + "personal: {amount: The office typed its own address}\n")[0] == 0
