"""Rows as the cells of a worksheet (ECMA-376 part 1, 18.3.1), a batch at a time and never a Python object a cell.

Text is always text, never a formula and never a link: an inline string, and where it begins as a formula does, with
the style that keeps it text when someone edits the cell (``quotePrefix``). A number that a spreadsheet would round
(more than 15 digits) and a day before 1 March 1900 (which spreadsheets count differently) are written as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from publisher.release.guard import risky
from publisher.release.lines import LARGE, batches, joined, rewritten
from publisher.spec.model import Field
from publisher.values.display import texts

GENERAL, TEXT, GUARDED, DATE, DATETIME, HEADER = range(6)  # places in the style sheet's cellXfs
MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
MAX_CELL = 32_767  # UTF-16 code units

_DIGITS = 15
_EPOCH = 25_569  # days from 30 December 1899 to 1 January 1970
_FIRST_SERIAL = 61  # 1 March 1900
_SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
# What XML may not hold or would take for something else, the two non-characters, and what looks like an escape.
_CHARACTERS = "[&<>\\x00-\\x08\\x0b-\\x1f\ufffe\uffff]"
_SPECIAL = f"{_CHARACTERS}|_x[0-9A-Fa-f]{{4}}_"  # for RE2: whether a text needs care
_EACH = re.compile(f"{_CHARACTERS}|_(?=x[0-9A-Fa-f]{{4}}_)")  # looks ahead, since two escapes may share a line
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}


def escape(text: str) -> str:
    """Text as XML; what XML cannot hold as ``_xHHHH_`` (ECMA-376 part 1, 22.9.2.19)."""
    return _EACH.sub(lambda match: _ESCAPES.get(match[0]) or f"_x{ord(match[0]):04X}_", text)


def column_name(number: int) -> str:
    """``0`` is ``A``, ``26`` is ``AA``."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def text_row(number: int, cells: Sequence[str | None], style: int) -> str:
    """One row of texts; None leaves a cell empty."""
    made = [
        f'<c r="{column_name(place)}{number}" s="{style}" t="inlineStr">'
        f'<is><t xml:space="preserve">{escape(cell)}</t></is></c>'
        for place, cell in enumerate(cells)
        if cell is not None
    ]
    return f'<row r="{number}">{"".join(made)}</row>'


def rows(fields: Sequence[Field], table: pa.Table) -> Iterator[memoryview]:
    """All rows of the table, from row 2 of the sheet, as pieces of XML."""
    for start, batch in batches(table):
        numbers = pa.array(range(start + 2, start + 2 + batch.num_rows)).cast(LARGE)
        pieces: list[Any] = ['<row r="', numbers, '">']
        for place, field in enumerate(fields):
            head = _join(f'<c r="{column_name(place)}', numbers, '"')
            pieces.append(pc.fill_null(_join(head, _cells(field, batch.column(field.name))), ""))
        yield joined([*pieces, "</row>"])


def _cells(field: Field, column: Any) -> Any:
    """What follows a cell's address: style, type and value; null where there is no value."""
    said = texts(column, field)
    kind = column.type
    if pa.types.is_boolean(kind):
        return _join(' t="b"><v>', pc.if_else(pc.equal(said, "true"), _large("1"), _large("0")), "</v></c>")
    if pa.types.is_date32(kind) or pa.types.is_timestamp(kind):
        serial = _serial(column.combine_chunks())
        style = DATETIME if pa.types.is_timestamp(kind) else DATE
        number = _join(f' s="{style}"><v>', serial.cast(LARGE), "</v></c>")
        return pc.if_else(pc.greater_equal(serial, _FIRST_SERIAL), number, _text(said, TEXT))
    if pa.types.is_floating(kind):
        return pc.if_else(pc.match_substring(said, "N"), _text(said, GENERAL), _join("><v>", said, "</v></c>"))
    if pa.types.is_integer(kind) or pa.types.is_decimal(kind):
        number = _join("><v>", said, "</v></c>")
        if (pc.max(pc.utf8_length(said)).as_py() or 0) <= _DIGITS:
            return number
        return pc.if_else(_exact(said), number, _text(said, TEXT))
    return _text(said, TEXT if field.type == "identifier" else GENERAL)


def _text(said: Any, style: int) -> Any:
    plain, guard = _large(f' s="{style}"' if style else ""), _large(f' s="{GUARDED}"')
    attribute = pc.if_else(risky(said), guard, plain)
    escaped = rewritten(said, _SPECIAL, escape)
    preserve = pc.if_else(
        pc.match_substring_regex(said, r"\A\s|\s\z|\n|  "), _large(' xml:space="preserve"'), _large("")
    )
    return _join(attribute, ' t="inlineStr"><is><t', preserve, ">", escaped, "</t></is></c>")


def _exact(said: Any) -> Any:
    """Whether a number's text has no more digits than a spreadsheet keeps."""
    digits = pc.replace_substring_regex(said, r"[-.]", "")
    return pc.less_equal(pc.utf8_length(pc.replace_substring_regex(digits, r"^0+|0+$", "")), _DIGITS)


def _serial(array: Any) -> Any:
    """Days since 30 December 1899: whole for dates, with a fraction for instants."""
    if pa.types.is_date32(array.type):
        return pc.add(array.cast(pa.int32()), _EPOCH)
    ticks = 86_400 * _SECOND[array.type.unit]
    return pc.add(pc.divide(array.cast(pa.int64()).cast(pa.float64(), safe=False), float(ticks)), float(_EPOCH))


def _large(text: str) -> Any:
    return pa.scalar(text, LARGE)


def _join(*pieces: Any) -> Any:
    parts = [_large(piece) if isinstance(piece, str) else piece for piece in pieces]
    return pc.binary_join_element_wise(*parts, _large(""))
