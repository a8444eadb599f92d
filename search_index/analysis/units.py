"""Text as a row of units: one Han character, one word, or one run of punctuation.

White space is no unit: a line break inside a phrase changes nothing. A run of punctuation is one unit whatever
is in it, so a phrase does not reach across it. A unit's place in the row is its position in the index.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from search_index.analysis.folding import Folding, default_folding, joins

Kind = Literal["han", "word", "punctuation"]
HAN: Kind = "han"
WORD: Kind = "word"
PUNCTUATION: Kind = "punctuation"

WORD_LIMIT = 64
"""Characters of a word that count; the rest of a longer one is ignored, here and in queries alike."""

# Scripts written without spaces, and Hangul: Han with its iteration mark and zero, kana, bopomofo, syllables.
UNSPACED = (
    (0x3005, 0x3008),
    (0x3041, 0x3097),
    (0x30A1, 0x30FB),
    (0x30FC, 0x3100),
    (0x3105, 0x3130),
    (0x31A0, 0x31C0),
    (0x31F0, 0x3200),
    (0x3400, 0x4DC0),
    (0x4E00, 0xA000),
    (0xAC00, 0xD7A4),
    (0xF900, 0xFB00),
    (0x20000, 0x323B0),
)

_SPACE, _IGNORED, _CAREFUL = "space", "ignored", "careful"


@dataclass(frozen=True, slots=True)
class Unit:
    """``text`` is folded; ``start`` and ``end`` are places in the original text."""

    kind: Kind
    text: str
    start: int
    end: int


@lru_cache(maxsize=1 << 16)
def class_of(char: str) -> str:
    """What one folded character is: a unit's kind, ``space``, or ``ignored`` (it is not there at all)."""
    code = ord(char)
    if any(start <= code < end for start, end in UNSPACED):
        return HAN
    category = unicodedata.category(char)
    if category[0] == "Z" or category == "Cc":
        return _SPACE
    if category == "Cf" or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF:
        return _IGNORED
    return WORD if category[0] in "LMN" else PUNCTUATION


def units(text: str, folding: Folding | None = None) -> list[Unit]:
    """The units of ``text`` in order."""
    chosen = folding or default_folding()
    row: list[Unit] = []
    kind: str = _SPACE  # of the unit that may still grow
    spelled: list[str] = []
    begin = finish = 0
    spaced = False
    for char, found, start, end in _classified(text, chosen):
        if found == _SPACE:
            spaced = True
        elif found == kind and (found == PUNCTUATION or (found == WORD and not spaced)):
            spelled.append(char)
            finish, spaced = end, False
        else:
            if spelled:
                row.append(Unit(kind, "".join(spelled)[:WORD_LIMIT], begin, finish))  # type: ignore[arg-type]  # a kind
            kind, spelled, begin, finish, spaced = found, [char], start, end, False
    if spelled:
        row.append(Unit(kind, "".join(spelled)[:WORD_LIMIT], begin, finish))  # type: ignore[arg-type]  # a kind
    return row


Classified = tuple[str, str, int, int]


def _classified(text: str, folding: Folding) -> list[Classified]:
    """Each folded character with its class and its place, without those that are ignored."""
    known = folding.classes
    found: list[Classified] = []
    for at, char in enumerate(text):
        pair = known.get(char)
        if pair is None:
            pair = known[char] = _classify(char, folding)
        if pair[1] == _CAREFUL:
            return [
                (folded, kind, start, end)
                for folded, start, end in folding.characters(text)
                if (kind := class_of(folded)) != _IGNORED
            ]
        if pair[1] != _IGNORED:
            found.append((*pair, at, at + 1))
    return found


def _classify(char: str, folding: Folding) -> tuple[str, str]:
    """A character's folded form and class; one that joins others or becomes several needs care."""
    folded = folding.character(char)
    return (folded, class_of(folded)) if len(folded) == 1 and not joins(char) else (char, _CAREFUL)
