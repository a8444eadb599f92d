"""Values in a few classes of about as many each, for colours that the eye can tell apart."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

MOST = 5


@dataclass(frozen=True, kw_only=True)
class Classes:
    """``ranges``: the least and the greatest value of each class, which do not overlap, in rising order."""

    ranges: tuple[tuple[Decimal, Decimal], ...]

    def of(self, value: Decimal) -> int:
        """The class of one of the values, from 0."""
        return bisect_right([least for least, _ in self.ranges], value) - 1

    def shade(self, value: Decimal) -> int:
        """The colour of a value, from 0, the faintest, to ``MOST - 1``; few classes are spread over all colours."""
        count = len(self.ranges)
        return MOST - 1 if count == 1 else round(self.of(value) * (MOST - 1) / (count - 1))


def classes(values: Sequence[Decimal]) -> Classes:
    """No more than ``MOST`` classes; equal values are always in one.

    Each class takes its share of what is left, so that one value that is very common does not use up the others.
    """
    ordered = sorted(values)
    ranges: list[tuple[Decimal, Decimal]] = []
    start = 0
    while start < len(ordered):
        left = MOST - len(ranges)
        share = -(-(len(ordered) - start) // left)
        last = ordered[start + share - 1]
        ranges.append((ordered[start], last))
        start = bisect_right(ordered, last)
    return Classes(ranges=tuple(ranges))
