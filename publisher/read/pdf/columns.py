"""The columns of lines that no rules divide: where they begin, how far they reach, and which words are in which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

import numpy as np

from publisher.read.pdf.lines import WIDE, Line, words_text
from publisher.read.pdf.page import Rule, Word
from publisher.read.pdf.regions import iter_pieces

_NARROW = 0.35  # a gap that is a column's where all lines share it, in heights
_SPACE = 0.75  # a gap less than this that is the same in all lines is a space between words
_TIGHT = 0.2  # the same between figures
_BULLET = re.compile("[•●▪■◦○·–—*-]")
_LEADER = re.compile(r"[.·…_]+")
_NOTHING = re.compile(r"(?:[-–—:.…*]+|n\.?/?a\.?|\(?x\)?|nil|s\.?d\.?)", re.IGNORECASE)


def is_figure(text: str) -> bool:
    """Whether a text is a number, a date, an amount, or a mark for none."""
    letters = sum(char.isalpha() for char in text)
    return bool(_NOTHING.fullmatch(text)) or (any(char.isdigit() for char in text) and letters <= 3)


def body_start(lines: Sequence[Line]) -> int | None:
    """The first line of which most pieces behind the first are figures; None where there are hardly any."""
    rows = [list(iter_pieces(line))[1:] for line in lines]
    bodies = [bool(row) and sum(map(is_figure, row)) * 2 > len(row) for row in rows]
    return bodies.index(True) if sum(bodies) >= 2 else None


def edges_of(lines: Sequence[Line], down: Sequence[Rule]) -> list[float]:
    """Where each column begins: behind a gap that (nearly) no line crosses, or behind a rule."""
    left = min(word.left for line in lines for word in line.words)
    right = max(word.right for line in lines for word in line.words)
    covered = np.zeros(int(2 * (right - left)) + 3, dtype=np.int32)
    pieces = [len(line.pieces()) for line in lines]
    usual = median(pieces)
    counted = [line for line, count in zip(lines, pieces, strict=True) if 2 * count >= usual] if usual > 3 else lines
    for line in counted:
        covered += _cover(line, left, len(covered))
    most = max(1 if len(lines) >= 4 else 0, int(0.12 * len(counted)))
    narrow = 2 * _TIGHT * median(line.height for line in lines) * (1 if len(lines) >= 4 else 2)
    free = np.concatenate(([False], covered <= most, [False]))
    changes = np.flatnonzero(free[1:] != free[:-1])
    edges = [left]
    for begin, end in zip(changes[::2], changes[1::2], strict=True):
        if begin > 0 and end < len(covered) - 1 and end - begin >= narrow:
            edges.append(left + end / 2)
    foot, head = lines[-1].bottom, lines[0].top
    for rule in down:
        tall = min(rule.high, head) - max(rule.low, foot) > 0.6 * (head - foot)
        if tall and left < rule.at < right and all(abs(rule.at - edge) > 6 for edge in edges):
            edges.append(rule.at)
    return _without_spaces(sorted(edges), lines, down)


def _without_spaces(edges: Sequence[float], lines: Sequence[Line], down: Sequence[Rule]) -> list[float]:
    """The edges without those where all lines have the same space and no rule stands: words aligned by chance."""
    kept = [edges[0]]
    for number, edge in enumerate(edges[1:], 1):
        after = edges[number + 1] if number + 1 < len(edges) else float("inf")
        drawn = any(abs(rule.at - edge) <= 1 for rule in down)
        if drawn or not _is_space(lines, kept[-1], edge, after):
            kept.append(edge)
    return kept


def _is_space(lines: Sequence[Line], low: float, edge: float, high: float) -> bool:
    """Whether the words on both sides of an edge stand one space apart, and are not figures on both sides."""
    gaps, figures = [], 0
    for line in lines:
        before = [word for word in line.words if low <= word.centre < edge]
        after = [word for word in line.words if edge <= word.centre < high]
        if before and after:
            gaps.append((after[0].left - before[-1].right) / line.height)
            figures += is_figure(before[-1].text) and is_figure(after[0].text)
    usual = median(gaps) if gaps else 0.0
    same = sum(abs(gap - usual) <= 0.05 for gap in gaps)
    return len(gaps) >= 2 and usual < _SPACE and same >= 0.8 * len(gaps) and 2 * figures < len(gaps)


def _cover(line: Line, left: float, length: int) -> np.ndarray:
    """Which half points a line's text takes up, with the gaps that are no column's."""
    here = np.zeros(length, dtype=np.int32)
    for piece in line.pieces():
        for one, other in zip(piece, [*piece[1:], None], strict=True):
            reach = one.right if other is None or _may_part(one, other, line.height) else other.left
            here[int(2 * (one.left - left)) : int(2 * (reach - left)) + 1] = 1
    return here


def _may_part(one: Word, other: Word, height: float) -> bool:
    """Whether the gap between neighbours may be a column's: it is wide, or both are figures; never behind a bullet."""
    gap = other.left - one.right
    if _BULLET.fullmatch(one.text):
        return gap > WIDE * 3 * height
    figures = any(char.isdigit() for char in one.text) and any(char.isdigit() for char in other.text)
    return gap > (_TIGHT if figures else _NARROW) * height


def reaches(lines: Sequence[Line], edges: Sequence[float]) -> list[tuple[float, float]]:
    """How far the text of each column reaches, from left to right."""
    held: list[list[Word]] = [[] for _ in edges]
    for line in lines:
        for column, words in enumerate(by_column(line, edges)):
            held[column] += words
    rights = [*edges[1:], max(line.right for line in lines)]
    found = []
    for words, edge, right in zip(held, edges, rights, strict=True):
        known = [word for word in words if word.right <= right + 1] or words
        low = min((word.left for word in known), default=edge)
        found.append((low, max((word.right for word in known), default=right)))
    return found


def by_column(line: Line, edges: Sequence[float]) -> list[list[Word]]:
    """The line's words by columns. Words that stand together and reach over an edge stay where they begin."""
    cells: list[list[Word]] = [[] for _ in edges]
    place, before = 0, None
    for word in line.words:
        here = max(number for number, edge in enumerate(edges) if edge <= max(word.centre, edges[0]))
        close = before is not None and word.left - before.right <= _NARROW * line.height
        place = place if close and here > place and before is not None and before.right > edges[here] - 1 else here
        place = 0 if _LEADER.fullmatch(word.text) and place == 1 and not cells[1] else place
        cells[place].append(word)
        before = word
    return cells


def texts(line: Line, edges: Sequence[float]) -> list[str]:
    """The texts of a line's cells."""
    return [words_text(words) for words in by_column(line, edges)]
