"""Shapefiles: the table of a ``.dbf`` with the geometry of the ``.shp`` beside it, record by record, as GeoJSON text.

ESRI Shapefile Technical Description (July 1998). The number of shapes is the second count of the table's records.
Coordinates stand as in the file; those that are no degrees (the ``.prj`` says which) are not turned into degrees.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from struct import unpack_from
from typing import Any

from publisher.errors import Place, SourceError
from publisher.read.maps import dbase

MAGIC = b"\0\0\x27\x0a"
_HEADER, _RECORD = 100, 8
_POINTS, _MULTIPOINTS, _LINES, _POLYGONS = {1, 11, 21}, {8, 18, 28}, {3, 13, 23}, {5, 15, 25}
Point = tuple[float, float]
Ring = list[Point]


def read(
    path: Path, table: Path, *, name: str, folder: Path, encoding: str | None, page: str | None
) -> list[dict[str, Any]]:
    """The one table as a manifest. ``table``: the ``.dbf``; ``page``: what the ``.cpg`` says of its encoding."""
    try:
        shapes = [None if shape is None else json.dumps(shape, allow_nan=False) for shape in _shapes(path.read_bytes())]
    except (struct.error, ValueError) as error:
        raise SourceError(
            f"its shapes are damaged: {error}",
            place=Place(file=name),
            remedy="Ask the department for the shapefile again, with all its parts.",
        ) from error
    return dbase.read(table, name=name, folder=folder, encoding=encoding or page, beside=shapes)


def _shapes(data: bytes) -> Iterator[dict[str, Any] | None]:
    """The geometries in order; None for a null shape. Raises ValueError and struct.error."""
    if data[:4] != MAGIC:
        raise ValueError("it does not begin as a shapefile does")
    at = _HEADER
    while at + _RECORD <= len(data):
        (words,) = unpack_from(">i", data, at + 4)
        at += _RECORD
        if words < 2 or at + 2 * words > len(data):
            raise ValueError(f"a shape reaches beyond the file's end, at byte {at}")
        yield _shape(data[at : at + 2 * words])
        at += 2 * words


def _shape(content: bytes) -> dict[str, Any] | None:
    (kind,) = unpack_from("<i", content)
    if kind == 0:
        return None
    if kind in _POINTS:
        return {"type": "Point", "coordinates": unpack_from("<2d", content, 4)}
    if kind in _MULTIPOINTS:
        (count,) = unpack_from("<i", content, 36)
        return {"type": "MultiPoint", "coordinates": _points(content, 40, count)}
    if kind not in _LINES | _POLYGONS:
        raise ValueError(f"there is no shape of the type {kind}")
    rings = _parts(content)
    if kind in _LINES:
        many = len(rings) != 1
        return {"type": "MultiLineString" if many else "LineString", "coordinates": rings if many else rings[0]}
    polygons = _polygons(rings)
    many = len(polygons) != 1
    return {"type": "MultiPolygon" if many else "Polygon", "coordinates": polygons if many else polygons[0]}


def _points(content: bytes, at: int, count: int) -> Ring:
    if count < 0 or at + 16 * count > len(content):
        raise ValueError("a shape has fewer points than it says")
    numbers = unpack_from(f"<{2 * count}d", content, at)
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _parts(content: bytes) -> list[Ring]:
    parts, count = unpack_from("<2i", content, 36)
    if parts < 0 or 44 + 4 * parts > len(content):
        raise ValueError("a shape has fewer parts than it says")
    starts = [*unpack_from(f"<{parts}i", content, 44), count]
    if starts[0] < 0 or any(first > last for first, last in pairwise(starts)):
        raise ValueError("the parts of a shape are not in order")
    points = _points(content, 44 + 4 * parts, count)
    return [points[first:last] for first, last in pairwise(starts)]


def _polygons(rings: Sequence[Ring]) -> list[list[Ring]]:
    """Each outer ring, which runs clockwise, with its holes; as GeoJSON wants them, outer rings the other way round."""
    outer = [[ring[::-1]] for ring in rings if not _area(ring) > 0]
    for hole in (ring for ring in rings if _area(ring) > 0):
        owner = next((polygon for polygon in outer if _holds(polygon[0], hole[0])), None)
        if owner is None:
            outer.append([hole])
        else:
            owner.append(hole[::-1])
    return outer


def _area(ring: Ring) -> float:
    """Twice the area, positive where the ring runs against the clock."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], *ring[:1]], strict=True))


def _holds(ring: Ring, point: Point) -> bool:
    """Whether a point lies inside, by the edges that a ray from it crosses."""
    x, y = point
    inside = False
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside
