"""Where tables may be among lines that no rules divide: lines of several pieces above each other, without prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from publisher.read.pdf_lines import Line
from publisher.read.pdf_page import Rule

FEWEST = 2
_APART = 2.0  # lines farther apart than so many heights are not of one table
_BETWEEN = 2  # lines in one piece that may stand among the others: sections, labels on several lines
_RUN = 3  # lines of prose above each other that are no table's
_WORDS, _LETTERS = 4, 24  # words and letters of a piece that make it prose
CAPTION = re.compile(
    r"(?:table|figure|fig\.|chart|exhibit|tabelle|tableau|tabla|tabela|cuadro|quadro|表|图|圖)\s*"
    r"[0-9A-Z一二三四五六七八九十]",
    re.IGNORECASE,
)


def blocks(lines: Sequence[Line], down: Sequence[Rule]) -> list[tuple[int, int]]:
    """First and last line of each run of lines that may be a table."""
    prose = _prose_runs(lines)
    found: list[tuple[int, int]] = []
    start: int | None = None
    end = -1
    for number, line in enumerate(lines):
        if start is not None and (_is_cut(lines[number - 1], line) or number in prose or number - end > _BETWEEN):
            found.append((start, end))
            start = None
        if number not in prose and (len(line.pieces()) > 1 or _is_ruled(line, down)):
            start, end = number if start is None else start, number
    if start is not None:
        found.append((start, end))
    return [(first, last) for first, last in found if last - first + 1 >= FEWEST]


def _is_cut(before: Line, line: Line) -> bool:
    """Whether two lines are too far from each other for one table, or a caption begins another."""
    return before.bottom - line.top > _APART * line.height or CAPTION.match(line.text) is not None


def _is_ruled(line: Line, down: Sequence[Rule]) -> bool:
    """Whether at least three vertical rules stand beside a line."""
    return len({round(rule.at / 4) for rule in down if rule.low <= line.middle <= rule.high}) >= 3


def _prose_runs(lines: Sequence[Line]) -> set[int]:
    """The lines of running text, in one column of a page or in several."""
    found: set[int] = set()
    run: list[int] = []
    for number, line in enumerate([*lines, None]):
        if line is not None and _is_prose(line):
            run.append(number)
            continue
        if len(run) >= _RUN:
            found.update(run)
        run = []
    return found


def _is_prose(line: Line) -> bool:
    """Whether each piece of a line is several words, and one of them many."""
    pieces = line.pieces()
    letters = [sum(char.isalpha() for word in piece for char in word.text) for piece in pieces]
    words = [len(piece) for piece in pieces]
    return (
        max(letters) >= _LETTERS
        and min(words) >= 2
        and all(count >= _WORDS or many >= _LETTERS // 2 for count, many in zip(words, letters, strict=True))
    )


def without_captions(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of a table without the caption above it."""
    captions = [number for number, line in enumerate(lines[:4]) if CAPTION.match(line.text)]
    return lines[captions[-1] + 1 :] if captions else lines


def without_notes(lines: Sequence[Line], columns: Sequence[tuple[float, float]]) -> Sequence[Line]:
    """The lines without titles above and notes below: lines in one piece from the first column over the next ones."""
    kept = list(lines)
    for place in (0, -1):
        while len(kept) > FEWEST and _is_note(kept[place], columns):
            del kept[place]
    return kept


def _is_note(line: Line, columns: Sequence[tuple[float, float]]) -> bool:
    reached = sum(line.left <= (low + high) / 2 <= line.right for low, high in columns)
    starts = line.left <= columns[0][1]
    return starts and reached >= 2 and len(line.pieces(1.0)) == 1 and reached >= min(3, len(columns))


def iter_pieces(line: Line) -> Iterator[str]:
    """The texts of a line's pieces."""
    for piece in line.pieces():
        yield " ".join(word.text for word in piece)
