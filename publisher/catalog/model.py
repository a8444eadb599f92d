"""Everything the site, the exports and the search index are made from: one value, complete, read-only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from publisher.documents.model import Document
from publisher.release.changes import Changes
from publisher.release.model import Release
from publisher.services.model import Service
from publisher.spec.model import CollectionSpec, DatasetSpec, Portal
from publisher.terms import FREQUENCIES, THEMES


@dataclass(frozen=True, kw_only=True)
class DatasetEntry:
    """A dataset as it goes live, with every release that ever was, the oldest first and ``release`` the last.

    ``changes[n]`` leads from ``history[n]`` to ``history[n + 1]``. ``kept``: why this run could not renew it, so that
    the last good release stays.
    """

    spec: DatasetSpec
    release: Release
    history: tuple[Release, ...] = ()
    changes: tuple[Changes, ...] = ()
    kept: str | None = None

    @property
    def due(self) -> dt.date | None:
        """The day by which its frequency promises the next release; None where it promises none."""
        frequency = FREQUENCIES.get(self.spec.frequency)
        if frequency is None or frequency.days is None:
            return None
        return dt.date.fromisoformat(self.release.released_on) + dt.timedelta(days=frequency.days)


def changes_path(entry: DatasetEntry, step: Changes) -> str:
    """Where the file with all rows of a step is, below the site's root."""
    return f"data/{entry.spec.id}/{step.after}/{entry.spec.id}.changes.csv"


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """One portal with all that is published in one edition; each tuple is sorted by id."""

    portal: Portal
    datasets: tuple[DatasetEntry, ...]
    collections: tuple[CollectionSpec, ...]
    documents: tuple[Document, ...]
    services: tuple[Service, ...]

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes that a dataset, document or service has, in the order of the list; each has a page."""
        found = {id_ for entry in self.datasets for id_ in entry.spec.themes}
        found |= {id_ for document in self.documents for id_ in document.themes}
        found |= {service.theme for service in self.services if service.theme}
        return tuple(id_ for id_ in THEMES if id_ in found)
