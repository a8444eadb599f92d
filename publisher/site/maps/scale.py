"""Round lengths for the scale bar and round degrees for the lines of a map without areas."""

from __future__ import annotations

import math
from decimal import Decimal

from publisher.site.frame import Said, Site
from publisher.site.maps.model import Name
from publisher.site.maps.view import WIDTH, View

_LONGEST = 90.0  # units


def bar(site: Site, seen: View) -> tuple[float, str]:
    """How long the scale bar is in units, and what it says."""
    metres = _round_below(_LONGEST * seen.metres)
    return metres / seen.metres, length(site, metres)


def length(site: Site, metres: float) -> str:
    """Metres or kilometres in words."""
    if metres >= 1000:
        return site.words.gettext("%(num)s km") % {"num": site.words.number(_plain(metres / 1000))}
    return site.words.gettext("%(num)s m") % {"num": site.words.number(_plain(metres))}


def lines(seen: View) -> tuple[tuple[str, ...], tuple[Name, ...]]:
    """Lines of round degrees as paths, and the degree of each at its edge."""
    west, south, east, north = seen.degrees
    paths, names = [], []
    for degree in _multiples(west, east, _round_below((east - west) / 2.5)):
        x = round(float(seen.left + (float(degree) - seen.west) * seen.narrowed * seen.scale), 1)
        paths.append(f"M{x:g},0v{seen.height:g}")
        turned = degree - 360 if degree > 180 else degree
        names.append(_name(x, seen.height - 5, f"{abs(turned)}°{'W' if turned < 0 else 'E'}", WIDTH))
    for degree in _multiples(south, north, _round_below((north - south) / 2)):
        y = round(float(seen.y(float(degree))), 1)
        paths.append(f"M0,{y:g}h{WIDTH:g}")
        names.append(_name(27, y - 3, f"{abs(degree)}°{'S' if degree < 0 else 'N'}", WIDTH))
    return tuple(paths), tuple(names)


def _name(x: float, y: float, text: str, width: float) -> Name:
    return Name(x=f"{min(max(x, 27), width - 27):g}", y=f"{max(y, 12):g}", text=Said(text=text))


def _multiples(low: float, high: float, step: float) -> list[Decimal]:
    exact = _plain(step)
    first, last = math.ceil(low / step), math.floor(high / step)
    return [exact * number for number in range(first, last + 1)]


def _round_below(value: float) -> float:
    """The greatest of 1, 2, 5 times a power of ten that is not above ``value``."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(factor * power for factor in (5, 2, 1) if factor * power <= value * (1 + 1e-9))


def _plain(value: float) -> Decimal:
    """Without an exponent and without digits that binary floats add."""
    text = format(Decimal(f"{value:.6g}"), "f")
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)
