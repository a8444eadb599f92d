"""Tables that rules divide into cells: the rules of one frame, the faces between them, and the words in each face.

Two faces with no rule between them are one cell. Where the rules leave a row undivided, its figures divide it; where
they leave a column undivided, there is no lattice, and the table is found by how its words are set.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from publisher.read.pdf.collapse import Span, collapsed, spans
from publisher.read.pdf.division import divided
from publisher.read.pdf.faces import MOST_RULES, cells_of, ends, groups, merged, places
from publisher.read.pdf.lattice import INTO, Lattice
from publisher.read.pdf.lines import Line, is_words, lines_of
from publisher.read.pdf.page import Page, Rule, Word

_MOST_FACES = 20_000
_FEWEST_CELLS = 4
_FEW = 12  # words: a cell of more is looked at by itself
_APART = 0.7  # heights between words of two columns without a rule between
_NARROW, _LOW = 14.0, 7.0  # points: a column or row less than this may be a padding


def lattices(page: Page) -> list[Lattice]:
    """The ruled tables of a page, from its top to its foot."""
    across, down = merged(page.across), merged(page.down)
    if len(across) > MOST_RULES or len(down) > MOST_RULES:
        return []
    found = [_lattice(*group, page.words) for group in groups(across, down)]
    return sorted((one for one in found if one is not None), key=lambda one: -one.top)


def _lattice(across: Sequence[Rule], down: Sequence[Rule], words: Sequence[Word]) -> Lattice | None:
    """The table of one group of rules; None where they divide nothing, or not all."""
    if len(across) < 2 or not down:
        return None
    down = [*down, *ends(across, down)]
    across = [*across, *ends(down, across)]
    xs = places(down)
    ys = places(across)[::-1]
    if len(xs) < 3 or len(ys) < 3 or len(xs) * len(ys) > _MOST_FACES:
        return None
    inside = [word for word in words if xs[0] <= word.centre <= xs[-1] and ys[-1] <= word.middle <= ys[0]]
    faces = cells_of(xs, ys, across, down)
    if faces is None:
        return None
    cells: dict[Span, list[Word]] = {span: [] for span in sorted(set(faces.values()))}
    for word in inside:
        row = max(0, sum(y >= word.middle for y in ys) - 1)
        column = max(0, sum(x <= word.centre for x in xs) - 1)
        cells[faces[min(row, len(ys) - 2), min(column, len(xs) - 2)]].append(word)
    parted = {span: held for cell in cells.items() for span, held in _by_column(*cell, xs)}
    lattice = _simple(parted, xs, ys, drawn=len(parted) == len(cells))
    return divided(lattice) if _is_table(lattice) else None


def _by_column(span: Span, words: Sequence[Word], xs: Sequence[float]) -> Iterator[tuple[Span, tuple[Word, ...]]]:
    """A cell, or its parts where its words stand in columns that rules divide in other rows."""
    first, left, last, right = span
    sides = xs[left + 1 : right + 1]
    crossed = any(word.left + INTO < side < word.right - INTO for word in words for side in sides)
    columns = {id(word): left + sum(side <= word.centre for side in sides) for word in words}
    apart = all(
        other.left - one.right > _APART * one.height
        for line in lines_of(words)
        for one, other in pairwise(line.words)
        if columns[id(one)] != columns[id(other)]
    )
    if crossed or not apart or len(set(columns.values())) < 2:
        yield span, tuple(words)
        return
    for column in range(left, right + 1):
        yield (first, column, last, column), tuple(word for word in words if columns[id(word)] == column)


def _simple(cells: dict[Span, tuple[Word, ...]], xs: Sequence[float], ys: Sequence[float], *, drawn: bool) -> Lattice:
    """The lattice without the columns and rows that are none."""
    matrix = [[0] * (len(xs) - 1) for _ in ys[1:]]
    held = list(cells.values())
    for number, (first, left, last, right) in enumerate(cells):
        for row in range(first, last + 1):
            matrix[row][left : right + 1] = [number] * (right - left + 1)
    told = frozenset(number for number, words in enumerate(held) if words)
    matrix, edges = collapsed(matrix, xs, told, _NARROW)
    upright, heights = collapsed(_transposed(matrix), [-y for y in ys], told, _LOW)
    matrix = _transposed(upright)
    return Lattice(
        left=xs[0],
        right=xs[-1],
        bottom=ys[-1],
        top=ys[0],
        edges=tuple(edges),
        cells={span: held[number] for number, span in spans(matrix).items()},
        rows=len(heights) - 1,
        drawn=drawn,
    )


def _transposed(matrix: Sequence[Sequence[int]]) -> list[list[int]]:
    return [list(row) for row in zip(*matrix, strict=True)]


def _is_table(lattice: Lattice) -> bool:
    """Whether the frame is a table's: several cells with text in rows and columns, and no column of two."""
    cells, columns = lattice.cells, len(lattice.edges) - 1
    told = [span for span, words in cells.items() if words]
    if len(told) < _FEWEST_CELLS or len({span[0] for span in told}) < 2 or len({span[1] for span in told}) < 2:
        return False
    if len(told) < 0.25 * len(cells) or not any(is_words(word.text) for span in told for word in cells[span]):
        return False
    if any(_is_undivided(lines_of(words)) for words in cells.values() if len(words) > _FEW):
        return False
    return not any(_is_undivided(_column(cells, column)) for column in range(columns))


def _column(cells: Mapping[Span, Sequence[Word]], column: int) -> list[Line]:
    return [line for span, words in cells.items() if span[1] == column == span[3] for line in lines_of(words)]


def _is_undivided(lines: Sequence[Line]) -> bool:
    """Whether most lines stand in two pieces, so that they are of two columns."""
    parted = [line for line in lines if len(line.pieces()) > 1 and not _is_list(line)]
    return len(parted) >= 3 and len(parted) > 0.5 * len(lines)


def _is_list(line: Line) -> bool:
    """Whether a line begins with a bullet or a number, and a gap behind it."""
    return len(line.words[0].text) <= 3 and len(line.pieces()) == 2 and len(line.pieces()[0]) == 1
