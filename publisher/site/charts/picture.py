"""A chart as SVG, from a Vega-Lite specification in which every position is given."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from publisher.site.charts.points import Points

_FONT = "system-ui, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
_SIZE = 13


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
    """The colours of one colour scheme, and the media condition that asks for it."""

    ink: str
    faint: str
    mark: str
    media: str


NARROW = Shape(width=340, height=220, labels=0, marks=4, media="(max-width: 40rem)")
WIDE = Shape(width=720, height=300, labels=210, marks=8, media="")
SHAPES = (NARROW, WIDE)
DARK = Scheme(ink="#d8dde2", faint="#47505a", mark="#78b4dc", media="(prefers-color-scheme: dark)")
LIGHT = Scheme(ink="#2a3138", faint="#d5dade", mark="#1d6394", media="")
SCHEMES = (DARK, LIGHT)


@dataclass(frozen=True, kw_only=True)
class Svg:
    """A drawn picture; sizes in CSS pixels."""

    data: bytes
    width: int
    height: int


def draw(points: Points, *, line: bool, shape: Shape, scheme: Scheme, compact: Callable[[Decimal], str]) -> Svg:
    """Draw the points. ``compact`` writes a number in a few characters."""
    import vl_convert

    if points.ordered:
        layers, padding, width, height = _ordered(points, line=line, shape=shape, scheme=scheme, compact=compact)
    else:
        layers, padding, width, height = _bars(points, shape=shape, scheme=scheme, compact=compact)
    svg = vl_convert.vegalite_to_svg(
        {
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
            "width": width,
            "height": height,
            "padding": dict(zip(("left", "top", "right", "bottom"), padding, strict=True)),
            "autosize": {"type": "none"},
            "background": None,
            "data": {"values": layers.pop("values")},
            "layer": layers["layer"],
            "config": {"font": _FONT, "aria": False, "view": {"stroke": None}, "bar": {"color": scheme.mark}},
        }
    )
    left, top, right, bottom = padding
    return Svg(data=svg.encode("utf-8"), width=left + width + right, height=top + height + bottom)


_Laid = tuple[dict[str, Any], tuple[int, int, int, int], int, int]


def _bars(points: Points, *, shape: Shape, scheme: Scheme, compact: Callable[[Decimal], str]) -> _Laid:
    """Horizontal bars with their labels and values in words; no axis is needed then."""
    above = shape.labels == 0
    step, thick = (44, 16) if above else (30, 20)
    values = []
    for number, item in enumerate(points.items):
        value = item.value or Decimal(0)
        values.append(
            {
                "middle": number * step + step / 2 + (8 if above else 0),
                "over": number * step + 12,
                "label": _cut(item.label, 46 if above else 30),
                "value": float(value),
                "end": float(max(value, Decimal(0))),
                "text": "–" if item.value is None else compact(value),
            }
        )
    drawn = [0.0, *(float(item.value or 0) for item in points.items)]
    height = step * len(values)
    along = {"type": "quantitative", "axis": None, "scale": {"domain": [min(drawn), max(drawn) or 1], "nice": False}}
    down = {"type": "quantitative", "axis": None, "scale": {"domain": [0, height], "range": [0, height], "nice": False}}
    words = {"type": "text", "fontSize": _SIZE, "fill": scheme.ink, "baseline": "middle"}
    label_at = {"x": 0, "align": "left"} if above else {"x": -8, "align": "right"}
    layer = [
        {
            "mark": {"type": "bar", "height": thick, "orient": "horizontal"},
            "encoding": {"x": along | {"field": "value"}, "x2": {"datum": 0}, "y": down | {"field": "middle"}},
        },
        {
            "mark": words | label_at,
            "encoding": {"y": down | {"field": "over" if above else "middle"}, "text": {"field": "label"}},
        },
        {
            "mark": words | {"align": "left", "dx": 6},
            "encoding": {
                "x": along | {"field": "end"},
                "y": down | {"field": "middle"},
                "text": {"field": "text"},
            },
        },
    ]
    padding = (shape.labels, 4, 64, 4)
    return {"values": values, "layer": layer}, padding, shape.width - shape.labels - 64, height


def _ordered(points: Points, *, line: bool, shape: Shape, scheme: Scheme, compact: Callable[[Decimal], str]) -> _Laid:
    """Columns or a line along an axis with its own order; gaps stay gaps."""
    padding = (58, 12, 16, 28)
    width, height = shape.width - padding[0] - padding[2], shape.height - padding[1] - padding[3]
    count = len(points.items)
    every = math.ceil(count / shape.marks)
    step = width / count
    values: list[dict[str, Any]] = [
        {
            "at": (number + 0.5) * step,
            "value": None if item.value is None else float(item.value),
            "label": _cut(item.label, 12) if number % every == 0 else "",
        }
        for number, item in enumerate(points.items)
    ]
    ticks = _ticks([item.value for item in points.items if item.value is not None])
    texts = {f"{float(tick)!r}": compact(tick) for tick in ticks}
    shown = " : ".join(f"datum.value === {value} ? '{text}'" for value, text in texts.items()) + " : ''"
    up = {
        "type": "quantitative",
        "scale": {"domain": [float(ticks[0]), float(ticks[-1])], "nice": False},
        "axis": {
            "values": [float(tick) for tick in ticks],
            "labelExpr": shown,
            "title": None,
            "domain": False,
            "ticks": False,
            "gridColor": scheme.faint,
            "labelColor": scheme.ink,
            "labelFontSize": _SIZE,
            "labelPadding": 8,
        },
    }
    along = {"type": "quantitative", "axis": None, "scale": {"domain": [0, width], "range": [0, width], "nice": False}}
    mark: dict[str, Any] = {"type": "bar", "width": max(1, step * 0.72), "orient": "vertical"}
    encoding: dict[str, Any] = {"x": along | {"field": "at"}, "y": up | {"field": "value"}, "y2": {"datum": 0}}
    if line:
        mark = {"type": "line", "color": scheme.mark, "strokeWidth": 2.5, "point": {"color": scheme.mark, "size": 36}}
        del encoding["y2"]
    words = {"type": "text", "fontSize": _SIZE, "fill": scheme.ink, "y": height + 18, "align": "center"}
    layer = [
        {"mark": mark, "encoding": encoding},
        {"mark": words, "encoding": {"x": along | {"field": "at"}, "text": {"field": "label"}}},
    ]
    return {"values": values, "layer": layer}, padding, width, height


def _ticks(values: list[Decimal]) -> list[Decimal]:
    """Four to seven round numbers that hold all values and zero."""
    low, high = min([Decimal(0), *values]), max([Decimal(0), *values])
    if low == high:
        return [Decimal(0), Decimal(1)]
    rough = (high - low) / 5
    power = Decimal(10) ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    if all(value == value.to_integral_value() for value in values):
        step = max(step, Decimal(1))
    first = math.floor(low / step)
    return [step * number for number in range(first, math.ceil(high / step) + 1)]


def _cut(label: str, room: int) -> str:
    """The label in ``room`` half-width places; a Han character takes two."""
    used = 0
    for position, character in enumerate(label):
        used += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if used > room:
            return label[: max(1, position - 1)] + "…"
    return label
