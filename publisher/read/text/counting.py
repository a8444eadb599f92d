"""A second count of the records of delimited text, by other means than the parsers: positions of quotes and line ends.

Where quotes stand as they should, a line end ends a record exactly when an even number of quotes precedes it; numpy
counts that at memory speed, block by block, and checks that each quote opens or closes where it may. A block that
fails the check is walked quote by quote under the rules of :mod:`publisher.read.text.records`, written a second time
here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np

_BLOCK = 1 << 22
_MAX_QUOTED = 1 << 24
_LF, _CR = 10, 13


@dataclass(frozen=True, kw_only=True)
class Count:
    """``records`` found; ``lines``: the physical line each begins on, from 1; ``longest`` record in bytes.

    ``blank``: the records (from 0) that are lines with nothing on them. ``unclosed``: how many quotes open and never
    close; only without them does a stock parser see the same records. ``offsets``: the byte each record begins at.
    ``regular``: every quote opens or closes where it may.
    """

    records: int
    lines: np.ndarray[Any, np.dtype[np.int64]]
    offsets: np.ndarray[Any, np.dtype[np.int64]]
    longest: int
    blank: np.ndarray[Any, np.dtype[np.int64]]
    unclosed: int
    regular: bool


@dataclass(frozen=True, kw_only=True)
class _Marks:
    """The bytes that steer: delimiter, quote, escape (or none), and whether spaces may precede a quote."""

    delimiter: bytes
    quote: bytes
    escape: bytes
    spaced: bool


def count(data: Any, *, delimiter: bytes, quote: bytes, escape: bytes = b"", spaced: bool = False) -> Count:
    """Count the records of UTF-8 bytes (anything with the buffer interface)."""
    marks = _Marks(delimiter=delimiter, quote=quote, escape=escape, spaced=spaced)
    total = len(data)
    position, line, unclosed, longest = 0, 1, 0, 0
    starts: list[np.ndarray[Any, np.dtype[np.int64]]] = []
    offsets: list[np.ndarray[Any, np.dtype[np.int64]]] = []
    blank: list[np.ndarray[Any, np.dtype[np.int64]]] = []
    done = 0
    regular = True
    size = _BLOCK
    while position < total:
        block = _block(data, position, size)
        end = position + len(block)
        terminators, quotes = _steering(block, quote[0])
        ends, bad, as_it_should = _ends(block, terminators, quotes, marks, last=end == total)
        regular &= as_it_should
        if end < total and not ends.size:
            size *= 2
            continue
        size = _BLOCK
        taken = len(block) if end == total else int(ends[-1]) + 1
        begins = np.concatenate(([0], ends + 1))
        begins = begins[begins < taken]
        starts.append(line + np.searchsorted(terminators, begins))
        offsets.append(position + begins)
        longest = max(longest, int(np.diff(np.append(begins, taken)).max(initial=0)))
        # A record that begins with its own line end is blank.
        blank.append(done + np.flatnonzero((block[begins] == _LF) | (block[begins] == _CR)))
        done += len(begins)
        unclosed += bad
        line += int(np.searchsorted(terminators, taken))
        position += taken
    nothing = np.empty(0, dtype=np.int64)
    lines = np.concatenate([nothing, *starts])
    return Count(
        records=len(lines),
        lines=lines,
        offsets=np.concatenate([nothing, *offsets]),
        longest=longest,
        blank=np.concatenate([nothing, *blank]),
        unclosed=unclosed,
        regular=regular,
    )


def _block(data: Any, position: int, size: int) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """The next bytes, about ``size`` of them; a CR LF is not cut in two."""
    end = min(position + size, len(data))
    if end < len(data) and data[end - 1] == _CR:
        end += 1
    return np.frombuffer(data, dtype=np.uint8, count=end - position, offset=position)


def _ends(
    block: np.ndarray[Any, np.dtype[np.uint8]],
    terminators: np.ndarray[Any, np.dtype[np.int64]],
    quotes: np.ndarray[Any, np.dtype[np.int64]],
    marks: _Marks,
    *,
    last: bool,
) -> tuple[np.ndarray[Any, np.dtype[np.int64]], int, bool]:
    """Ends of records in a block, how many quotes never close in it, and whether all stand where they may."""
    plain = not marks.escape and not marks.spaced
    if plain and _regular(block, quotes, marks.delimiter) and not (last and len(quotes) % 2):
        return terminators[np.searchsorted(quotes, terminators) % 2 == 0], 0, True
    found, unclosed = _walk(block.tobytes(), marks, last=last)
    return np.asarray(found, dtype=np.int64), unclosed, False


def _steering(
    block: np.ndarray[Any, np.dtype[np.uint8]], quote: int
) -> tuple[np.ndarray[Any, np.dtype[np.int64]], np.ndarray[Any, np.dtype[np.int64]]]:
    """The last byte of each line end (LF, CR LF or a bare CR), and each quote."""
    ends = block == _LF
    returns = block == _CR
    if returns.any():
        returns[:-1] &= ~ends[1:]
        ends |= returns
    at = np.flatnonzero(ends | (block == quote))
    is_quote = block[at] == quote
    return at[~is_quote], at[is_quote]


def _regular(
    block: np.ndarray[Any, np.dtype[np.uint8]],
    quotes: np.ndarray[Any, np.dtype[np.int64]],
    delimiter: bytes,
) -> bool:
    """Whether each quote that opens stands at the start of a cell, and each that closes at its end."""
    if not quotes.size:
        return True
    edges = np.zeros(256, dtype=bool)
    edges[[_LF, _CR]] = True
    before, after = edges.copy(), edges.copy()
    before[delimiter[-1]] = True
    after[[delimiter[0], block[quotes[0]]]] = True
    opening, closing = quotes[0::2], quotes[1::2]
    # The second of a doubled quote inside a cell opens directly behind the first, which closes.
    doubled = np.zeros(len(opening), dtype=bool)
    doubled[1:] = opening[1:] == closing[: len(opening) - 1] + 1
    opens = doubled | before[block[np.maximum(opening - 1, 0)]] | (opening == 0)
    closes = after[block[np.minimum(closing + 1, len(block) - 1)]] | (closing == len(block) - 1)
    return bool(opens.all() and closes.all())


def _walk(block: bytes, marks: _Marks, *, last: bool) -> tuple[list[int], int]:
    """Ends of records in a block that begins at a record, and how many quotes never close in it."""
    token = re.compile(rb"\r\n|\n|\r|" + re.escape(marks.quote))
    ends: list[int] = []
    unclosed = position = begin = 0
    while found := token.search(block, position):
        at, position = found.start(), found.end()
        if found.group() != marks.quote:
            ends.append(position - 1)
            begin = position
            continue
        if not _begins_cell(block, at, marks):
            continue
        closed = _closing(block, at, marks)
        if closed is None and not last and len(block) - at < _MAX_QUOTED:
            return ends, unclosed
        if closed is None or _in_other_text(block, at, closed, marks.delimiter):
            # Its record ends with the line it began on.
            unclosed += 1
            position = _line_end(block, begin)
        else:
            position = closed + 1
    return ends, unclosed


def _in_other_text(block: bytes, opening: int, closing: int, delimiter: bytes) -> bool:
    """Whether a quoted piece with a line end in it ends in the middle of a cell."""
    after = block[closing + 1 : closing + 1 + len(delimiter)]
    if not after or after == delimiter or after[:1] in (b"\r", b"\n"):
        return False
    return b"\n" in block[opening:closing] or b"\r" in block[opening:closing]


def _begins_cell(block: bytes, at: int, marks: _Marks) -> bool:
    """Whether a cell begins at offset ``at``."""
    while marks.spaced and at and block[at - 1 : at] == b" ":
        at -= 1
    return not at or block[at - 1 : at] in (b"\r", b"\n") or block.endswith(marks.delimiter, 0, at)


def _closing(block: bytes, opening: int, marks: _Marks) -> int | None:
    """The quote that closes the one at ``opening``; doubled and escaped ones do not."""
    position = opening + 1
    while True:
        found = block.find(marks.quote, position)
        if found < 0:
            return None
        if marks.escape:
            bare = block[position:found].rstrip(marks.escape)
            if (found - position - len(bare)) % 2:
                position = found + 1
                continue
        if block[found + 1 : found + 2] != marks.quote:
            return found
        position = found + 2


def _line_end(block: bytes, position: int) -> int:
    """Where the line of ``position`` ends: the offset of its line end, or of the end of the block."""
    found = [x for x in (block.find(b"\n", position), block.find(b"\r", position)) if x >= 0]
    return min(found, default=len(block))
