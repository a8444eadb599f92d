"""Which area each of many places lies in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from publisher.spec.model import Area, Polygon

NOWHERE = -1


def area_of(longitude: Any, latitude: Any, areas: Sequence[Area]) -> Any:
    """For each place the position of its area in ``areas``, ``NOWHERE`` when it is in none: an array of int64.

    ``longitude`` and ``latitude``: arrays of finite float64 degrees. A place on a border that two areas share is in
    exactly one of them, and one that several areas cover is in the first, so that counts add up to all places.
    """
    order = np.argsort(latitude, kind="stable")
    x, y = longitude[order], latitude[order]
    found = np.full(len(x), NOWHERE, np.int64)
    for number, area in enumerate(areas):
        for polygon in area.polygons:
            found[(found == NOWHERE) & _within(x, y, polygon)] = number
    placed = np.empty_like(found)
    placed[order] = found
    return placed


def _within(x: Any, y: Any, polygon: Polygon) -> Any:
    """Whether a ray to the east meets the rings an odd number of times. ``y`` is sorted.

    Each edge looks only at the places between its two ends, the lower one included, and is computed from its lower
    end upwards: neighbours that share it get the same answer to the last bit.
    """
    odd = np.zeros(len(x), bool)
    for ring in polygon:
        for one, other in pairwise(ring):
            (x1, y1), (x2, y2) = (one, other) if one[1] < other[1] else (other, one)
            first, last = np.searchsorted(y, (y1, y2), side="left")
            if first < last:
                beside = x1 + (y[first:last] - y1) * ((x2 - x1) / (y2 - y1))
                odd[first:last] ^= x[first:last] < beside
    return odd
