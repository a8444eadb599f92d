"""The list of all documents, by year, and what it is narrowed by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import ClassVar

from publisher.catalog.model import Catalog
from publisher.documents.model import Document
from publisher.site.contexts.narrowing import department_facet
from publisher.site.contexts.parts import DocumentCard, document_card, document_kind, newest_first
from publisher.site.facets import Filters, Values, attributes, facet, filters
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
    return filters(
        site,
        (
            department_facet(site, values),
            facet(
                site,
                values,
                "kind",
                words.gettext("Kind"),
                lambda id_: Said(text=document_kind(site, id_)),
                order=DOCUMENT_KINDS.index,
            ),
            facet(
                site,
                values,
                "year",
                words.gettext("Year"),
                lambda year: Said(text=year),
                href=lambda year: f"#year-{year}",
                order=lambda year: -int(year),
            ),
            facet(
                site,
                values,
                "collection",
                words.gettext("Collection"),
                lambda id_: titles.get(id_, Said(text=id_)),
            ),
            facet(
                site,
                values,
                "language",
                words.gettext("Language"),
                lambda code: Said(text=LANGUAGES.get(code, code)),
            ),
        ),
        (),
        whole=words.ngettext("%(num)s document", "%(num)s documents", count) % {"num": words.number(count)},
        some=words.gettext("{shown} of {total} documents"),
    )


def _listed(site: Site, document: Document) -> DocumentCard:
    """A document's card with what the list is narrowed by."""
    return replace(document_card(site, document), attributes=attributes(_values(document), {}))


def _values(document: Document) -> Values:
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
