"""A page of a PDF as words with their places, and the rules that are drawn on it. Points; y grows upwards."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

_THIN = 2.5  # a rule is thinner than this, and longer than _SHORT
_SHORT = 8.0
_BREAKS = frozenset("\r\n\t\v\f\x02\ufffe")


@dataclass(frozen=True, kw_only=True)
class Word:
    """Letters that stand together."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2

    @property
    def height(self) -> float:
        return self.top - self.bottom


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A line that is drawn: at ``at``, from ``low`` to ``high`` along its own direction."""

    at: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page. ``across``: horizontal rules, ``down``: vertical ones."""

    words: tuple[Word, ...]
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]


def load(document: Any, number: int) -> Page:
    """The page with this number, from 0; an empty one where it cannot be loaded."""
    try:
        page = document[number]
        try:
            text_page = page.get_textpage()
            try:
                words = tuple(_words(text_page))
            finally:
                text_page.close()
            boxes = list(_boxes(page))
        finally:
            page.close()
    except pypdfium2.PdfiumError:
        return Page(words=(), across=(), down=())
    return Page(words=words, across=tuple(_across(boxes)), down=tuple(_down(boxes)))


def _words(text_page: Any) -> Iterator[Word]:
    letters: list[tuple[str, float, float, float, float]] = []
    for index in range(text_page.count_chars()):
        char = chr(pdfium.FPDFText_GetUnicode(text_page, index))
        box = None if char.isspace() or char in _BREAKS else text_page.get_charbox(index, loose=True)
        if box is None or (letters and not _goes_on(letters[-1], box)):
            if letters:
                yield _word(letters)
            letters = []
        if box is not None:
            letters.append((char, *box))
    if letters:
        yield _word(letters)


def _goes_on(last: tuple[str, float, float, float, float], box: tuple[float, float, float, float]) -> bool:
    """Whether a letter stands right behind the last one, on its line."""
    _, left, bottom, right, top = last
    high = max(top - bottom, 1.0)
    middle = (box[1] + box[3]) / 2
    return bottom <= middle <= top and -0.5 * high <= box[0] - right <= 0.3 * high and box[0] >= left - 0.5


def _word(letters: list[tuple[str, float, float, float, float]]) -> Word:
    return Word(
        text="".join(one[0] for one in letters),
        left=min(one[1] for one in letters),
        bottom=min(one[2] for one in letters),
        right=max(one[3] for one in letters),
        top=max(one[4] for one in letters),
    )


def _boxes(page: Any) -> Iterator[tuple[float, float, float, float]]:
    """Left, bottom, right and top of every path."""
    for shape in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3):
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if pdfium.FPDFPageObj_GetBounds(shape, left, bottom, right, top):
            yield left.value, bottom.value, right.value, top.value


def _across(boxes: list[tuple[float, float, float, float]]) -> Iterator[Rule]:
    for left, bottom, right, top in boxes:
        if right - left < _SHORT:
            continue
        if top - bottom <= _THIN:
            yield Rule(at=(bottom + top) / 2, low=left, high=right)
        elif top - bottom >= _SHORT:
            yield Rule(at=bottom, low=left, high=right)
            yield Rule(at=top, low=left, high=right)


def _down(boxes: list[tuple[float, float, float, float]]) -> Iterator[Rule]:
    for left, bottom, right, top in boxes:
        if top - bottom < _SHORT:
            continue
        if right - left <= _THIN:
            yield Rule(at=(left + right) / 2, low=bottom, high=top)
        elif right - left >= _SHORT:
            yield Rule(at=left, low=bottom, high=top)
            yield Rule(at=right, low=bottom, high=top)
