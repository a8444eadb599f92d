"""HTML: tables as a browser shows them, in the encoding the page is really in."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.errors import SourceError
from publisher.spec.model import Source
from tests.read.reading import Rows, rows, tables

CASES: list[tuple[str, str, list[Rows]]] = [
    ("plain", "<table><tr><th>a<th>b<tr><td>1<td>2</table>", [[["a", "b"], ["1", "2"]]]),
    (
        "spans",
        "<table><tr><th colspan=2>a<tr><td rowspan=2>1<td>2<tr><td>3</table>",
        [[["a", "a"], ["1", "2"], ["1", "3"]]],
    ),
    ("white space and lines", "<table><tr><td> a \n b<br>c<p>d</p><td>&nbsp;x</table>", [[["a b\nc\nd", "\u00a0x"]]]),
    ("scripts and comments", "<table><tr><td>a<script>b</script><!-- c --><style>d</style></table>", [[["a"]]]),
    ("sections", "<table><thead><tr><th>a<tbody><tr><td>1<tfoot><tr><td>2</table>", [[["a"], ["1"], ["2"]]]),
    ("layout", "<table><tr><td><table><tr><td>1</table><td><table><tr><td>2</table></table>", [[["1"]], [["2"]]]),
    ("no table", "<p>words</p>", []),
    ("an endless span", "<table><tr><td colspan=1000000 rowspan=1000000>x</table>", [[["x"] * 1000]]),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_tables_of_a_page(tmp_path: Path, text: str, expected: list[Rows]) -> None:
    assert [rows(table) for table in tables(tmp_path / "a.html", f"<html><body>{text}")] == expected


def test_merges_are_recorded(tmp_path: Path) -> None:
    (table,) = tables(tmp_path / "a.xls", "<table><tr><th colspan=2>a<th>b<tr><td rowspan=2>1<td>2<td>3<tr><td>4<td>5")
    assert table.merged == ((1, 0, 1, 1), (2, 0, 3, 0))


def test_a_declared_table_is_taken(tmp_path: Path) -> None:
    text = "<table><tr><td>1</table><table><tr><td>2</table>"
    (table,) = tables(tmp_path / "a.html", text, Source(path="a.html", table=2))
    assert (table.sheet, rows(table)) == ("table 2", [["2"]])
    with pytest.raises(SourceError, match="2 tables"):
        tables(tmp_path / "a.html", text, Source(path="a.html", table=3))


LABELS = [
    ("gb2312 that is GB18030", "gb2312", "gb18030", "镕堃"),
    ("UTF-8 that is Windows-1256", "utf-8", "cp1256", "وزارة المالية العامة"),
    ("Latin-1 that is UTF-8", "iso-8859-1", "utf-8", "Förderung für Künstler"),
]


@pytest.mark.parametrize(("label", "encoding", "text"), [x[1:] for x in LABELS], ids=[x[0] for x in LABELS])
def test_a_label_is_believed_only_if_it_fits(tmp_path: Path, label: str, encoding: str, text: str) -> None:
    page = f'<html><head><meta charset="{label}"></head><table><tr><td>{text}</td></tr></table></html>'
    (table,) = tables(tmp_path / "a.html", page.encode(encoding))
    assert rows(table) == [[text]]
