"""Files that hold one long run of bytes, named by their content.

A volume is addressed as if it were one file; it is cut every 8 MiB, which every host and every browser cache takes.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

PIECE = 8 << 20


def named(stem: str, data: bytes, suffix: str) -> str:
    """A file name that changes when, and only when, the content does."""
    return f"{stem}-{hashlib.sha256(data).hexdigest()[:16]}{suffix}"


class VolumeWriter:
    """Writes one volume; memory holds one piece."""

    def __init__(self, folder: Path, stem: str) -> None:
        self._folder, self._stem = folder, stem
        self._buffer = bytearray()
        self._written = 0
        self._files: list[tuple[str, int]] = []

    @property
    def end(self) -> int:
        """The address of the next byte."""
        return self._written + len(self._buffer)

    def write(self, data: bytes) -> int:
        """Add ``data``; returns its address."""
        address = self.end
        self._buffer += data
        while len(self._buffer) >= PIECE:
            self._cut(PIECE)
        return address

    def close(self) -> list[tuple[str, int]]:
        """The names and sizes of the files, in order."""
        if self._buffer:
            self._cut(len(self._buffer))
        return self._files

    def _cut(self, size: int) -> None:
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        name = named(self._stem, data, ".bin")
        (self._folder / name).write_bytes(data)
        self._files.append((name, size))
        self._written += size
