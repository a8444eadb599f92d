"""What an old workbook (.xls) holds that its program does not show, from its BIFF records ([MS-XLS] 2.4)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from struct import error as StructError  # noqa: N812 - it is an exception
from struct import unpack_from

from publisher.issues import Issue
from publisher.read.sheets import biff

_NOTE, _ROW, _COLUMNS, _NAME, _BOOK = 0x1C, 0x208, 0x7D, 0x18, 0x1AE
_SELF, _ADDIN = 0x0401, 0x3A01  # what a SUPBOOK is where it is no other file
_EMPTY_HEIGHT, _LOW, _HIDDEN, _BUILTIN = 0x8000, 0x20, 0x01, 0x20


def find(path: Path, name: str) -> Iterator[Issue]:
    """The findings of a workbook's streams and records; of one that is broken those before the break."""
    data = path.read_bytes()
    streams = biff.stream_names(data)
    if {"_VBA_PROJECT_CUR", "_VBA_PROJECT"} & set(streams):
        yield Issue(code="macros", file=name, note="macros")
    if "_SX_DB_CUR" in streams:
        yield Issue(code="pivot-cache", file=name, note="rows behind a pivot table")
    if any(stream.startswith("MBD") for stream in streams):
        yield Issue(code="embedded-file", file=name, note="embedded files")
    counts = dict.fromkeys(("comments", "hidden-rows", "hidden-columns", "text-aside", "external-reference"), 0)
    try:
        for kind, body in biff.all_records(data):
            if (code := _code(kind, body)) is not None:
                counts[code] += 1
    except (StructError, IndexError, OverflowError):
        pass  # reading it says what is broken
    notes = {"text-aside": "hidden names", "external-reference": "links to other workbooks"}
    for code, count in counts.items():
        if count:
            yield Issue(code=code, file=name, note=notes.get(code, ""), count=count)


def _code(kind: int, body: bytes) -> str | None:
    """What a record tells; None for most."""
    if kind == _NOTE and len(body) > 8:
        return "comments"
    if kind == _ROW and len(body) >= 16:
        first, last = unpack_from("<HH", body, 2)
        return "hidden-rows" if unpack_from("<H", body, 12)[0] & _LOW and last > first else None
    if kind == _COLUMNS and len(body) >= 10:
        first, last = unpack_from("<HH", body)
        # From column IV on there is nothing but paper.
        return "hidden-columns" if unpack_from("<H", body, 8)[0] & _HIDDEN and first < 256 and last < 255 else None
    if kind == _NAME and len(body) >= 2:
        flags = unpack_from("<H", body)[0]
        return "text-aside" if flags & _HIDDEN and not flags & _BUILTIN else None
    if kind == _BOOK and len(body) >= 4:
        return None if unpack_from("<H", body, 2)[0] == _SELF else "external-reference"
    return None
