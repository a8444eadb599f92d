"""A PDF as lines with their place and size on each page; :mod:`publisher.documents.layout` makes blocks of them."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from publisher.documents.layout import HYPHEN, Line, arrange
from publisher.documents.normalise import counted, table_text
from publisher.documents.raw import RawDocument
from publisher.documents.ruled import Grid, grids
from publisher.errors import Place, SourceError

_LINE_ENDS = "\r\n\v\f\ufffe\x02"
_BROKEN = ("\ufffe", "\x02")  # PDFium's marks for a hyphen it took out at the end of a line
# A glyph whose font does not say which character it is comes out as a control character in the middle of a word.
_UNMAPPED = re.compile(r"(?<=[^\W\d_])[\x03-\x08\x0e-\x1f](?=[^\W\d_])")
MOST_PAGES = 5_000  # safety.md
_UNTITLED = re.compile(
    r"(?:microsoft (?:word|powerpoint)|powerpoint presentation|untitled|document\d*|slide 1|"
    r".*\.(?:docx?|pdf|indd|qxd|wpd|rtf|xlsx?|tmp|ai|p65)$)",
    re.IGNORECASE,
)


def extract(data: bytes, name: str) -> RawDocument:
    """Text of every page, the pages kept. Raises SourceError for a file that is damaged, locked or too long."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "assword" in str(error)
        raise SourceError(
            "the PDF is protected by a password" if locked else f"the PDF cannot be read: {error}",
            place=Place(file=name),
            remedy="Ask the department for the file without a password."
            if locked
            else "Ask the department for it again.",
        ) from error
    try:
        count = len(document)
        if count > MOST_PAGES:
            raise SourceError(
                f"the PDF has {count} pages, more than {MOST_PAGES}", place=Place(file=name), remedy="Split it."
            )
        pages = [_page(document, number) for number in range(count)]
        title = " ".join((document.get_metadata_dict().get("Title") or "").replace("\x00", "").split())
    finally:
        document.close()
    blocks, changes = arrange(pages)
    return RawDocument(
        format="pdf",
        blocks=blocks,
        titles=(title,) if len(title) > 3 and not _UNTITLED.match(title) else (),
        pages=count,
        bare_pages=tuple(number for number, lines in enumerate(pages, start=1) if not lines),
        changes=counted(changes),
    )


def _page(document: Any, number: int) -> tuple[Line, ...]:
    """The lines of one page, in the order the page draws them; none where the page cannot be loaded or has no text."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return ()
    try:
        text_page = page.get_textpage()
        try:
            return tuple(_with_tables(list(_lines(text_page, number + 1)), grids(page, text_page), number + 1))
        finally:
            text_page.close()
    except pypdfium2.PdfiumError:
        return ()
    finally:
        page.close()


def _with_tables(lines: Sequence[Line], tables: Sequence[Grid], page: int) -> Iterator[Line]:
    """The lines with each ruled table in the place of the first line that stands in it."""
    left = list(tables)
    for line in lines:
        table = next((one for one in tables if one.holds(line.left, line.base)), None)
        if table is None:
            yield line
        elif table in left:
            left.remove(table)
            text = table_text(table.cells)
            yield Line(
                text=text,
                page=page,
                left=table.left,
                right=table.right,
                base=line.base,
                size=line.size,
                cells=table.cells,
            )


def _lines(text_page: Any, page: int) -> Iterator[Line]:
    """One line a line break. A hyphen that PDFium took out at the end of a line is put back as ``HYPHEN``."""
    text = text_page.get_text_range(errors="replace")
    units = 0
    for piece in re.findall(rf"[^{_LINE_ENDS}]*(?:[{_LINE_ENDS}]+|$)", text):
        line = piece.rstrip(_LINE_ENDS)
        start = units + len(line) - len(line.lstrip())
        units += len(piece.encode("utf-16-le", "surrogatepass")) // 2
        shown = line.strip()
        if not shown:
            continue
        first = pdfium.FPDFText_GetCharIndexFromTextIndex(text_page, start)
        last = pdfium.FPDFText_GetCharIndexFromTextIndex(text_page, start + len(shown) - 1)
        left, base = _corner(text_page, first, 0)
        right, _ = _corner(text_page, last, 1)
        letter = re.search(r"\w", shown)  # a bullet may be set in another size
        sized = pdfium.FPDFText_GetCharIndexFromTextIndex(text_page, start + (letter.start() if letter else 0))
        size = round(pdfium.FPDFText_GetFontSize(text_page, sized) * _scale(text_page, sized), 1)
        broken = piece[len(line) : len(line) + 1] in _BROKEN
        shown = _UNMAPPED.sub("\ufffd", shown)
        yield Line(text=shown + HYPHEN * broken, page=page, left=left, right=right, base=base, size=size)


def _corner(text_page: Any, index: int, side: int) -> tuple[float, float]:
    """A character's left (0) or right (1) edge, and the height it stands on."""
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    if index < 0 or not pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top):
        return 0.0, 0.0
    pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
    return (right.value if side else left.value), y.value


def _scale(text_page: Any, index: int) -> float:
    """How much the page enlarges a character: many programs set every font at size 1 and scale it."""
    matrix = pdfium.FS_MATRIX()
    if index < 0 or not pdfium.FPDFText_GetMatrix(text_page, index, matrix):
        return 1.0
    return float((matrix.c**2 + matrix.d**2) ** 0.5) or 1.0
