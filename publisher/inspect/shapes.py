"""The shape of a cell's text: what it looks like before anything is known about its column.

A shape is one letter. Layout analysis compares the shapes of a row with those that its columns usually have; it
never asks for a value.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

EMPTY, MISSING, YEAR, INTEGER, DECIMAL, MONEY, DATE, TIME, LINK, CODE = "EMYIFPDHLC"
SHORT, TITLE, UPPER, PHRASE, LONG = "swupl"
WORDS = frozenset({SHORT, TITLE, UPPER, PHRASE, LONG})
NUMBERS = frozenset({YEAR, INTEGER, DECIMAL, MONEY})
VALUES = NUMBERS | {DATE, TIME, LINK}
ALL = (EMPTY, MISSING, YEAR, INTEGER, DECIMAL, MONEY, DATE, TIME, LINK, CODE, SHORT, TITLE, UPPER, PHRASE, LONG)

_SPACE = r"[ \u00a0\u2007\u2009\u202f]"
_GROUPED = rf"\d{{1,3}}(?:[.,'’]\d{{3}}|{_SPACE}\d{{3}})+"
_SIGN = rf"(?:[-+−–]{_SPACE}?)?"
_INTEGER = re.compile(rf"{_SIGN}(?:\d+|{_GROUPED})-?")
_DECIMAL = re.compile(rf"{_SIGN}(?:\d+|{_GROUPED})?[.,]\d+(?:[eE][-+]?\d+)?-?|{_SIGN}\d+(?:\.\d*)?[eE][-+]?\d+")
_MARK = r"(?:[$€£¥￥₹₽₩]|R\$|US\$|HK\$|NT\$|CHF|EUR|USD|GBP|BRL|CNY|RMB|PLN|zł|kr\.?|元|万元|Kč|лв\.?)"
_AMOUNT = rf"(?:(?:\d+|{_GROUPED})(?:[.,]\d+)?|[.,]\d+)"
_MONEY = re.compile(
    rf"{_SIGN}{_MARK}{_SPACE}*{_SIGN}{_AMOUNT}|{_SIGN}{_AMOUNT}{_SPACE}*(?:{_MARK}|[%‰％])|"
    rf"\({_SPACE}*{_MARK}?{_SPACE}*{_AMOUNT}{_SPACE}*%?{_SPACE}*\)|{_MARK}{_SPACE}*-"
)
_YEAR = re.compile(r"(?:1[6-9]|20|21)\d\d年?")
_MONTH = r"[^\W\d_]{3,9}\.?"
_WEEKDAY = r"[^\W\d_]{2,13}(?:-feira)?[.,]{0,2} "
_DATE = re.compile(
    rf"(?:{_WEEKDAY})?\d{{1,2}}(?:(?:st|nd|rd|th)? (?:de )?{_MONTH},? (?:de )?|([-/.])\d{{1,2}}\1)\d{{4}}|"
    rf"(?:{_WEEKDAY}){_MONTH} \d{{1,2}},? \d{{4}}|"
    r"\d{4}(?:年\d{1,2}月\d{1,2}日|-\d{2}-\d{2}) ?[(（]?(?:星期|礼拜|周|週)[一二三四五六日天][)）]?|"
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\.?|(?:民國|民国)?\d{2,4}\s?年\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?[-/. ]{_MONTH}[-/., ]{{1,2}}(?:\d{{2}}|\d{{4}})|{_MONTH} \d{{1,2}},? \d{{4}}|"
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[-+]\d{2}:?\d{2})?|"
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?|"
    r"\d{8}T\d{6}Z?"
)
_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?")
_LINK = re.compile(r"(?:https?|ftp)://\S+|www\.\S+|[^@\s]+@[^@\s]+\.[^@\s]+", re.IGNORECASE)
_MISSING = re.compile(
    r"[^\w\s]{1,6}|#?n/?a\.?|#?n\.a\.?|nan|null|nil|none|nd|n\.d\.?|n\.v\.t\.?|s/d|k\.a\.?|[<>≤≥]=?\s?\d+|#\w+[!?]|"
    r"暂无|無|无|不详",
    re.IGNORECASE,
)
# A period as a column's title: a year, a financial year, a month or a quarter with or without its year.
_PERIOD = re.compile(
    r"(?:FY\s?)?(?:1[6-9]|20|21)\d\d年?(?:\s?[-/–]\s?\d{2,4})?(?:\s?[-/ ]?\s?[QqTtHh]\d)?|[QqTt][1-4](?:[-/ ]\d{2,4})?|"
    r"(?:(?:1[6-9]|20|21)\d\d[-/ .年]?)?(?:0?[1-9]|1[0-2])月?|[^\W\d_]{3,9}\.?[-/ ’']{1,2}\d{2,4}|\d{1,2}[-/]\d{4}|"
    r"\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d{2}(?:-\d{2})?(?:[T ]00:00(?::00)?)?"
)


@lru_cache(maxsize=65536)
def shape(text: str | None) -> str:
    """The shape of one cell, one of ``ALL``. Leading and trailing space does not count."""
    cell = (text or "").strip()
    if not cell:
        return EMPTY
    if len(cell) <= 64:
        for pattern, letter in _VALUE_PATTERNS:
            if pattern.fullmatch(cell):
                return letter
    return _word_shape(cell)


_VALUE_PATTERNS = (
    (_YEAR, YEAR),
    (_INTEGER, INTEGER),
    (_DECIMAL, DECIMAL),
    (_TIME, TIME),
    (_DATE, DATE),
    (_MISSING, MISSING),
    (_MONEY, MONEY),
    (_LINK, LINK),
)


def _word_shape(cell: str) -> str:
    wide = sum(2 if ord(char) > 0x2E7F else 1 for char in cell)
    has_digit = any(char.isdigit() for char in cell)
    if has_digit and wide <= 24 and not any(char.islower() for char in cell) and cell.count(" ") <= 1:
        return CODE
    if wide > 60:
        return LONG
    if wide > 24:
        return PHRASE
    if wide <= 3:
        return SHORT
    return UPPER if cell.isupper() and cell.isascii() else TITLE


def is_period(text: str | None) -> bool:
    """Whether a text names a year, month or quarter, the way wide tables title their columns."""
    return bool(_PERIOD.fullmatch((text or "").strip()))


def is_run(texts: list[str]) -> bool:
    """Whether a row counts on from cell to cell, as titles do and values do not.

    At least three periods (2014, 2015, 2016), once or again below each parent (2014, 2015, 2014, 2015), or four whole
    numbers with one step between them (0, 5, 10, 15). They are most of the row, or all of it that are no words.
    """
    periods = [text.strip() for text in texts if is_period(text)]
    if len(periods) >= 3 and _is_most(periods, texts) and _counts(_block(periods)):
        return True
    numbers = [int(text) for text in texts if re.fullmatch(r"\d{1,6}", text)]
    steps = {later - earlier for earlier, later in pairwise(numbers)}
    return len(numbers) >= 4 and len(steps) == 1 and min(steps) > 0 and _is_most(numbers, texts)


def is_numbering(texts: list[str]) -> bool:
    """Whether a row numbers the columns: 1, 2, 3 or (1), (2), (3) or A, B, C; the last ones may be sums (5=3+4)."""
    marks = [re.sub(r"[\s().\[\]]|=.*", "", text) for text in texts]
    if len(marks) < 3:
        return False
    if all(re.fullmatch(r"\d{1,3}", mark) for mark in marks):
        numbers = [int(mark) for mark in marks]
        return numbers[0] in {0, 1, 2} and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    first = marks[0]
    return first in {"A", "a"} and marks == [chr(ord(first) + i) for i in range(len(marks))]


def _is_most(some: list[str] | list[int], texts: list[str]) -> bool:
    words = sum(1 for text in texts if shape(text) in WORDS)
    return len(some) >= 0.6 * len(texts) or len(some) + words == len(texts)


def _block(periods: list[str]) -> list[str]:
    """What comes again and again, all of it where nothing does."""
    for length in range(2, len(periods) // 2 + 1):
        if len(periods) % length == 0 and periods == periods[:length] * (len(periods) // length):
            return periods[:length]
    return periods


def _counts(periods: list[str]) -> bool:
    """Whether periods go on in even steps, without repeats."""
    if len(set(periods)) < len(periods):
        return False
    years = [int(text[:4]) for text in periods if re.match(r"(?:1[6-9]|20|21)\d\d", text)]
    if len(years) == len(periods):
        steps = {later - earlier for earlier, later in pairwise(years)}
        return len(steps) <= 2 and max(map(abs, steps), default=0) <= 10
    return not all(text.isdigit() for text in periods) or sorted(map(int, periods)) == list(
        range(int(periods[0]), int(periods[0]) + len(periods))
    )
