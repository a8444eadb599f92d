"""``areas.geojson``: the outlines of the districts, for maps without anybody else's tiles (RFC 7946)."""

from __future__ import annotations

import json

from datasets.generator.city import DISTRICTS, Named
from datasets.generator.made import Made
from datasets.generator.outlines import polygons

PATH = "datasets/areas.geojson"
_HEAD = '{"type":"FeatureCollection","name":"Districts of Lanwan, a fictional city","features":['


def make() -> Made:
    """The file: a feature a line, with the district's code and its names as properties."""
    lines = [json.dumps(_feature(one), ensure_ascii=False, separators=(",", ":")) for one in DISTRICTS]
    body = ",\n".join(lines)
    return Made(path=PATH, data=f"{_HEAD}\n{body}\n]}}\n".encode())


def _feature(district: Named) -> dict[str, object]:
    return {
        "type": "Feature",
        "properties": {"code": district.code, "name": district.zh, "name_en": district.en},
        "geometry": {"type": "MultiPolygon", "coordinates": polygons(district.code)},
    }
