"""What a file holds that its program does not show is told, each kind by itself, and nothing of a plain file."""

from __future__ import annotations

import datetime as dt
import gzip
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from publisher.read import unseen_in
from tests.read.reading import snapshot

Book = xlsxwriter.Workbook
Sheet = xlsxwriter.worksheet.Worksheet
Finding = tuple[str, str | None, str, int]
_ROWS = [["code", "area", "amount"], *([f"{n:04}", "North", n * 7] for n in range(1, 20))]


def findings(path: Path) -> list[Finding]:
    return [(issue.code, issue.sheet, issue.note, issue.count) for issue in unseen_in(snapshot(path))]


def workbook(path: Path, *fill: Callable[[Book, Sheet], object]) -> Path:
    with Book(path) as book:
        book.set_properties({"author": "", "created": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)})
        sheet = book.add_worksheet("Awards")
        for number, row in enumerate(_ROWS):
            sheet.write_row(number, 0, row)
        for one in fill:
            one(book, sheet)
    return path


def white_on_dark(book: Book, sheet: Sheet) -> None:
    sheet.write(0, 0, "code", book.add_format({"font_color": "#FFFFFF", "bg_color": "#203040"}))


def styled(**properties: object) -> Callable[[Book, Sheet], object]:
    return lambda book, sheet: sheet.write(5, 3, "x", book.add_format(properties))


SHEETS: list[tuple[str, Callable[[Book, Sheet], object], list[Finding]]] = [
    ("nothing", lambda _, __: None, []),
    ("white on dark", white_on_dark, []),
    ("a link for a reader", lambda _, s: s.write_url(1, 3, "https://city.example/"), []),
    ("a hidden row without values", lambda _, s: s.set_row(40, None, None, {"hidden": True}), []),
    ("a hidden column without values", lambda _, s: s.set_column(8, 9, 8, None, {"hidden": True}), []),
    ("a page number in the header", lambda _, s: s.set_header("&CPage &P of &N"), []),
    ("rows", lambda _, s: s.set_row(3, None, None, {"hidden": True}), [("hidden-rows", "Awards", "from row 4 on", 1)]),
    ("a row of no height", lambda _, s: s.set_row(3, 0), [("hidden-rows", "Awards", "from row 4 on", 1)]),
    (
        "columns",
        lambda _, s: s.set_column(1, 2, 8, None, {"hidden": True}),
        [("hidden-columns", "Awards", "column B, C", 1)],
    ),
    (
        "white on white",
        styled(font_color="#FFFFFF"),
        [("hidden-text", "Awards", "cells of the colour behind them or without a format", 1)],
    ),
    (
        "an empty format",
        styled(num_format=";;;"),
        [("hidden-text", "Awards", "cells of the colour behind them or without a format", 1)],
    ),
    ("a comment", lambda _, s: s.write_comment(1, 1, "ask Ann"), [("comments", None, "comments", 1)]),
    ("far below", lambda _, s: s.write(900, 1, "x"), [("far-cell", "Awards", "row 901, column B", 1)]),
    ("far beside", lambda _, s: s.write(1, 300, "x"), [("far-cell", "Awards", "row 2, column KO", 1)]),
    (
        "a path of a machine",
        lambda _, s: s.write_url(1, 3, "external:C:\\Users\\ann\\a.xlsx"),
        [("external-reference", None, "path of a machine", 1)],
    ),
    ("a text box", lambda _, s: s.insert_textbox(1, 5, "ask Ann"), [("text-aside", None, "text boxes", 1)]),
    (
        "a list of values",
        lambda _, s: s.data_validation(1, 4, 9, 4, {"validate": "list", "source": ["open", "shut"]}),
        [("text-aside", "Awards", "lists of allowed values", 1)],
    ),
    (
        "a printed header",
        lambda _, s: s.set_header("&CDraft of Ann"),
        [("text-aside", "Awards", "header or footer of the printed page", 1)],
    ),
    (
        "an author",
        lambda b, _: b.set_properties({"author": "Ann Lee"}),
        [("file-properties", None, "creator, lastModifiedBy", 1)],
    ),
    ("no person", lambda b, _: b.set_properties({"author": "Administrator"}), []),
]


@pytest.mark.parametrize(("fill", "expected"), [one[1:] for one in SHEETS], ids=[one[0] for one in SHEETS])
def test_of_a_workbook(tmp_path: Path, fill: Callable[[Book, Sheet], object], expected: Sequence[Finding]) -> None:
    assert findings(workbook(tmp_path / "a.xlsx", fill)) == expected


PARTS: list[tuple[str, str, str, Finding]] = [
    ("macros", "xl/vbaProject.bin", "", ("macros", None, "macros", 1)),
    ("an embedded file", "xl/embeddings/a.bin", "x", ("embedded-file", None, "embedded files", 1)),
    (
        "a pivot cache",
        "xl/pivotCache/pivotCacheRecords1.xml",
        "<pivotCacheRecords><r><s v='x'/></r></pivotCacheRecords>",
        ("pivot-cache", None, "rows behind a pivot table", 1),
    ),
    (
        "another workbook",
        "xl/externalLinks/externalLink1.xml",
        "<externalLink><externalBook/></externalLink>",
        ("external-reference", None, "values of another workbook", 1),
    ),
    ("a printer", "xl/printerSettings/p1.bin", "x", ("file-properties", None, "name of a printer", 1)),
]


@pytest.mark.parametrize(("part", "text", "expected"), [one[1:] for one in PARTS], ids=[one[0] for one in PARTS])
def test_of_a_package(tmp_path: Path, part: str, text: str, expected: Finding) -> None:
    path = workbook(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(part, text)
    assert findings(path) == [expected]


def test_what_follows_the_end_is_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    path.write_bytes(path.read_bytes() + b"and more")
    assert findings(path) == [("earlier-text", None, "8 bytes after its end", 1)]


_RUN = "<w:r>{}<w:t>x</w:t></w:r>"
PAPERS: list[tuple[str, str, list[Finding]]] = [
    ("nothing", _RUN.format(""), []),
    ("not hidden", _RUN.format('<w:rPr><w:vanish w:val="0"/></w:rPr>'), []),
    ("white in a dark cell", '<w:shd w:fill="000000"/>' + _RUN.format('<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'), []),
    ("a link for a reader", "<w:instrText>HYPERLINK \\l a</w:instrText>", []),
    ("hidden", _RUN.format("<w:rPr><w:vanish/></w:rPr>"), [("hidden-text", None, "marked as hidden", 1)]),
    (
        "white",
        _RUN.format('<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'),
        [("hidden-text", None, "of the paper's colour", 1)],
    ),
    ("tiny", _RUN.format('<w:rPr><w:sz w:val="2"/></w:rPr>'), [("hidden-text", None, "too small to read", 1)]),
    (
        "deleted",
        '<w:del w:id="1" w:author="Ann"><w:r><w:delText>x</w:delText></w:r></w:del>',
        [("tracked-changes", None, "changes and who made them", 1)],
    ),
    (
        "another file",
        '<w:instrText> INCLUDETEXT "http://a.example/b" </w:instrText>',
        [("external-reference", None, "fields that take in other files", 1)],
    ),
]


@pytest.mark.parametrize(("body", "expected"), [one[1:] for one in PAPERS], ids=[one[0] for one in PAPERS])
def test_of_a_document(tmp_path: Path, body: str, expected: Sequence[Finding]) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        text = f"<w:document xmlns:w='w'><w:body><w:p>{body}</w:p></w:body></w:document>"
        archive.writestr("word/document.xml", text)
    assert findings(path) == expected


_CELL = '<table:table-cell office:value-type="string"><text:p>x</text:p>{}</table:table-cell>'
SPREADSHEETS: list[tuple[str, str, list[Finding]]] = [
    ("nothing", f"<table:table-row>{_CELL.format('')}</table:table-row>", []),
    ("an empty hidden row", '<table:table-row table:visibility="filter"><table:table-cell/></table:table-row>', []),
    (
        "a hidden row",
        f'<table:table-row table:visibility="collapse">{_CELL.format("")}</table:table-row>',
        [("hidden-rows", "Awards", "", 1)],
    ),
    (
        "a hidden column",
        '<table:table-column table:style-name="c" table:visibility="collapse"/>',
        [("hidden-columns", "Awards", "", 1)],
    ),
    (
        "a comment",
        f"<table:table-row>{_CELL.format('<office:annotation><text:p>y</text:p></office:annotation>')}</table:table-row>",
        [("comments", None, "comments", 1)],
    ),
]


@pytest.mark.parametrize(("body", "expected"), [one[1:] for one in SPREADSHEETS], ids=[one[0] for one in SPREADSHEETS])
def test_of_a_spreadsheet(tmp_path: Path, body: str, expected: Sequence[Finding]) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f'<office:c><table:table table:name="Awards">{body}</table:table></office:c>')
    assert findings(path) == expected


PAGES: list[tuple[str, str, list[Finding]]] = [
    ("nothing", "<p>seen</p><script>var a = 'not a text'</script>", []),
    ("a program's mark", "<!--[if IE]><p>old</p><![endif]--><!-- end of header part -->", []),
    (
        "hidden by style",
        "<p style='display: none'>secret</p>",
        [("hidden-text", None, "elements that are not shown", 1)],
    ),
    ("hidden", "<div hidden><p>a</p><p>b</p></div><p>c</p>", [("hidden-text", None, "elements that are not shown", 1)]),
    ("a comment", "<!-- do not publish this -->", [("source-comments", None, "", 1)]),
]


@pytest.mark.parametrize(("body", "expected"), [one[1:] for one in PAGES], ids=[one[0] for one in PAGES])
def test_of_a_page(tmp_path: Path, body: str, expected: Sequence[Finding]) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<!doctype html><html><body>{body}<table><tr><td>1</table></body></html>")
    assert findings(path) == expected


def test_inside_what_is_packed(tmp_path: Path) -> None:
    book = workbook(tmp_path / "a.xlsx", lambda _, s: s.set_row(3, None, None, {"hidden": True}))
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.write(book, "papers/a.xlsx")
    (tmp_path / "c.xlsx.gz").write_bytes(gzip.compress(book.read_bytes()))
    (issue,) = unseen_in(snapshot(tmp_path / "b.zip"))
    assert (issue.file, issue.code) == ("b.zip!papers/a.xlsx", "hidden-rows")
    assert [one[0] for one in findings(tmp_path / "c.xlsx.gz")] == ["hidden-rows"]


def test_nothing_is_known_of_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\3\4 broken")
    (tmp_path / "b.csv").write_text("a,b\n1,2\n")
    assert findings(tmp_path / "a.xlsx") == findings(tmp_path / "b.csv") == []
