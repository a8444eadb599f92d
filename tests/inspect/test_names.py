"""Names made from titles."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.inspect.names import field_names, slug, snake_case

CASES = {
    "Award date (UTC)": "award_date_utc",
    "Begünstigten-Straße": "begunstigten_strasse",
    "年/Year": "year",
    "年末总人口": "",
    "2007 - 08 Volume": "n_2007_08_volume",
    "Łódź": "lodz",
    "": "",
    "£": "",
}


@pytest.mark.parametrize(("title", "name"), CASES.items())
def test_snake_case(title: str, name: str) -> None:
    assert snake_case(title) == name


def test_names_are_unique_and_take_their_place_from_the_column() -> None:
    assert field_names(["x", "x", "人口", "", "X"]) == ["x", "x_2", "field_3", "field_4", "x_3"]


@given(st.lists(st.text(max_size=30), max_size=8))
def test_names_are_always_valid_and_unique(titles: list[str]) -> None:
    names = field_names(titles)
    assert len(names) == len(set(names)) == len(titles)
    assert all(re.fullmatch(r"[a-z_][a-z0-9_]*", name) for name in names)


@given(st.text(max_size=80))
def test_a_slug_is_part_of_an_address(text: str) -> None:
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug(text))
