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
from publisher.values.text import trim

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
    """A column before its type is known. ``texts`` are all its cells as found, whole or in chunks."""

    name: str
    title: str
    place: int
    texts: Any


class Options:
    """A column, its distinct values (trimmed, none empty) and the ways to read them."""

    def __init__(self, column: Column) -> None:
        self.column = column
        self._found = pc.unique(column.texts).drop_null()
        trimmed = trimmed_of(self._found)
        same = trimmed.null_count == 0 and trimmed.equals(self._found)
        self.distinct = self._found if same else pc.unique(trimmed).drop_null()
        self.ways = tuple(way for way in ways_of(self.distinct) if way.type != "period" or _is_period(way))

    @property
    def whole(self) -> list[Candidate]:
        return [way for way in self.ways if way.share == 1]

    def count(self, listed: Sequence[str] | None = None) -> int:
        """How many cells hold one of the listed texts, or any text."""
        trimmed = trimmed_of(self._found)
        chosen = pc.is_valid(trimmed) if listed is None else pc.is_in(trimmed, value_set=pa.array(listed, pa.string()))
        if listed is None and pc.all(chosen, min_count=0).as_py():
            return len(self.column.texts) - int(self.column.texts.null_count)
        return int(pc.sum(pc.is_in(self.column.texts, value_set=self._found.filter(chosen))).as_py() or 0)


def trimmed_of(texts: Any) -> Any:
    """Texts trimmed, null where nothing is left."""
    trimmed = trim(texts)
    blank = pc.equal(pc.binary_length(trimmed), 0)
    return pc.if_else(blank, None, trimmed) if pc.any(blank).as_py() else trimmed


def _is_period(way: Candidate) -> bool:
    """Whether the words that stand beside the years of a period are those of years, and not a code's: MG-2011."""
    words = {re.sub(r"%ROC|%.|[\W\d_]", "", text).casefold() for text in way.formats}
    return words <= _YEAR_WORDS


def unread(options: Options, way: Candidate) -> list[str]:
    """The distinct texts a way does not read and that do not mean a missing value."""
    values = parse(options.distinct, way.rule)
    others = options.distinct.filter(pc.is_null(values)).to_pylist()
    return [text for text in others if text not in way.missing]
