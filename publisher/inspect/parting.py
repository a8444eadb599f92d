"""One record's text parted into so many cells, with the fewest and likeliest changes.

The text is read as it stands in the file, so that a quotation mark says what it can: which delimiters are inside a
cell, and where a lost one stood. Every way to read on from a place costs what its change costs and what its cells are
unlike their columns; the cheapest way to the end is found as a shortest path (Dijkstra, 1959).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush

from publisher.read.table import Dialect
from publisher.read.text.records import unquoted

# What each change costs, in nats: an empty cell put in or left out, a lost delimiter put in (where quotes or the change
# from one kind of text to another show the place, or somewhere), a delimiter or a quote that is a character.
_PUT, _DROP, _SPLIT_QUOTED, _SPLIT_SHOWN, _SPLIT, _STRAY = 2.5, 1.5, 1.5, 3.5, 4.0, 1.0
_UNLIKELY, _STRAY_INSIDE = 1.0, 2.0
_JOIN, _JOIN_SPACES = 4.0, 0.3
_JOINS, _JOINS_SPLIT, _QUOTES, _SHORT, _STEPS = 24, 3, 40, 24, 20_000
_SHOWN = re.compile(r"(?<=[a-z.!?)\d'])(?=[A-Z])|(?<=\d)(?=[^\W\d_])|(?<=[^\s/])(?=https?:)|(?<=[^\W\d_])(?=[$£€¥])")

Weigh = Callable[[int, str], float]


@dataclass(frozen=True, kw_only=True)
class Parted:
    """The cells; the cost of all; and that of the changes alone (0: the text was read as it stands)."""

    cells: tuple[str, ...]
    cost: float
    changes: float


@dataclass(frozen=True, kw_only=True)
class _Step:
    """A way to read on: to a place in the text, at a cost, with the cell it adds, if it adds one."""

    to: int
    cost: float
    cell: str | None
    stray: bool = False


@dataclass(frozen=True, kw_only=True)
class Text:
    """The text of a record and how it is written. ``fixed``: cells are neither put in nor joined (titles)."""

    text: str
    dialect: Dialect
    fixed: bool = False


def part(record: Text, width: int, weigh: Weigh) -> Parted | None:
    """The cheapest reading of a record as ``width`` cells; None where there is none, or none within bounds."""
    end = len(record.text) + 1
    heap: list[tuple[float, int, int, int, float, tuple[str, ...]]] = [(0.0, 0, 0, 0, 0.0, ())]
    done: set[tuple[int, int]] = set()
    serial = 0
    while heap and len(done) < _STEPS:
        cost, _, column, at, changes, cells = heappop(heap)
        if (at, column) in done:
            continue
        done.add((at, column))
        if at == end and column == width:
            return Parted(cells=cells, cost=cost, changes=changes)
        for step in _steps(record, at):
            to = step.to, column + (step.cell is not None)
            if to[1] > width or to in done:
                continue
            weight = 0.0 if step.cell is None else weigh(column, step.cell[1:] if step.stray else step.cell)
            added = cells if step.cell is None else (*cells, step.cell)
            serial += 1
            heappush(heap, (cost + step.cost - weight, serial, to[1], to[0], changes + step.cost, added))
    return None


def _steps(record: Text, at: int) -> Iterator[_Step]:
    """All ways to read on from a place where a cell begins."""
    text, d, q = record.text, record.dialect.delimiter, record.dialect.quote
    if not record.fixed:
        yield _Step(to=at, cost=_PUT, cell="")
    if at > len(text):
        return
    if at == len(text):
        yield _Step(to=at + 1, cost=_DROP, cell=None)
    elif text.startswith(d, at):
        yield _Step(to=at + len(d), cost=_DROP, cell=None)
    begin = at
    if record.dialect.spaced and text[at : at + 1] == " ":
        begin += len(text[at:]) - len(text[at:].lstrip(" "))
    if not text.startswith(q, begin):
        yield from _plain(record, at)
        return
    yield from _quoted(record, begin)
    inside = _quoted(record, begin + 1) if text.startswith(q, begin + 1) else _plain(record, begin + 1)
    for step in inside:
        yield _Step(to=step.to, cost=step.cost + _STRAY, cell=q + (step.cell or ""), stray=True)


def _quoted(record: Text, at: int) -> Iterator[_Step]:
    """A cell between the quote at ``at`` and each one that may close it."""
    text, dialect = record.text, record.dialect
    d, q = dialect.delimiter, dialect.quote
    extra, place = 0.0, at + 1
    for _ in range(_QUOTES):
        close = text.find(q, place)
        if close < 0:
            return
        cell, after = unquoted(text[at + 1 : close], dialect), close + 1
        if dialect.escape and text[place - 1 : close].endswith(dialect.escape):
            place = after
        elif text.startswith(q, after):
            # A cell seldom begins with a space, or with a quote of its own.
            unlikely = _UNLIKELY if text[after + 1 : after + 2] == " " or text.startswith(q * 3, after) else 0.0
            yield _Step(to=after, cost=extra + _SPLIT_QUOTED + unlikely, cell=cell)
            place = after + 1
        elif after == len(text) or text.startswith(d, after):
            yield _Step(to=after + (len(d) if after < len(text) else 1), cost=extra, cell=cell)
            return
        else:
            yield _Step(to=after, cost=extra + _SPLIT_QUOTED, cell=cell)
            extra, place = extra + _STRAY, after


def _plain(record: Text, at: int) -> Iterator[_Step]:
    """A cell without quotes: up to each delimiter, and up to places where one may have been lost."""
    text, d, q = record.text, record.dialect.delimiter, record.dialect.quote
    join = _JOIN_SPACES if d == " " else _JOIN
    cost, begin = 0.0, at
    for joins in range(1 if record.fixed else _JOINS):
        stop = text.find(d, begin)
        stop = len(text) if stop < 0 else stop
        cell = text[at:stop]
        strays = cell.count(q) * _STRAY_INSIDE
        yield _Step(to=stop + (len(d) if stop < len(text) else 1), cost=cost + strays, cell=cell)
        if joins < _JOINS_SPLIT:
            yield from _splits(record, at, begin, stop, cost)
        if stop == len(text):
            return
        cost, begin = cost + join, stop + len(d)


def _splits(record: Text, at: int, begin: int, stop: int, cost: float) -> Iterator[_Step]:
    """Cells from ``at`` that end between ``begin`` and ``stop`` without a delimiter."""
    text, q = record.text, record.dialect.quote
    opening = text.find(q, max(begin, at + 1), stop)
    if opening > 0:
        yield _Step(to=opening, cost=cost + _SPLIT_QUOTED, cell=text[at:opening])
    last = opening if opening > 0 else stop
    shown = {found.start() for found in _SHOWN.finditer(text, max(begin, at + 1), last)}
    for place in sorted(shown):
        yield _Step(to=place, cost=cost + _SPLIT_SHOWN, cell=text[at:place])
    if last - at <= _SHORT and not record.fixed:
        for place in range(max(begin, at + 1), last):
            if place not in shown:
                yield _Step(to=place, cost=cost + _SPLIT, cell=text[at:place])
