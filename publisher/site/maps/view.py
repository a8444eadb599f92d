"""From longitude and latitude to the picture: equirectangular, true to scale at the middle latitude.

For a city this is as exact as any projection: over half a degree of latitude lengths are off by less than one in a
hundred. One unit of the picture is as long to the east as to the north.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from publisher.spec.model import Area

WIDTH = 360.0
_TALLEST, _LOWEST = 400.0, 150.0
_MARGIN = 8.0
_DEGREE = 111_195.0  # metres of a degree of latitude on the sphere of the earth's mean radius, 6,371 km
_LEAST = 0.005  # degrees that a picture shows at least

Box = tuple[float, float, float, float]


@dataclass(frozen=True, kw_only=True)
class View:
    """A picture of ``WIDTH`` by ``height`` units. ``scale``: units a degree of latitude; ``narrowed``: the cosine of
    the middle latitude; ``wraps``: longitudes west of Greenwich count on from 180.
    """

    west: float
    north: float
    scale: float
    narrowed: float
    left: float
    top: float
    height: float
    wraps: bool

    def x(self, longitude: Any) -> Any:
        """Units from the left edge; for a number or an array."""
        turned = longitude + 360.0 * (longitude < 0) if self.wraps else longitude
        return self.left + (turned - self.west) * self.narrowed * self.scale

    def y(self, latitude: Any) -> Any:
        """Units from the top edge; for a number or an array."""
        return self.top + (self.north - latitude) * self.scale

    def shows(self, x: Any, y: Any) -> Any:
        """Whether a place of the picture is in its frame."""
        return (x >= 0) & (x <= WIDTH) & (y >= 0) & (y <= self.height)

    @property
    def metres(self) -> float:
        """How long a unit is on the ground, at the middle of the picture."""
        return _DEGREE / self.scale

    @property
    def degrees(self) -> Box:
        """West, south, east and north of the frame; east may be above 180."""
        across = self.narrowed * self.scale
        west, north = self.west - self.left / across, self.north + self.top / self.scale
        return west, north - self.height / self.scale, west + WIDTH / across, north


def view(box: Box, *, wraps: bool = False) -> View:
    """The picture of a box: west, south, east, north in degrees, with a margin; small boxes are made larger."""
    west, south, east, north = _grown(box)
    narrowed = max(0.05, math.cos(math.radians((south + north) / 2)))
    wide, high = (east - west) * narrowed, north - south
    scale = min((WIDTH - 2 * _MARGIN) / wide, (_TALLEST - 2 * _MARGIN) / high)
    height = round(max(_LOWEST, high * scale + 2 * _MARGIN), 1)
    return View(
        west=west,
        north=north,
        scale=scale,
        narrowed=narrowed,
        left=(WIDTH - wide * scale) / 2,
        top=(height - high * scale) / 2,
        height=height,
        wraps=wraps,
    )


def box_of(areas: Iterable[Area]) -> tuple[Box, bool]:
    """What the areas cover, and whether that is smaller across the 180th meridian."""
    positions = [place for area in areas for polygon in area.polygons for place in polygon[0]]
    return box_around([x for x, _ in positions], [y for _, y in positions])


def box_around(longitudes: Any, latitudes: Any) -> tuple[Box, bool]:
    """What the places cover, and whether that is smaller across the 180th meridian."""
    x, wraps = np.asarray(longitudes, float), False
    if np.ptp(x) > 180:
        turned = x + 360.0 * (x < 0)
        if np.ptp(turned) < np.ptp(x):
            x, wraps = turned, True
    y = np.asarray(latitudes, float)
    return (float(x.min()), float(y.min()), float(x.max()), float(y.max())), wraps


def _grown(box: Box) -> Box:
    west, south, east, north = box
    wider, higher = max(0.0, _LEAST - (east - west)) / 2, max(0.0, _LEAST - (north - south)) / 2
    return west - wider, south - higher, east + wider, north + higher
