"""``finance/budget``: seven years of the city's budget beside each other, as the Finance Bureau's workbook has them.

A header of two rows (what kind of figure, which year) under three title rows, a section row above each head of
spending, subtotals by hand, a rate of growth as a formula, and a hidden sheet with last year's draft.
"""

from __future__ import annotations

import datetime as dt
import io
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
import yaml

from datasets.generator.archive import restored
from datasets.generator.made import Cell, Made, Row, account

DATASET = "budget"
PATH = "datasets/datasets/finance/budget/raw/澜湾市一般公共预算支出2026-02-10.xlsx"
SHEET, DRAFT = "支出明细", "草稿2025"
YEARS = range(2021, 2028)
_KINDS = ("决算数",) * 4 + ("预计执行", "预算数", "规划数")
HEADER = (
    ("科目编码", ""),
    ("科目名称", ""),
    ("Item", ""),
    ("预算部门", ""),
    *((kind, str(year)) for kind, year in zip(_KINDS, YEARS, strict=True)),
    ("2026比2025", ""),
    ("说明", ""),
)
CODE, ZH, EN, UNIT, FIRST_YEAR = range(5)
GROWTH, NOTE = FIRST_YEAR + len(YEARS), FIRST_YEAR + len(YEARS) + 1
_UNITS = {
    "education": "市教育局",
    "transport": "市交通运输局",
    "water": "市水务局",
    "health": "市卫生健康委",
    "culture": "市文化旅游局",
    "finance": "市财政局",
    "market": "市市场监督管理局",
    "public-services": "市公共服务局",
    "parks": "市园林绿化中心",
    "fire": "市消防救援支队",
    "environment": "市生态环境局",
    "planning": "市规划和住房局",
}
_NOTES = ("", "", "", "含上级转移支付", "2025年起并入", "按实结算")
_DRAFT = ("2025年预算草稿，勿外传", "以人代会批准数为准")


def make() -> Made:
    """The workbook, and an account for each of its sheets."""
    rng = random.Random(20261113)  # noqa: S311 - a seed, no secret
    rows = list(_rows(rng))
    drafts = [Row(cells=(text,), fate="other-table") for text in _DRAFT]
    file = PATH.removeprefix("datasets/")
    return Made(
        path=PATH,
        data=restored(_workbook(rows)),
        dataset=DATASET,
        released="2026-02-10",
        accounts=(account(rows, file=file, sheet=SHEET), account(drafts, file=file, sheet=DRAFT)),
    )


def _rows(rng: random.Random) -> Iterator[Row]:
    width = len(HEADER)
    sections: dict[str, list[list[Any]]] = yaml.safe_load(
        (Path(__file__).parent / "texts" / "budget.yml").read_text(encoding="utf-8")
    )

    def line(*cells: Cell) -> tuple[Cell, ...]:
        return (*cells, *(None,) * (width - len(cells)))

    yield Row(cells=line("澜湾市一般公共预算支出明细表"), fate="title")
    yield Row(cells=line("City of Lanwan · General budget, spending by item"), fate="title")
    yield Row(cells=line("编制单位：澜湾市财政局　单位：万元"), fate="title")
    yield Row(cells=tuple(kind for kind, _ in HEADER), fate="header")
    yield Row(cells=tuple(year or None for _, year in HEADER), fate="header")
    totals = [0.0] * len(YEARS)
    position = 0
    for section, items in sections.items():
        records = [_record(rng, *item) for item in items]
        sums = [sum(_amount(row.cells[FIRST_YEAR + n]) for row in records) for n in range(len(YEARS))]
        totals = [one + two for one, two in zip(totals, sums, strict=True)]
        yield Row(cells=line(section, None, None, None, *(round(one, 1) for one in sums)), fate="skipped")
        for row in records:
            yield row
            yield from _traps(position, row)
            position += 1
    yield Row(cells=line(), fate="blank")
    yield Row(cells=line("合计", None, None, None, *(round(one, 1) for one in totals)), fate="footer")
    yield Row(
        cells=line("注：2021至2024年为决算数，2025年为预计执行数，2026年为预算数，2027年为规划数。"), fate="footer"
    )


def _record(rng: random.Random, *item: Any) -> Row:
    """An item over the years; one that began later has a dash before its first year."""
    unit, code, chinese, english, amount, growth, first = item
    amounts: list[Cell] = []
    for year in YEARS:
        value = round(amount * (1 + growth) ** (year - 2021) * rng.uniform(0.95, 1.05), 1)
        amounts.append("—" if year < first else _written(rng, value, year))
    if code == "2100401":
        amounts[-1] = None  # the plan of 2027 is not decided
    return Row(cells=(code, chinese, english, _UNITS[unit], *amounts, None, rng.choice(_NOTES) or None))


def _written(rng: random.Random, value: float, year: int) -> Cell:
    """Mostly a number; the outturn of 2022 was pasted as texts with commas."""
    if year == 2022:
        return f"{value:,.1f}" if rng.random() < 0.8 else f" {value} "
    return value


def _amount(cell: Cell) -> float:
    if isinstance(cell, str):
        text = cell.replace(",", "").strip()
        return 0.0 if text == "—" else float(text)
    return float(cell) if isinstance(cell, int | float) else 0.0


def _traps(position: int, row: Row) -> Iterator[Row]:
    """What stands after the record at ``position``."""
    if position == 30:
        yield Row(cells=row.cells, fate="duplicate")
    if position == 45:
        other = (*row.cells[:FIRST_YEAR], 1.0, *row.cells[FIRST_YEAR + 1 :])
        yield Row(cells=other, fate="quarantined", field="code", reason="unique")
    if position == 12:
        stopped = ("2059901", "民办教育（已停止）", "Private schools (ended)", row.cells[UNIT])
        yield Row(cells=(*stopped, *("—",) * len(YEARS), None, "已停止"), fate="no-value")
    if position in _SPOILED:
        column, value, field, reason = _SPOILED[position]
        cells = list(row.cells)
        cells[CODE] = f"29{position:03d}00"
        cells[column] = value
        yield Row(cells=tuple(cells), fate="quarantined", field=field, reason=reason)


# place of the record whose copy is spoiled -> column, value, field, reason
_SPOILED: dict[int, tuple[int, Cell, str, str]] = {
    5: (FIRST_YEAR + 3, "约300", "amount", "type"),
    17: (UNIT, "市档案馆", "department", "category"),
    25: (FIRST_YEAR + 5, -2400, "amount", "minimum"),
    38: (CODE, 2130399.5, "code", "pattern"),
    50: (EN, None, "item", "required"),
}


def _workbook(rows: Sequence[Row]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": "Budget", "created": dt.datetime(2026, 11, 2, 9, 0)})  # noqa: DTZ001
    page = book.add_worksheet(SHEET)
    bold = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "border": 1})
    money, rate = book.add_format({"num_format": "#,##0.0"}), book.add_format({"num_format": "0.0%"})
    for number, row in enumerate(rows):
        if row.fate == "header":
            continue
        for column, cell in enumerate(row.cells):
            if isinstance(cell, int | float):
                page.write_number(number, column, cell, money)
            elif cell is not None:
                page.write_string(number, column, str(cell))
        if row.fate == "published":
            _write_growth(page, number, row, rate)
    _write_header(page, bold)
    page.merge_range(0, 0, 0, len(HEADER) - 1, rows[0].cells[0], bold)
    page.set_column(ZH, EN, 30)
    page.freeze_panes(5, 2)
    draft = book.add_worksheet(DRAFT)
    for number, text in enumerate(_DRAFT):
        draft.write_string(number, 0, text)
    draft.hide()
    book.close()
    return buffer.getvalue()


def _write_growth(page: xlsxwriter.worksheet.Worksheet, number: int, row: Row, rate: Any) -> None:
    """The formula of a rate, with the value a spreadsheet program would have kept beside it."""
    before, after = _amount(row.cells[FIRST_YEAR + 4]), _amount(row.cells[FIRST_YEAR + 5])
    page.write_formula(number, GROWTH, f"=J{number + 1}/I{number + 1}-1", rate, round(after / before - 1, 4))


def _write_header(page: xlsxwriter.worksheet.Worksheet, bold: xlsxwriter.format.Format) -> None:
    """What kind of figure is merged over its years; the other titles over both rows."""
    for column, (kind, year) in enumerate(HEADER):
        if not year:
            page.merge_range(3, column, 4, column, kind, bold)
        else:
            page.write_string(4, column, year, bold)
    last = FIRST_YEAR + _KINDS.count("决算数") - 1
    page.merge_range(3, FIRST_YEAR, 3, last, "决算数", bold)
    for column in range(last + 1, FIRST_YEAR + len(YEARS)):
        page.write_string(3, column, HEADER[column][0], bold)
