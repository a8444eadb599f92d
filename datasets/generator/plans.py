"""``finance/procurement-plans``: what departments mean to buy, as the procurement system hands it on in XML.

The list stands two levels down, below the month of its publication; budgets are in units of ten thousand yuan and say
so in an attribute; needs stand in CDATA. Some plans were published again with a later month.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from datasets.generator.city import STREETS, UNITS, Named
from datasets.generator.made import Made, Row, account

DATASET = "procurement-plans"
PATH = "datasets/datasets/finance/procurement-plans/raw/procurement-intentions-2026.xml"
PLANS = 164
_FIRST, _DAYS = dt.date(2026, 1, 5), 296
# Chinese, English, what is needed, who buys, usual budget in units of ten thousand yuan
_SUBJECTS: tuple[tuple[str, str, str, tuple[str, ...], int], ...] = (
    ("{s}路面改造工程", "Resurfacing of {e}", "长约1.2公里，含人行道 & 非机动车道；交通不中断。", ("transport",), 620),
    ("{s}公交候车亭更新", "New bus shelters on {e}", "候车亭12座，设无障碍坡道和到站显示。", ("transport",), 85),
    ("东屿轮渡购置", "A ferry for Dongyu", "载客300人，电动；含船员培训。", ("transport",), 2380),
    (
        "政务云资源服务",
        "Government cloud capacity",
        "计算资源 < 800核，含备份；服务期24个月。",
        ("public-services", "finance"),
        420,
    ),
    (
        "热线智能辅助系统",
        "Assistance for hotline operators",
        "知识库检索和工单摘要，数据不出本市。",
        ("public-services",),
        160,
    ),
    ("办事大厅叫号设备更新", "Queue machines for service halls", "8个大厅，支持大字和语音。", ("public-services",), 74),
    ("食品抽检服务", "Food sampling and testing", "全年1600批次，分两包。", ("market",), 210),
    ("电梯应急平台运维", "Running of the lift rescue desk", "24小时值守，30分钟到场率不低于98%。", ("market",), 66),
    (
        "空气自动监测站运维",
        "Running of the air monitoring stations",
        "9个点位，数据有效率不低于95%。",
        ("parks", "water"),
        132,
    ),
    ("{s}雨水管网改造", "Storm drains of {e}", "管径DN600至DN1200，约2.1公里。", ("water",), 980),
    ("中小学直饮水设备", "Drinking water in schools", "64所学校，含三年滤芯。", ("education",), 310),
    ("校舍屋面维修", "Repairs of school roofs", "11所学校，暑期施工。", ("education",), 275),
    ("社区卫生服务中心设备", "Equipment for health centres", "彩超4台、心电图机12台。", ("health",), 460),
    ("图书馆夜间开放服务", "Evening opening of libraries", "5个分馆，每周6晚。", ("culture",), 58),
    ("消防救援车辆购置", "Fire engines", "水罐车2辆、云梯车1辆。", ("fire",), 890),
    ("{s}口袋公园建设", "A small park on {e}", "约2600平方米，含照明。", ("parks",), 145),
)
_METHODS = ("公开招标", "公开招标", "公开招标", "竞争性磋商", "竞争性谈判", "询价", "单一来源")


@dataclass(frozen=True, kw_only=True)
class _Plan:
    """One planned purchase, every text as the file writes it. ``buyers``: more than one where the file is wrong."""

    id: str
    published: dt.date
    zh: str
    en: str
    need: str
    buyers: tuple[Named, ...]
    budget: str
    month: str
    method: str
    small_firms: str
    lots: tuple[str, ...]
    status: str


def make() -> Made:
    """The file and its account."""
    rng = random.Random(20261112)  # noqa: S311 - a seed, no secret
    pairs = list(_rows(rng))
    months = groupby(pairs, key=lambda pair: f"{pair[1].published:%Y-%m}")
    body = "\n".join(
        f'  <month period="{month}">\n' + "\n".join(_element(plan) for _, plan in group) + "\n  </month>"
        for month, group in months
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        "<!-- 澜湾市政府采购意向公开  A fictional city: nothing here will be bought. -->\n"
        '<intentions city="Lanwan" exported="2026-11-02T08:00:00+08:00">\n'
        f"  <count>{len(pairs)}</count>\n{body}\n</intentions>\n"
    )
    return Made(
        path=PATH,
        data=text.encode("utf-8"),
        dataset=DATASET,
        accounts=(
            account(
                [row for row, _ in pairs],
                file=PATH.removeprefix("datasets/"),
                sheet="intentions/month/intention",
            ),
        ),
    )


def _rows(rng: random.Random) -> Iterator[tuple[Row, _Plan]]:
    good = Row(cells=())
    days = sorted(rng.randint(0, _DAYS) for _ in range(PLANS))
    plans = [_plan(rng, number, _FIRST + dt.timedelta(days=day)) for number, day in enumerate(days, start=1)]
    for position, plan in enumerate(plans):
        yield good, plan
        if position in _SPOILED:
            change, field, reason = _SPOILED[position]
            spoiled = replace(plan, **({"id": f"YX-2026-9{position:03d}"} | change))  # type: ignore[arg-type]
            yield replace(good, fate="quarantined", field=field, reason=reason), spoiled
        if position in (50, 120):
            yield replace(good, fate="duplicate"), plans[position - 1]
        if position == 85:
            joint = replace(plan, id="YX-2026-9085", buyers=(*plan.buyers, _other(plan)))
            yield replace(good, fate="quarantined", field="buyer", reason="required"), joint
        if position in (70, 140):
            later = replace(plans[position - 12], month="2026年12月", published=plan.published)
            yield replace(good, fate="quarantined", field="plan_id", reason="unique"), later


def _other(plan: _Plan) -> Named:
    return next(unit for unit in UNITS if unit not in plan.buyers)


def _plan(rng: random.Random, number: int, day: dt.date) -> _Plan:
    chinese, english, need, buyers, usual = rng.choice(_SUBJECTS)
    street = rng.choice(STREETS)
    code = rng.choice(buyers)
    budget = max(5, usual * rng.lognormvariate(0, 0.25))
    later = dt.date(2026, min(12, day.month + rng.randint(1, 4)), 1)
    lots = tuple(f"第{'一二三'[lot]}包" for lot in range(rng.choice((0, 0, 0, 2, 3))))
    done = later.month <= 9
    return _Plan(
        id=f"YX-2026-{number:04d}",
        published=day,
        zh=chinese.format(s=street.zh),
        en=english.format(e=street.en),
        need=need,
        buyers=tuple(unit for unit in UNITS if unit.code == code),
        budget=f"{budget:,.2f}" if rng.random() < 0.5 else f"{budget:.1f}",
        month=f"{later.year}年{later.month}月" if rng.random() < 0.6 else f"{later:%Y-%m}",
        method=rng.choice(_METHODS),
        small_firms=rng.choice(("是", "是", "否")),
        lots=lots,
        status=rng.choice(("awarded", "awarded", "tendered", "dropped"))
        if done
        else rng.choice(("planned", "tendered")),
    )


def _element(plan: _Plan) -> str:
    buyers = "".join(f"\n      <buyer code={quoteattr(one.code)}>{escape(one.zh)}</buyer>" for one in plan.buyers)
    lots = "".join(f"<lot>{lot}</lot>" for lot in plan.lots)
    inner = f"\n      <lots>{lots}</lots>" if lots else ""
    return (
        f"    <intention id={quoteattr(plan.id)} status={quoteattr(plan.status)}>\n"
        f"      <title>{escape(plan.zh)}</title>\n"
        f"      <titleEn>{escape(plan.en)}</titleEn>{buyers}\n"
        f"      <need><![CDATA[{plan.need}]]></need>\n"
        f'      <budget unit="万元">{plan.budget}</budget>\n'
        f"      <when>{plan.month}</when>\n"
        f"      <method>{plan.method}</method>\n"
        f"      <smallFirms>{plan.small_firms}</smallFirms>{inner}\n"
        f"      <published>{plan.published.isoformat()}</published>\n"
        f"      <clerk>采购科</clerk>\n"
        "    </intention>"
    )


# place of the plan whose copy is spoiled -> change, field, reason
_SPOILED: dict[int, tuple[dict[str, object], str, str]] = {
    12: ({"budget": "1285000"}, "budget", "maximum"),
    33: ({"budget": "待定"}, "budget", "type"),
    61: ({"month": "明年上半年"}, "planned_for", "type"),
    78: ({"zh": ""}, "title_zh", "required"),
    99: ({"method": "见附件"}, "procedure", "category"),
    110: ({"id": "YX2026110"}, "plan_id", "pattern"),
    133: ({"small_firms": "部分"}, "small_firms", "type"),
    150: ({"buyers": ()}, "buyer", "required"),
}
