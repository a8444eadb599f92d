"""The fixed parts of a workbook's package (ECMA-376 parts 1 and 2): types, relations, properties, styles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from publisher.release.sheet import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEETS = ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml")
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@dataclass(frozen=True, kw_only=True)
class About:
    """What a workbook's properties say."""

    title: str
    creator: str
    created: dt.date


def parts(about: About, names: tuple[str, str]) -> Mapping[str, str]:
    """Each part's name and XML, the two sheets (whose names are given) apart."""
    sheets = [("worksheet", name.removeprefix("xl/")) for name in SHEETS]
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")], core="docProps/core.xml"),
        "docProps/core.xml": _core(about),
        "xl/workbook.xml": _workbook(names),
        "xl/_rels/workbook.xml.rels": _relations([*sheets, ("styles", "styles.xml")]),
        "xl/styles.xml": _styles(),
    }


def _content_types() -> str:
    overrides = {
        "/xl/workbook.xml": f"{_TYPE}.sheet.main+xml",
        **{f"/{name}": f"{_TYPE}.worksheet+xml" for name in SHEETS},
        "/xl/styles.xml": f"{_TYPE}.styles+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
        + "</Types>"
    )


def _relations(targets: Sequence[tuple[str, str]], core: str = "") -> str:
    links = [(f"{_RELATIONS}/{kind}", target) for kind, target in targets]
    if core:
        links.append((f"{_PACKAGE}/relationships/metadata/core-properties", core))
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
            for number, (kind, target) in enumerate(links, 1)
        )
        + "</Relationships>"
    )


def _core(about: About) -> str:
    instant = f"{about.created.isoformat()}T00:00:00Z"
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(about.title)}</dc:title><dc:creator>{escape(about.creator)}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{instant}</dcterms:created></cp:coreProperties>'
    )


def _workbook(names: Sequence[str]) -> str:
    sheets = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1))
    return f'<workbook xmlns="{MAIN}" xmlns:r="{_RELATIONS}"><sheets>{sheets}</sheets></workbook>'


def _styles() -> str:
    """The formats of :mod:`publisher.release.sheet`, in its order: general, text, guarded, date, datetime, header."""
    formats = [
        'numFmtId="0" fontId="0"',
        'numFmtId="49" fontId="0" applyNumberFormat="1"',
        'numFmtId="49" fontId="0" quotePrefix="1" applyNumberFormat="1"',
        'numFmtId="164" fontId="0" applyNumberFormat="1"',
        'numFmtId="165" fontId="0" applyNumberFormat="1"',
        'numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"',
    ]
    cells = "".join(f'<xf {one} fillId="0" borderId="0" xfId="0"/>' for one in formats)
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
        '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(formats)}">{cells}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
