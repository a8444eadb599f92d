"""Numbers in equal ranges that begin at round values."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

_ABOUT = 12  # ranges, at the most twice as many


@dataclass(frozen=True, kw_only=True)
class Ranges:
    """``counts[n]`` values are from ``edges[n]`` to under ``edges[n + 1]``. ``without``: rows that have no number."""

    edges: tuple[Decimal, ...]
    counts: tuple[int, ...]
    without: int


def histogram(column: Any, *, whole: bool) -> Ranges | None:
    """The values of an Arrow column of numbers; None when it has none. ``whole``: ranges are of whole numbers."""
    values = column.cast("float64").to_numpy(zero_copy_only=False) if len(column) else np.empty(0)
    found = values[np.isfinite(values)]
    if not len(found):
        return None
    low, high = float(found.min()), float(found.max())
    step = round_step(Decimal(repr(high - low)) / _ABOUT if high > low else Decimal(1), whole=whole)
    first = math.floor(Decimal(repr(low)) / step)
    count = math.floor(Decimal(repr(high)) / step) - first + 1
    edges = tuple(step * (first + number) for number in range(count + 1))
    places = np.searchsorted(np.array([float(edge) for edge in edges]), found, side="right") - 1
    counted = np.bincount(np.clip(places, 0, count - 1), minlength=count)
    return Ranges(edges=edges, counts=tuple(int(number) for number in counted), without=len(values) - len(found))


def round_step(rough: Decimal, *, whole: bool) -> Decimal:
    """The least of 1, 2, 5 times a power of ten that is not under ``rough``, which is above 0; at least 1 if whole."""
    power = Decimal(10) ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    step = max(step, Decimal(1)) if whole else step
    return step.quantize(Decimal(1)) if step == step.to_integral_value() else step.normalize()
