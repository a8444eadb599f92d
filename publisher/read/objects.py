"""JSON and JSON Lines to tables: a list of objects, of lists or of values; objects of columns; GeoJSON.

Values stand as the file writes them: numbers with all their digits, ``true`` and ``false``, nothing for ``null``. An object
inside a record gives columns ``a.b``, one level deep; what lies deeper, and lists, stay as JSON text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from publisher.errors import Place, SourceError
from publisher.issues import Issue
from publisher.read.encoding import Choice, choose
from publisher.read.sink import MAX_COLUMNS, Sink

MAX_DEPTH = 100
_SEARCH_DEPTH = 4
_BATCH = 10_000
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_REMEDY = "Mend the file; a JSON checker shows the place."
_REPEATED = "\0repeated\0"


class _Number(str):
    """A number as the file writes it."""

    __slots__ = ()


@dataclass(frozen=True, kw_only=True)
class Found:
    """One table in a document: the way to it, its rows as name -> value or as lists of values."""

    way: tuple[str, ...]
    rows: Sequence[Any]
    named: bool
    counted: int | None = None
    columns: tuple[str, ...] | None = None


@dataclass(kw_only=True)
class _Notes:
    """Findings while one file is read; it lives inside one call of :func:`read`."""

    strange: int = 0
    surrogates: int = 0
    issues: list[Issue] = field(default_factory=list)


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
    notes = _Notes()
    if lines:
        return [_read_lines(text, choice, name, folder, notes)]
    document = parse(text, name, notes)
    found = find_tables(document, tuple(records.split(".")) if records else None)
    if records and not found:
        raise SourceError(
            f"there is no list at {records!r}",
            place=Place(file=name),
            remedy="Write the way to the list in records:, as in result.records.",
        )
    raw = text.encode("utf-8", "replace")
    return [_write(number, table, raw, found, choice, name, folder, notes) for number, table in enumerate(found)]


def parse(text: str, name: str, notes: _Notes | None = None) -> Any:
    """The document, numbers as text of their own class. Raises SourceError with line and column."""
    notes = notes or _Notes()

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        record: dict[str, Any] = {}
        for key, value in items:
            place = key
            while place in record:
                place += _REPEATED
            record[place] = value
        return record

    def strange(word: str) -> _Number:
        notes.strange += 1
        return _Number(word)

    try:
        document = json.loads(
            text, object_pairs_hook=pairs, parse_int=_Number, parse_float=_Number, parse_constant=strange
        )
    except json.JSONDecodeError as error:
        raise SourceError(
            f"it is no JSON: {error.msg} at column {error.colno}",
            place=Place(file=name, line=error.lineno),
            remedy=_REMEDY,
        ) from error
    except RecursionError as error:
        raise _too_deep(name) from error
    if _depth(document) > MAX_DEPTH:
        raise _too_deep(name)
    return document


def _too_deep(name: str) -> SourceError:
    return SourceError(
        f"it is nested more than {MAX_DEPTH} levels deep", place=Place(file=name), remedy="Ask for a flatter file."
    )


def _depth(document: Any) -> int:
    level, depth = [document], 0
    while level:
        level = [
            child
            for value in level
            if isinstance(value, dict | list)
            for child in (value.values() if isinstance(value, dict) else value)
        ]
        depth += 1
        if depth > MAX_DEPTH + 1:
            break
    return depth - 1


def find_tables(document: Any, way: tuple[str, ...] | None) -> list[Found]:
    """The tables of a document; with ``way``, the one there."""
    if way is not None:
        for key in way:
            document = document.get(key) if isinstance(document, dict) else None
        return [_table(way, document)] if isinstance(document, list) else []
    if isinstance(document, list):
        return [_table((), document)]
    if not isinstance(document, dict):
        return [Found(way=(), rows=[{"value": document}], named=True, counted=1)]
    found = list(_search(document, ()))
    if found:
        return found
    if document and all(isinstance(value, dict) for value in document.values()) and len(document) > 1:
        rows = [{"key": key, **value} for key, value in document.items()]
        return [Found(way=(), rows=rows, named=True, counted=len(rows))]
    return [Found(way=(), rows=[document], named=True, counted=1)] if document else []


def _search(document: Mapping[str, Any], way: tuple[str, ...]) -> Iterator[Found]:
    if document.get("type") == "FeatureCollection" and isinstance(document.get("features"), list):
        yield Found(way=(*way, "features"), rows=[_feature(f) for f in document["features"]], named=True)
        return
    columns, data = document.get("columns"), document.get("data")
    if isinstance(columns, list) and isinstance(data, list) and all(isinstance(row, list) for row in data) and data:
        names = tuple(_cell(c.get("name", c) if isinstance(c, dict) else c) or "" for c in columns)
        yield Found(way=(*way, "data"), rows=data, named=False, columns=names)
        return
    lists = [value for value in document.values() if isinstance(value, list)]
    if len(lists) == len(document) > 1 and len({len(v) for v in lists}) == 1 and not _has_objects(lists):
        rows = [dict(zip(document, values, strict=True)) for values in zip(*lists, strict=True)]
        yield Found(way=way, rows=rows, named=True, counted=len(lists[0]))
        return
    for key, value in document.items():
        if isinstance(value, list) and value and all(isinstance(row, dict) for row in value):
            yield _table((*way, key), value)
        elif isinstance(value, dict) and len(way) < _SEARCH_DEPTH:
            yield from _search(value, (*way, key))


def _has_objects(lists: Sequence[list[Any]]) -> bool:
    return any(isinstance(value, dict) for values in lists for value in values)


def _table(way: tuple[str, ...], rows: list[Any]) -> Found:
    if rows and all(isinstance(row, list) for row in rows):
        return Found(way=way, rows=rows, named=False)
    named = [row if isinstance(row, dict) else {"value": row} for row in rows]
    flat = any(not isinstance(row, dict | list) for row in rows)
    return Found(way=way, rows=named, named=True, counted=len(rows) if flat else None)


def _feature(feature: Any) -> Any:
    """A GeoJSON feature as a record: its id, its properties and its geometry (RFC 7946, 3.2)."""
    if not isinstance(feature, dict):
        return {"value": feature}
    properties = feature.get("properties")
    record = {"id": feature["id"]} if "id" in feature and "id" not in (properties or {}) else {}
    return {**record, **(properties if isinstance(properties, dict) else {}), "geometry": feature.get("geometry")}


def _read_lines(text: str, choice: Choice, name: str, folder: Path, notes: _Notes) -> dict[str, Any]:
    """JSON Lines: one value a line; a line that is none is kept as text and told."""
    rows: list[Any] = []
    positions: list[int] = []
    for line, piece in enumerate(text.split("\n"), 1):
        if not piece.strip():
            continue
        try:
            rows.append(_line(parse(piece, name, notes)))
        except SourceError as error:
            rows.append({})
            issue = Issue(
                code="unreadable-record", file=name, record=len(rows), line=line, text=piece[:200], note=error.message
            )
            notes.issues.append(issue)
        positions.append(line)
    counted = len(re.findall(r"^[^\S\n]*[^\s]", text, re.MULTILINE))
    table = Found(way=(), rows=rows, named=all(isinstance(r, dict) for r in rows), counted=counted)
    return _write(0, table, b"", [table], choice, name, folder, notes, positions)


def _line(value: Any) -> Any:
    if isinstance(value, dict) and value.get("type") == "Feature":
        return _feature(value)
    return value if isinstance(value, dict | list) else {"value": value}


def _write(  # noqa: PLR0913 - one call site a kind of file; the values are one table's
    number: int,
    table: Found,
    raw: bytes,
    found: Sequence[Found],
    choice: Choice,
    name: str,
    folder: Path,
    notes: _Notes,
    lines: Sequence[int] | None = None,
) -> dict[str, Any]:
    sheet = ".".join(table.way) if len(found) > 1 or table.way else None
    place = Place(file=name, sheet=sheet)
    sink = Sink(folder, number, place=place)
    if table.named:
        rows = [_flat(row) for row in table.rows]
        header = list(dict.fromkeys(key for row in rows for key in row))
        _tell_repeated(rows, place, sink)
        grid = [[row.get(key) for key in header] for row in rows] if len(header) <= MAX_COLUMNS else []
        titles: list[str] | None = [_title(key) for key in header]
    else:
        grid = [[_cell(value) for value in row] if isinstance(row, list) else [_cell(row)] for row in table.rows]
        header = list(table.columns) if table.columns else [""] * max(map(len, grid), default=0)
        titles = header if table.columns else None
    sink.begin(len(header), lines=lines is not None)
    grid = [_clean(row, notes) for row in grid]
    for start in range(0, len(grid), _BATCH):
        part = grid[start : start + _BATCH]
        rest = None if lines is None else lines[start : start + len(part)]
        sink.grid(part, range(start + 1, start + len(part) + 1), rest)
    counted = table.counted if table.counted is not None else _second_count(raw, table, found)
    issues = [*notes.issues, *_notes(notes, place)] if number == 0 else []
    return sink.end(
        file=name,
        sheet=sheet,
        counted=counted,
        header=None if titles is None else [_SURROGATE.sub("\ufffd", title) for title in titles],
        encoding=choice.encoding,
        issues=issues,
    )


def _notes(notes: _Notes, place: Place) -> Iterator[Issue]:
    if notes.strange:
        yield Issue(code="not-a-number", file=place.file, sheet=place.sheet, count=notes.strange)
    if notes.surrogates:
        note = "half of a surrogate pair stands alone; it became U+FFFD"
        yield Issue(code="encoding-error", file=place.file, sheet=place.sheet, count=notes.surrogates, note=note)


def _tell_repeated(rows: Sequence[Mapping[str, Any]], place: Place, sink: Sink) -> None:
    for number, row in enumerate(rows, 1):
        for key in row:
            if _REPEATED in key:
                sink.issues.append(
                    Issue(code="repeated-name", file=place.file, sheet=place.sheet, record=number, column=_title(key))
                )


def _title(key: str) -> str:
    """The column title of a key: a second value under one name has the name and a number."""
    return f"{key.replace(_REPEATED, '')} {1 + key.count(_REPEATED)}" if _REPEATED in key else key


def _flat(record: Mapping[str, Any]) -> dict[str, str | None]:
    """A record with the objects in it spread one level: ``a.b``."""
    flat: dict[str, str | None] = {}
    for key, value in record.items():
        if isinstance(value, dict) and value and key != "geometry":
            for inner, deep in value.items():
                place = f"{key}.{inner}"
                flat[place if place not in flat else place + _REPEATED] = _cell(deep)
        else:
            flat[key if key not in flat else key + _REPEATED] = _cell(value)
    return flat


def _cell(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str) else _dump(value)


def _dump(value: Any) -> str:
    """JSON text of a value, numbers as the file writes them."""
    if isinstance(value, _Number):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_dump(_title(k))}: {_dump(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_dump, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _clean(row: list[str | None], notes: _Notes) -> list[str | None]:
    """The row with lone surrogates, which are no text, replaced by U+FFFD and counted."""
    for place, cell in enumerate(row):
        if cell is not None and not cell.isascii() and _SURROGATE.search(cell):
            notes.surrogates += 1
            row = [*row[:place], _SURROGATE.sub("\ufffd", cell), *row[place + 1 :]]
    return row


def _second_count(raw: bytes, table: Found, found: Sequence[Found]) -> int:
    """Objects or lists that begin directly inside a list at the depth of the table's, by a scan of brackets.

    Where several tables lie at one depth the scan sees their sum, and each is taken to be right if the sum is.
    """
    depth = len(table.way) + 1
    text = np.frombuffer(_STRING.sub(b"", raw), dtype=np.uint8)
    opens = (text == 0x7B) | (text == 0x5B)
    closes = (text == 0x7D) | (text == 0x5D)
    at = np.flatnonzero(opens | closes)
    level = np.cumsum(np.where(opens[at], 1, -1))
    begins = opens[at]
    lists_open = begins & (level == depth) & (text[at] == 0x5B)
    inside = begins & (level == depth + 1)
    # The bracket that is open at the table's depth: the last one that began there.
    last = np.maximum.accumulate(np.where(begins & (level == depth), np.arange(len(at)), -1))
    total = int(sum(1 for i in np.flatnonzero(inside) if last[i] >= 0 and lists_open[last[i]])) if len(at) else 0
    same = [other for other in found if len(other.way) == len(table.way)]
    return len(table.rows) if total == sum(len(other.rows) for other in same) else total
