"""A chart as SVG. Where labels stand is computed, not measured: the bytes do not depend on a machine's fonts."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from publisher.site.charts import lines, svg
from publisher.site.charts.points import Point, Points
from publisher.site.charts.ranges import round_step

_VALUE = 64  # room for a value to the right of its bar
Compact = Callable[[Decimal], str]


@dataclass(frozen=True, kw_only=True)
class Shape:
    """How large a picture is, in CSS pixels, and the media condition that asks for it."""

    width: int
    height: int
    labels: int  # room for the labels left of the bars; 0: they stand above the bars
    marks: int  # labels on an ordered axis, at the most
    media: str


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """The colours of one colour scheme, and the media condition that asks for it.

    ``series``: of the parts of a chart, which the style sheet has for the legend, too (``charts.css``); the first is
    that of a chart without parts, the last two are for what is put together and for what has no value.
    """

    ink: str
    faint: str
    series: tuple[str, ...]
    media: str


NARROW = Shape(width=340, height=240, labels=0, marks=4, media="(max-width: 40rem)")
WIDE = Shape(width=720, height=320, labels=210, marks=8, media="")
SHAPES = (NARROW, WIDE)
DARK = Scheme(
    ink="#d8dde2",
    faint="#47505a",
    series=("#78b4dc", "#f0a35e", "#86c993", "#d3a5e3", "#e0cb6a", "#f08a8a", "#a6b1bb", "#6f7a84"),
    media="screen and (prefers-color-scheme: dark)",
)
LIGHT = Scheme(
    ink="#2a3138",
    faint="#d5dade",
    series=("#1d6394", "#c05a12", "#2f7d45", "#84449c", "#8f7412", "#a8322d", "#6b7580", "#9aa3ab"),
    media="",
)
SCHEMES = (DARK, LIGHT)


@dataclass(frozen=True, kw_only=True)
class Axes:
    """What the axes are called."""

    x: str
    y: str


@dataclass(frozen=True, kw_only=True)
class Svg:
    """A drawn picture; sizes in CSS pixels."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class _Piece:
    """A stretch of one bar: from, to, which series, and in which lane of the bar it lies."""

    low: float
    high: float
    series: int
    lane: int


def draw(points: Points, *, line: bool, shape: Shape, scheme: Scheme, compact: Compact, axes: Axes) -> Svg:
    """Draw the points. ``compact`` writes a number in a few characters."""
    if points.ordered:
        return _ordered(points, line=line, shape=shape, scheme=scheme, compact=compact, axes=axes)
    return _bars(points, shape=shape, scheme=scheme, compact=compact)


def _bars(points: Points, *, shape: Shape, scheme: Scheme, compact: Compact) -> Svg:
    """Horizontal bars with their labels and values in words; no axis is needed then."""
    above, lanes = shape.labels == 0, _lanes(points)
    head, lane = (24 if above else 0), (18 if lanes > 1 else 16 if above else 20)
    step = head + lane * lanes + (10 if lanes > 1 else 4 if above else 10)
    ends = [end for item in points.items for piece in _pieces(item, points) for end in (piece.low, piece.high)]
    low, high = min([0.0, *ends]), max([0.0, *ends])
    room = shape.width - shape.labels - _VALUE - (40 if low < 0 else 0)
    scale = room / ((high - low) or 1)
    zero = shape.labels - low * scale + (40 if low < 0 else 0)
    parts = []
    for number, item in enumerate(points.items):
        top = 4 + number * step
        if above:
            parts.append(svg.text(0, top + 12, _cut(item.label, 46)))
        else:
            parts.append(svg.text(shape.labels - 8, top + lane * lanes / 2, _cut(item.label, 30), "end"))
        pieces = list(_pieces(item, points))
        for piece in pieces:
            x, y = zero + piece.low * scale, top + head + piece.lane * lane
            width, high_ = (piece.high - piece.low) * scale, lane - (2 if lanes > 1 else 0)
            parts.append(svg.box(x, y, width, high_, _colour(scheme, points, piece.series)))
        for at in range(lanes):
            value = item.parts[at] if lanes > 1 else item.value
            reach = max([0.0, *(piece.high for piece in pieces if piece.lane == at)])
            said = "–" if value is None else compact(value)
            parts.append(svg.text(zero + reach * scale + 6, top + head + at * lane + lane / 2, said))
    if low < 0:
        parts.append(svg.rule(zero, 4, zero, 4 + step * len(points.items), scheme.faint))
    height = 8 + step * len(points.items)
    return Svg(data=svg.picture(shape.width, height, scheme.ink, parts), width=shape.width, height=height)


def _ordered(points: Points, *, line: bool, shape: Shape, scheme: Scheme, compact: Compact, axes: Axes) -> Svg:
    """Columns or lines along an axis with its own order; gaps stay gaps."""
    named = _named(points, shape) if line else []
    left, top, bottom = 58, 34, 48
    right = max([16, *(22 + math.ceil(7.2 * _places(name)) for name in named)])
    width, height = shape.width - left - right, shape.height - top - bottom
    ticks = _ticks(points, line=line)
    low, high = float(ticks[0]), float(ticks[-1])

    def up(value: float) -> float:
        return top + height * (high - value) / (high - low)

    parts = [svg.text(0, 12, _cut(axes.y, int(shape.width / 7)))]
    for tick in ticks:
        parts.append(svg.rule(left, up(float(tick)), left + width, up(float(tick)), scheme.faint))
        parts.append(svg.text(left - 8, up(float(tick)), compact(tick), "end"))
    step = width / len(points.items)
    at = [left + (number + 0.5) * step for number in range(len(points.items))]
    if line:
        parts += _lines(points, at, up, scheme, named, (left + width, top + height))
    else:
        parts += _columns(points, at, up, step, scheme)
    parts.append(svg.rule(left, up(0), left + width, up(0), scheme.ink))
    below = top + height + 16
    if points.edges:
        marks = [(left + number * step, compact(edge)) for number, edge in enumerate(points.edges)]
        parts += _marked(marks, shape.marks, below)
    else:
        marks = [(x, _cut(item.label, 12)) for x, item in zip(at, points.items, strict=True)]
        parts += _marked(marks, shape.marks, below)
    parts.append(svg.text(left + width / 2, below + 20, _cut(axes.x, int(width / 7)), "middle"))
    return Svg(data=svg.picture(shape.width, shape.height, scheme.ink, parts), width=shape.width, height=shape.height)


def _columns(
    points: Points, at: Sequence[float], up: Callable[[float], float], step: float, scheme: Scheme
) -> Iterator[str]:
    lanes = _lanes(points)
    whole = max(1.0, step * (0.96 if points.edges else 0.72))
    lane = whole / lanes
    for x, item in zip(at, points.items, strict=True):
        for piece in _pieces(item, points):
            start = x - whole / 2 + piece.lane * lane
            yield svg.box(
                start, up(piece.high), lane, up(piece.low) - up(piece.high), _colour(scheme, points, piece.series)
            )


def _lines(
    points: Points,
    at: Sequence[float],
    up: Callable[[float], float],
    scheme: Scheme,
    named: Sequence[str],
    corner: tuple[float, float],
) -> Iterator[str]:
    """The lines; right of the plot, whose lower right ``corner`` is given, the name of each series."""
    heights = lines.heights_of(points, up)
    if not points.series:
        yield from lines.single(at, heights[0], _colour(scheme, points, 0))
        return
    colours = [_colour(scheme, points, number) for number in range(len(points.series))]
    yield from lines.several(at, heights, colours, points.colours)
    yield from lines.ends(heights, named, colours, points.colours, *corner)


def _named(points: Points, shape: Shape) -> list[str]:
    """What stands at the ends of the lines of series: their names, short enough to leave room for the lines."""
    return [_cut(name, shape.width // 30) for name in points.series]


def _marked(marks: Sequence[tuple[float, str]], most: int, y: float) -> Iterator[str]:
    every = math.ceil(len(marks) / most)
    for x, label in marks[::every]:
        yield svg.text(x, y, label, "middle")


def _pieces(item: Point, points: Points) -> Iterator[_Piece]:
    """What the bar of an item is made of: itself, its parts on top of each other, or its parts side by side."""
    if not points.series:
        if item.value is not None:
            yield _piece(0.0, float(item.value), 0, 0)
        return
    above = below = 0.0
    for number, part in enumerate(item.parts):
        value = float(part or 0)
        if part is None or value == 0:
            continue
        if not points.stacked:
            yield _piece(0.0, value, number, number)
        elif value > 0:
            yield _piece(above, above + value, number, 0)
            above += value
        else:
            yield _piece(below, below + value, number, 0)
            below += value


def _piece(one: float, other: float, series: int, lane: int) -> _Piece:
    return _Piece(low=min(one, other), high=max(one, other), series=series, lane=lane)


def _lanes(points: Points) -> int:
    return len(points.series) if points.series and not points.stacked else 1


def _colour(scheme: Scheme, points: Points, number: int) -> str:
    return scheme.series[points.colours[number] if points.colours else 0]


def _ticks(points: Points, *, line: bool) -> list[Decimal]:
    """Four to seven round numbers that hold all values and zero."""
    values = [item.value for item in points.items if item.value is not None]
    if line or not points.stacked:
        values += [part for item in points.items for part in item.parts if part is not None]
    else:
        ends = (end for item in points.items for piece in _pieces(item, points) for end in (piece.low, piece.high))
        values += [Decimal(repr(end)) for end in ends]
    if line and points.series:  # the whole is not drawn
        values = [part for item in points.items for part in item.parts if part is not None]
    low, high = min([Decimal(0), *values]), max([Decimal(0), *values])
    if low == high:
        return [Decimal(0), Decimal(1)]
    step = round_step((high - low) / 5, whole=all(value == value.to_integral_value() for value in values))
    first = math.floor(low / step)
    return [step * number for number in range(first, math.ceil(high / step) + 1)]


def _cut(label: str, room: int) -> str:
    """The label in ``room`` half-width places; a Han character takes two."""
    used = 0
    for position, character in enumerate(label):
        used += _places(character)
        if used > room:
            return label[: max(1, position - 1)] + "…"
    return label


def _places(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
