"""The data on a map: points, hexagons or coloured areas, and the classes of their colours."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pyarrow as pa

from publisher.site.charts.measure import known
from publisher.site.maps.cells import cells
from publisher.site.maps.classes import Classes, classes
from publisher.site.maps.model import Shape, Spot
from publisher.site.maps.plan import Plan
from publisher.site.maps.spots import calls


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What carries the colour. ``titles`` and ``shades``: by an area's position; ``wide``: units of a hexagon.

    ``plain``: whether something is drawn that has no value.
    """

    classes: Classes
    spots: tuple[Spot, ...] = ()
    cells: tuple[Shape, ...] = ()
    titles: Mapping[int, str]
    shades: Mapping[int, str]
    wide: float = 0.0
    plain: bool = False


def drawn(plan: Plan) -> Drawn:
    """The data of a map in the form that fits its rows."""
    return {"areas": _areas, "spots": _spots, "cells": _cells}[plan.form](plan)


def by_area(plan: Plan) -> dict[int, Decimal]:
    """Place -> what its rows come to; places of :class:`publisher.site.maps.rows.Rows`."""
    return known(plan.measure.over(pa.array(plan.rows.place), plan.rows.table))


def valued(plan: Plan, count: int, value: Decimal | None) -> str:
    """``12 rows``, or the measured value and of how many rows."""
    words = plan.site.words
    rows = words.ngettext("%(num)s row", "%(num)s rows", count) % {"num": words.number(count)}
    if plan.measure.field is None:
        return rows
    said = words.number(value) if value is not None else words.gettext("no value")
    return f"{said} ({rows})"


def _areas(plan: Plan) -> Drawn:
    values = {place: value for place, value in by_area(plan).items() if place >= 0}
    found = classes(list(values.values()))
    titles = {
        number: f"{plan.site.said(area.name).text}: {valued(plan, plan.rows.count(number), values.get(number))}"
        for number, area in enumerate(plan.areas)
    }
    shades = {place: f"c{found.shade(value)}" for place, value in values.items()}
    return Drawn(classes=found, titles=titles, shades=shades, plain=len(values) < len(plan.areas))


def _spots(plan: Plan) -> Drawn:
    table = plan.rows.table.take(pa.array(plan.drawn))
    if plan.measure.field is None and len(plan.first) == len(plan.drawn):
        return Drawn(classes=classes([]), spots=_dots(plan, table, {}, {}), titles={}, shades={})
    values = known(plan.measure.over(pa.array(plan.place), table))
    found = classes(list(values.values()))
    counts = np.bincount(plan.place)
    said = {place: valued(plan, int(counts[place]), values.get(place)) for place in range(len(plan.first))}
    shades = {place: f"c{found.shade(value)}" for place, value in values.items()}
    made = _dots(plan, table, said, shades)
    return Drawn(classes=found, spots=made, titles={}, shades={}, plain=len(values) < len(made))


def _dots(plan: Plan, table: pa.Table, said: Mapping[int, str], shades: Mapping[int, str]) -> tuple[Spot, ...]:
    """A spot a place; one that holds a single row leads to it."""
    named = calls(plan.site, plan.entry.spec, table, plan.first, plan.place)
    made = []
    for place, (row, (title, href)) in enumerate(zip(plan.first, named, strict=True)):
        at = plan.drawn[row]
        made.append(
            Spot(
                x=f"{plan.rows.x[at]:.1f}",
                y=f"{plan.rows.y[at]:.1f}",
                shade=shades.get(place, ""),
                title=f"{title}: {said[place]}" if place in said else title,
                href=href,
            )
        )
    return tuple(made)


def _cells(plan: Plan) -> Drawn:
    rows = plan.rows
    made = cells(rows.x[plan.drawn], rows.y[plan.drawn])
    keys, table = pa.array(made.of), rows.table.take(pa.array(plan.drawn))
    values = known(plan.measure.over(keys, table))
    found = classes(list(values.values()))
    counts = np.bincount(made.of)
    shapes = []
    for number, (x, y) in enumerate(zip(made.x, made.y, strict=True)):
        value = values.get(number)
        shapes.append(
            Shape(
                path=f"M{round(x, 1):g},{round(y - made.radius, 1):g}{made.outline}",
                shade="" if value is None else f"c{found.shade(value)}",
                title=valued(plan, int(counts[number]), value),
            )
        )
    wide = made.radius * math.sqrt(3)
    return Drawn(classes=found, cells=tuple(shapes), titles={}, shades={}, wide=wide, plain=len(values) < len(shapes))
