"""Whether day or month comes first in dates that do not say it themselves, from what else is in the table.

Nobody who writes a decimal comma writes the month before the day: month first is the custom of the United States and
of few other places, all of them with a decimal point. So a decimal comma, a currency or a language speaks for the day,
another column of dates for the order it has, and dates of which one number is always 1 for the first days of months.
Where two of these disagree, nothing is decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow.compute as pc

from publisher.inspect.options import Options
from publisher.terms import DATE_TYPES, NUMBER_TYPES
from publisher.values.currencies import SIGNS
from publisher.values.detect import Candidate
from publisher.values.text import any_matches

DAY, MONTH = "%d", "%m"
_STRONG, _FAIR, _WEAK = 0.92, 0.88, 0.85
_SEVERAL = 6  # months that begin on their first day
# Currencies of places where the month may come before the day, or the year before both.
_OTHERWISE = frozenset({"CAD", "CNY", "HUF", "JPY", "KRW", "PHP", "TWD", "USD", "ZAR"})
_MARKS = {mark: code for code, marks in SIGNS.items() for mark in (code, *marks)}
_MONEY = re.compile(r"R\$|[€£₽₴₺]|\b(?:EUR|GBP|PLN|CZK|CHF|RON|BGN|BRL|SEK|DKK|NOK)\b|zł|Kč|лв")
_DATE_WORD = re.compile(r"\b(?:fecha|datum|dato)\b|^data(?: (?:d\w{0,2}|inizio|fine) .*)?$", re.IGNORECASE)
_NOT_ENGLISH = re.compile(r"[À-ÖØ-öø-žЀ-ӿΆ-ώ]")
_AMERICAN = re.compile(r"\bzip(?:[ _-]?code)?\b|\bfips\b", re.IGNORECASE)
_NUMBERS = r"^(?P<one>[0-9]{1,2})[./-](?P<two>[0-9]{1,2})[./-]"


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """``order`` is DAY or MONTH; ``confidence`` what it leaves of being sure; ``because`` says what speaks for it."""

    order: str
    confidence: float
    because: str


class DayOrder:
    """What a table says about its dates: ``notes`` are texts beside its columns, such as those above it."""

    def __init__(self, found: Sequence[Options], *, notes: Sequence[str], comma: bool | None) -> None:
        self._found = [options for options in found if options.whole]
        self._titles = [*notes, *(options.column.title for options in found)]
        self._comma = comma
        self._dated = list(_dated(self._found))

    def of(self, options: Options) -> Evidence | None:
        """The order of a column's dates; None where nothing speaks for one, or not all for the same."""
        told = [*self._sisters(options), *self._rest(), *_first_days(options)]
        if len({evidence.order for evidence in told}) != 1:
            return None
        best = max(told, key=lambda evidence: evidence.confidence)
        because = "; ".join(dict.fromkeys(evidence.because for evidence in told))
        return Evidence(order=best.order, confidence=best.confidence, because=because)

    def _sisters(self, options: Options) -> Iterator[Evidence]:
        """Other columns of dates that decide: all of them, or else those with the same sign between the numbers."""
        sign = _sign(options)
        alike = [order for _, other, order in self._dated if other == sign]
        orders = {order for _, _, order in self._dated}
        chosen = orders if len(orders) == 1 else set(alike)
        if len(chosen) == 1:
            order = chosen.pop()
            title = next(title for title, _, own in self._dated if own == order)
            yield Evidence(order=order, confidence=1.0, because=f"so has `{title}` its dates")

    def _rest(self) -> Iterator[Evidence]:
        """What the numbers, the money and the words of the table say."""
        if self._comma:
            yield Evidence(order=DAY, confidence=_STRONG, because="its numbers have a decimal comma")
        for options in self._found:
            way = options.whole[0]
            if way.type in DATE_TYPES and any("%b" in text for text in way.formats) and _has(options, _NOT_ENGLISH):
                yield Evidence(order=DAY, confidence=_FAIR, because="its months have names that are not English")
            if way.currency and way.currency not in _OTHERWISE and not way.ambiguous:
                yield Evidence(order=DAY, confidence=_FAIR, because=f"its money is {way.currency}")
        for text in self._titles:
            if mark := _MONEY.search(text):
                code = _MARKS[mark[0]]
                yield Evidence(order=DAY, confidence=_FAIR, because=f"its money is {code}")
            if _NOT_ENGLISH.search(text) or _DATE_WORD.search(text):
                yield Evidence(order=DAY, confidence=_WEAK, because="its titles are not English")
            if _AMERICAN.search(text) and not self._comma:
                yield Evidence(order=MONTH, confidence=_WEAK, because="it has ZIP codes")


def _dated(found: Sequence[Options]) -> Iterator[tuple[str, str, str]]:
    """Title, sign and order of each column of dates that decides by its own values."""
    for options in found:
        way = options.whole[0]
        if way.type in DATE_TYPES and not way.ambiguous:
            for order in {text[:2] for text in way.formats if text[:2] in {DAY, MONTH} and "%b" not in text}:
                yield options.column.title, _sign(options), order


def _sign(options: Options) -> str:
    """What stands between the numbers of a column's first date."""
    text = next((text for text in options.distinct.slice(0, 20).to_pylist() if re.match(_NUMBERS, text)), "")
    return "".join(char for char in text[1:3] if not char.isdecimal())[:1]


def _first_days(options: Options) -> Iterator[Evidence]:
    """Dates of which one number is always 1 and the other runs through the months."""
    parts = pc.extract_regex(options.distinct, pattern=_NUMBERS).drop_null()
    if not len(parts):
        return
    one, two = ({int(text) for text in pc.struct_field(parts, name).to_pylist()} for name in ("one", "two"))
    for always, other, order in ((one, two, DAY), (two, one, MONTH)):
        if always == {1} and len(other) >= _SEVERAL:
            yield Evidence(order=order, confidence=_STRONG, because="they are the first days of months")


def _has(options: Options, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(text) for text in options.distinct.slice(0, 100).to_pylist())


def has_order(way: Candidate, order: str) -> bool:
    """Whether the formats of a way begin with the order."""
    return any(text.startswith(order) for text in way.formats)


def decimal_comma(found: Sequence[Options]) -> bool | None:
    """Whether the numbers of the table have a decimal comma, where those that decide all say the same."""
    chars = set()
    for options in found:
        for way in options.whole[:1]:
            if way.type in NUMBER_TYPES and not way.ambiguous and separates(options, way):
                chars.add(way.decimal_char)
    return chars == {","} if len(chars) == 1 else None


def separates(options: Options, way: Candidate) -> bool:
    """Whether a text of the column has a decimal or group character of the way between two digits."""
    marks = re.escape(way.decimal_char + way.group_char.strip())
    return any_matches(options.distinct, f"[0-9][{marks}][0-9]")
