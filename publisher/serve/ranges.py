"""Byte ranges of RFC 9110, clause 14: one range a request; several are answered with the whole file, as it allows."""

from __future__ import annotations

import re

_RANGE = re.compile(r"bytes=([0-9]*)-([0-9]*)")


class UnsatisfiableError(Exception):
    """The range begins behind the end of the file: status 416."""


def parse_range(header: str | None, size: int) -> tuple[int, int] | None:
    """First and last byte (both inclusive) asked for, or None for the whole file. Raises UnsatisfiableError.

    >>> parse_range("bytes=0-99", 1000), parse_range("bytes=-100", 1000), parse_range("lines=1-2", 1000)
    ((0, 99), (900, 999), None)
    """
    match = _RANGE.fullmatch((header or "").replace(" ", ""))
    if match is None or match.group() == "bytes=-":
        return None
    first, last = match.groups()
    if not first:
        length = int(last)
        if length == 0 or size == 0:
            raise UnsatisfiableError
        return max(0, size - length), size - 1
    begin = int(first)
    if begin >= size:
        raise UnsatisfiableError
    end = min(int(last), size - 1) if last else size - 1
    return (begin, end) if begin <= end else None
