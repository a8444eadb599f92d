"""Runs merged into posting lists, a range of terms at a time, so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from search_index.codec import Ints
from search_index.postings import Encoded, encode
from search_index.runs import TITLE, Columns, Run, Scratch

BUCKET = 1 << 20
"""Postings merged at once, about."""

_SAMPLE = 1024
_SHORT_TITLES = np.array([7, 11, 17, 25, 37, 57, 101])


def merged(scratch: Scratch, runs: Sequence[Run], titles: Ints, bodies: Ints) -> Iterator[tuple[int, Encoded]]:
    """Each term's key and its encoded list, by key. ``titles`` and ``bodies`` are the units of each document."""
    strength = _Strength(titles, bodies)
    spans = _spans(scratch, runs)
    for bucket in range(len(spans[0]) - 1 if spans else 0):
        part = _gather(scratch, [span[bucket : bucket + 2] for span in spans])
        if len(part["key"]):
            yield from _encode(part, strength)


def _spans(scratch: Scratch, runs: Sequence[Run]) -> list[Ints]:
    """Where each bucket begins in each run: a row of posting and occurrence for every bucket, and one for the end.

    Buckets are ranges of keys with about as many postings each.
    """
    samples = [scratch.read("key", *run.postings)[::_SAMPLE] for run in runs]
    sample = np.sort(np.concatenate([*samples, np.zeros(0, np.uint64)]))
    cuts = np.unique(sample[BUCKET // _SAMPLE :: BUCKET // _SAMPLE])
    spans = []
    for run in runs:
        keys = scratch.read("key", *run.postings)
        counts = scratch.read("count", *run.postings)
        bounds = np.concatenate(([0], np.searchsorted(keys, cuts), [len(keys)])).astype(np.int64)
        before = np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))
        spans.append(np.stack((run.postings[0] + bounds, run.occurrences[0] + before[bounds]), axis=1))
    return spans


def _gather(scratch: Scratch, spans: Sequence[Ints]) -> Columns:
    """One bucket's columns from every run, sorted by key; documents stay in order because runs are."""
    part: Columns = {
        name: np.concatenate([scratch.read(name, begin[0], end[0]) for begin, end in spans])
        for name in ("key", "document", "flags", "count")
    }
    deltas = np.concatenate([scratch.read("delta", begin[1], end[1]) for begin, end in spans])
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
    bounds = np.append(starts, len(documents))
    lists = encode(documents, flags, counts, part["delta"].astype(np.int64), bounds)
    yield from zip(part["key"][starts].tolist(), lists, strict=True)
