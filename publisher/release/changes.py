"""What each release of a dataset changed of the one before it.

A step is a pure function of two releases, which never change, and of the key; so it is kept, and the Parquet of a
release is read once for each step it is part of::

    <store>/<dataset>/<before>..<after>.json    the difference with its first rows
    <store>/<dataset>/<before>..<after>.csv     all rows (publisher.release.changes_file), where there are any

What is missing, cannot be read or was made for another key is made anew.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from publisher.errors import EditionError, Place
from publisher.files import replacing, sha256_file, write_json
from publisher.release import changes_file
from publisher.release.comparison import compare, of_release
from publisher.release.difference import Difference
from publisher.release.manifest import plain, rebuilt
from publisher.release.model import Release

EXAMPLES = 50
LAYOUT = 1  # raise it when the same two releases would give another step


@dataclass(frozen=True, kw_only=True)
class ChangesFile:
    """All rows of a step as CSV."""

    path: Path
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Changes:
    """One step of a dataset's history: from the version ``before`` to the version ``after``, released on a day (ISO).

    The difference holds the first ``EXAMPLES`` rows of each sort. ``file`` has all; None where no row changed.
    """

    before: str
    after: str
    released_on: str
    difference: Difference
    file: ChangesFile | None = None


def steps(history: Sequence[Release], *, key: Sequence[str], store: Path) -> tuple[Changes, ...]:
    """The steps of a dataset's history, the oldest first: one fewer than it has releases.

    ``store``: the folder where steps are kept, for all datasets. Raises EditionError for a release that is damaged.
    """
    return tuple(_step(before, after, tuple(key), store / after.dataset) for before, after in pairwise(history))


def _step(before: Release, after: Release, key: tuple[str, ...], folder: Path) -> Changes:
    name = f"{before.version}..{after.version}"
    kept = _kept(folder / f"{name}.json", folder / f"{name}.csv", key)
    found, file = kept or _made(before, after, key, folder / name)
    return Changes(
        before=before.version, after=after.version, released_on=after.released_on, difference=found, file=file
    )


def _kept(path: Path, listing: Path, key: tuple[str, ...]) -> tuple[Difference, ChangesFile | None] | None:
    """What an earlier run kept, or None."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        if (value["layout"], tuple(value["key"])) != (LAYOUT, key):
            return None
        found: Difference = rebuilt(Difference, value["difference"])
        if value["file"] is None:
            return found, None
        file = ChangesFile(path=listing, size=int(value["file"]["size"]), sha256=str(value["file"]["sha256"]))
        return (found, file) if listing.stat().st_size == file.size else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _made(before: Release, after: Release, key: tuple[str, ...], path: Path) -> tuple[Difference, ChangesFile | None]:
    """Compare both releases and keep what was found."""
    try:
        found = compare(of_release(before), of_release(after), key=key, examples=EXAMPLES)
    except (OSError, ValueError, KeyError) as error:  # Arrow's errors are among these
        raise EditionError(
            f"the releases {before.version} and {after.version} of {after.dataset} cannot be compared ({error})",
            place=Place(file=str(before.folder.parent)),
            remedy="Restore the folder from a backup.",
        ) from error
    difference, file = found.difference, None
    if difference.added or difference.removed or difference.changed:
        listing = path.with_name(f"{path.name}.csv")
        with replacing(listing) as temporary:
            changes_file.write(temporary, found)
        file = ChangesFile(path=listing, size=listing.stat().st_size, sha256=sha256_file(listing))
    about = None if file is None else {"size": file.size, "sha256": file.sha256}
    value = {"layout": LAYOUT, "key": list(key), "difference": plain(difference), "file": about}
    write_json(path.with_name(f"{path.name}.json"), value)
    return difference, file
