"""``education/school-places``: places and applications of each school, an archive with a file for each stage.

Both files are UTF-8 with a byte order mark, as a spreadsheet writes "CSV UTF-8"; they call one column by two names,
and a row of one was pasted into the other.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from datasets.generator.archive import stored
from datasets.generator.city import DISTRICTS, STREETS, Named, place_in, somewhere
from datasets.generator.made import Made, Row, account

DATASET = "school-places"
PATH = "datasets/datasets/education/school-places/raw/school-places-2026-07-15.zip"
MEMBERS = ("2026年学位/小学.csv", "2026年学位/初中.csv")
HEADER = (
    "学校代码",
    "学校名称",
    "School",
    "学段",
    "区县",
    "地址",
    "纬度",
    "经度",
    "计划学位",
    "报名人数",
    "录取人数",
    "寄宿",
)
CODE, ZH, EN, STAGE, DISTRICT, ADDRESS, LAT, LON, PLACES, APPLIED, ADMITTED, BOARDING = range(12)
_STAGES = ("小学", "初中")
# How many schools bear the name of a street in each district.
_PRIMARY = {"01": 8, "02": 10, "03": 8, "04": 3, "05": 6}
_MIDDLE = {"01": 3, "02": 3, "03": 2, "04": 0, "05": 2}
_NUMBERS = "一二三四五六七八九"


def make() -> Made:
    """The archive, and an account for each of its files."""
    rng = random.Random(20261111)  # noqa: S311 - a seed, no secret
    primary, junior = _primary(rng), _junior(rng)
    parts = (
        [Row(cells=HEADER, fate="header"), *_with_traps(primary, _SPOILED[0]), *_foot(primary)],
        [
            Row(cells=tuple("招生计划" if title == "计划学位" else title for title in HEADER), fate="header"),
            *_with_traps(junior, _SPOILED[1]),
            replace(primary[17], fate="duplicate"),
            *_foot(junior),
        ],
    )
    file = PATH.removeprefix("datasets/")
    return Made(
        path=PATH,
        data=stored([(member, _csv(rows)) for member, rows in zip(MEMBERS, parts, strict=True)]),
        dataset=DATASET,
        released="2026-07-15",
        accounts=tuple(account(rows, file=f"{file}!{member}") for member, rows in zip(MEMBERS, parts, strict=True)),
    )


def _primary(rng: random.Random) -> list[Row]:
    """Nine schools with a number and one for most streets of most districts."""
    numbered = [(f"Lanwan No. {n} Primary School", f"澜湾市第{_NUMBERS[n - 1]}小学") for n in range(1, 10)]
    named = [
        (f"{street.en} Primary School, {district.en}", f"{district.zh[:2]}{street.zh}小学")
        for district in DISTRICTS
        for street in rng.sample(STREETS, _PRIMARY[district.code])
    ]
    return [_school(rng, number, 0, *names) for number, names in enumerate([*numbered, *named], start=1)]


def _junior(rng: random.Random) -> list[Row]:
    numbered = [(f"Lanwan No. {n} Middle School", f"澜湾市第{_NUMBERS[n - 1]}中学") for n in range(1, 9)]
    named = [
        (f"{street.en} Middle School, {district.en}", f"{district.zh[:2]}{street.zh}中学")
        for district in DISTRICTS
        for street in rng.sample(STREETS, _MIDDLE[district.code])
    ]
    whole = [("Lanwan Experimental School", "澜湾实验学校"), ("Dongyu Island School", "东屿海岛学校")]
    return [_school(rng, number, 1, *names) for number, names in enumerate([*numbered, *named, *whole], start=60)]


def _school(rng: random.Random, number: int, stage: int, english: str, chinese: str) -> Row:
    district = _district(rng, chinese)
    latitude, longitude = place_in(rng, district.code)
    street = rng.choice(STREETS)
    most = 3 if district.code == "04" else 8 + 4 * stage
    places = 45 * rng.randint(1, most) if stage == 0 else 50 * rng.randint(3, most)
    applied = round(places * rng.uniform(0.55, 1.5))
    small = district.code == "04" and stage == 0 and rng.random() < 0.4
    cells = (
        f"00{number:03d}{district.code}",
        chinese,
        english,
        _STAGES[stage],
        district.zh,
        f"{street.zh}{rng.randint(1, 200)}号",
        f"{latitude:.5f}",
        f"{longitude:.5f}",
        f"{places}",
        "<5" if small else f"{applied}",
        "<5" if small else f"{min(places, round(applied * rng.uniform(0.85, 1)))}",
        rng.choice(("是", "否", "否")) if stage else "否",
    )
    return Row(cells=cells)


def _district(rng: random.Random, name: str) -> Named:
    for district in DISTRICTS:
        if name.startswith(district.zh[:2]):
            return district
    return somewhere(rng)


def _with_traps(schools: Sequence[Row], spoiled: dict[int, tuple[int, str, str, str]]) -> Iterator[Row]:
    for position, school in enumerate(schools):
        yield school
        if position in spoiled:
            column, text, field, reason = spoiled[position]
            cells = [f"009{str(school.cells[CODE])[3:]}", *school.cells[1:]]
            cells[column] = text
            if field == "latitude":
                cells[LAT], cells[LON] = school.cells[LON], school.cells[LAT]
            yield Row(cells=tuple(cells), fate="quarantined", field=field, reason=reason)


def _foot(schools: Sequence[Row]) -> list[Row]:
    blank = ("",) * len(HEADER)
    total = str(sum(int(str(school.cells[PLACES])) for school in schools))
    return [
        Row(cells=blank, fate="blank"),
        Row(cells=("合计", *blank[1:PLACES], total, *blank[APPLIED:]), fate="footer"),
        Row(cells=("说明：人数少于5人的以“<5”表示。", *blank[1:]), fate="footer"),
    ]


def _csv(rows: Sequence[Row]) -> bytes:
    lines = (",".join(f'"{cell}"' if "," in str(cell) else str(cell) for cell in row.cells) for row in rows)
    return ("\ufeff" + "".join(f"{line}\r\n" for line in lines)).encode("utf-8")


# place of the school whose copy is spoiled -> column, text, field, reason; primary schools, then middle schools
_SPOILED: tuple[dict[int, tuple[int, str, str, str]], ...] = (
    {
        6: (CODE, "700702", "school_code", "pattern"),
        21: (PLACES, "待定", "places", "type"),
        33: (LAT, "", "latitude", "type"),
        40: (DISTRICT, "新区", "district", "category"),
    },
    {
        4: (APPLIED, "-12", "applied", "minimum"),
        11: (ZH, "", "name_zh", "required"),
    },
)
