"""Tables in Word documents: each place of a merged range has its text, and what was deleted is not there."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document

from publisher.errors import SourceError
from publisher.spec.model import Source
from tests.read.reading import rows, tables

MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def document(body: str, head: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        target.writestr("[Content_Types].xml", "<Types/>")
        target.writestr("word/document.xml", f"{head}<w:document {W} {MC}><w:body>{body}</w:body></w:document>")
    return stream.getvalue()


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc><w:p>{cell}</w:p></w:tc>" for cell in cells) + "</w:tr>"


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_tables_of_a_document(tmp_path: Path) -> None:
    made = Document()
    made.add_paragraph("Annex")
    table = made.add_table(3, 3)
    for number, cell in enumerate(cell for line in table.rows for cell in line.cells):
        cell.text = str(number)
    table.cell(0, 1).text = ""
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(2, 2).text = ""
    table.cell(1, 2).merge(table.cell(2, 2))
    other = made.add_table(1, 2)
    other.cell(0, 0).text = "one\ntwo"
    other.cell(0, 1).add_table(1, 1).cell(0, 0).text = "inner"
    made.save(str(tmp_path / "a.docx"))
    found = tables(tmp_path / "a.docx")
    assert [(table.sheet, rows(table)) for table in found] == [
        ("table 1", [["0", "0", "2"], ["3", "4", "5"], ["6", "7", "5"]]),
        ("table 2", [["one\ntwo", ""]]),
        ("table 3", [["inner"]]),
    ]
    assert found[0].merged == ((1, 0, 1, 1), (2, 2, 3, 2))
    (second,) = tables(tmp_path / "a.docx", source=Source(path="a.docx", table=2))
    assert rows(second) == rows(found[1])


def test_what_was_deleted_is_not_there(tmp_path: Path) -> None:
    cell = f"{run('kept ')}<w:del><w:r><w:delText>secret</w:delText></w:r></w:del><w:ins>{run('new')}</w:ins>"
    moved = f"<w:moveFrom>{run('gone')}</w:moveFrom><w:r><w:instrText>PAGE</w:instrText></w:r>"
    (table,) = tables(tmp_path / "a.docx", document(f"<w:tbl>{row(cell, moved)}</w:tbl>"))
    assert rows(table) == [["kept new", ""]]


BOX = f"<w:p>{run('in a box')}</w:p><w:tbl>{row(run('inner'))}</w:tbl>"
DELETED = row(run("gone")).replace("<w:tr>", "<w:tr><w:trPr><w:del w:id='1'/></w:trPr>")
LATER = row(run("b")).replace("<w:tr>", "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>")
SHOWN = [
    ("a row that was deleted", row(run("a")) + DELETED, [[["a"]]]),
    ("a row that begins later", row(run("a"), run("c")) + LATER, [[["a", "c"], [None, "b"]]]),
    ("hidden text", row("<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>" + run("a")), [[["a"]]]),
    (
        "text that is not hidden",
        row("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>x</w:t></w:r>"),
        [[["x"]]],
    ),
    (
        "a text box, which is written twice",
        row(f"<mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent>"),
        [[["in a box"]], [["inner"]]],
    ),
]


@pytest.mark.parametrize(("inside", "truth"), [s[1:] for s in SHOWN], ids=[s[0] for s in SHOWN])
def test_what_a_table_shows(tmp_path: Path, inside: str, truth: list[list[list[str | None]]]) -> None:
    found = tables(tmp_path / "a.docx", document(f"<w:tbl>{inside}</w:tbl>"))
    assert [rows(table) for table in found] == truth
    assert [table.issues for table in found] == [()] * len(truth)


REFUSED = [
    ("a DOCTYPE", document(f"<w:tbl>{row(run('x'))}</w:tbl>", '<!DOCTYPE x [<!ENTITY a "b">]>'), "DOCTYPE"),
    ("too deep", document("<w:tbl>" * 201 + "</w:tbl>" * 201), "200 levels"),
    ("too wide", document(f"<w:tbl>{row(*map(run, map(str, range(2001))))}</w:tbl>"), "more than 2000"),
    ("broken", document("<w:tbl>"), "no well-formed XML"),
]


@pytest.mark.parametrize(("data", "reason"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        tables(tmp_path / "a.docx", data)
    assert caught.value.place is not None
    assert caught.value.remedy
