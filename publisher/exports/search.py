"""What the search index is built from: every dataset, document and service of a catalogue as one search document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from publisher.catalog.model import Catalog, DatasetEntry
from publisher.documents.model import Document
from publisher.services.model import Service
from publisher.spec.model import say
from search_index import SearchDocument


def search_documents(catalog: Catalog) -> Iterator[SearchDocument]:
    """All search documents, datasets first, each kind in the order of its ids."""
    languages = catalog.portal.languages
    for entry in catalog.datasets:
        yield _dataset(entry, languages)
    for document in catalog.documents:
        yield _document(document)
    for service in catalog.services:
        yield _service(service, languages)


def _dataset(entry: DatasetEntry, languages: tuple[str, ...]) -> SearchDocument:
    spec = entry.spec
    texts = [spec.summary, spec.description]
    for field in spec.fields:
        texts += [field.title, field.description]
    names = [title for field in spec.fields for title in (field.name, *field.titles_in_source)]
    return SearchDocument(
        id=f"dataset:{spec.id}",
        kind="dataset",
        title=say(spec.title, languages[0]),
        titles=dict(spec.title),
        body="\n".join([*_lines(texts), *names]),
        lang=languages[0],
        department=spec.department,
        date=entry.release.released_on,
        url=f"/datasets/{spec.id}/",
        themes=spec.themes,
    )


def _document(document: Document) -> SearchDocument:
    return SearchDocument(
        id=f"document:{document.id}",
        kind="document",
        title=document.title,
        body="\n".join([*document.issuers, document.text]),
        lang=document.language,
        department=document.department,
        date=document.published or document.written,
        url=f"/documents/{document.id}/",
        numbers=(document.number,) if document.number else (),
        themes=document.themes,
    )


def _service(service: Service, languages: tuple[str, ...]) -> SearchDocument:
    lists = [service.conditions, service.materials, service.steps, service.legal_basis, service.channel]
    items = [item for texts in lists for found in texts.values() for item in found]
    return SearchDocument(
        id=f"service:{service.id}",
        kind="service",
        title=say(service.name, languages[0]),
        titles=dict(service.name),
        body="\n".join([*_lines([service.description, service.fee]), *items]),
        lang=languages[0],
        department=service.department,
        date=service.checked_on,
        url=f"/services/{service.id}/",
    )


def _lines(texts: list[Mapping[str, str]]) -> list[str]:
    return [text for found in texts for text in found.values() if text]
