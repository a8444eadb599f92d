"""Days as official texts write them. A day that is not in the calendar is not a day; nothing is guessed."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

_HAN_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | dict.fromkeys("零○◯ОO0", 0)
_YEAR = "[〇○◯ОOＯ零一二三四五六七八九0]{4}"
_SMALL = "[一二三四五六七八九十廿卅〇○零]{1,4}"
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_SHORT = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS)
_MONTH = rf"(?P<month>{_SHORT}|sept)\.?"

# Each pattern has the groups year, month, day. Order: the longest form first, so that no form eats half of another.
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<year>{_YEAR})\s*年\s*(?P<month>{_SMALL})\s*月\s*(?P<day>{_SMALL})\s*[日号]",
        r"(?<!\d)(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*[日号]",
        r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?![\d-])",
        r"(?<![\d/])(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})(?![\d/])",
        r"(?<![\d.])(?P<year>\d{4})\.(?P<month>\d{1,2})\.(?P<day>\d{1,2})(?!\d|\.\d)",
        rf"(?<![a-z]){_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<year>\d{{4}})(?!\d)",
        rf"(?<![\d.])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(?P<year>\d{{4}})(?!\d)",
    )
)
_COMPACT = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?!\d)")
_IN_ADDRESS = (
    re.compile(r"/t?(?P<year>(?:19|20)\d{2})-?(?P<month>\d{2})[-/](?P<day>\d{2})(?:/|_|$)"),
    re.compile(r"/(?P<year>(?:19|20)\d{2})/(?P<month>\d{1,2})/(?P<day>\d{1,2})(?:/|_|$)"),
    re.compile(r"/t(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})_"),
    re.compile(r"/(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})/"),
)


@dataclass(frozen=True, kw_only=True)
class FoundDate:
    """A day found in a text: ISO form, and where it stands."""

    iso: str
    start: int
    end: int


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """All days written in a text, in order (二〇一八年十二月二十一日, 2018-12-21, December 21, 2018)."""
    text = _fold(text)
    found: dict[int, FoundDate] = {}
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            iso = _iso(match)
            if iso and not any(day.start < match.end() and match.start() < day.end for day in found.values()):
                found[match.start()] = FoundDate(iso=iso, start=match.start(), end=match.end())
    return tuple(found[start] for start in sorted(found))


def parse_date(text: str) -> str | None:
    """The one day a value says (20181221 and a time behind it allowed), or None when it says none, or several."""
    days = {day.iso for day in find_dates(re.sub(r"(\d)T(\d)", r"\1 \2", text.strip()))}
    if not days:
        compact = _COMPACT.match(_fold(text.strip()))
        days = {iso for iso in [_iso(compact) if compact else None] if iso}
    return days.pop() if len(days) == 1 else None


def date_in_address(address: str) -> str | None:
    """The day in a page's own address: ``/2018-12/29/content_1.htm``, ``/202003/t20200312_1.html``."""
    for pattern in _IN_ADDRESS:
        match = pattern.search(address)
        iso = _iso(match) if match else None
        if iso:
            return iso
    return None


def _fold(text: str) -> str:
    """Full-width digits and punctuation as plain ones; the length stays the same, so positions stay true."""
    return "".join(unicodedata.normalize("NFKC", char) if "\uff01" <= char <= "\uff5e" else char for char in text)


def _iso(match: re.Match[str]) -> str | None:
    year, day = _number(match["year"]), _number(match["day"])
    month = _month(match["month"])
    if year is None or month is None or day is None or year < 1000:
        return None
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def _month(text: str) -> int | None:
    for place, name in enumerate(_MONTHS, start=1):
        if name.startswith(text.lower()[:3]):
            return place
    return _number(text)


def _number(text: str) -> int | None:
    """A number in digits, in Han digits read one by one (二〇一八), or as a Han count below 100 (二十一, 廿一)."""
    if text.isascii() and text.isdigit():
        return int(text)
    if not set(text) & set("十廿卅"):
        digits = [_HAN_DIGITS.get(char) for char in text]
        return None if None in digits else int("".join(str(digit) for digit in digits))
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, mark, ones = text.partition("十")
    high = _HAN_DIGITS.get(tens) if tens else 1
    low = _HAN_DIGITS.get(ones) if ones else 0
    return None if high is None or low is None or not mark else high * 10 + low
