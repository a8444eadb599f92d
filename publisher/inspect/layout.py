"""From a grid to its tables: beside each other, one below the other, each with notes, titles, data and a foot.

The order of work: columns that belong together, runs of rows without a blank one, which runs go on with the same
table, the top of each table, its foot, and rows inside that are no records. Nothing is dropped without a word:
every row of the grid ends as a title, a record or a drop with its reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from publisher.inspect.foot import find_foot
from publisher.inspect.grid import Grid, is_sparse
from publisher.inspect.header import DEEPEST, MOST_NOTES, find_top
from publisher.inspect.shapes import EMPTY, VALUES, WORDS, is_numbering

_COMMENT = re.compile(r"#+(?:\s|[^\W\d_]{2})")
_FEW_COMMENTS = 3
TITLED = 99.0  # the margin of a table whose columns the format names
MOST_CUTS = 40  # tables that follow each other without a blank row; more are one table's


@dataclass(frozen=True, kw_only=True)
class Region:
    """One table in a grid. Rows and columns are those of the whole grid.

    ``titles`` are its header rows. ``first`` and ``last`` bound its data, which are all rows between them that are not
    in ``drops`` (row -> reason: ``blank``, ``note``, ``title``, ``total``, ``repeated header``). ``margin`` is the
    certainty of the header in nats. ``totals`` and ``sections`` are rows of the data to look at. ``worded``: it has
    no header, and its first record only words, as one would have.
    """

    columns: tuple[int, ...]
    titles: tuple[int, ...]
    first: int
    last: int
    drops: tuple[tuple[int, str], ...]
    margin: float
    totals: tuple[int, ...] = ()
    sections: tuple[int, ...] = ()
    odd: tuple[int, ...] = ()
    worded: bool = False

    def data(self) -> list[int]:
        """The rows of the grid that are records."""
        dropped = {row for row, _ in self.drops}
        return [row for row in range(self.first, self.last + 1) if row not in dropped]


def find_regions(grid: Grid, *, titled: bool = False) -> list[Region]:
    """All tables of a grid, from the top, then from the left. ``titled``: the format names the columns itself."""
    found: list[Region] = []
    for columns in [list(range(grid.width))] if titled else _column_groups(grid):
        part = grid.columns(columns)
        runs = _runs(part)
        if titled and runs:
            rows = [row for run in runs for row in run]
            found.append(_bare(columns, rows))
            continue
        for rows, after in _tables(part, runs):
            found.extend(_region(part, columns, rows, after))
    return sorted(found, key=lambda region: (min((*region.titles, region.first)), region.columns))


def _bare(columns: Sequence[int], rows: Sequence[int]) -> Region:
    return Region(columns=tuple(columns), titles=(), first=rows[0], last=rows[-1], drops=(), margin=TITLED)


def _column_groups(grid: Grid) -> list[list[int]]:
    """Columns that stand together. An empty column parts two tables only where both have a header of their own."""
    filled = [grid.filled(column) for column in range(grid.width)]
    groups: list[list[int]] = [[]]
    for column, rows in enumerate(filled):
        if rows:
            groups[-1].append(column)
        elif groups[-1]:
            groups.append([])
    groups = [group for group in groups if group]
    if len(groups) > 1 and _differ(grid, groups) and all(_stands_alone(grid, group) for group in groups):
        return groups
    return [[column for group in groups for column in group]] if groups else []


def _differ(grid: Grid, groups: Sequence[Sequence[int]]) -> bool:
    """Whether groups of columns end in different rows, or repeat each other's titles: no table does so."""
    ends, firsts = set(), []
    for group in groups:
        rows = sorted({row for column in group for row in grid.filled(column)})
        ends.add((rows[0], rows[-1]))
        full = next((row for row in rows if all(grid.texts[row][column] for column in group)), rows[0])
        firsts.append({grid.texts[full][column] for column in group})
    shared = set.intersection(*firsts) - {""}
    return len(ends) > 1 or len(shared) >= 2


def _stands_alone(grid: Grid, group: list[int]) -> bool:
    if len(group) < 2:
        return False
    part = grid.columns(group)
    rows = [row for row in range(len(part.texts)) if part.fill[row]]
    if len(rows) < 3 or sum(part.fill[row] > 1 for row in rows) < 3:
        return False
    top = find_top(part, rows)
    return top.titles > 0 and top.margin > 2 and top.data < len(rows)


def _runs(grid: Grid) -> list[list[int]]:
    """Rows without a blank one between them."""
    runs: list[list[int]] = [[]]
    for row, filled in enumerate(grid.fill):
        if filled:
            runs[-1].append(row)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _tables(grid: Grid, runs: list[list[int]]) -> list[tuple[list[int], list[int]]]:
    """Rows of each table, and the sparse rows below it that go with no table."""
    tables: list[list[int]] = []
    waiting: list[int] = []
    above: _Above | None = None
    for run in runs:
        if _is_text(grid, run):
            waiting += run
            continue
        if tables and (above is None or above.bare or len(tables[-1]) >= 2 * above.seen):
            above = _Above.of(grid, tables[-1])
        if tables and above is not None and _goes_on(grid, above, run):
            tables[-1] += waiting + run
        else:
            tables.append(waiting + run)
            above = None
        waiting = []
    if not tables:
        return [(waiting, [])] if waiting else []
    return [(rows, waiting if rows is tables[-1] else []) for rows in tables]


@dataclass(frozen=True, kw_only=True)
class _Above:
    """What is known of a table while rows after a blank one are looked at: of its first ``seen`` rows.

    ``usual``: the commonest shape of each column. ``bare``: it is too little to be a table of its own.
    """

    seen: int
    titles: tuple[tuple[str, ...], ...]
    usual: tuple[str, ...]
    bare: bool

    @classmethod
    def of(cls, grid: Grid, table: Sequence[int]) -> _Above:
        top = find_top(grid, table)
        data = table[top.data :]
        return cls(
            seen=len(table),
            titles=tuple(grid.texts[row] for row in table[top.notes : top.data]),
            usual=tuple(_usual(grid, data)),
            bare=not data or (len(table) <= 4 and not _has_values(grid, table)),
        )


def _is_text(grid: Grid, run: Sequence[int]) -> bool:
    """Whether a run of rows is notes, and no narrow table."""
    if not all(is_sparse(grid, row) for row in run):
        return False
    narrow = [row for row in run if grid.fill[row] > 1]
    values = [row for row in narrow if any(letter in VALUES for letter in grid.shapes[row])]
    return len(narrow) < 3 or len(narrow) < len(run) - 1 or not values


def _goes_on(grid: Grid, above: _Above, run: Sequence[int]) -> bool:
    """Whether a run of rows after a blank one belongs to the table above it."""
    if above.bare or not any(_differs(grid, above, row) for row in run[: DEEPEST + MOST_NOTES]):
        return True
    own = find_top(grid, run)
    if not own.titles or own.margin < 1.5 or own.data >= len(run):
        return True
    heading = run[own.notes : own.data]
    if above.titles and tuple(grid.texts[row] for row in heading) == above.titles:
        return True
    return not _differs(grid, above, heading[-1])


def _differs(grid: Grid, above: _Above, row: int) -> bool:
    """Whether a row has words where the columns above it have values or nothing, as a new header does."""
    letters = grid.shapes[row]
    filled = sum(letter != EMPTY for letter in letters)
    clashes = sum(
        letter in WORDS and usual in VALUES | {EMPTY} for letter, usual in zip(letters, above.usual, strict=True)
    )
    return clashes >= max(1, filled // 3)


def _has_values(grid: Grid, rows: Sequence[int]) -> bool:
    return any(letter in VALUES for row in rows for letter in grid.shapes[row])


def _usual(grid: Grid, rows: Sequence[int]) -> list[str]:
    """The commonest shape of each column, EMPTY only where it has no other."""
    usual = []
    for column in range(grid.width):
        counts = Counter(grid.shapes[row][column] for row in rows[:400])
        del counts[EMPTY]
        usual.append(counts.most_common(1)[0][0] if counts else EMPTY)
    return usual


def _region(
    whole: Grid, columns: Sequence[int], rows: list[int], after: list[int], *, cuts: int = MOST_CUTS
) -> list[Region]:
    """The table in ``rows``, cut where a second header begins without a blank row, so many times at the most."""
    used = _used(whole, rows)
    grid = whole.columns(used)
    top = find_top(grid, rows)
    titles, data = rows[top.notes : top.data], rows[top.data :]
    numbered = [row for row in titles[1:][-1:] if is_numbering([text for text in grid.texts[row] if text])]
    titles = [row for row in titles if row not in numbered]
    if not titles and not data:  # nothing but notes: then they are what there is
        top, data = replace(top, notes=0), rows
    cut = next((row for row in data if cuts and titles and _second_header(grid, titles[-1], row)), None)
    later: list[Region] = []
    if cut is not None:
        later = _region(whole, columns, [row for row in data if row >= cut], after, cuts=cuts - 1)
        data, after = [row for row in data if row < cut], []
    repeated = [row for row in data if any(grid.texts[row] == grid.texts[title] for title in titles)]
    captions = [row for again in repeated for row in _captions(grid, data, again)] + _comments(grid, data)
    data = [row for row in data if row not in {*repeated, *captions}]
    foot = find_foot(grid, data)
    last = max(data[: len(data) - len(foot.rows)], default=max(titles, default=rows[0]))
    first = data[0] if data else last + 1
    drops = dict.fromkeys((*rows[: top.notes], *numbered, *after, *captions), "note") | foot.rows
    drops |= dict.fromkeys(repeated, "repeated header")
    drops |= dict.fromkeys((row for row in range(first, last + 1) if not grid.fill[row]), "blank")
    region = Region(
        columns=tuple(columns[column] for column in _used(whole, [*titles, *data])),
        titles=tuple(titles),
        first=first,
        last=last,
        drops=tuple(sorted(drops.items())),
        margin=top.margin,
        totals=foot.totals,
        sections=foot.sections,
        odd=foot.odd,
        worded=not titles and bool(data) and all(letter in WORDS | {EMPTY} for letter in grid.shapes[data[0]]),
    )
    return [region, *later]


def _comments(grid: Grid, data: Sequence[int]) -> list[int]:
    """Lines of words behind a number sign, as programs write between records; they are few, and fill few columns."""
    typical = median(grid.fill[row] for row in data) if data else 0
    marked = [row for row in data if _COMMENT.match(grid.texts[row][0]) and grid.fill[row] < typical]
    return marked if len(marked) <= max(_FEW_COMMENTS, grid.total // 20) else []


def _captions(grid: Grid, data: Sequence[int], again: int) -> list[int]:
    """Nearly empty rows right above a repeated header, below a blank row: the caption of what follows."""
    found: list[int] = []
    place = data.index(again)
    while place > 0 and is_sparse(grid, data[place - 1]) and again - data[place - 1] <= len(found) + 2:
        place -= 1
        found.append(data[place])
    return found if found and (place == 0 or data[place - 1] < data[place] - 1) else []


def _used(grid: Grid, rows: Sequence[int]) -> list[int]:
    """The columns a table has: those that rows with more than one cell fill."""
    several = [row for row in rows if grid.fill[row] > 1] or list(rows)
    return [column for column in range(grid.width) if any(grid.shapes[row][column] != EMPTY for row in several)]


def _second_header(grid: Grid, title: int, row: int) -> bool:
    """Whether a row repeats most titles of a header, but not all: the header of another table."""
    titles, texts = grid.texts[title], grid.texts[row]
    cells = [i for i, text in enumerate(texts) if text]
    same = sum(1 for i in cells if texts[i] == titles[i])
    return len(cells) >= 3 and texts != titles and same >= 0.7 * len(cells) and same >= 3
