"""What a message shows of hostile text: nothing that a terminal would obey, and the rest as it is."""

from __future__ import annotations

import pytest

from publisher.errors import Place, SourceError

SHOWN = [
    ("a\x1b]0;owned\x07.csv", "a\\u001b]0;owned\\u0007.csv"),
    ("gpj\u202ecsv", "gpj\\u202ecsv"),
    ("a\rb\x9b2J", "a\\u000db\\u009b2J"),
    ("预算　表 a\u00a0b", "预算　表 a\u00a0b"),
]


@pytest.mark.parametrize(("name", "shown"), SHOWN, ids=["title", "bidi", "controls", "spaces"])
def test_names_are_shown_and_not_obeyed(name: str, shown: str) -> None:
    error = SourceError("no\nmore", place=Place(file=name), remedy="Look.")
    assert str(error) == f"{shown}: no\nmore\n  Look."
