"""Old workbooks (.xls): the records that [MS-XLS] asks of a workbook, in the container of [MS-CFB].

Only what a register needs: one sheet of texts, numbers and days, with merged cells. Texts stand in one shared table, as
a spreadsheet program writes them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from struct import pack

from datasets.generator.made import Cell

# First record, first column, last record, last column, from 0.
Merged = tuple[int, int, int, int]
_DAY_ZERO = dt.date(1899, 12, 30)
_MOST = 8224  # bytes in one record, [MS-XLS] 2.1.4
_SECTOR, _FREE, _END, _FAT = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_GENERAL, _DATE = 15, 16  # places in the list of cell formats
_FORMAT_DATE = 164


def workbook(name: str, rows: Sequence[Sequence[Cell]], merged: Sequence[Merged] = ()) -> bytes:
    """The bytes of a workbook with one sheet."""
    texts = {text: number for number, text in enumerate(dict.fromkeys(_texts(rows)))}
    uses = sum(1 for _ in _texts(rows))
    before, after = _globals_start(), b"".join(_shared(list(texts), uses)) + _record(0x0A)
    place = len(before) + len(_sheet_entry(name, 0)) + len(after)
    return _container(before + _sheet_entry(name, place) + after + b"".join(_sheet(rows, texts, merged)))


def _texts(rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    return (cell for row in rows for cell in row if isinstance(cell, str) and cell)


def _record(kind: int, body: bytes = b"") -> bytes:
    return pack("<HH", kind, len(body)) + body


def _begin(kind: int) -> bytes:
    """BOF of BIFF8 (2.4.21): 5 is the workbook, 16 a worksheet."""
    return _record(0x809, pack("<HHHHII", 0x600, kind, 0x0DBB, 0x07CC, 0x41, 0x06))


def _globals_start() -> bytes:
    """What stands before the list of sheets: code page, window, fonts, number formats, cell formats, the style."""
    font = pack("<HHHHHBBBB", 220, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + pack("<BB", 5, 0) + b"Arial"
    style = pack("<HHHBBBBIIH", 0, 0, 0xFFF5, 0x20, 0, 0, 0xF4, 0, 0, 0x20C0)
    cells = [pack("<HHHBBBBIIH", 0, shape, 1, 0x20, 0, 0, 0x04, 0, 0, 0x20C0) for shape in (0, _FORMAT_DATE)]
    return b"".join(
        [
            _begin(5),
            _record(0x42, pack("<H", 1200)),
            _record(0x3D, pack("<HHHHHHHHH", 0, 0, 16000, 9000, 0x38, 0, 0, 1, 600)),
            *(_record(0x31, font) for _ in range(4)),
            _record(0x41E, pack("<H", _FORMAT_DATE) + _text("yyyy-mm-dd")),
            *(_record(0xE0, style) for _ in range(15)),
            *(_record(0xE0, cell) for cell in cells),
            _record(0x293, pack("<HBB", 0x8000, 0, 0xFF)),
        ]
    )


def _sheet_entry(name: str, place: int) -> bytes:
    return _record(0x85, pack("<IHBB", place, 0, len(name), 1) + name.encode("utf-16-le"))


def _text(text: str) -> bytes:
    """XLUnicodeString (2.5.294): one byte a character where that is enough, else two."""
    try:
        return pack("<HB", len(text), 0) + text.encode("latin-1")
    except UnicodeEncodeError:
        return pack("<HB", len(text.encode("utf-16-le")) // 2, 1) + text.encode("utf-16-le")


def _shared(texts: Sequence[str], uses: int) -> Iterator[bytes]:
    """The table of texts (SST, 2.4.265), continued between two texts where a record is full."""
    kind, body = 0xFC, pack("<II", uses, len(texts))
    for text in map(_text, texts):
        if len(body) + len(text) > _MOST:
            yield _record(kind, body)
            kind, body = 0x3C, b""
        body += text
    yield _record(kind, body)


def _sheet(rows: Sequence[Sequence[Cell]], texts: dict[str, int], merged: Sequence[Merged]) -> Iterator[bytes]:
    width = max(map(len, rows))
    yield _begin(16)
    yield _record(0x200, pack("<IIHHH", 0, len(rows), 0, width, 0))
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            yield _cell(number, column, cell, texts)
    ranges = b"".join(pack("<HHHH", first, last, left, right) for first, left, last, right in merged)
    yield _record(0xE5, pack("<H", len(merged)) + ranges) if merged else b""
    yield _record(0x23E, pack("<HHHHHHHI", 0x6B6, 0, 0, 64, 0, 0, 0, 0))
    yield _record(0x0A)


def _cell(row: int, column: int, cell: Cell, texts: dict[str, int]) -> bytes:
    match cell:
        case None | "":
            return b""
        case str():
            return _record(0xFD, pack("<HHHI", row, column, _GENERAL, texts[cell]))
        case dt.date():
            return _record(0x203, pack("<HHHd", row, column, _DATE, (cell - _DAY_ZERO).days))
        case int() | float() | Decimal():
            return _record(0x203, pack("<HHHd", row, column, _GENERAL, float(cell)))


def _container(stream: bytes) -> bytes:
    """The workbook's stream as a compound file: its sectors, one of the directory, then the allocation table."""
    stream = stream.ljust(4096, b"\0")  # a shorter one would stand in the small-sector stream
    size = len(stream)
    count = -(-size // _SECTOR)
    tables = 1
    while tables * (_SECTOR // 4) < count + 1 + tables:
        tables += 1
    chain = [*range(1, count), _END, _END, *[_FAT] * tables]
    chain += [_FREE] * (tables * (_SECTOR // 4) - len(chain))
    first_table = count + 1
    heads = [first_table + number for number in range(tables)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += pack("<IIIIIIIII", 0, tables, count, 0, 4096, _END, 0, _END, 0)
    header += pack("<109I", *heads, *[_FREE] * (109 - tables))
    names = [("Root Entry", 5, 1, _END, 0), ("Workbook", 2, _FREE, 0, size)]
    directory = b"".join(_entry(*one) for one in names) + _entry("", 0, _FREE, 0, 0) * 2
    return header + stream.ljust(count * _SECTOR, b"\0") + directory + pack(f"<{len(chain)}I", *chain)


def _entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
    """A directory entry ([MS-CFB] 2.6.1), without a date."""
    text = name.encode("utf-16-le") + b"\0\0" if name else b""
    head = text.ljust(64, b"\0") + pack("<HBB", len(text), kind, 1) + pack("<III", _FREE, _FREE, child)
    return head + bytes(16 + 4 + 8 + 8) + pack("<IQ", first, size)
