"""``public-services/requests``: what people asked the city hotline, a JSON object a line, as its system streams them.

The stream holds what must never be published: the caller's telephone number and the operator's. One line broke off
when the system was restarted, one gives a name twice, some came again.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from datasets.generator.city import STREETS, somewhere
from datasets.generator.made import Made, Row, account

DATASET = "requests"
PATH = "datasets/datasets/public-services/requests/raw/hotline-2026-11-03.jsonl"
RECORDS = 1180
FIRST, LAST = dt.date(2026, 1, 2), dt.date(2026, 10, 31)
_CHANNELS = ("phone", "phone", "phone", "app", "app", "web", "hall")
# What people call about more often than twice in thirty calls.
_OFTEN = {"noise": 6, "parking": 5, "road": 4, "prices": 4, "bus": 3, "social": 3, "housing": 3}
_OPEN_FROM = dt.date(2026, 10, 10)
Record = dict[str, Any]
Line = tuple[Row, str]


def make() -> Made:
    """The file and its account."""
    rng = random.Random(20261108)  # noqa: S311 - a seed, no secret
    lines = list(_lines(rng))
    return Made(
        path=PATH,
        data="".join(text + "\n" for _, text in lines).encode("utf-8"),
        dataset=DATASET,
        released="2026-11-03",
        accounts=(account([row for row, _ in lines], file=PATH.removeprefix("datasets/")),),
    )


def _lines(rng: random.Random) -> Iterator[Line]:
    topics = yaml.safe_load((Path(__file__).parent / "texts" / "requests.yml").read_text(encoding="utf-8"))
    days = sorted(rng.randint(0, (LAST - FIRST).days) for _ in range(RECORDS))
    records = [_record(rng, number, FIRST + dt.timedelta(days=day), topics) for number, day in enumerate(days, start=1)]
    for position, record in enumerate(records):
        yield Row(cells=()), _text(record)
        if position in _SPOILED:
            changes, field, reason = _SPOILED[position]
            spoiled = record | {"id": f"R2026-9{position:05d}"} | changes
            yield Row(cells=(), fate="quarantined", field=field, reason=reason), _text(spoiled)
        if position % 260 == 200:
            yield Row(cells=(), fate="duplicate"), _text(dict(reversed(records[position - 40].items())))
        if position in (700, 950):
            later = records[position - 6] | {"status": "withdrawn", "closed": None, "rating": None}
            yield Row(cells=(), fate="quarantined", field="request_id", reason="unique"), _text(later)
        if position == 433:
            yield Row(cells=(), fate="quarantined", reason="unreadable-record"), _text(record)[:187]
        if position == 820:
            twice = _text(record | {"id": "R2026-900820"})[:-1] + ',"district":"05"}'
            yield Row(cells=(), fate="quarantined", reason="repeated-name"), twice


def _text(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _record(rng: random.Random, number: int, day: dt.date, topics: dict[str, Any]) -> Record:
    topic = rng.choices(list(topics), [_OFTEN.get(topic, 2) for topic in topics])[0]
    department, promised, subjects = topics[topic]
    english, chinese = rng.choice(subjects)
    street = rng.choice(STREETS)
    taken = rng.randint(0, promised + (4 if rng.random() < 0.12 else 0))
    closed = day + dt.timedelta(days=taken)
    status = "closed" if closed < _OPEN_FROM or rng.random() < 0.55 else "open"
    if rng.random() < 0.02:
        status = "withdrawn"
    done = status == "closed" and closed <= dt.date(2026, 11, 2)
    return {
        "id": f"R2026-{number:06d}",
        "received": f"{day}T{rng.randint(7, 21):02d}:{rng.randint(0, 59):02d}:00+08:00",
        "channel": rng.choice(_CHANNELS),
        "topic": topic,
        "subject": {"en": english.format(en=street.en), "zh": _said(rng, chinese.format(zh=street.zh))},
        "district": somewhere(rng).code if rng.random() < 0.93 else None,
        "handled_by": department,
        "due": str(day + dt.timedelta(days=promised)),
        "status": ("已办结" if rng.random() < 0.3 else "closed") if done else "open" if status == "closed" else status,
        "closed": str(closed) if done else None,
        "rating": rng.choice(("satisfied", "satisfied", "dissatisfied", "未评价", "未评价", "未评价"))
        if done
        else None,
        "caller": {"phone": f"000-5551-{rng.randint(0, 9999):04d}", "language": rng.choice(("zh", "zh", "zh", "en"))},
        "operator": f"op{rng.randint(1, 40):02d}",
    }


def _said(rng: random.Random, text: str) -> str:
    """The subject as an operator typed it: sometimes in two lines, with quotation marks or a formula's first sign."""
    chance = rng.random()
    if chance < 0.02:
        return f"{text}\n（同日第二次来电）"
    if chance < 0.035:
        return f'{text}，称"一直没人管"'
    return f"=催办= {text}" if chance > 0.99 else text


# place of the record whose copy is spoiled -> changes, field, reason
_SPOILED: dict[int, tuple[Record, str, str]] = {
    30: ({"received": "2026-01-09T25:10:00+08:00"}, "received_at", "type"),
    120: ({"received": "2026-02-01 09:30"}, "received_at", "type"),
    205: ({"topic": "other"}, "topic", "category"),
    310: ({"subject": {"en": "", "zh": ""}}, "subject", "required"),
    395: ({"id": 202600395}, "request_id", "pattern"),
    510: ({"closed": "2026-06-31"}, "closed_on", "type"),
    600: ({"status": "???"}, "status", "category"),
    733: ({"due": "next week"}, "due_on", "type"),
    888: ({"handled_by": None}, "handled_by", "required"),
    1010: ({"district": "城区"}, "district", "category"),
    1111: ({"received": "2062-10-02T10:00:00+08:00"}, "received_at", "maximum"),
}
