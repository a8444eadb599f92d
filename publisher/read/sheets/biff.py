"""The last row of each sheet of an old workbook (.xls), from its BIFF records: the second count for that format.

The container is read as [MS-CFB] says (header 2.2, FAT 2.3, directory 2.6), the records as [MS-XLS] 2.3 and 2.4 say.
Whatever does not fit gives no count rather than a wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import error as StructError  # noqa: N812 - it is an exception
from struct import unpack_from

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA
_BOF, _EOF, _SHEET, _FORMULA = 0x809, 0x0A, 0x85, 0x06
# FORMULA, RK, MULRK, NUMBER, LABEL, LABELSST, RSTRING, BOOLERR: records of one row's cells with a value.
_CELLS = frozenset({_FORMULA, 0x27E, 0xBD, 0x203, 0x204, 0xFD, 0xD6, 0x205})


def last_rows(data: bytes) -> list[int] | None:
    """The last row with a value of each sheet, worksheets and others, in order; None where the file cannot be told."""
    try:
        stream = workbook_stream(data)
        return None if stream is None else _last_rows(stream)
    except (StructError, IndexError, OverflowError):
        return None


def workbook_stream(data: bytes) -> bytes | None:
    """The bytes of the stream ``Workbook`` or ``Book``; None where there is none."""
    streams = dict(_streams(data))
    return streams.get("Workbook", streams.get("Book"))


def stream_names(data: bytes) -> tuple[str, ...]:
    """The names of all streams and storages of the container; none where it is broken."""
    try:
        return tuple(name for name, _ in _entries(data))
    except (StructError, IndexError, OverflowError):
        return ()


def all_records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and body of every record of the workbook's stream, those of charts in sheets too; none where it has none."""
    stream = workbook_stream(data) or b""
    offset = 0
    while offset + 4 <= len(stream):
        kind, size = unpack_from("<HH", stream, offset)
        yield kind, stream[offset + 4 : offset + 4 + size]
        offset += 4 + size


def _last_rows(stream: bytes) -> list[int]:
    offsets = [unpack_from("<I", body)[0] for kind, body in _records(stream, 0) if kind == _SHEET]
    rows = []
    for offset in offsets:
        found = [unpack_from("<H", body)[0] + 1 for kind, body in _records(stream, offset) if kind in _CELLS]
        rows.append(max(found, default=0))
    return rows


def _records(stream: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    """Records of one substream: from its BOF to the EOF that belongs to it."""
    depth = 0
    while offset + 4 <= len(stream):
        kind, size = unpack_from("<HH", stream, offset)
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, stream[offset + 4 : offset + 4 + size]
        offset += 4 + size


def _entries(data: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    """Name, first sector and size of each directory entry."""
    if data[:8] != _MAGIC:
        return
    directory = _chain(data, unpack_from("<I", data, 48)[0], _fat(data), _sector_size(data))
    for at in range(0, len(directory) - 127, 128):
        length = unpack_from("<H", directory, at + 64)[0]
        if 2 <= length <= 64:
            name = directory[at : at + length - 2].decode("utf-16-le", "replace")
            yield name, (unpack_from("<I", directory, at + 116)[0], unpack_from("<I", directory, at + 120)[0])


def _streams(data: bytes) -> Iterator[tuple[str, bytes]]:
    fat, size_of_sector = _fat(data), _sector_size(data)
    cutoff = unpack_from("<I", data, 56)[0]
    entries = list(_entries(data))
    for name, (start, size) in entries:
        if name not in {"Workbook", "Book"}:
            continue
        if size >= cutoff:
            yield name, _chain(data, start, fat, size_of_sector)[:size]
            continue
        root = entries[0][1]
        container = _chain(data, root[0], fat, size_of_sector)
        table = _chain(data, unpack_from("<I", data, 60)[0], fat, size_of_sector)
        small = unpack_from(f"<{len(table) // 4}I", table)
        yield name, _follow(container, start, small, 64, 0)[:size]


def _sector_size(data: bytes) -> int:
    return 4096 if unpack_from("<H", data, 30)[0] == 12 else 512


def _fat(data: bytes) -> tuple[int, ...]:
    size = _sector_size(data)
    sectors = [s for s in unpack_from("<109I", data, 76) if s < _END]
    following, count = unpack_from("<II", data, 68)
    for _ in range(min(count, len(data) // size)):
        if following >= _END:
            break
        more = unpack_from(f"<{size // 4}I", data, (following + 1) * size)
        sectors += [s for s in more[:-1] if s < _END]
        following = more[-1]
    table: list[int] = []
    for sector in sectors[: len(data) // size + 1]:
        table += unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
    return tuple(table)


def _chain(data: bytes, start: int, fat: tuple[int, ...], size: int) -> bytes:
    return _follow(data, start, fat, size, size)


def _follow(data: bytes, start: int, fat: tuple[int, ...], size: int, before: int) -> bytes:
    """The sectors of a chain joined; a chain that runs in a circle ends after as many sectors as there are."""
    parts = []
    sector = start
    for _ in range(len(fat) + 1):
        if sector >= _END or sector >= len(fat):
            break
        parts.append(data[before + sector * size : before + (sector + 1) * size])
        sector = fat[sector]
    return b"".join(parts)
