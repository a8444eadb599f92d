"""Delimited text (CSV, TSV and kin) to one table: a stock parser where records are regular, care where they are not.

``pyarrow.csv`` reads blocks of records that have the usual number of cells; the few that have not are handed to our own
splitter and put back in their places. It runs only where the second count found no quote that never closes, for then
it would swallow records. Otherwise, and for dialects it does not know, the whole file goes through our splitter.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from publisher.errors import Place
from publisher.issues import Issue
from publisher.read.sink import Sink
from publisher.read.table import Dialect
from publisher.read.text import counting
from publisher.read.text.delimiters import Found
from publisher.read.text.encoding import choose
from publisher.read.text.findings import encoding_issues, tell_places
from publisher.read.text.formulas import ValueSink, may_hold
from publisher.read.text.odd import find_odd
from publisher.read.text.plain import MARK, as_utf8, split_by
from publisher.read.text.records import Record, split_bytes
from publisher.read.text.stock import read_fast

_BATCH = 20_000
_CAREFUL = 1 << 23


def read(path: Path, *, name: str, folder: Path, encoding: str | None, delimiter: str | None) -> list[dict[str, Any]]:
    """The one table of a delimited text file, as a manifest (:mod:`publisher.read.sink`); none when it is empty."""
    with path.open("rb") as stream:
        data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    choice = choose(memoryview(data), encoding)
    text = as_utf8(data, choice, folder)
    text, found, guessed = split_by(text, folder, delimiter)
    sink_of = ValueSink if may_hold(text) else Sink
    sink = sink_of(folder, 0, place=Place(file=name))
    sink.issues += encoding_issues(choice, name, declared=encoding)
    count = _second_count(text, found.dialect)
    # A stock parser has its own ways with quotes inside a cell; where there are few records, ours has time for them.
    small = len(text) <= _CAREFUL and not count.regular
    if small or not read_fast(text, found, count, sink):
        sink = sink_of(folder, 0, place=Place(file=name))
        sink.issues += encoding_issues(choice, name, declared=encoding)
        _read_with_care(text, found, sink, name)
    if choice.damaged or re.search(MARK, text):
        tell_places(text, found.dialect, sink, name, damaged=choice.damaged)
    if guessed:
        sink.issues.append(Issue(code="layout-guessed", file=name))
    about = {"dialect": asdict(found.dialect), "odd": find_odd(text, found.dialect, count, sink)}
    return [sink.end(file=name, sheet=None, counted=count.records, encoding=choice.encoding, **about)]


def _second_count(text: Any, dialect: Dialect) -> counting.Count:
    escape = dialect.escape.encode() if dialect.escape else b""
    return counting.count(
        text, delimiter=dialect.delimiter.encode(), quote=dialect.quote.encode(), escape=escape, spaced=dialect.spaced
    )


def _read_with_care(text: Any, found: Found, sink: Sink, name: str) -> None:
    """Read with our own splitter."""
    sink.begin(max(found.width, 1), lines=True)
    number = 0
    for records in _in_batches(split_bytes(text, found.dialect)):
        for offset, record in enumerate(records):
            if record.unclosed:
                sink.issues.append(
                    Issue(code="unclosed-quote", file=name, record=number + offset + 1, line=record.line)
                )
        rows = [record.cells for record in records]
        sink.grid(rows, range(number + 1, number + len(records) + 1), [record.line for record in records])
        number += len(records)


def _in_batches(records: Iterator[Record]) -> Iterator[list[Record]]:
    batch: list[Record] = []
    for record in records:
        batch.append(record)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
