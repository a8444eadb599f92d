"""dBASE tables (.dbf), as they stand beside a shapefile or alone: named columns of fixed width.

The layout is dBASE III's, which shapefiles use: 32 bytes of header, 32 for each field, a 0x0D, then records of equal
length, each with a mark for deletion. Values are text in the file already, and stand so here, without the spaces that
fill them up; dates are ISO 8601, true and false are words, and a number in powers of ten is written out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from struct import unpack_from
from typing import Any

from publisher.errors import Place, SourceError
from publisher.read.sink import Sink, tell_damaged
from publisher.read.text.encoding import Choice, choose
from publisher.read.text.findings import encoding_issues

_VERSIONS = frozenset({0x03, 0x30, 0x31, 0x43, 0x83, 0x8B, 0xF5})
_TYPES = frozenset(b"CNFDLMIBTYG@+O0")
_HEAD, _FIELD, _END = 32, 32, 0x0D
_BATCH = 10_000
_DELETED = ord("*")
# The mark of the language driver (byte 29) -> the encoding it stands for, where it is not written without thought.
_PAGES = {
    0x02: "cp850",
    0x13: "cp932",
    0x26: "cp866",
    0x4D: "gb18030",
    0x4E: "cp949",
    0x4F: "cp950",
    0x64: "cp852",
    0x7B: "cp932",
    0xC8: "cp1250",
    0xC9: "cp1251",
    0xCA: "cp1254",
    0xCB: "cp1253",
}
_LOGICAL = {"T": "true", "Y": "true", "F": "false", "N": "false"}


@dataclass(frozen=True, kw_only=True)
class Field:
    """A column: where it begins in a record, and how long it is, in bytes."""

    name: bytes
    type: str
    start: int
    length: int


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Where the records are. ``said``: how many there are by the header; ``there``: by the file's size."""

    fields: tuple[Field, ...]
    first: int
    length: int
    said: int
    there: int


def layout(data: bytes) -> Layout | None:
    """The layout of a table; None where the bytes are none."""
    if len(data) < _HEAD + 1 or data[0] not in _VERSIONS:
        return None
    said, first, length = unpack_from("<IHH", data, 4)
    fields: list[Field] = []
    at, start = _HEAD, 1
    while at + _FIELD <= min(first, len(data)) and data[at] != _END:
        if data[at + 11] not in _TYPES:
            return None
        size = data[at + 16]
        name = data[at : at + 11].partition(b"\0")[0]
        fields.append(Field(name=name, type=chr(data[at + 11]), start=start, length=size))
        at, start = at + _FIELD, start + size
    if not fields or at >= len(data) or data[at] != _END or start != length or first > len(data):
        return None
    return Layout(fields=tuple(fields), first=first, length=length, said=said, there=(len(data) - first) // length)


def is_table(head: bytes, size: int) -> bool:
    """Whether a file of ``size`` bytes that begins so is a dBASE table with as many records as it says."""
    found = layout(head)
    return found is not None and abs(found.first + found.said * found.length - size) <= max(1, found.length)


def read(
    path: Path, *, name: str, folder: Path, encoding: str | None, beside: Sequence[str | None] | None = None
) -> list[dict[str, Any]]:
    """The table of a file as a manifest (:mod:`publisher.read.sink`).

    ``beside``: a geometry for each record, the last column then; their number is the second count, which is the
    header's otherwise. A record that is marked as deleted has no cells, and is told. Raises SourceError.
    """
    data = path.read_bytes()
    shape = layout(data)
    if shape is None:
        raise SourceError("it is no dBASE table", place=Place(file=name), remedy="Ask the department for it again.")
    names = b"\n".join(field.name for field in shape.fields)
    declared = encoding or _PAGES.get(data[29])
    choice = choose(names + b"\n" + data[shape.first :].replace(b"\0", b" "), declared)
    sink = Sink(folder, 0, place=Place(file=name))
    sink.issues += encoding_issues(choice, name, declared=declared)
    titles = [_decode(field.name, choice).strip() for field in shape.fields]
    sink.begin(len(titles) + (beside is not None), lines=False)
    records = _records(data, shape, choice, sink)
    for start in range(0, shape.there, _BATCH):
        rows = [row for row, _ in zip(records, range(_BATCH), strict=False)]
        if beside is not None:
            rows = [[*row, beside[number] if number < len(beside) else None] for number, row in enumerate(rows, start)]
        if choice.damaged:
            tell_damaged(rows, sink, first=start + 1)
        sink.grid(rows, range(start + 1, start + len(rows) + 1))
    header = [*titles, "geometry"] if beside is not None else titles
    counted = shape.said if beside is None else len(beside)
    return [sink.end(file=name, sheet=None, counted=counted, header=header, encoding=choice.encoding)]


def _records(data: bytes, shape: Layout, choice: Choice, sink: Sink) -> Iterator[list[str | None]]:
    for number in range(shape.there):
        at = shape.first + number * shape.length
        if data[at] == _DELETED:
            sink.tell("unreadable-record", number + 1, note="it is marked as deleted")
            yield [None] * len(shape.fields)
            continue
        yield [
            _text(_decode(data[at + one.start : at + one.start + one.length], choice), one.type) for one in shape.fields
        ]


def _decode(data: bytes, choice: Choice) -> str:
    return data.replace(b"\0", b" ").decode(choice.encoding, "replace")


def _text(text: str, type_: str) -> str | None:
    """The text of a value; None where there is none."""
    text = text.strip(" ")
    if type_ == "L":
        return _LOGICAL.get(text.upper())
    if not text or (type_ in "NF" and set(text) == {"*"}):
        return None
    if type_ == "D" and len(text) == 8 and text.isdigit():
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    return _number(text) if type_ in "NF" else text


def _number(text: str) -> str:
    if "e" not in text.lower() and not (text.endswith("0") and "." in text):
        return text
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    if not value.is_finite() or abs(value.adjusted()) > 40:
        return text
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
