"""``/release.json``: every file of an edition with its hash and size, so that anyone can tell whether a copy is whole.

It is written last. ``counter`` grows by one with each edition and ``previous`` is the hash of the ``release.json``
before, so that an old edition cannot be passed off as the new one.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from publisher.catalog.model import Catalog
from publisher.exports.ascii import json_bytes
from publisher.files import sha256_bytes, sha256_file

PATH = "release.json"


def edition_manifest(folder: Path, catalog: Catalog, *, as_of: dt.datetime, previous: bytes | None) -> bytes:
    """The manifest of the site below ``folder``; ``previous``: that of the edition that is live now.

    A data file's hash is the one taken when its release was made, not one of the bytes as they are now: that is what a
    copy must agree with. Raises OSError when a file cannot be read.
    """
    known = _known(catalog)
    files: dict[str, Any] = {}
    for path in sorted(folder.rglob("*"), key=lambda found: found.relative_to(folder).as_posix()):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name != PATH:
            files[name] = {"sha256": known.get(name) or sha256_file(path), "size": path.stat().st_size}
    return json_bytes(
        {
            "portal": catalog.portal.address,
            "counter": _counter(previous) + 1,
            "published": as_of.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "previous": sha256_bytes(previous) if previous is not None else None,
            "files": files,
        }
    )


def _known(catalog: Catalog) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in catalog.datasets:
        for release in (*entry.history, entry.release):
            place = f"data/{entry.spec.id}/{release.version}"
            found |= {f"{place}/{file.name}": file.sha256 for file in release.files if file.size}
        found |= {f"data/{entry.spec.id}/{file.name}": file.sha256 for file in entry.release.files if file.size}
    return found


def _counter(previous: bytes | None) -> int:
    """That of the edition before; 0 where there is none, or none that can be read."""
    try:
        value = json.loads(previous or b"")
    except ValueError:
        return 0
    counter = value.get("counter") if isinstance(value, dict) else None
    return counter if isinstance(counter, int) else 0
