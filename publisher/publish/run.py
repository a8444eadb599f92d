"""One run of ``daylight publish``, top to bottom."""

from __future__ import annotations

import dataclasses
import datetime as dt
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import search_index
from publisher import release, services, site
from publisher.catalog import build_catalog
from publisher.catalog.model import Catalog, DatasetEntry
from publisher.documents.model import Document
from publisher.errors import DaylightError, EditionError, SpecError, UsageError
from publisher.exports.search import search_documents
from publisher.files import sha256_file
from publisher.progress import Progress
from publisher.publish.edition import building, check_edition, live_edition, make_live, prune
from publisher.publish.fingerprint import fingerprint, program
from publisher.publish.ids import Ids, check_datasets, load_ids, save_ids, settle_documents
from publisher.publish.outcome import DatasetOutcome, Outcome
from publisher.publish.renew import gather, read_documents, renew_dataset
from publisher.publish.store import Store, opened
from publisher.release.model import Release
from publisher.spec import collection_files, dataset_files, load_collection, load_dataset, load_portal
from publisher.spec.model import CollectionSpec, DatasetSpec, Portal


@dataclass(frozen=True, kw_only=True)
class Request:
    """What to publish: ``only`` names datasets to renew (empty: all); ``as_of`` is the run's one instant."""

    root: Path
    as_of: dt.datetime
    only: tuple[str, ...] = ()
    workers: int = 1
    dry_run: bool = False


@dataclass(frozen=True, kw_only=True)
class _Specs:
    datasets: tuple[DatasetSpec, ...]
    collections: tuple[CollectionSpec, ...]
    failed: tuple[DatasetOutcome, ...]


def publish(request: Request, progress: Progress) -> Outcome:
    """Renew, build, go live. Raises PortalError, EditionError (nothing new is live) and UsageError."""
    portal = load_portal(request.root)
    with opened(portal.root) as store, store.scratch() as scratch:
        ids = load_ids(portal.root)
        specs = _load_specs(portal, ids)
        _check_names(request.only, specs)
        renewal = _Renewal(request=request, portal=portal, store=store, scratch=scratch)
        entries, outcomes = renewal.datasets(specs.datasets, progress)
        documents, document_outcomes = renewal.documents(specs.collections, ids, progress)
        outcomes = (*outcomes, *specs.failed, *document_outcomes)
        catalog = build_catalog(portal, entries, specs.collections, documents)
        outcome = _go_live(request, catalog, store, outcomes, progress)
        if not request.dry_run:
            save_ids(portal.root, ids, [entry.spec for entry in entries], documents)
        return outcome


def _load_specs(portal: Portal, ids: Ids) -> _Specs:
    datasets: list[DatasetSpec] = []
    collections: list[CollectionSpec] = []
    failed: list[DatasetOutcome] = []
    for path in dataset_files(portal.root):
        try:
            spec = load_dataset(path, portal)
            for problem in services.check(spec):
                raise problem
            datasets.append(spec)
        except SpecError as error:
            failed.append(_failure(path.parent.name, error))
    for path in collection_files(portal.root):
        try:
            collections.append(load_collection(path, portal))
        except SpecError as error:
            failed.append(_failure(path.parent.name, error))
    wrong = {error.place.file: error for error in check_datasets(ids, datasets) if error.place}
    failed.extend(_failure(spec.id, wrong[spec.path]) for spec in datasets if spec.path in wrong)
    return _Specs(
        datasets=tuple(spec for spec in datasets if spec.path not in wrong),
        collections=tuple(collections),
        failed=tuple(failed),
    )


def _check_names(only: Sequence[str], specs: _Specs) -> None:
    known = {spec.id for spec in specs.datasets} | {outcome.id for outcome in specs.failed}
    for name in only:
        if name not in known:
            raise UsageError(f"there is no dataset `{name}`", remedy=f"There are: {', '.join(sorted(known))}.")


@dataclass(frozen=True, kw_only=True)
class _Renewal:
    """The datasets and documents of one run."""

    request: Request
    portal: Portal
    store: Store
    scratch: Path

    def datasets(
        self, specs: Sequence[DatasetSpec], progress: Progress
    ) -> tuple[list[DatasetEntry], tuple[DatasetOutcome, ...]]:
        """Renew each dataset; the order of the results is the order of the specs, whatever ends first."""
        progress.step("Cleaning datasets", total=len(specs))
        known = self.store.read_state().get("inputs", {})
        with ThreadPoolExecutor(max_workers=self.request.workers) as pool:
            jobs = [pool.submit(self._dataset, spec, known.get(spec.id)) for spec in specs]
            results = []
            for job in jobs:
                results.append(job.result())
                progress.advance()
        progress.done()
        inputs = known | {spec.id: digest for spec, (_, _, digest) in zip(specs, results, strict=True) if digest}
        if not self.request.dry_run:
            self.store.write_state(self.store.read_state() | {"inputs": inputs})
        entries = [self._with_history(entry) for entry, _, _ in results if entry]
        return entries, tuple(outcome for _, outcome, _ in results)

    def _with_history(self, entry: DatasetEntry) -> DatasetEntry:
        """Every version keeps its address, so an edition holds them all."""
        before = [
            made
            for made in release.history(self.store.releases, entry.spec.id)
            if made.version != entry.release.version
        ]
        return dataclasses.replace(entry, history=(*before, entry.release))

    def _dataset(self, spec: DatasetSpec, known: str | None) -> tuple[DatasetEntry | None, DatasetOutcome, str | None]:
        """The entry that goes live, the line of the table, and the hash of the inputs it was made from."""
        started = time.monotonic()
        previous = release.current(self.store.releases, spec.id)
        if self.request.only and spec.id not in self.request.only:
            if previous is None:
                return None, DatasetOutcome(id=spec.id, result="unchanged", next_step="never published"), None
            return DatasetEntry(spec=spec, release=previous), _line(spec, previous, "unchanged", started), known
        try:
            inputs = gather(spec, self.portal, self.store)
            if previous is not None and known == inputs.digest:
                return DatasetEntry(spec=spec, release=previous), _line(spec, previous, "unchanged", started), known
            made = renew_dataset(
                spec,
                self.portal,
                inputs,
                previous=previous,
                released_on=self.request.as_of.date(),
                releases=self.scratch if self.request.dry_run else self.store.releases,
            )
        except DaylightError as error:
            return self._kept(spec, previous, error, started)
        if not self.request.dry_run:
            release.promote(self.store.releases, made)
        same = previous is not None and previous.content == made.content
        result = _line(spec, made, "unchanged" if same else "published", started)
        return DatasetEntry(spec=spec, release=made), result, inputs.digest

    def _kept(
        self, spec: DatasetSpec, previous: Release | None, error: DaylightError, started: float
    ) -> tuple[DatasetEntry | None, DatasetOutcome, None]:
        if previous is None:
            return None, _failure(spec.id, error, started=started), None
        entry = DatasetEntry(
            spec=spec, release=previous, kept=f"{error.place}: {error.message}" if error.place else error.message
        )
        return entry, _failure(spec.id, error, kept=True, started=started), None

    def documents(
        self, collections: Sequence[CollectionSpec], ids: Ids, progress: Progress
    ) -> tuple[tuple[Document, ...], tuple[DatasetOutcome, ...]]:
        """Read each collection; a file that cannot be read is told and the rest goes on."""
        progress.step("Reading documents", total=len(collections))
        found: list[Document] = []
        outcomes: list[DatasetOutcome] = []
        for collection in collections:
            started = time.monotonic()
            try:
                documents, errors = read_documents(collection, self.portal, self.store)
            except DaylightError as error:
                outcomes.append(_failure(collection.id, error, started=started))
                continue
            found.extend(documents)
            outcomes.append(
                DatasetOutcome(
                    id=collection.id,
                    result="failed" if errors else "published",
                    rows_in=len(documents) + len(errors),
                    rows_out=len(documents),
                    held=len(errors),
                    issues=sum(len(document.issues) for document in documents) + len(errors),
                    seconds=time.monotonic() - started,
                    next_step=str(errors[0]) if errors else "",
                )
            )
            progress.advance()
        progress.done()
        return settle_documents(ids, found), tuple(outcomes)


def _go_live(
    request: Request, catalog: Catalog, store: Store, outcomes: tuple[DatasetOutcome, ...], progress: Progress
) -> Outcome:
    live = live_edition(request.root)
    wanted = _edition_fingerprint(catalog)
    state = store.read_state()
    if live is not None and state.get("edition") == {"number": live, "fingerprint": wanted}:
        return Outcome(datasets=outcomes, edition=live, live=False, dry_run=request.dry_run)
    if not (catalog.datasets or catalog.documents):
        first = next((outcome for outcome in outcomes if outcome.failed), None)
        if live is None or first is None:
            raise EditionError(
                "there is nothing to publish",
                remedy=first.next_step if first else "Add a dataset with daylight add FILE.",
            )
    try:
        with building(store) as folder:
            summary = site.build(catalog, folder, as_of=request.as_of, progress=progress)
            progress.step("Building the search index")
            search_index.build(search_documents(catalog), folder / "search" / "index")
            progress.done()
            check_edition(folder, catalog)
            if request.dry_run:
                return Outcome(datasets=outcomes, edition=live, live=False, pages=summary.pages, dry_run=True)
            number = make_live(folder, request.root, store)
    except OSError as error:
        raise EditionError(
            f"the site could not be written: {error.strerror or error} ({error.filename})",
            remedy="The old site stays live. Free space or mend the permissions, and run again.",
        ) from error
    store.write_state(store.read_state() | {"edition": {"number": number, "fingerprint": wanted}})
    prune(store, keep=catalog.portal.keep_editions, live=number)
    return Outcome(datasets=outcomes, edition=number, live=True, pages=summary.pages)


def _edition_fingerprint(catalog: Catalog) -> str:
    root = catalog.portal.root
    return fingerprint(
        {
            "program": program(),
            "portal": sha256_file(root / catalog.portal.path),
            "datasets": [
                [
                    entry.spec.id,
                    sha256_file(root / entry.spec.path),
                    entry.release.version,
                    entry.release.inputs,
                    entry.kept,
                ]
                for entry in catalog.datasets
            ],
            "collections": [[item.id, sha256_file(root / item.path)] for item in catalog.collections],
            "documents": [[item.id, item.source_file, item.source_sha256] for item in catalog.documents],
        }
    )


def _line(spec: DatasetSpec, made: Release, result: str, started: float) -> DatasetOutcome:
    ledger = made.ledger
    return DatasetOutcome(
        id=spec.id,
        result="published" if result == "published" else "unchanged",
        rows_in=ledger.total("read"),
        rows_out=made.rows,
        held=ledger.total("quarantined"),
        duplicates=ledger.total("duplicates"),
        dropped=ledger.total("dropped"),
        issues=sum(summary.total for summary in made.report.issues),
        seconds=time.monotonic() - started,
        next_step=f"look at /datasets/{spec.id}/quality/" if ledger.total("quarantined") else "",
    )


def _failure(id_: str, error: DaylightError, *, kept: bool = False, started: float | None = None) -> DatasetOutcome:
    seconds = 0.0 if started is None else time.monotonic() - started
    return DatasetOutcome(
        id=id_, result="failed, kept" if kept else "failed", issues=1, seconds=seconds, next_step=str(error)
    )
