"""A zip container (a workbook is one) checked before anything in it is opened: safety.md, Limits.

Python before 3.11.8 reads overlapping entries, so the check is our own, on the central directory.
"""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from struct import unpack_from

from publisher.errors import Place, SourceError

MAX_ENTRIES = 10_000
MAX_TOTAL = 8 << 30
MAX_RATIO, RATIO_FROM = 100, 64 << 20
# One entry alone: deflate reaches 1,032 where all bytes are the same, and what programs write stays below 300.
MAX_ENTRY_RATIO, ENTRY_RATIO_FROM = 500, 32 << 20
_PIECE = 1 << 22
_LOCAL_HEADER = 30


def open_checked(path: Path, name: str) -> zipfile.ZipFile:
    """The container, opened. Raises SourceError with the reason where it is damaged or hostile."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise refused(name, f"it looks like a zip container and cannot be opened: {error}") from error
    try:
        _check(archive, path, name)
    except SourceError:
        archive.close()
        raise
    return archive


def pieces(archive: zipfile.ZipFile, entry: str | zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """The unpacked bytes of an entry in pieces of 4 MiB, its checksum verified at the end."""
    try:
        with archive.open(entry) as stream:
            while piece := stream.read(_PIECE):
                yield piece
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        part = entry if isinstance(entry, str) else entry.filename
        raise refused(name, f"its part {part} is damaged: {error}") from error


def refused(name: str, reason: str) -> SourceError:
    """The error for a container that is not opened."""
    return SourceError(
        reason,
        place=Place(file=name),
        remedy="Open the file in its own program and save it again, or ask the department for it.",
    )


def _check(archive: zipfile.ZipFile, path: Path, name: str) -> None:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise refused(name, f"it has {len(entries)} entries, and more than {MAX_ENTRIES} are not opened")
    twice = [entry for entry, times in Counter(e.filename for e in entries).items() if times > 1]
    if twice:
        raise refused(name, f"two of its entries have the name {twice[0]!r}")
    if any(entry.flag_bits & 1 for entry in entries):
        raise refused(name, "it is encrypted; save it without a password")
    total = sum(entry.file_size for entry in entries)
    size = path.stat().st_size
    if total > MAX_TOTAL or (total > RATIO_FROM and total > MAX_RATIO * size):
        raise refused(name, f"its {size} bytes unpack to {total}, as in a zip bomb")
    for entry in entries:
        if entry.file_size > max(ENTRY_RATIO_FROM, MAX_ENTRY_RATIO * entry.compress_size):
            told = f"its entry {entry.filename!r} unpacks from {entry.compress_size} bytes to {entry.file_size}"
            raise refused(name, f"{told}, as in a zip bomb")
    with path.open("rb") as stream:
        end = 0
        for entry in sorted(entries, key=lambda e: e.header_offset):
            if entry.header_offset < end:
                raise refused(name, f"its entry {entry.filename!r} overlaps another, as in a zip bomb")
            stream.seek(entry.header_offset)
            header = stream.read(_LOCAL_HEADER)
            if len(header) < _LOCAL_HEADER or header[:4] != b"PK\3\4":
                raise refused(name, f"its entry {entry.filename!r} does not begin where its directory says")
            name_size, extra_size = unpack_from("<HH", header, 26)
            end = entry.header_offset + _LOCAL_HEADER + name_size + extra_size + entry.compress_size
