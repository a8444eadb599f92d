"""Notices as Word files: the few parts of WordprocessingML (ECMA-376) that a word processor needs to open one."""

from __future__ import annotations

from xml.sax.saxutils import escape

from datasets.generator.archive import stored
from datasets.generator.page import english_date
from datasets.generator.text import Notice, Part

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OPC = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# Style id -> name, half points, bold, level in the outline.
_STYLES = (
    ("Title", "Title", 36, True, None),
    ("Heading1", "heading 1", 26, True, 0),
    ("Heading2", "heading 2", 24, True, 1),
    ("ListBullet", "List Bullet", 22, False, None),
    ("TableGrid", "Table Grid", 22, False, None),
)


def word_file(notice: Notice) -> bytes:
    """The notice as DOCX: title, reference, text with headings, items and tables, signature at the right."""
    return stored(
        [
            ("[Content_Types].xml", _content_types().encode("utf-8")),
            ("_rels/.rels", _package_relations().encode("utf-8")),
            ("word/document.xml", _document(notice).encode("utf-8")),
            ("word/_rels/document.xml.rels", _document_relations().encode("utf-8")),
            ("word/styles.xml", _styles().encode("utf-8")),
            ("docProps/core.xml", _properties(notice).encode("utf-8")),
        ]
    )


def _document(notice: Notice) -> str:
    body = [_paragraph(notice.title, style="Title", align="center"), _paragraph(notice.number, align="center")]
    body += [_part(part) for part in notice.parts]
    if notice.language == "en":
        body += [_paragraph(notice.issuer, align="right"), _paragraph(english_date(notice.written), align="right")]
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    return f"{_XML}<w:document {_W}><w:body>{''.join(body)}{page}</w:body></w:document>"


def _part(part: Part) -> str:
    match part.kind:
        case "heading":
            return _paragraph(part.text, style="Heading1")
        case "subheading":
            return _paragraph(part.text, style="Heading2")
        case "item":
            return _paragraph(part.text, style="ListBullet")
        case "signature":
            return _paragraph(part.text, align="right")
        case "table":
            rows = "".join(_row(row) for row in part.rows)
            grid = "".join("<w:gridCol/>" for _ in part.rows[0])
            style = '<w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr>'
            return f"<w:tbl>{style}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        case _:
            return _paragraph(part.text)


def _row(cells: tuple[str, ...]) -> str:
    return f"<w:tr>{''.join(f'<w:tc><w:tcPr/>{_paragraph(cell)}</w:tc>' for cell in cells)}</w:tr>"


def _paragraph(text: str, *, style: str = "", align: str = "") -> str:
    chosen = f'<w:pStyle w:val="{style}"/>' if style else ""
    aligned = f'<w:jc w:val="{align}"/>' if align else ""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f"<w:p><w:pPr>{chosen}{aligned}</w:pPr>{run}</w:p>"


def _styles() -> str:
    font = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="SimSun"/>'
    default = f'<w:docDefaults><w:rPrDefault><w:rPr>{font}<w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    return f"{_XML}<w:styles {_W}>{default}{normal}{''.join(_style(*style) for style in _STYLES)}</w:styles>"


def _style(id_: str, name: str, size: int, bold: bool, level: int | None) -> str:
    if id_ == "TableGrid":
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        lines = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in sides)
        inner = f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr>"
        return f'<w:style w:type="table" w:styleId="{id_}"><w:name w:val="{name}"/>{inner}</w:style>'
    outline = f'<w:pPr><w:outlineLvl w:val="{level}"/></w:pPr>' if level is not None else ""
    run = f'<w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/></w:rPr>'
    return f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name}"/>{outline}{run}</w:style>'


def _properties(notice: Notice) -> str:
    """What Word keeps about a file, without the person and the clock of the machine that made it."""
    names = (
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    written = f'<dcterms:created xsi:type="dcterms:W3CDTF">{notice.written}T09:00:00Z</dcterms:created>'
    facts = f"<dc:title>{escape(notice.title)}</dc:title><dc:creator>{escape(notice.issuer)}</dc:creator>"
    names = f'xmlns:cp="{_OPC}/metadata/core-properties" {names}'
    return f"{_XML}<cp:coreProperties {names}>{facts}{written}</cp:coreProperties>"


def _content_types() -> str:
    return (
        f'{_XML}<Types xmlns="{_OPC}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_MAIN}.styles+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _package_relations() -> str:
    return (
        f'{_XML}<Relationships xmlns="{_OPC}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="r2" Type="{_OPC}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>"
    )


def _document_relations() -> str:
    return (
        f'{_XML}<Relationships xmlns="{_OPC}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    )
