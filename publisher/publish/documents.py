"""Read every document of a run. A file that cannot be read keeps the last text that could, when there is one."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from publisher import documents
from publisher.documents.model import Document
from publisher.errors import DaylightError, SourceError
from publisher.files import write_bytes
from publisher.progress import Progress
from publisher.publish.fingerprint import fingerprint, program
from publisher.publish.ids import Ids, settle_documents
from publisher.publish.outcome import DatasetOutcome, Request, failure
from publisher.publish.renew import take_all
from publisher.publish.specs import Specs, keep_spec
from publisher.publish.store import Store
from publisher.snapshot import Snapshot, kept_as
from publisher.spec.model import CollectionSpec, Portal


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What all collections of a run share."""

    request: Request
    portal: Portal
    specs: Specs
    store: Store
    ids: Ids

    def run(self, progress: Progress) -> tuple[tuple[Document, ...], tuple[DatasetOutcome, ...]]:
        """All documents with their ids, and a line of the closing table for each collection."""
        progress.step("Reading documents", total=len(self.specs.collections))
        found: list[Document] = []
        outcomes: list[DatasetOutcome] = []
        known = self.store.read_state().get("collections", {})
        now: dict[str, str] = {}
        files: dict[str, list[str]] = {}
        for collection in self.specs.collections:
            read, outcome = self._collection(collection)
            now[collection.path] = fingerprint([[item.source_file, item.source_sha256] for item in read])
            files[collection.path] = [item.source_file for item in read]
            if outcome.result == "published" and known.get(collection.path) == now[collection.path]:
                outcome = DatasetOutcome(**(vars(outcome) | {"result": "unchanged"}))
            found.extend(read)
            outcomes.append(outcome)
            progress.advance()
        progress.done()
        if not self.request.dry_run:
            self.store.write_state(self.store.read_state() | {"collections": now, "papers": files})
        return settle_documents(self.ids, found), tuple(outcomes)

    def _collection(self, collection: CollectionSpec) -> tuple[list[Document], DatasetOutcome]:
        started = time.monotonic()
        found: list[Document] = []
        errors: list[DaylightError] = []
        fault = self.specs.faults.get(collection.path)
        if fault is not None:
            errors.append(fault)
        elif not self.request.dry_run:
            keep_spec(collection, self.portal, self.store)
        try:
            snapshots = take_all(collection, self.store, collection.sources, key="sources")
        except SourceError as error:
            found = self._all_earlier(collection)
            line = failure(collection.id, error, kept=bool(found), seconds=time.monotonic() - started)
            return found, replace(line, rows_out=len(found))
        for snapshot in snapshots:
            try:
                found.append(self._document(snapshot, collection))
            except SourceError as error:
                errors.append(error)
                found.extend(self._earlier(snapshot, collection))
        return found, DatasetOutcome(
            id=collection.id,
            result="failed, kept" if errors and found else "failed" if errors else "published",
            rows_in=len(snapshots),
            rows_out=len(found),
            held=len(snapshots) - len(found),
            issues=sum(len(document.issues) for document in found) + len(errors),
            seconds=time.monotonic() - started,
            next_step=str(errors[0]) if errors else _advice(found),
        )

    def _document(self, snapshot: Snapshot, collection: CollectionSpec) -> Document:
        """Read one document. Its text is kept: reading long PDFs would take longer than all else of a second run."""
        kept = self.store.documents / f"{fingerprint([program(), snapshot.name, snapshot.sha256])}.json"
        if kept.exists():
            raw = documents.from_json(json.loads(kept.read_text(encoding="utf-8")))
        else:
            raw = documents.extract(snapshot)
            write_bytes(kept, json.dumps(documents.as_json(raw), ensure_ascii=False).encode("utf-8"))
        return documents.assemble(raw, snapshot, collection, self.portal.languages)

    def _all_earlier(self, collection: CollectionSpec) -> list[Document]:
        """All documents as they were last published, for a collection whose files are not where they should be."""
        files = self.store.read_state().get("papers", {}).get(collection.path, [])
        return [document for name in files for document in self._as_published(name, collection)]

    def _earlier(self, snapshot: Snapshot, collection: CollectionSpec) -> list[Document]:
        """The document as it was last published from this file, unless that was from the same bytes."""
        if self.ids.documents.get(snapshot.name, ("", ""))[1] == snapshot.sha256:
            return []
        return self._as_published(snapshot.name, collection)

    def _as_published(self, name: str, collection: CollectionSpec) -> list[Document]:
        """The document of this source file, made from the bytes it was last made from; none where they are gone."""
        locked = self.ids.documents.get(name)
        earlier = None if locked is None else kept_as(locked[1], name=name, store=self.store.snapshots)
        try:
            return [] if earlier is None else [self._document(earlier, collection)]
        except SourceError:
            return []


def _advice(found: Sequence[Document]) -> str:
    """What a person may mend in documents that were published all the same: the first finding, and how many more."""
    told = [(document, issue) for document in found for issue in document.issues if issue.kind.severity != "info"]
    if not told:
        return ""
    document, issue = told[0]
    more = f" ({len(told) - 1} more in this collection)" if len(told) > 1 else ""
    return f"{document.source_file}: {issue.kind.sentence}{more}\n  {issue.kind.advice}"
