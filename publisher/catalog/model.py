"""Everything the site, the exports and the search index are made from: one value, complete, read-only."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.documents.model import Document
from publisher.release.model import Release
from publisher.services.model import Service
from publisher.spec.model import CollectionSpec, DatasetSpec, Portal


@dataclass(frozen=True, kw_only=True)
class DatasetEntry:
    """A dataset as it goes live, with every release that ever was, the oldest first and ``release`` the last.

    ``kept``: why this run could not renew it, so that the last good release stays.
    """

    spec: DatasetSpec
    release: Release
    history: tuple[Release, ...] = ()
    kept: str | None = None


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """One portal with all that is published in one edition; each tuple is sorted by id."""

    portal: Portal
    datasets: tuple[DatasetEntry, ...]
    collections: tuple[CollectionSpec, ...]
    documents: tuple[Document, ...]
    services: tuple[Service, ...]
