"""``finance/spending``: what city departments paid, as the Finance Bureau exports it from a spreadsheet.

GB18030 with CRLF line ends, two title rows, the header again on each printed page, a subtotal after each month, a
total and two notes at the end. Traps are listed in ``datasets/README.md``; each is set here on purpose, in `_traps`.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from datasets.generator.city import FIRMS, UNITS
from datasets.generator.made import Made, Row, account

# A record as written -> the amount and the supplier that are meant.
Meant = dict[tuple[object, ...], tuple[Decimal, str]]
DATASET = "spending"
PATH = "datasets/datasets/finance/spending/raw/市级部门支出明细2026年1-10月.csv"
MONTHS = range(1, 11)
PER_MONTH = 236
HEADER = (
    "支付编号",
    "预算单位",
    "会计期间",
    "支付日期",
    "供应商名称",
    "支出类别",
    "用途摘要",
    "金额（元）",
    "合同编号",
    "经办人备注",
)
ID, UNIT, PERIOD, DATE, SUPPLIER, CATEGORY, PURPOSE, AMOUNT, CONTRACT, NOTE = range(10)

CATEGORIES = {
    "office": "办公用品",
    "digital": "信息化建设",
    "repairs": "维修养护",
    "utilities": "水电燃气",
    "training": "培训",
    "property": "物业管理",
    "vehicles": "公务用车",
    "commissioned": "委托业务",
    "meetings": "会议接待",
    "grants": "补助",
}
# Other words the departments use for a category; dataset.yml maps them by lookups.
_SPELLINGS = {"office": "办公费", "digital": "信息化", "vehicles": "车辆运行费", "utilities": "水电费"}
_WEIGHTS = {"commissioned": 5, "repairs": 5, "digital": 4, "property": 4, "office": 4, "utilities": 4}
_SHARES = (9, 5, 3, 1)  # the first firm of a category is used most
_SIZES = {"digital": 9.6, "repairs": 10.2, "commissioned": 10.4, "grants": 10.0, "utilities": 8.4}
# How departments misspell a supplier; dataset.yml maps these by lookups.
_VARIANTS = {
    "澜湾市供水集团有限公司": ("澜湾供水集团", "澜湾市供水集团有限责任公司"),
    "Lanwan Harbour Engineering Ltd": ("LANWAN HARBOUR ENG. LTD", "Lanwan Harbour Engineering Limited"),
    "澜湾海棠物业服务有限公司": ("海棠物业",),
}
_PADDING = ("　{}", "{}  ", " {}", "{}\u00a0")
_NOTHING = ("", "-", "暂无", "－", "N/A")


def make() -> Made:
    """The file, its account and the exact sum of what must be published."""
    rng = random.Random(20261102)  # noqa: S311 - a seed, no secret
    meant: Meant = {}
    rows = list(_rows(rng, meant))
    published = [meant[row.cells] for row in rows if row.fate == "published"]
    text = "".join(_line(row) for row in rows)
    return Made(
        path=PATH,
        data=text.encode("gb18030"),
        dataset=DATASET,
        accounts=(account(rows, file=PATH.removeprefix("datasets/")),),
        sums={"amount": sum((amount for amount, _ in published), Decimal(0))},
        distinct={"supplier": len({supplier for _, supplier in published})},
    )


def _rows(rng: random.Random, meant: Meant) -> Iterator[Row]:
    blank = ("",) * len(HEADER)
    yield Row(cells=("澜湾市市级部门支出明细表（2026年1—10月）", *blank[1:]), fate="title")
    yield Row(cells=("编制单位：澜湾市财政局", *blank[2:], "单位：元"), fate="title")
    yield Row(cells=HEADER, fate="header")
    serial, grand = 0, Decimal(0)
    for month in MONTHS:
        payments = []
        for _ in range(PER_MONTH):
            serial += rng.choice((1, 1, 1, 2))
            payment, amount, supplier = _payment(rng, month, serial)
            meant[payment.cells] = (amount, supplier)
            payments.append(payment)
        subtotal = sum((meant[row.cells][0] for row in payments), Decimal(0))
        grand += subtotal
        yield from _traps(rng, month, payments, meant)
        yield Row(cells=("本月小计", *blank[1:AMOUNT], f"{subtotal:,}", "", ""), fate="skipped")
        if month in (4, 8):
            yield Row(cells=HEADER, fate="skipped")
    yield Row(cells=blank, fate="blank")
    yield Row(cells=("合计", *blank[1:AMOUNT], f"{grand:,}", "", ""), fate="footer")
    yield Row(cells=("注：1. 本表按支付日期统计，退款以负数或括号列示。", *blank[1:]), fate="footer")
    yield Row(cells=("　　2. 依法不予公开的支出未列入。", *blank[1:]), fate="footer")


def _payment(rng: random.Random, month: int, serial: int) -> tuple[Row, Decimal, str]:
    """One payment as a department writes it, and the amount and the supplier it means."""
    category = rng.choice([name for name in CATEGORIES for _ in range(_WEIGHTS.get(name, 2))])
    day = dt.date(2026, month, rng.randint(1, 28))
    amount = Decimal(round(100 * min(rng.lognormvariate(_SIZES.get(category, 8.0), 1.1), 4e6))) / 100
    amount = amount.quantize(Decimal("0.01"))
    if rng.random() < 0.02:
        amount = -amount
    supplier = rng.choice([firm for firm, weight in zip(FIRMS[category], _SHARES, strict=False) for _ in range(weight)])
    purpose = rng.choice(FIRMS[category][supplier]).format(m=month)
    cells = (
        f"00{2026}{serial:06d}",
        rng.choice(UNITS).zh,
        f"2026-{month:02d}",
        _written_date(rng, day),
        _written_supplier(rng, supplier),
        _SPELLINGS[category] if category in _SPELLINGS and rng.random() < 0.15 else CATEGORIES[category],
        _written_purpose(rng, purpose),
        _written_amount(rng, amount),
        f"LW-2026-{min(rng.randint(1, 140), 139):04d}" if rng.random() < 0.25 else rng.choice(_NOTHING),
        rng.choice(("", "", "", "已核对", "附件齐", "月末补录")),
    )
    return Row(cells=cells), amount, supplier


def _written_date(rng: random.Random, day: dt.date) -> str:
    chance = rng.random()
    if chance < 0.30:
        return f"{day.day:02d}/{day.month:02d}/{day.year}"
    text = f"{day.year}年{day.month}月{day.day}日"
    return _wide(text) if chance < 0.33 else text


def _written_amount(rng: random.Random, amount: Decimal) -> str:
    chance = rng.random()
    if amount < 0:
        return f"({-amount:,})" if chance < 0.6 else f"{amount:,}"
    if chance < 0.06:
        return _wide(f"{amount:,}")
    if chance < 0.14:
        return f"￥{amount:,}"
    return f"{amount}" if chance < 0.3 else f"{amount:,}"


def _written_supplier(rng: random.Random, supplier: str) -> str:
    chance = rng.random()
    if supplier in _VARIANTS and chance < 0.2:
        return rng.choice(_VARIANTS[supplier])
    return rng.choice(_PADDING).format(supplier) if chance > 0.95 else supplier


def _written_purpose(rng: random.Random, purpose: str) -> str:
    chance = rng.random()
    if chance < 0.03:
        return f"{purpose}\n（分两次支付，本次为第二次）"
    if chance < 0.05:
        return f'{purpose}, 详见"合同附件3"'
    return rng.choice(_NOTHING) if chance > 0.98 else purpose


def _traps(rng: random.Random, month: int, payments: list[Row], meant: Meant) -> Iterator[Row]:
    """The month's payments with its traps among them: each spoils a copy of a payment under a number of its own."""
    spoiled: dict[int, Row] = {}
    for number, (column, text, field, reason) in enumerate(_SPOILED.get(month, ())):
        cells = list(rng.choice(payments).cells)
        cells[ID] = f"00{2026}9{month:02d}{number:03d}"
        cells[column] = text
        spoiled[20 + 17 * number] = Row(cells=tuple(cells), fate="quarantined", field=field, reason=reason)
    for position, payment in enumerate(payments):
        if position in spoiled:
            yield spoiled[position]
        if position == 100 and month in _FORMULAS:
            formula = (*payment.cells[:PURPOSE], _FORMULAS[month], *payment.cells[PURPOSE + 1 :])
            meant[formula] = meant[payment.cells]
            yield Row(cells=formula)
        else:
            yield payment
    yield from _ragged(month, payments[0])
    yield from _again(month, payments)


def _ragged(month: int, payment: Row) -> Iterator[Row]:
    """Records that have one cell too many (a comma nobody quoted) or too few."""
    cells = payment.cells
    if month in (3, 6, 9):
        loose = (f"00{2026}95{month:04d}", *cells[1:PURPOSE], "投影仪", "幕布各一套", *cells[AMOUNT:NOTE], "附件齐")
        yield Row(cells=loose, fate="quarantined", reason="ragged-record")
    if month == 7:
        yield Row(cells=(f"00{2026}96{month:04d}", *cells[1:AMOUNT]), fate="quarantined", reason="ragged-record")


def _again(month: int, payments: list[Row]) -> Iterator[Row]:
    """Payments that are there twice: the same, the same but for the spelling, and with another amount."""
    yield replace(payments[30], fate="duplicate")
    if month in (2, 5, 10):
        wide = list(payments[60].cells)
        wide[ID], wide[UNIT] = _wide(str(wide[ID])), f" {wide[UNIT]}　"
        yield Row(cells=tuple(wide), fate="duplicate")
    if month in (1, 4, 6, 8):
        other = list(payments[90].cells)
        other[AMOUNT] = "7,777.70"
        yield Row(cells=tuple(other), fate="quarantined", field="payment_id", reason="unique")


# month -> (column, text, field, reason)
_SPOILED: dict[int, tuple[tuple[int, str, str, str], ...]] = {
    1: ((DATE, "待定", "paid_on", "type"), (SUPPLIER, "", "supplier", "required")),
    2: ((DATE, "31/02/2026", "paid_on", "type"), (DATE, "2026年2月30日", "paid_on", "type")),
    3: ((AMOUNT, "待核", "amount", "type"), (CATEGORY, "其他杂项", "category", "category")),
    4: ((SUPPLIER, "暂无", "supplier", "required"), (AMOUNT, "12,34.5.6", "amount", "type")),
    5: ((DATE, "2062年5月5日", "paid_on", "maximum"), (ID, "2.026E+09", "payment_id", "pattern")),
    6: ((AMOUNT, "1.2万", "amount", "type"), (UNIT, "市档案馆（筹）", "unit", "category")),
    7: ((SUPPLIER, " - ", "supplier", "required"), (ID, "", "payment_id", "required")),
    8: ((AMOUNT, "", "amount", "required"), (DATE, "08-17-2026", "paid_on", "type")),
    9: ((CATEGORY, "第3类", "category", "category"),),
    10: ((DATE, "2026.10.09", "paid_on", "type"), (AMOUNT, "abc", "amount", "type")),
}
# Texts a spreadsheet would run if an export did not guard them.
_FORMULAS = {
    3: "=cmd|'/C calc'!A0",
    6: '=HYPERLINK("http://198.51.100.7/x","报销单")',
    9: "@SUM(A1:A9)",
    10: "+40 元补差",
}


def _wide(text: str) -> str:
    """The ASCII characters of ``text`` as a Chinese input method in full-width mode writes them."""
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def _line(row: Row) -> str:
    """The record as a spreadsheet writes it, except that nobody quotes the comma of a ragged one."""
    cells = [str(cell) for cell in row.cells]
    quoted = ['"{}"'.format(cell.replace('"', '""')) if _needs_quotes(cell) else cell for cell in cells]
    return ",".join(quoted) + "\r\n"


def _needs_quotes(cell: str) -> bool:
    return any(char in cell for char in ',"\r\n')
