"""``public-services/service-guides``: the office guides, as a clerk keeps them in an OpenDocument spreadsheet.

One row a service; a cell holds a list as several lines. The sheet has two title rows, one row still being written
(no number, no name: held back), one whose times are words and one of an office that does not exist yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import yaml

from datasets.generator.archive import stored
from datasets.generator.made import Cell, Made, Row, account

DATASET = "service-guides"
PATH = "datasets/datasets/public-services/service-guides/raw/office-guides.ods"
SHEET = "Guides"
_PAIRS = ("name", "description", "conditions", "materials", "steps", "fee", "channel", "contact", "complaint")
# What the clerk writes for a department, a theme and a life event.
_DEPARTMENTS = {
    "finance": "财政局",
    "market": "市场监督管理局",
    "public-services": "公共服务局",
    "environment": "生态环境局",
    "transport": "交通运输局",
    "planning": "规划和住房局",
    "education": "教育局",
}
_THEMES = {
    "economy": "经济和财政",
    "education": "教育文化体育",
    "environment": "环境",
    "health": "健康",
    "justice": "公共安全",
    "regions": "城乡建设",
    "society": "社会民生",
    "transport": "交通",
}
_EVENTS = {
    "child": "生育",
    "school": "上学",
    "marriage": "结婚",
    "home": "安居",
    "arrival": "来澜落户",
    "work": "就业",
    "getting-about": "出行",
    "old-age": "养老",
    "bereavement": "身后",
    "starting": "开办企业",
    "running": "企业经营",
    "building": "工程建设",
}
HEADER = (
    "Service ID",
    *(f"{name.capitalize()} {language}" for name in _PAIRS for language in ("(English)", "（中文）")),
    "Legal basis (English)",
    "Legal basis （中文）",
    "For",
    "Department",
    "Theme",
    "When",
    "Statutory time (working days)",
    "Promised time (working days)",
    "Visits",
    "Checked on",
)


def make() -> Made:
    """The spreadsheet and its account."""
    rows = list(_rows())
    return Made(
        path=PATH,
        data=_spreadsheet(rows),
        dataset=DATASET,
        accounts=(account(rows, file=PATH.removeprefix("datasets/"), sheet=SHEET),),
    )


def _rows() -> Iterator[Row]:
    guides: list[dict[str, Any]] = yaml.safe_load(
        (Path(__file__).parent / "texts" / "services.yml").read_text(encoding="utf-8")
    )
    rest = (None,) * (len(HEADER) - 1)
    yield Row(cells=("Office guides of the City of Lanwan  澜湾市办事指南", *rest), fate="title")
    yield Row(cells=("A fictional city. 本市为虚构。", *rest), fate="title")
    yield Row(cells=HEADER, fate="header")
    for position, guide in enumerate(guides):
        yield Row(cells=_cells(guide))
        if position == 5:
            draft = guide | {"id": "", "name": ["Housing fund loan (draft)", "公积金贷款（草稿）"]}
            yield Row(cells=_cells(draft), fate="quarantined", field="id", reason="required")
        if position == 10:
            permit = guide | {"id": "parking-permit", "name": ["Parking permit", "停车证"]}
            words = permit | {"statutory_days": "about a week"}
            yield Row(cells=_cells(words), fate="quarantined", field="statutory_days", reason="type")
        if position == 20:
            filming = guide | {"id": "filming-permit", "name": ["Filming in the street", "街头拍摄许可"]}
            cells = list(_cells(filming))
            cells[HEADER.index("Department")] = "影视办（筹）"
            yield Row(cells=tuple(cells), fate="quarantined", field="department", reason="category")


def _cells(guide: dict[str, Any]) -> tuple[Cell, ...]:
    both = [cell for name in (*_PAIRS, "legal_basis") for cell in _in_both(guide[name])]
    audience = {"person": "个人", "firm": "企业"}[guide["audience"]]
    days = (guide["statutory_days"], guide["promised_days"], guide["visits"])
    found = (_DEPARTMENTS[guide["department"]], _THEMES[guide["theme"]], _EVENTS.get(guide["event"]))
    return (guide["id"], *both, audience, *found, *days, guide["checked_on"])


def _in_both(value: list[Any] | None) -> tuple[Cell, Cell]:
    """A pair of texts, or a list of pairs as lines, or nothing: one cell for each language."""
    if value is None:
        return None, None
    if isinstance(value[0], list):
        return "\n".join(pair[0] for pair in value), "\n".join(pair[1] for pair in value)
    return value[0], value[1]


def _spreadsheet(rows: list[Row]) -> bytes:
    """The smallest OpenDocument spreadsheet a spreadsheet program opens."""
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        'manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mimetype}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    namespaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = "".join(_row(row) for row in rows)
    filler = f'<table:table-row table:number-rows-repeated="{1_048_576 - len(rows)}">{_blank(1024)}</table:table-row>'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {namespaces} office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="{SHEET}">{body}{filler}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return stored(
        [
            ("mimetype", mimetype.encode("ascii")),
            ("content.xml", content.encode("utf-8")),
            ("META-INF/manifest.xml", manifest.encode("ascii")),
        ]
    )


def _row(row: Row) -> str:
    """A table row; the empty cells to its right are one repeated cell, as LibreOffice writes them."""
    cells = "".join(_cell(cell) for cell in row.cells)
    return f"<table:table-row>{cells}{_blank(1024 - len(row.cells))}</table:table-row>"


def _blank(times: int) -> str:
    return f'<table:table-cell table:number-columns-repeated="{times}"/>'


def _cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(cell).split("\n"))
    if isinstance(cell, int):
        return f'<table:table-cell office:value-type="float" office:value="{cell}">{lines}</table:table-cell>'
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
