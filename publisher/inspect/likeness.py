"""How well a text fits a column: its shape, its pattern of digits, its length, beside those the column has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import log

import pyarrow as pa

from publisher.inspect.shapes import ALL, EMPTY, WORDS, shape

_UNSEEN = -9.0  # the least weight of one cell: one odd value must not outweigh a record torn apart
_NO_PATTERN = -4.0
_TITLES, _MANY = 2, 20  # rows of titles there may be in two languages; and where one more word than that tells


class Likeness:
    """What the cells of each of the first ``width`` columns of a table look like."""

    def __init__(self, cells: pa.Table, width: int) -> None:
        columns = [[text or "" for text in cells.column(i).to_pylist()] for i in range(width)]
        self._shapes = [Counter(map(shape, column)) for column in columns]
        self._patterns = [Counter(map(_pattern, column)) for column in columns]
        self._lengths = [_spread(column) for column in columns]
        self._total = cells.num_rows
        self._weights: dict[tuple[int, str], float] = {}

    def weight(self, column: int, text: str) -> float:
        """The logarithm of about how likely a text is in a column; 0 at the most."""
        key = column, text
        if key not in self._weights:
            self._weights[key] = max(_UNSEEN, min(0.0, self._weigh(column, text)))
        return self._weights[key]

    def has_kind(self, column: int, text: str) -> bool:
        """Whether a column has texts of this shape, all words being of one; so few as titles may be are not enough."""
        kind, seen = shape(text), self._shapes[column]
        few = _TITLES if self._total >= _MANY else 1
        return sum(seen[word] for word in WORDS) > few if kind in WORDS else seen[kind] > few

    def _weigh(self, column: int, text: str) -> float:
        kind = shape(text)
        weight = log((self._shapes[column][kind] + 0.1) / (self._total + 0.1 * len(ALL)))
        if kind == EMPTY:
            return weight
        if kind in WORDS:
            mean, deviation = self._lengths[column]
            return weight - min(6.0, ((log(len(text) + 1) - mean) / deviation) ** 2 / 2)
        seen = self._patterns[column]
        return weight + max(_NO_PATTERN, log((seen[_pattern(text)] + 0.02) / (self._total + 1)))


def weigh_title(_: int, text: str) -> float:
    """The same for a column's title: a few words, and never nothing."""
    cell = text.strip()
    if not cell:
        return -20.0
    return -0.5 - 0.05 * max(0, len(cell) - 12) - (0.0 if shape(cell) in WORDS else 2.0)


@lru_cache(maxsize=65536)
def _pattern(text: str) -> str:
    """Digits as 0 and letters as a, each run as one: 28/01/2018 is 00/00/0000. The lengths of runs of digits count."""
    letters = re.sub(r"[^\W\d_]+", "a", text[:80])
    return re.sub(r"\d+", lambda run: "0" * min(4, len(run[0])), letters)


def _spread(column: Sequence[str]) -> tuple[float, float]:
    lengths = [log(len(text) + 1) for text in column if text] or [0.0]
    mean = sum(lengths) / len(lengths)
    variance = sum((length - mean) ** 2 for length in lengths) / len(lengths)
    return mean, max(0.2, variance**0.5)
