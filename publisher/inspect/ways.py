"""The ways to read a column, from all its distinct values, in the time that a million of them leave.

Of a column with very many values some are looked at first. They can only take kinds of rules out: a kind that reads
less than a third of them reads no half of all, let alone all. What is left is tried on every value by the same rules as
a small column's, so that what is found holds for the whole file.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from publisher.values.detect import Candidate, candidates, kind_of, share_of

MANY = 6000  # distinct values: from how many on some are looked at first
_SOME, _FIRST = 3000, 200
_WORTH = 0.3  # the share of some, below which no half of all is read: ten deviations of so many


def ways_of(distinct: Any) -> tuple[Candidate, ...]:
    """The ways to read a column of these distinct values (nulls aside), best first; ``text`` is always the last."""
    if len(distinct) <= MANY:
        return candidates(distinct)
    chosen = np.random.default_rng(len(distinct)).choice(len(distinct) - _FIRST, _SOME, replace=False) + _FIRST
    some = pa.concat_arrays([distinct.slice(0, _FIRST), distinct.take(pa.array(np.sort(chosen)))])
    kinds = {kind_of(way) for way in candidates(some, least=_WORTH)}
    return candidates(
        distinct,
        kinds=frozenset(kind for kind in kinds if kind is not None),
        worth=lambda rule: share_of(some, rule) >= _WORTH,
    )
