"""The type of each column, from all its values.

:mod:`publisher.values.detect` says which rules read a column. Here one is chosen, with what only the whole table
knows: the column's title, and how its sister columns write dates and numbers. Where the values do not decide and no
sister does, a date stays text and says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from publisher.inspect.model import FoundField
from publisher.issues import Issue
from publisher.terms import DATE_TYPES, NUMBER_TYPES
from publisher.values.detect import Candidate, candidates
from publisher.values.parse import parse

# Digits that are a name: never added up, and a leading zero may already be lost.
_CODE_TITLE = re.compile(
    r"post(?:al)?[ _-]?(?:code|leitzahl|nummer)|zip|\bplz\b|code postal|\bcap\b|\bcep\b|\bc\.?p\.?f\b|\bcuit\b|phone|"
    r"telefon|\bfax\b|邮编|邮政编码|郵遞區號|电话|電話|身份证|统一社会信用代码|統一編號|\bcpv\b",
    re.IGNORECASE,
)
_LATITUDE = re.compile(r"(?:geo[ _-]?)?lat(?:itude?)?(?:[ _-]?\(?(?:deg|wgs ?84)\)?)?|纬度|緯度", re.IGNORECASE)
_LONGITUDE = re.compile(
    r"(?:geo[ _-]?)?(?:lon|lng|long)(?:gitude?)?(?:[ _-]?\(?(?:deg|wgs ?84)\)?)?|经度|經度", re.IGNORECASE
)
_HIDDEN = re.compile(r"[<≤]\s?=?\s?\d+")
_MIXED = 0.8  # a column that is this far of one type, and not wholly, is told
_ISO = "%Y-%m-%d"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column before its type is known. ``texts`` are all its cells, trimmed, null where empty."""

    name: str
    title: str
    place: int
    texts: Any


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A column with its type. ``doubts`` are reasons not to be sure, each a confidence and a sentence."""

    field: FoundField
    data: Any
    issues: tuple[Issue, ...] = ()
    doubts: tuple[tuple[float, str], ...] = ()


def type_columns(columns: Sequence[Column], *, file: str, sheet: str | None) -> list[Typed]:
    """The columns of one table, typed."""
    found = [_Options(column) for column in columns]
    order = _date_order(found)
    comma = _decimal_comma(found)
    return [_typed(options, order=order, comma=comma, place=(file, sheet)) for options in found]


class _Options:
    """A column, its distinct values and the ways to read them."""

    def __init__(self, column: Column) -> None:
        self.column = column
        self.encoded = pc.dictionary_encode(column.texts)
        self.distinct = self.encoded.dictionary
        self.ways = candidates(self.distinct)

    @property
    def whole(self) -> list[Candidate]:
        return [way for way in self.ways if way.share == 1]


def _date_order(found: Sequence[_Options]) -> str | None:
    """``%d`` or ``%m`` where the dates of the table that decide all say the same."""
    orders = set()
    for options in found:
        for way in options.whole[:1]:
            if way.type in DATE_TYPES and not way.ambiguous:
                orders |= {text[:2] for text in way.formats if text[:2] in {"%d", "%m"} and "%b" not in text}
    return orders.pop() if len(orders) == 1 else None


def _decimal_comma(found: Sequence[_Options]) -> bool | None:
    """Whether the numbers of the table have a decimal comma, where those that decide all say the same."""
    chars = set()
    for options in found:
        for way in options.whole[:1]:
            if way.type in NUMBER_TYPES and not way.ambiguous and _separates(options, way):
                chars.add(way.decimal_char)
    return chars == {","} if len(chars) == 1 else None


def _separates(options: _Options, way: Candidate) -> bool:
    marks = re.escape(way.decimal_char + way.group_char.strip())
    return bool(pc.any(pc.match_substring_regex(options.distinct, pattern=f"[0-9][{marks}][0-9]")).as_py())


def _typed(options: _Options, *, order: str | None, comma: bool | None, place: tuple[str, str | None]) -> Typed:
    column = options.column
    file, sheet = place

    def issue(code: str, *, text: str | None = None, note: str = "", count: int = 1) -> Issue:
        return Issue(
            code=code,
            file=file,
            sheet=sheet,
            field=column.name,
            column=column.title or None,
            text=text,
            note=note,
            count=count,
        )

    issues: list[Issue] = []
    doubts: list[tuple[float, str]] = []
    way = options.whole[0]
    label = column.title or column.name
    if way.type in DATE_TYPES and way.ambiguous:
        agreed = [other for other in options.whole if other.type == way.type and _has_order(other, order)]
        if order and agreed:
            way = agreed[0]
        else:
            examples = "; ".join(options.distinct.to_pylist()[:3])
            issues.append(
                issue("ambiguous-date", text=options.distinct[0].as_py(), note=f"{examples}: day or month first?")
            )
            doubts.append((0.5, f"day and month of `{label}` cannot be told apart"))
            way = options.whole[-1]
    elif way.type in NUMBER_TYPES and way.ambiguous:
        wanted = [
            other for other in options.whole if (other.decimal_char == ",") == comma and other.type in NUMBER_TYPES
        ]
        if comma is not None and wanted:
            way = wanted[0]
        elif way.group_char != ",":
            issues.append(issue("ambiguous-number", text=options.distinct[0].as_py(), note=_way_note(way)))
            doubts.append((0.7, f"`{label}` may have thousands or three decimals"))
    hidden = [text for text in way.missing if _HIDDEN.fullmatch(text)]
    if hidden and way.type not in {"text", "identifier"}:
        issues.append(issue("suppressed", text=hidden[0], count=_count(column.texts, hidden)))
        way = options.whole[-1]
    if way.type == "text" and not hidden and not doubts:
        issues += _mixed(options, issue)
        doubts += [
            (0.8, f"`{label}` is mostly {found.note.split(',')[0]}") for found in issues if found.code == "mixed-column"
        ]
    way = _by_title(options, way)
    field = _field(column, way)
    return Typed(field=field, data=_values(options, way), issues=tuple(issues), doubts=tuple(doubts))


def _has_order(way: Candidate, order: str | None) -> bool:
    return any(text.startswith(str(order)) for text in way.formats)


def _way_note(way: Candidate) -> str:
    return "read as thousands" if way.group_char == "." else "read as decimals"


def _count(texts: Any, listed: Sequence[str]) -> int:
    return int(pc.sum(pc.is_in(texts, value_set=pa.array(listed, pa.string()))).as_py() or 0)


def _mixed(options: _Options, issue: Any) -> list[Issue]:
    """A column of nearly one type, and the texts that are none of it."""
    near = [
        way for way in options.ways if _MIXED <= way.share < 1 and way.type not in {"text", "identifier", "boolean"}
    ]
    if not near or len(options.distinct) < 5:
        return []
    way = near[0]
    values = parse(options.distinct, way.rule)
    others = options.distinct.filter(pc.is_null(values)).to_pylist()
    others = [text for text in others if text and text not in way.missing]
    if not others:
        return []
    return [
        issue(
            "mixed-column",
            text=others[0],
            note=f"{way.type}, but not everywhere",
            count=_count(options.column.texts, others),
        )
    ]


def _by_title(options: _Options, way: Candidate) -> Candidate:
    """What a title adds: postcodes are no numbers, and coordinates are more than numbers."""
    title = options.column.title.strip()
    if way.type == "integer" and _CODE_TITLE.search(title):
        return replace(options.whole[-1], type="identifier", missing=way.missing)
    if way.type in {"number", "integer"}:
        for pattern, type_ in ((_LATITUDE, "latitude"), (_LONGITUDE, "longitude")):
            if pattern.fullmatch(title):
                degrees = replace(way, type=type_)  # type: ignore[arg-type]
                values = parse(options.distinct, degrees.rule)
                if values.null_count == parse(options.distinct, way.rule).null_count:
                    return degrees
    return way


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


def _values(options: _Options, way: Candidate) -> Any:
    """The column typed: each distinct text is read once."""
    if way.type in {"text", "identifier"}:
        return options.column.texts
    texts = options.distinct
    if way.missing:
        texts = pc.if_else(pc.is_in(texts, value_set=pa.array(way.missing, pa.string())), None, texts)
    return parse(texts, way.rule).take(options.encoded.indices)
