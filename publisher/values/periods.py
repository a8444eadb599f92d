"""Periods of time, in one spelling each.

    2016                     a year                 2016-10     a month
    2016-Q3                  a quarter              2016-10-01  a day
    2016/2017                two years, as a financial year, or a span of years
    2016-10-01/2017-03-31    from one day to another, both included; months likewise: 2016-10/2017-03

Without formats these are read, and the spellings that can mean nothing else: ``2016/17``, ``2016–2017``, ``2016 Q3``,
``Q3 2016``, ``2016年``, ``2016年10月``, ``2016年第三季度``, ``October 2016``, ``10/2016``. ``2016-17`` needs the format
``%Y-%y``, since ``2011-12`` may be a December.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from publisher.values.dates import parse_date
from publisher.values.formats import compile_format
from publisher.values.months import month_numbers
from publisher.values.rule import Rule
from publisher.values.text import Texts, keep

# Two years with a hyphen, the second short: a financial year, or a month when it is 12 or less.
FINANCIAL = r"^[0-9]{4}[-‐–](?:1[3-9]|[2-9][0-9]|00)$"
_DASH = "[-\u2010\u2013\u2014]"
_SHAPES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<year>[0-9]{4})年?(?:度)?",
        r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})",
        r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})",
        r"(?P<year>[0-9]{4})年(?P<month>[0-9]{1,2})月",
        r"(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})",
        r"(?P<name>[^\W\d_]{3,12}\.?) (?P<year>[0-9]{4})",
        r"(?P<year>[0-9]{4})[- ]?Q(?P<quarter>[1-4])",
        r"Q(?P<quarter>[1-4])[-/ ]?(?P<year>[0-9]{4})",
        r"(?P<year>[0-9]{4})年第?(?P<quarter>[1-4一二三四])季度?",
        r"(?P<year>[0-9]{4})/(?P<short>[0-9]{2})",
        rf"(?P<year>[0-9]{{4}}) ?(?:/|{_DASH}) ?(?P<until>[0-9]{{4}})",
    )
)
_ENDS = re.compile(r"([0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)/([0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)")
# Every text that a shape or two ends can match, and few others: a column of a million other texts is done at once.
_LIKELY = (
    r"(?i)^(?:[0-9]{4}(?:[-/ Q\x{2010}\x{2013}\x{2014}年度][-/ 0-9Q\x{2010}\x{2013}\x{2014}年度月季第一二三四]{0,16})?"
    r"|[0-9]{1,2}/[0-9]{4}"
    r"|[^0-9\n]{3,13} [0-9]{4}|Q[1-4][-/ ]?[0-9]{4})$"
)
_DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_Reader = Callable[[str], str | None]


def parse_period(texts: Texts, rule: Rule) -> Texts:
    """Folded texts as canonical text. With formats, those and the canonical spellings' days and spans of days."""
    read = _reader(rule)
    likely = pc.fill_null(_declared(texts, rule) if rule.formats else _matching(texts, _LIKELY), False)
    found = pa.nulls(len(texts), pa.string())
    if not rule.formats:
        days = pc.and_(likely, pc.fill_null(pc.match_substring_regex(texts, pattern=_DAY), False))
        if pc.any(days).as_py():
            likely = pc.and_not(likely, days)
            shaped = texts.filter(days)
            on_calendar = pc.is_valid(parse_date(shaped, Rule(type="date")))
            found = pc.replace_with_mask(found, days, keep(shaped, on_calendar))
    periods = pa.array([read(text) for text in texts.filter(likely).to_pylist()], pa.string())
    return pc.replace_with_mask(found, likely, periods)


def _declared(texts: Texts, rule: Rule) -> Texts:
    """Where a text may have one of the formats, or be two ends. What is space differs beyond ASCII: all that may be."""
    likely = pc.or_(_matching(texts, f"^{_ENDS.pattern}$"), pc.invert(pc.string_is_ascii(texts)))
    for text in rule.formats:
        likely = pc.or_(likely, _matching(texts, compile_format(text).pattern))
    return likely


def _matching(texts: Texts, pattern: str) -> Texts:
    return pc.match_substring_regex(texts, pattern=pattern)


def _reader(rule: Rule) -> _Reader:
    months = month_numbers()
    declared = [re.compile(compile_format(text).pattern) for text in rule.formats]
    shapes = declared or _SHAPES

    def read(text: str) -> str | None:
        if ends := _ENDS.fullmatch(text):
            return _between(*ends.groups())
        for shape in shapes:
            if found := shape.fullmatch(text):
                return _spell(found.groupdict(), months)
        return None

    return read


def _between(first: str, last: str) -> str | None:
    sound = len(first) == len(last) and first < last and _is_day(first) and _is_day(last)
    return f"{first}/{last}" if sound else None


def _is_day(text: str) -> bool:
    year, month, *day = (int(part) for part in text.split("-"))
    return _is_month(year, month) and (not day or 1 <= day[0] <= calendar.monthrange(year, month)[1])


def _is_month(year: int, month: int) -> bool:
    return 1 <= year <= 9999 and 1 <= month <= 12


def _spell(parts: Mapping[str, str], months: Mapping[str, int]) -> str | None:
    """The canonical text of one match, None where it is not of the calendar."""
    year = _year(parts)
    if "until" in parts or ("short" in parts and "year" in parts):
        until = int(parts["until"]) if "until" in parts else _following(year, int(parts["short"]))
        return f"{year:04}/{until:04}" if 1 <= year < until else None
    if "quarter" in parts:
        quarter = _QUARTERS.get(parts["quarter"]) or int(parts["quarter"])
        return f"{year:04}-Q{quarter}" if year >= 1 else None
    if "month" not in parts and "name" not in parts:
        return f"{year:04}" if year >= 1 else None
    month = int(parts["month"]) if "month" in parts else months.get(parts["name"].lower().removesuffix("."), 0)
    if not _is_month(year, month):
        return None
    text = f"{year:04}-{month:02}"
    if "day" not in parts:
        return text
    text += f"-{int(parts['day']):02}"
    return text if _is_day(text) else None


def _year(parts: Mapping[str, str]) -> int:
    if "year" in parts:
        return int(parts["year"])
    if "roc" in parts:
        return int(parts["roc"]) + 1911 if int(parts["roc"]) else 0
    short = int(parts["short"])
    return short + (1900 if short >= 69 else 2000)


def _following(year: int, short: int) -> int:
    """The first year after ``year`` that ends in the two digits ``short``; the financial year 1999/00 ends in 2000."""
    until = year - year % 100 + short
    return until if until > year else until + 100
