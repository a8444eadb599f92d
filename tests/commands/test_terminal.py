"""Tables that line up on a terminal, whatever is in the cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.commands.terminal import cut, grid, paragraph, width


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("abc", 3), ("海港", 4), ("ｆｕｌｌ", 8), ("e\u0301", 1), ("a\u200bb", 2), ("", 0), ("¥5", 2)],
    ids=["letters", "Chinese", "full width", "combining", "zero width", "empty", "sign"],
)
def test_width(text: str, wanted: int) -> None:
    assert width(text) == wanted


@pytest.mark.parametrize(
    ("text", "most", "wanted"),
    [
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("海港印刷", 5, "海港…"),
        ("海港印刷", 4, "海…"),
        ("a\nb\tc", 9, "a b c"),
        ("\x1b[31mred", 20, "[31mred"),
    ],
)
def test_cut(text: str, most: int, wanted: str) -> None:
    assert cut(text, most) == wanted


def test_grid_lines_up_with_wide_characters() -> None:
    assert grid(("name", "rows"), [("海港", "1"), ("abc", "1,000")], right=("rows",)) == [
        "name   rows",
        "海港      1",
        "abc   1,000",
    ]


@given(st.lists(st.tuples(st.text(max_size=80), st.text(max_size=80), st.integers(0, 10**9)), max_size=4))
def test_no_line_is_wider_than_the_terminal(rows: list[tuple[str, str, int]]) -> None:
    lines = grid(("a", "b", "n"), [(one, two, str(number)) for one, two, number in rows], right=("n",), wide=60)
    assert all(width(line) <= 60 for line in lines)
    assert len({width(line) for line in lines if line}) <= 1


@given(st.text(alphabet="ab 海港", max_size=300))
def test_a_paragraph_loses_nothing_and_fits(text: str) -> None:
    lines = paragraph(text, indent="  ", hanging="    ", wide=60)
    longest = max((len(word) for word in text.split()), default=0)
    assert all(width(line) <= 60 or longest > 50 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
