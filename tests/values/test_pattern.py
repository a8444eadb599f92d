"""Declared patterns: what they find, and that none of them holds a publish up."""

from __future__ import annotations

import time

import pytest

from publisher.values.pattern import fault, found

FOUND = [
    ("([0-9]{4})年?", "预算 2026年", ("2026年", "2026")),
    ("x", "a", None),
    ("", "a", ("",)),
    (r"(?i)(?:FY|Q) ?(\d+)(-\d+)?", "fy 2025", ("fy 2025", "2025", "")),
    ("(?P<day>[0-9]+)-(a)", "7-a", ("7-a", "7", "a")),
    (r"\((a)[(]([]()]+)[^]]", "(a(])x", ("(a(])x", "a", "])")),
    (r"\Q(\E([[:alpha:](]+)", "((b", ("((b", "(b")),
]


@pytest.mark.parametrize(("pattern", "text", "expected"), FOUND, ids=[f[0] or "empty" for f in FOUND])
def test_what_is_found(pattern: str, text: str, expected: tuple[str, ...] | None) -> None:
    assert found(pattern, text) == expected


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+$", "(.*a){20}$", "^(([a-z])+.)+[A-Z]([a-z])+$"])
def test_no_pattern_takes_long(pattern: str) -> None:
    started = time.process_time()
    assert found(pattern, "a" * 20_000 + "!") is None
    assert time.process_time() - started < 1


@pytest.mark.parametrize(("pattern", "known"), [("(a)", True), ("(?=a)", False), (r"(a)\1", False), ("(?<!a)b", False)])
def test_what_re2_does_not_know(pattern: str, known: bool) -> None:
    assert (fault(pattern) is None) is known
