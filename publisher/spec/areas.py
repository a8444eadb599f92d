"""Read the portal's own areas from a GeoJSON file (RFC 7946): polygons with an id and a name in each language.

What many programs write is mended without a word, because nothing is lost by it: a ring that is not closed, one that
runs the wrong way round (RFC 7946, 3.1.6), a corner twice, a height. All else that is wrong names file and feature.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from publisher.errors import Place, PortalError
from publisher.spec.model import Area, Polygon, Position, Ring, Text

MOST_BYTES = 32_000_000
_WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326")
_SMALLER = "Make it simpler, for example with ogr2ogr -simplify 0.0001, and try again."
_CONVERT = "Convert it to longitude and latitude, for example with ogr2ogr -t_srs EPSG:4326."


def read_areas(root: Path, name: str, *, id_from: str, names_from: Text) -> tuple[Area, ...]:
    """The areas of the file ``name`` below the portal's folder, in its order.

    ``id_from``: the property with the id; ``names_from``: language -> the property with the name. Raises PortalError.
    """
    features = _features(_json(root / name, name), name)
    areas: dict[str, Area] = {}
    for number, feature in enumerate(features, 1):
        reader = _Feature(name, number, id_from)
        area = reader.area(feature, names_from)
        if area.id in areas:
            raise reader.fault(f"the id `{area.id}` stands here twice", f"Give each area its own {id_from}.")
        areas[area.id] = area
    if not areas:
        raise PortalError("the file holds no area", place=Place(file=name), remedy="Remove areas: from portal.yml.")
    return tuple(areas.values())


def _json(path: Path, name: str) -> Any:
    place = Place(file=name)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise PortalError(
                f"the file has {path.stat().st_size / 1e6:.0f} MB; {MOST_BYTES / 1e6:.0f} MB is the most for areas",
                place=place,
                remedy=_SMALLER,
            )
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise PortalError(
            "the file of areas is not there", place=place, remedy="Put it there, or mend areas: in portal.yml."
        ) from error
    except OSError as error:
        raise PortalError(
            f"the file cannot be read: {error.strerror}",
            place=place,
            remedy="Give the account that publishes the right to read it.",
        ) from error
    except UnicodeDecodeError as error:
        raise PortalError("the file is not UTF-8 text", place=place, remedy="Save it as UTF-8.") from error
    except json.JSONDecodeError as error:
        raise PortalError(
            f"not valid JSON: {error.msg}",
            place=Place(file=name, line=error.lineno),
            remedy="Export the areas again as GeoJSON.",
        ) from error
    except (RecursionError, ValueError) as error:  # ValueError: a number of thousands of digits
        raise PortalError(
            "too much nesting, or a number too long", place=place, remedy="Export the areas again as GeoJSON."
        ) from error


def _features(value: Any, name: str) -> list[Any]:
    if not isinstance(value, dict) or value.get("type") != "FeatureCollection":
        raise PortalError(
            "the file is not a GeoJSON FeatureCollection",
            place=Place(file=name),
            remedy="Export the areas as GeoJSON, each as a feature.",
        )
    system = str(value.get("crs") or "")
    if system and not any(known in system for known in _WGS84):
        raise PortalError(
            f"the coordinates are not longitude and latitude (WGS 84): crs says {system[:120]}",
            place=Place(file=name),
            remedy=_CONVERT,
        )
    features = value.get("features")
    return features if isinstance(features, list) else []


class _Feature:
    """Reads one feature; ``fault`` names it."""

    def __init__(self, file: str, number: int, id_from: str) -> None:
        self._file = file
        self._number = number
        self._id_from = id_from
        self._id = ""

    def area(self, feature: Any, names_from: Text) -> Area:
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            raise self.fault("this is not a GeoJSON feature", "Export the areas again as GeoJSON.")
        properties = feature.get("properties")
        if not isinstance(properties, dict):
            properties = {}
        self._id = self._word(properties, self._id_from)
        name = {language: str(properties.get(key) or "").strip() for language, key in names_from.items()}
        if not any(name.values()):
            keys = " or ".join(f"`{key}`" for key in names_from.values())
            raise self.fault(f"the area has no name: no property {keys}", "Add it, or mend areas: name: in portal.yml.")
        named = {language: said for language, said in name.items() if said}
        return Area(id=self._id, name=named, polygons=self._polygons(feature.get("geometry")))

    def fault(self, message: str, remedy: str) -> PortalError:
        named = f" ({self._id})" if self._id else ""
        place = Place(file=self._file)
        return PortalError(f"feature {self._number}{named}: {message}", place=place, remedy=remedy)

    def _word(self, properties: Mapping[str, Any], key: str) -> str:
        value = properties.get(key)
        if isinstance(value, bool) or not isinstance(value, (str, int)) or not str(value).strip():
            found = ", ".join(map(str, properties)) or "none"
            raise self.fault(
                f"the area has no id: no property `{key}`",
                f"Add it, or mend areas: id: in portal.yml. Properties here: {found}.",
            )
        return str(value).strip()

    def _polygons(self, geometry: Any) -> tuple[Polygon, ...]:
        kind = geometry.get("type") if isinstance(geometry, dict) else None
        if kind not in ("Polygon", "MultiPolygon"):
            raise self.fault(
                f"the area's geometry is {kind or 'missing'}, not a Polygon or MultiPolygon",
                "Draw it as an area, or take the feature out.",
            )
        given = geometry.get("coordinates")
        polygons = [given] if kind == "Polygon" else given
        if not isinstance(polygons, list) or not polygons:
            raise self.fault("the area has no outline", "Draw it, or take the feature out.")
        return tuple(self._polygon(polygon) for polygon in polygons)

    def _polygon(self, rings: Any) -> Polygon:
        if not isinstance(rings, list) or not rings:
            raise self.fault("a polygon has no outline", "Draw it, or take the polygon out.")
        outer, *holes = (self._ring(ring) for ring in rings)
        return (_turned(outer, left=True), *(_turned(hole, left=False) for hole in holes))

    def _ring(self, given: Any) -> Ring:
        """A closed ring without a corner twice in a row."""
        if not isinstance(given, list):
            raise self.fault("a ring is not a list of positions", "Export the areas again as GeoJSON.")
        ring: list[Position] = []
        for item in given:
            position = self._position(item)
            if not ring or ring[-1] != position:
                ring.append(position)
        if ring and ring[0] != ring[-1]:
            ring.append(ring[0])
        if len(ring) < 4:
            raise self.fault("a ring has fewer than three corners", "Draw it again, or take it out.")
        return tuple(ring)

    def _position(self, given: Any) -> Position:
        numbers = given[:2] if isinstance(given, list) else []
        if len(numbers) != 2 or any(isinstance(one, bool) or not isinstance(one, (int, float)) for one in numbers):
            raise self.fault(f"`{json.dumps(given)[:60]}` is not a position", "Write [longitude, latitude].")
        longitude, latitude = numbers
        if abs(longitude) <= 180 and abs(latitude) <= 90:
            return float(longitude), float(latitude)
        where = f"[{longitude}, {latitude}]"[:60]
        if abs(longitude) <= 90 and abs(latitude) <= 180:
            raise self.fault(
                f"{where} is no [longitude, latitude]: the two seem to be swapped",
                "GeoJSON wants the longitude first: export the areas again, or swap the two everywhere.",
            )
        raise self.fault(f"{where} is no [longitude, latitude] in degrees", _CONVERT)


def _turned(ring: Ring, *, left: bool) -> Ring:
    """The ring against the clock when ``left``, else with it."""
    (x0, y0), twice = ring[0], 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        twice += (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
    return ring if (twice > 0) == left else tuple(reversed(ring))
