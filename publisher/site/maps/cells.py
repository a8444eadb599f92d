"""Many places as few hexagons."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

MOST = 170
_FINEST, _STEP = 5.0, 1.2


@dataclass(frozen=True, kw_only=True)
class Cells:
    """Hexagons standing on a corner: their ``radius`` in units, their middles, and the hexagon of each place."""

    radius: float
    x: Any
    y: Any
    of: Any

    @property
    def outline(self) -> str:
        """The path of each, from its top corner, without the move to it."""
        half, side = round(self.radius * math.sqrt(3) / 2, 2), round(self.radius, 2)
        slope = round(side / 2, 2)
        return f"l{half:g},{slope:g}v{side:g}l{-half:g},{slope:g} {-half:g},{-slope:g}v{-side:g}z"


def cells(x: Any, y: Any) -> Cells:
    """The finest hexagons of which the places (units of a picture, at least one) fill no more than ``MOST``."""
    radius = _FINEST
    while True:
        made = _cells(x, y, radius)
        if len(made.x) <= MOST:
            return made
        radius *= _STEP


def _cells(x: Any, y: Any, radius: float) -> Cells:
    """Axial coordinates, rounded in the cube: the nearest middle of a hexagon."""
    q = (math.sqrt(3) / 3 * x - y / 3) / radius
    r = 2 / 3 * y / radius
    s = -q - r
    whole = np.rint(q), np.rint(r), np.rint(s)
    off = tuple(np.abs(rounded - exact) for rounded, exact in zip(whole, (q, r, s), strict=True))
    widest_q = (off[0] > off[1]) & (off[0] > off[2])
    widest_r = ~widest_q & (off[1] > off[2])
    q = np.where(widest_q, -whole[1] - whole[2], whole[0])
    r = np.where(widest_r, -whole[0] - whole[2], whole[1])
    q, r = q.astype(np.int64), r.astype(np.int64)
    west, north, rows = q.min(), r.min(), int(np.ptp(r)) + 1
    number = (q - west) * rows + (r - north)
    filled = np.bincount(number) > 0
    q, r = np.flatnonzero(filled) // rows + west, np.flatnonzero(filled) % rows + north
    of = (np.cumsum(filled) - 1)[number]
    return Cells(radius=radius, x=radius * math.sqrt(3) * (q + r / 2), y=radius * 1.5 * r, of=of)
