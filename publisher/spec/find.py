"""Find the project a command works on, and the YAML files in it."""

from __future__ import annotations

from pathlib import Path

from publisher.errors import UsageError

PORTAL = "portal.yml"


def find_project(given: Path | None = None, *, start: Path | None = None) -> Path:
    """The folder with ``portal.yml``: ``given``, else the nearest upward from ``start``, else ``datasets/`` below it.

    Raises UsageError when there is none.
    """
    if given is not None:
        return given.resolve()
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / PORTAL).is_file():
            return folder
    if (here / "datasets" / PORTAL).is_file():
        return here / "datasets"
    raise UsageError(
        f"no {PORTAL} here or in any folder above",
        remedy="Go to your portal's folder, name it with --project DIR, or make one with daylight init DIR.",
    )


def dataset_files(root: Path) -> list[Path]:
    """Every ``dataset.yml`` of a project, sorted."""
    return sorted(root.glob("datasets/*/*/dataset.yml"))


def collection_files(root: Path) -> list[Path]:
    """Every ``collection.yml`` of a project, sorted."""
    return sorted(root.glob("documents/*/*/collection.yml"))
