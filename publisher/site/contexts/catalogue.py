"""The lists: all datasets, all services, all departments, and one department's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from publisher.catalog.model import Catalog
from publisher.services.model import Service
from publisher.site.contexts.narrowing import (
    dataset_filters,
    listed_dataset,
    listed_service,
    newest_releases,
    service_filters,
)
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
from publisher.site.facets import Filters
from publisher.site.frame import Frame, Said, Site


@dataclass(frozen=True, kw_only=True)
class DatasetsPage:
    """``/datasets/``: every dataset, the newest first, and what the list is narrowed by."""

    TEMPLATE: ClassVar[str] = "datasets.html"
    frame: Frame
    filters: Filters
    datasets: tuple[DatasetCard, ...]


@dataclass(frozen=True, kw_only=True)
class Audience:
    """The services for one kind of people. ``id`` is the anchor."""

    id: str
    title: str
    services: tuple[ServiceCard, ...]


@dataclass(frozen=True, kw_only=True)
class ServicesPage:
    """``/services/``: every service, by whom it is for, and what the list is narrowed by."""

    TEMPLATE: ClassVar[str] = "services.html"
    frame: Frame
    filters: Filters
    audiences: tuple[Audience, ...]


@dataclass(frozen=True, kw_only=True)
class DepartmentsPage:
    """``/departments/``: every department."""

    TEMPLATE: ClassVar[str] = "departments.html"
    frame: Frame
    departments: tuple[DepartmentCard, ...]


@dataclass(frozen=True, kw_only=True)
class DepartmentPage:
    """``/departments/<id>/``: one department, whom to ask, and all it publishes."""

    TEMPLATE: ClassVar[str] = "department.html"
    frame: Frame
    name: Said
    about: Said
    contact: tuple[Fact, ...]
    datasets: tuple[DatasetCard, ...]
    documents: tuple[DocumentCard, ...]
    services: tuple[ServiceCard, ...]


def datasets(site: Site, catalog: Catalog) -> DatasetsPage:
    words = site.words
    return DatasetsPage(
        frame=site.frame(
            "/datasets/",
            title=words.gettext("Data"),
            description=words.gettext("Every dataset of the portal, with its formats, rows and dates."),
            section="/datasets/",
        ),
        filters=dataset_filters(site, catalog),
        datasets=tuple(listed_dataset(site, entry) for entry in newest_releases(catalog)),
    )


def services(site: Site, catalog: Catalog) -> ServicesPage:
    words = site.words
    kinds: tuple[tuple[str, str, list[Service]], ...] = (
        ("person", words.gettext("For people"), [s for s in catalog.services if s.audience == "person"]),
        ("firm", words.gettext("For firms"), [s for s in catalog.services if s.audience == "firm"]),
        (
            "other",
            words.gettext("For whom is not stated by the department"),
            [s for s in catalog.services if s.audience not in ("person", "firm")],
        ),
    )
    return ServicesPage(
        frame=site.frame(
            "/services/",
            title=words.gettext("Services"),
            description=words.gettext("What to bring, what it costs and how long it takes, for every service."),
            section="/services/",
        ),
        filters=service_filters(site, catalog),
        audiences=tuple(
            Audience(id=id_, title=title, services=tuple(listed_service(site, service) for service in found))
            for id_, title, found in kinds
            if found
        ),
    )


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
    return DepartmentPage(
        frame=site.frame(
            f"/departments/{id_}/",
            title=site.said(found.name).text,
            description=site.said(found.about).text,
            section="/departments/",
        ),
        name=site.said(found.name),
        about=site.said(found.about),
        contact=tuple(fact for fact in facts if fact.value),
        datasets=tuple(dataset_card(site, entry) for entry in catalog.datasets if entry.spec.department == id_),
        documents=tuple(
            document_card(site, document) for document in newest_first(catalog.documents) if document.department == id_
        ),
        services=tuple(service_card(site, service) for service in catalog.services if service.department == id_),
    )


def _tel(phone: str) -> str | None:
    """A ``tel:`` address of the digits; None when the text holds more than one number."""
    digits = "".join(character for character in phone if character in "+0123456789")
    return f"tel:{digits}" if digits and not set(phone) - set("+0123456789 -()") else None
