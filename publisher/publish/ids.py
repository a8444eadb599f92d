"""``ids.lock``: the ids that were once given. An address is a promise, so an id outlives new titles and file names.

The file lies in the portal and is committed with it::

    {"datasets": {"<path of dataset.yml>": "<id>"}, "documents": {"<path of file>": {"id": ..., "sha256": ...}}}
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from publisher.documents.model import Document
from publisher.errors import Place, PortalError, SpecError
from publisher.files import write_json
from publisher.spec.model import CollectionSpec, DatasetSpec

NAME = "ids.lock"
_ADDRESS = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Ids:
    """Ids by path; of documents with the hash of the file they were first given for."""

    datasets: Mapping[str, str] = dataclasses.field(default_factory=dict)
    documents: Mapping[str, tuple[str, str]] = dataclasses.field(default_factory=dict)


def load_ids(root: Path) -> Ids:
    """Read the lock file; without one nothing is locked. Raises PortalError when it cannot be read."""
    path = root / NAME
    if not path.exists():
        return Ids()
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        documents = {name: (str(item["id"]), str(item["sha256"])) for name, item in value["documents"].items()}
        return Ids(datasets={str(k): str(v) for k, v in value["datasets"].items()}, documents=documents)
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise PortalError(
            f"the lock file of ids cannot be read ({error})",
            place=Place(file=NAME),
            remedy="Restore it from the portal's version control; without it addresses would move.",
        ) from error


def check_datasets(ids: Ids, specs: Sequence[DatasetSpec]) -> list[SpecError]:
    """An error for each dataset whose id is no address, is taken, or is not the one it was published under.

    An id belongs to the file it was published from, and to the first file else.
    """
    errors: list[SpecError] = []
    here = {spec.path for spec in specs}
    owners = {id_: path for path, id_ in ids.datasets.items() if path in here}
    for spec in specs:
        locked = ids.datasets.get(spec.path, spec.id)
        place = Place(file=spec.path, line=spec.lines.get("id", 1))
        if not _ADDRESS.fullmatch(spec.id):
            errors.append(_no_address(spec))
        elif locked != spec.id:
            remedy = f"Write id: {locked}, so that its address stays; or remove its line from {NAME}."
            errors.append(SpecError(f"published as `{locked}`, not `{spec.id}`", place=place, remedy=remedy))
        elif owners.setdefault(spec.id, spec.path) != spec.path:
            remedy = "Give one of them another id:."
            errors.append(SpecError(f"the id `{spec.id}` is taken by {owners[spec.id]}", place=place, remedy=remedy))
    return errors


def check_collections(specs: Sequence[CollectionSpec]) -> list[SpecError]:
    """An error for each collection whose id is no address: those of its documents begin with it."""
    return [_no_address(spec) for spec in specs if not _ADDRESS.fullmatch(spec.id)]


def _no_address(spec: DatasetSpec | CollectionSpec) -> SpecError:
    """What is written under ``id:`` is checked with the rest of the file; this id is the folder's name."""
    return SpecError(
        f"the folder's name `{spec.id}` cannot be an address",
        place=Place(file=spec.path, line=1),
        remedy="Write id: of small letters, digits and hyphens, such as id: grants-2026, or rename the folder.",
    )


def settle_documents(ids: Ids, documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents with the ids they had: by path, else by the same bytes under a new name; new ones made unique."""
    present = {document.source_file for document in documents}
    moved = {sha256: id_ for path, (id_, sha256) in ids.documents.items() if path not in present}
    locked: dict[str, str] = {}
    for document in documents:
        if document.source_file in ids.documents:
            locked[document.source_file] = ids.documents[document.source_file][0]
        elif document.source_sha256 in moved:
            locked[document.source_file] = moved.pop(document.source_sha256)
    taken = set(locked.values())
    settled = []
    for document in documents:
        id_ = locked.get(document.source_file) or _free(document.id, taken)
        taken.add(id_)
        settled.append(dataclasses.replace(document, id=id_))
    return tuple(settled)


def save_ids(root: Path, ids: Ids, specs: Sequence[DatasetSpec], documents: Sequence[Document]) -> None:
    """Add what was published now; nothing is ever removed. Writes only when something is new."""
    datasets = dict(ids.datasets) | {spec.path: spec.id for spec in specs}
    papers = dict(ids.documents) | {item.source_file: (item.id, item.source_sha256) for item in documents}
    if (datasets, papers) == (ids.datasets, ids.documents):
        return
    named = {path: {"id": id_, "sha256": sha256} for path, (id_, sha256) in papers.items()}
    write_json(root / NAME, {"datasets": datasets, "documents": named})


def _free(id_: str, taken: set[str]) -> str:
    if id_ not in taken:
        return id_
    return next(name for number in range(2, len(taken) + 3) if (name := f"{id_}-{number}") not in taken)
