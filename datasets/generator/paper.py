"""Notices as PDF files, A4, with a running foot."""

from __future__ import annotations

import io
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors  # type: ignore[import-untyped]
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet  # type: ignore[import-untyped]
from reportlab.lib.units import mm  # type: ignore[import-untyped]
from reportlab.platypus import ListFlowable, ListItem, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle  # type: ignore[import-untyped]

from datasets.generator.page import english_date
from datasets.generator.text import Notice, Part

# The date reportlab writes when it must not read the clock.
_NO_DATE = b"D:20000101000000"


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
        lang="en-GB",
        leftMargin=24 * mm,
        rightMargin=24 * mm,
        topMargin=22 * mm,
        bottomMargin=24 * mm,
    )
    styles = getSampleStyleSheet()
    body = ParagraphStyle("body", parent=styles["BodyText"], fontSize=10.5, leading=14.5, spaceAfter=4)
    story = [
        Paragraph(escape(notice.issuer), body),
        Paragraph(escape(notice.title), styles["Title"]),
        Paragraph(f"Reference {escape(notice.number)}, {english_date(notice.written)}", body),
        Spacer(1, 4 * mm),
        *(_flowable(part, body, styles["Heading2"]) for part in notice.parts),
    ]

    def foot(canvas: Any, document: Any) -> None:
        canvas.saveState()
        canvas.setFont("Helvetica", 8)
        canvas.drawString(24 * mm, 12 * mm, f"{notice.issuer} - {notice.number}")
        canvas.drawRightString(A4[0] - 24 * mm, 12 * mm, f"Page {document.page}")
        canvas.restoreState()

    template.build(story, onFirstPage=foot, onLaterPages=foot)
    date = f"D:{notice.written:%Y%m%d}090000".encode("ascii")
    return buffer.getvalue().replace(_NO_DATE, date)


def _flowable(part: Part, body: ParagraphStyle, heading: ParagraphStyle) -> Any:
    match part.kind:
        case "heading":
            return Paragraph(escape(part.text), heading)
        case "item":
            return ListFlowable([ListItem(Paragraph(escape(part.text), body))], bulletType="bullet", start="•")
        case "table":
            cells = [[Paragraph(escape(cell), body) for cell in row] for row in part.rows]
            grid = TableStyle(
                [("GRID", (0, 0), (-1, -1), 0.5, colors.grey), ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke)]
            )
            return Table(cells, style=grid, spaceBefore=4, spaceAfter=8)
        case _:
            return Paragraph(escape(part.text), body)
