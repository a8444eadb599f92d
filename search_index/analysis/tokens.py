"""The tokens a text is indexed under."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search_index.analysis.folding import Folding
from search_index.analysis.numbers import numbers_in
from search_index.analysis.units import HAN, WORD, Unit, units


@dataclass(frozen=True, slots=True, order=True)
class Token:
    """``text`` at ``position``, the place of its first unit."""

    position: int
    text: str


def unit_tokens(row: Sequence[Unit], *, title: bool = False) -> list[Token]:
    """The tokens of a row of units, in order of position.

    Two Han characters side by side are a token; so is one that stands alone, one that touches a word (so that
    2016年 is found in 2016年度) or a document number, and in a title every one.
    """
    found: set[Token] = set()
    for at, unit in enumerate(row):
        before = row[at - 1].kind if at else None
        after = row[at + 1].kind if at + 1 < len(row) else None
        if unit.kind == WORD:
            found.add(Token(at, unit.text))
        elif unit.kind == HAN:
            if after == HAN:
                found.add(Token(at, unit.text + row[at + 1].text))
            if title or WORD in (before, after) or HAN not in (before, after):
                found.add(Token(at, unit.text))
    for number in numbers_in(row):
        found.add(Token(number.first, number.token))
        if number.first and row[number.first - 1].kind == HAN:
            found.add(Token(number.first - 1, row[number.first - 1].text))
    return sorted(found)


def tokens(text: str, *, title: bool = False, folding: Folding | None = None) -> tuple[str, ...]:
    """The tokens of ``text`` in order: pairs of Han characters, words as written (folded), document numbers."""
    return tuple(token.text for token in unit_tokens(units(text, folding), title=title))
