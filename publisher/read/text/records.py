"""Delimited text to records, with care: no record is ever swallowed by a quotation mark that does not close.

A quote opens a quoted cell only where a cell begins. It closes at the next quote that is not doubled (or escaped). Text
between a closing quote and the next delimiter belongs to the cell. A quoted cell may hold line ends; but where it ends
in the middle of other text after one, or never ends, its opening quote was no quotation mark: it is kept as a
character, the record ends with its line, and the place is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from publisher.read.table import Dialect

# A quoted cell longer than this never closes.
MAX_QUOTED = 1 << 24
_LINE = re.compile(rb"[^\r\n]*+(?:\r\n|\n|\r|\Z)")


@dataclass(frozen=True, kw_only=True)
class Record:
    """One logical record: its cells, the physical line it begins on (from 1), whether a quote in it never closes."""

    cells: list[str]
    line: int
    unclosed: bool = False


@cache
def _cell(dialect: Dialect) -> re.Pattern[str]:
    """One cell and the delimiter or end after it. Groups: quoted text, text behind it, plain text, what ended it."""
    d, q = re.escape(dialect.delimiter), re.escape(dialect.quote)
    if dialect.escape:
        e = re.escape(dialect.escape)
        quoted = rf"{q}((?:[^{q}{e}]|{e}.|{e}\Z|{q}{q})*+){q}"
    elif dialect.quote == "'":
        # An apostrophe is one too: only what a delimiter or an end follows closes.
        quoted = rf"{q}([^{q}]*+(?:{q}(?:{q}|(?!{d}|[\r\n]|\Z))[^{q}]*+)*+){q}"
    else:
        quoted = rf"{q}([^{q}]*+(?:{q}{q}[^{q}]*+)*+){q}"
    space = " *+" if dialect.spaced else ""
    rest = rf"(?:(?!{d}).)*+" if len(dialect.delimiter) > 1 else rf"[^{d}]*+"
    return re.compile(rf"(?:{space}{quoted}({rest})|({rest}))({d}|\Z)", re.DOTALL)


def split_cells(text: str, dialect: Dialect) -> tuple[list[str], int | None, bool]:
    """The cells of one record's text; where a cell begins whose quote does not close; and whether it never will.

    The second is a position in ``text``, or None when all is well: the cells are then those before it. The third is
    true when a quoted piece with a line end in it is followed by other text, so that more lines would not help.
    """
    cells: list[str] = []
    pattern, position = _cell(dialect), 0
    while True:
        found = pattern.match(text, position)
        assert found is not None  # noqa: S101 - the last alternative matches anything
        inner, behind, plain, ended = found.groups()
        if inner is None:
            if (plain.lstrip(" ") if dialect.spaced else plain)[:1] == dialect.quote:
                return cells, position, False
            cells.append(plain)
        else:
            if behind and ("\n" in inner or "\r" in inner) and behind[0] not in "\r\n":
                return cells, position, True
            cells.append(_quoted(inner, behind, dialect))
        if not ended:
            return cells, None, False
        position = found.end()


def has_stray(text: str, dialect: Dialect) -> bool:
    """Whether a quote stands in one record's text where none may: inside plain text, or with text behind it."""
    pattern, position = _cell(dialect), 0
    while found := pattern.match(text, position):
        inner, behind, plain, ended = found.groups()
        if behind or (inner is None and dialect.quote in plain):
            return True
        if not ended:
            return False
        position = found.end()
    return False


def _quoted(inner: str, behind: str, dialect: Dialect) -> str:
    """The text of a quoted cell. Text behind it that ends in a quote too was inside: 'it isn't so'."""
    if behind.endswith(dialect.quote):
        return unquoted(inner, dialect) + dialect.quote + unquoted(behind[: -len(dialect.quote)], dialect)
    return unquoted(inner, dialect) + behind


def unquoted(inner: str, dialect: Dialect) -> str:
    """What stands between two quotes, doubled and escaped ones as they are meant. Other escapes stay as they are."""
    text = inner.replace(dialect.quote * 2, dialect.quote)
    if dialect.escape and dialect.escape in text:
        marks = re.escape(dialect.escape + dialect.quote + dialect.delimiter)
        text = re.sub(f"{re.escape(dialect.escape)}([{marks}])", r"\1", text)
    return text


def _literal(text: str, dialect: Dialect) -> list[str]:
    """The cells of a line of which some quote never closes: such a quote is a character."""
    cells: list[str] = []
    while True:
        more, opened, _ = split_cells(text, dialect)
        cells += more
        if opened is None:
            return cells
        plain, delimiter, text = text[opened:].partition(dialect.delimiter)
        cells.append(plain)
        if not delimiter:
            return cells


def split_bytes(data: Any, dialect: Dialect) -> Iterator[Record]:
    """The records of UTF-8 bytes (anything with the buffer interface), blank lines included, in order.

    A last line without an end counts; the end of the last line begins no further record.
    """
    quote, closings = dialect.quote.encode(), _Closings(data, dialect)
    position, line, end = 0, 0, len(data)
    while position < end:
        found = _LINE.match(data, position)
        assert found is not None  # noqa: S101 - a line may be empty, so there always is one
        raw = found.group()
        position = found.end()
        line += 1
        if quote not in raw:
            text = raw.rstrip(b"\r\n").decode("utf-8")
            yield Record(cells=text.split(dialect.delimiter) if text else [], line=line)
            continue
        cells, taken = _quoted_record(data, found.start(), position, closings)
        if cells is None:
            yield Record(cells=_literal(raw.rstrip(b"\r\n").decode("utf-8"), dialect), line=line, unclosed=True)
            continue
        yield Record(cells=cells, line=line)
        if taken > position:
            line += sum(1 for _ in _LINE.finditer(data, position, taken)) - 1
            position = taken


class _Closings:
    """Where quoted cells that go on over lines may close. It lives inside one splitting.

    What a line does to a cell that is open where it begins does not depend on the lines before, so each line is looked
    at once, however many quotes open before it.
    """

    def __init__(self, data: Any, dialect: Dialect) -> None:
        self.data, self.dialect = data, dialect
        self._closes = _closing(dialect)
        self._from = self._to = 0  # no line that begins between these closes a cell

    def line(self, position: int) -> tuple[int, int] | None:
        """Begin and end of the first line from the one at ``position`` on that closes a cell; None: none does."""
        begin = self._to if self._from <= position <= self._to else position
        self._from = self._from if self._from <= position <= self._to else position
        while begin < len(self.data):
            self._to = begin
            found = _LINE.match(self.data, begin)
            assert found is not None  # noqa: S101 - as above
            text = found.group().rstrip(b"\r\n")
            if self._closes.match(text):
                return begin, found.end()
            begin = found.end()
        self._to = begin
        return None


@cache
def _closing(dialect: Dialect) -> re.Pattern[bytes]:
    """A line, less its end, that begins inside a quoted cell and closes it. As in :func:`_cell`."""
    d, q = re.escape(dialect.delimiter.encode()), re.escape(dialect.quote.encode())
    if dialect.escape:
        e = re.escape(dialect.escape.encode())
        return re.compile(rb"(?:[^%b%b]|%b.|%b\Z|%b%b)*+%b" % (q, e, e, e, q, q, q), re.DOTALL)
    if dialect.quote == "'":
        return re.compile(rb"[^%b]*+(?:%b(?:%b|(?!%b|\Z))[^%b]*+)*+%b" % (q, q, q, d, q, q), re.DOTALL)
    return re.compile(rb"[^%b]*+(?:%b%b[^%b]*+)*+%b" % (q, q, q, q, q), re.DOTALL)


def _quoted_record(data: Any, begin: int, end: int, closings: _Closings) -> tuple[list[str] | None, int]:
    """The cells of a record whose first line is ``data[begin:end]``, and where the record ends.

    None for the cells: a quote in it never closes. Of the record, only the cell that is open is looked at again.
    """
    first, cells = end, []
    while True:
        text = bytes(data[begin:end]).decode("utf-8").rstrip("\r\n")
        more, opened, hopeless = split_cells(text, closings.dialect)
        cells += more
        if opened is None:
            return cells, end
        line = None if hopeless else closings.line(end)
        if line is None or line[0] - first > MAX_QUOTED:
            return None, first
        begin += len(text[:opened].encode())
        end = line[1]


def split_text(text: str, dialect: Dialect, *, limit: int) -> Iterator[list[str]]:
    """The cells of the first ``limit`` records of a text."""
    for number, record in enumerate(split_bytes(text.encode("utf-8", "replace"), dialect)):
        if number >= limit:
            return
        yield record.cells
