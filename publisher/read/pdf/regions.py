"""Where tables may be among lines that no rules divide: lines of several pieces above each other, without prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from publisher.read.pdf.lines import Line, lines_of
from publisher.read.pdf.page import Rule, Word

FEWEST = 2
_APART = 2.0  # lines farther apart than so many heights are not of one table
_BETWEEN = 2  # lines in one piece that may stand among the others: sections, labels on several lines
_BESIDE, _OVER = 1.0, 0.15  # how near a group's title is, in heights, and how far in from the left, in widths
_ABOVE = 3  # lines that a caption takes up
_LEVEL = 0.75  # heights between lines that are of one row
_GUTTER = 4.0  # heights between the columns of a page, at the most
_PARAGRAPH, _MEAN, _LEFT = 5, 5, 1.5  # lines of a paragraph, words in each, and how far its first may be moved in
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
        several = number not in prose and (len(line.pieces()) > 1 or _is_ruled(line, down))
        far = number - end > _BETWEEN + several
        if start is not None and end == number - 1 and is_level(lines[end], line):
            end = number
        elif start is not None and (_is_cut(lines[number - 1], line) or number in prose or far):
            found.append((start, end))
            start = None
        if several:
            start, end = number if start is None else start, number
    if start is not None:
        found.append((start, end))
    return [
        (_with_groups(lines, first, last), _with_rest(lines, first, last))
        for first, last in found
        if last - first + 1 >= FEWEST
    ]


def _with_rest(lines: Sequence[Line], first: int, last: int) -> int:
    """The last line of a block, with the one below where the last label goes on as others in the block do."""
    if last + 1 == len(lines) or len(lines[last + 1].pieces()) > 1:
        return last
    pitch, width = lines[last].base - lines[last + 1].base, lines[last + 1].right - lines[last + 1].left
    alike = [
        one
        for number, one in enumerate(lines[first + 1 : last + 1], first)
        if len(one.pieces()) == 1 and abs(lines[number].base - one.base - pitch) <= 0.05 * one.height
    ]
    fits = bool(alike) and width <= 1.5 * max(one.right - one.left for one in alike)
    aligned = any(abs(one.left - lines[last + 1].left) <= one.height for one in alike)
    return last + 1 if fits and aligned else last


def _with_groups(lines: Sequence[Line], first: int, last: int) -> int:
    """The first line of a block, with the titles right above it that stand over its further columns only."""
    left = min(line.left for line in lines[first : last + 1])
    right = max(line.right for line in lines[first : last + 1])
    if any(CAPTION.match(line.text) for line in lines[max(0, first - _ABOVE) : first]):
        return first
    while first:
        line = lines[first - 1]
        near = line.bottom - lines[first].top <= _BESIDE * line.height
        inside = line.left > left + _OVER * (right - left) and line.right <= right + line.height
        if not near or not inside or line.text[0] in "[(" or len(line.pieces()) > 1:
            break
        first -= 1
    return first


def _is_cut(before: Line, line: Line) -> bool:
    """Whether two lines are too far from each other for one table, or a caption begins another."""
    return before.bottom - line.top > _APART * line.height or CAPTION.match(line.text) is not None


def is_level(one: Line, other: Line) -> bool:
    """Whether two lines overlap in height so far that they are of one row."""
    return one.base - other.base <= _LEVEL * min(one.height, other.height)


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
        if len(run) >= _RUN and _fills_columns([lines[one] for one in run]):
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


def _fills_columns(lines: Sequence[Line]) -> bool:
    """Whether lines are set as columns of a page are: most reach the column's end, and little is left between."""
    several = [line.pieces() for line in lines if len(line.pieces()) > 1]
    if len(several) * 2 < len(lines):
        return True
    widths = sorted(pieces[0][-1].right - pieces[0][0].left for pieces in several)
    gaps = sorted(pieces[1][0].left - pieces[0][-1].right for pieces in several)
    full = widths[len(widths) // 2] >= 0.8 * widths[-1]
    return full and gaps[len(gaps) // 2] <= _GUTTER * several[0][0][0].height


def without_prose(words: Sequence[Word]) -> list[Word]:
    """The words of a page without its running text: lines of one left edge and one pitch that mostly reach as far."""
    pieces = [piece for line in lines_of(words) for piece in line.pieces()]
    prose: set[int] = set()
    open_runs: list[list[list[Word]]] = []
    for piece in pieces:
        run = next((one for one in open_runs if _follows(one, piece)), None)
        if run is None:
            open_runs.append([piece])
        else:
            run.append(piece)
    for run in open_runs:
        if len(run) >= _PARAGRAPH and _is_paragraph(run):
            prose.update(id(word) for piece in run for word in piece)
    return [word for word in words if id(word) not in prose]


def _follows(run: Sequence[Sequence[Word]], piece: Sequence[Word]) -> bool:
    """Whether a piece stands right below the last one of a run, as the next line of a paragraph does."""
    last, word = run[-1][0], piece[0]
    pitch = last.base - word.base
    if abs(last.left - word.left) > _LEFT * word.height or not 0.8 * word.height <= pitch <= 1.6 * word.height:
        return False
    before = run[-2][0].base - last.base if len(run) > 1 else pitch
    return abs(pitch - before) <= 0.15 * word.height


def _is_paragraph(run: Sequence[Sequence[Word]]) -> bool:
    widths = [piece[-1].right - piece[0].left for piece in run]
    text = "".join(word.text for piece in run for word in piece)
    wordy = sum(map(len, run)) >= _MEAN * len(run) and sum(map(str.isalpha, text)) >= 0.75 * len(text)
    return wordy and sum(width >= 0.8 * max(widths) for width in widths) >= 0.6 * len(widths)


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
