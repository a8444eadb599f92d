"""Tables that a page rules: a grid of lines, each cell with its text.

A grid counts only when every line of it runs through and when the text of its cells is all the text inside its frame,
letter by letter; else the page is read as lines, so that no text is lost or put in a wrong cell.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import Any

import pypdfium2.raw as pdfium

MOST_STROKES = 20_000  # of a page; a drawing has more
MOST_LINES = 500
MOST_CELLS = 5_000
_NEAR = 1.5  # points
_FEWEST = 3  # lines each way: two rows of two cells
_MOST_LINES = 3  # of a cell, before it may be several rows
_WIDE = 0x2E7F


@dataclass(frozen=True, kw_only=True)
class Grid:
    """One table of a page: its frame in points from the lower left corner, and the text of its cells in rows."""

    left: float
    bottom: float
    right: float
    top: float
    cells: tuple[tuple[str, ...], ...]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is inside the frame."""
        return self.left - _NEAR <= x <= self.right + _NEAR and self.bottom - _NEAR <= y <= self.top + _NEAR


@dataclass(frozen=True, kw_only=True)
class _Stroke:
    """One straight line along an axis: the place on the other axis, and from where to where it runs."""

    across: bool
    place: float
    start: float
    end: float


def grids(page: Any, text_page: Any) -> tuple[Grid, ...]:
    """The ruled tables of a page, from top to bottom. ``page`` and ``text_page`` are PDFium's, of one page."""
    lines = list(_merged(list(islice(_strokes(page), MOST_STROKES + 1))))
    found = (_grid(group, text_page) for group in _groups(lines))
    return tuple(sorted((grid for grid in found if grid is not None), key=lambda grid: -grid.top))


def _strokes(page: Any) -> Iterator[_Stroke]:
    """The straight lines along an axis of all paths that are stroked, or filled and as thin as a line."""
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=2):
        mode, stroked = ctypes.c_int(), ctypes.c_int()
        if not pdfium.FPDFPath_GetDrawMode(item.raw, mode, stroked):
            continue
        left, bottom, right, top = item.get_bounds()
        if not stroked.value and min(right - left, top - bottom) > 2 * _NEAR:
            continue
        matrix = item.get_matrix()
        last = (0.0, 0.0)
        for index in range(min(pdfium.FPDFPath_CountSegments(item.raw), MOST_STROKES)):
            segment = pdfium.FPDFPath_GetPathSegment(item.raw, index)
            x, y = ctypes.c_float(), ctypes.c_float()
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = matrix.on_point(x.value, y.value)
            if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO:
                yield from _along_an_axis(last, point)
            last = point


def _along_an_axis(one: tuple[float, float], other: tuple[float, float]) -> Iterator[_Stroke]:
    (x1, y1), (x2, y2) = one, other
    if abs(y1 - y2) < _NEAR < abs(x1 - x2):
        yield _Stroke(across=True, place=y1, start=min(x1, x2), end=max(x1, x2))
    elif abs(x1 - x2) < _NEAR < abs(y1 - y2):
        yield _Stroke(across=False, place=x1, start=min(y1, y2), end=max(y1, y2))


def _merged(strokes: Sequence[_Stroke]) -> Iterator[_Stroke]:
    """Strokes that lie on one line and touch as one; none of a page that has too many to be a table's."""
    if len(strokes) > MOST_STROKES:
        return
    last: _Stroke | None = None
    for one in sorted(strokes, key=lambda one: (one.across, round(one.place / _NEAR), one.start)):
        if (
            last
            and last.across == one.across
            and abs(last.place - one.place) <= _NEAR
            and one.start <= last.end + _NEAR
        ):
            last = replace(last, end=max(last.end, one.end))
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


def _groups(lines: Sequence[_Stroke]) -> Iterator[list[_Stroke]]:
    """Lines that touch or cross, directly or by others: a table each. None when they are too many."""
    left = list(lines) if len(lines) <= MOST_LINES else []
    while left:
        group = [left.pop()]
        for one in group:
            touching = [other for other in left if _touch(one, other)]
            left = [other for other in left if not any(other is found for found in touching)]
            group.extend(touching)
        yield group


def _touch(one: _Stroke, other: _Stroke) -> bool:
    if one.across == other.across:
        return (
            abs(one.place - other.place) < _NEAR and one.start - _NEAR <= other.end and other.start <= one.end + _NEAR
        )
    return one.start - _NEAR <= other.place <= one.end + _NEAR and other.start - _NEAR <= one.place <= other.end + _NEAR


def _grid(group: Sequence[_Stroke], text_page: Any) -> Grid | None:
    rows = _places(stroke for stroke in group if stroke.across)
    columns = _places(stroke for stroke in group if not stroke.across)
    if min(len(rows), len(columns)) < _FEWEST or len(rows) * len(columns) > MOST_CELLS:
        return None
    whole = all(_runs(group, True, place, columns[0], columns[-1]) for place in rows) and all(
        _runs(group, False, place, rows[0], rows[-1]) for place in columns
    )
    if not whole:
        return None
    cells = [
        [_lines(text_page, left + _NEAR, low + _NEAR, right - _NEAR, high - _NEAR) for left, right in pairwise(columns)]
        for high, low in pairwise(reversed(rows))
    ]
    inside = _lines(text_page, columns[0], rows[0], columns[-1], rows[-1])
    told = [line for row in cells for cell in row for line in cell]
    if _letters(inside) != _letters(told) or any(_is_many_rows(row) for row in cells):
        return None
    return Grid(left=columns[0], bottom=rows[0], right=columns[-1], top=rows[-1], cells=_filled(cells))


def _is_many_rows(row: Sequence[Sequence[str]]) -> bool:
    """Whether rows without a line between them stand in one row: two cells of four lines or more, a few words each."""
    short = [
        cell for cell in row if len(cell) > _MOST_LINES and sum(len(line.split()) for line in cell) < 3 * len(cell)
    ]
    return len(short) > 1


def _filled(cells: Sequence[Sequence[Sequence[str]]]) -> tuple[tuple[str, ...], ...]:
    """The rows and columns that have any text; the lines of a cell run on."""
    rows = [[_run_on(cell) for cell in row] for row in cells]
    used = [place for place in range(len(rows[0])) if any(row[place] for row in rows)]
    return tuple(tuple(row[place] for place in used) for row in rows if any(row))


def _places(strokes: Iterator[_Stroke]) -> list[float]:
    """The places of lines, those that are nearly one taken as one, rising."""
    found: list[float] = []
    for place in sorted(stroke.place for stroke in strokes):
        if not found or place - found[-1] > 2 * _NEAR:
            found.append(place)
    return found


def _runs(group: Sequence[_Stroke], across: bool, place: float, start: float, end: float) -> bool:
    """Whether the lines at one place together run from ``start`` to ``end`` without a gap."""
    reached = start
    lines = [one for one in group if one.across == across and abs(one.place - place) <= 2 * _NEAR]
    for stroke in sorted(lines, key=lambda one: one.start):
        if stroke.start > reached + 2 * _NEAR:
            return False
        reached = max(reached, stroke.end)
    return reached >= end - 2 * _NEAR


def _lines(text_page: Any, left: float, bottom: float, right: float, top: float) -> list[str]:
    """The lines of text inside a frame, with all letters that reach into it: a frame for a cell is a little less."""
    text = text_page.get_text_bounded(left=left, bottom=bottom, right=right, top=top, errors="replace")
    return [line for line in re.split(r"\s*[\r\n]+\s*", text.strip()) if line]


def _run_on(lines: Sequence[str]) -> str:
    """Lines of one cell as one: between wide characters no space is put in."""
    text = ""
    for line in lines:
        wide = bool(text) and ord(text[-1]) > _WIDE and ord(line[0]) > _WIDE
        text = f"{text}{'' if wide or not text else ' '}{line}"
    return text


def _letters(lines: Sequence[str]) -> Counter[str]:
    return Counter(char for line in lines for char in line if not char.isspace())
