"""The rules of a page: straight lines along an axis, drawn as strokes, as thin fills, or as the edges of boxes."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from publisher.read.pdf.letters import turned
from publisher.read.pdf.page import Rule

MOST_PIECES = 50_000  # of a page; a drawing has more
_THIN = 3.0  # a fill that is thinner is a rule
_SHORT = 4.0
_STRAIGHT = 0.5
_WHITE = 250
PAPER = 0xFFFFFF
_BESIDE = 1.0  # points beyond a side where its neighbour's colour is looked up
MOST_FILLS = 2_000
Point = tuple[float, float]
Piece = tuple[Point, Point]
Fill = tuple[float, float, float, float, int]  # left, bottom, right, top, colour


def rules(page: Any, *, turns: int = 0, shades: bool = True) -> tuple[list[Rule], list[Rule]]:
    """Horizontal and vertical rules, in the file's order, on the page as it stands after ``turns`` quarters.

    ``shades``: sides of filled boxes along which the colour changes are rules too.
    """
    across, down = [], []
    fills: list[Fill] = []
    for count, piece in enumerate(chain(_pieces(page, fills), _edges(fills if shades else []))):
        if count >= MOST_PIECES:
            return [], []
        (left, right), (bottom, top) = (sorted(ends) for ends in zip(*piece, strict=True))
        left, bottom, right, top = turned((left, bottom, right, top), turns)
        if top - bottom <= _STRAIGHT and right - left >= _SHORT:
            across.append(Rule(at=(bottom + top) / 2, low=left, high=right))
        elif right - left <= _STRAIGHT and top - bottom >= _SHORT:
            down.append(Rule(at=(left + right) / 2, low=bottom, high=top))
    return across, down


def _pieces(page: Any, fills: list[Fill]) -> Iterator[Piece]:
    """The straight pieces of all paths that are drawn as lines; boxes that are filled are put into ``fills``."""
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3):
        filling, stroked = ctypes.c_int(), ctypes.c_int()
        if not pdfium.FPDFPath_GetDrawMode(item.raw, filling, stroked) or not (filling.value or stroked.value):
            continue
        matrix = _matrix(item)
        for points in outlines(item):
            placed = [matrix.on_point(*point) for point in points]
            thin = None if stroked.value else _as_rule(placed)
            if thin is not None:
                yield thin
            elif stroked.value:
                yield from pairwise(placed)
            if filling.value and thin is None and is_box(placed) and len(fills) < MOST_FILLS:
                fills.append((*_bounds(placed), colour_of(item)))


def _edges(fills: Sequence[Fill]) -> Iterator[Piece]:
    """The sides of filled boxes along which the colour changes, most of the way."""
    if not fills:
        return
    boxes = np.array([fill[:4] for fill in fills])
    for left, bottom, right, top, colour in fills:
        wide, high = right - left, top - bottom
        for (x1, y1), (x2, y2), (dx, dy) in (
            ((left, bottom), (right, bottom), (0.0, -_BESIDE)),
            ((left, top), (right, top), (0.0, _BESIDE)),
            ((left, bottom), (left, top), (-_BESIDE, 0.0)),
            ((right, bottom), (right, top), (_BESIDE, 0.0)),
        ):
            beside = [
                _colour_at(x1 + share * (wide if dy else 0) + dx, y1 + share * (high if dx else 0) + dy, boxes, fills)
                for share in (0.1, 0.5, 0.9)
            ]
            if sum(other != colour for other in beside) >= 2:
                yield (x1, y1), (x2, y2)


def _colour_at(x: float, y: float, boxes: Any, fills: Sequence[Fill]) -> int:
    inside = (boxes[:, 0] <= x) & (boxes[:, 1] <= y) & (boxes[:, 2] >= x) & (boxes[:, 3] >= y)
    found = np.flatnonzero(inside)
    return fills[int(found[-1])][4] if len(found) else PAPER


def _matrix(item: Any) -> Any:
    """From a path's own points to the page's, through the forms around it."""
    own: pypdfium2.PdfMatrix = item.get_matrix()
    return own.multiply(container_matrix(item))


def container_matrix(item: Any) -> pypdfium2.PdfMatrix:
    """From the points of the form that an object is in, where it is in one, to the page's."""
    matrix = pypdfium2.PdfMatrix()
    around = item.container
    while around is not None:
        matrix = matrix.multiply(around.get_matrix())
        around = around.container
    return matrix


def outlines(item: Any) -> Iterator[list[Point]]:
    """The points of each subpath, closed where it is closed. A curve is a gap: its ends start anew."""
    points: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(item.raw), MOST_PIECES)):
        segment = pdfium.FPDFPath_GetPathSegment(item.raw, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind != pdfium.FPDF_SEGMENT_LINETO and points:
            yield points
            points = []
        points.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _bounds(points: Sequence[Point]) -> tuple[float, float, float, float]:
    return min(x for x, _ in points), min(y for _, y in points), max(x for x, _ in points), max(y for _, y in points)


def is_box(points: Sequence[Point]) -> bool:
    """Whether an outline is a rectangle along the axes."""
    left, bottom, right, top = _bounds(points)
    corners = {(abs(x - left) > abs(x - right), abs(y - bottom) > abs(y - top)) for x, y in points}
    near = all(min(abs(x - left), abs(x - right)) + min(abs(y - bottom), abs(y - top)) < 1.0 for x, y in points)
    return 4 <= len(points) <= 6 and len(corners) == 4 and near


def _as_rule(points: Sequence[Point]) -> Piece | None:
    """A thin fill as its middle line; None for another shape."""
    left, bottom, right, top = _bounds(points)
    if top - bottom <= _THIN and right - left > top - bottom:
        return (left, (bottom + top) / 2), (right, (bottom + top) / 2)
    if right - left <= _THIN:
        return ((left + right) / 2, bottom), ((left + right) / 2, top)
    return None


def colour_of(item: Any) -> int:
    """A fill's colour as one number; what is nearly white, or shows through, is paper."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = pdfium.FPDFPageObj_GetFillColor(item.raw, red, green, blue, alpha)
    if not known or alpha.value == 0 or min(red.value, green.value, blue.value) >= _WHITE:
        return PAPER
    return int(red.value << 16 | green.value << 8 | blue.value)
