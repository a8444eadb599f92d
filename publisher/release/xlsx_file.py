"""The XLSX release: the sheet ``data``, and the sheet ``dictionary`` that says what each column holds.

The package is written here and not by a library, because a million rows then take a fraction of the time, no digit
of a number is lost, and the bytes are the same each time (``docs/decisions`` tells the figures).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from publisher.release.archive import entry
from publisher.release.sheet import HEADER, MAX_CELL, MAX_COLUMNS, MAX_ROWS, TEXT, rows, text_row
from publisher.release.workbook import MAIN, SHEETS, About, parts
from publisher.spec.model import Field
from publisher.values.display import texts

MAX_SHEET = 2**31 - 1024  # bytes of XML; beyond, the archive needs an extension that spreadsheets warn of
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class _SheetFullError(Exception):
    """The sheet's XML would be larger than ``MAX_SHEET``."""


def write(
    path: Path, fields: Sequence[Field], table: pa.Table, dictionary: Sequence[Sequence[str | None]], about: About
) -> str:
    """Write the workbook; ``dictionary`` has its header as first row.

    Returns an empty text, or a sentence that says why there is no workbook: a table over a sheet's limit is not cut.
    """
    if note := _over_limit(fields, table):
        return note
    header = text_row(1, [field.name for field in fields], HEADER)
    entries = [text_row(number, row, TEXT) for number, row in enumerate(dictionary[1:], 2)]
    try:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, xml in parts(about, ("data", "dictionary")).items():
                archive.writestr(entry(name), _DECLARATION + xml)
            widths = [max(10, min(40, len(field.name) + 2)) for field in fields]
            _write_sheet(archive, SHEETS[0], widths, header, rows(fields, table))
            titles = text_row(1, dictionary[0], HEADER)
            encoded = (row.encode("utf-8") for row in entries)
            _write_sheet(archive, SHEETS[1], [24] * len(dictionary[0]), titles, encoded)
    except _SheetFullError:
        path.unlink()
        return "No XLSX: the sheet would be larger than 2 GB."
    return ""


def _write_sheet(archive: zipfile.ZipFile, name: str, widths: Sequence[int], header: str, body: Iterable[Any]) -> None:
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, 1)
    )
    head = (
        f'{_DECLARATION}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{header}"
    )
    with archive.open(entry(name), "w") as stream:
        size = stream.write(head.encode("utf-8"))
        for piece in body:
            size += len(piece)
            if size > MAX_SHEET:
                raise _SheetFullError
            stream.write(piece)
        stream.write(b"</sheetData></worksheet>")


def _over_limit(fields: Sequence[Field], table: pa.Table) -> str:
    if table.num_rows > MAX_ROWS - 1:
        return f"No XLSX: the table has {table.num_rows:,} rows and a sheet holds {MAX_ROWS - 1:,}."
    if len(fields) > MAX_COLUMNS:
        return f"No XLSX: the table has {len(fields):,} fields and a sheet holds {MAX_COLUMNS:,}."
    for field in fields:
        kind = table.schema.field(field.name).type
        if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_nested(kind):
            longest = _longest(texts(table.column(field.name), field))
            if longest > MAX_CELL:
                return f"No XLSX: a cell of {field.name} has {longest:,} characters and a sheet's holds {MAX_CELL:,}."
    return ""


def _longest(said: Any) -> int:
    """The most UTF-16 code units of any text; a character beyond the first plane is two."""
    lengths = pc.utf8_length(said)
    longest = int(pc.max(lengths).as_py() or 0)
    if 2 * longest <= MAX_CELL:
        return longest
    near = said.filter(pc.greater(lengths, MAX_CELL // 2)).to_pylist()
    return max(len(text.encode("utf-16-le")) // 2 for text in near)
