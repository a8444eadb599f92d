"""Tables that go on over pages, as one: the same columns, nothing but running heads between, titles not repeated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from publisher.read.pdf.collapse import Span
from publisher.read.pdf.grid import Grid
from publisher.read.pdf.regions import CAPTION
from publisher.read.pdf.rows import is_count

_NEAR = 8.0  # points by which columns of one table may differ from page to page
_MOST = 1  # lines between the parts of a table that are not on both pages
_MOST_TITLES = 5
_GOES_ON = re.compile(r"\b(?:cont(?:inued|[.'’]?d?)|suite|fortsetzung|continua\w*|seguito)\b|续|續|（接", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Table:
    """The rows of a table from all its pages, its merged ranges, and whether rules part all its cells."""

    rows: tuple[tuple[str, ...], ...]
    merged: tuple[Span, ...]
    plain: bool


def joined(pages: Sequence[Sequence[Grid]]) -> list[Table]:
    """The tables of a document in its order."""
    tables: list[Table] = []
    start: Grid | None = None  # the table's first part
    before: Grid | None = None
    for page in pages:
        for number, grid in enumerate(page):
            repeated = _repeated(start, grid) if start is not None and number == 0 else 0
            if before is not None and number == 0 and _goes_on(before, grid, repeated):
                tables[-1] = _with(tables[-1], grid, repeated)
            else:
                tables.append(Table(rows=grid.rows, merged=grid.merged, plain=grid.plain))
                start = grid
            before = grid
        before = page[-1] if page else None
    return tables


def _repeated(start: Grid, grid: Grid) -> int:
    """How many rows at the head of a part are the table's first ones again."""
    count = 0
    most = min(_MOST_TITLES, len(start.rows), len(grid.rows) - 1)
    while count < most and start.rows[count] == grid.rows[count]:
        count += 1
    return count


def _goes_on(before: Grid, after: Grid, repeated: int) -> bool:
    """Whether the first table of a page is the last one of the page before."""
    if len(before.edges) != len(after.edges):
        return False
    if any(abs(a - b) > _NEAR for a, b in zip(before.edges[1:], after.edges[1:], strict=True)):
        return False
    above = [text for text in after.above if text not in before.page]
    below = [text for text in before.below if text not in after.page]
    told = any(_GOES_ON.search(text) for text in above)
    if any(CAPTION.match(text) for text in above) and not told:
        return False
    few = len(above) <= _MOST + told and len(below) <= _MOST
    return few and (repeated > 0 or not _has_titles(after))


def _has_titles(grid: Grid) -> bool:
    """Whether the first row is without figures, and others have some: another table's titles."""
    figures = [sum(map(is_count, row)) for row in grid.rows]
    return figures[0] == 0 and sum(map(bool, figures)) > 0.5 * len(figures) and sum(map(bool, grid.rows[0])) > 1


def _with(table: Table, grid: Grid, repeated: int) -> Table:
    """The table with another part's rows, but for the titles that come again."""
    shift = len(table.rows) - repeated
    moved = tuple((a + shift, b, c + shift, d) for a, b, c, d in grid.merged if a >= repeated)
    return replace(
        table,
        rows=(*table.rows, *grid.rows[repeated:]),
        merged=(*table.merged, *moved),
        plain=table.plain and grid.plain,
    )
