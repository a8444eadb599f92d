"""What documents can be filtered and counted by: kind, department, date."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from search_index.codec import Ints, deflate, inflate, pack, unpack
from search_index.model import SearchError
from search_index.volumes import VolumeWriter

UNDATED = 0


def day_of(date: str | None, name: str = "") -> int:
    """A date as days since the year 1; a month or year alone counts as its first day; no date is 0."""
    if not date:
        return UNDATED
    text = date[:10]
    try:
        full = text + "-01-01"[len(text) - 4 :] if len(text) in (4, 7) else text
        return dt.date.fromisoformat(full).toordinal()
    except ValueError as error:
        raise SearchError(
            f"document {name}: {date!r} is no date; write it as 2016-10-08, 2016-10 or 2016, or leave it empty"
        ) from error


def write_facets(kinds: Sequence[str], departments: Sequence[str], days: Ints, volume: VolumeWriter) -> dict[str, Any]:
    """Write a column for each, in the order of ids; returns what the entry says about them."""
    dated = days[days > UNDATED]
    years = Counter(dt.date.fromordinal(day).year for day in dated.tolist())
    gaps = np.diff(dated, prepend=dated[:1]) * -1
    gaps[:1] = dated[:1]
    data = deflate(pack(gaps)[0].tobytes())
    return {
        "kind": _write_column(kinds, volume),
        "department": _write_column(departments, volume),
        "date": {
            "dated": len(dated),
            "years": [[str(year), years[year]] for year in sorted(years, reverse=True)],
            "span": [volume.write(data), len(data)],
        },
    }


def _write_column(values: Sequence[str], volume: VolumeWriter) -> dict[str, Any]:
    counts = Counter(values)
    order = sorted(counts, key=lambda value: (-counts[value], value))
    codes = {value: code for code, value in enumerate(order)}
    width = 1 if len(order) <= 256 else 2 if len(order) <= 65_536 else 4
    column = np.fromiter((codes[value] for value in values), f"<u{width}", len(values))
    data = deflate(column.tobytes())
    names = deflate("\n".join(value.replace("\n", " ") for value in order).encode("utf-8", "replace"), 9)
    return {
        "values": len(order),
        "width": width,
        "names": [volume.write(names), len(names)],
        "counts": _write_counts([counts[value] for value in order], volume),
        "span": [volume.write(data), len(data)],
    }


def _write_counts(counts: Sequence[int], volume: VolumeWriter) -> list[int]:
    data = deflate(pack(np.array(counts, np.int64))[0].tobytes(), 9)
    return [volume.write(data), len(data)]


def decode_codes(data: bytes, width: int) -> Ints:
    """A column of codes."""
    return np.frombuffer(inflate(data), f"<u{width}").astype(np.int64)


def decode_names(data: bytes) -> list[str]:
    """The values codes stand for."""
    return inflate(data).decode().split("\n")


def decode_days(data: bytes) -> Ints:
    """The days of the dated documents, newest first."""
    steps = unpack(inflate(data))
    steps[1:] *= -1
    return np.cumsum(steps)
