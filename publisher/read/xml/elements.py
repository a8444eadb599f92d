"""XML to tables: one for each kind of element that repeats, or for the one that is declared.

The document is walked twice: once for its shape (:mod:`publisher.read.xml.shape`), once for its records
(:mod:`publisher.read.xml.record`), so that records are written batch by batch. KML and GML are read by the same way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from publisher.errors import Place, SourceError
from publisher.issues import Issue
from publisher.read.json.text import REPEATED, title
from publisher.read.sink import Sink, tell_damaged
from publisher.read.text.encoding import Choice, choose
from publisher.read.text.findings import encoding_issues
from publisher.read.xml import counting
from publisher.read.xml.events import walk
from publisher.read.xml.record import Node, cells
from publisher.read.xml.shape import Kind, Shape, Way, declared_way, record_ways

_BATCH = 10_000
_LABEL = re.compile(r"""\s*<\?xml[^>]+?encoding\s*=\s*["']([\w.:-]+)["']""")
_LABEL_WITHIN = 1024


def read(path: Path, *, name: str, folder: Path, encoding: str | None, records: str | None) -> list[dict[str, Any]]:
    """The tables of an XML file as manifests (:mod:`publisher.read.sink`).

    ``records``: the way to the element that is a record, as ``root/list/item``; the root may be left out. Raises
    SourceError where the text is no XML, is dangerous, or has no such element.
    """
    text, choice, declared = _decode(path.read_bytes(), encoding)
    start = len(text) - len(text.lstrip())
    first_line, text = 1 + text.count("\n", 0, start), text[start:]
    shape = Shape()
    walk(text, shape, name=name, first_line=first_line)
    ways = record_ways(shape.top) if records is None else [_declared(shape, records, name)]
    issues = encoding_issues(choice, name, declared=declared)
    tables = [
        _Table(
            way=way,
            kind=shape.kind(way) or Kind(),
            sink=Sink(folder, number, place=Place(file=name, sheet="/".join(way))),
            damaged=choice.damaged,
        )
        for number, way in enumerate(ways)
    ]
    walk(text, _Records(tables), name=name, first_line=first_line)
    counts = counting.count(text, ways)
    return [
        table.end(count, encoding=choice.encoding, issues=issues if number == 0 else [])
        for number, (table, count) in enumerate(zip(tables, counts, strict=True))
    ]


def _decode(data: bytes, encoding: str | None) -> tuple[str, Choice, str | None]:
    """The text, how it was decoded, and the encoding that the source or the file itself declares."""
    head = data[:_LABEL_WITHIN].replace(b"\0", b"").decode("ascii", "ignore")
    label = _LABEL.match(head)
    declared = encoding or (label[1] if label else None)
    choice = choose(data, declared)
    text = data[choice.skip :].decode(choice.encoding, "replace" if choice.damaged else "strict")
    return text.lstrip("\ufeff"), choice, declared


def _declared(shape: Shape, records: str, name: str) -> Way:
    way = declared_way(shape.top, records)
    if way is None:
        there = ", ".join("/".join(found) for found in record_ways(shape.top)[:5])
        raise SourceError(
            f"there is no element at {records!r}",
            place=Place(file=name),
            remedy=f"Write the way to the element that is a record in records:; the file has {there}.",
        )
    return way


@dataclass(kw_only=True)
class _Table:
    """One table while it is written. It lives inside one reading."""

    way: Way
    kind: Kind
    sink: Sink
    damaged: bool
    columns: dict[str, int] = field(default_factory=dict)
    waiting: list[tuple[dict[str, str | None], int]] = field(default_factory=list)
    begun: bool = False

    def add(self, record: dict[str, str | None], line: int) -> None:
        self.waiting.append((record, line))
        if len(self.waiting) == _BATCH:
            self.write()

    def write(self) -> None:
        """Write the records that wait. Columns first seen after the first batch widen the table."""
        for record, _ in self.waiting:
            for column in record:
                self.columns.setdefault(column, len(self.columns))
        if not self.begun:
            self.sink.begin(len(self.columns), lines=True)
            self.begun = True
        first = self.sink.rows + 1
        rows = [self._row(record) for record, _ in self.waiting]
        for number, (record, _) in enumerate(self.waiting, first):
            for column in record:
                if REPEATED in column:
                    self.sink.tell("repeated-name", number, column=title(column))
        if self.damaged:
            tell_damaged(rows, self.sink, first=first)
        self.sink.grid(rows, range(first, first + len(rows)), [line for _, line in self.waiting])
        self.waiting = []

    def _row(self, record: dict[str, str | None]) -> list[str | None]:
        last = max((self.columns[column] for column in record), default=-1)
        row: list[str | None] = [None] * (last + 1)
        for column, text in record.items():
            row[self.columns[column]] = text
        return row

    def end(self, counted: int, *, encoding: str, issues: list[Issue]) -> dict[str, Any]:
        if self.waiting or not self.begun:
            self.write()
        place = self.sink.place
        return self.sink.end(
            file=place.file,
            sheet=place.sheet,
            counted=counted,
            header=[title(column) for column in self.columns],
            encoding=encoding,
            issues=issues,
        )


class _Records:
    """Listens to a document, and gives each record to its table when it ends."""

    def __init__(self, tables: Sequence[_Table]) -> None:
        self._tables = {table.way: table for table in tables}
        self._deepest = max((len(table.way) for table in tables), default=0)
        self._way: list[str] = []
        self._nodes: list[Node] = []
        self._table: _Table | None = None
        self._line = 0
        self._kinds: list[Kind] = []

    def start(self, name: str, attributes: Mapping[str, str], nil: bool, line: Callable[[], int]) -> None:
        if self._table is not None:
            self._open(name, attributes, nil, self._kinds[-1].children[name])
            return
        self._way.append(name)
        table = self._tables.get(tuple(self._way)) if len(self._way) <= self._deepest else None
        if table is not None:
            self._table, self._line = table, line()
            self._open(name, attributes, nil, table.kind)

    def text(self, piece: str) -> None:
        if self._nodes:
            self._nodes[-1].texts.append(piece)

    def end(self) -> None:
        if self._table is None:
            self._way.pop()
            return
        node = self._nodes.pop()
        self._kinds.pop()
        if self._nodes:
            self._nodes[-1].values.setdefault(node.name, []).append(node.value())
            return
        self._table.add(cells(node.value(), node.name), self._line)
        self._table = None
        self._way.pop()

    def _open(self, name: str, attributes: Mapping[str, str], nil: bool, kind: Kind) -> None:
        """An attribute that has the name of a child element is told apart by ``@``."""
        node = Node(name=name, nil=nil)
        for key, value in attributes.items():
            node.values[f"@{key}" if key in kind.children else key] = [value]
        self._nodes.append(node)
        self._kinds.append(kind)
