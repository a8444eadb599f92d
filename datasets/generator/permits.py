"""``planning/building-permits``: decisions on building permits, as the office's old system "exports to Excel".

What it writes is a web page in GB18030 under the name .xls. Each file is the whole register on its day; the register
has not been handed in since July, so this dataset is late.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from datasets.generator.city import DISTRICTS, STREETS, somewhere
from datasets.generator.made import Cell, Made, Row, account

DATASET = "building-permits"
FOLDER = "datasets/datasets/planning/building-permits/raw"
DAYS = (dt.date(2026, 6, 1), dt.date(2026, 7, 1))
AT_FIRST, LATER = 128, 21
TITLE = "许可登记"
HEADER = (
    "许可证号",
    "项目名称",
    "建设单位",
    "工程类别",
    "区县",
    "建设地点",
    "建筑面积",
    "层数",
    "许可结果",
    "许可日期",
)
NUMBER, NAME, OWNER, KIND, DISTRICT, PLACE, AREA, STOREYS, RESULT, DECIDED = range(10)
FIELDS = (
    "permit_no",
    "project",
    "owner",
    "kind",
    "district",
    "place",
    "floor_area",
    "storeys",
    "decision",
    "decided_on",
)
# code, as the register calls it, projects, owners, usual floor area, most storeys
_KINDS: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...], int, int], ...] = (
    (
        "new",
        "新建",
        ("{s}商住楼", "{s}标准厂房", "{s}社区服务中心"),
        ("澜湾城建发展有限公司", "北浦港务有限公司"),
        8600,
        18,
    ),
    ("extension", "扩建", ("{s}仓库扩建", "{s}校舍扩建"), ("北浦港务有限公司", "澜湾市第三小学"), 1400, 4),
    ("lift", "加装电梯", ("{s}{n}号楼加装电梯",), ("{s}{n}号楼业主代表",), 38, 7),
    ("shop-front", "门面改造", ("{s}{n}号门面改造",), ("澜湾海棠物业服务有限公司", "南汀商业管理有限公司"), 90, 2),
    ("demolition", "拆除", ("{s}旧厂房拆除", "{s}危房拆除"), ("澜湾城建发展有限公司", "石桥市政工程有限公司"), 2100, 3),
)
_RESULTS = {"granted": "准予许可", "conditions": "附条件准予", "refused": "不予许可"}


@dataclass(frozen=True, kw_only=True)
class _Permit:
    """One decision as the register means it."""

    number: str
    project: str
    owner: str
    kind: int
    district: str
    place: str
    area: int
    storeys: int
    decision: str
    decided: dt.date

    @property
    def shown(self) -> dict[str, str | None]:
        """The published row: field -> text."""
        values = (
            self.number,
            self.project,
            self.owner,
            _KINDS[self.kind][0],
            self.district,
            self.place,
            str(self.area),
            str(self.storeys),
            self.decision,
            self.decided.isoformat(),
        )
        return dict(zip(FIELDS, values, strict=True))


def make() -> list[Made]:
    """The two files, each with its account and the rows it must publish."""
    rng = random.Random(20261110)  # noqa: S311 - a seed, no secret
    june = _decisions(rng, 1, AT_FIRST, (dt.date(2026, 1, 4), dt.date(2026, 5, 29)))
    july = _a_month_later(june) + _decisions(rng, AT_FIRST + 1, LATER, (dt.date(2026, 6, 1), dt.date(2026, 6, 29)))
    return [_file(register, day) for register, day in zip((june, july), DAYS, strict=True)]


def _decisions(rng: random.Random, first: int, count: int, between: tuple[dt.date, dt.date]) -> list[_Permit]:
    start, end = between
    days = sorted(rng.randint(0, (end - start).days) for _ in range(count))
    return [_decision(rng, first + place, start + dt.timedelta(days=day)) for place, day in enumerate(days)]


def _decision(rng: random.Random, serial: int, day: dt.date) -> _Permit:
    kind = rng.choices(range(len(_KINDS)), (3, 2, 5, 4, 1))[0]
    _, _, projects, owners, area, storeys = _KINDS[kind]
    street, house, district = rng.choice(STREETS), rng.randint(2, 180), somewhere(rng)
    return _Permit(
        number=f"LWB-2026-{serial:04d}",
        project=rng.choice(projects).format(s=street.zh, n=house),
        owner=rng.choice(owners).format(s=street.zh, n=house),
        kind=kind,
        district=district.code,
        place=f"{street.zh}{house}号",
        area=max(12, round(area * rng.lognormvariate(0, 0.4))),
        storeys=rng.randint(1, storeys),
        decision=rng.choice(("granted",) * 7 + ("conditions",) * 2 + ("refused",)),
        decided=day,
    )


def _a_month_later(register: Sequence[_Permit]) -> list[_Permit]:
    """The register a month on: one decision was withdrawn, conditions were met, plans changed."""
    kept = [permit for place, permit in enumerate(register) if place != 57]
    met = [place for place, permit in enumerate(kept) if permit.decision == "conditions"][:5]
    for place in met:
        kept[place] = replace(kept[place], decision="granted")
    for place in (20, 64, 101):
        kept[place] = replace(kept[place], area=kept[place].area + 35, storeys=kept[place].storeys + 1)
    kept[88] = replace(kept[88], owner="石桥城市更新有限公司")
    return kept


def _file(register: Sequence[_Permit], day: dt.date) -> Made:
    rows = _rows(register, day)
    path = f"{FOLDER}/building-permits-{day:%Y-%m-%d}.xls"
    return Made(
        path=path,
        data=_page(rows).encode("gb18030"),
        dataset=DATASET,
        accounts=(account(rows, file=path.removeprefix("datasets/")),),
        released=day.isoformat(),
        rows={permit.number: permit.shown for permit in register},
    )


def _rows(register: Sequence[_Permit], day: dt.date) -> list[Row]:
    rows = [
        Row(cells=("澜湾市建设工程规划许可登记表",), fate="title"),
        Row(cells=(f"导出日期：{day.year}年{day.month}月{day.day}日　面积单位：平方米",), fate="title"),
        Row(cells=HEADER, fate="header"),
    ]
    for position, permit in enumerate(register):
        cells = _written(permit)
        rows.append(Row(cells=cells))
        if position in _SPOILED and day == DAYS[-1]:
            column, text, field, reason = _SPOILED[position]
            number = f"LWB-2026-9{position:03d}"
            spoiled = [number, *cells[1:]]
            spoiled[column] = text
            rows.append(Row(cells=tuple(spoiled), fate="quarantined", field=field, reason=reason))
        if position == 44:
            rows.append(Row(cells=_written(register[12]), fate="duplicate"))
    total = f"{sum(permit.area for permit in register):,}"
    rows.append(Row(cells=("合计", *("",) * (AREA - 1), total, "", "", ""), fate="footer"))
    rows.append(Row(cells=("联系电话：000-5550-0170",), fate="footer"))
    return rows


def _written(permit: _Permit) -> tuple[Cell, ...]:
    """A decision as the system writes it; an area that is told in words, a line break in a name."""
    name = permit.project.replace("号楼", "号楼\n", 1)
    district = next(one.zh for one in DISTRICTS if one.code == permit.district)
    area = f"{permit.area:,}"
    day = permit.decided
    return (
        permit.number,
        name,
        permit.owner,
        _KINDS[permit.kind][1],
        district,
        permit.place,
        area,
        str(permit.storeys),
        _RESULTS[permit.decision],
        f"{day.year}.{day.month}.{day.day}",
    )


def _page(rows: Sequence[Row]) -> str:
    """The page: no head but the label of its characters, which says gb2312, and cells with a spreadsheet's styles."""
    body = "\r\n".join(_line(row) for row in rows)
    return (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel">\r\n'
        '<head><meta http-equiv=Content-Type content="text/html; charset=gb2312">\r\n'
        f"<title>{TITLE}</title></head>\r\n<body>\r\n"
        f"<table border=1 cellspacing=0>\r\n{body}\r\n</table>\r\n</body></html>\r\n"
    )


def _line(row: Row) -> str:
    if len(row.cells) == 1:
        return f"<tr><td colspan={len(HEADER)} align=center>{escape(str(row.cells[0]))}</td></tr>"
    tag = "th" if row.fate == "header" else "td"
    style = " style='mso-number-format:\"\\@\"'" if row.fate == "published" else ""
    cells = [escape(str(cell)).replace("\n", "<br>") or "&nbsp;" for cell in row.cells]
    return (
        "<tr>"
        + "".join(f"<{tag}{style if place == NUMBER else ''}>{cell}</{tag}>" for place, cell in enumerate(cells))
        + "</tr>"
    )


# place of the decision whose copy is spoiled -> column, text, field, reason
_SPOILED: dict[int, tuple[int, str, str, str]] = {
    15: (AREA, "约两千", "floor_area", "type"),
    39: (DECIDED, "2026.2.30", "decided_on", "type"),
    70: (RESULT, "补正中", "decision", "category"),
    99: (NAME, "", "project", "required"),
    120: (STOREYS, "3-5", "storeys", "type"),
}
