"""Where releases lie: ``<store>/<dataset>/<version>/``, and which of them were published.

``<store>/<dataset>/current`` is a text file with one version a line, the oldest first; the last line is the version
that is published. It is replaced by one rename, so there is always exactly one answer. A folder that no line names
was never published: an interrupted run left it, and the next build of the same content takes its place.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from publisher.errors import EditionError, Place
from publisher.files import write_bytes
from publisher.release.manifest import from_json
from publisher.release.model import Release
from publisher.values.display import texts

MANIFEST = "release.json"
POINTER = "current"


def load(folder: Path) -> Release:
    """The release in ``folder``. Raises EditionError when its ``release.json`` is not there or not whole."""
    path = folder / MANIFEST
    try:
        return from_json(json.loads(path.read_text(encoding="utf-8")), folder)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise EditionError(
            f"the release cannot be read ({error})",
            place=Place(file=str(path)),
            remedy="Restore the folder from a backup, or remove it and publish again.",
        ) from error


def versions(store: Path, dataset: str) -> tuple[str, ...]:
    """The published versions of a dataset, the oldest first."""
    try:
        return tuple((store / dataset / POINTER).read_text(encoding="utf-8").split())
    except (FileNotFoundError, NotADirectoryError):
        return ()


def history(store: Path, dataset: str) -> tuple[Release, ...]:
    """The published releases that are still there, the oldest first. Raises EditionError for one that is damaged."""
    folders = [store / dataset / version for version in versions(store, dataset)]
    return tuple(load(folder) for folder in folders if folder.is_dir())


def current(store: Path, dataset: str) -> Release | None:
    """The release that is published now, or None. Raises EditionError when it is damaged."""
    for version in reversed(versions(store, dataset)):
        if (store / dataset / version).is_dir():
            return load(store / dataset / version)
    return None


def placed(releases: Sequence[Release], made: Release) -> tuple[Release, ...]:
    """A history with ``made`` at its place: the last, or, where its sources tell its day, the last of that day.

    Releases by the day of a run come before all that are dated so: once the files tell, the newest file is live.
    """
    others = [one for one in releases if one.version != made.version]
    if not made.dated:
        return (*others, made)
    return tuple(sorted((*others, made), key=lambda one: (one.dated, one.released_on if one.dated else "")))


def promote(store: Path, release: Release) -> None:
    """Put ``release`` at its place in the history, whose last one is published. Writes nothing when it is there."""
    known = versions(store, release.dataset)
    order = [one.version for one in placed(history(store, release.dataset), release)]
    if list(known) != order:
        write_bytes(store / release.dataset / POINTER, "".join(f"{version}\n" for version in order).encode("utf-8"))


def read_table(release: Release) -> Any:
    """The data as an Arrow table, with the metadata of its fields."""
    import pyarrow.parquet as pq

    return pq.read_table(release.folder / f"{release.dataset}.parquet")


def first_rows(release: Release, n: int) -> list[tuple[str, ...]]:
    """The first ``n`` rows as the texts a reader is shown, in the order of the fields; missing is empty."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(release.folder / f"{release.dataset}.parquet") as file:
        batch = next(file.iter_batches(batch_size=max(1, n)), None)
    if batch is None:
        return []
    columns = [
        [said or "" for said in texts(batch.column(field.name).slice(0, n), field).to_pylist()]
        for field in release.fields
    ]
    return list(zip(*columns, strict=True))
