"""Identifiers of persons that one cell is enough to tell, each with the check that tells it from any other digits.

A masked one (``138****1234``) and one whose check digit is wrong are none. Sources: GB 11643-1999 with ISO 7064 mod
11-2; ISO 13616-1; Real Decreto 1553/2005 (number modulo 23).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import Array

_BEFORE, _AFTER = r"(?:^|[^0-9A-Za-z*])", r"(?:$|[^0-9A-Za-z*])"
_DAY = "(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_EMAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
_CHINESE = f"{_BEFORE}([1-9][0-9]{{5}}[ -]?{_DAY}[ -]?[0-9]{{3}}[0-9Xx]){_AFTER}"
_IBAN = f"{_BEFORE}([A-Z]{{2}}[0-9]{{2}}(?:[ -]?[A-Z0-9]{{4}}){{2,7}}(?:[ -]?[A-Z0-9]{{1,3}})?){_AFTER}"
_DNI = f"{_BEFORE}([0-9]{{8}}[ -]?[A-HJ-NP-TV-Z]){_AFTER}"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _is_chinese(text: str) -> bool:
    plain = text.replace(" ", "").replace("-", "")
    total = sum(int(digit) * weight for digit, weight in zip(plain[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == plain[17].upper()


def _is_iban(text: str) -> bool:
    plain = text.replace(" ", "").replace("-", "")
    return int("".join(str(int(char, 36)) for char in plain[4:] + plain[:4])) % 97 == 1


def _is_dni(text: str) -> bool:
    return "TRWAGMYFPDXBNJZSQVHLCKE"[int(text[:8]) % 23] == text[-1]


# What it is called; its form, in the syntax that RE2 and Python share; its check.
_KINDS: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
    ("e-mail addresses", f"({_EMAIL})", bool),
    ("Chinese ID numbers", _CHINESE, _is_chinese),
    ("bank account numbers (IBAN)", _IBAN, _is_iban),
    ("Spanish ID numbers (DNI)", _DNI, _is_dni),
)


def identifiers(texts: Array) -> Iterator[str]:
    """The kinds of identifiers that some text of a column holds, in words."""
    for words, _ in holding(pc.unique(texts).drop_null()):
        yield words


def holding(texts: Array) -> Iterator[tuple[str, Array]]:
    """Each kind of identifiers that some of the texts hold, with a mask of those that do."""
    plain = texts if pc.all(pc.string_is_ascii(texts)).as_py() else pc.utf8_normalize(texts, form="NFKC")
    for words, form, holds in _KINDS:
        likely = pc.match_substring_regex(plain, pattern=form)
        if not pc.any(likely).as_py():
            continue
        if holds is not bool:
            places, pattern = pc.indices_nonzero(likely).to_pylist(), re.compile(form)
            mask = np.zeros(len(texts), np.bool_)
            for place, text in zip(places, plain.filter(likely).to_pylist(), strict=True):
                mask[place] = any(holds(found[1]) for found in pattern.finditer(text))
            likely = pa.array(mask)
        if pc.any(likely).as_py():
            yield words, likely
