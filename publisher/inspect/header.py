"""Where titles end and data begin.

Every possible place is weighed by how well it explains the rows: those below as data, whose cells in one column
look alike and repeat themselves; those above as notes and titles, which are words and do neither. The weight is a
logarithm of probability (shapes of a column follow a Dirichlet-multinomial law), so the distance to the next best
explanation says how sure the choice is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import lgamma, log
from statistics import median

from publisher.inspect import shapes
from publisher.inspect.grid import Grid
from publisher.inspect.shapes import ALL, EMPTY, MISSING, VALUES, WORDS, is_numbering, is_period, is_run
from publisher.inspect.units import is_unit

DEEPEST = 16  # rows above the data that are thought of
MOST_NOTES = 40  # nearly empty rows at the top that are thought of besides
SAMPLE = 400  # rows of data that are weighed
_ALPHA = 0.2
_TITLE_CELL = {
    shapes.SHORT: 0.11,
    shapes.TITLE: 0.34,
    shapes.UPPER: 0.13,
    shapes.PHRASE: 0.2,
    shapes.LONG: 0.06,
    shapes.CODE: 0.06,
    shapes.YEAR: 0.02,
    shapes.MISSING: 0.005,
    shapes.INTEGER: 0.008,
    shapes.EMPTY: 0.1,
}
_RARE = 0.002
_IN_RUN, _RUN_BEGINS = log(0.95), -2.5  # a cell of a row that counts on from cell to cell, and its first one
_UNIT_CELL = log(0.4)
_PARENT_ROW, _APART = -2.5, -4.0  # a note that looks like parent titles; two title rows with a blank one between them
_COVERED = log(0.5)  # an empty cell of a title row whose column another title row names
_NOTE_ROW, _SECTION_ROW, _MORE_ROWS, _REPEATED, _UNTITLED = -2.0, -5.0, -1.5, log(0.02), -2.0
_PARENT = frozenset({shapes.SHORT, shapes.TITLE, shapes.UPPER, shapes.YEAR})
_NO_HEADER, _SOME_HEADER = log(0.12), log(0.88)


@dataclass(frozen=True, kw_only=True)
class Top:
    """What stands above the data, as numbers of rows: first ``notes``, then ``titles``; ``margin`` in nats.

    ``margin`` is the distance to the best explanation with another number of title rows.
    """

    notes: int
    titles: int
    margin: float

    @property
    def data(self) -> int:
        return self.notes + self.titles


def find_top(grid: Grid, rows: Sequence[int]) -> Top:
    """Find notes and titles at the top of ``rows``, the rows of one table that are not blank."""
    looked = rows[: DEEPEST + MOST_NOTES + SAMPLE]
    again = set(_come_again(grid, looked))
    weighed = [row for row in looked if row not in again]
    notes = next((place for place, row in enumerate(weighed) if not is_sparse(grid, row)), 0)
    deepest = min(DEEPEST + min(notes, MOST_NOTES), len(weighed))
    options: list[tuple[float, int, int]] = []
    tails = _Tails(grid, weighed, deepest)
    for begin in range(deepest + 1):
        if begin == len(weighed) and begin > 4:
            continue
        below = tails.weight(begin)
        following = weighed[begin] if begin < len(weighed) else None
        above = [
            (_above(grid, weighed[:begin], following, notes, tails), notes)
            for notes in range(max(0, begin - DEEPEST), begin + 1)
        ]
        options += [(weight + below, notes, begin - notes) for weight, notes in above if weight > -1e9]
    options.sort(key=lambda option: (-option[0], option[2], option[1]))
    best = options[0]
    others = [option for option in options if option[1:] != best[1:]]
    margin = best[0] - others[0][0] if others else 0.0
    return Top(notes=best[1], titles=best[2], margin=margin)


def _come_again(grid: Grid, rows: Sequence[int]) -> list[int]:
    """Rows that repeat, cell by cell, one of the first, all of words, where columns have values: a header of pages."""
    first: dict[tuple[str, ...], int] = {}
    found = []
    for place, row in enumerate(rows):
        texts = grid.texts[row]
        if place < DEEPEST and grid.fill[row] >= 2 and all(letter in WORDS | {EMPTY} for letter in grid.shapes[row]):
            first.setdefault(texts, row)
        if first.get(texts, row) != row:
            found.append(row)
    again = {first[grid.texts[row]] for row in found}
    valued = {
        row
        for row in again
        if any(_is_valued(grid, rows, column) for column, text in enumerate(grid.texts[row]) if text)
    }
    return [row for row in found if first[grid.texts[row]] in valued]


def _is_valued(grid: Grid, rows: Sequence[int], column: int) -> bool:
    """Whether most cells of a column are values."""
    letters = [grid.shapes[row][column] for row in rows[:SAMPLE]]
    filled = [letter for letter in letters if letter != EMPTY]
    return sum(letter in VALUES for letter in filled) > len(filled) / 2


class _Tails:
    """The weight of the rows from each possible beginning on, as data."""

    def __init__(self, grid: Grid, rows: Sequence[int], deepest: int) -> None:
        self.grid, self.rows = grid, rows
        self.labels = _labels(grid, rows)
        self._weights: dict[int, float] = {}
        self._values: dict[int, list[Counter[str]]] = {}
        self._once: dict[tuple[int, int], int] = {}
        self._novelty: dict[tuple[int, int], float] = {}
        counts: list[Counter[str]] = [Counter() for _ in range(grid.width)]
        values: list[Counter[str]] = [Counter() for _ in range(grid.width)]
        sections: list[int] = []
        self._again: dict[int, int] = {}
        for begin in range(len(rows), -1, -1):
            if begin < len(rows):
                self._add(rows[begin], counts, values, sections)
            if begin <= deepest:
                weight = sum(map(_likelihood, counts))
                self._weights[begin] = weight + sum(_section_row(grid, row, counts) for row in sections)
                self._values[begin] = [value.copy() for value in values]

    def _add(self, row: int, counts: list[Counter[str]], values: list[Counter[str]], sections: list[int]) -> None:
        if is_sparse(self.grid, row):
            sections.append(row)
            return
        for column in range(self.grid.width):
            counts[column][self.grid.shapes[row][column]] += 1
            values[column][self.grid.texts[row][column]] += 1

    def filled(self, begin: int, column: int) -> bool:
        """Whether the data has anything in a column."""
        return any(text for text in self._values[begin][column])

    def weight(self, begin: int) -> float:
        return self._weights[begin]

    def novelty(self, begin: int, row: int) -> float:
        """How much more a row's texts look like titles than like one more record, from what repeats below it."""
        if (begin, row) not in self._novelty:
            columns = range(self.grid.width)
            self._novelty[begin, row] = sum(self._cell_novelty(begin, row, column) for column in columns)
        return self._novelty[begin, row]

    def _comes_again(self, row: int) -> int:
        """How many other rows repeat most of a row's texts, where they are few: headers of pages or further tables."""
        if row not in self._again:
            texts = self.grid.texts[row]
            cells = [i for i, text in enumerate(texts) if text]
            others = (other for other in self.rows if other != row)
            alike = sum(
                1
                for other in others
                if sum(self.grid.texts[other][i] == texts[i] for i in cells) >= max(3, 0.7 * len(cells))
            )
            self._again[row] = alike if alike <= max(1, len(self.rows) // 30) else 0
        return self._again[row]

    def _cell_novelty(self, begin: int, row: int, column: int) -> float:
        text, seen = self.grid.texts[row][column], self._values[begin][column]
        total = seen.total() - seen[""]
        if not text or total < 4 or self.grid.shapes[row][column] not in WORDS | {shapes.CODE}:
            return 0.0
        if seen[text] > self._comes_again(row):
            return _REPEATED
        if (begin, column) not in self._once:
            self._once[begin, column] = sum(1 for value, count in seen.items() if count == 1 and value)
        return min(2.5, -log((self._once[begin, column] + 1) / (total + 2)))


def is_sparse(grid: Grid, row: int) -> bool:
    """Whether a row has so few cells for its table's width that it is a note or a section's title."""
    filled = grid.fill[row]
    return (filled == 1 and grid.width > 1) or (filled == 2 and grid.width >= 6)


def _likelihood(counts: Counter[str]) -> float:
    total, kinds = counts.total(), len(ALL)
    weight = lgamma(kinds * _ALPHA) - lgamma(kinds * _ALPHA + total)
    return weight + sum(lgamma(_ALPHA + count) - lgamma(_ALPHA) for count in counts.values() if count)


def _section_row(grid: Grid, row: int, counts: Sequence[Counter[str]]) -> float:
    """The weight of a nearly empty row among the data: its cells should fit their columns, and stand at the left."""
    weight = _SECTION_ROW
    filled = [column for column, letter in enumerate(grid.shapes[row]) if letter != EMPTY]
    for column in filled:
        count, total = counts[column][grid.shapes[row][column]], counts[column].total()
        weight += log((count + _ALPHA) / (total + len(ALL) * _ALPHA))
    return weight - (5.0 if filled and filled[0] > 1 else 0.0)


def _above(grid: Grid, rows: Sequence[int], following: int | None, notes: int, tails: _Tails) -> float:
    """The weight of ``rows`` as so many notes and then titles; ``following`` is the first row of the data."""
    titles = rows[notes:]
    after = [*rows[1:], following]
    if any(
        not _may_be_note(grid, row, after[i], titled=bool(titles), labels=tails.labels)
        for i, row in enumerate(rows[:notes])
    ):
        return float("-inf")
    if titles and (grid.fill[titles[0]] < 2 or all(is_sparse(grid, row) for row in titles)) and grid.width > 2:
        return float("-inf")
    if any(_is_section(grid, titles[:i], row) or _is_missing(grid, row) for i, row in enumerate(titles) if i):
        return float("-inf")
    weight = notes * _NOTE_ROW + sum(tails.labels.get(row, 0.0) for row in rows[:notes])
    weight += _APART * sum(lower > upper + 1 for upper, lower in pairwise(titles))
    weight += (_SOME_HEADER if titles else _NO_HEADER) + max(0, len(titles) - 1) * _MORE_ROWS
    covered = [any(grid.shapes[row][column] != EMPTY for row in titles) for column in range(grid.width)]
    for row in titles:
        weight += _title_row(grid, row, covered, following, lower=row != titles[0]) + tails.novelty(len(rows), row)
    if titles:
        cells = [text for text in grid.texts[titles[-1]] if text]
        weight -= min(2.0, len(cells) - len(set(cells)))
        weight += _UNTITLED * sum(not titled and tails.filled(len(rows), c) for c, titled in enumerate(covered))
        weight += 1.0 if following is not None and following > titles[-1] + 1 else 0.0
    return weight


def _may_be_note(grid: Grid, row: int, following: int | None, *, titled: bool, labels: Collection[int]) -> bool:
    """Whether a row above a table can be a note: few cells, and not the short ones of a parent title.

    A row that stands apart from the next one may have a few cells more, and so may one of ``labels``.
    """
    apart = following is not None and following > row + 1
    if not is_sparse(grid, row) and not (apart and grid.fill[row] <= grid.width // 3) and row not in labels:
        return False
    return apart or not titled or row in labels or not _are_parents(grid, row)


def _are_parents(grid: Grid, row: int) -> bool:
    """Whether the few cells of a row are short and stand where titles of several columns stand."""
    filled = [column for column, letter in enumerate(grid.shapes[row]) if letter != EMPTY]
    cells = [(grid.texts[row][column], grid.shapes[row][column]) for column in filled]
    spread = filled[0] > 0 or all(later > earlier + 1 for earlier, later in pairwise(filled))
    short = all(letter in _PARENT or is_period(text) for text, letter in cells)
    return len(filled) > 1 and spread and short and not any(": " in f"{text} " or "：" in text for text, _ in cells)


def _labels(grid: Grid, rows: Sequence[int]) -> dict[int, float]:
    """Rows that may be a label and its value, or a table's title and its date, and what that costs.

    They have two cells where others have many. Cells that look like parent titles are none of several columns where
    the next row has a title of its own in the first column, or stands apart: what is rather a title than not is told
    by the margin.
    """
    typical = median(grid.fill[row] for row in rows) if rows else 0
    found = {}
    for row, after in pairwise(rows[: DEEPEST + 1]):
        apart = after > row + 1
        if grid.fill[row] != 2 or not grid.texts[row][0] or typical < (3 if apart else 4):
            continue
        if not _are_parents(grid, row):
            found[row] = 0.0
        elif apart or (grid.texts[after][0] and grid.fill[after] >= typical):
            found[row] = _PARENT_ROW
    return found


def _title_row(grid: Grid, row: int, covered: Sequence[bool], following: int | None, *, lower: bool) -> float:
    """The weight of one row as titles; ``lower``: another stands above it. ``following``: the first row of data."""
    texts = [text for text in grid.texts[row] if text]
    run = is_run(texts) and following is not None and not is_run([text for text in grid.texts[following] if text])
    units = lower and sum(map(is_unit, texts)) > len(texts) / 2
    numbering = lower and is_numbering(texts)
    weight = _RUN_BEGINS if run and not numbering else 0.0
    for column, letter in enumerate(grid.shapes[row]):
        if letter == EMPTY and covered[column]:
            weight += _COVERED
        elif units and is_unit(grid.texts[row][column]):
            weight += _UNIT_CELL
        elif (run or numbering) and letter not in WORDS | {EMPTY}:
            weight += _IN_RUN
        else:
            weight += log(_TITLE_CELL.get(letter, _RARE))
    return weight


def _is_missing(grid: Grid, row: int) -> bool:
    """Whether most cells of a row are marks for no value: a record of which nothing is known, and no titles."""
    marks = [text for text, letter in zip(grid.texts[row], grid.shapes[row], strict=True) if letter == MISSING]
    return sum(not is_unit(text) for text in marks) > grid.fill[row] / 2


def _is_section(grid: Grid, above: Sequence[int], row: int) -> bool:
    """A sparse row whose columns have titles already, the first of them leftmost, begins a section of the data."""
    if not is_sparse(grid, row):
        return False
    filled = [column for column, letter in enumerate(grid.shapes[row]) if letter != EMPTY]
    titled = all(any(grid.shapes[other][column] != EMPTY for other in above) for column in filled)
    return titled and filled[0] <= 1
