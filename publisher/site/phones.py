"""Telephone numbers in running text, as links a phone can dial."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Seven to fifteen digits (E.164) with spaces, hyphens or brackets between them; a day such as 2026-10-08 is none.
_NUMBER = re.compile(r"(?<![\w.:/-])(?!\d{4}-\d{2}-\d{2}(?!\d))\+?(?:\(\d+\)[ -]?)?\d(?:[ -]?\d){4,14}(?![\w:/]|-\w)")
_SHORT = re.compile(r"\d{3,6}")
_FEWEST = 7


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A piece of a text. ``href``: ``tel:`` and the digits when it is a telephone number."""

    text: str
    href: str = ""


def with_phones(text: str) -> tuple[Piece, ...]:
    """The whole text in pieces. A short number such as 12345 is one to dial only where it is the whole text."""
    if _SHORT.fullmatch(text.strip()):
        return (Piece(text=text, href=f"tel:{text.strip()}"),)
    pieces, last = [], 0
    for found in _NUMBER.finditer(text):
        digits = re.sub(r"[^+\d]", "", found.group())
        if len(digits.lstrip("+")) < _FEWEST:
            continue
        pieces.append(Piece(text=text[last : found.start()]))
        pieces.append(Piece(text=found.group(), href=f"tel:{digits}"))
        last = found.end()
    pieces.append(Piece(text=text[last:]))
    return tuple(piece for piece in pieces if piece.text)
