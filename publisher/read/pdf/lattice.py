"""Tables that rules divide into cells: the rules of one frame, the faces between them, and the words in each face.

Two faces with no rule between them are one cell. Where the rules leave a row undivided, its figures divide it; where
they leave a column undivided, there is no lattice, and the table is found by how its words are set.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from publisher.read.pdf.collapse import Span, collapsed, spans
from publisher.read.pdf.lines import Line, cell_text, is_words, lines_of
from publisher.read.pdf.page import Page, Rule, Word

MOST_RULES = 1_500  # each way, after those on one line are one
_MOST_FACES = 20_000
_NEAR = 3.0  # points: rules that are nearer are one, double lines too
_SHARE = 0.6  # of a face's side that a rule must cover to divide
_OPEN = 10.0  # how far rules may reach beyond the last rule across them before the frame is open there
_FEWEST_CELLS = 4
_FEW = 12  # words: a cell of more is looked at by itself
_INTO = 2.0  # points that a word may reach over a rule that is not drawn beside it
_APART = 0.7  # heights between words of two columns without a rule between
_ODD = 0.2  # of the faces may be in cells that are no rectangles
_NARROW, _LOW = 14.0, 7.0  # points: a column or row less than this may be a padding


@dataclass(frozen=True, kw_only=True)
class Lattice:
    """One ruled table: its frame, the places of its columns' rules, and its cells with their words."""

    left: float
    right: float
    bottom: float
    top: float
    edges: tuple[float, ...]
    cells: dict[Span, tuple[Word, ...]]
    rows: int
    drawn: bool  # all its cells are as the rules have them: none was divided by how its words are set


def lattices(page: Page) -> list[Lattice]:
    """The ruled tables of a page, from its top to its foot."""
    across, down = _merged(page.across), _merged(page.down)
    if len(across) > MOST_RULES or len(down) > MOST_RULES:
        return []
    found = [_lattice(*group, page.words) for group in _groups(across, down)]
    return sorted((one for one in found if one is not None), key=lambda one: -one.top)


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Rules on one line that touch, as one; double lines too."""
    found: list[Rule] = []
    for cluster in _clusters(sorted(rules, key=lambda one: one.at)):
        at = sum(rule.at for rule in cluster) / len(cluster)
        rules = sorted(cluster, key=lambda one: one.low)
        low, high = rules[0].low, rules[0].high
        for rule in rules:
            if rule.low > high + _NEAR:
                found.append(Rule(at=at, low=low, high=high))
                low, high = rule.low, rule.high
            high = max(high, rule.high)
        found.append(Rule(at=at, low=low, high=high))
    return found


def _clusters(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    cluster: list[Rule] = []
    for rule in rules:
        if cluster and rule.at - cluster[0].at > _NEAR:
            yield cluster
            cluster = []
        cluster.append(rule)
    if cluster:
        yield cluster


def _groups(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """The rules that cross or touch, directly or by others."""
    left = set(range(len(down)))
    free = set(range(len(across)))
    while free:
        rows, columns, waiting = [min(free)], list[int](), [min(free)]
        free.discard(rows[0])
        while waiting:
            rule = across[waiting.pop()]
            met = [number for number in left if _cross(rule, down[number])]
            left.difference_update(met)
            columns += met
            more = [number for number in free if any(_cross(across[number], down[one]) for one in met)]
            free.difference_update(more)
            rows += more
            waiting += more
        yield [across[number] for number in sorted(rows)], [down[number] for number in sorted(columns)]


def _cross(across: Rule, down: Rule) -> bool:
    return across.low - _NEAR <= down.at <= across.high + _NEAR and down.low - _NEAR <= across.at <= down.high + _NEAR


def _lattice(across: Sequence[Rule], down: Sequence[Rule], words: Sequence[Word]) -> Lattice | None:
    """The table of one group of rules; None where they divide nothing, or not all."""
    if len(across) < 2 or not down:
        return None
    down = [*down, *_ends(across, down)]
    across = [*across, *_ends(down, across)]
    xs = _places(down)
    ys = _places(across)[::-1]
    if len(xs) < 3 or len(ys) < 3 or len(xs) * len(ys) > _MOST_FACES:
        return None
    inside = [word for word in words if xs[0] <= word.centre <= xs[-1] and ys[-1] <= word.middle <= ys[0]]
    faces = _spans(xs, ys, across, down)
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
    crossed = any(word.left + _INTO < side < word.right - _INTO for word in words for side in sides)
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


def _places(rules: Sequence[Rule]) -> list[float]:
    found: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not found or at - found[-1] > _NEAR:
            found.append(at)
    return found


def _ends(rules: Sequence[Rule], crossing: Sequence[Rule]) -> list[Rule]:
    """Rules where most of ``rules`` end, beyond the last of those that cross them: a frame that is open at a side."""
    low, high = min(rule.low for rule in rules), max(rule.high for rule in rules)
    foot, head = min(rule.at for rule in rules), max(rule.at for rule in rules)
    found = []
    for end, last, beyond in (
        (low, min(rule.at for rule in crossing), -1),
        (high, max(rule.at for rule in crossing), 1),
    ):
        if (end - last) * beyond > _OPEN:
            found.append(Rule(at=end, low=foot, high=head))
    return found


def _spans(
    xs: Sequence[float], ys: Sequence[float], across: Sequence[Rule], down: Sequence[Rule]
) -> dict[tuple[int, int], Span] | None:
    """For each face, the cell it is in; None where the cells are no rectangles: a drawing."""
    rows, columns = len(ys) - 1, len(xs) - 1
    parent = {(r, c): (r, c) for r in range(rows) for c in range(columns)}

    def root(face: tuple[int, int]) -> tuple[int, int]:
        while parent[face] != face:
            parent[face] = parent[parent[face]]
            face = parent[face]
        return face

    upright, level = _by_place(xs, down), _by_place(ys, across)
    for r, c in list(parent):
        if c + 1 < columns and not _covers(upright[c + 1], ys[r + 1], ys[r]):
            parent[root((r, c + 1))] = root((r, c))
        if r + 1 < rows and not _covers(level[r + 1], xs[c], xs[c + 1]):
            parent[root((r + 1, c))] = root((r, c))
    groups: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for face in parent:
        groups[root(face)].append(face)
    found: dict[tuple[int, int], Span] = {}
    odd = 0
    for faces in groups.values():
        cells = _rectangle(faces)
        odd += len(faces) if len(set(cells.values())) > 1 else 0
        found.update(cells)
    return found if odd <= _ODD * len(parent) else None


def _by_place(places: Sequence[float], rules: Sequence[Rule]) -> list[list[Rule]]:
    return [[rule for rule in rules if abs(rule.at - place) <= _NEAR] for place in places]


def _covers(rules: Sequence[Rule], low: float, high: float) -> bool:
    """Whether rules on one line stand along most of a side."""
    return sum(max(0.0, min(rule.high, high) - max(rule.low, low)) for rule in rules) >= _SHARE * (high - low)


def _rectangle(faces: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Span]:
    """The faces as one cell where they are a rectangle, else each as a cell of its own."""
    rows, columns = [face[0] for face in faces], [face[1] for face in faces]
    span = (min(rows), min(columns), max(rows), max(columns))
    if (span[2] - span[0] + 1) * (span[3] - span[1] + 1) == len(faces):
        return dict.fromkeys(faces, span)
    return {face: (*face, *face) for face in faces}


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
    return Lattice(
        left=lattice.left,
        right=lattice.right,
        bottom=lattice.bottom,
        top=lattice.top,
        edges=lattice.edges,
        cells=cells,
        rows=lattice.rows + shift,
        drawn=lattice.drawn and shift == 0,
    )


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


def texts(lattice: Lattice) -> tuple[list[list[str]], list[Span]]:
    """The rows of texts, each place of a merged cell with its text, and the merged ranges."""
    rows = [["" for _ in lattice.edges[1:]] for _ in range(lattice.rows)]
    merged = []
    wide = len(lattice.edges) - 1
    for (first, left, last, right), words in lattice.cells.items():
        text = cell_text(words)
        if not text:
            continue
        if (first, left) != (last, right):
            merged.append((first, left, last, right))
        whole = right - left + 1 == wide  # a title or a section stands once
        for row in range(first, last + 1):
            for column in range(left, left + 1 if whole else right + 1):
                rows[row][column] = text
    return rows, merged


def is_parted(lattice: Lattice) -> bool:
    """Whether every cell stands alone between rules that are drawn."""
    return lattice.drawn and all(first == last and left == right for first, left, last, right in lattice.cells)


def is_plain(lattice: Lattice) -> bool:
    """Whether every cell stands alone between rules that are drawn, and no word reaches over one."""
    edges = lattice.edges
    return is_parted(lattice) and all(
        edges[left] - _INTO <= word.left and word.right <= edges[right + 1] + _INTO
        for (_, left, _, right), words in lattice.cells.items()
        for word in words
    )
