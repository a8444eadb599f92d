"""The catalogue: one value with everything that one edition publishes, from which all pages and exports are made."""

from __future__ import annotations

from collections.abc import Sequence

from publisher import services
from publisher.catalog.model import Catalog, DatasetEntry
from publisher.documents.model import Document
from publisher.release import read_table
from publisher.spec.model import CollectionSpec, Portal

__all__ = ["Catalog", "DatasetEntry", "build_catalog"]


def build_catalog(
    portal: Portal,
    datasets: Sequence[DatasetEntry],
    collections: Sequence[CollectionSpec],
    documents: Sequence[Document],
) -> Catalog:
    """Everything sorted by id; the services come from the rows of the datasets of kind ``service``."""
    found = [
        service
        for entry in datasets
        if entry.spec.kind == "service"
        for service in services.services(entry.spec, read_table(entry.release), portal.languages)
    ]
    return Catalog(
        portal=portal,
        datasets=tuple(sorted(datasets, key=lambda entry: entry.spec.id)),
        collections=tuple(sorted(collections, key=lambda collection: collection.id)),
        documents=tuple(sorted(documents, key=lambda document: document.id)),
        services=tuple(sorted(found, key=lambda service: service.id)),
    )
