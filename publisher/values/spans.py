"""The bytes of a column of texts as they lie in memory, to answer some questions faster than text by text."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

_Bytes = npt.NDArray[np.uint8]
_Ints = npt.NDArray[np.int64]


def may_hold(texts: Any, part: str) -> bool:
    """False where no text of a StringArray has this part; where two texts together have it, it is no more than may."""
    data, _ = spans(texts)
    return part.encode() in data.tobytes()


def spans(texts: Any) -> tuple[_Bytes, _Ints]:
    """The bytes of a StringArray, and where in them each text begins, with the end of the last one.

    What lies there for a null is not said. Raises TypeError for what is no StringArray.
    """
    if texts.type != pa.string():
        raise TypeError(f"no texts: {texts.type}")
    if not len(texts):
        return np.empty(0, np.uint8), np.zeros(1, np.int64)
    _, offsets, data = texts.buffers()
    edges = np.frombuffer(offsets, np.int32, len(texts) + 1, texts.offset * 4).astype(np.int64)
    first, size = int(edges[0]), int(edges[-1] - edges[0])
    return np.frombuffer(data, np.uint8, size, first) if size else np.empty(0, np.uint8), edges - first


def byte_at(texts: Any, place: int) -> _Bytes:
    """The byte of each text at ``place``, counted from 0; 0 where it is shorter."""
    data, edges = spans(texts)
    if not len(data):
        return np.zeros(len(texts), np.uint8)
    at = edges[:-1] + place
    found: _Bytes = np.where(at < edges[1:], data.take(at, mode="clip"), np.uint8(0))
    return found
