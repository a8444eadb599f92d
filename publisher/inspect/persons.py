"""Numbers of persons that one cell does not tell, for any digits may pass their check, and a whole column does.

A column holds them where nearly all its different values have the form and pass the check: of one digit mod 10 or 11,
ten values do so by chance once in ten thousand million times. Sources: NHS Data Dictionary (NHS number, mod 11); Act on
PESEL (weights 1, 3, 7, 9); Receita Federal (CPF, two digits mod 11); ISO 7064 mod 11,10 (German IdNr); INSEE (NIR, key
97); UIDAI (Aadhaar, Verhoeff); Resident Registration Act (Korea, mod 11); ISO 7812 annex B (cards, Luhn). Numbers whose
check is that of companies too (BSN and RSIN) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pyarrow.compute as pc

_LEAST, _LOOKED_AT, _NEARLY_ALL = 10, 500, 0.95
_PUNCTUATION = str.maketrans("", "", " .-/")
Digits = Sequence[int]


def _weighted(digits: Digits, weights: Digits) -> int:
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=False))


def _is_nhs(digits: Digits) -> bool:
    return (11 - _weighted(digits, range(10, 1, -1)) % 11) % 11 == digits[9]


def _is_pesel(digits: Digits) -> bool:
    month = (digits[2] * 10 + digits[3]) % 20
    return 1 <= month <= 12 and _weighted(digits, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)) % 10 == 0


def _is_cpf(digits: Digits) -> bool:
    first = _weighted(digits, range(10, 1, -1)) * 10 % 11 % 10
    return first == digits[9] and _weighted(digits, range(11, 1, -1)) * 10 % 11 % 10 == digits[10]


def _is_idnr(digits: Digits) -> bool:
    product = 10
    for digit in digits[:10]:
        product = ((digit + product) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == digits[10] and digits[0] != 0


def _is_nir(digits: Digits) -> bool:
    number = int("".join(map(str, digits)))
    return 97 - number // 100 % 97 == number % 100 and digits[0] in (1, 2)


def _is_korean(digits: Digits) -> bool:
    check = (11 - _weighted(digits, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)) % 11) % 10
    return check == digits[12] and 1 <= digits[2] * 10 + digits[3] <= 12


def _is_card(digits: Digits) -> bool:
    doubled = (digit * 2 // 10 + digit * 2 % 10 for digit in digits[-2::-2])
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


_ROTATIONS = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def _is_aadhaar(digits: Digits) -> bool:
    check = 0
    for place, digit in enumerate(reversed(digits)):
        for _ in range(place % 8):
            digit = _ROTATIONS[digit]  # noqa: PLW2901 - a digit turned so many times
        check = _in_dihedral_group(check, digit)
    return check == 0


def _in_dihedral_group(one: int, other: int) -> int:
    """The product of two of the ten symmetries of a pentagon, five turns and five mirrors."""
    turn = (one + other) % 5 if one < 5 else (one - other) % 5
    return turn if (one < 5) == (other < 5) else turn + 5


_KINDS: tuple[tuple[str, str, Callable[[Digits], bool]], ...] = (
    ("British NHS numbers", r"^[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}$", _is_nhs),
    ("Polish ID numbers (PESEL)", r"^[0-9]{11}$", _is_pesel),
    ("Brazilian tax numbers (CPF)", r"^[0-9]{3}\.?[0-9]{3}\.?[0-9]{3}-?[0-9]{2}$", _is_cpf),
    ("German tax numbers (IdNr)", r"^[0-9]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}$", _is_idnr),
    ("French social security numbers (NIR)", r"^[12][0-9 ]{12,18}[0-9]$", _is_nir),
    ("Korean ID numbers", r"^[0-9]{6}-?[0-9]{7}$", _is_korean),
    ("Indian ID numbers (Aadhaar)", r"^[2-9][0-9]{3} ?[0-9]{4} ?[0-9]{4}$", _is_aadhaar),
    ("bank card numbers", r"^(?:4|5|62)(?:[0-9][ -]?){14,17}[0-9]$", _is_card),
    ("American social security numbers", r"^[0-8][0-9]{2}-[0-9]{2}-[0-9]{4}$", lambda _: True),
)
_LENGTHS: Mapping[Callable[[Digits], bool], tuple[int, ...]] = {_is_nir: (15,), _is_card: (16, 19)}


def number_of_persons(texts: Any) -> tuple[str, str] | None:
    """What a column's different texts are numbers of, and their form as a regular expression; None for most columns."""
    if len(texts) < _LEAST:
        return None
    some = texts.slice(0, _LOOKED_AT).to_pylist()
    for words, form, holds in _KINDS:
        pattern = re.compile(form)
        if not pattern.match(some[0]) and not pattern.match(some[1]):
            continue
        right = sum(bool(pattern.match(text)) and _passes(text, holds) for text in some)
        if right < _NEARLY_ALL * len(some):
            continue
        if pc.mean(pc.match_substring_regex(texts, pattern=form)).as_py() >= _NEARLY_ALL:
            return words, form
    return None


def _passes(text: str, holds: Callable[[Digits], bool]) -> bool:
    digits = [int(char) for char in text.translate(_PUNCTUATION)]
    return len(digits) in _LENGTHS.get(holds, (len(digits),)) and holds(digits)
