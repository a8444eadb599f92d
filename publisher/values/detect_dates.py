"""Which date formats a column has, and whether day or month comes first.

Formats are taken from the texts themselves: their numbers, month names and signs say what the format can be; then
each is tried on the whole column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import pyarrow.compute as pc

from publisher.values.dates import parse_date, parse_datetime
from publisher.values.months import month_numbers
from publisher.values.periods import parse_period
from publisher.values.rule import Rule
from publisher.values.spans import may_hold
from publisher.values.text import Texts, any_matches, fold
from publisher.values.weekdays import weekdays

Order = Literal["day", "month"]
Kind = Literal["date", "datetime"]
_TOKEN = re.compile(
    r"[0-9]+|(?:星期|礼拜|周|週)[一二三四五六日天]|年度|[年月日号]|[^\W\d_]+(?:-feira)?|.", re.DOTALL | re.IGNORECASE
)
_CLOCK = re.compile(
    r"(?P<T>[T ]?)(?P<H>[0-9]{1,2}):[0-9]{2}(?P<S>:[0-9]{2})?(?P<f>\.[0-9]{1,6})?"
    r"(?P<p> ?(?:[ap]\.?m\.?))?(?P<z> ?(?:Z|[-+][0-9]{2}:?[0-9]{2}))?$",
    re.IGNORECASE,
)
_SAMPLE = 200
_MOST_FORMATS = 4
_PARTS = 3  # of a date
_ORDINAL = ("st", "nd", "rd", "th", "er", "º", "r")  # 29th March, 1er mars, 1º de janeiro, 29 marca 2016 r.
_ROC_WORDS = ("民國", "民国", "中華民國", "中华民国")
# What stands between the parts of a date; other words and signs make it something else, as in CT-2001.
_BETWEEN = frozenset(
    {*" .,-/\u2010\u2013'’", "年", "月", "日", "号", "年度", "de", "del", "of", "the", *_ORDINAL, *_ROC_WORDS}
)
_ORDERS: dict[str, tuple[str, ...]] = {
    "Ydd": ("%Y", "%m", "%d"),
    "Ybd": ("%Y", "%b", "%d"),
    "Rdd": ("%ROC", "%m", "%d"),
    "ddY": ("%d", "%m", "%Y"),
    "ddy": ("%d", "%m", "%y"),
    "dbY": ("%d", "%b", "%Y"),
    "dby": ("%d", "%b", "%y"),
    "bdY": ("%b", "%d", "%Y"),
    "bdy": ("%b", "%d", "%y"),
}
_MONTH_FIRST = {"ddY": ("%m", "%d", "%Y"), "ddy": ("%m", "%d", "%y")}


def rules(texts: Texts) -> list[tuple[Rule, bool]]:
    """Rules for dates and instants that read something of ``texts``, best first, and whether the order is open."""
    folded = fold(texts)
    if not any_matches(folded, "[0-9]"):
        return []
    timed = may_hold(folded, ":") and any_matches(folded, "[0-9]:[0-9]{2}")
    return [*_orders(folded, "date"), *(_orders(folded, "datetime") if timed else ())]


def period_rules(texts: Texts) -> list[tuple[Rule, bool]]:
    """Rules for periods."""
    folded = fold(texts)
    plain = Rule(type="period")
    if not parse_period(folded, plain).null_count:
        return [(plain, False)]
    shapes = Counter(text for value in folded.slice(0, _SAMPLE).to_pylist() if (text := _period_format(value)))
    declared = [Rule(type="period", formats=(text,)) for text, _ in shapes.most_common(_MOST_FORMATS)]
    several = [Rule(type="period", formats=tuple(sorted(shapes)))] if 1 < len(shapes) <= _MOST_FORMATS else []
    return [(rule, False) for rule in (*declared, *several, plain)]


def _orders(folded: Texts, kind: Kind) -> list[tuple[Rule, bool]]:
    """Covers with day first and with month first; open when both read the same texts and give other dates."""
    covers = []
    left = folded.filter(pc.is_null(_values(folded, Rule(type=kind))))
    for order in get_args(Order):
        formats = _cover(folded, left, kind, order)
        if formats is not None:
            rule = Rule(type=kind, formats=formats)
            covers.append((rule, _values(folded, rule)))
    if len(covers) == 2:
        (first, values), (_, others) = covers
        if values.equals(others):
            return [(first, False)]
        if values.null_count == others.null_count:
            return [(rule, True) for rule, _ in covers]
        covers.sort(key=lambda each: each[1].null_count)
    return [(rule, False) for rule, _ in covers]


def _cover(folded: Texts, left: Texts, kind: Kind, order: Order) -> tuple[str, ...] | None:
    """Formats that together read much, the commonest first; ``()`` where ISO reads all, None where nothing reads.

    ``left``: the texts that ISO does not read.
    """
    chosen: list[str] = []
    while len(left) and len(chosen) < _MOST_FORMATS:
        shapes = Counter(text for value in left.slice(0, _SAMPLE).to_pylist() if (text := _format(value, kind, order)))
        read = None
        for text, _ in shapes.most_common(_MOST_FORMATS):
            values = _values(left, Rule(type=kind, formats=(text,)))
            if values.null_count < len(left):
                read = values
                chosen.append(text)
                break
        if read is None:
            break
        left = left.filter(pc.is_null(read))
    return tuple(chosen) if len(left) < len(folded) else None


def _values(folded: Texts, rule: Rule) -> Texts:
    return (parse_datetime if rule.type == "datetime" else parse_date)(folded, rule)


@dataclass(frozen=True, kw_only=True)
class _Date:
    """The day of a text: its tokens, and where its numbers and month names stand, and its weekday, if it has one."""

    tokens: list[str]
    places: list[int]
    weekday: int | None = None

    def shape(self) -> tuple[str, ...]:
        """Each part as its number of digits, or ``b`` for a month's name."""
        return tuple(str(len(self.tokens[i])) if self.tokens[i].isdecimal() else "b" for i in self.places)


def _format(text: str, kind: Kind, order: Order) -> str | None:
    """The format ``text`` may have, None where it has no shape of a date."""
    clock = _CLOCK.search(text)
    day = text[: clock.start()] if clock else text
    if kind == "datetime" and not clock:
        return None
    found = _day_format(day, order)
    if found is None or clock is None:
        return found
    if kind == "date":
        return f"{found}{clock.group()}" if not clock.group().strip(" T0:.") else None
    return f"{found}{_clock_format(clock)}"


def _clock_format(clock: re.Match[str]) -> str:
    found = f"{clock['T']}{'%I' if clock['p'] else '%H'}:%M"
    found += "".join(words for name, words in (("S", ":%S"), ("f", ".%f")) if clock[name])
    for name in ("p", "z"):
        if clock[name]:
            found += (" " if clock[name].startswith(" ") else "") + f"%{name}"
    return found


def _day_format(text: str, order: Order) -> str | None:
    date = _tokens(text)
    directives = _directives(date, text, order)
    if directives is None:
        return None
    named = dict(zip(date.places, directives, strict=True))
    if date.weekday is not None:
        named[date.weekday] = "%a"
    pieces = [named.get(i, token.replace("%", "%%")) for i, token in enumerate(date.tokens)]
    # The full stop of an abbreviated name belongs to %b and %a.
    return "".join(
        piece for i, piece in enumerate(pieces) if not (piece == "." and i and named.get(i - 1) in {"%b", "%a"})
    )


def _tokens(text: str) -> _Date:
    tokens = _TOKEN.findall(text)
    months = month_numbers()
    places = [i for i, token in enumerate(tokens) if token.isdecimal() or token.lower() in months]
    weekday = _weekday(tokens, places)
    places = [i for i in places if i != weekday]
    between = _BETWEEN if weekday is None else _BETWEEN | {"(", ")"}
    known = all(i in places or i == weekday or token.lower() in between for i, token in enumerate(tokens))
    return _Date(tokens=tokens, places=places if known else [], weekday=weekday)


def _weekday(tokens: Sequence[str], places: Sequence[int]) -> int | None:
    """Where a weekday's name stands; ``mar`` is a month too, and then only where the date has one without it."""
    days = weekdays()
    # In 1st and 2nd, "st" and "nd" are no Wednesday and no Sunday.
    named = [i for i, token in enumerate(tokens) if token.lower() in days and not (i and tokens[i - 1].isdecimal())]
    return next((i for i in named if i not in places or len(places) > _PARTS), None)


def _directives(date: _Date, text: str, order: Order) -> tuple[str, ...] | None:
    """What each part of a date is, by the number of its digits and the signs around it."""
    shape = date.shape()
    if len(shape) == 1:
        return _packed(date.tokens[date.places[0]])
    if len(shape) != 3:
        return None
    # Each part as d: one or two digits, Y: four, R: three, b: a month's name; the last may be a year of two.
    kinds = "".join({"1": "d", "2": "d", "3": "R", "4": "Y"}.get(part, part) for part in shape)
    if "年" in text and kinds == "ddd":
        kinds = "Rdd" if text.startswith(_ROC_WORDS) else ""
    elif kinds.endswith("d") and kinds[:2] in {"dd", "db", "bd"} and shape[2] == "2":
        kinds = kinds[:2] + "y"
    directives = _ORDERS.get(kinds)
    return directives if order == "day" or kinds not in {"ddY", "ddy"} else _MONTH_FIRST[kinds]


def _packed(digits: str) -> tuple[str, ...] | None:
    """Dates that look like numbers, believed only from 1900 to 2099 and from ROC 40 to 149."""
    if re.fullmatch("(?:19|20)[0-9]{6}", digits):
        return ("%Y%m%d",)
    return ("%ROC%m%d",) if re.fullmatch("(?:0?[4-9][0-9]|1[0-4][0-9])[0-9]{4}", digits) else None


def _period_format(text: str) -> str | None:
    """The format a period may have, None where it has no shape of one."""
    date = _tokens(text)
    shape = date.shape()
    digits = date.tokens[date.places[0]] if shape else ""
    known: dict[tuple[str, ...], tuple[str, ...]] = {
        ("b", "2"): ("%b", "%y"),
        ("b", "4"): ("%b", "%Y"),
        ("4", "b"): ("%Y", "%b"),
        ("4", "2"): ("%Y", "%y"),
    }
    directives = known.get(shape)
    if shape == ("6",) and re.fullmatch("(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])", digits):
        directives = ("%Y%m",)
    if "年" in text and shape in {("2",), ("3",)}:
        directives = ("%ROC",)
    if "年" in text and shape in {("2", "1"), ("2", "2"), ("3", "1"), ("3", "2")}:
        directives = ("%ROC", "%m")
    if directives is None:
        return None
    named = dict(zip(date.places, directives, strict=True))
    return "".join(named.get(i, token.replace("%", "%%")) for i, token in enumerate(date.tokens))
