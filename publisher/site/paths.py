"""The files of one edition: each path has one writer."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from publisher.errors import EditionError
from publisher.files import link_or_copy


class Paths:
    """Writes below ``out`` and remembers who wrote what; a second writer of a path is an error."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.files = 0
        self.pages = 0
        self.bytes = 0
        self._writers: dict[str, str] = {}

    def write(self, path: str, content: str | bytes, *, writer: str) -> None:
        """Write a new file. ``path`` is relative, with slashes; ``writer`` names it in the error."""
        target = self._claim(path, writer)
        data = content.encode("utf-8", errors="replace") if isinstance(content, str) else content
        target.write_bytes(data)
        self.bytes += len(data)

    def page(self, address: str, html: str, *, writer: str) -> None:
        """Write a page at its address: ``/datasets/`` becomes ``datasets/index.html``."""
        self.write(
            f"{address}index.html".lstrip("/") if address.endswith("/") else address.lstrip("/"), html, writer=writer
        )
        self.pages += 1

    def link(self, path: str, source: Path, *, writer: str) -> None:
        """Put an existing file at ``path`` without copying it where the file system can."""
        target = self._claim(path, writer)
        link_or_copy(source, target)
        self.bytes += target.stat().st_size

    def _claim(self, path: str, writer: str) -> Path:
        pure = PurePosixPath(path)
        if pure.is_absolute() or ".." in pure.parts or str(pure) != path:
            raise EditionError(
                f"{writer} asks for the address {path!r}, which is outside the site",
                remedy="Give it an id of the characters a to z, 0 to 9 and hyphen.",
            )
        if path in self._writers:
            raise EditionError(
                f"two things ask for the address /{path}: {self._writers[path]} and {writer}",
                remedy="Give one of them another id.",
            )
        self._writers[path] = writer
        self.files += 1
        target = self.out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        return target
