"""Runs merged into posting lists, a range of terms at a time, so that memory stays bounded."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from search_index.codec import Ints
from search_index.postings import Encoded, encode
from search_index.runs import TITLE, Columns, Run

BUCKET = 1 << 20
"""Postings merged at once, about."""

_SAMPLE = 1024
_SHORT_TITLES = np.array([7, 11, 17, 25, 37, 57, 101])


def merged(columns: Columns, runs: Sequence[Run], titles: Ints, bodies: Ints) -> Iterator[tuple[int, Encoded]]:
    """Each term's key and its encoded list, by key. ``titles`` and ``bodies`` are the units of each document."""
    keys = columns["key"]
    if not len(keys):
        return
    cuts = _cuts(keys)
    ends = [
        np.array([a, *(a + np.searchsorted(keys[a:b], cuts)), b], np.int64) for a, b in (run.postings for run in runs)
    ]
    reaches = [_reaches(columns["count"], run, bounds) for run, bounds in zip(runs, ends, strict=True)]
    strength = _Strength(titles, bodies)
    for bucket in range(len(cuts) + 1):
        part = _gather(columns, [e[bucket : bucket + 2] for e in ends], [r[bucket : bucket + 2] for r in reaches])
        if len(part["key"]):
            yield from _encode(part, strength)


def _cuts(keys: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Keys that divide the postings into buckets of about equal size."""
    sample = np.sort(keys[::_SAMPLE])
    return np.unique(sample[BUCKET // _SAMPLE :: BUCKET // _SAMPLE])


def _reaches(counts: npt.NDArray[np.uint32], run: Run, bounds: Ints) -> Ints:
    """Where the occurrences of each span of postings begin."""
    sums = [int(counts[a:b].sum(dtype=np.int64)) for a, b in itertools.pairwise(bounds)]
    return run.occurrences[0] + np.concatenate(([0], np.cumsum(sums, dtype=np.int64)))


def _gather(columns: Columns, spans: list[Ints], reaches: list[Ints]) -> Columns:
    """One bucket's columns from every run, sorted by key; documents stay in order because runs are."""
    names = ("key", "document", "flags", "count")
    part: Columns = {name: np.concatenate([columns[name][a:b] for a, b in spans]) for name in names}
    deltas = np.concatenate([columns["delta"][a:b] for a, b in reaches])
    order = np.argsort(part["key"], kind="stable")
    counts = part["count"].astype(np.int64)
    begins = (np.cumsum(counts) - counts)[order]
    part = {name: column[order] for name, column in part.items()}
    counts = counts[order]
    steps = np.arange(len(deltas)) - np.repeat(np.cumsum(counts) - counts - begins, counts)
    part["delta"] = deltas[steps]
    return part


class _Strength:
    """How much a posting counts, 0 to 7: in a title by its shortness, else as BM25 has it."""

    def __init__(self, titles: Ints, bodies: Ints) -> None:
        self.title = (7 - np.searchsorted(_SHORT_TITLES, titles, side="right")).astype(np.uint8)
        average = max(1.0, float(bodies.sum()) / max(1, len(bodies)))
        self.damping = 1.2 * (0.25 + 0.75 * bodies / average)

    def of(self, documents: Ints, flags: npt.NDArray[np.uint8], counts: Ints) -> npt.NDArray[np.uint8]:
        body = np.minimum(7, 8 * counts / (counts + self.damping[documents])).astype(np.uint8)
        return np.where((flags & TITLE) != 0, self.title[documents], body)


def _encode(part: Columns, strength: _Strength) -> Iterator[tuple[int, Encoded]]:
    documents = part["document"].astype(np.int64)
    counts = part["count"].astype(np.int64)
    flags = part["flags"] | strength.of(documents, part["flags"], counts)
    new = np.ones(len(documents), bool)
    new[1:] = part["key"][1:] != part["key"][:-1]
    starts = np.flatnonzero(new)
    lists = encode(documents, flags, counts, part["delta"].astype(np.int64), [*starts.tolist(), len(documents)])
    yield from zip(part["key"][starts].tolist(), lists, strict=True)
