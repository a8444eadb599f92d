"""Telephone numbers in running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.site.phones import with_phones


@pytest.mark.parametrize(
    ("text", "dialled"),
    [
        ("000-5550-0110, Monday to Friday 9:00 to 17:00", ["tel:00055500110"]),
        ("000-5550-0110，工作日9:00至17:00", ["tel:00055500110"]),
        ("5550-0101 / 5550-0102", ["tel:55500101", "tel:55500102"]),
        ("+86 20 5550 0100", ["tel:+862055500100"]),
        ("(020) 5550 0100", ["tel:02055500100"]),
        ("12345", ["tel:12345"]),
        ("Room 12345", []),
        ("checked 2026-10-08", []),
        ("9:00-17:00", []),
        ("case 4501-22-2026-1234567890123456789", []),
        ("", []),
    ],
)
def test_numbers_to_dial(text: str, dialled: list[str]) -> None:
    assert [piece.href for piece in with_phones(text) if piece.href] == dialled


@given(st.text(alphabet="0123456789+-() a：，", max_size=40))
def test_no_character_is_lost(text: str) -> None:
    assert "".join(piece.text for piece in with_phones(text)) == text
