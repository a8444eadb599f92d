"""Tables on a page, by how its words are set: lines of several pieces above each other, with gaps in common.

What a PDF says is where letters stand; that they are a table is a guess, and so is each of its rows and columns. Rules
that are drawn count for more than gaps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from publisher.read.pdf_page import Page, Rule, Word

_WIDE = 1.6  # a gap between pieces of a line, in heights of its letters
_NARROW = 0.35  # a gap that is a column's where all lines share it
_TIGHT = 0.2  # the same between figures
_SAME, _FAR = 1.12, 1.3
_BULLET = re.compile("[•●▪■◦○·–—*-]")
_CAPTION = re.compile(
    r"(?:table|figure|fig\.|chart|tabelle|tableau|tabla|tabela|表|图|圖)\s*[0-9A-Z一二三四五六七八九十]", re.IGNORECASE
)
_APART = 2.0  # lines farther apart than so many pitches are not of one table
_PROSE = 30  # letters in a piece, in the middle, from which on lines are prose
_FEWEST = 2


@dataclass(frozen=True, kw_only=True)
class Grid:
    """One table: its rows, where its columns begin (x), and whether it reaches the page's first or last line."""

    rows: tuple[tuple[str, ...], ...]
    edges: tuple[float, ...]
    first: bool = False
    last: bool = False


@dataclass(frozen=True, kw_only=True)
class _Line:
    words: tuple[Word, ...]
    bottom: float
    top: float

    @property
    def height(self) -> float:
        return float(median(word.height for word in self.words))

    def pieces(self) -> list[list[Word]]:
        """The words, divided at wide gaps."""
        found = [[self.words[0]]]
        for word in self.words[1:]:
            wide = word.left - found[-1][-1].right > _WIDE * self.height
            found = [*found, [word]] if wide else [*found[:-1], [*found[-1], word]]
        return found


def find(page: Page) -> list[Grid]:
    """The tables of one page, from its top to its foot."""
    lines = _lines(page.words)
    found = []
    for first, last in _blocks(lines, page):
        grid = _grid(lines[first : last + 1], page)
        if grid is not None:
            edges = tuple(grid[1])
            found.append(Grid(rows=grid[0], edges=edges, first=first <= 2, last=last >= len(lines) - 3))
    return found


def _lines(words: Sequence[Word]) -> list[_Line]:
    """Words on one height, from the top down, each line from left to right."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda one: -one.middle):
        line = found[-1] if found else []
        if line and abs(line[0].middle - word.middle) <= 0.5 * min(line[0].height, word.height):
            line.append(word)
        else:
            found.append([word])
    return [
        _Line(
            words=tuple(sorted(line, key=lambda one: one.left)),
            bottom=min(word.bottom for word in line),
            top=max(word.top for word in line),
        )
        for line in found
    ]


def _blocks(lines: Sequence[_Line], page: Page) -> Iterator[tuple[int, int]]:
    """First and last line of each run of lines in pieces; a line in one piece may stand among them."""
    several = [len(line.pieces()) > 1 or _is_ruled(line, page.down) for line in lines]
    start: int | None = None
    end = -1
    for number, line in enumerate(lines):
        if start is not None and lines[number - 1].bottom - line.top > _APART * line.height:
            yield from _block(start, end)
            start = None
        if several[number]:
            start, end = number if start is None else start, number
        elif start is not None and number - end > 2:
            yield from _block(start, end)
            start = None
    if start is not None:
        yield from _block(start, end)


def _block(start: int, end: int) -> Iterator[tuple[int, int]]:
    if end - start + 1 >= _FEWEST:
        yield start, end


def _is_ruled(line: _Line, down: Sequence[Rule]) -> bool:
    """Whether at least three vertical rules stand beside a line."""
    middle = (line.bottom + line.top) / 2
    return len({round(rule.at / 4) for rule in down if rule.low <= middle <= rule.high}) >= 3


def _grid(lines: Sequence[_Line], page: Page) -> tuple[tuple[tuple[str, ...], ...], list[float]] | None:
    """Rows of texts and the columns' edges; None where the lines are no table after all."""
    captions = [number for number, line in enumerate(lines[:4]) if _CAPTION.match(" ".join(w.text for w in line.words))]
    lines = lines[captions[-1] + 1 :] if captions else lines
    if len(lines) < _FEWEST:
        return None
    edges = _edges(lines, page)
    if len(edges) < _FEWEST:
        return None
    rows = [_cells(line, edges) for line in lines]
    ruled = _bands(lines, page.across) is not None
    prose = set() if ruled else _prose(rows)
    if prose:
        rows = [[cell for place, cell in enumerate(row) if place not in prose] for row in rows]
        kept = [number for number, row in enumerate(rows) if any(row)]
        rows, lines = [rows[number] for number in kept], [lines[number] for number in kept]
        edges = [edge for place, edge in enumerate(edges) if place not in prose]
    if len(edges) < _FEWEST or len(lines) < _FEWEST:
        return None
    joined = _joined(rows, lines, page.across)
    return (tuple(tuple(row) for row in joined), edges) if _is_table(joined, ruled=ruled) else None


def _is_table(rows: Sequence[list[str]], *, ruled: bool) -> bool:
    """Whether rows are more than prose that is set beside something, or the letters of a drawing."""
    lengths = [len(cell) for row in rows for cell in row if cell]
    letters = sum(len(cell) == 1 and cell.isalpha() for row in rows for cell in row)
    if not lengths or median(lengths) > _PROSE or (letters > 0.2 * len(lengths) and not ruled):
        return False
    return len(rows) >= _FEWEST and max(sum(map(bool, row)) for row in rows) >= _FEWEST


def _prose(rows: Sequence[list[str]]) -> set[int]:
    """The columns at either side that are running text beside the table: long lines, nearly all of one length."""
    found: set[int] = set()
    for order in (range(len(rows[0])), range(len(rows[0]) - 1, -1, -1)):
        for place in order:
            lengths = sorted(len(row[place]) for row in rows if row[place])
            quarter = len(lengths) // 4
            if len(lengths) < 8 or lengths[quarter] < _PROSE or lengths[-quarter - 1] > 1.3 * lengths[quarter]:
                break
            found.add(place)
    return found


def _edges(lines: Sequence[_Line], page: Page) -> list[float]:
    """Where each column begins: behind a gap that (nearly) no line crosses, or behind a rule."""
    left = min(word.left for line in lines for word in line.words)
    right = max(word.right for line in lines for word in line.words)
    covered = np.zeros(int(2 * (right - left)) + 3, dtype=np.int32)
    for line in lines:
        here = np.zeros_like(covered)
        for piece in line.pieces():
            for one, other in zip(piece, [*piece[1:], None], strict=True):
                reach = one.right if other is None or _may_part(one, other, line.height) else other.left
                here[int(2 * (one.left - left)) : int(2 * (reach - left)) + 1] = 1
        covered += here
    most = max(1 if len(lines) >= 4 else 0, int(0.12 * len(lines)))
    narrow = 2 * _TIGHT * median(line.height for line in lines) * (1 if len(lines) >= 4 else 2)
    free = np.concatenate(([False], covered <= most, [False]))
    changes = np.flatnonzero(free[1:] != free[:-1])
    edges = [left]
    for begin, end in zip(changes[::2], changes[1::2], strict=True):
        if begin > 0 and end < len(covered) - 1 and end - begin >= narrow:
            edges.append(left + end / 2)
    foot, head = lines[-1].bottom, lines[0].top
    for rule in page.down:
        tall = min(rule.high, head) - max(rule.low, foot) > 0.6 * (head - foot)
        if tall and left < rule.at < right and all(abs(rule.at - edge) > 6 for edge in edges):
            edges.append(rule.at)
    return sorted(edges)


def _may_part(one: Word, other: Word, height: float) -> bool:
    """Whether the gap between neighbours may be a column's: it is wide, or both are figures; never behind a bullet."""
    gap = other.left - one.right
    if _BULLET.fullmatch(one.text):
        return gap > _WIDE * 3 * height
    figures = any(char.isdigit() for char in one.text) and any(char.isdigit() for char in other.text)
    return gap > (_TIGHT if figures else _NARROW) * height


def _cells(line: _Line, edges: Sequence[float]) -> list[str]:
    """The line's words by columns. Words that stand together and reach over an edge stay where they begin."""
    cells: list[list[str]] = [[] for _ in edges]
    place, before = 0, None
    for word in line.words:
        middle = (word.left + word.right) / 2
        here = max(number for number, edge in enumerate(edges) if edge <= max(middle, edges[0]))
        close = before is not None and word.left - before.right <= _NARROW * line.height
        place = place if close and here > place and before is not None and before.right > edges[here] - 1 else here
        cells[place].append(word.text)
        before = word
    return [" ".join(cell) for cell in cells]


def _joined(rows: Sequence[list[str]], lines: Sequence[_Line], across: Sequence[Rule]) -> list[list[str]]:
    """Lines as rows: those between two rules are one, and a line that goes on in some columns is of the row above."""
    ruled = _bands(lines, across)
    pitches = [lines[n].top - lines[n + 1].top for n in range(len(lines) - 1)]
    usual = median(pitches) if pitches else 0.0
    close = _close_pitch(pitches)
    found: list[list[str]] = []
    for number, row in enumerate(rows):
        same_band = number > 0 and ruled is not None and ruled[number] == ruled[number - 1]
        goes_on = (
            number > 0
            and ruled is None
            and not row[0]
            and sum(map(bool, row)) * 2 <= sum(map(bool, found[-1]))
            and pitches[number - 1] < 0.95 * usual
        )
        tight = (
            number > 0
            and ruled is None
            and close is not None
            and pitches[number - 1] <= close
            and sum(map(bool, row)) * 2 <= len(row)
        )
        figures = number > 0 and sum(_is_figure(a) and _is_figure(b) for a, b in zip(found[-1], row, strict=True))
        if (same_band or goes_on or tight) and figures < 2:
            found[-1] = [" ".join(filter(None, pair)) for pair in zip(found[-1], row, strict=True)]
        else:
            found.append(row)
    return found


def _is_figure(text: str) -> bool:
    return any(char.isdigit() for char in text) and not any(char.isalpha() for char in text)


def _close_pitch(pitches: Sequence[float]) -> float | None:
    """Up to which pitch lines are of one row, where rows stand clearly farther apart than their lines; else None."""
    if len(pitches) < 4:
        return None
    small = sorted(pitches)[len(pitches) // 5]
    near = sum(pitch <= _SAME * small for pitch in pitches)
    far = sum(pitch >= _FAR * small for pitch in pitches)
    return _SAME * small if near + far >= 0.85 * len(pitches) and far >= 0.25 * len(pitches) else None


def _bands(lines: Sequence[_Line], across: Sequence[Rule]) -> list[int] | None:
    """For each line, how many rules stand above it; None where rules do not divide rows."""
    left = min(word.left for line in lines for word in line.words)
    right = max(word.right for line in lines for word in line.words)
    heights: list[float] = []
    for rule in sorted(across, key=lambda one: -one.at):
        reach = sum(
            min(other.high, right) - max(other.low, left)
            for other in across
            if abs(other.at - rule.at) < 1 and other.high > left and other.low < right
        )
        if reach > 0.7 * (right - left) and (not heights or heights[-1] - rule.at > 3):
            heights.append(rule.at)
    bands = [sum(height > (line.bottom + line.top) / 2 for height in heights) for line in lines]
    parts = len(set(bands))
    return bands if parts >= 3 and parts >= 0.3 * len(lines) else None
