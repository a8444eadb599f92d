"""``transport/boardings``: passengers by line, direction and day, as the ticket system writes them: the largest file.

A plain comma file with Unix line ends and the machine's own words. One day was loaded twice, the ferry did not sail
in two storms, and a gate that was out of order counted minus one.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace

from datasets.generator.lines import LINES, Line
from datasets.generator.made import Made, Row, account

DATASET = "boardings"
PATH = "datasets/datasets/transport/boardings/raw/boardings_2026-11-04.csv"
FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 10, 31)
HEADER = ("svc_date", "line_id", "mode", "dir", "boardings", "senior_pass")
DATE, LINE, MODE, DIRECTION, COUNT, SENIOR = range(6)
_MODES = {"bus": "BUS", "night-bus": "NIGHT", "ferry": "FERRY"}
_HOLIDAYS = (
    (dt.date(2026, 2, 15), dt.date(2026, 2, 23)),
    (dt.date(2026, 5, 1), dt.date(2026, 5, 5)),
    (dt.date(2026, 10, 1), dt.date(2026, 10, 8)),
)
_STORMS = (dt.date(2026, 7, 24), dt.date(2026, 7, 25), dt.date(2026, 9, 12))
_TWICE = dt.date(2026, 6, 14)


def make() -> Made:
    """The file and its account."""
    rng = random.Random(20261107)  # noqa: S311 - a seed, no secret
    rows = list(_rows(rng))
    text = "".join(",".join(str(cell) for cell in row.cells) + "\n" for row in rows)
    return Made(
        path=PATH,
        data=text.encode("utf-8"),
        dataset=DATASET,
        released="2026-11-04",
        accounts=(account(rows, file=PATH.removeprefix("datasets/")),),
    )


def _rows(rng: random.Random) -> Iterator[Row]:
    yield Row(cells=HEADER, fate="header")
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + dt.timedelta(days=number)
        today = [_record(rng, line, way, day) for line in LINES for way in "AB" if _runs(line, day)]
        yield from today
        yield from _traps(day, today)
        if day == _TWICE:
            yield from (replace(row, fate="duplicate") for row in today)
    total = ("TOTAL", "", "", "", "see monthly report", "")
    yield Row(cells=total, fate="footer")


def _runs(line: Line, day: dt.date) -> bool:
    return not (line.mode == "ferry" and day in _STORMS)


def _record(rng: random.Random, line: Line, way: str, day: dt.date) -> Row:
    usual = line.usual * (1.0 if way == "A" else 0.96)
    if day.weekday() >= 5:
        usual *= 1.15 if line.mode != "bus" else 0.68
    if any(first <= day <= last for first, last in _HOLIDAYS):
        usual *= 1.6 if line.mode == "ferry" else 0.55
    if day in _STORMS:
        usual *= 0.4
    if day.month in (7, 8):
        usual *= 1.2 if line.mode == "ferry" else 0.93
    count = round(usual * rng.lognormvariate(0, 0.08))
    seniors: str | int = round(count * rng.uniform(0.08, 0.19))
    if rng.random() < 0.004:
        seniors = -1  # the gate of seniors' passes was out of order
    # From May on the system was set to another way of writing days.
    written = f"{day:%Y%m%d}" if day.month < 5 else day.isoformat()
    return Row(cells=(written, line.code, _MODES[line.mode], way, count, seniors))


def _traps(day: dt.date, today: list[Row]) -> Iterator[Row]:
    """Spoiled copies of the day's records."""
    for date, place, changes, field, reason in _SPOILED:
        if date == day.isoformat():
            cells = list(today[place].cells)
            for column, text in changes.items():
                cells[column] = text
            yield Row(cells=tuple(cells), fate="quarantined", field=field, reason=reason)


# day, place among the day's records, what is spoiled, field, reason
_SPOILED: tuple[tuple[str, int, dict[int, str | int], str, str], ...] = (
    ("2026-01-19", 4, {COUNT: 4}, "day", "unique"),
    ("2026-02-10", 11, {DATE: "20260231"}, "day", "type"),
    ("2026-03-02", 20, {LINE: 7}, "line", "pattern"),
    ("2026-03-30", 2, {COUNT: 998877}, "boardings", "maximum"),
    ("2026-04-08", 33, {MODE: "TRAM"}, "mode", "category"),
    ("2026-05-22", 40, {LINE: ""}, "line", "required"),
    ("2026-06-05", 16, {COUNT: "ERR"}, "boardings", "type"),
    ("2026-07-02", 51, {DIRECTION: "C"}, "direction", "category"),
    ("2026-08-11", 8, {COUNT: -340}, "boardings", "minimum"),
    ("2026-08-30", 60, {DATE: "2026-08-30T00:00"}, "day", "type"),
    ("2026-09-21", 27, {COUNT: ""}, "boardings", "required"),
    ("2026-10-17", 70, {LINE: "F1"}, "line", "pattern"),
)
