"""The catalogue: one value with everything that one edition publishes, from which all pages and exports are made."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from publisher import services
from publisher.catalog.model import Catalog, DatasetEntry
from publisher.documents.model import Document
from publisher.release import read_table
from publisher.services.model import Service
from publisher.spec.model import CollectionSpec, Portal

__all__ = ["Catalog", "DatasetEntry", "build_catalog"]


def build_catalog(
    portal: Portal,
    datasets: Sequence[DatasetEntry],
    collections: Sequence[CollectionSpec],
    documents: Sequence[Document],
) -> Catalog:
    """Everything sorted by id; the services come from the rows of the datasets of kind ``service``."""
    ordered = sorted(datasets, key=lambda entry: entry.spec.id)
    return Catalog(
        portal=portal,
        datasets=tuple(ordered),
        collections=tuple(sorted(collections, key=lambda collection: collection.id)),
        documents=tuple(sorted(documents, key=lambda document: document.id)),
        services=tuple(sorted(_services(portal, ordered), key=lambda service: service.id)),
    )


def _services(portal: Portal, datasets: Sequence[DatasetEntry]) -> Iterator[Service]:
    """Every service; one whose id an earlier dataset has taken goes by its dataset's id and its own."""
    taken: set[str] = set()
    for entry in datasets:
        if entry.spec.kind != "service":
            continue
        for service in services.services(entry.spec, read_table(entry.release), portal.languages):
            own = service.id if service.id not in taken else f"{entry.spec.id}-{service.id}"
            taken.add(own)
            yield dataclasses.replace(service, id=own)
