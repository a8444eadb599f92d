"""Lanwan's land: the outlines of its districts, and places in them. No such land is: all of it lies in the open sea.

The map is a plan of points and lines between them. A line is drawn once, rough as coasts and hills are, and used by
the districts on both its sides, so that they touch without a gap. North and south bank of the river are two lines.
"""

from __future__ import annotations

import math
import random
from functools import cache
from itertools import pairwise

WEST, SOUTH = 123.80, 28.36  # of the plan's corner, in degrees
WIDE, HIGH = 0.27, 0.2  # of the plan, in degrees
PLACES = 5  # of a coordinate: a metre

Position = tuple[float, float]
Line = tuple[Position, ...]

_POINTS: dict[str, Position] = {
    "north-west": (0.03, 0.97),
    "north": (0.37, 0.98),
    "north-cape": (0.70, 0.93),
    "light": (0.66, 0.66),  # the lighthouse, where the harbour begins
    "mouth-north": (0.53, 0.565),
    "mouth-south": (0.50, 0.515),
    "ford-north": (0.34, 0.575),
    "ford-south": (0.31, 0.545),
    "source-north": (0.03, 0.487),
    "source-south": (0.03, 0.475),
    "ridge": (0.35, 0.74),
    "dock": (0.52, 0.42),
    "mole": (0.61, 0.38),
    "strand": (0.58, 0.27),
    "hill": (0.32, 0.28),
    "hill-west": (0.04, 0.24),
    "south-cape": (0.71, 0.13),
    "south": (0.55, 0.04),
    "south-west": (0.05, 0.04),
}
# from, to, how rough: a share of the line's length
_LINES: tuple[tuple[str, str, float], ...] = (
    ("north-west", "north", 0.08),
    ("north", "north-cape", 0.19),
    ("north-cape", "light", 0.20),
    ("light", "mouth-north", 0.17),
    ("mouth-north", "ford-north", 0.07),
    ("ford-north", "source-north", 0.08),
    ("source-south", "ford-south", 0.08),
    ("ford-south", "mouth-south", 0.07),
    ("source-north", "north-west", 0.07),
    ("ridge", "north", 0.11),
    ("ridge", "ford-north", 0.10),
    ("mouth-south", "dock", 0.07),
    ("dock", "mole", 0.08),
    ("mole", "strand", 0.17),
    ("strand", "hill", 0.11),
    ("hill", "ford-south", 0.11),
    ("hill", "hill-west", 0.11),
    ("hill-west", "source-south", 0.07),
    ("strand", "south-cape", 0.20),
    ("south-cape", "south", 0.20),
    ("south", "south-west", 0.17),
    ("south-west", "hill-west", 0.07),
)
_OUTLINES: dict[str, tuple[tuple[str, ...], ...]] = {
    "01": (("north", "ridge", "ford-north", "mouth-north", "light", "north-cape"),),
    "02": (("ford-south", "hill", "strand", "mole", "dock", "mouth-south"),),
    "03": (("hill-west", "south-west", "south", "south-cape", "strand", "hill"),),
    "05": (
        ("north-west", "source-north", "ford-north", "ridge", "north"),
        ("source-south", "hill-west", "hill", "ford-south"),
    ),
}
# middle, half width and half height of each island of Dongyu; the first has a lagoon
_ISLANDS: tuple[tuple[Position, float, float], ...] = (
    ((0.84, 0.42), 0.085, 0.115),
    ((0.89, 0.65), 0.035, 0.04),
    ((0.80, 0.22), 0.025, 0.035),
    ((0.955, 0.30), 0.02, 0.03),
)
_LAGOON: tuple[Position, float, float] = ((0.83, 0.40), 0.02, 0.03)
# where most people of a district live
_TOWNS: dict[str, Position] = {
    "01": (0.54, 0.66),
    "02": (0.45, 0.42),
    "03": (0.53, 0.19),
    "04": (0.82, 0.47),
    "05": (0.22, 0.66),
}


@cache
def polygons(code: str) -> tuple[tuple[Line, ...], ...]:
    """The polygons of a district as longitude and latitude: closed rings, the outer one first and left-hand."""
    if code in _OUTLINES:
        return tuple((_degrees(_outline(names)),) for names in _OUTLINES[code])
    islands = [(_degrees(_island(number, *island)),) for number, island in enumerate(_ISLANDS)]
    lagoon = _degrees(tuple(reversed(_island(len(_ISLANDS), *_LAGOON))))
    return ((*islands[0], lagoon), *islands[1:])


def place_in(rng: random.Random, district: str) -> tuple[float, float]:
    """Latitude and longitude of a place in a district, mostly near its town, with five decimals."""
    east, north = _TOWNS[district]
    for _ in range(1000):
        spread = 0.035 if rng.random() < 0.7 else 0.12
        longitude, latitude = _position((rng.gauss(east, spread), rng.gauss(north, spread)))
        if within(district, longitude, latitude):
            return latitude, longitude
    raise AssertionError(district)


def within(code: str, longitude: float, latitude: float) -> bool:
    """Whether a place lies in a district: a line from it to the east meets its rings an odd number of times."""
    crossings = 0
    for rings in polygons(code):
        for ring in rings:
            for (x1, y1), (x2, y2) in pairwise(ring):
                if (y1 > latitude) != (y2 > latitude):
                    crossings += longitude < x1 + (latitude - y1) / (y2 - y1) * (x2 - x1)
    return crossings % 2 == 1


def _outline(names: tuple[str, ...]) -> Line:
    """The closed ring through the named points, along the lines between them."""
    ring: list[Position] = []
    for start, end in zip(names, (*names[1:], names[0]), strict=True):
        ring += _line(start, end)[:-1]
    return (*ring, ring[0])


def _line(start: str, end: str) -> Line:
    for first, last, rough in _LINES:
        if (first, last) == (start, end):
            return _drawn(first, last, rough)
        if (first, last) == (end, start):
            return tuple(reversed(_drawn(first, last, rough)))
    raise KeyError((start, end))


@cache
def _drawn(start: str, end: str, rough: float) -> Line:
    """A line halved five times, each time with its middle moved to one side."""
    rng = random.Random(f"{start} {end}")  # noqa: S311 - a seed, no secret
    line: Line = (_POINTS[start], _POINTS[end])
    for _ in range(5):
        finer: list[Position] = [line[0]]
        for (x1, y1), (x2, y2) in pairwise(line):
            aside = rng.uniform(-rough, rough)
            finer += [((x1 + x2) / 2 - aside * (y2 - y1), (y1 + y2) / 2 + aside * (x2 - x1)), (x2, y2)]
        line = tuple(finer)
    return line


def _island(number: int, middle: Position, wide: float, high: float) -> Line:
    """A closed left-hand ring, nearer and farther from its middle by three waves."""
    rng = random.Random(f"island {number}")  # noqa: S311 - a seed, no secret
    waves = [(turns, rng.uniform(0.03, 0.3 / turns), rng.uniform(0, math.tau)) for turns in (2, 3, 5, 9)]
    ring = []
    for step in range(48):
        angle = math.tau * step / 48
        far = 1 + sum(size * math.sin(turns * angle + phase) for turns, size, phase in waves)
        ring.append((middle[0] + wide * far * math.cos(angle), middle[1] + high * far * math.sin(angle)))
    return (*ring, ring[0])


def _degrees(line: Line) -> Line:
    return tuple(_position(point) for point in line)


def _position(point: Position) -> Position:
    """Longitude and latitude of a point of the plan."""
    return round(WEST + WIDE * point[0], PLACES), round(SOUTH + HIGH * point[1], PLACES)
