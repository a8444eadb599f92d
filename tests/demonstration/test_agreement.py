"""What the demonstration's datasets say agrees: with the map, with each other, and with their own days."""

from __future__ import annotations

import datetime as dt
import json
from itertools import pairwise
from typing import Any

import pytest

from tests.demonstration.cleaned import PORTAL, TRUTH, newest

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rows]:
    """Dataset -> its published rows."""
    store = tmp_path_factory.mktemp("snapshots")
    return {name: newest(name, store).table.to_pylist() for name in TRUTH}


@pytest.mark.parametrize("name", ["food-premises", "bus-stops", "school-places"])
def test_every_place_lies_in_the_district_it_names(rows: dict[str, Rows], name: str) -> None:
    areas = json.loads((PORTAL / "areas.geojson").read_text(encoding="utf-8"))["features"]
    outlines = {area["properties"]["code"]: area["geometry"]["coordinates"] for area in areas}
    astray = [
        row
        for row in rows[name]
        if not _within(row["longitude"], row["latitude"], outlines[row["district"]])  # GeoJSON has longitude first
    ]
    assert astray == []


def test_payments_name_contracts_there_are(rows: dict[str, Rows]) -> None:
    known = {row["contract_id"] for row in rows["contracts"]}
    named = {row["contract_id"] for row in rows["spending"] if row["contract_id"]}
    assert len(named) > 100
    assert named - known == set()


def test_stops_are_served_by_lines_that_run(rows: dict[str, Rows]) -> None:
    assert {line for row in rows["bus-stops"] for line in row["lines"]} == {row["line"] for row in rows["boardings"]}


def test_no_request_was_closed_before_it_came_in(rows: dict[str, Rows]) -> None:
    closed = [row for row in rows["requests"] if row["closed_on"]]
    assert len(closed) > 1000
    assert {row["status"] for row in closed} == {"closed"}
    assert [row for row in closed if row["closed_on"] < (row["received_at"] + dt.timedelta(hours=8)).date()] == []


def test_a_licence_is_expired_when_its_term_is_over(rows: dict[str, Rows]) -> None:
    day = dt.date.fromisoformat(TRUTH["licences"]["released"])
    over = {row["licence_no"] for row in rows["licences"] if row["expires_on"] and row["expires_on"] < day}
    expired = {row["licence_no"] for row in rows["licences"] if row["status"] == "expired"}
    revoked = {row["licence_no"] for row in rows["licences"] if row["status"] == "revoked"}
    assert expired
    assert over - revoked == expired


def test_nobody_admits_more_children_than_there_are_places(rows: dict[str, Rows]) -> None:
    known = [row for row in rows["school-places"] if row["admitted"] is not None]
    assert len(known) > 50
    assert [row for row in known if row["admitted"] > min(row["places"], row["applied"])] == []


def test_measurements_fit_each_other(rows: dict[str, Rows]) -> None:
    measured = [row for row in rows["air-quality"] if row["pm25"] is not None]
    assert [row for row in measured if row["pm25"] > row["pm10"]] == []
    places = {(row["station"], row["latitude"], row["longitude"]) for row in rows["air-quality"]}
    assert len(places) == len({row["station"] for row in rows["air-quality"]}) == 9


def _within(longitude: float, latitude: float, polygons: list[list[list[list[float]]]]) -> bool:
    """Whether a line to the east meets the rings of a MultiPolygon an odd number of times."""
    crossings = 0
    for rings in polygons:
        for ring in rings:
            for (x1, y1), (x2, y2) in pairwise(ring):
                if (y1 > latitude) != (y2 > latitude):
                    crossings += longitude < x1 + (latitude - y1) / (y2 - y1) * (x2 - x1)
    return crossings % 2 == 1
