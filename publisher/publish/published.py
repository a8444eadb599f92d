"""What is live of each dataset, read without a lock and without changing anything: for ``issues`` and ``ledger``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from publisher import release
from publisher.errors import SpecError, UsageError
from publisher.publish.ids import load_ids
from publisher.publish.specs import check_names, load_specs
from publisher.publish.store import Store
from publisher.release.model import Release
from publisher.spec import load_dataset, load_portal
from publisher.spec.model import DatasetSpec, Portal


@dataclass(frozen=True, kw_only=True)
class Published:
    """A dataset's live release, and the spec it was made from where that can still be read."""

    release: Release
    spec: DatasetSpec | None

    @property
    def id(self) -> str:
        return self.release.dataset


def published(root: Path, only: Sequence[str]) -> tuple[Published, ...]:
    """The live releases of the portal, or of the datasets named in ``only``, in the order of the portal's files.

    Raises PortalError, EditionError for a damaged release, and UsageError for a name that is unknown and where nothing
    is published yet.
    """
    portal = load_portal(root)
    store = Store(root=portal.root / ".daylight")
    specs = load_specs(portal, load_ids(portal.root), store)
    check_names(only, specs)
    names = {spec.id: spec for spec in specs.datasets} | dict.fromkeys(
        name for name, fault in specs.lost() if fault.place and fault.place.file.startswith("datasets/")
    )
    wanted = [name for name in names if not only or name in only]
    live = {name: release.current(store.releases, name) for name in wanted}
    for name in only:
        if live[name] is None:
            raise UsageError(f"nothing of `{name}` is published yet", remedy="Run daylight publish first.")
    if not any(live.values()):
        raise UsageError("nothing is published yet", remedy="Run daylight publish first.")
    return tuple(
        Published(release=found, spec=_live_spec(names[name], portal, store))
        for name, found in live.items()
        if found is not None
    )


def _live_spec(spec: DatasetSpec | None, portal: Portal, store: Store) -> DatasetSpec | None:
    """The spec as it was when the release was made: its kept copy."""
    if spec is None:
        return None
    try:
        return load_dataset(portal.root / spec.path, portal, store.specs / spec.path)
    except SpecError:  # portal.yml has changed since, or there is no copy
        return spec
