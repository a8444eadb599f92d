"""The bytes of a source file as they were received, kept under their hash.

Layout: ``.daylight/snapshots/<first two hex digits>/<sha256>``. A snapshot is written once and never changed, so
every later step, and every later run, reads the same bytes whatever happens to the file in ``raw/``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from publisher.errors import Place, SourceError
from publisher.files import replacing, sha256_file


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """One received file: ``name`` as messages show it (relative to the portal), ``path`` of the kept bytes."""

    name: str
    path: Path
    sha256: str
    size: int


def take(source: Path, *, name: str, store: Path) -> Snapshot:
    """Copy ``source`` into ``store`` unless its bytes are there already. Raises SourceError."""
    try:
        digest = sha256_file(source)
        kept = store / digest[:2] / digest
        if not kept.exists():
            with replacing(kept) as temporary:
                temporary.write_bytes(source.read_bytes())
            if sha256_file(kept) != digest:
                kept.unlink()
                raise SourceError(
                    "the file changed while it was read",
                    place=Place(file=name),
                    remedy="Wait until the department's transfer has ended, and run again.",
                )
        return Snapshot(name=name, path=kept, sha256=digest, size=kept.stat().st_size)
    except FileNotFoundError as error:
        raise SourceError(
            "the file is not there",
            place=Place(file=name),
            remedy="Put the file back, or change path: in the source.",
        ) from error
    except PermissionError as error:
        raise SourceError(
            "the file cannot be read: permission denied",
            place=Place(file=name),
            remedy="Give the account that publishes the right to read it.",
        ) from error


def kept_as(sha256: str, *, name: str, store: Path) -> Snapshot | None:
    """The snapshot with this hash, when it is still there."""
    kept = store / sha256[:2] / sha256
    return Snapshot(name=name, path=kept, sha256=sha256, size=kept.stat().st_size) if kept.is_file() else None
