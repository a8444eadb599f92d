"""A column with its distinct values and the ways to read them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from publisher.inspect.ways import ways_of
from publisher.values.detect import Candidate
from publisher.values.parse import parse

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
        self.ways = tuple(way for way in ways_of(self.distinct) if way.type != "period" or _is_period(way))

    @property
    def whole(self) -> list[Candidate]:
        return [way for way in self.ways if way.share == 1]


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
