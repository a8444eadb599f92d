"""A column with its distinct values and the ways to read them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from publisher.inspect.ways import ways_of, ways_of_words
from publisher.values.detect import Candidate
from publisher.values.parse import parse
from publisher.values.rule import Rule
from publisher.values.text import trim

_FEW = 0.3  # the share of distinct texts that trimming may change, for it to be worth while to look at those alone
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
    """A column, its distinct values (trimmed, none empty) and the ways to read them.

    The distinct values are looked for when they are asked for: a column of prose does without.
    """

    def __init__(self, column: Column) -> None:
        self.column = column
        words = ways_of_words(column.texts)
        self.ways = words or tuple(way for way in ways_of(self.distinct) if way.type != "period" or _is_period(way))
        self._unread: dict[Rule, list[str]] = {}

    @cached_property
    def _found(self) -> Any:
        return pc.unique(self.column.texts).drop_null()

    @cached_property
    def _trimmed(self) -> Any:
        return trimmed_of(self._found)

    @cached_property
    def distinct(self) -> Any:
        """The distinct texts, trimmed, in the order in which they first come."""
        return distinct_of(self._found, self._trimmed)

    @property
    def whole(self) -> list[Candidate]:
        return [way for way in self.ways if way.share == 1]

    def count(self, listed: Sequence[str] | None = None) -> int:
        """How many cells hold one of the listed texts, or any text."""
        if listed is None:
            blank = self._cells_of(pc.is_null(self._trimmed))
            return len(self.column.texts) - int(self.column.texts.null_count) - blank
        return self._cells_of(pc.is_in(self._trimmed, value_set=pa.array(listed, pa.string())))

    def _cells_of(self, chosen: Any) -> int:
        """How many cells hold one of the chosen distinct texts as found."""
        some = self._found.filter(chosen)
        return int(pc.sum(pc.is_in(self.column.texts, value_set=some)).as_py() or 0) if len(some) else 0

    def left(self, way: Candidate) -> int:
        """How many distinct texts a way does not read, those that mean a missing value included."""
        whole = way.share == 1 and not way.missing and way in self.ways
        return 0 if whole else int(parse(self.distinct, way.rule).null_count)

    def unread(self, way: Candidate) -> list[str]:
        """The distinct texts a way does not read and that do not mean a missing value."""
        if way.rule not in self._unread:
            others = self.distinct.filter(pc.is_null(parse(self.distinct, way.rule))).to_pylist()
            self._unread[way.rule] = [text for text in others if text not in way.missing]
        return self._unread[way.rule]


def trimmed_of(texts: Any) -> Any:
    """Texts trimmed, null where nothing is left."""
    trimmed = trim(texts)
    blank = pc.equal(pc.binary_length(trimmed), 0)
    return pc.if_else(blank, None, trimmed) if pc.any(blank).as_py() else trimmed


def distinct_of(found: Any, trimmed: Any) -> Any:
    """The different texts of ``trimmed``, nulls left out, in their order; ``found``, all different, before trimming.

    Where trimming changed few, only those are looked for among the others.
    """
    changed = pc.fill_null(pc.not_equal(found, trimmed), True)
    few = trimmed.filter(changed)
    if not len(few):
        return trimmed
    if len(few) > _FEW * len(trimmed):
        return pc.unique(trimmed).drop_null()
    near = pc.or_(changed, pc.is_in(trimmed, value_set=pc.unique(few).drop_null()))
    kept = ~near.to_numpy(zero_copy_only=False)
    rest = trimmed.filter(near)
    codes = pc.dictionary_encode(rest).indices
    valid = pc.is_valid(codes).to_numpy(zero_copy_only=False)
    _, first = np.unique(codes.drop_null().to_numpy(), return_index=True)
    kept[np.flatnonzero(~kept)[np.flatnonzero(valid)[first]]] = True
    return trimmed.filter(pa.array(kept))


def _is_period(way: Candidate) -> bool:
    """Whether the words that stand beside the years of a period are those of years, and not a code's: MG-2011."""
    words = {re.sub(r"%ROC|%.|[\W\d_]", "", text).casefold() for text in way.formats}
    return words <= _YEAR_WORDS
