"""What each release changed, for every dataset that goes live."""

from __future__ import annotations

import dataclasses

from publisher.catalog.model import Catalog
from publisher.progress import Progress
from publisher.publish.store import Store
from publisher.release.changes import steps


def with_changes(catalog: Catalog, store: Store, progress: Progress) -> Catalog:
    """The catalogue with the steps of each dataset's history; a run that builds no site needs none.

    Only the steps that no earlier run has kept read any data. Raises EditionError for a damaged release.
    """
    progress.step("Comparing releases", total=len(catalog.datasets))
    found = []
    for entry in catalog.datasets:
        changes = steps(entry.history, key=entry.spec.key, store=store.changes)
        found.append(dataclasses.replace(entry, changes=changes))
        progress.advance()
    progress.done()
    return dataclasses.replace(catalog, datasets=tuple(found))
