"""Ruled rows that hold several records, divided where their figures stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from publisher.read.pdf.collapse import Span
from publisher.read.pdf.lattice import Lattice
from publisher.read.pdf.lines import lines_of
from publisher.read.pdf.page import Word


def divided(lattice: Lattice) -> Lattice:
    """The lattice with the rows that hold several records, divided where their figures stand."""
    cells: dict[Span, tuple[Word, ...]] = {}
    shift = 0
    moved: dict[int, tuple[int, int]] = {}  # row -> its first and last row afterwards
    parts: dict[int, list[float]] = {}
    for row in range(lattice.rows):
        here = [words for span, words in lattice.cells.items() if span[0] == row == span[2]]
        parts[row] = _record_heights(here)
        moved[row] = (row + shift, row + shift + max(0, len(parts[row]) - 1))
        shift += max(0, len(parts[row]) - 1)
    for span, words in lattice.cells.items():
        heights = parts[span[0]] if span[0] == span[2] else []
        if len(heights) < 2:
            cells[moved[span[0]][0], span[1], moved[span[2]][1], span[3]] = words
            continue
        for number, held in enumerate(_by_height(words, heights)):
            row = moved[span[0]][0] + number
            cells[row, span[1], row, span[3]] = held
    return replace(lattice, cells=cells, rows=lattice.rows + shift, drawn=lattice.drawn and shift == 0)


def _record_heights(cells: Sequence[Sequence[Word]]) -> list[float]:
    """The heights of the records in one ruled row: lines of figures that two or more columns share."""
    columns = [lines_of(words) for words in cells if words]
    figures = [
        [line.middle for line in lines]
        for lines in columns
        if len(lines) > 1 and all(_is_figure(line.text) for line in lines)
    ]
    if len(figures) < 2:
        return []
    most = max(figures, key=len)
    near = 0.5 * median(line.height for lines in columns for line in lines)
    shared = [held for held in figures if all(any(abs(a - b) <= near for b in most) for a in held)]
    return most if len(shared) == len(figures) else []


def _is_figure(text: str) -> bool:
    return any(char.isdigit() for char in text) and sum(char.isalpha() for char in text) <= 3


def _by_height(words: Sequence[Word], heights: Sequence[float]) -> list[tuple[Word, ...]]:
    """The words of a cell by the record they stand in: the one at their height, else the next one above."""
    held: list[list[Word]] = [[] for _ in heights]
    for line in lines_of(words):
        above = [n for n, height in enumerate(heights) if height >= line.middle - 0.5 * line.height]
        held[above[-1] if above else 0] += line.words
    return [tuple(one) for one in held]
