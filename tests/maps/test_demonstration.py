"""Lanwan's own map: its districts touch without a gap or a lap, and what names a district lies in it."""

from __future__ import annotations

import json
import random
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from datasets.generator import areas as generator
from datasets.generator.city import DISTRICTS
from datasets.generator.outlines import place_in
from datasets.generator.premises import make as premises
from publisher.site.maps.inside import area_of
from publisher.spec import load_portal
from publisher.spec.model import Area
from tests.maps.test_geometry import exactly_in

ROOT = Path(__file__).parents[2] / "datasets"


@pytest.fixture(scope="module")
def areas() -> tuple[Area, ...]:
    return load_portal(ROOT).areas


def test_the_districts_are_those_of_the_city(areas: tuple[Area, ...]) -> None:
    assert [(area.id, dict(area.name)) for area in areas] == [
        (one.code, {"en": one.en, "zh": one.zh}) for one in DISTRICTS
    ]
    assert (ROOT / "areas.geojson").read_bytes() == generator.make().data


def test_borders_are_shared_or_coast(areas: tuple[Area, ...]) -> None:
    """Neighbours run along one line in opposite directions: an edge is used once each way, or once by a coast."""
    edges = Counter(edge for area in areas for polygon in area.polygons for ring in polygon for edge in pairwise(ring))
    assert set(edges.values()) == {1}
    shared = sum((end, start) in edges for start, end in edges)
    assert shared > 250


def test_no_two_borders_cross(areas: tuple[Area, ...]) -> None:
    rings = [ring for area in areas for polygon in area.polygons for ring in polygon]
    starts = np.array([place for ring in rings for place in ring[:-1]])
    ends = np.array([place for ring in rings for place in ring[1:]])
    for start, end in zip(starts, ends, strict=True):
        one = _side(start, end, starts) * _side(start, end, ends)
        other = _side(starts, ends, start) * _side(starts, ends, end)
        assert not ((one < 0) & (other < 0)).any()


def _side(start: np.ndarray, end: np.ndarray, place: np.ndarray) -> np.ndarray:
    along, aside = end - start, place - start
    return np.asarray(along[..., 0] * aside[..., 1] - along[..., 1] * aside[..., 0])


@pytest.mark.parametrize("district", [one.code for one in DISTRICTS])
def test_what_happens_in_a_district_lies_in_it(areas: tuple[Area, ...], district: str) -> None:
    rng = random.Random(district)
    wanted = next(number for number, area in enumerate(areas) if area.id == district)
    places = [place_in(rng, district) for _ in range(200)]
    latitude, longitude = (np.array(column) for column in zip(*places, strict=True))
    assert set(area_of(longitude, latitude, areas).tolist()) == {wanted}
    for lat, lon in places[:20]:
        assert any(exactly_in((lon, lat), polygon) for polygon in areas[wanted].polygons)


def test_food_premises_lie_in_the_district_they_name(areas: tuple[Area, ...]) -> None:

    items = [
        item
        for item in json.loads(premises().data)["data"]["items"]
        if item["address"]["district"] in {area.id for area in areas} and item["location"]["lat"] < 90
    ]
    latitude, longitude = (np.array([item["location"][name] for item in items]) for name in ("lat", "lon"))
    found = [areas[number].id for number in area_of(longitude, latitude, areas)]
    assert found == [item["address"]["district"] for item in items]
    assert len(items) > 600
