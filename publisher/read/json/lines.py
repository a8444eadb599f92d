"""JSON Lines to a table, line by line, so that memory is bounded by a batch of records and not by the file.

A first pass finds the columns, in the order in which their names first appear; a second writes the records. Their
second count takes no part in either: it counts lines that hold anything, in blocks of text. A line that is no JSON is
a record without cells, and told.
"""

from __future__ import annotations

import io
import mmap
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from publisher.errors import Place, SourceError
from publisher.issues import Issue
from publisher.read.json.rows import SURROGATE, clean, flat, listed, tell_repeated
from publisher.read.json.shape import row_of
from publisher.read.json.text import Notes, parser, title
from publisher.read.sink import Sink, tell_damaged
from publisher.read.table import MAX_CELL
from publisher.read.text.encoding import Choice, choose

# One batch ends at the first of these: rows, cells, characters of their lines.
_ROWS, _CELLS, _CHARACTERS = 10_000, 1 << 20, 1 << 24
_BLOCK = 1 << 20
_CONTENT = re.compile(r"^[^\S\n]*[^\s]", re.MULTILINE)
# In what order findings are told; those of bytes that are no text, without a note, before those of half a pair.
_ORDER = ("repeated-name", "encoding-error", "cell-too-large")


@dataclass(frozen=True, kw_only=True)
class _Source:
    """The file being read, and its encoding."""

    path: Path
    name: str
    choice: Choice


@dataclass(frozen=True, kw_only=True)
class _Shape:
    """What the first pass finds. ``keys``: the names of columns; None where a line is a list, ``width`` the longest."""

    keys: tuple[str, ...] | None
    width: int
    counted: int


class _Row(NamedTuple):
    """The value of one line. ``size``: its characters."""

    line: int
    value: Any
    size: int


def read(path: Path, *, name: str, folder: Path, encoding: str | None) -> dict[str, Any]:
    """The table of a file of JSON Lines as a manifest; see :mod:`publisher.read.sink`."""
    source = _Source(path=path, name=name, choice=_choice(path, encoding))
    shape = _shape(source)
    sink = Sink(folder, 0, place=Place(file=name))
    sink.begin(shape.width, lines=True)
    notes = Notes()
    for batch in _batches(_rows(source, notes), shape.width):
        _write(batch, shape, source, notes, sink)
    sink.issues.sort(key=lambda issue: (_ORDER.index(issue.code), issue.note is not None))
    strange = [Issue(code="not-a-number", file=name, count=notes.strange)] if notes.strange else []
    return sink.end(
        file=name,
        sheet=None,
        counted=shape.counted,
        header=None if shape.keys is None else [SURROGATE.sub("\ufffd", title(key)) for key in shape.keys],
        encoding=source.choice.encoding,
        issues=[*notes.issues, *strange],
    )


def _choice(path: Path, encoding: str | None) -> Choice:
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return choose(memoryview(data), encoding)


def _blocks(source: _Source) -> Iterator[list[str]]:
    """The lines of a file, some at a time, each but the last with its line feed."""
    errors = "replace" if source.choice.damaged else "strict"
    with source.path.open("rb") as file:
        file.seek(source.choice.skip)
        text = io.TextIOWrapper(file, encoding=source.choice.encoding, errors=errors, newline="\n")
        block = text.readlines(_BLOCK)
        if block:
            yield [block[0].lstrip("\ufeff"), *block[1:]]
        while block := text.readlines(_BLOCK):
            yield block


def _rows(source: _Source, notes: Notes) -> Iterator[_Row]:
    """The value of each line that is not blank, ``{}`` for one that is no JSON; ``notes`` takes what is found."""
    parse = parser(source.name, notes)
    record = 0
    for line, text in enumerate((text for block in _blocks(source) for text in block), 1):
        if not text.strip():
            continue
        record += 1
        piece = text.removesuffix("\n")
        value: Any = {}
        try:
            value = row_of(parse(piece))
        except SourceError as error:
            notes.issues.append(
                Issue(
                    code="unreadable-record",
                    file=source.name,
                    record=record,
                    line=line,
                    text=piece[:MAX_CELL],
                    note=error.message,
                )
            )
        yield _Row(line=line, value=value, size=len(piece))


def _shape(source: _Source) -> _Shape:
    """The first pass."""
    keys: dict[str, None] = {}
    named, width = True, 0
    for row in _rows(source, Notes()):
        if isinstance(row.value, dict):
            # Only objects in a record give it other columns than its own names.
            spread = flat(row.value) if dict in map(type, row.value.values()) else row.value
            keys |= dict.fromkeys(spread)
            width = max(width, 1)
        else:
            named, width = False, max(width, len(row.value))
    counted = sum(len(_CONTENT.findall("".join(block))) for block in _blocks(source))
    return _Shape(
        keys=tuple(keys) if named else None,
        width=len(keys) if named else width,
        counted=counted,
    )


def _batches(rows: Iterator[_Row], width: int) -> Iterator[list[_Row]]:
    batch: list[_Row] = []
    most = min(_ROWS, max(1, _CELLS // max(1, width)))
    size = 0
    for row in rows:
        batch.append(row)
        size += row.size
        if len(batch) >= most or size >= _CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _write(batch: list[_Row], shape: _Shape, source: _Source, notes: Notes, sink: Sink) -> None:
    """The second pass over some rows: cells of them to the sink, findings told."""
    first = sink.rows + 1
    values = [row.value for row in batch]
    if shape.keys is None:
        tell_repeated(values, [{}] * len(values), notes, sink, first=first)
        grid = [listed(value) for value in values]
    else:
        records = [flat(value) for value in values]
        tell_repeated(values, records, notes, sink, first=first)
        grid = [list(map(record.get, shape.keys)) for record in records]
    if source.choice.damaged:
        tell_damaged(grid, sink, first=first)
    grid = [clean(row, record, sink) for record, row in enumerate(grid, first)]
    sink.grid(grid, range(first, first + len(grid)), [row.line for row in batch])
