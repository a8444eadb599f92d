"""The list of all services, by whom they are for, and what it is narrowed by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from publisher.catalog.model import Catalog
from publisher.services.model import Service
from publisher.site.contexts.narrowing import department_facet, theme_facet
from publisher.site.contexts.parts import ServiceCard, service_card
from publisher.site.facets import Filters, Values, attributes, facet, filters
from publisher.site.frame import Frame, Said, Site


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
        filters=_filters(site, catalog),
        audiences=tuple(
            Audience(id=id_, title=title, services=tuple(_listed(site, service) for service in found))
            for id_, title, found in kinds
            if found
        ),
    )


def _filters(site: Site, catalog: Catalog) -> Filters:
    words, count = site.words, len(catalog.services)
    values = [_values(service) for service in catalog.services]
    events = {service.life_event: site.said(service.life_event_title) for service in catalog.services}
    audiences = {"person": words.gettext("For people"), "firm": words.gettext("For firms")}
    return filters(
        site,
        (
            facet(
                site,
                values,
                "audience",
                words.gettext("For whom"),
                lambda id_: Said(text=audiences.get(id_, id_)),
                href=lambda id_: f"#{id_}" if id_ in audiences else "",
            ),
            facet(site, values, "event", words.gettext("Occasion"), lambda id_: events[id_] or Said(text=id_)),
            theme_facet(site, values),
            department_facet(site, values),
        ),
        (),
        whole=words.ngettext("%(num)s service", "%(num)s services", count) % {"num": words.number(count)},
        some=words.gettext("{shown} of {total} services"),
    )


def _listed(site: Site, service: Service) -> ServiceCard:
    """A service's card with what the list is narrowed by."""
    return replace(service_card(site, service), attributes=attributes(_values(service), {}))


def _values(service: Service) -> Values:
    """Facet -> the service's values."""
    return {
        "audience": (service.audience,) if service.audience else (),
        "event": (service.life_event,) if service.life_event else (),
        "theme": (service.theme,) if service.theme else (),
        "department": (service.department,),
    }
