"""The page of one theme: all that is published about it, by whichever department."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from publisher.catalog.model import Catalog
from publisher.exports.news import iso_date
from publisher.site.contexts.parts import (
    DatasetCard,
    DocumentCard,
    ServiceCard,
    dataset_card,
    document_card,
    holdings,
    newest_first,
    service_card,
    themes,
)
from publisher.site.frame import Frame, Link, Said, Site


@dataclass(frozen=True, kw_only=True)
class ThemeCard:
    """A theme in a list. ``holds``: how much there is about it, in words."""

    link: Link
    holds: str


@dataclass(frozen=True, kw_only=True)
class ThemePage:
    """``/themes/<id>/``. ``feed``: where its Atom feed is; empty when nothing of it has a date."""

    TEMPLATE: ClassVar[str] = "theme.html"
    frame: Frame
    name: str
    feed: str
    services: tuple[ServiceCard, ...]
    datasets: tuple[DatasetCard, ...]
    documents: tuple[DocumentCard, ...]


def theme(site: Site, catalog: Catalog, id_: str) -> ThemePage:
    words = site.words
    (name,) = themes(site, (id_,))
    datasets = [entry for entry in catalog.datasets if id_ in entry.spec.themes]
    papers = [document for document in newest_first(catalog.documents) if id_ in document.themes]
    dated = datasets or any(iso_date(paper.published) or iso_date(paper.written) for paper in papers)
    return ThemePage(
        frame=site.frame(
            f"/themes/{id_}/",
            title=name,
            description=words.gettext("All data, documents and services of the portal about: %(theme)s")
            % {"theme": name},
        ),
        name=name,
        feed=site.href(f"/feeds/themes/{id_}.atom") if dated else "",
        services=tuple(service_card(site, service) for service in catalog.services if service.theme == id_),
        datasets=tuple(dataset_card(site, entry) for entry in datasets),
        documents=tuple(document_card(site, paper) for paper in papers),
    )


def theme_cards(site: Site, catalog: Catalog) -> tuple[ThemeCard, ...]:
    """Every theme in use, by its title in the page's language."""
    return tuple(_card(site, catalog, id_) for id_ in catalog.themes)


def _card(site: Site, catalog: Catalog, id_: str) -> ThemeCard:
    (name,) = themes(site, (id_,))
    return ThemeCard(
        link=Link(label=Said(text=name), href=site.href(f"/themes/{id_}/")),
        holds=holdings(
            site,
            datasets=sum(id_ in entry.spec.themes for entry in catalog.datasets),
            documents=sum(id_ in document.themes for document in catalog.documents),
            services=sum(service.theme == id_ for service in catalog.services),
        ),
    )
