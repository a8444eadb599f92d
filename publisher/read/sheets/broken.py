"""Cells of an XLSX sheet that hold no value of their type (ECMA-376 part 1, 18.18.11): errors, and what is no Boolean.

The stock reader gives nothing for an error such as #REF!, and refuses a whole sheet for a Boolean that is neither 0 nor
1. Here each is found, so that it can be told; of the latter, too, a copy is made in which they are empty.
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
_ERROR = re.compile(
    rb"""\st\s*=\s*["']e["'][^>]*(?<!/)>(?:<f[\s>](?:(?!</f>).)*+</f>)?<""" + _NAME + rb"v>([^<]+)<", re.DOTALL
)
_KNOWN = frozenset({b"0", b"1", b"true", b"false", b""})


def errors(row: bytes) -> list[str]:
    """The text of each cell of a row's XML that is an error."""
    if b'"e"' not in row and b"'e'" not in row:
        return []
    return [text.decode("utf-8", "replace") for text in _ERROR.findall(row)]


def unreadable(row: bytes) -> Iterator[str]:
    """The text of each cell of a row's XML that is no Boolean."""
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
