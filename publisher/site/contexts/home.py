"""The home page, the search page and the page for an address that is not there."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote

from publisher.catalog.model import Catalog
from publisher.site.assets import Asset
from publisher.site.contexts.parts import (
    DatasetCard,
    DepartmentCard,
    DocumentCard,
    dataset_card,
    department_card,
    document_card,
    newest_first,
    newest_releases,
)
from publisher.site.contexts.state import ChangeLine, DueLine, KeptLine, changed, due, kept
from publisher.site.contexts.theme import ThemeCard, theme_cards
from publisher.site.frame import Frame, Link, Said, Site
from publisher.site.messages import search_messages

_NEWEST = 6
_OCCASIONS = 6


@dataclass(frozen=True, kw_only=True)
class Count:
    """A figure of the home page that leads to what it counts."""

    number: str
    label: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Door:
    """Where one kind of reader begins: ``whom`` or what it is for. ``more``: everything behind the door."""

    title: str
    whom: str
    links: tuple[Link, ...]
    more: Link


@dataclass(frozen=True, kw_only=True)
class HomePage:
    """``/``: where to begin, what is new, what changed, what is due, what could not be renewed, and all by theme.

    ``built``: the day of this edition, in words. ``due`` stands in the order of its days, and a script
    compares those days with the reader's.
    """

    TEMPLATE: ClassVar[str] = "home.html"
    frame: Frame
    summary: Said
    counts: tuple[Count, ...]
    doors: tuple[Door, ...]
    datasets: tuple[DatasetCard, ...]
    documents: tuple[DocumentCard, ...]
    changed: tuple[ChangeLine, ...]
    due: tuple[DueLine, ...]
    kept: tuple[KeptLine, ...]
    themes: tuple[ThemeCard, ...]
    departments: tuple[DepartmentCard, ...]
    feed: str
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
    name = site.said(site.portal.name).text
    return HomePage(
        frame=site.frame("/", title=name, description=site.said(site.portal.summary).text),
        summary=site.said(site.portal.summary),
        counts=_counts(site, catalog),
        doors=_doors(site, catalog),
        datasets=tuple(dataset_card(site, entry) for entry in newest_releases(catalog)[:_NEWEST]),
        documents=tuple(document_card(site, document) for document in newest_first(catalog.documents)[:_NEWEST]),
        changed=changed(site, catalog)[:_NEWEST],
        due=due(site, catalog)[:_NEWEST],
        kept=kept(site, catalog),
        themes=theme_cards(site, catalog),
        departments=tuple(department_card(site, catalog, id_) for id_ in site.portal.departments),
        feed=site.href("/feeds/all.atom"),
        built_on=as_of.date().isoformat(),
        built=words.date(as_of.date().isoformat()),
    )


def _counts(site: Site, catalog: Catalog) -> tuple[Count, ...]:
    words = site.words
    rows = sum(entry.release.rows for entry in catalog.datasets)
    counts = (
        (len(catalog.datasets), words.ngettext("dataset", "datasets", len(catalog.datasets)), "/datasets/"),
        (rows, words.ngettext("row of data", "rows of data", rows), "/datasets/"),
        (len(catalog.documents), words.ngettext("document", "documents", len(catalog.documents)), "/documents/"),
        (len(catalog.services), words.ngettext("service", "services", len(catalog.services)), "/services/"),
    )
    return tuple(Count(number=words.number(n), label=label, href=site.href(path)) for n, label, path in counts)


def _doors(site: Site, catalog: Catalog) -> tuple[Door, ...]:
    """A door a reader: who needs something done, who watches, who builds on the data, who answers for it."""
    words = site.words

    def link(label: str, path: str) -> Link:
        return Link(label=Said(text=label), href=site.href(path))

    doors = (
        Door(
            title=words.gettext("Get something done"),
            whom=words.gettext("What to bring, what it costs, how long it takes"),
            links=_occasions(site, catalog),
            more=link(words.gettext("All services"), "/services/"),
        ),
        Door(
            title=words.gettext("See what changed"),
            whom=words.gettext("For those who report and those who ask"),
            links=tuple(
                link(label, f"/#{section}")
                for label, section, there in (
                    (words.gettext("New data"), "new-data", bool(catalog.datasets)),
                    (words.gettext("New documents"), "new-documents", bool(catalog.documents)),
                    (words.gettext("What changed"), "changed", bool(changed(site, catalog))),
                    (words.gettext("Due and late"), "due", bool(due(site, catalog) or kept(site, catalog))),
                )
                if there
            ),
            more=link(words.gettext("Follow everything by feed"), "/feeds/all.atom"),
        ),
        Door(
            title=words.gettext("Take the data"),
            whom=words.gettext("Files, and the whole catalogue in open standards"),
            links=(
                Link(label=Said(text="DCAT-AP 3"), href="/catalog.ttl"),
                Link(label=Said(text="data.json (DCAT-US)"), href="/data.json"),
                Link(label=Said(text="CKAN package_search"), href="/api/3/action/package_search"),
            ),
            more=link(words.gettext("All datasets"), "/datasets/"),
        ),
        Door(
            title=words.gettext("See who answers for it"),
            whom=words.gettext("Departments, what they publish, whom to ask"),
            links=tuple(site.department(id_) for id_ in list(site.portal.departments)[:_OCCASIONS]),
            more=link(words.gettext("All departments"), "/departments/"),
        ),
    )
    wanted = (bool(catalog.services), bool(catalog.datasets or catalog.documents), bool(catalog.datasets), True)
    return tuple(door for door, there in zip(doors, wanted, strict=True) if there)


def _occasions(site: Site, catalog: Catalog) -> tuple[Link, ...]:
    """The occasions with most services, people's first; where none is told, the services themselves."""
    titles = {service.life_event: site.said(service.life_event_title) for service in catalog.services}
    people = {service.life_event for service in catalog.services if service.audience == "person"}
    counts = Counter(service.life_event for service in catalog.services if service.life_event)
    order = sorted(counts, key=lambda event: (event not in people, -counts[event], event))
    if order:
        return tuple(
            Link(label=titles[event] or Said(text=event), href=site.href(f"/services/#event={quote(event)}"))
            for event in order[:_OCCASIONS]
        )
    return tuple(
        Link(label=site.said(service.name), href=site.href(f"/services/{service.id}/"))
        for service in catalog.services[:_OCCASIONS]
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
