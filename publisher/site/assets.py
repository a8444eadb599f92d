"""The built scripts and styles that pages name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from publisher.errors import EditionError


@dataclass(frozen=True, kw_only=True)
class Asset:
    """A script or style of every page: its name in ``/assets/``, its hash for ``integrity=``, the built file."""

    file: str
    integrity: str
    source: Path

    @property
    def href(self) -> str:
        return f"/assets/{self.file}"


def load_assets(folder: Path) -> Mapping[str, Asset]:
    """The built scripts and styles: ``site.css`` -> asset. Raises EditionError when they were not built."""
    try:
        manifest = json.loads((folder / "_built" / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise EditionError(
            "the scripts and styles of the pages are not built",
            remedy="Run `python site_templates/build.py` in the checkout, then publish again.",
        ) from error
    return {
        name: Asset(file=entry["file"], integrity=entry["integrity"], source=folder / "_built" / entry["file"])
        for name, entry in sorted(manifest.items())
    }
