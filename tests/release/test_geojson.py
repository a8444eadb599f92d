"""The GeoJSON release: every row is a feature, points stand longitude first, and nothing is cut."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.release import geojson_file, jsonl_file
from publisher.spec.model import Field, coordinates
from tests.release import made

NAME = Field(name="name", type="text", titles_in_source=("Name",))
LATITUDE = Field(name="lat", type="latitude", titles_in_source=("Lat",))
LONGITUDE = Field(name="lon", type="longitude", titles_in_source=("Lon",))
FIELDS = (NAME, LATITUDE, LONGITUDE)


def table(rows: list[tuple[str | None, float | None, float | None]]) -> pa.Table:
    kinds = (pa.string(), pa.float64(), pa.float64())
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    return pa.table(
        [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)], names=["name", "lat", "lon"]
    )


def written(folder: Path, rows: list[tuple[str | None, float | None, float | None]]) -> Any:
    path = folder / "t.geojson"
    assert geojson_file.write(path, FIELDS, table(rows), (LATITUDE, LONGITUDE)) == ""
    return json.loads(path.read_text(encoding="utf-8"))


def test_one_feature_a_row(tmp_path: Path) -> None:
    document = written(
        tmp_path,
        [('Noodles "1"', 28.123456789, 123.9), ("nowhere", None, 123.9), (None, -0.5, -180.0), ("x", math.nan, 1.0)],
    )
    assert document["type"] == "FeatureCollection"
    assert [feature["geometry"] for feature in document["features"]] == [
        {"type": "Point", "coordinates": [123.9, 28.1234568]},
        None,
        {"type": "Point", "coordinates": [-180, -0.5]},
        None,
    ]
    assert document["features"][0]["properties"] == {"name": 'Noodles "1"', "lat": 28.123456789, "lon": 123.9}


@given(
    st.lists(
        st.tuples(
            st.none() | st.text(st.characters(codec="utf-8")),
            st.none() | st.floats(-90, 90),
            st.none() | st.floats(-180, 180),
        ),
        max_size=5,
    )
)
def test_properties_are_the_lines_of_the_json_release(tmp_path_factory: pytest.TempPathFactory, rows: Any) -> None:
    folder = tmp_path_factory.mktemp("geojson")
    document = written(folder, rows)
    jsonl_file.write(folder / "t.jsonl", FIELDS, table(rows))
    lines = (folder / "t.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    assert [feature["properties"] for feature in document["features"]] == [json.loads(line) for line in lines]
    for feature, (_, latitude, longitude) in zip(document["features"], rows, strict=True):
        if latitude is None or longitude is None:
            assert feature["geometry"] is None
        else:
            x, y = feature["geometry"]["coordinates"]
            assert (x, y) == (pytest.approx(longitude, abs=5.1e-8), pytest.approx(latitude, abs=5.1e-8))


def test_a_file_too_large_is_left_out_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geojson_file, "MAX_BYTES", 1_000_000)
    rows: list[tuple[str | None, float | None, float | None]] = [("x" * 50, 1.0, 2.0)] * 12_000
    note = geojson_file.write(tmp_path / "t.geojson", FIELDS, table(rows), (LATITUDE, LONGITUDE))
    assert (note, list(tmp_path.iterdir())) == ("No GeoJSON: it would be larger than 1 MB.", [])


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        pytest.param(FIELDS, ("lat", "lon"), id="both"),
        pytest.param((NAME, LATITUDE), None, id="no longitude"),
        pytest.param(
            (*FIELDS, Field(name="lon_2", type="longitude", titles_in_source=("L2",))), ("lat", "lon"), id="first"
        ),
    ],
)
def test_coordinates_are_the_first_pair(fields: tuple[Field, ...], names: tuple[str, str] | None) -> None:
    found = coordinates(fields)
    assert (found and tuple(field.name for field in found)) == names


def test_a_release_with_coordinates_has_the_file(tmp_path: Path) -> None:
    rows: list[tuple[str | None, float | None, float | None]] = [("a", 1.0, 2.0)]
    spec = made.spec(FIELDS, key=("name",))
    release = made.release(table(rows), tmp_path, of=spec)
    file = next(file for file in release.files if file.format == "geojson")
    assert (file.name, file.media_type, file.role) == ("contracts.geojson", "application/geo+json", "data")
    assert json.loads((release.folder / file.name).read_text())["features"][0]["properties"]["name"] == "a"
