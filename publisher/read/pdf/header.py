"""The lines above a table's records as header rows: titles on several lines as one, groups over the columns they name.

A title over several columns is seen by a rule under it, by how far it reaches, or because it stands in the middle of
columns that have titles of their own below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from publisher.read.pdf.lines import Line, run_on, words_text
from publisher.read.pdf.page import Rule, Word

_APART = 0.6  # a gap between titles, in heights
_ALIGNED = 0.3  # how exactly titles must stand as their columns do, in heights
_UNDER = 1.2  # a rule belongs to the title above it up to this distance, in heights
_MIDDLE = 0.06  # how far from the middle of its columns a group's title may stand, in their width
Column = tuple[float, float]  # how far the records' text of a column reaches


@dataclass(frozen=True, kw_only=True)
class _Title:
    text: str
    left: float
    right: float
    bottom: float
    height: float
    first: int
    last: int

    @property
    def wide(self) -> bool:
        return self.last > self.first


def header_rows(lines: Sequence[Line], columns: Sequence[Column], across: Sequence[Rule]) -> list[list[str]]:
    """Rows of texts, the last of them right above the records. A group's title stands in each of its columns."""
    placed = [[_placed(piece, line, columns, across) for piece in _pieces(line, columns)] for line in lines]
    for number in reversed(range(len(placed) - 1)):
        named = {column: one for one in placed[number + 1] for column in range(one.first, one.last + 1)}
        wide = [
            (min(low, named[n].left), max(high, named[n].right)) if n in named else (low, high)
            for n, (low, high) in enumerate(columns)
        ]
        placed[number] = _grouped(placed[number], set(named), wide)
    stacks = _stacks(placed, len(columns))
    depth = max(map(len, stacks), default=0)
    rows = [["" for _ in columns] for _ in range(depth)]
    for column, stack in enumerate(stacks):
        for number, text in enumerate(stack):
            rows[depth - len(stack) + number][column] = text
    return rows


def _pieces(line: Line, columns: Sequence[Column]) -> list[list[Word]]:
    """The titles of a line: divided at gaps, also at small ones where both sides are set as different columns are."""
    found: list[list[Word]] = []
    for piece in line.pieces(_APART):
        found.append([piece[0]])
        for number, word in enumerate(piece[1:], 1):
            left = _aligned(found[-1], columns, line.height)
            right = _aligned(piece[number:], columns, line.height)
            if left is not None and right is not None and left < right:
                found.append([word])
            else:
                found[-1].append(word)
    return found


def _aligned(words: Sequence[Word], columns: Sequence[Column], height: float) -> int | None:
    """The column that words begin with, end with, or stand in the middle of; None where they reach beyond it."""
    left, right = words[0].left, words[-1].right
    for number, (low, high) in enumerate(columns):
        near = min(abs(left - low), abs(right - high), abs(left + right - low - high) / 2) <= _ALIGNED * height
        if near and right - left <= high - low + 4 * height and low < (left + right) / 2 < high:
            return number
    return None


def _placed(piece: Sequence[Word], line: Line, columns: Sequence[Column], across: Sequence[Rule]) -> _Title:
    """A title in the columns that the rule under it reaches over, or that it reaches over itself."""
    left, right = piece[0].left, max(word.right for word in piece)
    bottom = min(word.bottom for word in piece)
    title = _Title(
        text=words_text(piece),
        left=left,
        right=right,
        bottom=bottom,
        height=line.height,
        first=0,
        last=0,
    )
    for rule in across:
        near = -0.3 * line.height <= bottom - rule.at <= _UNDER * line.height
        if near and rule.low - 2 <= left and right <= rule.high + 2 and rule.high - rule.low < 0.95 * _width(columns):
            under = [n for n, (low, high) in enumerate(columns) if rule.low <= (low + high) / 2 <= rule.high]
            if len(under) > 1:
                return replace(title, first=under[0], last=under[-1])
    over = [n for n, (low, high) in enumerate(columns) if left <= (low + high) / 2 <= right]
    reach = [min(right, high) - max(left, low) for low, high in columns]
    if len(over) > 1:
        return replace(title, first=over[0], last=over[-1])
    middle = (left + right) / 2
    best = max(range(len(columns)), key=lambda n: (reach[n] > 0, -abs(middle - sum(columns[n]) / 2)))
    return replace(title, first=best, last=best)


def _width(columns: Sequence[Column]) -> float:
    return columns[-1][1] - columns[0][0]


def _grouped(titles: Sequence[_Title], below: set[int], columns: Sequence[Column]) -> list[_Title]:
    """The titles of one line, each over all columns it stands in the middle of, where those have titles below."""
    found = []
    for number, title in enumerate(titles):
        start = titles[number - 1].last + 1 if number else 0
        end = titles[number + 1].first - 1 if number + 1 < len(titles) else len(columns) - 1
        middle = (title.left + title.right) / 2
        best = title
        for first in range(start, title.first + 1):
            for last in range(title.last, end + 1):
                low, high = columns[first][0], columns[last][1]
                central = abs((low + high) / 2 - middle) <= _MIDDLE * (high - low)
                inside = low - title.height <= title.left and title.right <= high + title.height
                named = all(column in below for column in range(first, last + 1))
                if central and inside and named and last - first > best.last - best.first:
                    best = replace(title, first=first, last=last)
        found.append(best)
    return found


def _stacks(placed: Sequence[Sequence[_Title]], width: int) -> list[list[str]]:
    """For each column its titles from the top down: lines of one title joined, groups level with each other."""
    stacks: list[list[tuple[str, int, int]]] = [[] for _ in range(width)]
    for titles in placed:
        for title in titles:
            top = stacks[title.first]
            same = bool(top) and top[-1][1:] == (title.first, title.last)
            for column in range(title.first, title.last + 1):
                stack = stacks[column]
                if same and stack and stack[-1][1:] == (title.first, title.last):
                    stack[-1] = (run_on([stack[-1][0], title.text]), title.first, title.last)
                else:
                    stack.append((title.text, title.first, title.last))
    return [[text for text, _, _ in stack] for stack in stacks]
