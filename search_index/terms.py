"""The dictionary: sorted terms in compressed shards, and a root that says which shard to read.

A word is filed under its stem, so that a family (hear, hearing, hearings) lies together and one read serves all:
the key is the stem, a control character that says how many letters to take off it, and the rest of the word. A
word that is its own stem, a pair of Han characters and a document number are their own key. A word under another
stem leaves a pointer, a key with no postings, so that prefixes can be walked in order.
"""

from __future__ import annotations

import base64
import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from search_index.analysis import stem
from search_index.codec import Ints, deflate, inflate, pack, unpack_some

SHARD = 1024
"""Terms in a shard, about; a family is never divided."""


def key_of(word: str) -> str:
    """The key of a term."""
    root = stem(word)
    if root == word:
        return word
    shared = _shared(root, word)
    return f"{root}{chr(1 + len(root) - shared)}{word[shared:]}"


def _shared(first: str, second: str) -> int:
    """How many places the two begin alike."""
    shortest = min(len(first), len(second))
    return next((at for at in range(shortest) if first[at] != second[at]), shortest)


def family_of(key: str) -> str:
    """The stem a key is filed under: the key itself, up to the control character."""
    for at, char in enumerate(key):
        if char < " ":
            return key[:at]
    return key


def word_of(key: str) -> str:
    """The term that has ``key``."""
    root = family_of(key)
    if root == key:
        return key
    return root[: len(root) - ord(key[len(root)]) + 1] + key[len(root) + 1 :]


@dataclass(frozen=True, kw_only=True)
class Term:
    """One term as read: its documents, and address and length of its head, documents and positions."""

    key: str
    count: int
    head: tuple[int, int]
    documents: tuple[int, int]
    positions: tuple[int, int]

    @property
    def word(self) -> str:
        return word_of(self.key)


COUNT, DOCUMENTS, POSITIONS, HEAD = range(4)
"""What is told of each term: how many documents have it, and the bytes of the three parts of its list."""


def encode_shard(keys: Sequence[str], about: Ints, base: int, unions: Sequence[tuple[int, int]]) -> bytes:
    """One shard. ``about``: a row of COUNT, DOCUMENTS, POSITIONS, HEAD for each key, zeros for a pointer.

    ``base``: where the first list lies. ``unions``: first key of a family, documents with any of it.
    """
    shared, sizes, suffixes = _front_coded(keys)
    tail = [len(unions), *(value for union in unions for value in union)]
    numbers, _ = pack(np.concatenate(([len(keys), base], shared, sizes, about.T.ravel(), tail)).astype(np.int64))
    return deflate(numbers.tobytes() + suffixes, 9)


def _front_coded(keys: Sequence[str]) -> tuple[Ints, Ints, bytes]:
    """How many bytes of UTF-8 each key shares with the one before, how many others it has, and those."""
    spelled = [key.encode() for key in keys]
    lengths = np.fromiter(map(len, spelled), np.int64, len(spelled))
    width = int(lengths.max(initial=1))
    letters = np.array(spelled, f"S{width}").view(np.uint8).reshape(len(spelled), width)
    differs = np.ones((len(spelled), width + 1), bool)
    differs[1:, :-1] = letters[1:] != letters[:-1]
    shared = np.minimum(differs.argmax(axis=1), lengths)
    suffixes = b"".join(data[same:] for data, same in zip(spelled, shared.tolist(), strict=True))
    return shared, lengths - shared, suffixes


def _keys(shared: Sequence[int], sizes: Sequence[int], data: bytes) -> list[str]:
    keys, last, at = [], b"", 0
    for same, size in zip(shared, sizes, strict=True):
        last = last[:same] + data[at : at + size]
        at += size
        keys.append(last.decode())
    return keys


class Shard:
    """A decoded shard."""

    def __init__(self, data: bytes) -> None:
        raw = inflate(data)
        (count, base), at = unpack_some(raw, 2)
        values, at = unpack_some(raw, 6 * count, at)
        (unions,), at = unpack_some(raw, 1, at)
        pairs, at = unpack_some(raw, 2 * unions, at)
        shared, sizes, self._counts, documents, positions, heads = (
            values[part * count : (part + 1) * count] for part in range(6)
        )
        self.keys = _keys(shared, sizes, raw[at:])
        self._unions = dict(zip(pairs[::2], pairs[1::2], strict=True))
        self._sizes = (heads, documents, positions)
        self._addresses = self._lay_out(base)

    def _lay_out(self, base: int) -> list[tuple[int, int, int]]:
        """Address of head, documents and positions of each term: by family, all heads, all documents, all positions."""
        addresses = [(0, 0, 0)] * len(self.keys)
        for first, last in self._families():
            places = []
            for sizes in self._sizes:
                part = []
                for at in range(first, last):
                    part.append(base)
                    base += sizes[at]
                places.append(part)
            for at in range(first, last):
                addresses[at] = (places[0][at - first], places[1][at - first], places[2][at - first])
        return addresses

    def _families(self) -> Iterator[tuple[int, int]]:
        first = 0
        while first < len(self.keys):
            last = self._end(first)
            yield first, last
            first = last

    def _end(self, first: int) -> int:
        family, last = family_of(self.keys[first]), first + 1
        while last < len(self.keys) and family_of(self.keys[last]) == family:
            last += 1
        return last

    def family(self, root: str) -> tuple[list[Term], int | None]:
        """The terms filed under ``root``, and how many documents have any of them, where that was counted."""
        first = bisect.bisect_left(self.keys, root)
        if first == len(self.keys) or family_of(self.keys[first]) != root:
            return [], None
        last = self._end(first)
        return [self.term(at) for at in range(first, last) if self._counts[at]], self._unions.get(first)

    def term(self, at: int) -> Term:
        """The term at place ``at``."""
        head, documents, positions = self._addresses[at]
        sizes = self._sizes
        return Term(
            key=self.keys[at],
            count=self._counts[at],
            head=(head, sizes[0][at]),
            documents=(documents, sizes[1][at]),
            positions=(positions, sizes[2][at]),
        )

    def starting(self, prefix: str) -> list[Term]:
        """Terms and pointers whose key begins with ``prefix``."""
        first = bisect.bisect_left(self.keys, prefix)
        found = []
        while first < len(self.keys) and self.keys[first].startswith(prefix):
            found.append(self.term(first))
            first += 1
        return found


class Root:
    """First family and length of every shard."""

    def __init__(self, firsts: Sequence[str], sizes: Sequence[int]) -> None:
        self.firsts = list(firsts)
        self.sizes = list(sizes)
        self.addresses: Ints = np.concatenate(([0], np.cumsum(np.array(self.sizes, np.int64)))).astype(np.int64)

    def shard(self, root: str) -> int | None:
        """The shard that holds the family ``root``, if any does."""
        at = bisect.bisect_right(self.firsts, root) - 1
        return at if at >= 0 else None

    def span(self, at: int) -> tuple[int, int]:
        """Address and length of a shard."""
        return int(self.addresses[at]), self.sizes[at]

    def encode(self) -> str:
        """The root as text for the entry file."""
        shared, lengths, suffixes = _front_coded(self.firsts)
        numbers, _ = pack(np.concatenate(([len(self.firsts)], shared, lengths, self.sizes)).astype(np.int64))
        return base64.b64encode(deflate(numbers.tobytes() + suffixes, 9)).decode()

    @classmethod
    def decode(cls, text: str) -> Root:
        """Undo :meth:`encode`."""
        raw = inflate(base64.b64decode(text))
        (count,), at = unpack_some(raw, 1)
        values, at = unpack_some(raw, 3 * count, at)
        return cls(_keys(values[:count], values[count : 2 * count], raw[at:]), values[2 * count :])
