"""From a file to the issues of what it holds unseen; runs in the limited child."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from publisher.errors import SourceError
from publisher.issues import Issue
from publisher.read.packed import gzipped
from publisher.read.packed.archive import open_checked, pieces
from publisher.read.sniff import kind_of

_PAPERS = (".xlsx", ".xlsm", ".xls", ".ods", ".odt", ".docx", ".pdf", ".html", ".htm")


def look_at(path: str, name: str) -> list[dict[str, Any]]:
    """The issues of the file at ``path``, called ``name`` in them, as their fields; none where it cannot be read."""
    return [asdict(issue) for issue in _issues(Path(path), name)]


def _issues(path: Path, name: str, *, inside: bool = False) -> Iterator[Issue]:
    try:
        kind = kind_of(path, name)
        if kind in ("zip", "gzip") and not inside:
            yield from _packed(path, kind, name)
        elif kind is not None:
            yield from _of_kind(path, kind, name)
    except SourceError:
        return  # reading it says why


def _packed(path: Path, kind: str, name: str) -> Iterator[Issue]:
    with TemporaryDirectory(prefix="daylight-unseen-") as folder:
        if kind == "gzip":
            yield from _issues(gzipped.unpack(path, name=name, folder=Path(folder)), name, inside=True)
            return
        with open_checked(path, name) as archive:
            for number, entry in enumerate(archive.infolist()):
                if entry.filename.lower().endswith(_PAPERS):
                    unpacked = Path(folder) / str(number)
                    with unpacked.open("wb") as stream:
                        stream.writelines(pieces(archive, entry, name))
                    yield from _issues(unpacked, f"{name}!{entry.filename}", inside=True)
                    unpacked.unlink()


def _of_kind(path: Path, kind: str, name: str) -> Iterator[Issue]:
    if kind == "pdf":
        from publisher.read.unseen import pdf

        yield from pdf.find(path, name)
    elif kind == "html":
        from publisher.read.unseen import page

        yield from page.find(path, name)
    elif kind == "xls":
        from publisher.read.unseen import binary

        yield from binary.find(path, name)
    elif kind in ("xlsx", "docx", "ods", "odt"):
        with open_checked(path, name) as archive:
            yield from _of_package(archive, path, kind, name)


def _of_package(archive: Any, path: Path, kind: str, name: str) -> Iterator[Issue]:
    if kind in ("ods", "odt"):
        from publisher.read.unseen import opendocument

        yield from opendocument.find(archive, name)
        return
    from publisher.read.unseen import package, sheets, word

    yield from package.find(archive, path, name)
    yield from (sheets if kind == "xlsx" else word).find(archive, name)
