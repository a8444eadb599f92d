"""``market/licences``: the register of trade licences on the first of three months, as old workbooks (.xls).

Each file is the whole register on its day. Between two months licences are granted, leave the register, expire, are
suspended, come back, are renewed, move house and change hands; what must change is known here, record by record.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from datasets.generator.biff import workbook
from datasets.generator.city import DISTRICTS, STREETS, somewhere
from datasets.generator.made import Cell, Made, Row, account

DATASET = "licences"
FOLDER = "datasets/datasets/market/licences/raw"
DAYS = (dt.date(2026, 9, 1), dt.date(2026, 10, 1), dt.date(2026, 11, 1))
AT_FIRST = 236
SHEET = "台账"
HEADER = ("许可证号", "持证单位", "许可事项", "区县", "经营地址", "状态", "发证日期", "有效期至", "经办人")
NUMBER, HOLDER, KIND, DISTRICT, ADDRESS, STATUS, ISSUED, EXPIRES, CLERK = range(9)
FIELDS = ("licence_no", "holder", "kind", "district", "address", "status", "issued_on", "expires_on")
# code, as the register calls it, years a licence runs (None: for good), what the firms are called
_KINDS: tuple[tuple[str, str, int | None, tuple[str, ...]], ...] = (
    ("hotel", "旅馆业", 5, ("宾馆", "客栈", "酒店", "民宿")),
    ("bath", "公共浴室", 4, ("浴室", "汤泉馆")),
    ("hairdresser", "美容美发", 4, ("理发店", "美发沙龙")),
    ("tobacco", "烟草零售", 5, ("便利店", "烟酒商行")),
    ("second-hand", "旧货回收", None, ("旧货行", "再生资源回收站")),
    ("pawnshop", "典当", 6, ("典当行",)),
    ("lift-maintenance", "电梯维保", 4, ("电梯工程有限公司", "电梯维保服务部")),
    ("veterinary", "动物诊疗", None, ("宠物诊所", "动物医院")),
    ("amusement", "游艺娱乐", 2, ("游艺厅", "歌舞厅")),
)
_WEIGHTS = (5, 2, 6, 7, 2, 1, 2, 2, 2)
_NAMES = (
    "潮声",
    "云帆",
    "白鹭",
    "旧埠",
    "香樟",
    "月湾",
    "海盐",
    "柳岸",
    "橘园",
    "灯塔",
    "三桥",
    "银鲤",
    "望潮",
    "青石",
)
# How clerks write a status; the first spelling is the usual one, dataset.yml maps the others.
_STATUS: Mapping[str, tuple[str, ...]] = {
    "valid": ("有效", "有效", "有效", "有效", "在用"),
    "suspended": ("暂停", "停业整顿"),
    "expired": ("过期", "过期", "逾期未换"),
    "revoked": ("吊销",),
}
# What happens to licences in use within a month, beside the renewal of some that would soon expire.
_CHANGES = ("suspend",) * 3 + ("revoke",) + ("move",) * 3 + ("sell",) * 2


@dataclass(frozen=True, kw_only=True)
class _Licence:
    """One licence as the register means it."""

    number: str
    holder: str
    kind: int
    district: str
    address: str
    status: str
    issued: dt.date
    expires: dt.date | None

    @property
    def shown(self) -> dict[str, str | None]:
        """The published row: field -> text."""
        expires = self.expires.isoformat() if self.expires else None
        values = (
            self.number,
            self.holder,
            _KINDS[self.kind][0],
            self.district,
            self.address,
            self.status,
            self.issued.isoformat(),
            expires,
        )
        return dict(zip(FIELDS, values, strict=True))


def make() -> list[Made]:
    """The three files, each with its account and the rows it must publish."""
    rng = random.Random(20261105)  # noqa: S311 - a seed, no secret
    register = [_grant(rng, number, DAYS[0]) for number in range(1, AT_FIRST + 1)]
    made = []
    for month, day in enumerate(DAYS):
        if month:
            register = _a_month_later(rng, register, day)
        made.append(_file(rng, register, day))
    return made


def _grant(rng: random.Random, serial: int, day: dt.date) -> _Licence:
    """A licence of the register on ``day``; the newest have the highest numbers."""
    kind = rng.choices(range(len(_KINDS)), _WEIGHTS)[0]
    district, street = somewhere(rng), rng.choice(STREETS)
    years = _KINDS[kind][2]
    age = rng.randint(3, 365 * (years or 6) - 20) if serial <= AT_FIRST else rng.randint(1, 26)
    issued = day - dt.timedelta(days=age)
    return _Licence(
        number=f"0{issued.year % 100:02d}{serial:05d}",
        holder=f"{district.zh[:2]}{rng.choice(_NAMES)}{rng.choice(_KINDS[kind][3])}",
        kind=kind,
        district=district.code,
        address=f"{street.zh}{rng.randint(1, 260)}号",
        status="suspended" if rng.random() < 0.05 else "valid",
        issued=issued,
        expires=_years_later(issued, years) if years else None,
    )


def _years_later(day: dt.date, years: int) -> dt.date:
    """The last day of a term: the day before the same day of a later year."""
    same = day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)
    return same - dt.timedelta(days=1)


def _a_month_later(rng: random.Random, register: Sequence[_Licence], day: dt.date) -> list[_Licence]:
    """The register on ``day``: some licences leave it, those that ran out expire or are renewed, some change."""
    gone = set(rng.sample(range(len(register)), 5))
    kept = [licence for place, licence in enumerate(register) if place not in gone]
    kept = [_run_out(rng, licence, day) for licence in kept]
    in_use = [place for place, licence in enumerate(kept) if licence.status == "valid"]
    soon = sorted((licence.expires, place) for place, licence in enumerate(kept) if place in in_use and licence.expires)
    for until, place in soon[1:8:2]:
        kept[place] = _renewed(kept[place], until)
    for place, change in zip(rng.sample(in_use, len(_CHANGES)), _CHANGES, strict=True):
        kept[place] = _changed(rng, kept[place], change)
    resting = [place for place, licence in enumerate(kept) if licence.status == "suspended"]
    for place in rng.sample(resting, 2):
        kept[place] = replace(kept[place], status="valid")
    serial = max(int(licence.number[3:]) for licence in register)
    return kept + [_grant(rng, serial + number, day) for number in range(1, rng.randint(8, 14))]


def _run_out(rng: random.Random, licence: _Licence, day: dt.date) -> _Licence:
    """A licence whose term ended before ``day`` is expired, or was renewed in time."""
    if licence.expires is None or licence.expires >= day or licence.status in ("expired", "revoked"):
        return licence
    if rng.random() < 0.4:
        return _renewed(licence, licence.expires)
    return replace(licence, status="expired")


def _renewed(licence: _Licence, until: dt.date) -> _Licence:
    """The licence for one more term of its trade."""
    return replace(licence, expires=_years_later(until + dt.timedelta(days=1), _KINDS[licence.kind][2] or 1))


def _changed(rng: random.Random, licence: _Licence, change: str) -> _Licence:
    match change:
        case "suspend":
            return replace(licence, status="suspended")
        case "revoke":
            return replace(licence, status="revoked")
        case "move":
            return replace(licence, address=f"{rng.choice(STREETS).zh}{rng.randint(261, 320)}号")
        case _:
            name = rng.choice([one for one in _NAMES if one not in licence.holder])
            return replace(licence, holder=f"{licence.holder[:2]}{name}{licence.holder[4:]}")


def _file(rng: random.Random, register: Sequence[_Licence], day: dt.date) -> Made:
    rows = _rows(rng, register, day)
    path = f"{FOLDER}/licences-{day.isoformat()}.xls"
    last = len(HEADER) - 1
    return Made(
        path=path,
        data=workbook(SHEET, [row.cells for row in rows], [(0, 0, 0, last), (1, 0, 1, last)]),
        dataset=DATASET,
        accounts=(account(rows, file=path.removeprefix("datasets/"), sheet=SHEET),),
        released=day.isoformat(),
        rows={licence.number: licence.shown for licence in register},
    )


def _rows(rng: random.Random, register: Sequence[_Licence], day: dt.date) -> list[Row]:
    blank = (None,) * (len(HEADER) - 1)
    header = HEADER if day.month < 11 else tuple("有效期限" if title == "有效期至" else title for title in HEADER)
    rows = [
        Row(cells=("澜湾市行业经营许可证台账", *blank), fate="title"),
        Row(cells=(f"市市场监督管理局　截至{day.year}年{day.month}月{day.day}日", *blank), fate="title"),
        Row(cells=header, fate="header"),
    ]
    written = [_written(rng, licence, as_text=day.month == 10) for licence in register]
    for position, cells in enumerate(written):
        rows.append(Row(cells=cells))
        rows.extend(_trap(position, cells, written, day))
    rows.append(Row(cells=(f"合计：{len(register)}", *blank), fate="footer"))
    rows.append(Row(cells=("制表：许可科", *blank), fate="footer"))
    return rows


def _written(rng: random.Random, licence: _Licence, *, as_text: bool) -> tuple[Cell, ...]:
    """A licence as the clerk keeps it. In October days are texts; else they are days."""
    expires: Cell = licence.expires or "长期"
    issued: Cell = licence.issued
    if as_text:
        issued = f"{licence.issued.year}年{licence.issued.month}月{licence.issued.day}日"
        expires = f"{licence.expires:%Y/%m/%d}" if licence.expires else rng.choice(("长期", "—"))
    district = next(one.zh for one in DISTRICTS if one.code == licence.district)
    holder = f"{licence.holder}　" if rng.random() < 0.04 else licence.holder
    status = rng.choice(_STATUS[licence.status])
    clerk = rng.choice(("甲", "乙", "丙"))
    kind = _KINDS[licence.kind][1]
    return (licence.number, holder, kind, district, licence.address, status, issued, expires, clerk)


def _trap(position: int, cells: tuple[Cell, ...], written: Sequence[tuple[Cell, ...]], day: dt.date) -> list[Row]:
    """What stands after the record at ``position``: spoiled copies under numbers of their own, and copies."""
    spoiled = _SPOILED[day.month].get(position)
    if spoiled is not None:
        column, value, field, reason = spoiled
        changed: list[Cell] = list(cells)
        changed[NUMBER] = f"099{day.month:02d}{position:03d}"
        changed[column] = value
        return [Row(cells=tuple(changed), fate="quarantined", field=field, reason=reason)]
    if position == 130:
        return [Row(cells=written[61], fate="duplicate")]
    if position == 175 and day.month == 11:
        moved = (*cells[:ADDRESS], "灯塔路399号", *cells[STATUS:])
        return [Row(cells=moved, fate="quarantined", field="licence_no", reason="unique")]
    return []


# month -> position -> column, value, field, reason
_SPOILED: dict[int, dict[int, tuple[int, Cell, str, str]]] = {
    9: {
        40: (STATUS, "待查", "status", "category"),
        90: (NUMBER, 2600099, "licence_no", "pattern"),
        150: (ISSUED, "2026-09-31", "issued_on", "type"),
    },
    10: {
        33: (HOLDER, "　", "holder", "required"),
        120: (ISSUED, "2026年2月30日", "issued_on", "type"),
        160: (KIND, "其他", "kind", "category"),
        200: (EXPIRES, "2062/01/15", "expires_on", "maximum"),
    },
    11: {
        25: (DISTRICT, "开发区", "district", "category"),
        77: (NUMBER, "0２６-77", "licence_no", "pattern"),
        140: (STATUS, None, "status", "required"),
    },
}
