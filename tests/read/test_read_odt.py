"""Tables in OpenDocument texts: each place of a merged range has its text, and what is not shown is not there."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from publisher.errors import SourceError
from publisher.spec.model import Source
from tests.read.reading import rows, tables

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)
HIDING = '<style:style style:name="T9" style:family="text"><style:text-properties text:display="none"/></style:style>'


def document(body: str, head: str = "", manifest: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        if manifest:
            target.writestr("META-INF/manifest.xml", manifest)
        target.writestr(
            "content.xml",
            f"{head}<office:document-content {NAMES}><office:automatic-styles>{HIDING}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
    return stream.getvalue()


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def cell(inside: str, about: str = "") -> str:
    return f"<table:table-cell{about}>{inside}</table:table-cell>"


def row(*cells: str, about: str = "") -> str:
    return f"<table:table-row{about}>{''.join(cells)}</table:table-row>"


def table(*inside: str) -> str:
    return f"<table:table>{''.join(inside)}</table:table>"


COVERED = "<table:covered-table-cell/>"
WIDE = cell(p("0"), ' table:number-columns-spanned="2"')
HIGH = cell(p("5"), ' table:number-rows-spanned="2"')
HEADER = f"<table:table-header-rows>{row(WIDE, COVERED, cell(p('2')))}</table:table-header-rows>"
SPANNED = table(HEADER, row(cell(p("3")), cell(p("4")), HIGH), row(cell(p("6")), cell(p("7")), COVERED))
NESTED = table(row(cell(p("one")), cell(table(row(cell(p("inner")))))))


def test_tables_of_a_text(tmp_path: Path) -> None:
    found = tables(tmp_path / "a.odt", document(f"{p('Annex')}{SPANNED}<text:h>Next</text:h>{NESTED}"))
    assert [(one.sheet, rows(one)) for one in found] == [
        ("table 1", [["0", "0", "2"], ["3", "4", "5"], ["6", "7", "5"]]),
        ("table 2", [["one", ""]]),
        ("table 3", [["inner"]]),
    ]
    assert found[0].merged == ((1, 0, 1, 1), (2, 2, 3, 2))
    assert [one.issues for one in found] == [(), (), ()]
    (chosen,) = tables(tmp_path / "a.odt", source=Source(path="a.odt", table=2))
    assert rows(chosen) == rows(found[1])


GONE = f"<text:changed-region><text:deletion>{table(row(cell(p('gone'))))}</text:deletion></text:changed-region>"
NOTE = f"<text:note><text:note-citation>1</text:note-citation><text:note-body>{p('below')}</text:note-body></text:note>"
SPACES = ' a \n  b<text:s text:c="2"/>c<text:tab/>d<text:line-break/>e '
SHOWN = [
    ("two paragraphs", cell(p("one") + p("") + p("two")), "", ["one\ntwo"]),
    ("white space", cell(p(SPACES)), "", ["a b  c\td\ne"]),
    ("a list", cell(f"<text:list><text:list-item>{p('x')}</text:list-item></text:list>"), "", ["x"]),
    ("a comment", cell(p(f"a<office:annotation>{p('why')}</office:annotation>b")), "", ["ab"]),
    ("a comment of no words", cell(p("a<office:annotation/>b")), "", ["ab"]),
    ("a footnote", cell(p(f"a{NOTE}")), "", ["a1"]),
    (
        "text that is hidden",
        cell(p('a<text:span text:style-name="T9">no</text:span><text:span>b</text:span>')),
        "",
        ["ab"],
    ),
    ("a column that comes again", cell(p("a"), ' table:number-columns-repeated="2"'), "", ["a", "a"]),
    ("recorded changes", cell(p("a")), f"<text:tracked-changes>{GONE}</text:tracked-changes>", ["a"]),
]


@pytest.mark.parametrize(("inside", "before", "truth"), [s[1:] for s in SHOWN], ids=[s[0] for s in SHOWN])
def test_what_a_cell_shows(tmp_path: Path, inside: str, before: str, truth: list[str]) -> None:
    (found,) = tables(tmp_path / "a.odt", document(before + table(row(inside))))
    assert rows(found) == [truth]
    assert found.issues == ()


def test_a_comment_of_no_words_hides_no_rows_from_the_count(tmp_path: Path) -> None:
    body = (
        p('<office:annotation office:name="x"/>')
        + table(row(cell(p("a"))))
        + p(f"<office:annotation>{p('why')}</office:annotation>")
    )
    (found,) = tables(tmp_path / "a.odt", document(body))
    assert (found.counted, found.issues) == (1, ())


def test_a_range_ends_with_its_table(tmp_path: Path) -> None:
    high = cell(p("a"), ' table:number-rows-spanned="9"')
    (found,) = tables(tmp_path / "a.odt", document(table(row(high), row(COVERED))))
    assert (rows(found), found.merged) == ([["a"], ["a"]], ((1, 0, 2, 0),))
    (found,) = tables(tmp_path / "b.odt", document(table(row(high))))
    assert found.merged == ()


def test_a_row_that_comes_again_is_counted_as_often(tmp_path: Path) -> None:
    again = row(cell(p("a")), about=' table:style-name="R" table:number-rows-repeated="3"')
    (found,) = tables(tmp_path / "a.odt", document(table(again, row(cell(p("b"))))))
    assert (rows(found), found.counted, found.issues) == ([["a"], ["a"], ["a"], ["b"]], 4, ())


LONG = row(cell(p("a")), about=' table:number-rows-repeated="999999999"')
BROAD = row(cell("", ' table:number-columns-repeated="2001"'))
REFUSED = [
    ("a DOCTYPE", document(table(row(cell(p("x")))), '<!DOCTYPE x [<!ENTITY a "b">]>'), "DOCTYPE"),
    ("too deep", document("<table:table>" * 201 + "</table:table>" * 201), "200 levels"),
    ("too wide", document(table(BROAD)), "more than 2000"),
    ("too long", document(table(LONG)), "too large"),
    ("broken", document("<table:table>"), "no well-formed XML"),
    ("encrypted", document("", manifest="<manifest:encryption-data/>"), "it is encrypted"),
]


@pytest.mark.parametrize(("data", "reason"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        tables(tmp_path / "a.odt", data)
    assert caught.value.place is not None
    assert caught.value.remedy
