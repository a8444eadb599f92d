"""The live edition as another catalogue shall hold it, read from the site's own files below ``public``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from publisher.errors import EditionError, Place, UsageError
from publisher.exports import ckan
from publisher.exports.edition import PATH as MANIFEST

Package = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Edition:
    """``folder`` holds the site, ``address`` is its base URL; ``packages``: each dataset as CKAN shows it."""

    folder: Path
    address: str
    packages: tuple[Package, ...]

    def file(self, address: str) -> Path:
        """The file of the site that has this address."""
        return self.folder / address.removeprefix(self.address).lstrip("/")

    def columns(self, csv: str) -> Mapping[str, Any]:
        """What the site says of the columns of the CSV at this address (CSVW). Raises EditionError."""
        found = _read(self.file(f"{csv}-metadata.json"))
        # A table with foreign keys is the first of a group.
        own = found["tables"][0] if isinstance(found, dict) and found.get("tables") else found
        return own if isinstance(own, dict) else {}


def live_edition(root: Path) -> Edition:
    """What is live now; an edition that goes live meanwhile is for the next push. Raises UsageError, EditionError."""
    public = root / "public"
    if not public.is_dir():
        raise UsageError("nothing is published yet", remedy="Run daylight publish first.")
    folder = public.resolve()
    manifest, answer = _read(folder / MANIFEST), _read(folder / ckan.PATH)
    try:
        return Edition(
            folder=folder, address=str(manifest["portal"]).rstrip("/"), packages=tuple(answer["result"]["results"])
        )
    except (KeyError, TypeError) as error:
        raise EditionError(
            "the live site does not say what it holds",
            place=Place(file=str(folder / ckan.PATH)),
            remedy="Publish again with this version of Daylight.",
        ) from error


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EditionError(
            f"a file of the live site cannot be read ({error})",
            place=Place(file=str(path)),
            remedy="Publish again; the site is made anew.",
        ) from error
