"""``areas/districts.geojson``: the outlines of the five districts, for maps without anybody else's tiles (RFC 7946)."""

from __future__ import annotations

import json

from datasets.generator.city import CORNERS, DISTRICTS, Named
from datasets.generator.made import Made

PATH = "datasets/areas/districts.geojson"


def make() -> Made:
    """The file: a feature a district, its code as id, its names as properties."""
    document = {"type": "FeatureCollection", "features": [_feature(district) for district in DISTRICTS]}
    return Made(path=PATH, data=(json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))


def _feature(district: Named) -> dict[str, object]:
    corners = CORNERS[district.code]
    # RFC 7946, 3.1.6: the outline of a polygon goes against the clock and ends where it began.
    ring = [list(corner) for corner in (corners[0], *reversed(corners[1:]), corners[0])]
    return {
        "type": "Feature",
        "id": district.code,
        "properties": {"name": {"en": district.en, "zh": district.zh}},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
