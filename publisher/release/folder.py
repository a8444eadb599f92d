"""The folder of a release: written aside, and put in its place by one rename."""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publisher.errors import EditionError
from publisher.files import to_json
from publisher.release.manifest import to_json as manifest
from publisher.release.model import Release
from publisher.release.store import MANIFEST

_BUILDING = ".building-"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def aside(place: Path) -> Iterator[Path]:
    """A folder beside the versions, gone when the block ends unless it was renamed; older ones are removed first."""
    place.mkdir(parents=True, exist_ok=True)
    for leftover in place.glob(f"{_BUILDING}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=place))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put(release: Release, made: Path) -> None:
    """Write ``release.json`` into the folder ``made`` and rename it to the release's, which makes room."""
    (made / MANIFEST).write_text(to_json(manifest(release)), encoding="utf-8")
    for path in made.iterdir():
        path.chmod(0o644)
    made.chmod(0o755)
    if release.folder.exists():
        shutil.rmtree(release.folder)
    made.rename(release.folder)


@contextmanager
def told(store: Path, *, need: int) -> Iterator[None]:
    """Turn what the file system refuses into an EditionError. ``need``: the bytes a release takes, about."""
    try:
        yield
    except OSError as error:
        there = next(folder for folder in (store, *store.parents) if folder.exists())
        if error.errno in _FULL:
            have = shutil.disk_usage(there).free
            message = f"no room for the release: it needs about {_size(need)}, and {_size(have)} is free in {store}"
            remedy = "Free space, or keep fewer editions (keep_editions: in portal.yml), and run again."
        else:
            message = f"the release cannot be written: {error.strerror or error} ({error.filename or store})"
            remedy = "Give the account that publishes the right to write there, and run again."
        raise EditionError(message, remedy=remedy) from error


def _size(number: int) -> str:
    return f"{number / 1e6:,.1f} MB"
