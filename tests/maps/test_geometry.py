"""The arithmetic of maps, against other ways of computing the same."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.site.maps import outline
from publisher.site.maps.cells import MOST, cells
from publisher.site.maps.classes import classes
from publisher.site.maps.inside import NOWHERE, area_of
from publisher.site.maps.view import WIDTH, View, box_around, view
from publisher.spec.model import Area, Polygon, Ring
from tests.maps.made import area, holed, square

POSITIONS = st.tuples(st.integers(-6, 6), st.integers(-6, 6))


def exactly_in(place: tuple[float, float], polygon: Polygon) -> bool:
    """By the turns of each ring around the place, in fractions: in the outer ring and in no hole."""
    outer, *holes = (_turns(place, ring) for ring in polygon)
    return bool(outer % 2) and not any(hole % 2 for hole in holes)


def _turns(place: tuple[float, float], ring: Ring) -> int:
    x, y = (Fraction(value) for value in place)
    found = 0
    for one, other in pairwise(ring):
        (x1, y1), (x2, y2) = ((Fraction(a), Fraction(b)) for a, b in (one, other))
        side = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)
        if y1 <= y < y2 and side > 0:
            found += 1
        if y2 <= y < y1 and side < 0:
            found -= 1
    return found


def on_border(place: tuple[float, float], polygon: Polygon) -> bool:
    x, y = (Fraction(value) for value in place)
    for ring in polygon:
        for one, other in pairwise(ring):
            (x1, y1), (x2, y2) = ((Fraction(a), Fraction(b)) for a, b in (one, other))
            level = (x2 - x1) * (y - y1) == (x - x1) * (y2 - y1)
            if level and min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2):
                return True
    return False


def found(places: list[tuple[float, float]], areas: list[Area]) -> list[int]:
    x, y = (np.array([place[n] for place in places], float) for n in (0, 1))
    return list(area_of(x, y, areas))


@given(st.lists(POSITIONS, min_size=3, max_size=9, unique=True), st.lists(POSITIONS, min_size=1, max_size=30))
def test_places_of_any_ring_are_those_it_turns_around(
    corners: list[tuple[int, int]], places: list[tuple[int, int]]
) -> None:
    polygon: Polygon = ((*corners, corners[0]),)
    for place, number in zip(places, found(places, [area("1", polygon)]), strict=True):
        if not on_border(place, polygon):
            assert (number == 0) == exactly_in(place, polygon), place


@given(st.lists(st.tuples(st.floats(-1, 11), st.floats(-1, 11)), min_size=1, max_size=40))
def test_a_hole_is_outside(places: list[tuple[float, float]]) -> None:
    polygon = holed(0, 0, 10, 4)
    for place, number in zip(places, found(places, [area("1", polygon)]), strict=True):
        if not on_border(place, polygon):
            assert (number == 0) == exactly_in(place, polygon), place


@given(st.lists(st.floats(-0.4, 0.4), min_size=4, max_size=12), st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_a_place_on_a_shared_border_is_in_exactly_one(bends: list[float], along: list[float]) -> None:
    """Two halves of a square with one crooked border, drawn upwards by one and downwards by the other."""
    count = len(bends) + 1
    border = [(0.0, -1.0), *((bend, 2 * number / count - 1) for number, bend in enumerate(bends, 1)), (0.0, 1.0)]
    left: Ring = ((-1.0, -1.0), *border, (-1.0, 1.0), (-1.0, -1.0))
    right: Ring = ((1.0, 1.0), *reversed(border), (1.0, -1.0), (1.0, 1.0))
    places = [*border[1:-1]]
    for share in along:
        (x1, y1), (x2, y2) = border[int(share * (len(border) - 2))], border[int(share * (len(border) - 2)) + 1]
        places.append((x1 + (x2 - x1) * share, min(max(y1 + (y2 - y1) * share, -0.999), 0.999)))
    one, other = found(places, [area("l", (left,))]), found(places, [area("r", (right,))])
    assert [(a == 0) + (b == 0) for a, b in zip(one, other, strict=True)] == [1] * len(places)


def test_a_place_in_several_areas_is_in_the_first() -> None:
    areas = [area("1", square(0, 0, 2), square(5, 5, 1)), area("2", square(1, 1, 2))]
    assert found([(1.5, 1.5), (2.5, 2.5), (5.5, 5.5), (9, 9)], areas) == [0, 1, 0, NOWHERE]
    assert found([], areas) == []


def haversine(one: tuple[float, float], other: tuple[float, float]) -> float:
    (x1, y1), (x2, y2) = (map(math.radians, place) for place in (one, other))
    half = math.sin((y2 - y1) / 2) ** 2 + math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
    return 2 * 6_371_008.8 * math.asin(math.sqrt(half))


@given(
    st.floats(-180, 179.5),
    st.floats(-70, 69.5),
    st.floats(0.01, 0.5),
    st.floats(0.01, 0.5),
    st.tuples(st.floats(0, 1), st.floats(0, 1)),
    st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_lengths_on_the_picture_are_those_on_the_ground(
    west: float, south: float, wide: float, high: float, one: tuple[float, float], other: tuple[float, float]
) -> None:
    seen = view((west, south, west + wide, south + high))
    (x1, y1), (x2, y2) = ((west + wide * a, south + high * b) for a, b in (one, other))
    drawn = math.hypot(seen.x(x2) - seen.x(x1), seen.y(y2) - seen.y(y1)) * seen.metres
    assert drawn == pytest.approx(haversine((x1, y1), (x2, y2)), rel=0.015, abs=0.5)
    for x, y in ((seen.x(x1), seen.y(y1)), (seen.x(x2), seen.y(y2))):
        assert 0 <= x <= WIDTH
        assert 0 <= y <= seen.height
        assert bool(seen.shows(x, y))


@pytest.mark.parametrize(
    ("longitudes", "latitudes", "box", "wraps"),
    [
        ([123.8, 124.1], [28.3, 28.5], (123.8, 28.3, 124.1, 28.5), False),
        ([177.2, -179.9, 179.0], [-17, -18, -16], (177.2, -18, 180.1, -16), True),
        ([-75.0, 140.0], [1, 2], (140.0, 1, 285.0, 2), True),
        ([-80.0, 80.0], [1, 2], (-80.0, 1, 80.0, 2), False),
    ],
    ids=["a city", "Fiji", "over the Pacific", "wide"],
)
def test_the_box_around_places(
    longitudes: list[float], latitudes: list[float], box: tuple[float, ...], wraps: bool
) -> None:
    found_box, found_wraps = box_around(longitudes, latitudes)
    assert (pytest.approx(found_box), found_wraps) == (box, wraps)
    seen = view(found_box, wraps=found_wraps)
    assert seen.shows(seen.x(np.array(longitudes)), seen.y(np.array(latitudes))).all()


@pytest.mark.parametrize("box", [(10, 20, 10, 20), (10, 20, 10.00001, 21), (-180, -90, 180, 90), (0, 89.9, 1, 90)])
def test_every_box_has_a_picture(box: tuple[float, float, float, float]) -> None:
    seen = view(box)
    assert 100 <= seen.height <= 400
    west, south, east, north = seen.degrees
    assert (west <= box[0], south <= box[1], east >= box[2], north >= box[3]) == (True,) * 4


def unit_view() -> View:
    """One degree is one unit, from (0, 0) at the lower left."""
    return View(west=0, north=400, scale=1, narrowed=1, left=0, top=0, height=400, wraps=False)


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(0, 300)), min_size=3, max_size=40), st.floats(0.1, 30))
def test_what_is_left_out_of_an_outline_is_no_farther_than_the_tolerance(
    corners: list[tuple[float, float]], tolerance: float
) -> None:
    ring = (*corners, corners[0])
    kept = [tuple(point) for point in outline.drawn(ring, unit_view(), tolerance)]
    exact = [(x, 400 - y) for x, y in ring]
    assert (kept[0], kept[-1]) == (exact[0], exact[-1])
    assert set(kept) <= set(exact)
    for x, y in exact:
        assert min(_beside(x, y, one, other) for one, other in pairwise(kept)) <= tolerance + 1e-6


def _beside(x: float, y: float, one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """From a place to the nearest point of the line through two others (of them, when they are one)."""
    (x1, y1), (x2, y2) = one, other
    length = math.hypot(x2 - x1, y2 - y1)
    if length == 0:
        return math.hypot(x - x1, y - y1)
    return abs((x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)) / length


def test_an_outline_is_written_without_drift() -> None:
    ring = (*((n * 0.34, 100.0 + (n % 2) * 3) for n in range(400)), (0.0, 100.0))
    path = outline.path(area("1", (ring,)), unit_view(), 0.1)
    numbers = path.removeprefix("M").removesuffix("z").replace("l", " ").replace("-", " -").replace(",", " ").split()
    steps = [(float(x), float(y)) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
    x, y = (sum(step[n] for step in steps) for n in (0, 1))
    assert (x, y) == (pytest.approx(399 * 0.34, abs=0.06), pytest.approx(400 - 103, abs=0.06))


def test_a_name_stands_inside_its_area_and_not_in_its_hole() -> None:
    one = area("1", holed(0, 0, 100, 60), square(200, 200, 5))
    x, y, room = outline.middle(one, unit_view())
    assert exactly_in((x, 400 - y), one.polygons[0])
    assert room > 3


@given(st.lists(st.tuples(st.floats(0, 360), st.floats(0, 360)), min_size=1, max_size=60))
def test_each_place_is_in_the_hexagon_whose_middle_is_nearest(places: list[tuple[float, float]]) -> None:
    x, y = (np.array([place[n] for place in places]) for n in (0, 1))
    made = cells(x, y)
    assert len(made.of) == len(places)
    assert set(made.of.tolist()) == set(range(len(made.x)))
    own = np.hypot(x - made.x[made.of], y - made.y[made.of])
    assert (own <= made.radius + 1e-6).all()
    nearest = np.hypot(x[:, None] - made.x, y[:, None] - made.y).min(axis=1)
    assert own == pytest.approx(nearest, abs=1e-6)


def test_many_places_are_no_more_hexagons_than_a_page_holds() -> None:
    rng = np.random.default_rng(7)
    made = cells(rng.uniform(0, 360, 100_000), rng.uniform(0, 400, 100_000))
    assert 0.5 * MOST < len(made.x) <= MOST
    assert np.bincount(made.of).sum() == 100_000


@given(st.lists(st.decimals(-1000, 1000, places=2), min_size=1, max_size=60))
def test_every_value_has_one_class(values: list[Decimal]) -> None:
    found_classes = classes(values)
    ranges = found_classes.ranges
    assert 1 <= len(ranges) <= 5
    assert all(low <= high for low, high in ranges)
    assert all(one[1] < other[0] for one, other in pairwise(ranges))
    for value in values:
        low, high = ranges[found_classes.of(value)]
        assert low <= value <= high
    shades = [found_classes.shade(value) for value in sorted(values)]
    assert shades == sorted(shades)
    assert set(shades) <= set(range(5))
    assert len(set(shades)) == len(ranges)


def test_a_common_value_leaves_classes_to_the_others() -> None:
    values = [Decimal(1)] * 90 + [Decimal(value) for value in (2, 3, 4, 5, 6, 7, 8, 9)]
    assert classes(values).ranges == ((1, 1), (2, 3), (4, 5), (6, 7), (8, 9))
