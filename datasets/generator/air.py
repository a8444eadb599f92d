"""``environment/air-quality``: daily means of nine stations, as the monitoring centre's system exports them.

UTF-16 with a byte order mark and tabs, which its program calls "Unicode text". Two header rows, names above units; a
station that is out of order says so in its cells.
"""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

from datasets.generator.city import place_in
from datasets.generator.made import Made, Row, account

DATASET = "air-quality"
PATH = "datasets/datasets/environment/air-quality/raw/空气质量日均值2026-11-05.txt"
FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 10, 31)
NAMES = ("日期", "点位编码", "点位名称", "英文名", "纬度", "经度", "PM2.5", "PM10", "NO2", "O3-8h", "CO", "AQI", "审核")
UNITS = ("", "", "", "", "度", "度", "μg/m³", "μg/m³", "μg/m³", "μg/m³", "mg/m³", "", "")
DAY, CODE, ZH, EN, LAT, LON, PM25, PM10, NO2, O3, CO, AQI, CHECKED = range(13)
# code, Chinese, English, district, how much dirtier than the city's mean
_STATIONS = (
    ("A01", "钟楼", "Bell Tower", "02", 1.06),
    ("A02", "旧埠", "Old Dock", "02", 1.24),
    ("A03", "北浦港", "Beipu Port", "01", 1.38),
    ("A04", "灯塔公园", "Lighthouse Park", "01", 0.86),
    ("A05", "香樟中学", "Camphor School", "03", 0.98),
    ("A06", "盐田", "Saltworks", "03", 1.02),
    ("A07", "东屿", "Dongyu Island", "04", 0.71),
    ("A08", "西禾", "Xihe Town", "05", 0.93),
    ("A09", "橘园水库", "Orange Grove Reservoir", "05", 0.66),
)
# Stations that measured nothing: code, first day, last day, what stands in the cells.
_OUT = (
    ("A03", dt.date(2026, 3, 9), dt.date(2026, 3, 20), "设备维护"),
    ("A07", dt.date(2026, 8, 17), dt.date(2026, 8, 23), "-99"),
    ("A09", dt.date(2026, 6, 2), dt.date(2026, 6, 4), "—"),
)


@dataclass(frozen=True, kw_only=True)
class _Station:
    """One station and its place."""

    code: str
    zh: str
    en: str
    latitude: float
    longitude: float
    dirt: float


def make() -> Made:
    """The file and its account."""
    rng = random.Random(20261106)  # noqa: S311 - a seed, no secret
    rows = list(_rows(rng, [_station(rng, *one) for one in _STATIONS]))
    text = "".join("\t".join(str(cell) for cell in row.cells) + "\r\n" for row in rows)
    return Made(
        path=PATH,
        data=b"\xff\xfe" + text.encode("utf-16-le"),
        dataset=DATASET,
        released="2026-11-05",
        accounts=(account(rows, file=PATH.removeprefix("datasets/")),),
    )


def _station(rng: random.Random, code: str, zh: str, en: str, district: str, dirt: float) -> _Station:
    latitude, longitude = place_in(rng, district)
    return _Station(code=code, zh=zh, en=en, latitude=latitude, longitude=longitude, dirt=dirt)


def _rows(rng: random.Random, stations: list[_Station]) -> Iterator[Row]:
    blank = ("",) * (len(NAMES) - 1)
    yield Row(cells=("澜湾市环境空气质量点位日均值", *blank), fate="title")
    yield Row(cells=NAMES, fate="header")
    yield Row(cells=UNITS, fate="header")
    weather = 0.0
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + dt.timedelta(days=number)
        weather = 0.7 * weather + rng.gauss(0, 0.22)
        today = [Row(cells=_cells(rng, station, day, weather)) for station in stations]
        for row in today:
            yield row
            yield from _trap(day, row)
        if (day.month, day.day) == (5, 14):
            yield from (Row(cells=row.cells, fate="duplicate") for row in today)
    yield Row(cells=("注：1. 浓度为参比状态下的日均值，O3为日最大8小时滑动平均。", *blank), fate="footer")
    yield Row(cells=("2. 数据以审核结果为准；本市为虚构城市，点位坐标（WGS84）位于海上。", *blank), fate="footer")


def _cells(rng: random.Random, station: _Station, day: dt.date, weather: float) -> tuple[str, ...]:
    """A day of a station: dirty in winter, ozone in summer, both by the weather."""
    season = math.cos(2 * math.pi * (day.timetuple().tm_yday - 15) / 365)
    fine = 27 * station.dirt * math.exp(0.42 * season + weather + rng.gauss(0, 0.12))
    coarse = fine * rng.uniform(1.45, 1.9)
    nitrogen = 24 * station.dirt**1.5 * math.exp(0.25 * season + 0.6 * weather + rng.gauss(0, 0.15))
    ozone = 96 * (1 - 0.34 * season) * math.exp(0.25 * weather + rng.gauss(0, 0.12)) / station.dirt**0.3
    carbon = 0.6 * station.dirt * math.exp(0.3 * season + 0.5 * weather + rng.gauss(0, 0.1))
    index = max(fine * 1.4, coarse * 0.7, ozone * 0.55, 18)
    values: tuple[str, ...] = (
        f"{fine:.0f}",
        f"{coarse:.0f}",
        f"{nitrogen:.0f}",
        f"{ozone:.0f}",
        f"{carbon:.2f}",
        f"{index:.0f}",
    )
    for code, first, last, text in _OUT:
        if code == station.code and first <= day <= last:
            values = (text,) * len(values)
    written = f"{day:%Y/%m/%d}" if day.month != 7 else f"{day.year}年{day.month}月{day.day}日"
    place = (f"{station.latitude:.5f}", f"{station.longitude:.5f}")
    return (written, station.code, station.zh, station.en, *place, *values, "已审" if day.month < 10 else "待审")


def _trap(day: dt.date, row: Row) -> Iterator[Row]:
    """What stands after a record: spoiled copies of it."""
    for date, code, changes, field, reason in _SPOILED:
        if date == day.isoformat() and row.cells[CODE] == code:
            cells = list(row.cells)
            for column, text in changes.items():
                cells[column] = text
            yield Row(cells=tuple(cells), fate="quarantined", field=field, reason=reason)


# day, station, what is spoiled, field, reason
_SPOILED: tuple[tuple[str, str, dict[int, str], str, str], ...] = (
    ("2026-01-21", "A02", {PM25: "985"}, "pm25", "maximum"),
    ("2026-02-28", "A04", {DAY: "2026/02/29"}, "measured_on", "type"),
    ("2026-03-08", "A03", {CODE: "A-03"}, "station", "category"),
    ("2026-04-11", "A06", {LAT: "123.91460", LON: "28.41120"}, "latitude", "type"),
    ("2026-05-02", "A01", {PM10: "5l"}, "pm10", "type"),
    ("2026-06-19", "A08", {CODE: ""}, "station", "required"),
    ("2026-07-30", "A05", {O3: "-12"}, "ozone", "minimum"),
    ("2026-08-02", "A02", {NO2: "31", PM25: "19"}, "measured_on", "unique"),
    ("2026-09-15", "A09", {CO: "0,55"}, "carbon_monoxide", "type"),
    ("2026-10-05", "A01", {DAY: "2026/10/5 0:00"}, "measured_on", "type"),
)
