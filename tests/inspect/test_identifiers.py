"""Identifiers that one cell is enough to tell: each by its check, none that is masked, misspelt or a company's."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pytest

from publisher.inspect.identifiers import identifiers

_CELLS = Path(__file__).parents[2].parent / "shared/hostile/pii/gen_pii_cells.csv"
_KINDS = {
    "email": "e-mail addresses",
    "cn_id": "Chinese ID numbers",
    "iban": "bank account numbers (IBAN)",
    "es_dni": "Spanish ID numbers (DNI)",
}

CELLS = [
    ("身份证 11010519491231002X。", ["Chinese ID numbers"]),
    ("１１０１０５１９４９１２３１００２Ｘ", ["Chinese ID numbers"]),
    ("110105 19491231 002X", ["Chinese ID numbers"]),
    ("110105194912310021", []),
    ("110105********002X", []),
    ("GB82 WEST 1234 5698 7654 32", ["bank account numbers (IBAN)"]),
    ("GB83 WEST 1234 5698 7654 32", []),
    ("12345678Z", ["Spanish ID numbers (DNI)"]),
    ("12345678A", []),
    ("B12345674", []),
    ("138****1234", []),
    ("write to a.b@city.example.org", ["e-mail addresses"]),
    ("tender 2026@42", []),
]


@pytest.mark.parametrize(("text", "expected"), CELLS, ids=[text for text, _ in CELLS])
def test_a_cell(text: str, expected: list[str]) -> None:
    assert list(identifiers(pa.array(["nothing", None, text]))) == expected


@pytest.mark.skipif(not _CELLS.exists(), reason="the shared files are not beside this checkout")
def test_recall_and_precision() -> None:
    """safety.md, promise 11: both at least 0.99 for what one cell is enough to tell."""
    counts: Counter[tuple[str, str]] = Counter()
    with _CELLS.open(newline="", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            found = set(identifiers(pa.array([row["text"]])))
            for label, words in _KINDS.items():
                counts[label, f"{row['label'] == label} {words in found}"] += 1
    for label in _KINDS:
        right, missed, wrong = (counts[label, kind] for kind in ("True True", "True False", "False True"))
        assert right >= 60, label
        assert min(right / (right + missed), right / (right + wrong)) >= 0.99, label
