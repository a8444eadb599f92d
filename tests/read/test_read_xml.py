"""XML: the elements that repeat are records, every attribute and text is kept, and nothing dangerous is followed."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher.errors import SourceError
from publisher.spec.model import Source
from tests.read.reading import Rows, codes, rows, tables

SHAPES: list[tuple[str, str, list[tuple[str | None, tuple[str, ...] | None, Rows]]]] = [
    (
        "children",
        "<all><one><a>1</a><b>x</b></one><one><b/></one></all>",
        [("all/one", ("a", "b"), [["1", "x"], [None, ""]])],
    ),
    (
        "attributes",
        '<all><one id="1">x</one><one id="2" kind="k">y</one></all>',
        [("all/one", ("id", "one", "kind"), [["1", "x", None], ["2", "y", "k"]])],
    ),
    (
        "deeper",
        "<all><one><a><b><c>1</c></b></a><d/></one><one><a n='2'/></one></all>",
        [("all/one", ("a.b.c", "d", "a.n"), [["1", "", None], [None, None, "2"]])],
    ),
    (
        "a list of texts",
        "<all><one><t>x\n y</t><t>z</t></one><one><t>u</t></one></all>",
        [("all/one", ("t",), [["x y\nz"], ["u"]])],
    ),
    (
        "a list of elements",
        '<all><one><a>1</a><t n="1">x</t><t n="2"/></one><one><a>2</a></one></all>',
        [("all/one", ("a", "t"), [["1", '[{"n": "1", "text": "x"}, {"n": "2"}]'], ["2", None]])],
    ),
    (
        "an attribute named as a child",
        '<all><one id="1"><id>x</id></one><one id="2"/></all>',
        [("all/one", ("@id", "id"), [["1", "x"], ["2", None]])],
    ),
    (
        "namespaces, comments, CDATA",
        (
            '<g:all xmlns:g="urn:g" xmlns:xsi="urn:x"><!-- <one/> -->'
            '<g:one xsi:type="t"><a><![CDATA[<one> & ]]>b</a></g:one>'
            '<g:one><a xsi:nil="true"/></g:one></g:all>'
        ),
        [("all/one", ("a",), [["<one> & b"], [None]])],
    ),
    (
        "deep down, with a head",
        "<r><head><n>2</n></head><body><one><a>1</a></one><one><a>2</a></one></body></r>",
        [("r/body/one", ("a",), [["1"], ["2"]])],
    ),
    (
        "two lists",
        "<r><x><a>1</a></x><x><a>2</a></x><y><b>3</b></y><y><b>4</b></y></r>",
        [("r/x", ("a",), [["1"], ["2"]]), ("r/y", ("b",), [["3"], ["4"]])],
    ),
    (
        "in sections",
        (
            "<r><s><n>A</n><o><a>1</a><b>1</b><c>1</c></o><o><a>2</a><b>1</b><c>1</c></o></s>"
            "<s><n>B</n><o><a>3</a><b>1</b><c>1</c></o><o><a>4</a><b>1</b><c>1</c></o></s></r>"
        ),
        [("r/s/o", ("a", "b", "c"), [["1", "1", "1"], ["2", "1", "1"], ["3", "1", "1"], ["4", "1", "1"]])],
    ),
    (
        "GML",
        (
            '<w:FeatureCollection xmlns:w="w" xmlns:g="g"><w:member><b g:id="1"><n>x</n></b></w:member>'
            '<w:member><b g:id="2"><n>y</n></b></w:member></w:FeatureCollection>'
        ),
        [("FeatureCollection/member/b", ("id", "n"), [["1", "x"], ["2", "y"]])],
    ),
    (
        "KML",
        (
            "<kml><Document><name>d</name><Placemark><name>x</name><ExtendedData><Data name='k'><value>1</value></Data>"
            "<SchemaData><SimpleData name='s'>2</SimpleData></SchemaData></ExtendedData>"
            "<Point><coordinates> 116.40,39.9,5 </coordinates></Point></Placemark></Document></kml>"
        ),
        [
            (
                "kml/Document/Placemark",
                ("name", "s", "k", "longitude", "latitude", "altitude"),
                [["x", "2", "1", "116.40", "39.9", "5"]],
            )
        ],
    ),
    ("texts alone", "<r><t>a</t><t>b</t></r>", [("r/t", ("t",), [["a"], ["b"]])]),
    ("one object", "<r><a>1</a><b><c>2</c></b></r>", [("r", ("a", "b.c"), [["1", "2"]])]),
    ("space before it", " \n<r><a/><a/></r>", [("r/a", ("a",), [[""], [""]])]),
]


@pytest.mark.parametrize(("text", "expected"), [s[1:] for s in SHAPES], ids=[s[0] for s in SHAPES])
def test_tables_of_a_document(tmp_path: Path, text: str, expected: object) -> None:
    found = tables(tmp_path / "a.txt", text)
    assert [(table.sheet, table.header, rows(table)) for table in found] == expected


def test_records_have_the_line_they_begin_on(tmp_path: Path) -> None:
    (table,) = tables(tmp_path / "a.xml", '\n<?xml version="1.0"?>\n<r>\n<o><a>1</a>\n</o>\n<o><a>2</a></o></r>')
    assert table.lines is not None
    assert (table.records.to_pylist(), table.lines.to_pylist()) == ([1, 2], [4, 6])


DECLARED = [
    ("from the root", "r/body/one", [["1"], ["2"]]),
    ("below the root", "body/one", [["1"], ["2"]]),
    ("as in JSON", "r.body.one", [["1"], ["2"]]),
    ("what does not repeat", "head", [["2"]]),
]


@pytest.mark.parametrize(("records", "expected"), [d[1:] for d in DECLARED], ids=[d[0] for d in DECLARED])
def test_declared_records(tmp_path: Path, records: str, expected: Rows) -> None:
    text = "<r><head><n>2</n></head><body><one><a>1</a></one><one><a>2</a></one></body></r>"
    (table,) = tables(tmp_path / "a.xml", text, Source(path="a.xml", records=records))
    assert rows(table) == expected


REFUSED = [
    ("a bomb", '<!DOCTYPE r [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><r><o>&b;</o></r>', "DOCTYPE", 1),
    ("a file", '<r>\n</r>\n<!DOCTYPE r SYSTEM "file:///etc/passwd">', "no well-formed XML", 3),
    ("an outer file", '<!DOCTYPE r [\n<!ENTITY x SYSTEM "file:///etc/hostname">]><r>&x;</r>', "DOCTYPE", 1),
    ("an unknown entity", "<r>\n<o>&nbsp;</o></r>", "undefined entity", 2),
    ("not closed", "<r><o>1</o>\n<o>2</r>", "mismatched tag", 2),
    ("two roots", "<r/><r/>", "junk after document element", 1),
    ("too deep", "<a>" * 201 + "</a>" * 201, "200 levels", 1),
    ("too wide", "<r><o " + " ".join(f'a{i}="1"' for i in range(2001)) + "/><o/></r>", "more than 2000", None),
]


@pytest.mark.parametrize(("text", "reason", "line"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_is_refused(tmp_path: Path, text: str, reason: str, line: int | None) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        tables(tmp_path / "a.xml", text)
    assert caught.value.place is not None
    assert (caught.value.place.file, caught.value.place.line) == ("a.xml", line)
    assert caught.value.remedy


def test_an_element_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no element at 'r/z'") as caught:
        tables(tmp_path / "a.xml", "<r><o><a/></o><o/></r>", Source(path="a.xml", records="r/z"))
    assert "r/o" in caught.value.remedy


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "gb18030", "big5", "cp1252"]
)
def test_encodings(tmp_path: Path, encoding: str) -> None:
    word = "Größe" if encoding == "cp1252" else "許可證"
    label = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{label}"?><r><o><a>{word}</a></o><o><a>x</a></o></r>'
    (table,) = tables(tmp_path / "a.xml", text.encode(encoding))
    assert rows(table) == [[word], ["x"]]


def test_bytes_that_are_no_text_are_told_where_they_are(tmp_path: Path) -> None:
    (table,) = tables(tmp_path / "a.xml", b"<r><o><a>x</a></o><o><a>\xff\xfe\xfa</a></o></r>")
    assert ("encoding-error", 2) in codes(table)


def test_a_column_first_seen_late_is_kept(tmp_path: Path) -> None:
    text = "<r>" + "<o><a>1</a></o>" * 10_001 + "<o><b>2</b><c/></o></r>"
    (table,) = tables(tmp_path / "a.xml", text)
    assert (table.header, len(table.records)) == (("a", "b", "c"), 10_002)
    assert [column[-1].as_py() for column in table.cells.columns] == [None, "2", ""]


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8)
_RECORD = st.fixed_dictionaries({"a": _TEXT, "b": _TEXT}, optional={"c": _TEXT})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=st.lists(_RECORD, min_size=2, max_size=6))
def test_round_trip(tmp_path: Path, records: list[dict[str, str]]) -> None:
    def one(record: dict[str, str]) -> str:
        inner = "".join(f"<{key}>{escape(text)}</{key}>" for key, text in record.items() if key != "a")
        return f"<!-- > ' --><one a={quoteattr(record['a'])}>{inner}</one>"

    (table,) = tables(tmp_path / "a.xml", f"<all>{''.join(map(one, records))}</all>")
    assert table.header is not None
    found = [{k: v for k, v in zip(table.header, row, strict=True) if v is not None} for row in rows(table)]
    assert found == records
