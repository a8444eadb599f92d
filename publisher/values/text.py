"""Texts as they come: outer space, width variants, invisible characters.

Two strengths. :func:`trim` takes outer space away and leaves the inside as found; it is what a ``text`` field gets.
:func:`fold` also brings width and presentation variants to one form (NFKC) and removes invisible characters; it is
what codes, numbers and dates get. One exception: a text with a superscript, a fraction or a circled digit (Unicode
category No) is not folded, since NFKC makes 5² (five, note two) into 52 and 12½ into 121⁄2.

Space is Unicode's White_Space, plus the zero-width ones that editors and exports leave at the edges of a cell
(U+200B, U+2060, U+FEFF). The set is written out because libraries disagree about U+3000 and U+00A0.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
ZERO_WIDTH = "\u200b\u2060\ufeff"
OUTER = SPACE + ZERO_WIDTH
# Zero-width characters and the marks of writing direction that spreadsheets paste around numbers and dates.
_INVISIBLE = "[\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]"
_KEPT_APART = r"\p{No}"
_FIRST = 500  # texts that may tell at once
_MOST_OTHERS = 0.6  # from which share of texts beyond ASCII on all are treated alike
_SPECIAL = f"{_INVISIBLE}|{_KEPT_APART}"

Texts = Any  # a pyarrow StringArray; pyarrow has no type stubs


def is_ascii(texts: Texts) -> bool:
    """Whether every text is ASCII; null is."""
    return bool(pc.all(pc.string_is_ascii(texts), min_count=0).as_py())


def trim(texts: Texts) -> Texts:
    """Each text without outer space; its inside as found."""
    return _by_letters(texts, lambda others: pc.utf8_trim(others, characters=OUTER))


def fold(texts: Texts) -> Texts:
    """Each text in NFKC, without invisible characters and outer space. See the module for the exception."""
    return _by_letters(texts, _fold_others)


def _by_letters(texts: Texts, tidy: Callable[[Texts], Texts]) -> Texts:
    """ASCII texts trimmed, and ``tidy`` of the others: a column of many texts has few that need it."""
    plain = pc.string_is_ascii(texts)
    if pc.all(plain, min_count=0).as_py():
        return pc.ascii_trim_whitespace(texts)
    others = pc.invert(pc.fill_null(plain, True))
    if pc.mean(others).as_py() > _MOST_OTHERS:
        return tidy(texts)
    return pc.replace_with_mask(pc.ascii_trim_whitespace(texts), others, tidy(texts.filter(others)))


def _fold_others(texts: Texts) -> Texts:
    folded = pc.utf8_normalize(texts, form="NFKC")
    if not pc.any(pc.match_substring_regex(texts, pattern=_SPECIAL)).as_py():
        return pc.utf8_trim(folded, characters=OUTER)
    folded = pc.replace_substring_regex(folded, pattern=_INVISIBLE, replacement="")
    folded = pc.utf8_trim(folded, characters=OUTER)
    apart = pc.match_substring_regex(texts, pattern=_KEPT_APART)
    return pc.if_else(apart, pc.utf8_trim(texts, characters=OUTER), folded)


def squeeze(texts: Texts) -> Texts:
    """Each folded text with every run of space as one space: how codes and titles are compared."""
    return pc.replace_substring_regex(fold(texts), pattern=r"\s+", replacement=" ")


def fold_one(text: str) -> str:
    """:func:`fold` of one text."""
    return str(fold(pa.array([text], pa.string()))[0].as_py())


def any_matches(texts: Texts, pattern: str) -> bool:
    """Whether a regular expression finds something in any text; in most columns the first texts tell."""
    parts = (texts.slice(0, _FIRST), texts.slice(_FIRST))
    return any(pc.any(pc.match_substring_regex(part, pattern=pattern)).as_py() for part in parts)


def all_match(texts: Texts, pattern: str) -> bool:
    """Whether a regular expression finds something in every text; null has everything."""
    parts = (texts.slice(0, _FIRST), texts.slice(_FIRST))
    return all(pc.all(pc.match_substring_regex(part, pattern=pattern), min_count=0).as_py() for part in parts)


def keep(texts: Texts, condition: Texts) -> Texts:
    """The texts where ``condition`` holds, null elsewhere."""
    return pc.if_else(pc.fill_null(condition, False), texts, None)
