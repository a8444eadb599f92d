"""A column with its distinct values and the ways to read them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from publisher.terms import NUMBER_TYPES
from publisher.values.detect import Candidate, candidates
from publisher.values.nothing import is_nothing
from publisher.values.parse import parse
from publisher.values.text import fold

_YEAR_WORDS = {
    "",
    "fy",
    "ay",
    "sy",
    "cy",
    "year",
    "financialyear",
    "jahr",
    "année",
    "año",
    "ano",
    "年",
    "年度",
    "年月",
    "學年度",
}
_MANY, _ENOUGH = 6000, 3000  # distinct values: from how many on a sample is looked at first, and how large it is


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column before its type is known. ``texts`` are all its cells, trimmed, null where empty."""

    name: str
    title: str
    place: int
    texts: Any


class Options:
    """A column, its distinct values and the ways to read them."""

    def __init__(self, column: Column) -> None:
        self.column = column
        self.encoded = pc.dictionary_encode(column.texts)
        self.distinct = self.encoded.dictionary
        self.ways = tuple(way for way in _ways(self.distinct) if way.type != "period" or _is_period(way))

    @property
    def whole(self) -> list[Candidate]:
        return [way for way in self.ways if way.share == 1]


def _ways(distinct: Any) -> tuple[Candidate, ...]:
    """The ways to read a column; of one with very many values, a sample says which are worth a look at all of them."""
    if len(distinct) <= _MANY:
        return candidates(distinct)
    step = len(distinct) // _ENOUGH
    ways = candidates(distinct.take(pa.array(range(0, len(distinct), step))))
    if all(way.type in {"text", "identifier"} for way in ways):
        return ways
    first = ways[0]
    if first.type in NUMBER_TYPES and first.share == 1 and not first.ambiguous:
        nothing = is_nothing(fold(distinct), among_values=True)
        missing = tuple(sorted(text for text in distinct.filter(nothing).to_pylist() if text))
        unread = pc.and_(pc.is_null(parse(distinct, first.rule)), pc.invert(nothing))
        if not pc.any(unread).as_py():
            return replace(first, missing=missing), ways[-1]
    return candidates(distinct)


def _is_period(way: Candidate) -> bool:
    """Whether the words that stand beside the years of a period are those of years, and not a code's: MG-2011."""
    words = {re.sub(r"%ROC|%.|[\W\d_]", "", text).casefold() for text in way.formats}
    return words <= _YEAR_WORDS


def unread(options: Options, way: Candidate) -> list[str]:
    """The distinct texts a way does not read and that do not mean a missing value."""
    values = parse(options.distinct, way.rule)
    others = options.distinct.filter(pc.is_null(values)).to_pylist()
    return [text for text in others if text and text not in way.missing]


def count(texts: Any, listed: Sequence[str]) -> int:
    return int(pc.sum(pc.is_in(texts, value_set=pa.array(listed, pa.string()))).as_py() or 0)
