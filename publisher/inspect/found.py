"""From a raw table to the tables found in it: titles, records, types, issues, and how sure it all is."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from publisher.inspect.confidence import assess
from publisher.inspect.grid import Grid, look
from publisher.inspect.layout import Region, find_regions
from publisher.inspect.mend import mend
from publisher.inspect.model import FoundTable
from publisher.inspect.names import field_names
from publisher.inspect.options import Column, trimmed_of
from publisher.inspect.parallel import for_each
from publisher.inspect.titles import join_titles
from publisher.inspect.types import Typed, type_columns
from publisher.issues import Issue
from publisher.read.header import titles as titles_of
from publisher.read.table import MAX_CELL, RawTable

_DROPS = {
    "note": "note-skipped",
    "total": "total-skipped",
    "repeated header": "repeated-header",
}


def find_tables(raw: RawTable, *, name: str) -> list[FoundTable]:
    """All tables in one raw table, in order. ``name``: what the tables are called, less what tells them apart."""
    if not raw.cells.num_columns:
        return []
    raw = mend(_cut(raw))
    grid = look(raw)
    regions = find_regions(grid, titled=raw.header is not None)
    return [_found(raw, grid, region, name=name, alone=len(regions) == 1) for region in regions]


def _cut(raw: RawTable) -> RawTable:
    """The table with no cell longer than is published: one over the limit is told, and nobody types so much text."""
    if not any(issue.code == "cell-too-large" for issue in raw.issues):
        return raw
    columns = [
        pc.utf8_slice_codeunits(column, 0, MAX_CELL) if column.nbytes > MAX_CELL else column
        for column in raw.cells.columns
    ]
    return dataclasses.replace(raw, cells=pa.table(columns, schema=raw.cells.schema))


def _found(raw: RawTable, grid: Grid, region: Region, *, name: str, alone: bool) -> FoundTable:
    titles = _titles(raw, grid, region)
    rows, dropped = _rows(raw, grid, region)
    cells = _taken(raw.cells, rows)
    cells, shifted = _unshift(cells, region, titles)
    numbering = _numbering(raw)
    columns = [column for column in region.columns if column not in shifted | numbering]
    chosen = _columns(cells, columns, titles)
    typed = type_columns(chosen, file=raw.file, sheet=raw.sheet, notes=_notes(grid, region))
    issues = (*_layout_issues(raw, grid, region, dropped), *_column_issues(raw, columns, titles, region, shifted))
    issues += tuple(issue for column in typed for issue in column.issues)
    if numbering:
        issues += (Issue(code="numbering-skipped", file=raw.file, sheet=raw.sheet, column="id"),)
    doubts = tuple(doubt for column in typed for doubt in column.doubts)
    confidence, why = assess(region, issues=(*raw.issues, *issues), doubts=doubts, records=len(rows), alone=alone)
    mended = tuple(issue for issue in raw.issues if issue.code == "mended-record")
    issues = (*mended, *issues)
    fields = tuple(column.field for column in typed)
    wide = _wide(raw, grid, region, cells) if alone else list(region.columns)
    return FoundTable(
        source=raw.file,
        file=f"{name}.parquet",
        name=name,
        sheet=raw.sheet,
        range=_range(raw, grid, region, columns),
        header_rows=tuple(_record(raw, grid, row) for row in region.titles),
        records=len(rows),
        sure=confidence >= 0.9,
        confidence=confidence,
        why=why,
        fields=fields,
        issues=issues,
        values=partial(_values, typed),
        rows=_taken(raw.records, rows),
        text=cells.select(wide),
        text_titles=_text_titles(raw, grid, region, wide),
        encoding=raw.encoding,
        dropped=tuple((int(raw.records[row].as_py()), reason) for row, reason in dropped),
    )


def _notes(grid: Grid, region: Region) -> list[str]:
    """The texts of the notes above a table and below it."""
    return [text for row, reason in region.drops if reason == "note" for text in grid.texts[row] if text]


def _values(typed: Sequence[Typed], count: int | None) -> pa.Table:
    """The first so many records typed, or all, each field with its title as found."""
    if count is None:
        columns = for_each(
            typed, lambda column: column.data, rows=max((len(column.texts) for column in typed), default=0)
        )
    else:
        columns = [column.reading.values(column.texts.slice(0, count)) for column in typed]
    fields = [
        pa.field(
            column.field.name, values.type, metadata={b"title": column.field.title.encode("utf-8", "surrogatepass")}
        )
        for column, values in zip(typed, columns, strict=True)
    ]
    return pa.table(columns, schema=pa.schema(fields))


def _titles(raw: RawTable, grid: Grid, region: Region) -> list[str]:
    """The title of every column of the raw table, empty where it has none: the same that publishing sees."""
    if raw.header is None and not region.titles:
        return [""] * raw.cells.num_columns
    return list(titles_of(raw, [_record(raw, grid, row) for row in region.titles]))


def _wide(raw: RawTable, grid: Grid, region: Region, cells: pa.Table) -> list[int]:
    """The columns of the region as text: those that hold anything, or have a cell in the header, be it empty."""
    titled = {
        column for row in region.titles for column in range(grid.width) if raw.cells[column][grid.index[row]].is_valid
    }
    if not titled:
        return [column for column in range(grid.width) if cells.column(column).null_count < len(cells)]
    held = [column for column in range(grid.width) if column in titled or _holds(cells.column(column))]
    return list(range(max((*held, *region.columns), default=-1) + 1))


def _holds(column: Any) -> bool:
    return bool(pc.any(pc.greater(pc.binary_length(column), 0)).as_py())


def _text_titles(raw: RawTable, grid: Grid, region: Region, columns: Sequence[int]) -> tuple[str, ...] | None:
    """Titles for a file of text: every header row's text, the same one twice too. None: the table has no header."""
    if raw.header is not None:
        return tuple(raw.header[column] for column in columns)
    if not region.titles:
        return None
    joined = join_titles([grid.texts[row] for row in region.titles], width=grid.width)
    there = [any(raw.cells[column][grid.index[row]].is_valid for row in region.titles) for column in columns]
    last = max((place for place, cell in enumerate(there) if cell), default=-1)
    return tuple(joined[column] for column in columns[: last + 1])


def _rows(raw: RawTable, grid: Grid, region: Region) -> tuple[pa.Int64Array, list[tuple[int, str]]]:
    """Rows of the raw table that are records, and those that were dropped with the reason."""
    drops = {grid.index[row]: reason for row, reason in region.drops}
    if region.first > region.last:
        return pa.array([], pa.int64()), sorted(drops.items())
    first, last = grid.index[region.first], grid.index[region.last]
    if grid.blank is not None:
        part = raw.cells.slice(first, last - first + 1)
        drops |= {row: "blank" for row in grid.blank if first <= row <= last}
        for title in region.titles:
            drops |= {first + row: "repeated header" for row in _equal_rows(part, grid.texts[title])}
    kept = np.arange(first, last + 1, dtype=np.int64)
    if drops:
        kept = kept[~np.isin(kept, list(drops))]
    return pa.array(kept), sorted(drops.items())


def _taken(values: Any, rows: pa.Int64Array) -> Any:
    """The rows of a table or array; where they stand together, without a copy."""
    count = len(rows)
    if not count:
        return values.slice(0, 0)
    first, last = rows[0].as_py(), rows[count - 1].as_py()
    return values.slice(first, count) if last - first == count - 1 else values.take(rows)


def _equal_rows(cells: pa.Table, texts: Sequence[str]) -> list[int]:
    mask: Any = None
    for column, text in zip(cells.columns, texts, strict=True):
        same = pc.equal(pc.fill_null(column, ""), text)
        mask = same if mask is None else pc.and_(mask, same)
    return list(pc.indices_nonzero(mask).to_pylist())


def _numbering(raw: RawTable) -> set[int]:
    """The column of a GeoJSON feature's ``id`` where it does no more than count the features."""
    if raw.header is None or raw.header[:1] != ("id",) or raw.header[-1:] != ("geometry",) or len(raw.header) < 3:
        return set()
    ids = raw.cells.column(0).to_pylist()
    counts = any(ids == [str(i) for i in range(start, start + len(ids))] for start in (0, 1))
    return {0} if counts else set()


def _unshift(cells: pa.Table, region: Region, titles: Sequence[str]) -> tuple[pa.Table, set[int]]:
    """Move the cells of an untitled last column into the one beside it, where that one is empty in all their rows."""
    if len(region.columns) < 3 or not region.titles:
        return cells, set()
    before, last = region.columns[-2:]
    if titles[last] or not titles[before] or last != before + 1:
        return cells, set()
    here, there = (trimmed_of(cells.column(column).combine_chunks()) for column in (last, before))
    filled = int(pc.count(here).as_py())
    if not filled or int(pc.count(there).as_py()) <= filled:
        return cells, set()
    if pc.any(pc.and_(pc.is_valid(here), pc.is_valid(there))).as_py():
        return cells, set()
    if not _alike(here, there):
        return cells, set()
    moved = cells.set_column(before, cells.schema.field(before), pc.coalesce(there, here))
    return moved.set_column(last, cells.schema.field(last), pa.nulls(len(cells), pa.string())), {last}


def _alike(some: Any, others: Any) -> bool:
    """Whether texts have the pattern of digits and letters that other texts have."""

    def patterns(texts: Any) -> set[str]:
        distinct = pc.unique(texts.drop_null())
        return set(pc.replace_substring_regex(distinct, pattern="[0-9]+", replacement="0").to_pylist())

    return patterns(some) <= patterns(others)


def _columns(cells: pa.Table, columns: Sequence[int], titles: Sequence[str]) -> list[Column]:
    names = field_names([titles[column] for column in columns])
    return [
        Column(name=name, title=titles[column], place=column, texts=cells.column(column))
        for name, column in zip(names, columns, strict=True)
    ]


def _record(raw: RawTable, grid: Grid, row: int) -> int:
    return int(raw.records[grid.index[row]].as_py())


def _layout_issues(raw: RawTable, grid: Grid, region: Region, dropped: Sequence[tuple[int, str]]) -> tuple[Issue, ...]:
    def issue(code: str, row: int, count: int) -> Issue:
        texts = [text for text in (column[row].as_py() for column in raw.cells.columns) if text and text.strip()]
        record, text = int(raw.records[row].as_py()), (" | ".join(texts)[:120] or None)
        line = raw.lines[row].as_py() if raw.lines is not None else None
        return Issue(code=code, file=raw.file, sheet=raw.sheet, record=record, line=line, text=text, count=count)

    found = []
    for reason, code in _DROPS.items():
        rows = [row for row, given in dropped if given == reason]
        if rows:
            found.append(issue(code, rows[0], len(rows)))
    for code, kept in (("total-kept", region.totals), ("section-kept", region.sections)):
        if kept:
            found.append(issue(code, grid.index[kept[0]], len(kept)))
    if not region.titles and raw.header is None:
        found.append(issue("no-header", grid.index[region.first], 1))
    elif region.first > region.last and region.titles:
        found.append(issue("no-records", grid.index[region.titles[-1]], 1))
    elif region.margin < 4:
        found.append(issue("header-doubtful", grid.index[max(region.titles, default=region.first)], 1))
    return tuple(found)


def _column_issues(
    raw: RawTable, columns: Sequence[int], titles: Sequence[str], region: Region, shifted: set[int]
) -> tuple[Issue, ...]:
    unnamed = [column for column in columns if not titles[column]] if region.titles else []
    found = []
    if unnamed:
        letters = ", ".join(_letters(column) for column in unnamed)
        found.append(Issue(code="unnamed-column", file=raw.file, sheet=raw.sheet, column=letters, count=len(unnamed)))
    found += [
        Issue(code="shifted-cells", file=raw.file, sheet=raw.sheet, column=_letters(column))
        for column in sorted(shifted)
    ]
    return tuple(found)


def _range(raw: RawTable, grid: Grid, region: Region, columns: Sequence[int]) -> str:
    rows = [*region.titles, *((region.first, region.last) if region.first <= region.last else ())]
    first, last = _record(raw, grid, min(rows)), _record(raw, grid, max(rows))
    return f"{_letters(columns[0])}{first}:{_letters(columns[-1])}{last}"


def _letters(column: int) -> str:
    """A column's letters in a spreadsheet: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
