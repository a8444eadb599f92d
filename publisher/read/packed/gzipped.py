"""A file compressed by gzip (RFC 1952), unpacked and checked before it is read."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

from publisher.errors import Place, SourceError
from publisher.read.packed.archive import MAX_RATIO, MAX_TOTAL, RATIO_FROM, refused

_PIECE = 1 << 22
_ENDING = ".gz"


def unpack(path: Path, *, name: str, folder: Path) -> Path:
    """The unpacked file, in ``folder``. Raises SourceError where it is damaged, or grows as a bomb does."""
    target, size, total = folder / "unpacked", path.stat().st_size, 0
    try:
        with gzip.open(path) as packed, target.open("wb") as stream:
            while piece := packed.read(_PIECE):
                total += len(piece)
                if total > MAX_TOTAL or (total > RATIO_FROM and total > MAX_RATIO * size):
                    raise refused(name, f"its {size} bytes unpack to {total} and more, as in a gzip bomb")
                stream.write(piece)
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise SourceError(
            f"it looks like a gzip archive and cannot be unpacked: {error}",
            place=Place(file=name),
            remedy="Ask the department for the file again.",
        ) from error
    return target


def name_inside(name: str) -> str:
    """The name of the unpacked file."""
    return name[: -len(_ENDING)] if name.lower().endswith(_ENDING) else name
