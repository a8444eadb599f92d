"""Delimited text: every record kept, in place, as text; the stock parser and the careful one agree."""

from __future__ import annotations

import csv
import io
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher.errors import SourceError
from publisher.read.reader import read_path
from publisher.read.sink import load
from publisher.read.text import counting
from publisher.read.text.delimiters import detect
from publisher.read.text.records import Dialect, split_bytes
from publisher.spec.model import Source
from tests.read.reading import codes, rows, tables

CASES: list[tuple[str, str | bytes, list[list[str | None]], list[tuple[str, int | None]]]] = [
    ("commas", "a,b\n1,2\n", [["a", "b"], ["1", "2"]], []),
    ("no line end at the end", "a,b\n1,2", [["a", "b"], ["1", "2"]], []),
    ("semicolons with commas in text", "a;b\nx, y;1\nz, w;2\n", [["a", "b"], ["x, y", "1"], ["z, w", "2"]], []),
    ("tabs", "a\tb\n1\t2\n", [["a", "b"], ["1", "2"]], []),
    ("bars", "a|b|c\n1|2|3\n", [["a", "b", "c"], ["1", "2", "3"]], []),
    (
        "one column of several words",
        "Street\nHigh Street\nMill Lane\n",
        [["Street"], ["High Street"], ["Mill Lane"]],
        [],
    ),
    ("one column of names and numbers", "Stand\nNo 7\nNo 12\n", [["Stand"], ["No 7"], ["No 12"]], []),
    ("spaces", "a b\n1 2\n3 4\n", [["a", "b"], ["1", "2"], ["3", "4"]], []),
    ("spaces and quotes", 'a b\n"x y" z\n"u v" w\n', [["a", "b"], ["x y", "z"], ["u v", "w"]], []),
    ("bare CR", "a,b\r1,2\r3,4\r", [["a", "b"], ["1", "2"], ["3", "4"]], []),
    ("mixed line ends", "a,b\r\n1,2\n3,4\r5,6\r\n", [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]], []),
    ("cells are not trimmed", "a , b\n 1,2 \n", [["a ", " b"], [" 1", "2 "]], []),
    (
        "a missing cell is not an empty one",
        "a,b,c\n1,2\n1,,3\n1,2,3\n",
        [["a", "b", "c"], ["1", "2", None], ["1", "", "3"], ["1", "2", "3"]],
        [],
    ),
    (
        "a longer record widens the table",
        "a,b\n1,2\n1,2,3,4\n5,6\n",
        [["a", "b", None, None], ["1", "2", None, None], ["1", "2", "3", "4"], ["5", "6", None, None]],
        [],
    ),
    (
        "blank lines are records",
        "T\n\na,b\n1,2\n3,4\n\n",
        [["T", None], [None, None], ["a", "b"], ["1", "2"], ["3", "4"], [None, None]],
        [],
    ),
    ("quotes", 'a,b\n"x, ""y""",2\n"","3"\n', [["a", "b"], ['x, "y"', "2"], ["", "3"]], []),
    ("a line end in a quoted cell", 'a,b\n"x\ny",2\n3,4\n', [["a", "b"], ["x\ny", "2"], ["3", "4"]], []),
    ("inches", 'a,b\n5" pipe,2\n6" pipe,3\n', [["a", "b"], ['5" pipe', "2"], ['6" pipe', "3"]], []),
    ("text behind a quote", 'a,b\n"x"y,2\n', [["a", "b"], ["xy", "2"]], []),
    (
        "a quote that never closes",
        'a,b\n1,"x\n2,y\n3,z\n',
        [["a", "b"], ["1", '"x'], ["2", "y"], ["3", "z"]],
        [("unclosed-quote", 2)],
    ),
    (
        "a quote that meets another",
        'a,b\n1,"x\n2,"y"\n3,z\n',
        [["a", "b"], ["1", '"x'], ["2", "y"], ["3", "z"]],
        [("unclosed-quote", 2)],
    ),
    ("single quotes", "a,b\n'x, y','1'\n'z, w','2'\n", [["a", "b"], ["x, y", "1"], ["z, w", "2"]], []),
    ("a backslash before quotes", 'a,b\n"x \\"y\\" z",1\n"w",2\n', [["a", "b"], ['x "y" z', "1"], ["w", "2"]], []),
    ("spaces before quotes", 'a, "b, c"\n1, "2, 3"\n', [["a", "b, c"], ["1", "2, 3"]], []),
    ("Excel's hint", "sep=;\na;b\n1;2\n", [["sep=", ""], ["a", "b"], ["1", "2"]], []),
    (
        "texts as formulas",
        'no,"=""a"""\n="0012",=1+2\n="a ""b""","=""c, d"""\n3,="\n',
        [["no", "a"], ["0012", "=1+2"], ['a "b"', "c, d"], ["3", '="']],
        [("formula-text", None)],
    ),
    (
        "a backslash before a delimiter",
        "a,b\n1,x\\, y\n2,C:\\\\\n3,\\N\n4,z\n",
        [["a", "b"], ["1", "x, y"], ["2", "C:\\"], ["3", "\\N"], ["4", "z"]],
        [],
    ),
    (
        "a backslash that ends a cell",
        "a,b,c\n1,C:\\,x\n2,D:\\,y\n3,E:\\,z\n4,w,w\n",
        [["a", "b", "c"], ["1", "C:\\", "x"], ["2", "D:\\", "y"], ["3", "E:\\", "z"], ["4", "w", "w"]],
        [],
    ),
    ("one column", "name\nx\ny\n", [["name"], ["x"], ["y"]], []),
    ("a zero byte", "a,b\n1,x\0y\n", [["a", "b"], ["1", "x\0y"]], []),
    ("two marks", "\ufeff\ufeffa,b\n1,2\n", [["a", "b"], ["1", "2"]], []),
    ("a mark inside", "a,b\n1,2\n\ufeff3,4\n", [["a", "b"], ["1", "2"], ["\ufeff3", "4"]], [("stray-mark", 3)]),
    ("UTF-16", "a,b\n1,é\n".encode("utf-16"), [["a", "b"], ["1", "é"]], []),
    (
        "bytes that are no text",
        b"a,b\n1,ok\n2,\xff\xfe\xfa\n",
        [["a", "b"], ["1", "ok"], ["2", "\ufffd" * 3]],
        [("encoding-chosen", None), ("encoding-error", 3)],
    ),
]


@pytest.mark.parametrize(("data", "expected", "issues"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_text_as_it_stands(tmp_path: Path, data: str | bytes, expected: object, issues: object) -> None:
    (table,) = tables(tmp_path / "a.csv", data)
    assert rows(table) == expected
    assert codes(table) == issues
    assert table.records.to_pylist() == list(range(1, len(rows(table)) + 1))


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    (table,) = tables(tmp_path / "a.csv", 'a,b\r\n"x\r\ny\r\nz",1\r\n2,3\r\n\r\n4,5\r\n')
    assert table.lines is not None
    assert table.lines.to_pylist() == [1, 2, 5, 6, 7]


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n\n", b"  \r\n"], ids=["empty", "mark", "lines", "spaces"])
def test_an_empty_file_has_no_table(tmp_path: Path, data: bytes) -> None:
    assert tables(tmp_path / "a.csv", data) == ()


def test_what_is_declared_wins(tmp_path: Path) -> None:
    source = Source(path="a.csv", encoding="koi8-r", delimiter="|")
    (table,) = tables(tmp_path / "a.csv", "а,б|в\nг,д|е\n".encode("koi8-r"), source)
    assert rows(table) == [["а,б", "в"], ["г,д", "е"]]
    assert (table.encoding, codes(table)) == ("koi8-r", [])


DECLARED = [
    ("utf-8 with a mark", "utf-8", "\ufeffa,é\n", "utf-8"),
    ("utf-8-sig without", "utf-8-sig", "a,é\n", "utf-8"),
    ("a label of the family", "gb2312", "a,中文\n", "gb18030"),
    ("latin-1 is windows", "iso-8859-1", "a,“é”\n", "cp1252"),
    ("utf-16", "utf-16", "\ufeffa,中文\n", "utf-16-be"),
    ("ascii alone", "gb18030", "a,b\n", "ascii"),
]


@pytest.mark.parametrize(("declared", "text", "codec"), [d[1:] for d in DECLARED], ids=[d[0] for d in DECLARED])
def test_a_declared_encoding_that_fits(tmp_path: Path, declared: str, text: str, codec: str) -> None:
    (table,) = tables(tmp_path / "a.csv", text.encode(codec), Source(path="a.csv", encoding=declared))
    assert rows(table) == [text.strip("\ufeff\n").split(",")]


REFUSED = [
    (
        "another",
        "utf-8",
        "名称,金额\n教育局,五十\n".encode("gb18030"),
        "utf-8, and its bytes do not fit it; they fit gb18030",
    ),
    ("a mark of another", "gb18030", "\ufeffa,é\n".encode(), "gb18030, and its bytes do not fit it; they fit utf-8"),
    ("utf-8 as another", "cp1252", "Straße,Größe\nMünchen,März\n".encode(), "they fit utf-8"),
    ("no encoding", "klingon", b"a,b\n", "klingon, which is no known encoding; its bytes fit utf-8"),
    ("none", "gb18030", "日本語,日本?\n".encode().replace(b"?", b"\xff"), "they fit no encoding that was tried"),
]


@pytest.mark.parametrize(("declared", "data", "reason"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_a_declared_encoding_that_does_not_fit_refuses_the_file(
    tmp_path: Path, declared: str, data: bytes, reason: str
) -> None:
    with pytest.raises(SourceError) as caught:
        tables(tmp_path / "a.csv", data, Source(path="a.csv", encoding=declared))
    assert reason in caught.value.message
    assert (str(caught.value.place), caught.value.remedy[:3]) == ("a.csv", "Ask")


NOTHING = [
    ("no byte", "a.csv", b"", "the file is empty"),
    ("a mark and a line end", "a.csv", b"\xef\xbb\xbf\n", "the file is empty"),
    ("a page without a table", "a.html", b"<html><p>Moved</p></html>", "no table was found in the file"),
    ("an object without a list", "a.json", b"{}", "no table was found in the file"),
]


@pytest.mark.parametrize(("name", "data", "reason"), [n[1:] for n in NOTHING], ids=[n[0] for n in NOTHING])
def test_a_file_without_a_table(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    """Nothing when it is looked at; refused when it is to be published."""
    assert tables(tmp_path / name, data) == ()
    with pytest.raises(SourceError) as caught:
        tables(tmp_path / name, data, Source(path=name))
    assert (caught.value.message, str(caught.value.place), bool(caught.value.remedy)) == (reason, name, True)


@pytest.mark.parametrize(
    ("dialect", "before", "line", "after", "records"),
    [
        (Dialect(), '1,"', 'a ""q"" b\n', '",x\n2,b\n', 2),
        (Dialect(), "1", ',"a ""q""\nb"', "\n2,b\n", 2),
        (Dialect(quote="'"), "", "'x\n", "", 200_000),
        (Dialect(escape="\\"), '1,"', 'a \\"q\\" b\n', '",x\n', 1),
    ],
    ids=["one cell of many lines", "many cells of two lines", "quotes that never close", "escaped quotes"],
)
def test_time_grows_with_the_text(dialect: Dialect, before: str, line: str, after: str, records: int) -> None:
    """Each line is looked at a fixed number of times: 200,000 take seconds, and would take hours were it not so."""
    data = (before + line * 200_000 + after).encode()
    started = time.process_time()
    assert sum(1 for _ in split_bytes(data, dialect)) == records
    assert time.process_time() - started < 20


def test_one_wide_record_does_not_break_the_table(tmp_path: Path) -> None:
    lines = ["a,b,c"] + ["1,2,3"] * 5000
    lines[2500] = "1,2"
    lines[4000] = "1,2,3,4,5"
    (table,) = tables(tmp_path / "a.csv", "\n".join(lines))
    grid = rows(table)
    assert grid[2500] == ["1", "2", None, None, None]
    assert grid[4000] == ["1", "2", "3", "4", "5"]
    assert grid[4001] == ["1", "2", "3", None, None]


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    at_limit = ",".join(["x"] * 2000)
    assert tables(tmp_path / "a.csv", f"{at_limit}\n{at_limit}\n")[0].cells.num_columns == 2000
    with pytest.raises(SourceError, match="2001 columns"):
        tables(tmp_path / "b.csv", f"{at_limit},y\n{at_limit},y\n")


@pytest.mark.parametrize(("extra", "issues"), [(-1, []), (0, []), (1, [("cell-too-large", 2)])])
def test_a_large_cell_is_told_and_kept(tmp_path: Path, extra: int, issues: list[tuple[str, int]]) -> None:
    text = "x" * ((1 << 20) + extra)
    (table,) = tables(tmp_path / "a.csv", f"a,b\n1,{text}\n2,y\n")
    assert rows(table)[1][1] == text
    assert codes(table) == issues


def test_a_large_cell_beyond_the_usual_columns_is_told(tmp_path: Path) -> None:
    lines = ["a,b"] * 50 + ["1,2," + "x" * ((1 << 20) + 1)]
    (table,) = tables(tmp_path / "a.csv", "\n".join(lines))
    assert codes(table) == [("cell-too-large", 51)]


_CELL = st.text(alphabet=st.sampled_from("ab1 ,;\t\"'\n\r\\é中"), max_size=6)
_GRID = st.integers(2, 4).flatmap(lambda n: st.lists(st.lists(_CELL, min_size=n, max_size=n), min_size=1, max_size=8))


@given(_GRID, st.sampled_from([",", ";", "\t", "|"]), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=150, deadline=None)
def test_what_is_written_is_read(grid: list[list[str]], delimiter: str, ending: str) -> None:
    """The splitter and the second count see the records that a writer of quoted text wrote."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator=ending, quoting=csv.QUOTE_ALL).writerows(grid)
    data = stream.getvalue().encode()
    assert [record.cells for record in split_bytes(data, Dialect(delimiter=delimiter))] == grid
    counted = counting.count(data, delimiter=delimiter.encode(), quote=b'"')
    assert (counted.records, counted.unclosed) == (len(grid), 0)


@given(st.text(alphabet=st.sampled_from('ab,"\n\r'), max_size=60))
@settings(max_examples=400, deadline=None)
def test_two_counts_agree_on_any_text(text: str) -> None:
    """Whatever the quotes do, parser and count agree on records, on their lines and on quotes that never close."""
    data = text.encode()
    records = list(split_bytes(data, Dialect()))
    counted = counting.count(data, delimiter=b",", quote=b'"')
    assert [record.line for record in records] == counted.lines.tolist()
    assert bool(counted.unclosed) == any(record.unclosed for record in records)


@given(st.text(alphabet=st.sampled_from('ab1,;"\n'), min_size=1, max_size=80).filter(str.strip))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_both_parsers_give_the_same_cells(tmp_path: Path, text: str) -> None:
    """The table is what the careful splitter alone would give, whichever parser was taken."""
    path = tmp_path / "a.csv"
    path.write_text(text, newline="")
    (manifest,) = read_path(str(path), "a.csv", {}, str(tmp_path))
    found = rows(load(tmp_path, manifest))
    expected = [record.cells for record in split_bytes(text.encode(), detect(text).dialect)]
    assert manifest["counted"] == len(expected)
    trimmed = [[cell for cell in row if cell is not None] for row in found]
    assert [row or [""] for row in trimmed] == [row or [""] for row in expected]
