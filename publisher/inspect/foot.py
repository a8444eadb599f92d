"""What follows the records of a table: notes, sources, legends and totals; and rows among them that are no records.

A total that stands directly below the records keeps its place, marked. One that stands apart, or does not fit the
columns, is taken off with its reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from publisher.inspect.grid import Grid, is_sparse
from publisher.inspect.shapes import CODE, EMPTY, LONG, NUMBERS, PHRASE, VALUES, WORDS

_TOTAL = re.compile(
    r"^\W*(?:(?:grand|sub|over)[- ]?)?(?:totals?|sum|gesamt(?:summe|betrag)?|summe|insgesamt|totaal|suma|razem|"
    r"totale|totaux|общо|всего|итого|ukupno|yhteensä|celkem|összesen|합계|合计|合計|总计|總計|总和|小计|小計|共计|共計)"
    r"(?![^\W_])",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"^\W*(?:source|note|notes|quelle|fuente|fonte|bron|nota|anm|hinweis|remarks?|footnote|www\.|https?:|注|註|备注|備註|"
    r"資料來源|资料来源|数据来源|来源|來源|说明|說明)",
    re.IGNORECASE,
)
_MARKED = re.compile(r"^(?:\*+|\(?\d\)|[†‡§#])\s*\S")


@dataclass(frozen=True, kw_only=True)
class Foot:
    """``rows`` are no records (row -> reason); ``totals``, ``sections`` and ``odd`` are kept, and told."""

    rows: dict[int, str]
    totals: tuple[int, ...]
    sections: tuple[int, ...]
    odd: tuple[int, ...]


def find_foot(grid: Grid, data: Sequence[int]) -> Foot:
    """Look at the records of one table from the last one up. ``data``: its rows, blank ones left out."""
    if len(data) < 2:
        return Foot(rows={}, totals=(), sections=(), odd=())
    usual = usual_shapes(grid, data[:-1])
    typical = median(grid.fill[row] for row in data)
    rows: dict[int, str] = {}
    end = len(data)
    while end > 1:
        begin = end - 1
        while begin > 0 and data[begin - 1] == data[begin] - 1:
            begin -= 1
        apart = begin > 0
        run = data[begin:end]
        noted = all(_is_note(grid, row, usual, typical, apart=True) for row in run)
        if apart and len(run) <= 12 and (noted or _is_legend(grid, run, data[:begin], typical)):
            rows |= dict.fromkeys(run, "note")
            end = begin
        elif apart and len(run) <= 2 and all(_is_total(grid, row, usual) for row in run):
            rows |= dict.fromkeys(run, "total")
            end = begin
        elif _is_note(grid, data[end - 1], usual, typical, apart=False):
            rows[data[end - 1]] = "note"
            end -= 1
        elif _is_total(grid, data[end - 1], usual) and _clashes(grid, data[end - 1], usual):
            rows[data[end - 1]] = "total"
            end -= 1
        else:
            break
    kept = data[:end]
    return Foot(
        rows=rows,
        totals=tuple(row for row in kept if any(_TOTAL.match(text) for text in _words(grid, row)[:1])),
        sections=tuple(row for row in kept if _is_section(grid, row, typical)),
        odd=tuple(row for row in kept if _clashes(grid, row, usual)),
    )


def _is_section(grid: Grid, row: int, typical: float) -> bool:
    """Whether a record has little more than a name, perhaps with a number before it, where others are full."""
    filled = [column for column, letter in enumerate(grid.shapes[row]) if letter != EMPTY]
    few = is_sparse(grid, row) or (len(filled) == 2 and typical >= 4)
    return typical >= 3 and few and filled[-1] <= 1 and any(grid.shapes[row][column] in WORDS for column in filled)


def usual_shapes(grid: Grid, rows: Sequence[int]) -> list[str]:
    """The shape that at least four in five cells of a column have, EMPTY where there is none."""
    usual = []
    for column in range(grid.width):
        counts = Counter(_kind(grid.shapes[row][column]) for row in rows)
        del counts[EMPTY]
        shape, count = counts.most_common(1)[0] if counts else (EMPTY, 0)
        usual.append(shape if count >= 0.8 * counts.total() else EMPTY)
    return usual


def _kind(shape: str) -> str:
    if shape in NUMBERS:
        return "I"
    return PHRASE if shape in WORDS else shape


def _clashes(grid: Grid, row: int, usual: Sequence[str]) -> bool:
    """Whether a row has words where its column has values."""
    return any(
        grid.shapes[row][column] in WORDS
        and usual[column] in VALUES
        and _kind(grid.shapes[row][column]) != usual[column]
        for column in range(grid.width)
    )


def _is_note(grid: Grid, row: int, usual: Sequence[str], typical: float, *, apart: bool) -> bool:
    filled = [column for column, letter in enumerate(grid.shapes[row]) if letter != EMPTY]
    shapes, texts = [_kind(grid.shapes[row][c]) for c in filled], [grid.texts[row][c] for c in filled]
    if typical < 2 or len(filled) > 2 or len(filled) >= grid.width:
        return False
    fits = all(usual[column] == shape for column, shape in zip(filled, shapes, strict=True))
    if len(filled) == 1:
        if fits and shapes[0] in VALUES | {CODE}:
            return False
        marked = is_named_note(texts[0]) or bool(_MARKED.match(texts[0])) or grid.shapes[row][filled[0]] == LONG
        return apart or marked or not fits or typical >= 3
    return apart and typical >= 3 and not fits and any(shape in WORDS for shape in shapes)


def is_named_note(text: str) -> bool:
    """Whether a text calls itself a note or a source."""
    return bool(_NAMED.match(text))


def _is_legend(grid: Grid, run: Sequence[int], above: Sequence[int], typical: float) -> bool:
    """Whether all rows that stand apart are emptier than half a record, and than any record above."""
    most = max(grid.fill[row] for row in run)
    words = any(letter in WORDS for row in run for letter in grid.shapes[row])
    return words and most <= 2 and most <= typical / 2 and most < min(grid.fill[row] for row in above)


def _is_total(grid: Grid, row: int, usual: Sequence[str]) -> bool:
    shapes = grid.shapes[row]
    if not any(letter in NUMBERS for letter in shapes):
        return False
    words = _words(grid, row)
    if any(_TOTAL.match(text) for text in words):
        return True
    return not words and any(usual[c] == PHRASE for c in range(grid.width)) and len(usual) > 1


def _words(grid: Grid, row: int) -> list[str]:
    pairs = zip(grid.texts[row], grid.shapes[row], strict=True)
    return [text for text, letter in pairs if letter in WORDS]
