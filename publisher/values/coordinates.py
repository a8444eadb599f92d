"""Latitude and longitude in decimal degrees (WGS 84 is assumed by readers, not checked here)."""

from __future__ import annotations

import pyarrow.compute as pc

from publisher.values.numbers import parse_number
from publisher.values.rule import Rule
from publisher.values.text import Texts, keep


def parse_latitude(texts: Texts, rule: Rule) -> Texts:
    """Folded texts as float64 degrees from -90 to 90; beyond is not a value."""
    return _within(parse_number(texts, rule), 90.0)


def parse_longitude(texts: Texts, rule: Rule) -> Texts:
    """Folded texts as float64 degrees from -180 to 180; beyond is not a value."""
    return _within(parse_number(texts, rule), 180.0)


def _within(degrees: Texts, limit: float) -> Texts:
    return keep(degrees, pc.less_equal(pc.abs(degrees), limit))
