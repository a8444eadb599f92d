"""What a PDF holds that its pages do not show: text under boxes, notes, attachments, scripts, earlier versions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from publisher.issues import Issue
from publisher.read.pdf.hidden import hidden
from publisher.read.unseen.package import NOBODY

_MOST_PAGES = 500
# Links, fields of forms, windows of notes and marks for printers say nothing of their own.
_PLAIN = frozenset({pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_POPUP})
_SCRIPT = re.compile(rb"/S\s*/JavaScript\b|/JS\s*[(<]|/JS\s+\d+\s+\d+\s+R")
_END = re.compile(rb"startxref\s+\d+\s+%%EOF")
_PROPERTIES = ("Author", "Subject", "Keywords")


def find(path: Path, name: str) -> Iterator[Issue]:
    """The findings of a PDF; none for one that cannot be opened."""
    data = path.read_bytes()
    if _SCRIPT.search(data):
        yield Issue(code="macros", file=name, note="scripts")
    # One that is made for the web ends twice (ISO 32000-1, annex F).
    versions = len(_END.findall(data)) - (b"/Linearized" in data[:2048])
    if versions > 1:
        yield Issue(code="earlier-text", file=name, note="versions before the last", count=versions - 1)
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return
    try:
        yield from _of_document(document, name)
    finally:
        document.close()


def _of_document(document: Any, name: str) -> Iterator[Issue]:
    if attached := max(0, pdfium.FPDFDoc_GetAttachmentCount(document.raw)):
        yield Issue(code="embedded-file", file=name, note="attachments", count=attached)
    told = document.get_metadata_dict(skip_empty=True)
    names = [key for key in _PROPERTIES if not NOBODY.fullmatch(told.get(key, "").strip())]
    if names:
        yield Issue(code="file-properties", file=name, note=", ".join(names))
    notes, unseen = 0, []
    for number in range(min(len(document), _MOST_PAGES)):
        page = document[number]
        notes += _notes(page)
        if (reason := hidden(page)) is not None:
            unseen.append(f"page {number + 1}: {reason}")
        page.close()
    if notes:
        yield Issue(code="comments", file=name, note="notes on pages", count=notes)
    if unseen:
        yield Issue(code="hidden-text", file=name, note=unseen[0], count=len(unseen))


def _notes(page: Any) -> int:
    """How many annotations of a page say something."""
    count = 0
    for number in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, number)
        count += bool(annotation) and pdfium.FPDFAnnot_GetSubtype(annotation) not in _PLAIN
        if annotation:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return count
