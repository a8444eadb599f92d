"""Notices as PDF files, A4, with a running foot; Chinese ones name a font every reader has a substitute for."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Any
from xml.sax import saxutils

from reportlab.lib import colors  # type: ignore[import-untyped]
from reportlab.lib.enums import TA_CENTER, TA_RIGHT  # type: ignore[import-untyped]
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet  # type: ignore[import-untyped]
from reportlab.lib.units import mm  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # type: ignore[import-untyped]
from reportlab.platypus import ListFlowable, ListItem, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle  # type: ignore[import-untyped]

from datasets.generator.page import english_date
from datasets.generator.text import Notice, Part

# The date reportlab writes when it must not read the clock.
_NO_DATE = b"D:20000101000000"
_CHINESE = "STSong-Light"


@dataclass(frozen=True, kw_only=True)
class _Styles:
    """How the parts of a paper are set."""

    title: ParagraphStyle
    heading: ParagraphStyle
    subheading: ParagraphStyle
    body: ParagraphStyle
    line: ParagraphStyle
    right: ParagraphStyle
    font: str


def pdf_file(notice: Notice) -> bytes:
    """The notice as PDF, uncompressed, dated with the day it was written."""
    buffer = io.BytesIO()
    template = SimpleDocTemplate(
        buffer,
        pagesize=A4,
        invariant=1,
        pageCompression=0,
        title=notice.title,
        author=notice.issuer,
        subject=notice.number,
        lang="zh-CN" if notice.language == "zh" else "en-GB",
        leftMargin=24 * mm,
        rightMargin=24 * mm,
        topMargin=22 * mm,
        bottomMargin=24 * mm,
    )
    styles = _styles(notice.language)
    story = [*_head(notice, styles), *(_flowable(part, styles) for part in notice.parts)]

    def foot(canvas: Any, document: Any) -> None:
        canvas.saveState()
        canvas.setFont(styles.font, 8)
        canvas.drawString(24 * mm, 12 * mm, f"{notice.issuer} - {notice.number}")
        number = f"第 {document.page} 页" if notice.language == "zh" else f"Page {document.page}"
        canvas.drawRightString(A4[0] - 24 * mm, 12 * mm, number)
        canvas.restoreState()

    template.build(story, onFirstPage=foot, onLaterPages=foot)
    date = f"D:{notice.written:%Y%m%d}090000".encode("ascii")
    return buffer.getvalue().replace(_NO_DATE, date)


def _text(text: str, styles: _Styles) -> str:
    """Markup of a text, with Chinese in a font that has it."""
    marked = saxutils.escape(text)
    if styles.font == _CHINESE:
        return marked
    return re.sub("[\u3000-\u9fff]+", lambda found: f'<font name="{_CHINESE}">{found[0]}</font>', marked)


def _styles(language: str) -> _Styles:
    pdfmetrics.registerFont(UnicodeCIDFont(_CHINESE))
    samples = getSampleStyleSheet()
    if language != "zh":
        body = ParagraphStyle("body", parent=samples["BodyText"], fontSize=10.5, leading=14.5, spaceAfter=4)
        return _Styles(
            title=samples["Title"],
            heading=samples["Heading2"],
            subheading=samples["Heading3"],
            body=body,
            line=body,
            right=ParagraphStyle("right", parent=body, alignment=TA_RIGHT),
            font="Helvetica",
        )
    line = ParagraphStyle("line", fontName=_CHINESE, fontSize=10.5, leading=17, spaceAfter=3, wordWrap="CJK")
    return _Styles(
        title=ParagraphStyle("title", parent=line, fontSize=18, leading=26, alignment=TA_CENTER, spaceAfter=8),
        heading=ParagraphStyle("heading", parent=line, fontSize=13, leading=22, spaceBefore=8),
        subheading=ParagraphStyle("subheading", parent=line, fontSize=12, leading=20, spaceBefore=4),
        body=ParagraphStyle("body", parent=line, firstLineIndent=21),
        line=line,
        right=ParagraphStyle("right", parent=line, alignment=TA_RIGHT),
        font=_CHINESE,
    )


def _head(notice: Notice, styles: _Styles) -> list[Any]:
    """What stands above the text: in Chinese the title and its number, in English a letterhead and a reference."""
    title, gap = Paragraph(_text(notice.title, styles), styles.title), Spacer(1, 4 * mm)
    if notice.language == "zh":
        centred = ParagraphStyle("number", parent=styles.line, alignment=TA_CENTER)
        return [title, *([Paragraph(_text(notice.number, styles), centred)] if notice.number else []), gap]
    reference = f"Reference {_text(notice.number, styles)}, {english_date(notice.written)}"
    return [Paragraph(_text(notice.issuer, styles), styles.line), title, Paragraph(reference, styles.line), gap]


def _flowable(part: Part, styles: _Styles) -> Any:
    text = _text(part.text, styles)
    match part.kind:
        case "heading":
            return Paragraph(text, styles.heading)
        case "subheading":
            return Paragraph(text, styles.subheading)
        case "signature":
            return Paragraph(text, styles.right)
        case "item":
            return ListFlowable([ListItem(Paragraph(text, styles.line))], bulletType="bullet", start="•")
        case "table":
            cells = [[Paragraph(_text(cell, styles), styles.line) for cell in row] for row in part.rows]
            grid = TableStyle(
                [("GRID", (0, 0), (-1, -1), 0.5, colors.grey), ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke)]
            )
            return Table(cells, style=grid, spaceBefore=4, spaceAfter=8)
        case _:
            return Paragraph(text, styles.body)
