"""The rows below a possible header, weighed as data.

Cells of one column look alike and repeat themselves. How likely the shapes of a column are follows from those already
seen (a Dirichlet-multinomial law), so the weight of all rows from a place on is that of the rows after it and one more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import lgamma, log

from publisher.inspect.grid import Grid, is_sparse
from publisher.inspect.shapes import ALL, CODE, EMPTY, WORDS

_ALPHA = 0.2
_SECTION_ROW, _REPEATED = -5.0, log(0.02)
_NEW_MOST = 2.5  # nats that one text can gain from being unlike those below it


class Below:
    """All rows from a place on. It begins at ``begin`` and goes up a row at a time with :meth:`add`."""

    def __init__(self, grid: Grid, rows: Sequence[int], begin: int) -> None:
        self.grid, self.rows = grid, rows
        self._sections = [row for row in rows[begin:] if is_sparse(grid, row)]
        full = [row for row in rows[begin:] if not is_sparse(grid, row)]
        letters = list(zip(*(grid.shapes[row] for row in full), strict=True)) if full else [()] * grid.width
        texts = list(zip(*(grid.texts[row] for row in full), strict=True)) if full else [()] * grid.width
        self._shapes: list[Counter[str]] = [Counter(column) for column in letters]
        self._texts: list[Counter[str]] = [Counter(column) for column in texts]
        # How many texts stand in each column, and how many of them once.
        self._filled = [len(full) - seen[""] for seen in self._texts]
        self._once = [list(seen.values()).count(1) - (seen[""] == 1) for seen in self._texts]
        self._count = len(full)
        self._weight = sum(map(_likelihood, self._shapes))
        self._again: dict[int, int] = {}
        self._novelty: dict[int, float] = {}

    def add(self, row: int) -> None:
        """One more row, above the others."""
        self._novelty.clear()
        if is_sparse(self.grid, row):
            self._sections.append(row)
            return
        least = len(ALL) * _ALPHA + self._count
        for column, (letter, text) in enumerate(zip(self.grid.shapes[row], self.grid.texts[row], strict=True)):
            shapes, seen = self._shapes[column], self._texts[column]
            self._weight += log((_ALPHA + shapes[letter]) / least)
            shapes[letter] += 1
            if text:
                self._filled[column] += 1
                self._once[column] += {0: 1, 1: -1}.get(seen[text], 0)
            seen[text] += 1
        self._count += 1

    def weight(self) -> float:
        """How well all rows are explained as data, in nats."""
        return self._weight + sum(_section_row(self.grid, row, self._shapes) for row in self._sections)

    def filled(self, column: int) -> bool:
        """Whether the data has anything in a column."""
        return self._filled[column] > 0

    def novelty(self, row: int) -> float:
        """How much more the texts of a row above look like titles than like one more record, by what repeats here."""
        if row not in self._novelty:
            self._novelty[row] = sum(self._cell_novelty(row, column) for column in range(self.grid.width))
        return self._novelty[row]

    def _cell_novelty(self, row: int, column: int) -> float:
        text, total = self.grid.texts[row][column], self._filled[column]
        if not text or total < 4 or self.grid.shapes[row][column] not in WORDS | {CODE}:
            return 0.0
        if self._texts[column][text] > self._comes_again(row):
            return _REPEATED
        return min(_NEW_MOST, -log((self._once[column] + 1) / (total + 2)))

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
