"""The type of each column, from all its values.

:mod:`publisher.values.detect` says which rules read a column. Here one is chosen, with what only the whole table
knows: the column's title, and how its sister columns write dates and numbers. Where the values do not decide and no
sister does, a date stays text and says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from publisher.inspect.by_title import by_title
from publisher.inspect.day_order import DAY, DayOrder, decimal_comma, has_order, separates
from publisher.inspect.model import FoundField
from publisher.inspect.options import Column, Options
from publisher.inspect.parallel import for_each
from publisher.inspect.reading import Reading
from publisher.inspect.serials import find_serials
from publisher.issues import Issue
from publisher.terms import DATE_TYPES, NUMBER_TYPES
from publisher.values.detect import Candidate

_HIDDEN = re.compile(r"[<≤]\s?=?\s?\d+")
_MIXED = 0.8  # a column that is this far of one type, and not wholly, is told
_FEW, _MANY = 0.05, 0.25  # the share of the records that may be no value: several texts of any kind; one or two words
_ISO = "%Y-%m-%d"


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A column with its type. ``doubts`` are reasons not to be sure, each a confidence and a sentence."""

    field: FoundField
    reading: Reading
    texts: Any
    issues: tuple[Issue, ...] = ()
    doubts: tuple[tuple[float, str], ...] = ()

    @cached_property
    def data(self) -> Any:
        """The column typed."""
        return self.reading.values(self.texts)


def type_columns(columns: Sequence[Column], *, file: str, sheet: str | None, notes: Sequence[str] = ()) -> list[Typed]:
    """The columns of one table, typed. ``notes``: texts that belong to the table, such as those above it."""
    rows = max((len(column.texts) for column in columns), default=0)
    found = for_each(columns, Options, rows=rows)
    comma = decimal_comma(found)
    order = DayOrder(found, notes=notes, comma=comma)
    return for_each(found, partial(_typed, order=order, comma=comma, place=(file, sheet)), rows=rows)


def _typed(options: Options, *, order: DayOrder, comma: bool | None, place: tuple[str, str | None]) -> Typed:
    column = options.column
    told = _Told(column, place)
    way = options.whole[0]
    serial = find_serials(options)
    nearly = None if serial else _nearly(options)
    packed = _packed(options)
    if serial:
        told.issue("serial-date", text=serial.example, count=options.count(serial.texts))
        way = serial.way
    elif packed:
        way = packed
    elif nearly:
        others = options.unread(nearly)
        told.issue("unreadable-value", text=others[0], count=options.count(others))
        told.doubt(0.85, f"some values of `{told.label}` are no {nearly.type}")
        way = nearly
    if way.ambiguous and way.type in DATE_TYPES:
        way = _dated(options, way, order, told)
    elif way.ambiguous and way.type in NUMBER_TYPES:
        way = _numbered(options, way, comma, told)
    hidden = [text for text in way.missing if _HIDDEN.fullmatch(text)]
    if hidden and way.type not in {"text", "identifier"}:
        told.issue("suppressed", text=hidden[0], count=options.count(hidden))
        way = options.ways[-1]
    elif way.type == "text" and not told.doubts:
        _tell_mixed(options, told)
    way = by_title(options, way)
    return Typed(
        field=_field(column, way),
        reading=Reading(way=way, serials=serial),
        texts=column.texts,
        issues=tuple(told.issues),
        doubts=tuple(told.doubts),
    )


class _Told:
    """What is said about one column while its type is chosen."""

    def __init__(self, column: Column, place: tuple[str, str | None]) -> None:
        self.column = column
        self.label = column.title or column.name
        self.file, self.sheet = place
        self.issues: list[Issue] = []
        self.doubts: list[tuple[float, str]] = []

    def issue(self, code: str, *, text: str, note: str = "", count: int = 1) -> None:
        self.issues.append(
            Issue(
                code=code,
                file=self.file,
                sheet=self.sheet,
                field=self.column.name,
                column=self.column.title or None,
                text=text,
                note=note,
                count=count,
            )
        )

    def doubt(self, confidence: float, sentence: str) -> None:
        self.doubts.append((confidence, sentence))


def _dated(options: Options, way: Candidate, order: DayOrder, told: _Told) -> Candidate:
    """A date whose order its own values leave open: as the rest of the table has it, or else it stays text."""
    evidence = order.of(options)
    agreed = [
        other for other in options.ways if evidence and other.type == way.type and has_order(other, evidence.order)
    ]
    examples = "; ".join(options.distinct.to_pylist()[:3])
    if evidence is None or not agreed:
        told.issue("ambiguous-date", text=options.distinct[0].as_py(), note=f"{examples}: day or month first?")
        told.doubt(0.5, f"day and month of `{told.label}` cannot be told apart")
        return options.ways[-1]
    if evidence.confidence < 1:
        first = "day" if evidence.order == DAY else "month"
        told.issue("date-order-inferred", text=options.distinct[0].as_py(), note=f"{first} first: {evidence.because}")
        told.doubt(evidence.confidence, f"day and month of `{told.label}` are told apart by the rest of the table")
    return agreed[0]


def _numbered(options: Options, way: Candidate, comma: bool | None, told: _Told) -> Candidate:
    """Numbers that may have thousands or three decimals: as their sisters have them, or else the likelier."""
    agreed = [other for other in options.whole if other.type in NUMBER_TYPES and (other.decimal_char == ",") == comma]
    if comma is not None and agreed:
        return agreed[0]
    if way.group_char != ",":
        note = "read as thousands" if way.group_char == "." else "read as decimals"
        told.issue("ambiguous-number", text=options.distinct[0].as_py(), note=note)
        told.doubt(0.7, f"`{told.label}` may have thousands or three decimals")
    return way


def _packed(options: Options) -> Candidate | None:
    """Dates of digits alone, such as 1080630: with leading zeros they look like codes too."""
    if options.whole[0].type != "identifier":
        return None
    dates = [way for way in options.whole if way.type == "date" and way.formats in {("%Y%m%d",), ("%ROC%m%d",)}]
    return dates[0] if dates and len(options.distinct) >= 5 else None


def _nearly(options: Options) -> Candidate | None:
    """Dates or numbers, but for a few values that have no digit or are dates out of the calendar."""
    if options.whole[0].type not in {"text", "identifier"}:
        return None
    for way in options.ways:
        if not _MIXED <= way.share < 1 or way.type not in DATE_TYPES | {"integer", "money", "number", "percent"}:
            continue
        others = options.unread(way)
        records = options.count()
        share = options.count(others) / records if others else 1.0
        digits = [any(char.isdigit() for char in text) for text in others]
        if way.type in DATE_TYPES:
            if share <= _FEW and all(digits):
                return way
        elif not any(digits) and not any(_HIDDEN.fullmatch(text) for text in way.missing):
            if way.type != "integer" and share <= _FEW and len(others) <= 3 and separates(options, way):
                return way
            if share <= _MANY and len(others) <= 2 and _are_counts(options, others):
                return way
    return None


def _are_counts(options: Options, others: Sequence[str]) -> bool:
    """Whether the texts that are numbers are many and of several lengths, as those of codes seldom are."""
    numbers = [text for text in options.distinct.to_pylist() if text not in others]
    return len(numbers) >= 10 and len({len(text) for text in numbers}) > 1


def _tell_mixed(options: Options, told: _Told) -> None:
    """Say that a text column is nearly of one type, unless it is one of codes."""
    for way in options.ways:
        if not _MIXED <= way.share < 1 or way.type in {"text", "identifier", "boolean"} or len(options.distinct) < 5:
            continue
        others = options.unread(way)
        coded = way.type == "integer" and all(any(char.isdigit() for char in text) for text in others)
        if others and not coded:
            note = f"{way.type}, but not everywhere"
            told.issue("mixed-column", text=others[0], note=note, count=options.count(others))
            told.doubt(0.8, f"`{told.label}` is nearly all {way.type}")
        return


def _field(column: Column, way: Candidate) -> FoundField:
    return FoundField(
        name=column.name,
        title=column.title,
        type=way.type,
        column=column.place,
        format=_format(way),
        formats=way.formats or ((_ISO,) if way.type == "date" else ()),
        decimal_char=way.decimal_char,
        group_char=way.group_char,
        currency=way.currency,
        missing=way.missing if way.type not in {"text", "identifier"} else (),
    )


def _format(way: Candidate) -> str:
    if way.type in DATE_TYPES:
        return " | ".join(way.formats) or _ISO
    if way.type in NUMBER_TYPES and (way.decimal_char, way.group_char) != (".", ","):
        return f"1{way.group_char}234{way.decimal_char}5"
    return way.currency or ""
