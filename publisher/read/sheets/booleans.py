"""Cells of an XLSX sheet that are declared Boolean and are neither 0 nor 1 (ECMA-376 part 1, 18.18.11).

The stock reader refuses a whole sheet for one of them. Here each is found, so that its row can be told, and emptied in
a copy that is read instead.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path

from publisher.read.packed.archive import open_checked, pieces

_NAME = rb"(?:[A-Za-z_][\w.-]*:)?"
_CELL = re.compile(
    rb"(<" + _NAME + rb"c(?=\s)[^>]*?)\st\s*=\s*[\"']b[\"']([^>]*(?<!/)>)((?:(?!</?" + _NAME + rb"c[\s>]).)*+)",
    re.DOTALL,
)
_VALUE = re.compile(rb"<" + _NAME + rb"v(?:\s[^>]*)?>([^<]*)<")
_KNOWN = frozenset({b"0", b"1", b"true", b"false", b""})


def unreadable(row: bytes) -> Iterator[str]:
    """The text of each such cell of a row's XML."""
    if b'"b"' not in row and b"'b'" not in row:
        return
    for cell in _CELL.finditer(row):
        if (text := _text(cell)) is not None:
            yield text


def without(path: Path, parts: Collection[str], name: str, target: Path) -> Path:
    """A copy of the workbook at ``path`` in which such cells of these parts are empty."""
    with open_checked(path, name) as archive, zipfile.ZipFile(target, "w") as copy:
        for entry in archive.infolist():
            data = b"".join(pieces(archive, entry, name))
            copy.writestr(entry.filename, _CELL.sub(_emptied, data) if entry.filename in parts else data)
    return target


def _emptied(cell: re.Match[bytes]) -> bytes:
    return cell[0] if _text(cell) is None else cell[1] + cell[2]


def _text(cell: re.Match[bytes]) -> str | None:
    found = _VALUE.search(cell[3])
    if found is None or found[1].strip() in _KNOWN:
        return None
    return found[1].decode("utf-8", "replace")
