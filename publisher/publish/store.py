"""The folder ``.daylight`` of a portal: what Daylight keeps between runs, and the lock that lets one run at a time."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from publisher.errors import EditionError
from publisher.files import write_json


@dataclass(frozen=True, kw_only=True)
class Store:
    """Paths below ``.daylight``. Everything but snapshots and releases can be made anew."""

    root: Path

    @property
    def snapshots(self) -> Path:
        return self.root / "snapshots"

    @property
    def releases(self) -> Path:
        return self.root / "releases"

    @property
    def specs(self) -> Path:
        """The ``dataset.yml`` each live release was made from, by dataset id."""
        return self.root / "specs"

    @property
    def changes(self) -> Path:
        """What each release changed of the one before: :mod:`publisher.release.changes`."""
        return self.root / "changes"

    @property
    def documents(self) -> Path:
        return self.root / "documents"

    @property
    def editions(self) -> Path:
        return self.root / "editions"

    @property
    def state(self) -> Path:
        return self.root / "state.json"

    def read_state(self) -> dict[str, Any]:
        """What the last run remembered; empty when there is none or it cannot be read, which only costs time."""
        try:
            value = json.loads(self.state.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return value if isinstance(value, dict) else {}

    def write_state(self, value: dict[str, Any]) -> None:
        write_json(self.state, value)

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A private folder on the same file system, gone when the block ends."""
        folder = Path(tempfile.mkdtemp(prefix=".run-", dir=self.root))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def opened(portal_root: Path) -> Iterator[Store]:
    """The portal's store, locked for this process; leftovers of interrupted runs are removed. Raises EditionError."""
    store = Store(root=portal_root / ".daylight")
    try:
        for folder in (store.root, store.snapshots, store.releases, store.specs, store.documents, store.editions):
            folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(store.root / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise EditionError(
            f"cannot write to {store.root}: {error.strerror}",
            remedy="Give the account that publishes the right to write there, or free space.",
        ) from error
    try:
        _lock(handle)
        for leftover in (*store.root.glob(".run-*"), *store.editions.glob(".new-*")):
            shutil.rmtree(leftover, ignore_errors=True)
        yield store
    finally:
        os.close(handle)  # the lock goes with the handle, even when the process dies


def _lock(handle: int) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise EditionError(
            "another publish of this portal is running",
            remedy="Wait until it has ended; if none is, the lock is free already: try again.",
        ) from error
