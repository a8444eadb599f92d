"""Tokens of many texts at once, as columns: what ``analysis.tokens`` does, in numpy.

A test holds the two together. Each document is two segments, title and body; positions count units from the
beginning of the segment.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from search_index.analysis import HAN, PUNCTUATION, WORD, Folding
from search_index.analysis.folding import HAN_BLOCKS
from search_index.analysis.numbers import CLOSING, OPENING
from search_index.analysis.units import UNSPACED, WORD_LIMIT, class_of

P, W, H, SPACE, IGNORED = range(5)
_CLASSES = {PUNCTUATION: P, WORD: W, HAN: H, "space": SPACE, "ignored": IGNORED}
_CODES = 0x110000
# Blocks of characters that fold to themselves and are all of one class.
_PLAIN = ((0xAC00, 0xD7A4), *HAN_BLOCKS)

Bools = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.uint32]
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Tables:
    """Per code point: its folded form, its class, whether folding changed more than case; and what needs care."""

    folded: Codes
    classes: npt.NDArray[np.uint8]
    changed: Bools
    special: Bools
    careful: re.Pattern[str]


@lru_cache(maxsize=1)
def tables(folding: Folding) -> Tables:
    """Build the tables of ``folding``; a fifth of a second."""
    folded = np.arange(_CODES, dtype=np.uint32)
    classes = np.full(_CODES, P, np.uint8)
    for start, end in UNSPACED:
        classes[start:end] = H
    skipped = [range(start, end) for start, end in (*_PLAIN, (0xD800, 0xF900), (0x20000, 0xE0000), (0xE01F0, _CODES))]
    longer = []
    changed = np.zeros(_CODES, bool)
    code = 0
    while code < _CODES:
        block = next((block for block in skipped if code in block), None)
        if block is not None:
            code = block.stop
            continue
        char = chr(code)
        key = folding.character(char)
        if len(key) > 1 and any(class_of(part) in (WORD, HAN) for part in key):
            longer.append(char)
        folded[code] = ord(key[-1])
        classes[code] = _CLASSES[class_of(key[-1])]
        changed[code] = key != char and key != char.casefold()
        code += 1
    for char, simple in folding.traditional.items():
        folded[ord(char)] = ord(simple)
        changed[ord(char)] = True
    marks = _marks()
    special = np.zeros(_CODES, bool)
    special[[ord(char) for char in (*marks, *longer)]] = True
    careful = re.compile(f".?[{_ranges(marks)}]+|[{_ranges(longer)}]", re.DOTALL)
    return Tables(folded=folded, classes=classes, changed=changed, special=special, careful=careful)


def _marks() -> list[str]:
    """Characters that compose with the one before them."""
    marks = [chr(code) for code in range(0x300, 0x1F000) if unicodedata.category(chr(code))[0] == "M"]
    marks += [chr(code) for code in range(0x1160, 0x1200)]
    return marks + [chr(code) for code in range(0xE0100, 0xE01F0)]


def _ranges(chars: list[str]) -> str:
    codes = np.unique([ord(char) for char in chars])
    cuts = np.flatnonzero(np.diff(codes) > 1)
    firsts = codes[np.concatenate(([0], cuts + 1))]
    lasts = codes[np.concatenate((cuts, [len(codes) - 1]))]
    return "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in zip(firsts, lasts, strict=True))


@dataclass(frozen=True, kw_only=True)
class Units:
    """The units of many segments, as columns; ``chars`` are the folded characters that units are made of."""

    chars: Codes
    starts: Rows
    sizes: Rows
    kinds: npt.NDArray[np.uint8]
    changed: Bools
    segments: Rows
    positions: Rows
    lengths: Rows
    """Units in each segment."""


def units_of(texts: list[str], folding: Folding) -> Units:
    """The units of ``texts``; each text is one segment."""
    table = tables(folding)
    codes, lengths = _codes(texts)
    special = np.flatnonzero(table.special[codes])
    if len(special):  # what one-to-one folding cannot do is done one by one
        texts = list(texts)
        for at in np.unique(np.searchsorted(np.cumsum(lengths), special, side="right")).tolist():
            texts[at] = table.careful.sub(lambda found: folding.fold(found.group()), texts[at])
        codes, lengths = _codes(texts)
    classes = table.classes[codes]
    kept = np.flatnonzero(classes < SPACE)
    codes, kinds = codes[kept], classes[kept]
    spaces = np.cumsum(classes == SPACE, dtype=np.int32)[kept]
    bounds = np.searchsorted(kept, np.concatenate(([0], np.cumsum(lengths))))
    begins = np.ones(len(codes), bool)
    begins[1:] = (kinds[1:] == H) | (kinds[1:] != kinds[:-1]) | ((kinds[1:] == W) & (spaces[1:] != spaces[:-1]))
    begins[bounds[:-1][bounds[:-1] < len(codes)]] = True
    starts = np.flatnonzero(begins)
    firsts = np.searchsorted(starts, bounds)
    counts = np.diff(firsts)
    segments = np.repeat(np.arange(len(texts)), counts)
    return Units(
        chars=table.folded[codes],
        starts=starts,
        sizes=np.diff(starts, append=len(codes)),
        kinds=kinds[starts],
        changed=np.logical_or.reduceat(table.changed[codes], starts) if len(starts) else np.zeros(0, bool),
        segments=segments,
        positions=np.arange(len(starts)) - firsts[segments],
        lengths=counts,
    )


def _codes(texts: list[str]) -> tuple[Codes, Rows]:
    """The code points of all texts, and how many each has."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    return np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32), lengths


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """Document numbers: the unit each begins at, its year (0: none) and its serial."""

    units: Rows
    years: Rows
    serials: Rows


def numbers_of(row: Units) -> Numbers:
    """The same as ``analysis.numbers.numbers_in``, on columns."""
    view = _View(row)
    opening = (view.kinds == P) & np.isin(view.last, [ord(char) for char in OPENING])
    closing = (view.kinds == P) & (view.sizes == 1) & np.isin(view.first, [ord(char) for char in CLOSING])
    found = []
    at = np.flatnonzero(opening & view.ahead(view.year, 1))
    if len(at):
        close = at + 2 + view.han("年")[at + 2]
        within = view.within(at, close)
        at, close = at[within & closing[close]], close[within & closing[close]]
        serial = close + 1 + view.han("第")[close + 1]
        fine = view.within(at, serial) & view.serial[serial]
        found.append((at[fine], at[fine] + 1, serial[fine]))
    at = np.flatnonzero(view.year)
    if len(at):
        serial = at + 1 + view.han("年")[at + 1]
        serial = serial + view.han("第")[serial]
        fine = view.within(at, serial + 1) & view.serial[serial] & view.han("号")[serial + 1]
        found.append((at[fine], at[fine], serial[fine]))
    at = np.flatnonzero(view.han("第"))
    if len(at):
        fine = view.within(at, at + 2) & view.serial[at + 1] & view.han("号")[at + 2]
        found.append((at[fine], np.full(int(fine.sum()), -1), at[fine] + 1))
    if not found:
        none = np.zeros(0, np.int64)
        return Numbers(units=none, years=none, serials=none)
    units, years, serials = (np.concatenate(part) for part in zip(*found, strict=True))
    values = np.concatenate((view.values, [0]))
    return Numbers(units=units, years=values[years], serials=values[serials])


class _View:
    """Columns of units with room after the end, so that looking ahead needs no bounds."""

    def __init__(self, row: Units) -> None:
        room = 6
        self.kinds = np.concatenate((row.kinds, np.full(room, 9, np.uint8)))
        self.sizes = np.concatenate((row.sizes, np.zeros(room, np.int64)))
        self.segments = np.concatenate((row.segments, np.full(room, -1)))
        count = len(row.starts)
        self.first = np.zeros(count + room, np.uint32)
        self.first[:count] = row.chars[row.starts]
        self.last = np.zeros(count + room, np.uint32)
        self.last[:count] = row.chars[row.starts + row.sizes - 1]
        self.values = np.full(count + room, -1, np.int64)
        for size in range(1, 6):
            at = np.flatnonzero((row.kinds == W) & (row.sizes == size))
            digits = row.chars[row.starts[at][:, None] + np.arange(size)].astype(np.int64) - 48
            fine = ((digits >= 0) & (digits <= 9)).all(axis=1)
            self.values[at[fine]] = digits[fine] @ (10 ** np.arange(size - 1, -1, -1))
        self.serial = self.values >= 0
        self.year = (self.sizes == 4) & (self.values >= 1900) & (self.values <= 2099)

    def han(self, char: str) -> Bools:
        return np.asarray((self.first == ord(char)) & (self.kinds == H))

    def ahead(self, column: Bools, by: int) -> Bools:
        shifted = np.concatenate((column[by:], np.zeros(by, bool)))
        return np.asarray(shifted & (self.segments == np.roll(self.segments, -by)))

    def within(self, at: Rows, later: Rows) -> Bools:
        return np.asarray(self.segments[at] == self.segments[later])


def words_matrix(row: Units, at: Rows) -> list[str]:
    """The words of the units ``at``."""
    sizes = np.minimum(row.sizes[at], WORD_LIMIT)
    if not len(at):
        return []
    width = int(sizes.max())
    reach = row.starts[at][:, None] + np.arange(width)
    chars = np.where(np.arange(width) < sizes[:, None], row.chars[np.minimum(reach, len(row.chars) - 1)], 0)
    words: list[str] = chars.astype(np.uint32).view(f"<U{width}").ravel().tolist()
    return words
