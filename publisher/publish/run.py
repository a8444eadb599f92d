"""One run of ``daylight publish``, top to bottom."""

from __future__ import annotations

from pathlib import Path

import search_index
from publisher import exports, site
from publisher.catalog import build_catalog
from publisher.catalog.model import Catalog
from publisher.errors import EditionError
from publisher.exports.search import search_documents
from publisher.files import sha256_file
from publisher.progress import Progress
from publisher.publish.changes import with_changes
from publisher.publish.datasets import Renewal
from publisher.publish.documents import Reading
from publisher.publish.edition import building, check_edition, live_edition, make_live, prune, write_manifest
from publisher.publish.fingerprint import fingerprint, program
from publisher.publish.ids import load_ids, save_ids
from publisher.publish.outcome import DatasetOutcome, Outcome, Request, failure
from publisher.publish.specs import check_names, load_specs
from publisher.publish.store import Store, opened
from publisher.spec import load_portal


def publish(request: Request, progress: Progress) -> Outcome:
    """Renew, build, go live. Raises PortalError, EditionError (nothing new is live) and UsageError."""
    portal = load_portal(request.root)
    with opened(portal.root) as store, store.scratch() as scratch:
        ids = load_ids(portal.root)
        specs = load_specs(portal, ids, store)
        check_names(request.only, specs)
        renewed = Renewal(request=request, portal=portal, specs=specs, store=store, scratch=scratch).run(progress)
        documents, read = Reading(request=request, portal=portal, specs=specs, store=store, ids=ids).run(progress)
        entries = [item.entry for item in renewed if item.entry]
        catalog = build_catalog(portal, entries, specs.collections, documents)
        lost = [failure(name, fault) for name, fault in specs.lost()]
        outcome = _go_live(request, catalog, store, (*(item.outcome for item in renewed), *lost, *read), progress)
        if not request.dry_run:
            save_ids(portal.root, ids, [entry.spec for entry in entries], documents)
        return outcome


def _go_live(
    request: Request, catalog: Catalog, store: Store, outcomes: tuple[DatasetOutcome, ...], progress: Progress
) -> Outcome:
    """Build the edition aside and make it live, unless the live one says the same already."""
    live, wanted = live_edition(request.root), _edition_fingerprint(catalog)
    if live is not None and store.read_state().get("edition") == {"number": live, "fingerprint": wanted}:
        return Outcome(datasets=outcomes, edition=live, live=False, dry_run=request.dry_run)
    _refuse_nothing(catalog, outcomes)
    exports.require(catalog)
    catalog = with_changes(catalog, store, progress)
    try:
        with building(store) as folder:
            summary = site.build(catalog, folder, as_of=request.as_of, progress=progress)
            progress.step("Building the search index")
            search_index.build(search_documents(catalog), folder / "search" / "index")
            progress.done()
            write_manifest(folder, catalog, request.as_of, live=live, store=store)
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


def _refuse_nothing(catalog: Catalog, outcomes: tuple[DatasetOutcome, ...]) -> None:
    """An empty site never replaces one with something in it, and is not worth going live."""
    if catalog.datasets or catalog.documents:
        return
    first = next((outcome for outcome in outcomes if outcome.failed), None)
    raise EditionError(
        "there is nothing to publish",
        remedy=f"{first.id}: {first.next_step}" if first else "Add a dataset with daylight add FILE.",
    )


def _edition_fingerprint(catalog: Catalog) -> str:
    """The hash of all that the pages are made from."""
    root = catalog.portal.root
    datasets = [
        [
            entry.spec.id,
            _hash(root / entry.spec.path),
            [[item.version, item.content, item.released_at] for item in (*entry.history, entry.release)],
            entry.kept,
        ]
        for entry in catalog.datasets
    ]
    return fingerprint(
        {
            "program": program(),
            "portal": sha256_file(root / catalog.portal.path),
            "areas": _hash(root / catalog.portal.areas_file) if catalog.portal.areas_file else "",
            "datasets": datasets,
            "collections": [[item.id, _hash(root / item.path)] for item in catalog.collections],
            "documents": [[item.id, item.source_file, item.source_sha256] for item in catalog.documents],
        }
    )


def _hash(path: Path) -> str:
    """The hash of a YAML file; nothing for one that cannot be read now, whose kept copy stands in for it."""
    try:
        return sha256_file(path)
    except OSError:
        return ""
