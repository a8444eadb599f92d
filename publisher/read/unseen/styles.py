"""Which cell styles of an XLSX workbook show nothing: text of the colour behind it, or a format that is empty.

ECMA-376 part 1, 18.8: a style (``xf``) names a font, a fill and a number format by their places.
"""

from __future__ import annotations

import re

_XFS = re.compile(rb"<(?:\w+:)?cellXfs[\s>].*?</(?:\w+:)?cellXfs>", re.DOTALL)
_XF = re.compile(rb"<(?:\w+:)?xf\s([^>]*)>")
_FONTS = re.compile(rb"<(?:\w+:)?fonts[\s>].*?</(?:\w+:)?fonts>", re.DOTALL)
_FONT = re.compile(rb"<(?:\w+:)?font(?:\s[^>]*)?(?:/>|>(.*?)</(?:\w+:)?font>)", re.DOTALL)
_FILLS = re.compile(rb"<(?:\w+:)?fills[\s>].*?</(?:\w+:)?fills>", re.DOTALL)
_FILL = re.compile(rb"<(?:\w+:)?fill(?:\s[^>]*)?(?:/>|>(.*?)</(?:\w+:)?fill>)", re.DOTALL)
_COLOUR = re.compile(rb"<(?:\w+:)?(?:color|fgColor)\s([^>]*)>")
_PATTERN = re.compile(rb"""patternType\s*=\s*["'](\w+)["']""")
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\s([^>]*)>")
_THEME_WHITE, _WHITE, _BLACK = b"0", "FFFFFF", "000000"
_INDEXED = {b"0": _BLACK, b"1": _WHITE, b"8": _BLACK, b"9": _WHITE, b"64": _BLACK, b"65": _WHITE}


def unseen_styles(styles: bytes) -> frozenset[int]:
    """The places, from 0, of the cell styles that show nothing, on white paper."""
    empty = {_attribute(one, b"numFmtId") for one in _FORMAT.findall(styles) if _shows_nothing(one)}
    fonts = [_colour(found[1] or b"") or _BLACK for found in _FONT.finditer(_part(_FONTS, styles))]
    fills = [_fill(found[1] or b"") for found in _FILL.finditer(_part(_FILLS, styles))]
    unseen = set()
    for place, one in enumerate(_XF.findall(_part(_XFS, styles))):
        font, fill = _place(one, b"fontId", fonts, _BLACK), _place(one, b"fillId", fills, _WHITE)
        if _attribute(one, b"numFmtId") in empty or (font == fill and "?" not in font):
            unseen.add(place)
    return frozenset(unseen)


def _part(pattern: re.Pattern[bytes], text: bytes) -> bytes:
    found = pattern.search(text)
    return found[0] if found else b""


def _attribute(text: bytes, name: bytes) -> bytes | None:
    found = re.search(rb"(?:^|\s)" + name + rb"""\s*=\s*["']([^"']*)["']""", text)
    return found[1] if found else None


def _place(text: bytes, name: bytes, of: list[str], otherwise: str) -> str:
    place = _attribute(text, name) or b"0"
    return of[int(place)] if place.isdigit() and int(place) < len(of) else otherwise


def _shows_nothing(attributes: bytes) -> bool:
    code = (_attribute(attributes, b"formatCode") or b"").replace(b"&quot;", b"").replace(b" ", b"")
    return code.count(b";") == 3 and not code.strip(b";")


def _fill(text: bytes) -> str:
    pattern = _PATTERN.search(text)
    if pattern is None or pattern[1] == b"none":
        return _WHITE
    return (_colour(text) or "?") if pattern[1] == b"solid" else "?"


def _colour(text: bytes) -> str | None:
    """Red, green and blue in hexadecimals, ``?`` for one that is not plain, None where none is given."""
    found = _COLOUR.search(text)
    if found is None:
        return None
    if (rgb := _attribute(found[1], b"rgb")) is not None:
        return rgb.decode("ascii", "replace").upper()[-6:]
    if (indexed := _attribute(found[1], b"indexed")) is not None:
        return _INDEXED.get(indexed, "?")
    theme = _attribute(found[1], b"theme")
    if theme == _THEME_WHITE and _attribute(found[1], b"tint") in (None, b"0"):
        return _WHITE
    return "?" if theme is not None else None
