"""The list of all departments, and the page of one: whom to ask, and all it publishes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from publisher.catalog.model import Catalog
from publisher.exports.news import iso_date
from publisher.site.contexts.parts import (
    DatasetCard,
    DepartmentCard,
    DocumentCard,
    Fact,
    ServiceCard,
    dataset_card,
    department_card,
    document_card,
    newest_first,
    service_card,
)
from publisher.site.frame import Frame, Said, Site


@dataclass(frozen=True, kw_only=True)
class DepartmentsPage:
    """``/departments/``: every department."""

    TEMPLATE: ClassVar[str] = "departments.html"
    frame: Frame
    departments: tuple[DepartmentCard, ...]


@dataclass(frozen=True, kw_only=True)
class DepartmentPage:
    """``/departments/<id>/``: one department, whom to ask, and all it publishes.

    ``feed``: where its Atom feed is; empty when nothing of it has a date.
    """

    TEMPLATE: ClassVar[str] = "department.html"
    frame: Frame
    name: Said
    about: Said
    feed: str
    contact: tuple[Fact, ...]
    datasets: tuple[DatasetCard, ...]
    documents: tuple[DocumentCard, ...]
    services: tuple[ServiceCard, ...]


def departments(site: Site, catalog: Catalog) -> DepartmentsPage:
    words = site.words
    return DepartmentsPage(
        frame=site.frame(
            "/departments/",
            title=words.gettext("Departments"),
            description=words.gettext("Every department that publishes here, and how to reach it."),
            section="/departments/",
        ),
        departments=tuple(department_card(site, catalog, id_) for id_ in site.portal.departments),
    )


def department(site: Site, catalog: Catalog, id_: str) -> DepartmentPage:
    found = site.portal.departments[id_]
    words, contact = site.words, found.contact
    facts = (
        Fact(label=words.gettext("Office"), value=site.said(contact.name)),
        Fact(label=words.gettext("E-mail"), value=Said(text=contact.email), href=f"mailto:{contact.email}"),
        Fact(label=words.gettext("Telephone"), value=Said(text=contact.phone), href=_tel(contact.phone)),
    )
    datasets = [entry for entry in catalog.datasets if entry.spec.department == id_]
    papers = [paper for paper in newest_first(catalog.documents) if paper.department == id_]
    dated = datasets or any(iso_date(paper.published) or iso_date(paper.written) for paper in papers)
    return DepartmentPage(
        frame=site.frame(
            f"/departments/{id_}/",
            title=site.said(found.name).text,
            description=site.said(found.about).text,
            section="/departments/",
        ),
        name=site.said(found.name),
        about=site.said(found.about),
        feed=site.href(f"/feeds/departments/{id_}.atom") if dated else "",
        contact=tuple(fact for fact in facts if fact.value),
        datasets=tuple(dataset_card(site, entry) for entry in datasets),
        documents=tuple(document_card(site, paper) for paper in papers),
        services=tuple(service_card(site, service) for service in catalog.services if service.department == id_),
    )


def _tel(phone: str) -> str | None:
    """A ``tel:`` address of the digits; None when the text holds more than one number."""
    digits = "".join(character for character in phone if character in "+0123456789")
    return f"tel:{digits}" if digits and not set(phone) - set("+0123456789 -()") else None
