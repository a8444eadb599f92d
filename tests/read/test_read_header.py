"""Column titles: rows above each other joined, parents spread over their columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.errors import HeaderError
from publisher.read.header import normal, titles
from tests.read.reading import tables

CASES = [
    ("one row", "Name , Amount  (£)\nx,1\n", [1], ("Name", "Amount (£)")),
    ("none", "x,1\ny,2\n", [], ("c1", "c2")),
    (
        "a parent to the right",
        "Dates,Travel,,Total\n,Air,Rail,\n1,2,3,4\n",
        [1, 2],
        ("Dates", "Travel Air", "Travel Rail", "Total"),
    ),
    (
        "years over pairs",
        "Outcome,2007,,2008,\n,Volume,%,Volume,%\n1,2,3,4,5\n",
        [1, 2],
        ("Outcome", "2007 Volume", "2007 %", "2008 Volume", "2008 %"),
    ),
    ("the same text twice", "a,b\na,c\n1,2\n", [1, 2], ("a", "b c")),
    ("a missing title", ",b\n1,2\n", [1], ("", "b")),
    ("a line end inside", '"Total\ncost",b\n1,2\n', [1], ("Total cost", "b")),
    ("rows apart", "a,b\n1,2\nc,d\n1,2\n", [1, 3], ("a c", "b d")),
]


@pytest.mark.parametrize(("text", "rows", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_titles(tmp_path: Path, text: str, rows: list[int], expected: tuple[str, ...]) -> None:
    (table,) = tables(tmp_path / "a.csv", text)
    assert titles(table, rows) == expected


def test_merged_ranges_say_how_far_a_parent_reaches(tmp_path: Path) -> None:
    page = "<table><tr><th rowspan=2>a<th colspan=2>b<th rowspan=2>c<tr><th>d<th>e<tr><td>1<td>2<td>3<td>4</table>"
    (table,) = tables(tmp_path / "a.html", page)
    assert titles(table, [1, 2]) == ("a", "b d", "b e", "c")


def test_names_of_the_format_are_the_titles(tmp_path: Path) -> None:
    (table,) = tables(tmp_path / "a.json", '[{"x": 1, "y": 2}]')
    assert titles(table, [1]) == ("x", "y")


def test_a_row_that_is_not_there(tmp_path: Path) -> None:
    (table,) = tables(tmp_path / "a.csv", "a,b\n1,2\n")
    with pytest.raises(HeaderError, match="no record 3"):
        titles(table, [3])


@pytest.mark.parametrize(("title", "form"), [("Ａmount ", "Amount"), (" a \n b\u3000c", "a b c"), ("Name", "Name")])
def test_the_form_titles_are_compared_in(title: str, form: str) -> None:
    assert normal(title) == form
