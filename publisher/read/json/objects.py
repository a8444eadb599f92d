"""JSON and JSON Lines to tables: a list of objects, of lists or of values; objects of columns; GeoJSON.

Values stand as the file writes them: numbers with all their digits, ``true`` and ``false``, nothing for ``null``. An
object inside a record gives columns ``a.b``, one level deep; what lies deeper, and lists, stay as JSON text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from publisher.errors import Place, SourceError
from publisher.issues import Issue
from publisher.read.json.shape import Found, find_tables, row_of
from publisher.read.json.text import REPEATED, Notes, parse, title, to_text
from publisher.read.sink import Sink, tell_damaged
from publisher.read.table import MAX_CELL, MAX_COLUMNS
from publisher.read.text.encoding import Choice, choose

_BATCH = 10_000
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")


def read(
    path: Path, *, name: str, folder: Path, encoding: str | None, records: str | None, lines: bool
) -> list[dict[str, Any]]:
    """The tables of a JSON file (``lines``: of JSON Lines) as manifests; see :mod:`publisher.read.sink`.

    ``records``: the way to the one list to read, as ``a.b``. Raises SourceError where the text is no JSON.
    """
    data = path.read_bytes()
    choice = choose(data, encoding)
    text = data[choice.skip :].decode(choice.encoding, "replace" if choice.damaged else "strict").lstrip("\ufeff")
    del data
    file = _File(name=name, folder=folder, choice=choice, notes=Notes())
    if lines:
        return [_read_lines(text, file)]
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


@dataclass(frozen=True, kw_only=True)
class _File:
    """The file being read, and what is found on the way."""

    name: str
    folder: Path
    choice: Choice
    notes: Notes


def _read_lines(text: str, file: _File) -> dict[str, Any]:
    """JSON Lines: one value a line. A line that is none is a record without cells, and told."""
    rows: list[Any] = []
    lines: list[int] = []
    for line, piece in enumerate(text.split("\n"), 1):
        if not piece.strip():
            continue
        lines.append(line)
        try:
            rows.append(row_of(parse(piece, file.name, file.notes)))
        except SourceError as error:
            rows.append({})
            issue = Issue(
                code="unreadable-record",
                file=file.name,
                record=len(rows),
                line=line,
                text=piece[:MAX_CELL],
                note=error.message,
            )
            file.notes.issues.append(issue)
    counted = len(re.findall(r"^[^\S\n]*[^\s]", text, re.MULTILINE))
    return _write(0, Found(way=(), rows=rows, named=all(isinstance(r, dict) for r in rows)), counted, file, lines)


def _write(number: int, table: Found, counted: int, file: _File, lines: Sequence[int] | None = None) -> dict[str, Any]:
    """Write one table; its manifest."""
    place = Place(file=file.name, sheet=".".join(table.way) or None)
    sink = Sink(file.folder, number, place=place)
    titles, grid = _grid(table, file.notes, sink)
    sink.begin(len(titles), lines=lines is not None)
    if file.choice.damaged:
        tell_damaged(grid, sink)
    grid = [_clean(row, record, sink) for record, row in enumerate(grid, 1)]
    for start in range(0, len(grid), _BATCH):
        part = grid[start : start + _BATCH]
        rest = None if lines is None else lines[start : start + len(part)]
        sink.grid(part, range(start + 1, start + len(part) + 1), rest)
    return sink.end(
        file=file.name,
        sheet=place.sheet,
        counted=counted,
        header=[_SURROGATE.sub("\ufffd", title) for title in titles] if table.named or table.columns else None,
        encoding=file.choice.encoding,
        issues=[*file.notes.issues, *_issues(file.notes, place)] if number == 0 else [],
    )


def _grid(table: Found, notes: Notes, sink: Sink) -> tuple[list[str], list[list[str | None]]]:
    """Titles and rows of cells; the titles of a list of lists without names are empty."""
    if not table.named:
        _tell_repeated(table.rows, [{}] * len(table.rows), notes, sink)
        rows = [[to_text(value) for value in row] if isinstance(row, list) else [to_text(row)] for row in table.rows]
        return list(table.columns or [""] * max(map(len, rows), default=0)), rows
    records = [_flat(row) for row in table.rows]
    keys = list(dict.fromkeys(key for record in records for key in record))
    _tell_repeated(table.rows, records, notes, sink)
    # Too many columns are refused before a cell of them is made.
    cells = [[record.get(key) for key in keys] for record in records] if len(keys) <= MAX_COLUMNS else []
    return [title(key) for key in keys], cells


def _issues(notes: Notes, place: Place) -> Iterator[Issue]:
    if notes.strange:
        yield Issue(code="not-a-number", file=place.file, sheet=place.sheet, count=notes.strange)


def _tell_repeated(rows: Sequence[Any], records: Sequence[Mapping[str, Any]], notes: Notes, sink: Sink) -> None:
    """Tell each record that gives two values under one name, with its column unless it is deep inside a cell.

    ``records``: the rows as they were spread into columns.
    """
    for number, (row, record) in enumerate(zip(rows, records, strict=True), 1):
        names = [title(key) for key in record if REPEATED in key]
        for name in names:
            sink.tell("repeated-name", number, column=name)
        if notes.repeated and not names and _repeats(row):
            sink.tell("repeated-name", number)


def _repeats(value: Any) -> bool:
    if isinstance(value, dict):
        return any(REPEATED in key or _repeats(inner) for key, inner in value.items())
    return isinstance(value, list) and any(_repeats(inner) for inner in value)


def _flat(record: Mapping[str, Any]) -> dict[str, str | None]:
    """A record with the objects in it spread one level: ``a.b``."""
    flat: dict[str, str | None] = {}
    for key, value in record.items():
        if isinstance(value, dict) and value and key != "geometry":
            for inner, deep in value.items():
                place = f"{key}.{inner}"
                flat[place if place not in flat else place + REPEATED] = to_text(deep)
        else:
            flat[key if key not in flat else key + REPEATED] = to_text(value)
    return flat


def _clean(row: list[str | None], record: int, sink: Sink) -> list[str | None]:
    """The row with lone surrogates, which are no text, replaced by U+FFFD and told."""
    broken = [cell is not None and not cell.isascii() and _SURROGATE.search(cell) is not None for cell in row]
    if not any(broken):
        return row
    sink.tell("encoding-error", record, note="half of a surrogate pair stands alone; it became U+FFFD")
    return [_SURROGATE.sub("\ufffd", cell) if cell and bad else cell for cell, bad in zip(row, broken, strict=True)]


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
