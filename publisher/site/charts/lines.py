"""The lines of a chart. Those of several series are told apart three ways: by colour, by dashes and by marks.

Whoever sees no colours, or prints in grey, reads the name at the end of each line and finds the same mark there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from publisher.site.charts import svg
from publisher.site.charts.points import Points

# By the number of a series' colour: the dashes of its line (of SVG's stroke-dasharray), as many as there are colours.
DASHES = ("", "9 4", "3 3", "12 4 3 4", "6 3 2 3", "15 5", "5 5", "1.5 4")
_FEW = 40  # steps of an axis; beyond, not every value has a mark
_MARKS = 12  # of a line with more steps than that
_APART = 15.0  # pixels between the names at the ends of lines

Line = Sequence[float | None]


def single(at: Sequence[float], heights: Line, colour: str) -> Iterator[str]:
    """One line, broken where a value is missing; each value is a dot, small when there are many."""
    yield from _runs(at, heights, colour, "")
    size = 3.0 if len(at) <= _FEW else 1.6
    yield from (svg.dot(x, y, size, colour) for x, y in zip(at, heights, strict=True) if y is not None)


def several(
    at: Sequence[float], heights: Sequence[Line], colours: Sequence[str], styles: Sequence[int]
) -> Iterator[str]:
    """A line for each series; ``styles``: the number of its colour, which chooses its dashes and its mark."""
    every = 1 if len(at) <= _FEW else math.ceil(len(at) / _MARKS)
    for number, (line, colour, style) in enumerate(zip(heights, colours, styles, strict=True)):
        yield from _runs(at, line, colour, DASHES[style])
        for place, (x, y) in enumerate(zip(at, line, strict=True)):
            if y is not None and (place % every == number % every or _alone(line, place)):
                yield svg.mark(x, y, style, colour)


def ends(
    heights: Sequence[Line], names: Sequence[str], colours: Sequence[str], styles: Sequence[int], x: float, low: float
) -> Iterator[str]:
    """The name of each line right of its last value, with its mark, one below the other and none beneath ``low``."""
    last = [next((y for y in reversed(line) if y is not None), None) for line in heights]
    wanted = sorted((y, number) for number, y in enumerate(last) if y is not None)
    for (_, number), y in zip(wanted, _apart([y for y, _ in wanted], low), strict=True):
        yield svg.mark(x + 8, y, styles[number], colours[number])
        yield svg.text(x + 17, y, names[number])


def heights_of(points: Points, up: Callable[[float], float]) -> list[list[float | None]]:
    """Of each series, or of the whole without series, where each value stands; None where there is none."""

    def height(value: Decimal | None) -> float | None:
        return None if value is None else up(float(value))

    if not points.series:
        return [[height(item.value) for item in points.items]]
    return [[height(item.parts[number]) for item in points.items] for number in range(len(points.series))]


def _apart(wanted: Sequence[float], low: float) -> list[float]:
    """The places (ascending), moved down until they are ``_APART``, then up until none is beneath ``low``."""
    placed: list[float] = []
    for y in wanted:
        placed.append(max(y, placed[-1] + _APART) if placed else y)
    for position in range(len(placed) - 1, -1, -1):
        most = low if position == len(placed) - 1 else placed[position + 1] - _APART
        placed[position] = min(placed[position], most)
    return placed


def _runs(at: Sequence[float], line: Line, colour: str, dashes: str) -> Iterator[str]:
    run: list[tuple[float, float]] = []
    for x, y in [*zip(at, line, strict=True), (0.0, None)]:
        if y is not None:
            run.append((x, y))
            continue
        if len(run) > 1:
            yield svg.curve(run, colour, dashes)
        run = []


def _alone(line: Line, place: int) -> bool:
    """Whether a value has no neighbour, so that no line leads to it."""
    before = line[place - 1] if place else None
    after = line[place + 1] if place + 1 < len(line) else None
    return before is None and after is None
