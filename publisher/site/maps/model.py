"""What the template draws of a map: an SVG with links and titles, its legend, and the same as a table.

Positions and lengths are units of the picture, which is :data:`publisher.site.maps.view.WIDTH` wide; the style sheet
chooses every colour by class, ``c0`` the faintest to ``c4``, so that both colour schemes and paper have their own.
"""

from __future__ import annotations

from dataclasses import dataclass

from publisher.site.frame import Said


@dataclass(frozen=True, kw_only=True)
class Shape:
    """An area or a hexagon. ``shade``: its class of colour, empty for none; ``title``: what it is, and how much."""

    path: str
    shade: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Spot:
    """One row at its place. ``href``: its page, empty when the dataset has no key."""

    x: str
    y: str
    shade: str
    title: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Name:
    """An area's name, or the degree of a line, middle at a place."""

    x: str
    y: str
    text: Said


@dataclass(frozen=True, kw_only=True)
class Swatch:
    """A colour of the legend."""

    shade: str
    label: str


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """Where, how many rows, and the measured value where that is not their number."""

    label: Said
    count: str
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class MapFigure:
    """One map. ``metres``: how long a unit is on the ground; ``bar``: the scale bar's length; ``lines``: of degrees.

    ``measured``: the title of the table's second column of numbers, empty when rows are only counted.
    """

    id: str
    title: Said
    y_title: str
    measured: str
    alternative: str
    width: str
    height: str
    metres: str
    areas: tuple[Shape, ...]
    lines: tuple[str, ...]
    names: tuple[Name, ...]
    degrees: tuple[Name, ...]
    cells: tuple[Shape, ...]
    spots: tuple[Spot, ...]
    bar: str
    bar_label: str
    legend: tuple[Swatch, ...]
    rows: tuple[TableRow, ...]
    total: str
    notes: tuple[str, ...]
