"""The ways to read a column, from all its values, in the time that a million of them leave.

Of a column with very many values some are looked at first. They can only take kinds of rules out: a kind that reads
less than a third of them reads no half of all, let alone all. What is left is tried on every value by the same rules as
a small column's, so that what is found holds for the whole file.

A column in which nearly every cell differs and none that are looked at is of any kind is words or codes; which of them,
each of its cells says, and its distinct values need not be known.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from publisher.values.detect import MOST_WORDS, Candidate, are_codes, candidates, kind_of, share_of

MANY = 6000  # distinct values: from how many on some are looked at first
_SOME, _FIRST = 3000, 200
_WORTH = 0.3  # the share of some, below which no half of all is read: ten deviations of so many
LONG = 20_000  # cells: from how many on a look at some of them may spare the distinct values
_ALONE = 0.97  # the share of cells that differ, those of frequent texts left out, from which on cells stand for values
_FREQUENT = 30  # cells of those looked at: one in a hundred; so frequent are few texts
_NONE = 0.005  # the share that may be of a kind by chance


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


def ways_of_words(cells: Any) -> tuple[Candidate, ...]:
    """The ways to read a long column of words or codes, nearly all different; none where it takes a closer look.

    ``cells`` are as found, whole or in chunks. The ways' ``missing`` stays empty: words are kept as they are.
    """
    if len(cells) < LONG:
        return ()
    whole = cells if isinstance(cells, pa.ChunkedArray) else pa.chunked_array([cells])
    some = _different(whole)
    if some is None or any(kind_of(way) for way in candidates(some, least=_NONE)):
        return ()
    text = Candidate(type="text", share=1.0)
    coded = are_codes(pa.chunked_array([some]))
    if coded:
        coded = are_codes(whole)
    return () if coded is None else (Candidate(type="identifier", share=1.0), text) if coded else (text,)


def _different(cells: Any) -> Any:
    """The different texts among some cells, frequent ones left out; None where they are no more than a part of them."""
    chosen = np.random.default_rng(len(cells)).choice(len(cells), _SOME, replace=False)
    some = _at(cells, np.sort(chosen))
    found = pc.value_counts(some.drop_null())
    texts, counts = found.field(0), found.field(1)
    rare = pc.less(counts, _FREQUENT)
    left = pc.sum(counts.filter(rare)).as_py() or 0
    texts = texts.filter(rare)
    return texts if left >= 4 * MOST_WORDS and len(texts) >= _ALONE * left else None


def _at(cells: Any, places: np.ndarray[Any, np.dtype[np.int64]]) -> Any:
    """Cells at some places, in their order, without one copy of all."""
    parts, start = [], 0
    for chunk in cells.chunks:
        first, last = np.searchsorted(places, (start, start + len(chunk)))
        parts.append(chunk.take(pa.array(places[first:last] - start)))
        start += len(chunk)
    return pa.concat_arrays(parts)
