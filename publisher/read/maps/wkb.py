"""Geometries of a GeoPackage as GeoJSON values: its own short header, then well-known binary.

OGC 12-128r19 (GeoPackage 1.4), 2.1.3; OGC 06-103r4 (Simple Features), 8.2. Heights and measures are left out.
"""

from __future__ import annotations

from struct import unpack_from
from typing import Any

_ENVELOPES = (0, 32, 48, 48, 64)
_NAMES = {1: "Point", 2: "LineString", 3: "Polygon", 4: "MultiPoint", 5: "MultiLineString", 6: "MultiPolygon"}
_MOST_DEEP = 8


def from_package(blob: bytes) -> dict[str, Any] | None:
    """The geometry of a GeoPackage cell; None where it is empty. Raises ValueError and struct.error."""
    if blob[:2] != b"GP":
        raise ValueError("a geometry does not begin as those of a GeoPackage do")
    flags = blob[3]
    envelope = flags >> 1 & 7
    if envelope >= len(_ENVELOPES):
        raise ValueError("a geometry has an unknown envelope")
    if flags >> 4 & 1:
        return None
    found, _ = _geometry(blob, 8 + _ENVELOPES[envelope], 0)
    return found


def _geometry(data: bytes, at: int, depth: int) -> tuple[dict[str, Any], int]:
    """One geometry from offset ``at``, and the offset behind it."""
    if depth > _MOST_DEEP:
        raise ValueError("a geometry is nested too deeply")
    order = "<" if data[at] else ">"
    (code,) = unpack_from(f"{order}I", data, at + 1)
    kind, at = code % 1000, at + 5
    size = 2 + (code // 1000 in {1, 3}) + (code // 1000 in {2, 3})
    if kind == 1:
        numbers = unpack_from(f"{order}{size}d", data, at)
        return {"type": "Point", "coordinates": numbers[:2]}, at + 8 * size
    if kind == 2:
        points, at = _points(data, at, order, size)
        return {"type": "LineString", "coordinates": points}, at
    (count,) = unpack_from(f"{order}I", data, at)
    at += 4
    if count > len(data):
        raise ValueError("a geometry has more parts than bytes")
    parts: list[Any] = []
    for _ in range(count):
        part: Any
        part, at = _points(data, at, order, size) if kind == 3 else _geometry(data, at, depth + 1)
        parts.append(part)
    if kind == 7:
        return {"type": "GeometryCollection", "geometries": parts}, at
    if kind not in _NAMES:
        raise ValueError(f"there is no geometry of the type {code}")
    return {"type": _NAMES[kind], "coordinates": parts if kind == 3 else [part["coordinates"] for part in parts]}, at


def _points(data: bytes, at: int, order: str, size: int) -> tuple[list[tuple[float, float]], int]:
    (count,) = unpack_from(f"{order}I", data, at)
    at += 4
    if at + 8 * size * count > len(data):
        raise ValueError("a geometry has fewer points than it says")
    numbers = unpack_from(f"{order}{size * count}d", data, at)
    return list(zip(numbers[::size], numbers[1::size], strict=True)), at + 8 * size * count
