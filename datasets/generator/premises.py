"""``market/food-premises``: the register of places that sell food, as the licensing system exports it in JSON.

The list stands at ``data.items``; address and place are objects of their own. Codes begin with zeros. The places lie
in the open sea, as nothing of the city exists.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from datasets.generator.city import DISTRICTS, STREETS, place_in
from datasets.generator.made import Made, Row, account

DATASET = "food-premises"
PATH = "datasets/datasets/market/food-premises/raw/food-premises.json"
RECORDS = 604
# code, English, Chinese, names in English and Chinese, seats at the most
_KINDS = (
    ("restaurant", ("Noodle House", "Fish Kitchen", "Grill", "Diner"), ("面馆", "渔家菜馆", "烤肉店", "小馆"), 160),
    ("cafe", ("Coffee", "Tea Room", "Bakery Café"), ("咖啡", "茶室", "烘焙"), 48),
    ("canteen", ("School Canteen", "Staff Canteen"), ("学校食堂", "职工食堂"), 600),
    ("bakery", ("Bakery", "Cake Shop"), ("面包房", "糕点铺"), 12),
    ("market-stall", ("Market Stall", "Night Market Stall"), ("农贸市场摊位", "夜市摊位"), 0),
    ("catering", ("Catering", "Banquet Service"), ("配餐中心", "宴会服务"), 0),
    ("shop", ("Grocery", "Fruit Shop", "Corner Shop"), ("食品店", "水果店", "便利店"), 0),
)
_FIRST = (
    ("Tide", "潮汐"),
    ("Red Lantern", "红灯笼"),
    ("White Heron", "白鹭"),
    ("Old Dock", "旧埠头"),
    ("Camphor", "香樟"),
    ("Three Bridges", "三桥"),
    ("Moon Bay", "月湾"),
    ("Sea Salt", "海盐"),
    ("Willow", "柳岸"),
    ("Orange Grove", "橘园"),
    ("Lighthouse", "灯塔"),
    ("Auntie Bell", "钟阿婆"),
    ("Silver Carp", "银鲤"),
    ("Harbour", "港湾"),
)
_EMPTY = ("", "-", "暂无", None)
Record = dict[str, Any]


def make() -> Made:
    """The file and its account."""
    rng = random.Random(20261104)  # noqa: S311 - a seed, no secret
    rows = list(_rows(rng))
    document = {
        "system": "Lanwan licensing, export 4.2",
        "exported": "2026-11-02T08:30:00+08:00",
        "note": "A fictional city. No place, firm or address in this file exists.",
        "data": {"count": len(rows), "items": [record for _, record in rows]},
    }
    return Made(
        path=PATH,
        data=(json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8"),
        dataset=DATASET,
        accounts=(account([row for row, _ in rows], file=PATH.removeprefix("datasets/"), sheet="data.items"),),
    )


def _rows(rng: random.Random) -> Iterator[tuple[Row, Record]]:
    good = Row(cells=())
    records = [_record(rng, number) for number in range(1, RECORDS + 1)]
    spoiled = dict(zip(range(40, RECORDS, 55), _SPOILED, strict=False))
    for position, record in enumerate(records):
        yield good, record
        if position in spoiled:
            changes, field, reason = spoiled[position]
            yield replace(good, fate="quarantined", field=field, reason=reason), _spoil(record, position, changes)
        if position % 150 == 120:
            yield replace(good, fate="duplicate"), dict(records[position - 75])
    # The same premises once more, its keys in another order and its number in full-width digits.
    again = dict(reversed(records[77].items()))
    again["licence_no"] = "".join(chr(ord(char) + 0xFEE0) for char in again["licence_no"])
    yield replace(good, fate="duplicate"), again
    clash = records[200] | {"name": {"en": "Sea View Kitchen", "zh": "望海小厨"}}
    yield replace(good, fate="quarantined", field="licence_no", reason="unique"), clash


def _record(rng: random.Random, number: int) -> Record:
    kind, english, chinese, most = rng.choice(_KINDS)
    first, which = rng.choice(_FIRST), rng.randrange(len(english))
    name = {"en": f"{first[0]} {english[which]}", "zh": f"{first[1]}{chinese[which]}"}
    district, street = rng.choice(DISTRICTS), rng.choice(STREETS)
    licensed = dt.date(2014, 1, 1) + dt.timedelta(days=rng.randint(0, 4500))
    inspected = max(licensed, dt.date(2025, 6, 1)) + dt.timedelta(days=rng.randint(5, 60))
    house = rng.randint(1, 280)
    slug = "-".join(name["en"].lower().replace("é", "e").split())
    licence = f"00{3000 + number * 7}"
    lat, lon = place_in(rng, district.code)
    return {
        "licence_no": licence,
        "name": name,
        "category": kind,
        "status": rng.choice(("A", "A", "A", "A", "A", "A", "S", "C")),
        "grade": rng.choice(("A", "A", "B", "B", "B", "C", "未评定")),
        "score": rng.randint(58, 100),
        "address": {
            "street": f"{house} {street.en}",
            "street_zh": f"{street.zh}{house}号",
            "district": district.code,
            "postcode": f"0090{district.code}",
        },
        "location": {"lat": lat, "lon": lon},
        "contact": {
            "email": f"{slug}{number}@shops.lanwan.example" if rng.random() < 0.6 else rng.choice(_EMPTY),
            "website": f"https://{slug}-{number}.example/" if rng.random() < 0.3 else rng.choice(_EMPTY),
        },
        "seats": rng.randint(4, most) if most else None,
        "delivers": rng.choice((True, True, False, "是", "否")),
        "licensed_on": licensed.isoformat(),
        "last_inspection": f"{inspected}T{rng.randint(9, 16):02d}:{rng.choice((0, 15, 30, 45)):02d}:00+08:00",
        "inspector_id": f"i-{rng.randint(100, 140)}",
    }


# changes by path, the field at fault, the issue kind
_SPOILED: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"location.lat": 123.91234, "location.lon": 28.44321}, "latitude", "type"),
    ({"contact.email": "info at shops.lanwan.example"}, "email", "type"),
    ({"contact.website": "see our page"}, "website", "type"),
    ({"licence_no": 3419}, "licence_no", "pattern"),
    ({"name.en": "  "}, "name", "required"),
    ({"category": "gas station"}, "category", "category"),
    ({"seats": -20}, "seats", "minimum"),
    ({"score": 180}, "score", "maximum"),
    ({"licensed_on": "2023-02-29"}, "licensed_on", "type"),
    ({"delivers": "sometimes"}, "delivers", "type"),
    ({"address.district": "9"}, "district", "category"),
)


def _spoil(record: Record, position: int, changes: dict[str, Any]) -> Record:
    """A copy of a record under a number of its own, with some values changed."""
    copy: Record = json.loads(json.dumps(record))
    copy["licence_no"] = f"009{position:03d}"
    for path, value in changes.items():
        *parents, last = path.split(".")
        target = copy
        for parent in parents:
            target = target[parent]
        target[last] = value
    return copy
