"""How far each sheet of a workbook reaches, from its own bytes and not from the reader that fills the cells.

It is done first, because a sheet with one cell at A1 and one at XFD1048576 makes a dense reader abort; and it is the
second count: the last row with a value must be the reader's last row. XLSX by the text of its ``row`` elements
(ECMA-376 part 1, 18.3.1.73), ODS by the parser expat (OpenDocument 1.3 part 3, 9.1), XLS by its BIFF records
([MS-XLS] 2.3; the container as in [MS-CFB]).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

import numpy as np

from publisher.errors import Place, SourceError
from publisher.read.packed.archive import pieces, refused
from publisher.read.sheets.broken import errors, unreadable
from publisher.read.table import MAX_COLUMNS

MAX_CELLS = 20_000_000
MAX_DEPTH = 200
Merge = tuple[int, int, int, int]

_ROW = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?row(?=[\s/>])([^>]*)>")
_ROW_NUMBER = re.compile(rb"""(?:^|\s)r\s*=\s*["'](\d+)["']""")
_CELL = re.compile(rb"""<(?:[A-Za-z_][\w.-]*:)?c\s(?:[^>]*?\s)?r\s*=\s*["']([A-Z]{1,3})\d""")
_VALUE = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:v(?:\s[^>]*)?>[^<]|is[\s>])")
_NEGATIVE_STRING = re.compile(rb"""<c\b[^>]*\st\s*=\s*["']s["'][^>]*>\s*<v>\s*(?:-|\d{8})""")
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_TAIL = 1 << 12


@dataclass(frozen=True, kw_only=True)
class Extent:
    """``rows``: number of the last row with a value; ``columns``: the widest row's; ``conflicts``: rows given twice.

    ``unreadable``: row and text of each cell that is no value of its type; ``errors``: of each that is an error.
    """

    rows: int
    columns: int
    merged: tuple[Merge, ...] = ()
    conflicts: tuple[int, ...] = ()
    unreadable: tuple[tuple[int, str], ...] = ()
    errors: tuple[tuple[int, str], ...] = ()

    def check(self, name: str, sheet: str) -> None:
        """Raise SourceError where the cells lie too far apart to be read as one grid."""
        if self.columns > MAX_COLUMNS:
            raise SourceError(
                f"the sheet reaches to column {self.columns}, and more than {MAX_COLUMNS} are not read",
                place=Place(file=name, sheet=sheet),
                remedy="Delete the stray cells far from the table, and save the workbook again.",
            )
        if self.rows * self.columns > MAX_CELLS:
            raise SourceError(
                f"the sheet reaches to row {self.rows} and column {self.columns}, more than {MAX_CELLS} cells",
                place=Place(file=name, sheet=sheet),
                remedy="Delete the stray cells far from the table, and save the workbook again.",
            )


def check_parts(archive: zipfile.ZipFile, name: str) -> None:
    """Raise SourceError where an XML part has a DOCTYPE or is nested too deeply: no office program writes either."""
    for entry in archive.namelist():
        if not entry.endswith((".xml", ".rels")):
            continue
        rest, depth = b"", 0
        for piece in pieces(archive, entry, name):
            text = (rest + piece).replace(b"\0", b"")
            if _DOCTYPE.search(text):
                raise refused(name, f"its part {entry} has a DOCTYPE, which no office program writes")
            # What may be cut in two stays for the next piece.
            whole = max(len(text) - 16, 0)
            deepest, depth = _nesting(text[:whole], text[whole : whole + 1], depth)
            if deepest > MAX_DEPTH:
                raise refused(name, f"its part {entry} is nested more than {MAX_DEPTH} levels deep")
            rest = text[whole:]


def _nesting(text: bytes, following: bytes, depth: int) -> tuple[int, int]:
    """The deepest level of elements in a piece of XML that begins at ``depth``, and the level at its end."""
    data = np.frombuffer(text + (following or b" "), dtype=np.uint8)
    here, after = data[:-1], data[1:]
    tag = here == 0x3C
    step = np.where(tag & (after == 0x2F), -1, 0) - ((here == 0x2F) & (after == 0x3E))
    step += tag & (after != 0x2F) & (after != 0x21) & (after != 0x3F)
    if not step.any():
        return depth, depth
    levels = depth + np.cumsum(step)
    return int(levels.max()), int(levels[-1])


def xlsx_sheets(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """Sheet name -> part, in the workbook's order."""
    root = _relations(archive, "_rels/.rels", name)
    workbook = next((t for kind, t in root.values() if kind.endswith("/officeDocument")), "xl/workbook.xml").lstrip("/")
    folder, base = posixpath.split(workbook)
    relations = _relations(archive, f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels", name)
    sheets: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "sheet":
            key = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
            target = relations.get(key, ("", ""))[1]
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if path in archive.NameToInfo and "name" in attributes:
                sheets[attributes["name"]] = path

    _expat(archive, workbook, name, start)
    return sheets


def xlsx_extent(archive: zipfile.ZipFile, part: str, name: str) -> Extent:
    """The extent of one worksheet part."""
    last = widest = number = 0
    rows: set[int] = set()
    columns: set[bytes] = set()
    conflicts: list[int] = []
    unread: list[tuple[int, str]] = []
    wrong: list[tuple[int, str]] = []
    for attributes, body in sheet_rows(archive, part, name):
        given = _ROW_NUMBER.search(attributes)
        number = int(given[1]) if given else number + 1
        if number > 1_048_576:
            raise refused(name, f"its part {part} has a row with the number {number}; a sheet has 1,048,576 rows")
        letters = _CELL.findall(body)
        if len(set(letters)) != len(letters) or number in rows:
            conflicts.append(number)
        rows.add(number)
        unread += [(number, text) for text in unreadable(body)]
        wrong += [(number, text) for text in errors(body)]
        if _NEGATIVE_STRING.search(body):
            raise refused(name, f"its part {part}, row {number}, points to a shared text that cannot be there")
        if _VALUE.search(body):
            last = max(last, number)
            for column in set(letters) - columns:
                widest = max(widest, column_number(column))
            columns.update(letters)
            widest = max(widest, 0 if letters else body.count(b"<c "))
    return Extent(rows=last, columns=widest, conflicts=tuple(conflicts), unreadable=tuple(unread), errors=tuple(wrong))


def column_number(letters: bytes) -> int:
    """``A`` -> 1, ``XFD`` -> 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def sheet_rows(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[tuple[bytes, bytes]]:
    """Attributes and body of each row element, from the part's text in pieces."""
    rest = b""
    attributes: bytes | None = None
    for piece in pieces(archive, part, name):
        text = rest + piece
        begin = 0
        for found in _ROW.finditer(text):
            if attributes is not None:
                yield attributes, text[begin : found.start()]
            attributes, begin = found[1], found.end()
        # Keep what may be the beginning of the next row element.
        rest = text[begin:] if attributes is not None else text[-_TAIL:]
    if attributes is not None:
        yield attributes, rest


def _relations(archive: zipfile.ZipFile, part: str, name: str) -> dict[str, tuple[str, str]]:
    """Relation id -> type and target."""
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "Relationship":
            found[attributes.get("Id", "")] = (attributes.get("Type", ""), attributes.get("Target", ""))

    if part in archive.NameToInfo:
        _expat(archive, part, name, start)
    return found


def _expat(archive: zipfile.ZipFile, part: str, name: str, start: Any, end: Any = None, text: Any = None) -> None:
    """Run the parser over a part. Raises SourceError for a DOCTYPE, deep nesting or broken XML."""
    parser = expat.ParserCreate()
    depth = 0

    def opened(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise refused(name, f"its part {part} is nested more than {MAX_DEPTH} levels deep")
        start(tag, attributes)

    def closed(tag: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(tag)

    def doctype(*_: object) -> None:
        raise refused(name, f"its part {part} has a DOCTYPE, which no office program writes")

    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.StartDoctypeDeclHandler = doctype
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        for piece in pieces(archive, part, name):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise refused(name, f"its part {part} is no well-formed XML: {error}") from error


@dataclass(kw_only=True)
class _OdsTable:
    """What is known of the table being read; it lives inside one call of :func:`ods_extents`."""

    name: str
    row: int = 0
    column: int = 0
    row_repeat: int = 1
    last: int = 0
    widest: int = 0
    valued: bool = False
    merged: list[Merge] = field(default_factory=list)


def ods_extents(archive: zipfile.ZipFile, name: str) -> dict[str, Extent]:
    """Sheet name -> extent, in order."""
    tables: list[_OdsTable] = []
    nested = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal nested
        if tag == "table:table":
            nested += 1
            if nested == 1:
                tables.append(_OdsTable(name=attributes.get("table:name", "")))
        elif nested == 1 and tag == "table:table-row":
            table = tables[-1]
            table.row_repeat = _integer(attributes, "table:number-rows-repeated")
            table.column, table.valued = 0, False
        elif nested == 1 and tag in {"table:table-cell", "table:covered-table-cell"}:
            _ods_cell(tables[-1], attributes)
        elif nested == 1 and tables and tag == "text:p":
            table = tables[-1]
            table.valued = True
            table.widest = max(table.widest, table.column)

    def end(tag: str) -> None:
        nonlocal nested
        if tag == "table:table":
            nested -= 1
        elif nested == 1 and tag == "table:table-row":
            table = tables[-1]
            table.row += table.row_repeat
            if table.valued:
                table.last = table.row

    _expat(archive, "content.xml", name, start, end)
    return {t.name: Extent(rows=t.last, columns=t.widest, merged=tuple(t.merged)) for t in tables}


def _ods_cell(table: _OdsTable, attributes: dict[str, str]) -> None:
    table.column += _integer(attributes, "table:number-columns-repeated")
    if attributes.get("office:value-type"):
        table.valued = True
        table.widest = max(table.widest, table.column)
    columns = _integer(attributes, "table:number-columns-spanned")
    rows = _integer(attributes, "table:number-rows-spanned")
    if columns > 1 or rows > 1:
        first = table.row + 1
        table.merged.append((first, table.column - 1, first + rows - 1, table.column + columns - 2))


def _integer(attributes: dict[str, str], key: str) -> int:
    text = attributes.get(key, "1")
    return max(1, int(text)) if text.isdigit() and len(text) < 10 else 1
