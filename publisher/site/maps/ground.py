"""What lies under the data: the portal's areas with their names, or lines of degrees where there are none."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from publisher.site.frame import Site
from publisher.site.maps.model import Name, Shape
from publisher.site.maps.outline import FINEST, corners, middle, path
from publisher.site.maps.view import WIDTH, View
from publisher.spec.model import Area

_CORNERS = 2_000  # of all outlines; beyond, they are drawn more simply
_LETTER, _LINE = 13.0, 15.0  # units of a name on the narrowest page, which the style sheet sets


@dataclass(frozen=True, kw_only=True)
class _Space:
    """Where a name stands, and how much room it takes."""

    x: float
    y: float
    width: float

    def meets(self, other: _Space) -> bool:
        return abs(self.x - other.x) < (self.width + other.width) / 2 and abs(self.y - other.y) < _LINE


def shapes(
    site: Site, areas: Sequence[Area], seen: View, *, titles: Mapping[int, str], shades: Mapping[int, str]
) -> tuple[Shape, ...]:
    """The areas as paths. ``titles`` and ``shades``: by the area's position; an area without is called by its name."""
    tolerance = FINEST
    while corners(areas, seen, tolerance) > _CORNERS and tolerance < 5:
        tolerance *= 1.5
    made = []
    for number, area in enumerate(areas):
        if outline := path(area, seen, tolerance):
            title = titles.get(number, site.said(area.name).text)
            made.append(Shape(path=outline, shade=shades.get(number, ""), title=title))
    return tuple(made)


def names(site: Site, areas: Sequence[Area], seen: View) -> tuple[Name, ...]:
    """The names that find room, the largest areas first; all are in the table and in the areas' titles."""
    spaces: list[_Space] = []
    made: dict[int, Name] = {}
    middles = {number: middle(area, seen) for number, area in enumerate(areas)}
    for number in sorted(middles, key=lambda one: -middles[one][2]):
        x, y, _ = middles[number]
        said = site.said(areas[number].name)
        width = _width(said.text)
        x = min(max(x, width / 2 + 2), WIDTH - width / 2 - 2)
        space = _Space(x=x, y=y, width=width)
        if width < WIDTH / 2 and not any(space.meets(other) for other in spaces):
            spaces.append(space)
            made[number] = Name(x=f"{x:.1f}", y=f"{y:.1f}", text=said)
    return tuple(made[number] for number in sorted(made))


def _width(text: str) -> float:
    return sum(_LETTER if unicodedata.east_asian_width(letter) in "WF" else _LETTER * 0.6 for letter in text)
