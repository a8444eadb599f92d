"""The portal's own areas: what GeoJSON programs write is read; a fault names file, feature and remedy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from publisher.errors import PortalError
from publisher.spec import load_portal
from publisher.spec.model import Portal
from tests.spec.test_load import PORTAL

AREAS = "areas: {file: areas.geojson, id: code, name: {en: name_en, zh: name}}\n"
SQUARE = [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]
HOLE = [[1, 1], [1, 1.5], [1.5, 1.5], [1.5, 1], [1, 1]]


def feature(coordinates: Any, *, type_: str = "Polygon", code: Any = "01", **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"code": code, "name": "北浦区", "name_en": "Beipu"} | properties,
        "geometry": {"type": type_, "coordinates": coordinates},
    }


def load(root: Path, *features: Any, declared: str = AREAS, **more: Any) -> Portal:
    document = {"type": "FeatureCollection", "features": list(features)} | more
    (root / "areas.geojson").write_text(json.dumps(document), encoding="utf-8")
    return written(root, declared)


def written(root: Path, declared: str = AREAS) -> Portal:
    (root / "portal.yml").write_text(PORTAL + declared, encoding="utf-8")
    return load_portal(root)


def test_a_portal_without_areas_has_none(tmp_path: Path) -> None:
    portal = written(tmp_path, "")
    assert (portal.areas, portal.areas_file) == ((), "")


def test_areas_in_the_order_of_the_file_with_a_name_in_each_language(tmp_path: Path) -> None:
    portal = load(tmp_path, feature([SQUARE], code="02"), feature([SQUARE], code=7, name_en=""))
    assert [(area.id, area.name) for area in portal.areas] == [
        ("02", {"en": "Beipu", "zh": "北浦区"}),
        ("7", {"zh": "北浦区"}),
    ]
    assert portal.areas_file == "areas.geojson"


def test_one_property_names_the_areas_in_the_first_language(tmp_path: Path) -> None:
    portal = load(tmp_path, feature([SQUARE]), declared="areas: {file: areas.geojson, id: code, name: name_en}\n")
    assert portal.areas[0].name == {"en": "Beipu"}


@pytest.mark.parametrize(
    "rings",
    [
        pytest.param([SQUARE, HOLE], id="as the standard has it"),
        pytest.param([SQUARE[::-1], HOLE[::-1]], id="wound the wrong way"),
        pytest.param([SQUARE[:-1], HOLE[:-1]], id="not closed"),
        pytest.param([[p for p in SQUARE for _ in (1, 2)], HOLE], id="each corner twice"),
        pytest.param([[[*p, 12.5] for p in SQUARE], HOLE], id="with heights"),
    ],
)
def test_what_programs_write_is_read_as_one_shape(tmp_path: Path, rings: Any) -> None:
    ((outer, hole),) = load(tmp_path, feature(rings)).areas[0].polygons
    assert (outer[0], outer[-1], len(outer), len(hole)) == (outer[-1], outer[0], 5, 5)
    assert set(outer) == {(0, 0), (2, 0), (2, 2), (0, 2)}
    assert outer[(outer.index((0, 0)) + 1) % 4] == (2, 0)  # against the clock
    assert hole[(hole.index((1, 1)) + 1) % 4] == (1, 1.5)  # with it


def test_many_polygons_are_one_area(tmp_path: Path) -> None:
    island = [[5, 5], [6, 5], [6, 6], [5, 5]]
    area = load(tmp_path, feature([[SQUARE, HOLE], [island]], type_="MultiPolygon")).areas[0]
    assert [len(polygon) for polygon in area.polygons] == [2, 1]


@pytest.mark.parametrize(
    ("features", "message", "remedy"),
    [
        pytest.param([feature([[[28.4, 123.9], *SQUARE]])], "feature 1 (01): [28.4, 123.9]", "swap", id="swapped"),
        pytest.param([feature([[[500000, 3150000], *SQUARE]])], "[500000, 3150000] is no", "-t_srs", id="metres"),
        pytest.param([feature([[[10**400, 1], *SQUARE]])], "is no [longitude, latitude]", "-t_srs", id="endless"),
        pytest.param([feature([[[float("nan"), 1], *SQUARE]])], "[nan, 1] is no", "-t_srs", id="not a number"),
        pytest.param([feature([[["1", 1], *SQUARE]])], '`["1", 1]` is not a position', "[longitude", id="text"),
        pytest.param([feature([SQUARE[:2]])], "fewer than three corners", "Draw it", id="a line"),
        pytest.param([feature([1, 2], type_="Point")], "is Point, not a Polygon", "take the feature out", id="point"),
        pytest.param([feature([]) | {"geometry": None}], "geometry is missing", "Draw it", id="no geometry"),
        pytest.param([feature([])], "no outline", "Draw it", id="no ring"),
        pytest.param([feature([SQUARE], code=None)], "no property `code`", "code, name, name_en", id="no id"),
        pytest.param([feature([SQUARE], name="", name_en=" ")], "no name", "areas: name:", id="no name"),
        pytest.param([feature([SQUARE]), feature([SQUARE])], "feature 2 (01): the id", "its own code", id="id twice"),
        pytest.param([{"type": "Polygon"}], "not a GeoJSON feature", "Export", id="no feature"),
        pytest.param([], "holds no area", "Remove areas:", id="empty"),
    ],
)
def test_a_fault_names_file_and_feature_and_says_what_to_do(
    tmp_path: Path, features: list[Any], message: str, remedy: str
) -> None:
    with pytest.raises(PortalError) as caught:
        load(tmp_path, *features)
    assert message in caught.value.message
    assert remedy in caught.value.remedy
    assert str(caught.value.place) == "areas.geojson"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b'{"type": "FeatureCollection",\n "features": [}', "areas.geojson:2: not valid JSON", id="json"),
        pytest.param(b"\xff\xfe{}", "not UTF-8", id="encoding"),
        pytest.param(b"[" * 100_000, "too much nesting", id="nested"),
        pytest.param(b'{"type": "Topology"}', "not a GeoJSON FeatureCollection", id="TopoJSON"),
        pytest.param(
            b'{"type": "FeatureCollection", "crs": {"properties": {"name": "EPSG:4490"}}, "features": []}',
            "EPSG:4490",
            id="another system",
        ),
        pytest.param(None, "not there", id="no file"),
    ],
)
def test_a_file_that_is_no_geojson(tmp_path: Path, data: bytes | None, message: str) -> None:
    if data is not None:
        (tmp_path / "areas.geojson").write_bytes(data)
    with pytest.raises(PortalError) as caught:
        written(tmp_path)
    assert message in str(caught.value)
    assert caught.value.remedy


def test_the_file_stays_in_the_portal_and_its_key_is_spelt_right(tmp_path: Path) -> None:
    with pytest.raises(PortalError, match=r"portal.yml:9: the path \.\./areas"):
        written(tmp_path, "areas: {file: ../areas.geojson, id: code, name: name}\n")
    with pytest.raises(PortalError, match=r"portal.yml:9: unknown key `names`.*\n.*`name`"):
        written(tmp_path, "areas: {file: areas.geojson, id: code, names: name}\n")
