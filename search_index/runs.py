"""Postings of one batch of documents, sorted by term and written to a scratch file.

A token is one 64-bit integer, its term's key above the place of its unit in the batch, so that one sort of
integers groups the terms and leaves documents and positions in order. Keys are given in the order terms are first
seen, and mean nothing outside one build.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from search_index.analysis import Folding, number_key
from search_index.analysis.units import WORD_LIMIT
from search_index.columns import H, Rows, Units, W, numbers_of, units_of, words_matrix

Keys = npt.NDArray[np.uint64]
Columns = dict[str, npt.NDArray[Any]]

TITLE, FOLDED = 8, 16
"""Flags of a posting: the term is in the title; every occurrence was written otherwise than its folded form."""

BODY = 8192
"""Where positions of the body begin; those below are the title's."""

NUMBER_MARK = "№"
_UNIT_BITS = 27
_WORD = 1 << 36
BATCH_CHARS = 2_000_000


@dataclass
class Vocabulary:
    """Words and document numbers, each with the key it was given. Pairs of Han characters are their own key."""

    words: list[str] = field(default_factory=list)
    _by_hash: dict[int, int] = field(default_factory=dict)
    _by_text: dict[str, int] = field(default_factory=dict)

    def key(self, text: str) -> int:
        """The key of one word."""
        known = self._by_text.get(text)
        if known is None:
            known = self._by_text[text] = len(self.words)
            self.words.append(text)
        return _WORD | known

    def keys(self, row: Units, at: Rows) -> Keys:
        """The keys of the words at the units ``at``."""
        if not len(at):
            return np.zeros(0, np.uint64)
        hashes = _hashes(row, at)
        order = np.argsort(hashes)
        ordered = hashes[order]
        new = np.ones(len(ordered), bool)
        new[1:] = ordered[1:] != ordered[:-1]
        firsts = np.flatnonzero(new)
        different = ordered[firsts].tolist()
        known = [self._by_hash.get(value, -1) for value in different]
        unknown = [place for place, key in enumerate(known) if key < 0]
        for place, word in zip(unknown, words_matrix(row, at[order[firsts[unknown]]]), strict=True):
            known[place] = self._by_hash[different[place]] = self.key(word)
        keys = np.empty(len(at), np.uint64)
        keys[order] = np.array(known, np.uint64)[np.cumsum(new) - 1]
        return keys

    def text(self, key: int) -> str:
        """The term that has ``key``."""
        if key & _WORD:
            return self.words[key ^ _WORD]
        first, second = key >> 18, key & 0x3FFFF
        return _char(first) + (_char(second) if second else "")


def _char(dense: int) -> str:
    return chr(dense if dense < 0x10000 else dense + 0x10000)


def _hashes(row: Units, at: Rows) -> Keys:
    """A 64-bit hash of each word, letter by letter over all words at once, longest words first."""
    sizes = np.minimum(row.sizes[at], WORD_LIMIT).astype(np.int16)
    order = np.argsort(-sizes, kind="stable")
    starts, sizes = row.starts[at][order], sizes[order]
    state = np.full(len(at), 0xCBF29CE484222325, np.uint64)
    chars = row.chars
    with np.errstate(over="ignore"):
        for letter in range(int(sizes[0])):
            long = int(np.searchsorted(-sizes, -letter, side="left"))
            part = state[:long]
            part ^= chars[starts[:long] + letter]
            part *= np.uint64(0x9E3779B97F4A7C15)
            part ^= part >> np.uint64(29)
    hashes = np.empty_like(state)
    hashes[order] = state
    return hashes


_TYPES = {"key": np.uint64, "document": np.uint32, "flags": np.uint8, "count": np.uint32, "delta": np.uint32}


@dataclass(frozen=True, kw_only=True)
class Run:
    """Where one batch's columns lie in the scratch files: spans of postings and of occurrences."""

    postings: tuple[int, int]
    occurrences: tuple[int, int]


class Scratch:
    """Columns of all runs, one file a column: key, document, flags and count by posting, delta by occurrence."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows = self._occurrences = 0
        for name in _TYPES:
            (folder / name).touch()

    def append(self, columns: Columns) -> Run:
        """Add one run."""
        for name, column in columns.items():
            with (self._folder / name).open("ab") as stream:
                column.astype(_TYPES[name], copy=False).tofile(stream)
        run = Run(
            postings=(self._rows, self._rows + len(columns["key"])),
            occurrences=(self._occurrences, self._occurrences + len(columns["delta"])),
        )
        self._rows, self._occurrences = run.postings[1], run.occurrences[1]
        return run

    def read(self, name: str, begin: int, end: int) -> npt.NDArray[Any]:
        """Part of a column."""
        kind = np.dtype(_TYPES[name])
        return np.fromfile(self._folder / name, kind, end - begin, offset=begin * kind.itemsize)


def postings_of(
    texts: list[str], numbers: list[tuple[str, ...]], first: int, vocabulary: Vocabulary, folding: Folding
) -> tuple[Columns, Rows]:
    """The sorted postings of documents ``first``, ``first + 1``, ..., and the units in each text.

    ``texts`` has title and body of each document in turn; ``numbers`` what each is known by.
    """
    row = units_of(texts, folding)
    packed = _packed(row, vocabulary)
    keys = packed >> np.uint64(_UNIT_BITS)
    at = (packed & np.uint64((1 << _UNIT_BITS) - 1)).astype(np.int64)
    del packed
    segments = row.segments[at]
    title = (segments & 1) == 0
    documents = (segments >> 1) + first
    pair = row.changed[at] | (_is_pair(keys) & row.changed[np.minimum(at + 1, len(row.changed) - 1)])
    positions = row.positions[at] + np.where(title, 0, BODY)
    columns = _postings(keys, documents, title, pair, positions)
    return _with_numbers(columns, numbers, first, vocabulary), row.lengths


def _is_pair(keys: Keys) -> npt.NDArray[np.bool_]:
    return np.asarray((keys < np.uint64(_WORD)) & ((keys & np.uint64(0x3FFFF)) != 0))


def _packed(row: Units, vocabulary: Vocabulary) -> Keys:
    """Every token of the batch as key and unit, sorted; titles beyond BODY units are not."""
    kinds, segments = row.kinds, row.segments
    same = np.zeros(len(kinds) + 1, bool)  # same[u]: units u - 1 and u are of one segment
    same[1:-1] = segments[1:] == segments[:-1]
    han, word = kinds == H, kinds == W
    next_han = np.append(han[1:], False) & same[1:]
    next_word = np.append(word[1:], False) & same[1:]
    last_han = np.append(False, han[:-1]) & same[:-1]
    last_word = np.append(False, word[:-1]) & same[:-1]
    number = numbers_of(row)
    alone = han & (((segments & 1) == 0) | next_word | last_word | ~(next_han | last_han))
    before = number.units - 1
    alone[before[(before >= 0) & same[number.units] & han[before]]] = True
    first = row.chars[row.starts].astype(np.uint64)
    first = np.where(first < 0x10000, first, first - np.uint64(0x10000))
    pairs, singles, words = np.flatnonzero(han & next_han), np.flatnonzero(alone), np.flatnonzero(word)
    names, which = np.unique(number.years * 100_000 + number.serials, return_inverse=True)
    tokens = [vocabulary.key(f"〔{name // 100_000 or ''}〕{name % 100_000}") for name in names.tolist()]
    keys = (
        (first[pairs] << np.uint64(18)) | first[np.minimum(pairs + 1, len(first) - 1)],
        first[singles] << np.uint64(18),
        vocabulary.keys(row, words),
        np.array(tokens, np.uint64)[which] if tokens else np.zeros(0, np.uint64),
    )
    at = np.concatenate((pairs, singles, words, number.units)).astype(np.uint64)
    packed = (np.concatenate(keys) << np.uint64(_UNIT_BITS)) | at
    too_far = (row.positions >= BODY) & ((segments & 1) == 0)
    if too_far.any():
        packed = packed[~too_far[at.astype(np.int64)]]
    packed.sort()
    return packed


def _postings(
    keys: Keys,
    documents: Rows,
    title: npt.NDArray[np.bool_],
    changed: npt.NDArray[np.bool_],
    positions: Rows,
) -> Columns:
    """Group sorted tokens by term and document."""
    if not len(keys):
        none = np.zeros(0, np.uint32)
        return {
            "key": none.astype(np.uint64),
            "document": none,
            "flags": none.astype(np.uint8),
            "count": none,
            "delta": none,
        }
    new = np.ones(len(keys), bool)
    new[1:] = (keys[1:] != keys[:-1]) | (documents[1:] != documents[:-1])
    begins = np.flatnonzero(new)
    in_title = title[begins]
    delta = np.diff(positions, prepend=0)
    delta[begins] = positions[begins] - np.where(in_title, 0, BODY)
    folded = np.logical_and.reduceat(changed, begins)
    return {
        "key": keys[begins],
        "document": documents[begins].astype(np.uint32),
        "flags": (in_title * TITLE + folded * FOLDED).astype(np.uint8),
        "count": np.diff(begins, append=len(keys)).astype(np.uint32),
        "delta": delta.astype(np.uint32),
    }


def _with_numbers(columns: Columns, numbers: list[tuple[str, ...]], first: int, vocabulary: Vocabulary) -> Columns:
    """Add the numbers documents are known by, as title postings at position 0 of terms of their own."""
    own = sorted(
        {
            (vocabulary.key(NUMBER_MARK + number_key(number)), first + at)
            for at, known in enumerate(numbers)
            for number in known
            if number_key(number)
        }
    )
    if not own:
        return columns
    added: Columns = {
        "key": np.array([key for key, _ in own], np.uint64),
        "document": np.array([document for _, document in own], np.uint32),
        "flags": np.full(len(own), TITLE, np.uint8),
        "count": np.ones(len(own), np.uint32),
        "delta": np.zeros(len(own), np.uint32),
    }
    place = np.searchsorted(columns["key"], added["key"], side="right")
    within = np.append(np.cumsum(columns["count"], dtype=np.int64) - columns["count"], len(columns["delta"]))[place]
    inserted: Columns = {}
    for name, column in columns.items():
        where = np.asarray(within if name == "delta" else place)
        inserted[name] = np.insert(column, where, added[name])
    return inserted
