"""Values that several kinds of pages show, and how they are made from the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from publisher.catalog.model import Catalog, DatasetEntry
from publisher.documents.model import Document
from publisher.services.model import Service
from publisher.site.frame import Link, Said, Site
from publisher.terms import DOCUMENT_KINDS, FREQUENCIES, LICENCES, THEMES

FORMATS = {
    "parquet": "Parquet",
    "csv": "CSV",
    "jsonl": "JSON Lines",
    "geojson": "GeoJSON",
    "xlsx": "XLSX",
    "zip": "ZIP",
}


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One line of a description list. ``href`` makes the value a link; ``links`` stand in its place."""

    label: str
    value: Said
    href: str | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DatasetCard:
    """A dataset in a list. ``kept``: it could not be renewed. ``attributes``: what a list is narrowed by."""

    link: Link
    summary: Said
    department: Link
    formats: tuple[str, ...]
    rows: str
    released_on: str
    released: str
    themes: tuple[Link, ...]
    kept: bool
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class DocumentCard:
    """A document in a list. Dates are empty when not known. ``attributes``: what a list is narrowed by."""

    link: Link
    department: Link
    kind: str
    number: str
    published_on: str
    published: str
    written_on: str = ""
    written: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class ServiceCard:
    """A service in a list, with what people ask first: what to bring, fee, days, visits. Empty: not stated."""

    link: Link
    description: Said
    department: Link
    fee: Said
    days: str
    visits: str
    bring: tuple[Said, ...]
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class DepartmentCard:
    """A department in a list. ``holds``: how much it publishes, in words."""

    link: Link
    about: Said
    holds: str


def dataset_card(site: Site, entry: DatasetEntry) -> DatasetCard:
    spec, release, words = entry.spec, entry.release, site.words
    return DatasetCard(
        link=Link(label=site.said(spec.title), href=site.href(f"/datasets/{spec.id}/")),
        summary=site.said(spec.summary),
        department=site.department(spec.department),
        formats=tuple(FORMATS[format_] for format_ in formats(entry)),
        rows=words.number(release.rows),
        released_on=release.released_on,
        released=words.date(release.released_on),
        themes=theme_links(site, spec.themes),
        kept=entry.kept is not None,
    )


def formats(entry: DatasetEntry) -> tuple[str, ...]:
    """The formats a dataset can be had in, in the order of ``FORMATS``."""
    found = {file.format for file in entry.release.files if file.role in ("data", "package") and file.size}
    return tuple(format_ for format_ in FORMATS if format_ in found)


def document_card(site: Site, document: Document) -> DocumentCard:
    return DocumentCard(
        link=Link(label=site.own(document.title, document.language), href=site.href(f"/documents/{document.id}/")),
        department=site.department(document.department),
        kind=document_kind(site, document.kind),
        number=document.number or "",
        published_on=document.published or "",
        published=site.words.date(document.published),
        written_on=document.written or "",
        written=site.words.date(document.written),
    )


def service_card(site: Site, service: Service) -> ServiceCard:
    return ServiceCard(
        link=Link(label=site.said(service.name), href=site.href(f"/services/{service.id}/")),
        description=site.said(service.description),
        department=site.department(service.department),
        fee=site.said(service.fee),
        days=days(site, service, "promised_days"),
        visits=visits(site, service.visits),
        bring=site.said_all(service.materials),
    )


def department_card(site: Site, catalog: Catalog, id_: str) -> DepartmentCard:
    return DepartmentCard(
        link=site.department(id_),
        about=site.said(site.portal.departments[id_].about),
        holds=holdings(
            site,
            datasets=sum(entry.spec.department == id_ for entry in catalog.datasets),
            documents=sum(document.department == id_ for document in catalog.documents),
            services=sum(service.department == id_ for service in catalog.services),
        ),
    )


def holdings(site: Site, *, datasets: int, documents: int, services: int) -> str:
    """How much there is, in words, without what there is none of: "2 datasets, 1 service"."""
    words = site.words
    parts = (
        (datasets, words.ngettext("%(num)s dataset", "%(num)s datasets", datasets)),
        (documents, words.ngettext("%(num)s document", "%(num)s documents", documents)),
        (services, words.ngettext("%(num)s service", "%(num)s services", services)),
    )
    return words.join([text % {"num": words.number(count)} for count, text in parts if count])


def newest_releases(catalog: Catalog) -> list[DatasetEntry]:
    """The datasets by the day of their release, the newest first; those of one day by id."""
    by_id = sorted(catalog.datasets, key=lambda entry: entry.spec.id)
    return sorted(by_id, key=lambda entry: entry.release.released_on, reverse=True)


def newest_first(documents: tuple[Document, ...]) -> list[Document]:
    """By publication date, newest first, the undated last; documents of one day by id."""
    by_id = sorted(documents, key=lambda document: document.id)
    return sorted(by_id, key=lambda document: document.published or document.written or "", reverse=True)


def themes(site: Site, ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(site.words.gettext(THEMES.get(id_, id_)) for id_ in ids)


def theme_links(site: Site, ids: tuple[str, ...]) -> tuple[Link, ...]:
    """Themes as links to their pages; a word that is no theme of ours leads nowhere."""
    return tuple(
        Link(label=Said(text=title), href=site.href(f"/themes/{id_}/") if id_ in THEMES else "")
        for id_, title in zip(ids, themes(site, ids), strict=True)
    )


def licence(site: Site, id_: str) -> Link:
    """A licence's title and its own address, which is outside the site."""
    found = LICENCES.get(id_)
    return Link(label=Said(text=site.words.gettext(found.title) if found else id_), href=found.url if found else "")


def frequency(site: Site, id_: str) -> str:
    found = FREQUENCIES.get(id_)
    return site.words.gettext(found.title) if found else id_


def document_kind(site: Site, kind: str) -> str:
    words = site.words
    titles = {
        "law": words.gettext("Law"),
        "regulation": words.gettext("Regulation"),
        "normative": words.gettext("Normative document"),
        "notice": words.gettext("Notice"),
        "interpretation": words.gettext("Interpretation"),
        "comment": words.gettext("Comment"),
        "news": words.gettext("News"),
        "reply": words.gettext("Reply"),
        "minutes": words.gettext("Minutes"),
    }
    return titles[kind] if kind in DOCUMENT_KINDS else kind


def days(site: Site, service: Service, name: Literal["promised_days", "statutory_days"]) -> str:
    """A number of calendar or working days in words."""
    count: int | None = getattr(service, name)
    if count is None:
        return ""
    if count == 0:
        return site.words.gettext("the same day")
    if name in service.working_days:
        return site.words.ngettext("%(num)s working day", "%(num)s working days", count) % {"num": count}
    return site.words.ngettext("%(num)s day", "%(num)s days", count) % {"num": count}


def visits(site: Site, count: int | None) -> str:
    if count is None:
        return ""
    if count == 0:
        return site.words.gettext("No visit needed")
    return site.words.ngettext("%(num)s visit", "%(num)s visits", count) % {"num": count}
