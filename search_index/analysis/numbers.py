"""Document numbers, however they are written: 国发〔2016〕55号 in any bracket, width, spacing or script.

In running text a number is found by its year and serial; what stands before it (国发, 京政办发) is matched as a
phrase that ends where the number begins, so no list of offices is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search_index.analysis.folding import Folding, default_folding
from search_index.analysis.units import HAN, PUNCTUATION, WORD, Unit, units

OPENING = "([〔【{〈《<「『"
CLOSING = ")]〕】}〉》>」』"
_YEAR = re.compile(r"(?:19|20)\d\d\Z", re.ASCII)
_SERIAL = re.compile(r"\d{1,5}\Z", re.ASCII)
# S. 676, H.R. 3590, Pub. L. 111-148, 2013-10114, EO 13985, SI 2018/123
_WESTERN = re.compile(r"(?:[a-z]{1,6}(?:/|\.?\s?)){0,3}(?:no\.?\s?)?\d[\da-z]*(?:[-/.–]\d[\da-z]*)*\Z", re.ASCII)
_OFFICE_LIMIT = 16


@dataclass(frozen=True, slots=True)
class NumberUnits:
    """A number found among units ``first`` up to, not including, ``last``; ``token`` is its one spelling."""

    token: str
    first: int
    last: int


def numbers_in(row: Sequence[Unit]) -> Iterator[NumberUnits]:
    """Each year-and-serial, or 第…号, among the units of a text; the builder does the same on columns.

    They may overlap: 2016年第55号 is that number, and 第55号 for those who leave out the year.
    """
    for at in range(len(row)):
        found = _bracketed(row, at) or _dated(row, at) or _ordinal(row, at)
        if found is not None:
            yield found


def separate_numbers_in(row: Sequence[Unit]) -> Iterator[NumberUnits]:
    """The same without those that begin inside another."""
    end = 0
    for found in numbers_in(row):
        if found.first >= end:
            end = found.last
            yield found


def _is(row: Sequence[Unit], at: int, text: str) -> bool:
    return at < len(row) and row[at].kind == HAN and row[at].text == text


def _matches(row: Sequence[Unit], at: int, shape: re.Pattern[str]) -> bool:
    return at < len(row) and row[at].kind == WORD and shape.match(row[at].text) is not None


def _bracketed(row: Sequence[Unit], at: int) -> NumberUnits | None:
    """〔2016〕55号, 〔2016年〕第55号, 〔2016〕55"""
    if not (row[at].kind == PUNCTUATION and row[at].text[-1] in OPENING and _matches(row, at + 1, _YEAR)):
        return None
    after = at + 2 + _is(row, at + 2, "年")
    if not (after < len(row) and row[after].kind == PUNCTUATION and len(row[after].text) == 1):
        return None
    if row[after].text not in CLOSING:
        return None
    serial = after + 1 + _is(row, after + 1, "第")
    if not _matches(row, serial, _SERIAL):
        return None
    return _number(row, at, year=at + 1, serial=serial)


def _dated(row: Sequence[Unit], at: int) -> NumberUnits | None:
    """2016年第55号, 2016年55号, 2016 55号"""
    if not _matches(row, at, _YEAR):
        return None
    serial = at + 1 + _is(row, at + 1, "年")
    serial += _is(row, serial, "第")
    if not (_matches(row, serial, _SERIAL) and _is(row, serial + 1, "号")):
        return None
    return _number(row, at, year=at, serial=serial)


def _ordinal(row: Sequence[Unit], at: int) -> NumberUnits | None:
    """第707号"""
    if _is(row, at, "第") and _matches(row, at + 1, _SERIAL) and _is(row, at + 2, "号"):
        return _number(row, at, year=None, serial=at + 1)
    return None


def _number(row: Sequence[Unit], first: int, *, year: int | None, serial: int) -> NumberUnits:
    token = f"〔{row[year].text if year is not None else ''}〕{int(row[serial].text)}"
    return NumberUnits(token, first, serial + 1 + _is(row, serial + 1, "号"))


def document_number(text: str, folding: Folding | None = None) -> str | None:
    """The one spelling of ``text`` when it is a document number and nothing else, such as 国发〔2016〕55号.

    Western numbers come back folded, without spaces and stops (``s676``, ``2013-10114``).
    """
    row = units(text, folding)
    while row and row[-1].kind == PUNCTUATION:
        row = row[:-1]
    for found in separate_numbers_in(row):
        office = row[: found.first]
        while office and office[0].kind == PUNCTUATION:
            office = office[1:]
        if found.last == len(row) and len(office) <= _OFFICE_LIMIT and all(unit.kind == HAN for unit in office):
            return _spelled("".join(unit.text for unit in office), found.token)
        return None
    folded = (folding or default_folding()).fold(text).strip()
    if len(folded) <= 40 and _WESTERN.match(folded) and not folded.isdigit():
        return re.sub(r"[\s.]+", "", folded).replace("–", "-")
    return None


def _spelled(office: str, token: str) -> str:
    year, serial = token[1:].split("〕")
    return f"{office}〔{year}〕{serial}号" if year else f"{office}第{serial}号"


def document_numbers(text: str) -> tuple[str, ...]:
    """The document numbers cited in running text, in one spelling each, in order, without repeats.

    An office is the run of Han characters before the number, as far back as the last word that cannot be part
    of one; where it cannot be told, the number stands without it.
    """
    row = units(text)
    found: dict[str, None] = {}
    for number in separate_numbers_in(row):
        begin = number.first
        while begin > 0 and row[begin - 1].kind == HAN and number.first - begin < _OFFICE_LIMIT:
            begin -= 1
        office = _office("".join(unit.text for unit in row[begin : number.first]))
        if office or not number.token.startswith("〔〕"):
            found[_spelled(office, number.token)] = None
    return tuple(found)


_BEFORE_OFFICE = re.compile(
    r"^.*(?:根据|按照|依据|依照|执行|印发|关于|参照|落实|贯彻|下发|转发|通知|废止|以及|文号"
    r"|[见和与及按照以经由为是的了在据对将中])"
)


def _office(run: str) -> str:
    return _BEFORE_OFFICE.sub("", run)


def number_key(text: str, folding: Folding | None = None) -> str:
    """What the index files a document's own number under: its one spelling, or the folded letters and digits."""
    known = document_number(text, folding)
    return known or "".join(unit.text for unit in units(text, folding) if unit.kind != PUNCTUATION)
