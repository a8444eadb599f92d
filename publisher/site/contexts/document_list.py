"""The list of all documents, by year, and what it is narrowed by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import ClassVar

from publisher.catalog.model import Catalog
from publisher.documents.model import Document
from publisher.site.contexts.parts import DocumentCard, document_card, document_kind, newest_first
from publisher.site.facets import Filters, attributes, facet, filters
from publisher.site.frame import Frame, Said, Site
from publisher.terms import DOCUMENT_KINDS, LANGUAGES


@dataclass(frozen=True, kw_only=True)
class Year:
    """The documents of one year. ``title`` is the year, or says that none is known; ``id`` is the anchor."""

    id: str
    title: str
    documents: tuple[DocumentCard, ...]


@dataclass(frozen=True, kw_only=True)
class DocumentsPage:
    """``/documents/``: every document, newest first, by year, and what the list is narrowed by."""

    TEMPLATE: ClassVar[str] = "documents.html"
    frame: Frame
    filters: Filters
    years: tuple[Year, ...]


def documents(site: Site, catalog: Catalog) -> DocumentsPage:
    words = site.words
    return DocumentsPage(
        frame=site.frame(
            "/documents/",
            title=words.gettext("Documents"),
            description=words.gettext("Every notice and paper of the portal, newest first."),
            section="/documents/",
        ),
        filters=_filters(site, catalog),
        years=tuple(
            Year(
                id=f"year-{year or 'unknown'}",
                title=year or words.gettext("Without a date"),
                documents=tuple(_listed(site, document) for document in found),
            )
            for year, found in groupby(newest_first(catalog.documents), key=_year)
        ),
    )


def _filters(site: Site, catalog: Catalog) -> Filters:
    words, count = site.words, len(catalog.documents)
    values = [_values(document) for document in catalog.documents]
    titles = {collection.id: site.said(collection.title) for collection in catalog.collections}

    def of(name: str) -> list[Sequence[str]]:
        return [those[name] for those in values]

    return filters(
        site,
        (
            facet(
                "department",
                words.gettext("Department"),
                of("department"),
                lambda id_: site.department(id_).label,
                site=site,
                href=lambda id_: site.href(f"/departments/{id_}/"),
            ),
            facet(
                "kind",
                words.gettext("Kind"),
                of("kind"),
                lambda id_: Said(text=document_kind(site, id_)),
                site=site,
                order=DOCUMENT_KINDS.index,
            ),
            facet(
                "year",
                words.gettext("Year"),
                of("year"),
                lambda year: Said(text=year),
                site=site,
                href=lambda year: f"#year-{year}",
                order=lambda year: -int(year),
            ),
            facet(
                "collection",
                words.gettext("Collection"),
                of("collection"),
                lambda id_: titles.get(id_, Said(text=id_)),
                site=site,
            ),
            facet(
                "language",
                words.gettext("Language"),
                of("language"),
                lambda code: Said(text=LANGUAGES.get(code, code)),
                site=site,
            ),
        ),
        (),
        whole=words.ngettext("%(num)s document", "%(num)s documents", count) % {"num": words.number(count)},
        some=words.gettext("{shown} of {total} documents"),
    )


def _listed(site: Site, document: Document) -> DocumentCard:
    """A document's card with what the list is narrowed by."""
    return replace(document_card(site, document), attributes=attributes(_values(document), {}))


def _values(document: Document) -> Mapping[str, Sequence[str]]:
    """Facet -> the document's values."""
    year = _year(document)
    return {
        "department": (document.department,),
        "kind": (document.kind,),
        "year": (year,) if year else (),
        "collection": (document.collection,),
        "language": (document.language,),
    }


def _year(document: Document) -> str:
    """The year it is listed under: that of its publication, else of its writing; empty when neither is known."""
    return (document.published or document.written or "")[:4]
