"""Where titles end and data begin.

Every possible place is weighed by how well it explains the rows: those below as data (:mod:`publisher.inspect.below`);
those above as notes (:mod:`publisher.inspect.note_row`) and titles (:mod:`publisher.inspect.title_row`), which are
words and do not repeat themselves. The weight is a logarithm of probability, so the distance to the next best
explanation says how sure the choice is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from publisher.inspect.below import Below
from publisher.inspect.grid import Grid, is_sparse
from publisher.inspect.note_row import labels, may_be_note
from publisher.inspect.shapes import EMPTY, VALUES, WORDS
from publisher.inspect.title_row import alike, is_missing, is_section, title_row

DEEPEST = 16  # rows above the data that are thought of
MOST_NOTES = 40  # nearly empty rows at the top that are thought of besides
SAMPLE = 400  # rows of data that are weighed
_APART = -4.0  # two title rows with a blank one between them
_NOTE_ROW, _MORE_ROWS, _UNTITLED = -2.0, -1.5, -2.0
_NO_HEADER, _SOME_HEADER = log(0.12), log(0.88)
_NO_RECORDS = -6.0  # several rows of titles with nothing below them


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
    sparse = next((place for place, row in enumerate(weighed) if not is_sparse(grid, row)), 0)
    deepest = min(DEEPEST + min(sparse, MOST_NOTES), len(weighed))
    labelled = labels(grid, weighed, deepest=DEEPEST)
    options: list[tuple[float, int, int]] = []
    below = Below(grid, weighed, deepest)
    for begin in range(deepest, -1, -1):
        if begin < deepest:
            below.add(weighed[begin])
        if begin == len(weighed) and begin > 4:
            continue
        weight = below.weight()
        for notes in range(max(0, begin - DEEPEST), begin + 1):
            above = _above(grid, weighed, (notes, begin), labelled, below)
            if above is not None:
                options.append((above + weight, notes, begin - notes))
    options.sort(key=lambda option: (-option[0], option[2], option[1]))
    best = options[0]
    others = [option for option in options if option[1:] != best[1:]]
    margin = best[0] - others[0][0] if others else 0.0
    return Top(notes=best[1], titles=best[2], margin=margin)


def _come_again(grid: Grid, rows: Sequence[int]) -> list[int]:
    """Rows that repeat, cell by cell, one of the first, all of words, where columns have values: a header of pages.

    One that repeats the row right above it is no header of a further page: the header itself has two rows.
    """
    first: dict[tuple[str, ...], int] = {}
    found = []
    for place, row in enumerate(rows):
        texts = grid.texts[row]
        if place and grid.texts[rows[place - 1]] == texts:
            continue
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


def _above(
    grid: Grid, rows: Sequence[int], place: tuple[int, int], labelled: Mapping[int, float], below: Below
) -> float | None:
    """The weight of the rows before ``place[1]``, up to ``place[0]`` as notes and then as titles; None: they are not.

    ``labelled``: rows that may be labels, with what that costs.
    """
    notes, begin = place
    titles, data = rows[notes:begin], rows[begin : begin + 3]
    after = (*rows[1 : begin + 1], None)
    if any(
        not may_be_note(grid, row, after[i], titled=bool(titles), labels=labelled) for i, row in enumerate(rows[:notes])
    ):
        return None
    if titles and (grid.fill[titles[0]] < 2 or all(is_sparse(grid, row) for row in titles)) and grid.width > 2:
        return None
    if any(is_section(grid, titles[:i], row) or is_missing(grid, row) for i, row in enumerate(titles) if i):
        return None
    weight = notes * _NOTE_ROW + sum(labelled.get(row, 0.0) for row in rows[:notes])
    if not titles:
        return weight + _NO_HEADER
    weight += _SOME_HEADER + (len(titles) - 1) * _MORE_ROWS
    weight += _APART * sum(lower > upper + 1 for upper, lower in pairwise(titles))
    covered = [set(letters) != {EMPTY} for letters in zip(*(grid.shapes[row] for row in titles), strict=True)]
    for row in titles:
        weight += title_row(grid, row, covered, data, lower=row != titles[0]) + below.novelty(row)
    weight -= min(2.0, alike(grid, titles))
    weight += _UNTITLED * sum(not titled and below.filled(column) for column, titled in enumerate(covered))
    if not data:
        return weight + (_NO_RECORDS if len(titles) > 1 else 0.0)
    return weight + (1.0 if data[0] > titles[-1] + 1 else 0.0)
