"""Make one dataset, or one collection of documents, anew: from its files to values that may go live."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from publisher import check, clean, documents, read, release
from publisher.documents.model import Document
from publisher.errors import CheckError, Place, SourceError
from publisher.files import sha256_file, write_bytes
from publisher.publish.fingerprint import fingerprint, program
from publisher.publish.store import Store
from publisher.release.model import Release, ReleaseSource
from publisher.snapshot import Snapshot, take
from publisher.spec.model import CollectionSpec, DatasetSpec, Portal, Source


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """A dataset's snapshots by source, and the hash of all that goes into its release."""

    by_source: tuple[tuple[Source, tuple[Snapshot, ...]], ...]
    digest: str

    @property
    def snapshots(self) -> tuple[Snapshot, ...]:
        return tuple(snapshot for _, found in self.by_source for snapshot in found)


def gather(spec: DatasetSpec, portal: Portal, store: Store) -> Inputs:
    """Take a snapshot of every file of every source. Raises SourceError when a source has no file."""
    by_source = tuple(
        (source, tuple(_take_all(spec, store, source.path, line_of=f"sources.{index}.path")))
        for index, source in enumerate(spec.sources)
    )
    files = [(snapshot.name, snapshot.sha256) for _, found in by_source for snapshot in found]
    specs = [sha256_file(portal.root / portal.path), sha256_file(spec.folder / Path(spec.path).name)]
    return Inputs(by_source=by_source, digest=fingerprint([program(), specs, files]))


def renew_dataset(
    spec: DatasetSpec, portal: Portal, inputs: Inputs, *, previous: Release | None, released_on: dt.date, releases: Path
) -> Release:
    """Read, clean, check, release. Raises a DaylightError that says why it may not go live."""
    tables = [
        (source, table)
        for source, snapshots in inputs.by_source
        for snapshot in snapshots
        for table in read.read(snapshot, source=source)
    ]
    cleaned = clean.clean(spec, tables)
    report = check.check(spec, cleaned, previous)
    if report.refused:
        broken = report.refused[0]
        more = f" (and {len(report.refused) - 1} more)" if len(report.refused) > 1 else ""
        raise CheckError(
            f"assertion {broken.name} does not hold: wanted {broken.wanted}, measured {broken.measured}{more}",
            place=Place(file=spec.path, line=spec.lines.get("assertions")),
            remedy="Ask the department whether the data is whole; change the assertion if it is.",
        )
    sources = tuple(ReleaseSource(name=item.name, size=item.size, sha256=item.sha256) for item in inputs.snapshots)
    return release.build(
        spec,
        portal,
        cleaned,
        report,
        sources=sources,
        inputs=inputs.digest,
        released_on=released_on,
        store=releases,
    )


def read_documents(
    collection: CollectionSpec, portal: Portal, store: Store
) -> tuple[list[Document], list[SourceError]]:
    """Every document of a collection, and an error for each file that could not be read."""
    found: list[Document] = []
    errors: list[SourceError] = []
    snapshots: list[Snapshot] = []
    for pattern in collection.sources:
        snapshots.extend(_take_all(collection, store, pattern, line_of="sources"))
    for snapshot in snapshots:
        try:
            found.append(_read_document(snapshot, collection, portal, store))
        except SourceError as error:
            errors.append(error)
    return found, errors


def _read_document(snapshot: Snapshot, collection: CollectionSpec, portal: Portal, store: Store) -> Document:
    """Read one document. Its text is kept: reading long PDFs would take longer than all else of a second run."""
    kept = store.documents / f"{fingerprint([program(), snapshot.name, snapshot.sha256])}.json"
    if kept.exists():
        raw = documents.from_json(json.loads(kept.read_text(encoding="utf-8")))
    else:
        raw = documents.extract(snapshot)
        write_bytes(kept, json.dumps(documents.as_json(raw), ensure_ascii=False).encode("utf-8"))
    return documents.assemble(raw, snapshot, collection, portal.languages)


def _take_all(spec: DatasetSpec | CollectionSpec, store: Store, pattern: str, *, line_of: str) -> Sequence[Snapshot]:
    files = sorted(path for path in spec.folder.glob(pattern) if path.is_file() and not path.name.startswith("."))
    if not files:
        raise SourceError(
            f"no file matches {pattern}",
            place=Place(file=spec.path, line=spec.lines.get(line_of)),
            remedy=f"Put the department's file below {Path(spec.path).parent}, or change the path.",
        )
    return [
        take(
            path,
            name=f"{Path(spec.path).parent.as_posix()}/{path.relative_to(spec.folder).as_posix()}",
            store=store.snapshots,
        )
        for path in files
    ]
