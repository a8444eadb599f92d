"""Bytes of the index: variable-length integers, and deflate as every browser can undo it.

An integer is written in groups of seven bits, lowest first, the top bit set on all but the last byte (LEB128).
Compressed blocks are raw deflate without a header.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from search_index.model import SearchError

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]


def pack(values: npt.NDArray[np.integer]) -> tuple[Bytes, Ints]:
    """Encode non-negative integers below 2^35: the bytes, and where each value begins, with the end added."""
    wide = values.astype(np.int64)
    sizes = np.ones(len(wide), np.int64)
    for group in range(1, 5):
        more = wide >= (1 << (7 * group))
        if not more.any():
            break
        sizes += more
    starts = np.zeros(len(wide) + 1, np.int64)
    np.cumsum(sizes, out=starts[1:])
    out = np.empty(int(starts[-1]), np.uint8)
    out[starts[:-1]] = wide & 127
    for group in range(1, 5):
        longer = np.flatnonzero(sizes > group)
        if not len(longer):
            break
        at = starts[longer] + group
        out[at - 1] |= 128
        out[at] = (wide[longer] >> (7 * group)) & 127
    return out, starts


def pack_list(values: Sequence[int]) -> bytes:
    """Encode a few non-negative integers."""
    return pack(np.array(values, np.int64))[0].tobytes()


def unpack(data: bytes) -> Ints:
    """Every integer in ``data``."""
    raw = np.frombuffer(data, np.uint8)
    if not len(raw):
        return np.zeros(0, np.int64)
    ends = np.flatnonzero(raw < 128)
    if len(ends) == len(raw):
        return raw.astype(np.int64)
    starts = np.empty(len(ends), np.int64)
    starts[0] = 0
    starts[1:] = ends[:-1] + 1
    raw = raw[: int(ends[-1]) + 1]
    values = (raw[starts] & 127).astype(np.int64)
    sizes = ends - starts
    for group in range(1, 6):
        longer = np.flatnonzero(sizes >= group)
        if not len(longer):
            break
        values[longer] |= (raw[starts[longer] + group] & 127).astype(np.int64) << (7 * group)
    return values


def unpack_first(data: bytes, count: int) -> tuple[Ints, int]:
    """The first ``count`` integers in ``data``, and the place after them."""
    raw = np.frombuffer(data, np.uint8, min(len(data), 5 * count))
    size = int(np.flatnonzero(raw < 128)[count - 1]) + 1
    return unpack(data[:size]), size


def unpack_some(data: bytes, count: int, at: int = 0) -> tuple[list[int], int]:
    """The next ``count`` integers from place ``at``, and the place after them."""
    values = []
    for _ in range(count):
        value = shift = 0
        while data[at] & 128:
            value |= (data[at] & 127) << shift
            shift += 7
            at += 1
        values.append(value | data[at] << shift)
        at += 1
    return values, at


def squeeze(*planes: bytes) -> bytes:
    """Deflate planes of small integers, each with its own code: near their entropy, and fast."""
    machine = zlib.compressobj(6, zlib.DEFLATED, -15, 9, zlib.Z_RLE)
    parts = []
    for plane in planes[:-1]:
        parts += [machine.compress(plane), machine.flush(zlib.Z_BLOCK)]
    parts += [machine.compress(planes[-1]), machine.flush()]
    return b"".join(parts)


def deflate(data: bytes, level: int = 6) -> bytes:
    """Deflate text."""
    machine = zlib.compressobj(level, zlib.DEFLATED, -15, 9)
    return machine.compress(data) + machine.flush()


def inflate(data: bytes) -> bytes:
    """Undo :func:`squeeze` or :func:`deflate`."""
    try:
        return zlib.decompress(data, -15)
    except zlib.error as error:
        raise SearchError(f"the index is damaged ({error}); build or copy it again") from error
