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

from datasets.generator.city import DISTRICTS, STREETS, UNITS, Named
from datasets.generator.made import Made, Row, account

DATASET = "procurement-plans"
PATH = "datasets/datasets/finance/procurement-plans/raw/procurement-intentions-2026-11-02.xml"
_FIRST, _DAYS = dt.date(2026, 1, 5), 296
# Chinese, English, what is needed, who buys, usual budget in units of ten thousand yuan
_SUBJECTS: tuple[tuple[str, str, str, str, int], ...] = (
    ("{s}路面改造工程", "Resurfacing of {e}", "长约1.2公里，含人行道 & 非机动车道；交通不中断。", "transport", 620),
    ("{s}公交候车亭更新", "New bus shelters on {e}", "候车亭12座，设无障碍坡道和到站显示。", "transport", 85),
    ("{s}雨水管网改造", "Storm drains of {e}", "管径DN600至DN1200，约2.1公里。", "water", 980),
    ("{s}口袋公园建设", "A small park on {e}", "约2600平方米，含照明。", "parks", 145),
    ("东屿轮渡购置", "A ferry for Dongyu", "载客300人，电动；含船员培训。", "transport", 2380),
    ("消防救援车辆购置", "Fire engines", "水罐车2辆、云梯车1辆。", "fire", 890),
    ("政务云资源服务", "Government cloud capacity", "计算资源 < 800核，含备份；服务期24个月。", "finance", 420),
    (
        "热线智能辅助系统",
        "Assistance for hotline operators",
        "知识库检索和工单摘要，数据不出本市。",
        "public-services",
        160,
    ),
    (
        "办事大厅叫号设备更新（{d}）",
        "Queue machines for the service hall, {c}",
        "支持大字和语音。",
        "public-services",
        24,
    ),
    (
        "社区食堂托管服务（{d}）",
        "Running of community canteens, {c}",
        "每日两餐，60岁以上老人优惠。",
        "public-services",
        96,
    ),
    ("食品抽检服务（{d}）", "Food sampling and testing, {c}", "全年320批次。", "market", 52),
    ("农贸市场快检室设备（{d}）", "Quick tests in markets, {c}", "农药残留、亚硝酸盐等12项。", "market", 18),
    ("空气自动监测站运维（{d}）", "Running of the air monitoring stations, {c}", "数据有效率不低于95%。", "parks", 31),
    ("中小学直饮水设备（{d}）", "Drinking water in schools, {c}", "含三年滤芯。", "education", 66),
    ("校舍屋面维修（{d}）", "Repairs of school roofs, {c}", "暑期施工。", "education", 75),
    ("教师培训服务（{d}）", "Training of teachers, {c}", "每人不少于40学时。", "education", 21),
    ("社区卫生服务中心设备（{d}）", "Equipment for health centres, {c}", "彩超、心电图机各2台。", "health", 118),
    ("救护车购置（{d}）", "Ambulances, {c}", "负压型2辆。", "health", 92),
    ("图书馆夜间开放服务（{d}）", "Evening opening of libraries, {c}", "每周6晚。", "culture", 16),
    ("惠民演出（{d}）", "Free performances, {c}", "不少于20场，含手语翻译。", "culture", 27),
    ("道路绿化养护（{d}）", "Care of street trees, {c}", "含台风后24小时内清障。", "parks", 134),
    ("交通标线施划（{d}）", "Road markings, {c}", "热熔型约6万平方米。", "transport", 88),
    ("二次供水设施改造（{d}）", "Water pumps in tall houses, {c}", "老旧小区18个。", "water", 260),
    ("微型消防站装备（{d}）", "Kit for neighbourhood fire posts, {c}", "每站6套。", "fire", 38),
)


def _wanted(zh: str, en: str, need: str, buyer: str, usual: int) -> list[tuple[str, str, str, str, int]]:
    """A subject once for each street or district it names, else once."""
    if "{s}" in zh:
        return [(zh.format(s=one.zh), en.format(e=one.en), need, buyer, usual) for one in STREETS]
    if "{d}" in zh:
        return [(zh.format(d=one.zh), en.format(c=one.en), need, buyer, usual) for one in DISTRICTS]
    return [(zh, en, need, buyer, usual)]


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
        released="2026-11-02",
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
    wanted = [each for subject in _SUBJECTS for each in _wanted(*subject)]
    rng.shuffle(wanted)
    days = sorted(rng.randint(0, _DAYS) for _ in wanted)
    plans = [
        _plan(rng, number, _FIRST + dt.timedelta(days=day), want)
        for number, (day, want) in enumerate(zip(days, wanted, strict=True), start=1)
    ]
    for position, plan in enumerate(plans):
        yield good, plan
        if position in _SPOILED:
            change, field, reason = _SPOILED[position]
            spoiled = replace(plan, **({"id": f"YX-2026-9{position:03d}"} | change))  # type: ignore[arg-type]
            yield replace(good, fate="quarantined", field=field, reason=reason), spoiled
        if position in (50, 100):
            yield replace(good, fate="duplicate"), plans[position - 1]
        if position == 85:
            joint = replace(plan, id="YX-2026-9085", buyers=(*plan.buyers, _other(plan)))
            yield replace(good, fate="quarantined", field="buyer", reason="required"), joint
        if position in (70, 122):
            later = replace(plans[position - 12], month="2026年12月", published=plan.published)
            yield replace(good, fate="quarantined", field="plan_id", reason="unique"), later


def _other(plan: _Plan) -> Named:
    return next(unit for unit in UNITS if unit not in plan.buyers)


def _plan(rng: random.Random, number: int, day: dt.date, want: tuple[str, str, str, str, int]) -> _Plan:
    chinese, english, need, code, usual = want
    budget = max(5, usual * rng.lognormvariate(0, 0.25))
    later = dt.date(2026, min(12, day.month + rng.randint(1, 4)), 1)
    lots = tuple(f"第{'一二三'[lot]}包" for lot in range(rng.choice((0, 0, 0, 2, 3))))
    done = later.month <= 9
    return _Plan(
        id=f"YX-2026-{number:04d}",
        published=day,
        zh=chinese,
        en=english,
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
    105: ({"small_firms": "部分"}, "small_firms", "type"),
    118: ({"buyers": ()}, "buyer", "required"),
}
