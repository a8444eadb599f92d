"""The library function of ``daylight doctor``: what stands in the way of a publish on this machine.

Every check looks and changes nothing, so a doctor may be called while a run is going on.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from publisher import release
from publisher.errors import DaylightError, EditionError
from publisher.publish.edition import live_edition
from publisher.publish.ids import load_ids
from publisher.publish.specs import load_specs
from publisher.publish.store import Store
from publisher.site.assets import load_assets
from publisher.site.templates import templates_folder
from publisher.spec import load_portal
from publisher.spec.model import DatasetSpec, Portal

PYTHON = (3, 11)
_LEAST_FREE = 500 << 20
State = Literal["good", "warning", "bad"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was looked at: ``says`` is what was found, ``remedy`` what to do unless it is good."""

    name: str
    state: State
    says: str
    remedy: str = ""


def program() -> Iterator[Finding]:
    """The Python that runs, and whether Daylight is installed whole."""
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < PYTHON:
        yield Finding(name="python", state="bad", says=f"Python {version}", remedy="Use Python 3.11 or later.")
    else:
        yield Finding(name="python", state="good", says=f"Python {version}")
    try:
        assets = load_assets(templates_folder())
    except EditionError as error:
        yield Finding(name="templates", state="bad", says=error.message, remedy=error.remedy)
        return
    absent = [asset.file for asset in assets.values() if not asset.source.is_file()]
    if absent:
        yield Finding(name="templates", state="bad", says=f"{absent[0]} is missing", remedy="Install Daylight again.")
    else:
        yield Finding(name="templates", state="good", says=f"the templates and {len(assets)} built files are there")


def project(root: Path) -> Iterator[Finding]:
    """The portal in ``root``: its files, its rights, its room, and what earlier runs left."""
    if not root.is_dir():
        remedy = "Name the portal's folder with --project, or make one with daylight init DIR."
        yield Finding(name="portal.yml", state="bad", says=f"{root} is no folder", remedy=remedy)
        return
    store = Store(root=root / ".daylight")
    yield _writable(root, store)
    if store.root.exists() and not store.root.is_dir():
        return
    yield _room(root, store)
    try:
        portal = load_portal(root)
    except DaylightError as error:
        yield _fault("portal.yml", error)
        return
    yield Finding(name="portal.yml", state="good", says=f"departments: {', '.join(portal.departments)}")
    yield from _specs(portal, store)
    yield _public(root)
    yield _lock(store)
    yield _leftovers(store)


def _writable(root: Path, store: Store) -> Finding:
    for folder in (root, store.root, store.snapshots, store.releases, store.editions):
        if not folder.exists():
            continue
        if not folder.is_dir():
            return Finding(
                name="rights", state="bad", says=f"{folder} is no folder", remedy="Move it away, and publish again."
            )
        if not os.access(folder, os.W_OK | os.X_OK):
            remedy = "Give the account that publishes the right to write there."
            return Finding(name="rights", state="bad", says=f"{folder} may not be written", remedy=remedy)
    return Finding(name="rights", state="good", says="the portal and .daylight may be written")


def _room(root: Path, store: Store) -> Finding:
    """A new edition needs at the most what the largest one takes: files are shared, but not always all of them."""
    free = shutil.disk_usage(root).free
    editions = sorted(store.editions.glob("[0-9]*"))[-1:]
    size = sum(path.stat().st_size for folder in editions for path in folder.rglob("*") if path.is_file())
    need = max(_LEAST_FREE, 2 * size)
    says = f"{free / 1e9:,.1f} GB free; a publish may need {need / 1e9:,.1f} GB"
    if free < need:
        remedy = "Free space, or keep fewer editions (keep_editions: in portal.yml)."
        return Finding(name="disk", state="bad", says=says, remedy=remedy)
    return Finding(name="disk", state="good", says=says)


def _specs(portal: Portal, store: Store) -> Iterator[Finding]:
    """Each broken YAML file, each damaged release; or how many there are."""
    try:
        ids = load_ids(portal.root)
    except DaylightError as error:
        yield _fault("ids.lock", error)
        return
    try:
        specs = load_specs(portal, ids, store)
    except DaylightError as error:
        yield _fault("specs", error)
        return
    for fault in specs.faults.values():
        yield _fault("spec", fault)
    if not specs.faults:
        says = f"declared are {_many(specs.datasets, 'dataset')} and {_many(specs.collections, 'collection')}"
        yield Finding(name="specs", state="good", says=says)
    damaged = [finding for spec in specs.datasets for finding in _damage(spec, store)]
    says = "every live release is whole in number and size of its files"
    yield from damaged or [Finding(name="releases", state="good", says=says)]


def _damage(spec: DatasetSpec, store: Store) -> Iterator[Finding]:
    """What is missing or cut off in the live release of one dataset; hashes are not computed."""
    try:
        live = release.current(store.releases, spec.id)
    except EditionError as error:
        yield _fault("release", error)
        return
    if live is None:
        return
    for file in live.files:
        path = live.folder / file.name
        if file.sha256 and (not path.is_file() or path.stat().st_size != file.size):
            remedy = "Restore it from a backup, or remove the release's folder and publish again."
            yield Finding(name="release", state="bad", says=f"{path} is missing or cut off", remedy=remedy)


def _public(root: Path) -> Finding:
    public = root / "public"
    number = live_edition(root)
    if number is not None:
        return Finding(name="public", state="good", says=f"edition {number} is live")
    if public.is_symlink():
        remedy = "Run daylight publish: it makes a new edition live."
        return Finding(
            name="public", state="bad", says=f"the link leads to {public.readlink()}, no edition", remedy=remedy
        )
    if public.exists():
        return Finding(
            name="public",
            state="bad",
            says=f"{public} is a folder or file of its own, not a link",
            remedy="Move it away; Daylight puts a link there.",
        )
    return Finding(name="public", state="warning", says="nothing is published yet", remedy="Run daylight publish.")


def _lock(store: Store) -> Finding:
    """Whether a run is going on: its lock goes with its process, so a lock that is held is a run."""
    if _is_locked(store):
        return Finding(name="lock", state="warning", says="a run is going on", remedy="Wait until it has ended.")
    return Finding(name="lock", state="good", says="no run is going on")


def _is_locked(store: Store) -> bool:
    try:
        handle = os.open(store.root / "lock", os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def _leftovers(store: Store) -> Finding:
    patterns = (".run-*", "editions/.new-*", "releases/*/.building-*")
    found = [path for pattern in patterns for path in sorted(store.root.glob(pattern))]
    if found and not _is_locked(store):
        says = f"{len(found)} folders of an interrupted run, such as {found[0].relative_to(store.root)}"
        remedy = "Nothing to do: the next publish removes them."
        return Finding(name="leftovers", state="warning", says=says, remedy=remedy)
    return Finding(name="leftovers", state="good", says="no folder of an interrupted run")


def _many(found: Sequence[object], word: str) -> str:
    return f"{len(found)} {word}{'' if len(found) == 1 else 's'}"


def _fault(name: str, error: DaylightError) -> Finding:
    says = f"{error.place}: {error.message}" if error.place else error.message
    return Finding(name=name, state="bad", says=says, remedy=error.remedy)
