"""Where releases lie: ``<store>/<dataset>/<version>/``, and which of them were published.

``<store>/<dataset>/current`` is a text file with one version a line, the oldest first; the last line is the version
that is published. It is replaced by one rename, so there is always exactly one answer. A folder that no line names
was never published: an interrupted run left it, and the next build of the same content takes its place.
"""

from __future__ import annotations

import json
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


def promote(store: Path, release: Release) -> None:
    """Make ``release`` the published one. Writes nothing when it is already."""
    known = versions(store, release.dataset)
    if known[-1:] == (release.version,):
        return
    kept = [*(version for version in known if version != release.version), release.version]
    write_bytes(store / release.dataset / POINTER, "".join(f"{version}\n" for version in kept).encode("utf-8"))


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
