"""The letters of a page as words, by where they stand."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from publisher.read.pdf.page import Word

_BREAKS = frozenset("\r\n\t\v\f")
_HYPHENS = frozenset("\x02\ufffe")  # PDFium's marks for a hyphen at the end of a line
_WIDEST = 0.3  # a gap inside a word, in heights of its letters
_SLIGHT = 0.1  # a gap that is none, though PDFium puts a space there: behind an f, in spaced-out type
Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True)
class _Letter:
    char: str
    box: Box
    origin: tuple[float, float]
    turns: int
    spaced: bool  # PDFium puts a space before it that the file has not


def words(text_page: Any) -> tuple[list[Word], int]:
    """The words in the file's order, and by how many quarters of a circle the page had to be turned for them."""
    groups = list(_groups(list(_letters(text_page))))
    counts = Counter(letter.turns for group in groups for letter in group)
    turns = counts.most_common(1)[0][0] if counts else 0
    heights = [box[3] - box[1] for group in groups for box in [turned(group[0].box, turns)]]
    usual = median(heights) if heights else 0.0
    return [_word(group, turns, usual) for group in groups], turns


def turned(box: Box, turns: int) -> Box:
    """A box after the page is turned by so many quarters, so that text of that direction runs to the right."""
    left, bottom, right, top = box
    if turns == 1:
        return -top, left, -bottom, right
    if turns == 2:
        return -right, -top, -left, -bottom
    return (bottom, -right, top, -left) if turns == 3 else box


def _letters(text_page: Any) -> Iterator[_Letter | None]:
    """The letters; None where a word ends for certain."""
    rect, x, y, spaced = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double(), False
    for index in range(text_page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        char = "-" if chr(code) in _HYPHENS else chr(code)
        if char.isspace() or char in _BREAKS or code in (0, 0xFEFF, 0xAD):
            spaced = char == " " and bool(pdfium.FPDFText_IsGenerated(text_page, index))
            if not spaced:
                yield None
            continue
        if pdfium.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(rect)):
            angle = pdfium.FPDFText_GetCharAngle(text_page, index)
            turns = round(angle / (math.pi / 2)) % 4 if angle > 0 else 0
            pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
            yield _Letter(char, (rect.left, rect.bottom, rect.right, rect.top), (x.value, y.value), turns, spaced)
            spaced = False


def _groups(letters: Sequence[_Letter | None]) -> Iterator[list[_Letter]]:
    """The letters of each word."""
    group: list[_Letter] = []
    for letter in letters:
        if group and (letter is None or not _goes_on(group[-1], letter)):
            yield group
            group = []
        if letter is not None:
            group.append(letter)
    if group:
        yield group


def _goes_on(last: _Letter, letter: _Letter) -> bool:
    """Whether a letter stands right behind the last one, on its line."""
    if last.turns != letter.turns:
        return False
    left, bottom, right, top = turned(last.box, last.turns) if last.turns else last.box
    box = turned(letter.box, letter.turns) if letter.turns else letter.box
    high = max(top - bottom, 1.0)
    on_line = bottom <= (box[1] + box[3]) / 2 <= top
    widest = _SLIGHT if letter.spaced else _WIDEST
    return on_line and -0.5 * high <= box[0] - right <= widest * high and box[0] >= left - 0.5


def _low(box: Box, base: float, char: str, usual: float) -> Box:
    """The box of a sign of a font whose boxes are far higher than its letters, as high as the page's letters are."""
    if char.isalnum() or box[3] - box[1] <= 1.5 * usual:
        return box
    return box[0], base - 0.25 * usual, box[2], base + 0.8 * usual


def _word(group: Sequence[_Letter], turns: int, usual: float) -> Word:
    x, y = group[0].origin
    base = turned((x, y, x, y), turns)[1]
    boxes = [_low(turned(letter.box, turns) if turns else letter.box, base, letter.char, usual) for letter in group]
    return Word(
        text="".join(letter.char for letter in group),
        left=min(box[0] for box in boxes),
        bottom=min(box[1] for box in boxes),
        right=max(box[2] for box in boxes),
        top=max(box[3] for box in boxes),
        base=base,
        turned=group[0].turns != turns,
    )
