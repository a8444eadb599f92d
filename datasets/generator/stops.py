"""``transport/bus-stops``: where buses and ferries stop, as the mapping office exports it: GeoJSON (RFC 7946).

Each feature has its place twice, as geometry and as two properties. Some geometries are null; in two features somebody
changed latitude and longitude about.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from datasets.generator.city import DISTRICTS, Named, place_in, somewhere
from datasets.generator.lines import CROSSINGS, LINES
from datasets.generator.made import Made, Row, account

DATASET = "bus-stops"
PATH = "datasets/datasets/transport/bus-stops/raw/stops-2026-09-01.geojson"
STOPS = 410
_PLACES = (
    ("Market", "菜市场"),
    ("Primary School", "小学"),
    ("Hospital", "医院"),
    ("Library", "图书馆"),
    ("Waterworks", "水厂"),
    ("Park", "公园"),
    ("Service Hall", "政务大厅"),
    ("Sports Ground", "体育场"),
    ("Fish Dock", "渔港"),
    ("Bus Depot", "公交总站"),
)
_PIERS = (("Old Dock Pier", "旧埠码头", "02"), ("Dongyu Pier", "东屿码头", "04"), ("Beipu Pier", "北浦码头", "01"))
Properties = dict[str, Any]


def make() -> Made:
    """The file and its account."""
    rng = random.Random(20261109)  # noqa: S311 - a seed, no secret
    pairs = list(_rows(rng))
    document = {
        "type": "FeatureCollection",
        "name": "stops",
        "note": "A fictional city: all of it lies in the open sea.",
        "features": [_feature(number, properties) for number, (_, properties) in enumerate(pairs)],
    }
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in document.pop("features"))
    head = json.dumps(document, ensure_ascii=False)[:-1]
    return Made(
        path=PATH,
        data=f'{head}, "features": [\n{lines}\n]}}\n'.encode(),
        dataset=DATASET,
        released="2026-09-01",
        accounts=(account([row for row, _ in pairs], file=PATH.removeprefix("datasets/"), sheet="features"),),
    )


def _feature(number: int, properties: Properties) -> dict[str, Any]:
    place = [properties["lng"], properties["lat"]]
    known = number % 97 != 50 and None not in place
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Point", "coordinates": place} if known else None,
    }


def _rows(rng: random.Random) -> Iterator[tuple[Row, Properties]]:
    good = Row(cells=())
    stops = [_stop(rng, number) for number in range(1, STOPS + 1)]
    for position, stop in enumerate(stops):
        yield good, stop
        if position in _SPOILED:
            changes, field, reason = _SPOILED[position]
            spoiled = stop | {"stop_id": f"ST-9{position:03d}"} | changes
            yield replace(good, fate="quarantined", field=field, reason=reason), spoiled
        if position in (90, 222, 345):
            yield replace(good, fate="duplicate"), stops[position - 20]
        if position == 280:
            clash = stops[250] | {"name_en": "Harbour Bridge", "name_zh": "港桥"}
            yield replace(good, fate="quarantined", field="stop_id", reason="unique"), clash


def _stop(rng: random.Random, number: int) -> Properties:
    district = somewhere(rng)
    english, chinese, kind = _name(rng, number, district)
    if number <= len(_PIERS):
        district = next(one for one in DISTRICTS if one.code == _PIERS[number - 1][2])
    latitude, longitude = place_in(rng, district.code)
    opened = dt.date(1998, 3, 1) + dt.timedelta(days=rng.randint(0, 10_000))
    return {
        "stop_id": f"ST-{number:04d}",
        "name_en": english,
        "name_zh": chinese,
        "kind": kind,
        "district": district.code,
        "lines": _served(rng, kind),
        "shelter": rng.choice(("Y", "Y", "N", None)),
        "step_free": rng.choice(("Y", "N", "N", "未查", None)),
        "opened": opened.isoformat() if rng.random() > 0.3 else None,
        "lat": latitude,
        "lng": longitude,
        "surveyor": f"s{rng.randint(1, 6)}",
    }


def _name(rng: random.Random, number: int, district: Named) -> tuple[str, str, str]:
    """English and Chinese name, and the kind of stop."""
    if number <= len(_PIERS):
        return _PIERS[number - 1][0], _PIERS[number - 1][1], "pier"
    if rng.random() < 0.3:
        english, chinese = rng.choice(_PLACES)
        kind = "interchange" if english == "Bus Depot" else "stop"
        return f"{district.en} {english}", f"{district.zh[:2]}{chinese}", kind
    one, two = rng.choice(CROSSINGS)
    return f"{one.en} at {two.en}", f"{one.zh}{two.zh}口", "stop"


def _served(rng: random.Random, kind: str) -> str:
    """The lines that stop here: their codes, as one text."""
    if kind == "pier":
        return ";".join(["F01", "F02", *sorted(line.code for line in rng.sample(LINES[:34], 3))])
    most = 9 if kind == "interchange" else 4
    return ";".join(sorted(line.code for line in rng.sample(LINES[:36], rng.randint(1, most))))


# place of the stop whose copy is spoiled -> changes, field, reason
_SPOILED: dict[int, tuple[Properties, str, str]] = {
    35: ({"lat": 123.90511, "lng": 28.44032}, "latitude", "type"),
    101: ({"lat": 123.95200, "lng": 28.51008}, "latitude", "type"),
    140: ({"lat": None, "lng": None}, "latitude", "required"),
    188: ({"kind": "taxi"}, "kind", "category"),
    240: ({"stop_id": 912}, "stop_id", "pattern"),
    301: ({"opened": "2019-02-29"}, "opened_on", "type"),
    333: ({"district": "06"}, "district", "category"),
    390: ({"name_en": " "}, "name", "required"),
}
