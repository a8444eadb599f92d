"""Dates that a spreadsheet wrote as day numbers: 42156 is 1 June 2015.

They are believed where the column's other values are dates of the same years, or where the column's title says that
it holds dates. The count begins on 30 December 1899, which makes every number from 61 on right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from publisher.inspect.options import Options
from publisher.values.detect import Candidate
from publisher.values.parse import parse

_BEGIN = 25_569  # the day number of 1 January 1970
_LEAST, _MOST = 20_000, 60_000  # 1954 to 2064
_YEAR = 366
_DATE_TITLE = re.compile(
    r"\b(?:date|datum|fecha|dato|päivä)|日期|时间|時間|\bdata\b(?!\w)|date$|_dt$|started?$|ended?$", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class Serials:
    """A column of dates, some or all of them day numbers. ``texts`` are those that are."""

    way: Candidate
    texts: tuple[str, ...]

    @property
    def example(self) -> str:
        return self.texts[0]

    def fill(self, texts: Any, dates: Any) -> Any:
        """Put the dates of day numbers where ``dates``, what else the texts mean, has none."""
        wanted = pc.is_in(texts, value_set=pa.array(self.texts, pa.string()))
        numbers = pc.if_else(wanted, texts, None).cast(pa.int32())
        days = pc.subtract(numbers, pa.scalar(_BEGIN, pa.int32())).cast(pa.date32())
        return pc.coalesce(dates, days)


def find_serials(options: Options) -> Serials | None:
    """The day numbers among a column's distinct texts, where it is a column of dates."""
    dates = [way for way in options.ways if way.type == "date" and not way.ambiguous]
    whole = [way for way in options.ways if way.type == "integer" and way.share == 1]
    distinct = options.distinct if dates or whole else pa.array([], pa.string())
    numbers = distinct.filter(pc.match_substring_regex(distinct, pattern="^[2-5][0-9]{4}$"))
    if not len(numbers):
        return None
    if whole:
        plausible = len(numbers) == len(distinct) - len(whole[0].missing) and _DATE_TITLE.search(options.column.title)
        if not plausible:
            return None
        way = Candidate(type="date", share=1.0, missing=whole[0].missing)
        return Serials(way=way, texts=tuple(numbers.to_pylist()))
    values = parse(distinct, dates[0].rule)
    read = pc.sum(pc.is_valid(values)).as_py() or 0
    rest = len(distinct) - len(dates[0].missing) - read - len(numbers)
    if read < 3 or rest > 0.02 * len(distinct):
        return None
    days = pc.min_max(values.cast(pa.int32())).as_py()
    found = pc.min_max(pc.subtract(numbers.cast(pa.int32()), pa.scalar(_BEGIN, pa.int32()))).as_py()
    near = days["min"] - _YEAR <= found["min"] and found["max"] <= days["max"] + _YEAR
    return Serials(way=dates[0], texts=tuple(numbers.to_pylist())) if near else None
