"""What a sheet of an XLSX workbook holds that its program does not show (ECMA-376 part 1, 18.2, 18.3)."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from publisher.issues import Issue
from publisher.read.packed.archive import pieces
from publisher.read.sheets.extent import column_number, sheet_rows, xlsx_sheets
from publisher.read.unseen.package import head
from publisher.read.unseen.styles import unseen_styles

_NAME = re.compile(rb"<(?:\w+:)?definedName\s([^>]*)>\s*[^<\s]")
_OWN = re.compile(rb"""\sname\s*=\s*["']_xl|\sfunction\s*=\s*["'](?:1|true)""")  # made by the program; or no value
_HIDDEN = re.compile(rb"""\shidden\s*=\s*["'](?:1|true)["']""")
_LOW = re.compile(rb"""\sht\s*=\s*["']0(?:\.0*)?["']""")
_NARROW = re.compile(rb"""\swidth\s*=\s*["']0(?:\.0*)?["']""")
_NUMBER = re.compile(rb"""(?:^|\s)r\s*=\s*["'](\d+)["']""")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s([^>]*)>")
_FROM, _TO = re.compile(rb"""\smin\s*=\s*["'](\d+)"""), re.compile(rb"""\smax\s*=\s*["'](\d+)""")
_CELL = re.compile(rb"""<(?:\w+:)?c\s([^>]*?)(?:/>|>((?:(?!<(?:\w+:)?c[\s>]).)*+))""", re.DOTALL)
_PLACE, _STYLE = re.compile(rb"""(?:^|\s)r\s*=\s*["']([A-Z]{1,3})\d"""), re.compile(rb"""\ss\s*=\s*["'](\d+)["']""")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v(?:\s[^>]*)?>[^<]|t(?:\s[^>]*)?>[^<])")
_HEADER = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)(?:\s[^>]*)?>([^<]+)<")
_CODES = re.compile(
    rb"&amp;(?:[LCRPNDTAFZGBIUEXYSHO]|\d+|&quot;[^&]*&quot;|K[0-9A-F]{6})|[\s\d/.,:|-]+|Page|of|Seite|von"
)
_LIST = re.compile(rb"""<(?:\w+:)?formula1>\s*(?:"|&quot;)[^<]*[^<\W\d]""")
_FAR_ROWS, _FAR_COLUMNS = 200, 100  # empty ones between a cell and all others before it
_TAIL = 1 << 12


@dataclass(kw_only=True)
class _Sheet:
    """What is counted of one sheet; lives inside one look at it."""

    columns: frozenset[int] = frozenset()
    row: int = 0
    hidden_rows: int = 0
    first_row: int = 0
    hidden_cells: int = 0
    unseen: int = 0
    far: str = ""
    last: int = 0
    widest: int = 0


def find(archive: zipfile.ZipFile, name: str) -> Iterator[Issue]:
    """The findings of hidden names, and of each sheet in the workbook's order."""
    workbook = head(archive, "xl/workbook.xml", name)
    hidden = [one for one in _NAME.findall(workbook) if _HIDDEN.search(b" " + one) and not _OWN.search(b" " + one)]
    if hidden:
        yield Issue(code="text-aside", file=name, note="hidden names", count=len(hidden))
    styles = unseen_styles(head(archive, "xl/styles.xml", name))
    for sheet, part in xlsx_sheets(archive, name).items():
        yield from _sheet(archive, part, styles, name, sheet)


def _sheet(archive: zipfile.ZipFile, part: str, styles: frozenset[int], name: str, sheet: str) -> Iterator[Issue]:
    before, after = _around(archive, part, name)
    found = _Sheet(columns=frozenset(_columns(before)))
    for attributes, body in sheet_rows(archive, part, name):
        _row(found, attributes, body, styles)
    if found.hidden_rows:
        note = f"from row {found.first_row} on"
        yield Issue(code="hidden-rows", file=name, sheet=sheet, note=note, count=found.hidden_rows)
    if found.hidden_cells:
        yield Issue(code="hidden-columns", file=name, sheet=sheet, note=_letters(found.columns))
    if found.unseen:
        note = "cells of the colour behind them or without a format"
        yield Issue(code="hidden-text", file=name, sheet=sheet, note=note, count=found.unseen)
    if found.far:
        yield Issue(code="far-cell", file=name, sheet=sheet, note=found.far)
    if any(_CODES.sub(b"", text).strip() for text in _HEADER.findall(after)):
        yield Issue(code="text-aside", file=name, sheet=sheet, note="header or footer of the printed page")
    if lists := _LIST.findall(after):
        yield Issue(code="text-aside", file=name, sheet=sheet, note="lists of allowed values", count=len(lists))


def _row(found: _Sheet, attributes: bytes, body: bytes, styles: frozenset[int]) -> None:
    """Count what one row holds unseen."""
    given = _NUMBER.search(attributes)
    number = found.row = int(given[1]) if given else found.row + 1
    lies_low = _HIDDEN.search(attributes) or _LOW.search(attributes)
    if not (lies_low or found.columns or styles):
        _far(found, body, number)
        return
    if not _VALUE.search(body):
        return
    if lies_low:
        found.hidden_rows += 1
        found.first_row = found.first_row or number
    if found.columns or styles:
        for cell in _CELL.finditer(body):
            if cell[2] is None or not _VALUE.search(cell[2]):
                continue
            place, style = _PLACE.search(cell[1]), _STYLE.search(cell[1])
            found.hidden_cells += bool(place and column_number(place[1]) in found.columns)
            found.unseen += bool(style and int(style[1]) in styles)
    _far(found, body, number)


def _far(found: _Sheet, body: bytes, number: int) -> None:
    """Whether a cell of the row stands far below, or far beside, all cells before it."""
    letters = re.findall(rb"""\sr\s*=\s*["']([A-Z]{1,3})\d""", body[-256:])
    if not letters or not _VALUE.search(body):
        return
    widest = column_number(letters[-1])
    below = found.last and number > found.last + _FAR_ROWS
    beside = found.widest and widest > found.widest + _FAR_COLUMNS
    if below or beside:
        found.far = f"row {number}, column {letters[-1].decode()}"
        return
    found.last, found.widest = number, max(found.widest, widest)


def _columns(text: bytes) -> Iterator[int]:
    for one in _COLUMN.findall(text):
        attributes = b" " + one
        first, last = _FROM.search(attributes), _TO.search(attributes)
        if first and last and (_HIDDEN.search(attributes) or _NARROW.search(attributes)):
            yield from range(int(first[1]), min(int(last[1]), int(first[1]) + 2_000) + 1)


def _around(archive: zipfile.ZipFile, part: str, name: str) -> tuple[bytes, bytes]:
    """The text of a sheet's part before its rows and after them."""
    before, after, begun, rest = b"", b"", False, b""
    for piece in pieces(archive, part, name):
        text = rest + piece
        if not begun and b"sheetData" in text:
            before += text[: text.index(b"sheetData")]
            begun = True
        end = text.rfind(b"</sheetData") if not after else 0
        end = text.rfind(b":sheetData>") if end < 0 else end
        if end >= 0 and begun:
            after += text[end:]
            rest = b""
        else:
            rest = text[-_TAIL:]
    return before, after


def _letters(columns: frozenset[int]) -> str:
    """A few columns as letters: D, E, F, ..."""
    shown = []
    for column in sorted(columns)[:5]:
        letters, rest = "", column
        while rest:
            rest, digit = divmod(rest - 1, 26)
            letters = chr(65 + digit) + letters
        shown.append(letters)
    return "column " + ", ".join(shown) + (", ..." if len(columns) > len(shown) else "")
