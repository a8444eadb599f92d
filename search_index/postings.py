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


def encode(documents: Ints, flags: Flags, counts: Ints, deltas: Ints, starts: Ints) -> list[Encoded]:
    """Encode many lists that lie one after the other; ``starts`` are their first postings, with the end added.

    Gaps and positions of all lists are packed at once, and cut: ``cuts`` are the places where a block of positions
    begins, and every fourth of a list's is where a block of documents does.
    """
    gaps = np.diff(documents, prepend=-1) - 1
    gaps[starts[:-1]] = documents[starts[:-1]]
    follows = np.ones(len(deltas), np.int64)
    follows[np.cumsum(counts) - 1] = 0
    occurrences = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=occurrences[1:])
    blocks = -(-np.diff(starts) // POSITION_BLOCK)
    rows = np.zeros(len(starts), np.int64)
    np.cumsum(blocks, out=rows[1:])
    within = np.arange(rows[-1]) - np.repeat(rows[:-1], blocks)
    cuts = np.append(np.repeat(starts[:-1], blocks) + POSITION_BLOCK * within, starts[-1])
    reach = occurrences[cuts]
    planes = _Planes(
        gaps=_Plane.packed(gaps, cuts),
        flags=_Plane(flags.tobytes(), cuts.tolist()),
        short=_Plane.packed(2 * deltas + follows, reach),
        counts=_Plane.packed(counts - 1, cuts),
        low=_Plane((deltas & 255).astype(np.uint8).tobytes(), reach.tolist()),
        high=_Plane.packed(deltas >> 8, reach),
    )
    bounds = zip(itertools.pairwise(starts.tolist()), itertools.pairwise(rows.tolist()), strict=True)
    return [
        _encode_short(planes, row, end - begin)
        if end_row - row == 1
        else _encode_long(planes, documents[begin:end], flags[begin:end], (row, end_row))
        for (begin, end), (row, end_row) in bounds
    ]


@dataclass(frozen=True, kw_only=True)
class _Planes:
    """Columns of all lists as bytes; rows are blocks of positions."""

    gaps: _Plane
    flags: _Plane
    short: _Plane
    counts: _Plane
    low: _Plane
    high: _Plane

    def documents_block(self, row: int, end: int, count: int) -> bytes:
        return _block(self.gaps.cut(row, end), self.flags.cut(row, end), count)

    def positions_block(self, row: int, count: int) -> bytes:
        if count < RAW_LIMIT:
            return self.short.cut(row, row + 1)
        return squeeze(self.counts.cut(row, row + 1), self.low.cut(row, row + 1), self.high.cut(row, row + 1))


class _Plane:
    """Bytes, and the places where rows begin."""

    def __init__(self, data: bytes, at: list[int]) -> None:
        self._data = data
        self._at = at

    @classmethod
    def packed(cls, values: Ints, cuts: Ints) -> _Plane:
        """Integers packed; ``cuts`` are the values rows begin with."""
        data, at = pack(values)
        return cls(data.tobytes(), at[cuts].tolist())

    def cut(self, row: int, end: int) -> bytes:
        return self._data[self._at[row] : self._at[end]]


def _block(gaps: bytes, flags: bytes, count: int) -> bytes:
    return squeeze(gaps, flags) if count >= RAW_LIMIT else gaps + flags


def _encode_short(planes: _Planes, row: int, count: int) -> Encoded:
    return Encoded(
        documents=planes.documents_block(row, row + 1, count),
        positions=planes.positions_block(row, count),
        head=b"",
        count=count,
    )


def _encode_long(planes: _Planes, documents: Ints, flags: Flags, rows: tuple[int, int]) -> Encoded:
    count = len(documents)
    row, end = rows
    step = DOCUMENT_BLOCK // POSITION_BLOCK
    sizes = [min(DOCUMENT_BLOCK, count - at) for at in range(0, count, DOCUMENT_BLOCK)]
    spans = itertools.pairwise([*range(row, end, step), end])
    blocks = [planes.documents_block(first, last, size) for (first, last), size in zip(spans, sizes, strict=True)]
    places = [
        planes.positions_block(at, min(POSITION_BLOCK, count - (at - row) * POSITION_BLOCK)) for at in range(row, end)
    ]
    lasts = np.diff(documents[np.cumsum(sizes) - 1], prepend=0).tolist()
    directory = pack_list([*map(len, blocks), *lasts, *map(len, places)])
    return Encoded(
        documents=pack_list([len(directory)]) + directory + b"".join(blocks),
        positions=b"".join(places),
        head=_head(documents, flags) if count > HEAD_LIMIT else b"",
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
