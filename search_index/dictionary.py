"""Writes posting lists in the order of their terms, and the shards that lead to them."""

from __future__ import annotations

import mmap
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from search_index.analysis import stem
from search_index.postings import HEAD_LIMIT, Encoded, decode_documents
from search_index.runs import Vocabulary
from search_index.terms import COUNT, DOCUMENTS, HEAD, SHARD, Root, encode_shard, key_of
from search_index.volumes import VolumeWriter


class _Lists:
    """Encoded lists in a scratch file, in the order they came, until the order of the terms is known."""

    def __init__(self, lists: Iterable[tuple[int, Encoded]], path: Path) -> None:
        keys, about, ends = array("Q"), array("q"), array("q", [0])
        with path.open("wb") as stream:
            for key, encoded in lists:
                stream.write(encoded.head + encoded.documents + encoded.positions)
                sizes = (len(encoded.documents), len(encoded.positions), len(encoded.head))
                keys.append(key)
                about.extend((encoded.count, *sizes))
                ends.append(ends[-1] + sum(sizes))
        self.keys = keys
        self.ends = ends
        self.about = np.zeros((len(keys) + 1, 4), np.int64)  # the last row, -1, is a pointer's
        self.about[:-1] = np.array(about, np.int64).reshape(-1, 4)
        self._stream = path.open("rb")
        self._map = mmap.mmap(self._stream.fileno(), 0, access=mmap.ACCESS_READ) if ends[-1] else b""

    def whole(self, at: int) -> bytes:
        """Head, documents and positions of list ``at``."""
        return self._map[self.ends[at] : self.ends[at + 1]]

    def parts(self, at: int) -> tuple[bytes, bytes, bytes]:
        """The same, each."""
        data, about = self.whole(at), self.about[at]
        head = int(about[HEAD])
        positions = head + int(about[DOCUMENTS])
        return data[:head], data[head:positions], data[positions:]

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
    for shard in _shards(_families(kept, vocabulary)):
        base = postings.end
        unions = []
        held = 0
        for _, _, rows in shard:
            union = _write_family(kept, rows, postings)
            if union is not None:
                unions.append((held, union))
            held += len(rows)
        keys = [key for _, family, _ in shard for key in family]
        about = kept.about[np.array([at for _, _, rows in shard for at in rows])]
        data = encode_shard(keys, about, base, unions)
        terms.write(data)
        firsts.append(shard[0][0])
        sizes.append(len(data))
    kept.close()
    return Root(firsts, sizes), len(kept.keys), int(kept.about[:, COUNT].sum())


Family = tuple[str, list[str], list[int]]
"""A stem, the keys filed under it in order, and the place of each one's list: -1 for a pointer."""


def _families(kept: _Lists, vocabulary: Vocabulary) -> Iterator[Family]:
    """Every family in order.

    What is sorted are texts, stem before key before place, because half a million tuples would cost more.
    """
    lines = []
    for at, number in enumerate(kept.keys):
        word = vocabulary.text(number)
        root = stem(word)
        if root == word:
            lines.append(f"{word}\0{word}\0{at}")
        else:
            lines += (f"{root}\0{key_of(word)}\0{at}", f"{word}\0{word}\0-1")
    lines.sort()
    root = ""
    keys: list[str] = []
    rows: list[int] = []
    for line in lines:
        own, key, at_text = line.split("\0")
        if own != root and keys:
            yield root, keys, rows
            keys, rows = [], []
        root = own
        keys.append(key)
        rows.append(int(at_text))
    if keys:
        yield root, keys, rows


def _shards(families: Iterable[Family]) -> Iterator[list[Family]]:
    """Whole families, until there are enough terms."""
    shard: list[Family] = []
    held = 0
    for family in families:
        shard.append(family)
        held += len(family[1])
        if held >= SHARD:
            yield shard
            shard, held = [], 0
    if shard:
        yield shard


def _write_family(kept: _Lists, rows: Sequence[int], postings: VolumeWriter) -> int | None:
    """Write heads, documents and positions; count the documents of a family too long to be read for counting."""
    if len(rows) == 1:
        if rows[0] >= 0:
            postings.write(kept.whole(rows[0]))
        return None
    held = [at for at in rows if at >= 0]
    parts = [kept.parts(at) for at in held]
    postings.write(b"".join(part[which] for which in range(3) for part in parts))
    counts = kept.about[held, COUNT].tolist()
    if len(held) < 2 or max(counts) <= HEAD_LIMIT:
        return None
    lists = [decode_documents(part[1], count).documents for part, count in zip(parts, counts, strict=True)]
    return len(np.unique(np.concatenate(lists)))
