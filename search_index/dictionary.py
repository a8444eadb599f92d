"""Writes posting lists in the order of their terms, and the shards that lead to them."""

from __future__ import annotations

import itertools
import mmap
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from search_index.postings import HEAD_LIMIT, Encoded, decode_documents
from search_index.runs import Vocabulary
from search_index.terms import SHARD, Entry, Root, encode_shard, family_of, key_of
from search_index.volumes import VolumeWriter


class _Lists:
    """Encoded lists in a scratch file, in the order they came, until the order of the terms is known."""

    def __init__(self, lists: Iterable[tuple[int, Encoded]], path: Path) -> None:
        self.keys = array("Q")
        self.sizes = array("Q")  # documents, positions, head, count of each
        self.ends = array("Q", [0])
        with path.open("wb") as stream:
            for key, encoded in lists:
                stream.write(encoded.documents + encoded.positions + encoded.head)
                sizes = (len(encoded.documents), len(encoded.positions), len(encoded.head))
                self.keys.append(key)
                self.sizes.extend((*sizes, encoded.count))
                self.ends.append(self.ends[-1] + sum(sizes))
        self._stream = path.open("rb")
        self._map = mmap.mmap(self._stream.fileno(), 0, access=mmap.ACCESS_READ) if self.ends[-1] else b""

    def parts(self, at: int) -> tuple[bytes, bytes, bytes]:
        """Documents, positions and head of list ``at``."""
        begin, (documents, positions) = self.ends[at], self.sizes[4 * at : 4 * at + 2]
        middle = begin + documents
        end = middle + positions
        return self._map[begin:middle], self._map[middle:end], self._map[end : self.ends[at + 1]]

    def entry(self, key: str, at: int) -> Entry:
        if at < 0:
            return Entry(key=key)
        documents, positions, head, count = self.sizes[4 * at : 4 * at + 4]
        return Entry(key=key, count=count, documents=documents, positions=positions, head=head)

    def close(self) -> None:
        if isinstance(self._map, mmap.mmap):
            self._map.close()
        self._stream.close()


def write_terms(
    lists: Iterable[tuple[int, Encoded]], vocabulary: Vocabulary, scratch: Path, out: tuple[VolumeWriter, VolumeWriter]
) -> tuple[Root, int, int]:
    """Write shards and postings to the two volumes ``out``. Returns the root, and how many terms and postings."""
    terms, postings = out
    kept = _Lists(lists, scratch / "lists")
    firsts, sizes = [], []
    for shard in _shards(_ordered(kept, vocabulary)):
        base = postings.end
        unions = []
        place = 0
        for family in shard:
            union = _write_family(kept, [at for _, at in family if at >= 0], postings)
            if union is not None:
                unions.append((place, union))
            place += len(family)
        data = encode_shard([kept.entry(key, at) for family in shard for key, at in family], base, unions)
        terms.write(data)
        firsts.append(family_of(shard[0][0][0]))
        sizes.append(len(data))
    kept.close()
    return Root(firsts, sizes), len(kept.keys), sum(kept.sizes[3::4])


def _ordered(kept: _Lists, vocabulary: Vocabulary) -> list[tuple[str, int]]:
    """Every key in order with its list; pointers have -1."""
    ordered = []
    for at, number in enumerate(kept.keys):
        word = vocabulary.text(number)
        key = key_of(word)
        ordered.append((key, at))
        if key != word:
            ordered.append((word, -1))
    ordered.sort()
    return ordered


Family = list[tuple[str, int]]


def _shards(ordered: Sequence[tuple[str, int]]) -> Iterator[list[Family]]:
    """Whole families, until there are enough terms."""
    shard: list[Family] = []
    held = 0
    for _, members in itertools.groupby(ordered, key=lambda pair: family_of(pair[0])):
        family = list(members)
        shard.append(family)
        held += len(family)
        if held >= SHARD:
            yield shard
            shard, held = [], 0
    if shard:
        yield shard


def _write_family(kept: _Lists, family: Sequence[int], postings: VolumeWriter) -> int | None:
    """Write heads, documents and positions; count the documents of a family too long to be read for counting."""
    parts = [kept.parts(at) for at in family]
    for which in (2, 0, 1):
        for part in parts:
            if part[which]:
                postings.write(part[which])
    counts = [kept.sizes[4 * at + 3] for at in family]
    if len(family) < 2 or max(counts) <= HEAD_LIMIT:
        return None
    lists = [decode_documents(part[0], count).documents for part, count in zip(parts, counts, strict=True)]
    return len(np.unique(np.concatenate(lists)))
