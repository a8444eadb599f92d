"""JSON and JSON Lines to tables: a list of objects, of lists or of values; objects of columns; GeoJSON.

Values stand as the file writes them: numbers with all their digits, ``true`` and ``false``, nothing for ``null``. An
object inside a record gives columns ``a.b``, one level deep; what lies deeper, and lists, stay as JSON text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from publisher.errors import Place, SourceError
from publisher.issues import Issue
from publisher.read.json.lines import read as read_lines
from publisher.read.json.rows import SURROGATE, File, clean, flat, listed, tell_repeated
from publisher.read.json.shape import Found, find_tables
from publisher.read.json.text import Notes, parse, title
from publisher.read.sink import Sink, tell_damaged
from publisher.read.table import MAX_COLUMNS
from publisher.read.text.encoding import choose

_BATCH = 10_000
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)


def read(
    path: Path, *, name: str, folder: Path, encoding: str | None, records: str | None, lines: bool
) -> list[dict[str, Any]]:
    """The tables of a JSON file (``lines``: of JSON Lines) as manifests; see :mod:`publisher.read.sink`.

    ``records``: the way to the one list to read, as ``a.b``. Raises SourceError where the text is no JSON.
    """
    if lines:
        return [read_lines(path, name=name, folder=folder, encoding=encoding)]
    data = path.read_bytes()
    choice = choose(data, encoding)
    text = data[choice.skip :].decode(choice.encoding, "replace" if choice.damaged else "strict").lstrip("\ufeff")
    del data
    file = File(name=name, folder=folder, choice=choice, notes=Notes())
    found = find_tables(parse(text, name, file.notes), tuple(records.split(".")) if records else None)
    if records and not found:
        raise SourceError(
            f"there is no list at {records!r}",
            place=Place(file=name),
            remedy="Write the way to the list in records:, as in result.records.",
        )
    return [
        _write(number, table, _second_count(text, table) if table.counted is None else table.counted, file)
        for number, table in enumerate(found)
    ]


def _write(number: int, table: Found, counted: int, file: File) -> dict[str, Any]:
    """Write one table; its manifest."""
    place = Place(file=file.name, sheet=".".join(table.way) or None)
    sink = Sink(file.folder, number, place=place)
    titles, grid = _grid(table, file.notes, sink)
    sink.begin(len(titles), lines=False)
    if file.choice.damaged:
        tell_damaged(grid, sink)
    grid = [clean(row, record, sink) for record, row in enumerate(grid, 1)]
    for start in range(0, len(grid), _BATCH):
        part = grid[start : start + _BATCH]
        sink.grid(part, range(start + 1, start + len(part) + 1))
    return sink.end(
        file=file.name,
        sheet=place.sheet,
        counted=counted,
        header=[SURROGATE.sub("\ufffd", title) for title in titles] if table.named or table.columns else None,
        encoding=file.choice.encoding,
        issues=[*file.notes.issues, *_issues(file.notes, place)] if number == 0 else [],
    )


def _grid(table: Found, notes: Notes, sink: Sink) -> tuple[list[str], list[list[str | None]]]:
    """Titles and rows of cells; the titles of a list of lists without names are empty."""
    if not table.named:
        tell_repeated(table.rows, [{}] * len(table.rows), notes, sink)
        rows = [listed(row) for row in table.rows]
        return list(table.columns or [""] * max(map(len, rows), default=0)), rows
    records = [flat(row) for row in table.rows]
    keys = list(dict.fromkeys(key for record in records for key in record))
    tell_repeated(table.rows, records, notes, sink)
    # Too many columns are refused before a cell of them is made.
    cells = [[record.get(key) for key in keys] for record in records] if len(keys) <= MAX_COLUMNS else []
    return [title(key) for key in keys], cells


def _issues(notes: Notes, place: Place) -> Iterator[Issue]:
    if notes.strange:
        yield Issue(code="not-a-number", file=place.file, sheet=place.sheet, count=notes.strange)


def _second_count(text: str, table: Found) -> int:
    """How many rows a list at the table's depth has, by a scan of brackets: those of the list that agrees, if any."""
    depth = len(table.way) + 1
    data = np.frombuffer(_STRING.sub(b"", text.encode("utf-8", "replace")), dtype=np.uint8)
    opens = (data == 0x7B) | (data == 0x5B)
    at = np.flatnonzero(opens | (data == 0x7D) | (data == 0x5D))
    begins = opens[at]
    level = np.cumsum(np.where(begins, 1, -1))
    lists = begins & (level == depth) & (data[at] == 0x5B)
    # For each bracket the one at the table's depth that began last: the one it stands in.
    inside = np.maximum.accumulate(np.where(begins & (level == depth), np.arange(len(at)), -1))
    rows = inside[begins & (level == depth + 1)]
    found = np.bincount(rows[rows >= 0], minlength=len(at))[lists[: max(len(at), 1)]] if len(at) else np.empty(0)
    counts = [int(count) for count in found]
    return len(table.rows) if len(table.rows) in counts else max(counts, default=0)
