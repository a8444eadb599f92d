"""An area's outline as the path of a picture: as few corners as the eye needs, and where its name stands best."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from publisher.site.maps.inside import area_of
from publisher.site.maps.view import View
from publisher.spec.model import Area, Ring

FINEST = 0.3  # units; what is nearer to the line than this is left out
_GRID = 24


def path(area: Area, seen: View, tolerance: float = FINEST) -> str:
    """The ``d`` of an SVG path, drawn by the rule ``evenodd``; rings smaller than the tolerance are left out."""
    rings = [drawn(ring, seen, tolerance) for polygon in area.polygons for ring in polygon]
    return "".join(_written(ring) for ring in rings if len(ring) > 3)


def corners(areas: Sequence[Area], seen: View, tolerance: float) -> int:
    """How many corners the paths of the areas have."""
    return sum(len(drawn(ring, seen, tolerance)) for area in areas for polygon in area.polygons for ring in polygon)


def drawn(ring: Ring, seen: View, tolerance: float) -> Any:
    """The ring in units, an array of two columns, after Douglas and Peucker: no corner is moved, only left out."""
    places = np.asarray(ring)
    points = np.column_stack((seen.x(places[:, 0]), seen.y(places[:, 1])))
    middle = int(np.argmax(((points - points[0]) ** 2).sum(axis=1)))
    kept = np.zeros(len(points), bool)
    kept[[0, middle, -1]] = True
    waiting = [(0, middle), (middle, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        far = _distance(points[first + 1 : last], points[first], points[last])
        most = int(np.argmax(far))
        if far[most] > tolerance:
            kept[first + 1 + most] = True
            waiting += [(first, first + 1 + most), (first + 1 + most, last)]
    return points[kept]


def middle(area: Area, seen: View) -> tuple[float, float, float]:
    """A place of the picture well inside the largest polygon, and how far from its border that is, in units."""
    largest = max(area.polygons, key=lambda polygon: _size(polygon[0]))
    alone = (Area(id=area.id, name=area.name, polygons=(largest,)),)
    west, south = np.min(largest[0], axis=0)
    east, north = np.max(largest[0], axis=0)
    steps = (np.arange(_GRID) + 0.5) / _GRID
    longitude, latitude = (
        one.ravel() for one in np.meshgrid(west + steps * (east - west), south + steps * (north - south))
    )
    inside = area_of(longitude, latitude, alone) == 0
    if not inside.any():
        return float(seen.x((west + east) / 2)), float(seen.y((south + north) / 2)), 0.0
    x, y = seen.x(longitude[inside]), seen.y(latitude[inside])
    border = np.concatenate([drawn(ring, seen, FINEST) for ring in largest])
    # Names are wider than high: a place is the better the farther the border is to its sides.
    far = np.sqrt((((x[:, None] - border[:, 0]) / 2) ** 2 + (y[:, None] - border[:, 1]) ** 2).min(axis=1))
    best = int(np.argmax(far))
    return float(x[best]), float(y[best]), float(far[best])


def _size(ring: Ring) -> float:
    places = np.asarray(ring) - ring[0]
    return float(abs(np.dot(places[:-1, 0], places[1:, 1]) - np.dot(places[1:, 0], places[:-1, 1])))


def _distance(points: Any, start: Any, end: Any) -> Any:
    """How far points are from the line between two others; when these are one, from it."""
    along = end - start
    length = float(np.hypot(*along))
    if length == 0:
        return np.hypot(*(points - start).T)
    return np.abs(along[0] * (points[:, 1] - start[1]) - along[1] * (points[:, 0] - start[0])) / length


def _written(points: Any) -> str:
    """Relative steps of tenths of a unit, which do not add up rounding errors."""
    tenths = np.rint(points * 10).astype(int)
    steps = np.diff(tenths[:-1], axis=0)
    lines = "".join(f"{_short(x)}{'' if y < 0 else ','}{_short(y)} " for x, y in steps).rstrip()
    return f"M{_short(tenths[0][0])},{_short(tenths[0][1])}l{lines}z"


def _short(tenths: int) -> str:
    """``123`` as ``12.3``, ``120`` as ``12``, ``-5`` as ``-.5``."""
    return f"{tenths / 10:g}".replace("0.", ".", 1) if abs(tenths) < 10 and tenths else f"{tenths / 10:g}"
