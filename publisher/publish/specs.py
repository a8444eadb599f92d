"""All specs of a portal. One that is broken is replaced by the copy its live release was made from, and remembered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from publisher import services
from publisher.errors import Place, PortalError, SpecError, UsageError
from publisher.files import write_bytes
from publisher.publish.foreign import check_foreign, settled
from publisher.publish.ids import Ids, check_collections, check_datasets
from publisher.publish.store import Store
from publisher.spec import collection_files, dataset_files, load_collection, load_dataset
from publisher.spec.load import HOOK
from publisher.spec.model import CollectionSpec, DatasetSpec, Portal

_Spec = TypeVar("_Spec", DatasetSpec, CollectionSpec)


@dataclass(frozen=True, kw_only=True)
class Specs:
    """``faults``: path of a broken YAML file -> what is wrong. Its spec is the last good one, or is not here at all."""

    datasets: tuple[DatasetSpec, ...]
    collections: tuple[CollectionSpec, ...]
    faults: Mapping[str, SpecError]

    def lost(self) -> tuple[tuple[str, SpecError], ...]:
        """Name of its folder and fault of each broken file that no earlier copy stands in for."""
        there = {spec.path for spec in self.datasets} | {spec.path for spec in self.collections}
        return tuple((Path(path).parent.name, fault) for path, fault in self.faults.items() if path not in there)


def load_specs(portal: Portal, ids: Ids, store: Store) -> Specs:
    """Every dataset and collection of the portal, sorted by path. Raises PortalError for an unreadable folder."""
    _check_folders(portal.root)
    faults: dict[str, SpecError] = {}
    reader = _Reader(portal=portal, store=store, faults=faults)
    datasets = reader.read(dataset_files(portal.root), _load_sound_dataset)
    collections = reader.read(collection_files(portal.root), load_collection)
    wrong = (
        *check_foreign(datasets, faults, [Path(path).parent.name for path in faults]),
        *check_datasets(ids, datasets),
        *check_collections(collections),
    )
    moved = {error.place.file: error for error in wrong if error.place}
    live = [
        earlier
        for spec in datasets
        for earlier in ([spec] if spec.path not in moved else reader.earlier(spec.path, _load_sound_dataset))
        if ids.datasets.get(earlier.path, earlier.id) == earlier.id
    ]
    return Specs(
        datasets=tuple(settled(spec, live) for spec in live),
        collections=tuple(spec for spec in collections if spec.path not in moved),
        faults=faults | moved,
    )


def _check_folders(root: Path) -> None:
    """A folder that cannot be looked into would seem empty, and all below it would leave the site."""
    for top in (root / "datasets", root / "documents"):
        levels = [top] if top.is_dir() else []
        for _ in range(3):
            try:
                levels = [path for folder in levels for path in sorted(folder.iterdir()) if path.is_dir()]
            except OSError as error:
                raise PortalError(
                    f"the folder cannot be read: {(error.strerror or str(error)).lower()}",
                    place=Place(file=Path(error.filename).relative_to(root).as_posix()),
                    remedy="Give the account that publishes the right to read it. The old site stays live.",
                ) from error


def check_names(wanted: Sequence[str], specs: Specs) -> None:
    """Raise UsageError for a dataset that is asked for and not there."""
    known = {spec.id for spec in specs.datasets} | {name for name, _ in specs.lost()}
    for name in wanted:
        if name not in known:
            raise UsageError(f"there is no dataset `{name}`", remedy=f"There are: {', '.join(sorted(known))}.")


def keep_spec(spec: DatasetSpec | CollectionSpec, portal: Portal, store: Store) -> None:
    """Remember the YAML file, and the ``clean.py``, that what is live was made from."""
    _keep(portal.root / spec.path, store.specs / spec.path)
    if isinstance(spec, DatasetSpec):
        hook = (store.specs / spec.path).parent / HOOK
        if spec.hook is not None:
            _keep(spec.hook, hook)
        elif hook.exists():
            hook.unlink()


def _keep(file: Path, kept: Path) -> None:
    data = file.read_bytes()
    if not kept.exists() or kept.read_bytes() != data:
        write_bytes(kept, data)


@dataclass(frozen=True, kw_only=True)
class _Reader:
    portal: Portal
    store: Store
    faults: dict[str, SpecError]

    def read(self, files: Sequence[Path], load: Callable[[Path, Portal, Path | None], _Spec]) -> list[_Spec]:
        found = []
        for path in files:
            try:
                found.append(load(path, self.portal, None))
            except SpecError as error:
                name = path.relative_to(self.portal.root).as_posix()
                self.faults[name] = error
                found.extend(self.earlier(name, load))
        return found

    def earlier(self, name: str, load: Callable[[Path, Portal, Path | None], _Spec]) -> list[_Spec]:
        """The spec that what is live was made from, when there is one and it can still be read."""
        kept = self.store.specs / name
        if not kept.exists():
            return []
        try:
            return [load(self.portal.root / name, self.portal, kept)]
        except SpecError:  # portal.yml has changed since; the fault of today's file is what a person must mend
            return []


def _load_sound_dataset(path: Path, portal: Portal, kept: Path | None) -> DatasetSpec:
    spec = load_dataset(path, portal, kept)
    for problem in services.check(spec, portal.departments):
        raise problem
    return spec
