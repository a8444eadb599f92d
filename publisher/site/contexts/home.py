"""The home page, the search page and the page for an address that is not there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from publisher.catalog.model import Catalog
from publisher.site.contexts.parts import (
    DatasetCard,
    DepartmentCard,
    DocumentCard,
    dataset_card,
    department_card,
    document_card,
    newest_first,
)
from publisher.site.frame import Frame, Link, Said, Site
from publisher.site.messages import search_messages
from publisher.site.templates import Asset

_NEWEST = 6


@dataclass(frozen=True, kw_only=True)
class Count:
    """A figure of the home page that leads to what it counts."""

    number: str
    label: str
    href: str


@dataclass(frozen=True, kw_only=True)
class HomePage:
    """``/``: what there is, and what is new. ``built``: the day of this edition, in words."""

    TEMPLATE: ClassVar[str] = "home.html"
    frame: Frame
    summary: Said
    counts: tuple[Count, ...]
    datasets: tuple[DatasetCard, ...]
    documents: tuple[DocumentCard, ...]
    departments: tuple[DepartmentCard, ...]
    built_on: str
    built: str


@dataclass(frozen=True, kw_only=True)
class SearchPage:
    """``/search/``. ``messages``: key -> text, for the script. ``script`` is None when it was not built."""

    TEMPLATE: ClassVar[str] = "search.html"
    frame: Frame
    index: str
    prefix: str
    messages: dict[str, str]
    search_script: Asset | None
    datasets: str
    documents: str
    services: str


@dataclass(frozen=True, kw_only=True)
class Lost:
    """What the page for a wrong address says in one language."""

    language: str
    title: str
    text: str
    home: Link
    search: Link


@dataclass(frozen=True, kw_only=True)
class MissingPage:
    """``/404.html``: one page for all languages, since a host cannot know which one was wanted."""

    TEMPLATE: ClassVar[str] = "404.html"
    frame: Frame
    languages: tuple[Lost, ...]


def home(site: Site, catalog: Catalog, as_of: dt.datetime) -> HomePage:
    words = site.words
    rows = sum(entry.release.rows for entry in catalog.datasets)
    recent = sorted(catalog.datasets, key=lambda entry: entry.release.released_on, reverse=True)
    counts = (
        (len(catalog.datasets), words.ngettext("dataset", "datasets", len(catalog.datasets)), "/datasets/"),
        (rows, words.ngettext("row of data", "rows of data", rows), "/datasets/"),
        (len(catalog.documents), words.ngettext("document", "documents", len(catalog.documents)), "/documents/"),
        (len(catalog.services), words.ngettext("service", "services", len(catalog.services)), "/services/"),
    )
    name = site.said(site.portal.name).text
    return HomePage(
        frame=site.frame("/", title=name, description=site.said(site.portal.summary).text),
        summary=site.said(site.portal.summary),
        counts=tuple(Count(number=words.number(n), label=label, href=site.href(path)) for n, label, path in counts),
        datasets=tuple(dataset_card(site, entry) for entry in recent[:_NEWEST]),
        documents=tuple(document_card(site, document) for document in newest_first(catalog.documents)[:_NEWEST]),
        departments=tuple(department_card(site, catalog, id_) for id_ in site.portal.departments),
        built_on=as_of.date().isoformat(),
        built=words.date(as_of.date().isoformat()),
    )


def search(site: Site) -> SearchPage:
    words = site.words
    return SearchPage(
        frame=site.frame("/search/", title=words.gettext("Search")),
        index="/search/index/",
        prefix=site.prefix,
        messages=search_messages(site),
        search_script=site.assets.get("search.js"),
        datasets=site.href("/datasets/"),
        documents=site.href("/documents/"),
        services=site.href("/services/"),
    )


def missing(sites: tuple[Site, ...]) -> MissingPage:
    first = sites[0]
    return MissingPage(
        frame=first.frame(None, title=first.words.gettext("There is no page at this address")),
        languages=tuple(
            Lost(
                language=site.words.language,
                title=site.words.gettext("There is no page at this address"),
                text=site.words.gettext(
                    "Addresses on this site do not change, so the link that led here was probably mistyped. "
                    "Search for what you need, or begin at the home page."
                ),
                home=Link(label=Said(text=site.words.gettext("Home")), href=site.href("/")),
                search=Link(label=Said(text=site.words.gettext("Search")), href=site.href("/search/")),
            )
            for site in sites
        ),
    )
