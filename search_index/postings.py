"""Posting lists: which documents have a term, how strongly, and where.

The bytes of one list are its documents, then, further on, its positions; see docs/search-format.md.

    documents   a list of up to 4,096 postings is one block; a longer one begins with a directory of its blocks.
                A block is the gaps between document ids, then one byte a posting: impact (0 to 7), flags.
    positions   blocks of up to 1,024 postings: for each posting how often, then the steps between positions, first
                their low bytes, then what is above. A short block, which is not compressed, has the steps alone,
                doubled, plus one where another step of the same posting follows.
    head        of a list over 2,048 postings: a block of its 128 best, so that one term needs no more.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search_index.codec import Ints, inflate, pack, pack_list, squeeze, unpack, unpack_first, unpack_some
from search_index.runs import BODY, FOLDED, TITLE

DOCUMENT_BLOCK = 4096
POSITION_BLOCK = 1024
HEAD_LIMIT = 2048
HEAD = 128
RAW_LIMIT = 32
"""Shorter blocks are not compressed."""

Flags = npt.NDArray[np.uint8]


@dataclass(frozen=True, kw_only=True)
class Encoded:
    """The three parts of one list, and how many documents it has."""

    documents: bytes
    positions: bytes
    head: bytes
    count: int


def encode(documents: Ints, flags: Flags, counts: Ints, deltas: Ints, starts: list[int]) -> list[Encoded]:
    """Encode many lists that lie one after the other; ``starts`` are their first postings, with the end added.

    Gaps and positions of all lists are packed at once, and cut.
    """
    gaps = np.diff(documents, prepend=-1) - 1
    first = np.array(starts[:-1], np.int64)
    gaps[first] = documents[first]
    packed_gaps, gap_at = pack(gaps)
    follows = np.ones(len(deltas), np.int64)
    follows[np.cumsum(counts) - 1] = 0
    occurrence_at = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=occurrence_at[1:])
    short, short_at = pack(2 * deltas + follows)
    high, high_at = pack(deltas >> 8)
    packed_counts, count_at = pack(counts - 1)
    planes = _Planes(
        gaps=_Plane(packed_gaps.tobytes(), gap_at),
        flags=_Plane(flags.tobytes(), np.arange(len(flags) + 1)),
        short=_Plane(short.tobytes(), short_at[occurrence_at]),
        counts=_Plane(packed_counts.tobytes(), count_at),
        low=_Plane((deltas & 255).astype(np.uint8).tobytes(), occurrence_at),
        high=_Plane(high.tobytes(), high_at[occurrence_at]),
    )
    return [_encode_one(planes, documents, flags, begin, end) for begin, end in itertools.pairwise(starts)]


class _Plane:
    """Packed integers, and the place in the bytes where each posting's share begins."""

    def __init__(self, data: bytes, at: Ints) -> None:
        self._data = data
        self._at = at.tolist()

    def cut(self, begin: int, end: int) -> bytes:
        return self._data[self._at[begin] : self._at[end]]


@dataclass(frozen=True, kw_only=True)
class _Planes:
    gaps: _Plane
    flags: _Plane
    short: _Plane
    counts: _Plane
    low: _Plane
    high: _Plane

    def documents_block(self, begin: int, end: int) -> bytes:
        return _block(self.gaps.cut(begin, end), self.flags.cut(begin, end), end - begin)

    def positions_block(self, begin: int, end: int) -> bytes:
        if end - begin < RAW_LIMIT:
            return self.short.cut(begin, end)
        return squeeze(self.counts.cut(begin, end), self.low.cut(begin, end), self.high.cut(begin, end))


def _block(gaps: bytes, flags: bytes, count: int) -> bytes:
    return squeeze(gaps, flags) if count >= RAW_LIMIT else gaps + flags


def _encode_one(planes: _Planes, documents: Ints, flags: Flags, begin: int, end: int) -> Encoded:
    count = end - begin
    if count <= POSITION_BLOCK:
        return Encoded(
            documents=planes.documents_block(begin, end),
            positions=planes.positions_block(begin, end),
            head=b"",
            count=count,
        )
    cuts = [*range(begin, end, DOCUMENT_BLOCK), end]
    blocks = [planes.documents_block(a, b) for a, b in itertools.pairwise(cuts)]
    fine_cuts = [*range(begin, end, POSITION_BLOCK), end]
    places = [planes.positions_block(a, b) for a, b in itertools.pairwise(fine_cuts)]
    lasts = np.diff(documents[np.array(cuts[1:]) - 1], prepend=0).tolist()
    directory = pack_list([*map(len, blocks), *lasts, *map(len, places)])
    return Encoded(
        documents=pack_list([len(directory)]) + directory + b"".join(blocks),
        positions=b"".join(places),
        head=_head(documents[begin:end], flags[begin:end]) if count > HEAD_LIMIT else b"",
        count=count,
    )


def _head(documents: Ints, flags: Flags) -> bytes:
    """The best by title, then impact, then recency."""
    best = np.lexsort((documents, -(flags & (TITLE | 7)).astype(np.int64)))[:HEAD]
    best.sort()
    chosen = documents[best]
    gaps = np.diff(chosen, prepend=-1) - 1
    return _block(pack(gaps)[0].tobytes(), flags[best].tobytes(), len(best))


@dataclass(frozen=True, kw_only=True)
class Postings:
    """A decoded list: document ids in order, a byte of impact and flags for each, and where its positions lie.

    ``places``: lengths of the blocks of positions, or None where there is one block.
    """

    documents: Ints
    flags: Flags
    places: tuple[int, ...] | None = None

    @property
    def impact(self) -> Ints:
        return (self.flags & 7).astype(np.int64)

    @property
    def title(self) -> npt.NDArray[np.bool_]:
        return np.asarray((self.flags & TITLE) != 0)

    @property
    def folded(self) -> npt.NDArray[np.bool_]:
        return np.asarray((self.flags & FOLDED) != 0)


def decode_documents(data: bytes, count: int) -> Postings:
    """Undo the documents part of a list of ``count`` postings."""
    if count <= POSITION_BLOCK:
        gaps, flags = _decode_block(data, count)
        return Postings(documents=np.cumsum(gaps + 1) - 1, flags=flags)
    (size,), at = unpack_some(data, 1)
    lengths = unpack(data[at : at + size]).tolist()
    at += size
    blocks = -(-count // DOCUMENT_BLOCK)
    parts = []
    for place, length in enumerate(lengths[:blocks]):
        held = min(DOCUMENT_BLOCK, count - place * DOCUMENT_BLOCK)
        parts.append(_decode_block(data[at : at + length], held))
        at += length
    gaps = np.concatenate([part[0] for part in parts])
    flags = np.concatenate([part[1] for part in parts])
    return Postings(documents=np.cumsum(gaps + 1) - 1, flags=flags, places=tuple(lengths[2 * blocks :]))


def decode_head(data: bytes) -> Postings:
    """Undo the head of a list."""
    gaps, flags = _decode_block(data, HEAD)
    return Postings(documents=np.cumsum(gaps + 1) - 1, flags=flags)


def _decode_block(data: bytes, count: int) -> tuple[Ints, Flags]:
    raw = inflate(data) if count >= RAW_LIMIT else data
    return unpack(raw[:-count]), np.frombuffer(raw, np.uint8)[-count:]


@dataclass(frozen=True, kw_only=True)
class Places:
    """Positions of some postings: ``owner`` is the posting each belongs to, by its place in the list."""

    owner: Ints
    position: Ints


def decode_positions(data: bytes, titles: npt.NDArray[np.bool_], first: int) -> Places:
    """Undo one block of positions; ``titles`` says for each posting of the block whether it begins in the title."""
    count = len(titles)
    counts, steps = _steps(data, count)
    begins = np.cumsum(counts) - counts
    steps[begins] += np.where(titles, 0, BODY)
    position = np.cumsum(steps)
    base = np.zeros(count, np.int64)
    base[1:] = position[begins[1:] - 1]
    owner = np.repeat(np.arange(count), counts)
    return Places(owner=owner + first, position=position - base[owner])


def _steps(data: bytes, count: int) -> tuple[Ints, Ints]:
    """How often each of ``count`` postings occurs, and the steps between the positions of each."""
    if count < RAW_LIMIT:
        values = unpack(data)
        ends = np.flatnonzero((values & 1) == 0)
        return np.diff(ends, prepend=-1), values >> 1
    raw = inflate(data)
    counts, size = unpack_first(raw, count)
    counts += 1
    total = int(counts.sum())
    low = np.frombuffer(raw, np.uint8, total, size)
    return counts, unpack(raw[size + total :]) << 8 | low
