"""``finance/contracts``: contracts awarded in 2025 and 2026, as the procurement office keeps them in a workbook.

Two sheets with the same two-row header under three title rows, merged where a person merges; a total row; a third
sheet that is no data. On the sheet of 2025 dates and amounts are cells of their type, on that of 2026 they are text.
"""

from __future__ import annotations

import datetime as dt
import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import xlsxwriter

from datasets.generator.archive import restored
from datasets.generator.city import FIRMS, STREETS, UNITS
from datasets.generator.made import Cell, Made, Row, account

DATASET = "contracts"
PATH = "datasets/datasets/finance/contracts/raw/contract-awards-2025-2026.xlsx"
FILE = PATH.removeprefix("datasets/")
ROWS = {2025: 172, 2026: 139}
LAST_DAY = {2025: dt.date(2025, 12, 31), 2026: dt.date(2026, 10, 31)}
# (parent, child): a column without a parent is merged over both header rows.
HEADER = (
    ("Contract ref", ""),
    ("Subject 标的", "English"),
    ("Subject 标的", "中文"),
    ("Buyer 采购人", ""),
    ("Supplier 供应商", "Name"),
    ("Supplier 供应商", "Registration no."),
    ("Procedure 采购方式", ""),
    ("Bids", ""),
    ("Award 成交", "Date"),
    ("Award 成交", "Value (CNY)"),
    ("Term 合同期限", "Start"),
    ("Term 合同期限", "End"),
    ("Amended", ""),
)
REF, EN, ZH, BUYER, SUPPLIER, REGISTRATION, PROCEDURE, BIDS, DATE, VALUE, START, END, AMENDED = range(13)
_PROCEDURES = (
    ("Open tender", 6, (3, 9)),
    ("Open", 1, (3, 9)),
    ("Restricted tender", 2, (3, 5)),
    ("Competitive negotiation", 3, (2, 4)),
    ("Request for quotations", 3, (3, 6)),
    ("Direct award", 2, (1, 1)),
    ("single source", 1, (1, 1)),
)
# English subject, Chinese subject, who bids, exponent of the usual value, months it runs.
_SUBJECTS = (
    ("Resurfacing of {en}", "{zh}路面重铺工程", "roads", 14.6, 8),
    ("Storm drains of {en}, section {n}", "{zh}雨水管网工程（{n}标段）", "roads", 15.0, 12),
    ("School roof repairs, {en} area", "{zh}片区校舍屋面维修", "buildings", 13.4, 5),
    ("Street lighting of {en}", "{zh}路灯更新工程", "roads", 13.8, 6),
    ("Maintenance of the counter queue system", "办事大厅叫号系统维护服务", "counters", 12.6, 12),
    ("Government cloud capacity, lot {n}", "政务云资源服务（{n}包）", "digital", 14.2, 24),
    ("Data exchange platform, stage {n}", "数据共享交换平台（{n}期）", "digital", 14.4, 18),
    ("Property services, {en} offices", "{zh}办公区物业管理服务", "property", 13.6, 36),
    ("Security guards, {en} offices", "{zh}办公区保安服务", "guards", 13.2, 24),
    ("Copying paper and toner, framework {n}", "复印纸及耗材框架采购（{n}号）", "paper", 12.4, 12),
    ("Printing of service guides", "办事指南印刷服务", "printing", 12.0, 6),
    ("Food sampling and testing", "食品抽检服务", "testing", 13.5, 12),
    ("Road safety assessment of {en}", "{zh}道路安全评估", "planning", 12.7, 4),
    ("Detailed plan for the {en} quarter", "{zh}片区控制性详细规划编制", "planning", 13.9, 10),
    ("Electric service vehicles, lot {n}", "新能源公务用车租赁（{n}包）", "vehicles", 13.7, 36),
    ("First-aid courses for counter staff", "窗口人员急救培训服务", "training", 11.8, 3),
)
_BIDDERS: dict[str, tuple[str, ...]] = {
    "roads": ("石桥市政工程有限公司", "东屿海塘养护有限公司", "Lanwan Harbour Engineering Ltd"),
    "buildings": ("澜湾市安居维修工程有限公司", "石桥市政工程有限公司"),
    "counters": ("潮声软件（澜湾）有限公司", "澜湾云帆信息技术有限公司"),
    "digital": ("澜湾云帆信息技术有限公司", "石桥数联科技有限公司", "Blue Heron Systems Ltd"),
    "property": ("澜湾海棠物业服务有限公司", "柳堤保洁服务有限公司"),
    "guards": ("灯塔保安服务有限公司", "澜湾海棠物业服务有限公司"),
    "paper": ("澜湾市文汇办公用品有限公司", "北浦正源纸业有限公司"),
    "printing": ("澜湾青石印务有限公司", "北浦正源纸业有限公司"),
    "testing": ("澜湾检验检测中心",),
    "planning": ("澜湾规划设计研究院", "O'Hara & Lindqvist Consulting LLP"),
    "vehicles": ("澜湾公务用车服务中心", "东屿新能源汽车租赁有限公司"),
    "training": ("香樟职业培训学校", "澜湾市干部教育中心"),
}


@dataclass(frozen=True, kw_only=True)
class _Sheet:
    """One sheet of awards: title rows, header and records in the order of the sheet, and what its contracts cost."""

    name: str
    rows: tuple[Row, ...]
    total: Decimal


def make() -> Made:
    """The workbook, an account for each sheet of awards, and the exact sum of what must be published."""
    rng = random.Random(20261103)  # noqa: S311 - a seed, no secret
    registrations = {firm: f"00{rng.randint(100000, 999999)}" for firms in FIRMS.values() for firm in firms}
    awards = {year: _awards(rng, year, registrations) for year in ROWS}
    sheets = tuple(_sheet(year, _with_traps(year, awards), _note(year), awards[year]) for year in ROWS)
    notes = [Row(cells=(text,), fate="other-table") for text in _NOTES]
    return Made(
        path=PATH,
        data=restored(_workbook(sheets)),
        dataset=DATASET,
        accounts=(
            *(account(sheet.rows, file=FILE, sheet=sheet.name) for sheet in sheets),
            account(notes, file=FILE, sheet=_NOTES_SHEET),
        ),
        sums={"value": sum((sheet.total for sheet in sheets), Decimal(0))},
    )


def _awards(rng: random.Random, year: int, registrations: dict[str, str]) -> list[Row]:
    days = sorted(rng.randint(5, (LAST_DAY[year] - dt.date(year, 1, 1)).days) for _ in range(ROWS[year]))
    first = 1 if year == 2026 else 801
    return [
        _award(rng, number, dt.date(year, 1, 1) + dt.timedelta(days=day), registrations)
        for number, day in enumerate(days, start=first)
    ]


def _award(rng: random.Random, number: int, day: dt.date, registrations: dict[str, str]) -> Row:
    """One award, typed; :func:`_as_text` writes it down the way the office did in 2026."""
    english, chinese, bidders, size, months = rng.choice(_SUBJECTS)
    street, lot = rng.choice(STREETS), rng.randint(1, 4)
    supplier = rng.choice(_BIDDERS[bidders])
    procedure, _, (least, most) = rng.choice([one for one in _PROCEDURES for _ in range(one[1])])
    start = day + dt.timedelta(days=rng.randint(7, 40))
    value = Decimal(round(rng.lognormvariate(size, 0.5) / 100)) * 100
    cells: tuple[Cell, ...] = (
        f"LW-{day.year}-{number:04d}",
        english.format(en=street.en, n=lot),
        chinese.format(zh=street.zh, n="一二三四"[lot - 1]),
        rng.choice(UNITS).en,
        supplier,
        registrations[supplier],
        procedure,
        rng.randint(least, most),
        day,
        max(value, Decimal(50_000)),
        start,
        start + dt.timedelta(days=30 * months),
        "Y" if rng.random() < 0.12 else "N",
    )
    return Row(cells=cells)


def _with_traps(year: int, awards: dict[int, list[Row]]) -> list[Row]:
    """The records of one sheet: the year's awards and, among them, what is wrong with it."""
    own = awards[year]
    if year == 2025:
        rows = list(own)
        _spoil(rows, 33, 9001, {VALUE: -45_000}, ("value", "minimum"))
        _spoil(rows, 71, 9002, {REGISTRATION: 48213}, ("supplier_registration", "pattern"))
        _spoil(rows, 104, 9003, {SUPPLIER: None}, ("supplier", "required"))
        rows.insert(150, replace(own[40], fate="duplicate"))
        return rows
    rows = [_as_text(row) for row in own]
    _spoil(rows, 25, 9001, {DATE: "31/04/2026"}, ("awarded_on", "type"))
    _spoil(rows, 48, 9002, {PROCEDURE: "see file"}, ("procedure", "category"))
    _spoil(rows, 77, 9003, {VALUE: "to be agreed"}, ("value", "type"))
    _spoil(rows, 99, 9004, {BIDS: "0"}, ("bids", "minimum"))
    rows.insert(60, _clash(rows[12]))
    # The last awards of 2025 were copied to the top of the next sheet.
    carried = [replace(_as_text(row), fate="duplicate") for row in awards[2025][-3:]]
    return carried + rows


def _spoil(rows: list[Row], position: int, number: int, change: dict[int, Cell], why: tuple[str, str]) -> None:
    """Put a spoiled copy of a record, under a number of its own, after it."""
    cells = list(rows[position].cells)
    cells[REF] = f"{str(cells[REF])[:8]}{number}"
    for column, value in change.items():
        cells[column] = value
    rows.insert(position + 1, Row(cells=tuple(cells), fate="quarantined", field=why[0], reason=why[1]))


def _clash(row: Row) -> Row:
    cells = list(row.cells)
    cells[SUPPLIER] = "Blue Heron Systems Ltd" if cells[SUPPLIER] != "Blue Heron Systems Ltd" else "橘园会议中心"
    return Row(cells=tuple(cells), fate="quarantined", field="contract_id", reason="unique")


def _as_text(row: Row) -> Row:
    cells = list(row.cells)
    for column in (DATE, START, END):
        day = cells[column]
        assert isinstance(day, dt.date)  # noqa: S101 - the award was typed above
        cells[column] = f"{day.day:02d}/{day.month:02d}/{day.year}"
    cells[VALUE] = f"¥ {cells[VALUE]:,}"
    cells[BIDS] = str(cells[BIDS])
    return Row(cells=tuple(cells))


def _note(year: int) -> str:
    return f"Awards of 50,000 yuan and more. Position of {LAST_DAY[year]:%d/%m/%Y}. Amounts before tax."


def _sheet(year: int, records: Sequence[Row], note: str, awards: Sequence[Row]) -> _Sheet:
    width = len(HEADER)
    total = sum((Decimal(str(row.cells[VALUE])) for row in awards), Decimal(0))
    written: Cell = total if year == 2025 else f"¥ {total:,}"

    def line(*cells: Cell, fate: str) -> Row:
        return Row(cells=(*cells, *(None,) * (width - len(cells))), fate=fate)  # type: ignore[arg-type]

    rows = (
        line("澜湾市财政局  City of Lanwan · Finance Bureau", fate="title"),
        line(f"Contracts awarded in {year}  {year}年政府采购合同", fate="title"),
        line(note, fate="title"),
        Row(cells=tuple(parent for parent, _ in HEADER), fate="header"),
        Row(cells=tuple(child or None for _, child in HEADER), fate="header"),
        *records,
        line("Total 合计", *(None,) * (VALUE - 1), written, fate="footer"),
        line("Prepared by the procurement office; questions: procurement@lanwan.example", fate="footer"),
    )
    return _Sheet(name=f"Awards {year}", rows=rows, total=total)


def _workbook(sheets: Sequence[_Sheet]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": "Contract awards", "created": dt.datetime(2026, 11, 2, 9, 0)})  # noqa: DTZ001
    for sheet in sheets:
        _write(book, sheet)
    notes = book.add_worksheet(_NOTES_SHEET)
    for number, text in enumerate(_NOTES):
        notes.write_string(number, 0, text)
    notes.set_column(0, 0, 90)
    book.close()
    return buffer.getvalue()


_NOTES_SHEET = "Notes 说明"
_NOTES = (
    "How to read these lists  填表说明",
    "One line is one contract. A contract with several lots has one line a lot.",
    "Value: the value at award, before tax; later amendments are not added.",
    "Amended: Y when the contract was changed after award.",
    "标的名称、供应商名称以合同文本为准。",
)


def _write(book: xlsxwriter.Workbook, sheet: _Sheet) -> None:
    """Write one sheet with the formats and merges a person gives it."""
    page = book.add_worksheet(sheet.name)
    bold = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    money = book.add_format({"num_format": "#,##0.00"})
    for number, row in enumerate(sheet.rows):
        if row.fate == "header":
            continue
        for column, cell in enumerate(row.cells):
            if isinstance(cell, dt.date):
                page.write_datetime(number, column, dt.datetime.combine(cell, dt.time()), day)
            elif isinstance(cell, (int, float, Decimal)):
                page.write_number(number, column, float(cell), money if column == VALUE else None)
            elif cell is not None:
                page.write_string(number, column, str(cell))
    _write_header(page, bold)
    page.merge_range(0, 0, 0, len(HEADER) - 1, sheet.rows[0].cells[0], bold)
    page.set_column(EN, ZH, 38)
    page.set_column(SUPPLIER, SUPPLIER, 32)
    page.set_column(DATE, END, 13)
    page.freeze_panes(5, 1)


def _write_header(page: xlsxwriter.worksheet.Worksheet, bold: xlsxwriter.format.Format) -> None:
    column = 0
    while column < len(HEADER):
        parent, child = HEADER[column]
        if not child:
            page.merge_range(3, column, 4, column, parent, bold)
            column += 1
            continue
        last = max(index for index, (other, _) in enumerate(HEADER) if other == parent)
        page.merge_range(3, column, 3, last, parent, bold)
        for index in range(column, last + 1):
            page.write_string(4, index, HEADER[index][1], bold)
        column = last + 1
