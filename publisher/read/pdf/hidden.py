"""Text of a PDF page that a reader does not see: of the paper's colour, too small, beside the page, under a box.

Text under boxes that were meant to black it out is the classic leak (safety.md, promise 10). Text that is not drawn at
all is what text recognition puts behind a scanned page, and so no finding where an image lies there.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from publisher.read.pdf.rules import PAPER, colour_of, container_matrix, is_box, outlines

_MOST_SHAPES = 5_000  # of a page: with more it is a drawing, and is not looked through
_SMALL = 1.5  # points: letters that are lower cannot be read
_ALIKE = 12  # how near colours are that cannot be told apart, of 255
Box = tuple[float, float, float, float]


@dataclass(frozen=True, kw_only=True)
class _Shape:
    """Something drawn: a box of one colour, an image (no colour), or text."""

    kind: int
    box: Box
    colour: int | None
    drawn: bool = True  # text that is neither filled nor stroked is not
    size: float = 0.0  # of text: its letters' height


def hidden(page: Any) -> str | None:
    """Why some text of the page is not seen; None where all of it is, as far as this looks."""
    shapes: list[_Shape] = []
    for shape in _shapes(page):
        shapes.append(shape)
        if len(shapes) > _MOST_SHAPES:
            return None
    sheet: Box = page.get_mediabox()
    for number, shape in enumerate(shapes):
        if shape.kind == pdfium.FPDF_PAGEOBJ_TEXT:
            reason = _reason(shape, shapes[:number], shapes[number + 1 :], sheet)
            if reason is not None:
                return reason
    return None


def _reason(text: _Shape, under: Sequence[_Shape], over: Sequence[_Shape], sheet: Box) -> str | None:
    left, bottom, right, top = text.box
    if right < sheet[0] or left > sheet[2] or top < sheet[1] or bottom > sheet[3]:
        return "beside the page"
    if 0 < text.size < _SMALL:
        return "too small to read"
    image = any(one.kind == pdfium.FPDF_PAGEOBJ_IMAGE and _covers(one.box, text.box) for one in (*under, *over))
    if image:
        return None
    if any(
        one.kind == pdfium.FPDF_PAGEOBJ_PATH and one.colour is not None and _covers(one.box, text.box) for one in over
    ):
        return "under a box"
    if not text.drawn:
        return "not drawn"
    behind = [one.colour for one in under if one.kind == pdfium.FPDF_PAGEOBJ_PATH and _meets(one.box, text.box)]
    ground = behind[-1] if behind else PAPER
    return "of the colour behind it" if text.colour is not None and _is_alike(text.colour, ground) else None


def _shapes(page: Any) -> Iterator[_Shape]:
    """Boxes, images and texts in the order they are drawn."""
    kinds = [pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE]
    for item in page.get_objects(filter=kinds, max_depth=3):
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if not pdfium.FPDFPageObj_GetBounds(item.raw, left, bottom, right, top):
            continue
        matrix = container_matrix(item)
        corners = [matrix.on_point(x.value, y.value) for x in (left, right) for y in (bottom, top)]
        box = (
            min(x for x, _ in corners),
            min(y for _, y in corners),
            max(x for x, _ in corners),
            max(y for _, y in corners),
        )
        if item.type == pdfium.FPDF_PAGEOBJ_PATH:
            filling, stroked = ctypes.c_int(), ctypes.c_int()
            known = pdfium.FPDFPath_GetDrawMode(item.raw, filling, stroked)
            if known and filling.value:
                plain = [is_box(points) for points in outlines(item)] == [True]
                opaque = plain and not pdfium.FPDFPageObj_HasTransparency(item.raw)
                yield _Shape(kind=item.type, box=box, colour=colour_of(item) if opaque else None)
        elif item.type == pdfium.FPDF_PAGEOBJ_TEXT:
            mode = pdfium.FPDFTextObj_GetTextRenderMode(item.raw)
            drawn = mode != pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
            filled = mode in (pdfium.FPDF_TEXTRENDERMODE_FILL, pdfium.FPDF_TEXTRENDERMODE_FILL_CLIP)
            if box[2] > box[0]:
                colour = colour_of(item) if filled else None
                yield _Shape(kind=item.type, box=box, colour=colour, drawn=drawn, size=_size(item))
        else:
            yield _Shape(kind=item.type, box=box, colour=None)


def _size(item: Any) -> float:
    """The height of a text's letters on the page."""
    size = ctypes.c_float()
    if not pdfium.FPDFTextObj_GetFontSize(item.raw, size):
        return 0.0
    matrix = item.get_matrix().multiply(container_matrix(item))
    return abs(size.value) * float((matrix.c**2 + matrix.d**2) ** 0.5)


def _covers(one: Box, other: Box) -> bool:
    return one[0] - 1 <= other[0] and one[1] - 1 <= other[1] and one[2] + 1 >= other[2] and one[3] + 1 >= other[3]


def _meets(one: Box, other: Box) -> bool:
    """Whether a box lies behind the middle of another."""
    x, y = (other[0] + other[2]) / 2, (other[1] + other[3]) / 2
    return one[0] <= x <= one[2] and one[1] <= y <= one[3]


def _is_alike(one: int, other: int | None) -> bool:
    if other is None:
        return False
    return all(abs((one >> shift & 255) - (other >> shift & 255)) <= _ALIKE for shift in (0, 8, 16))
