"""Hostile YAML ends as an error with file and line, soon, and makes nothing but plain values."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from publisher.errors import SpecError
from publisher.spec.yaml import read_yaml

_LAUGHS = "a0: &a0 x\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))

REFUSED = [
    ("an alias that grows", _LAUGHS, "repeats itself"),
    ("an alias of itself", "a: &a [*a]", "repeats itself"),
    ("brackets without end", "a: " + "[" * 5000, "nesting"),
    ("blocks without end", "\n".join(" " * n + "a:" for n in range(1500)), "nesting"),
    ("two documents", "a: 1\n---\na: 2", "another document"),
    ("a control character", "a: \x1b[31m", "special characters"),
    ("half a character", 'a: "\\ud800"', "half of a character"),
    ("a key that is a list", "? [a, b]\n: 1", "plain word"),
    ("a key twice", "a: 1\na: 2", "twice"),
]


@pytest.mark.parametrize(("text", "reason"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_refused(tmp_path: Path, text: str, reason: str) -> None:
    started = time.process_time()
    with pytest.raises(SpecError, match=reason) as caught:
        _read(tmp_path, text)
    assert time.process_time() - started < 5
    assert caught.value.place is not None
    assert caught.value.place.line


READ: list[tuple[str, str, Any]] = [
    ("a tag of Python", 'a: !!python/object/apply:os.system ["touch x"]', {"a": ["touch x"]}),
    ("a merge, which is none", "a: &a {b: 1}\nc: {<<: *a}", {"a": {"b": 1}, "c": {"<<": {"b": 1}}}),
    ("digits without end", "a: " + "9" * 5000, {"a": "9" * 5000}),
    ("decimals", "a: 0." + "1" * 38, {"a": Decimal("0." + "1" * 38)}),
]


@pytest.mark.parametrize(("text", "expected"), [r[1:] for r in READ], ids=[r[0] for r in READ])
def test_plain_values(tmp_path: Path, text: str, expected: Any) -> None:
    assert _read(tmp_path, text) == expected


def _read(folder: Path, text: str) -> Any:
    path = folder / "dataset.yml"
    path.write_text(text, encoding="utf-8")
    return read_yaml(path, name="dataset.yml").value
