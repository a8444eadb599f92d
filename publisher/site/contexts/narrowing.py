"""What the lists of datasets and of services are narrowed and ordered by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from publisher.catalog.model import Catalog, DatasetEntry
from publisher.services.model import Service
from publisher.site.contexts.parts import (
    FORMATS,
    DatasetCard,
    ServiceCard,
    dataset_card,
    formats,
    frequency,
    service_card,
    themes,
)
from publisher.site.facets import Facet, Filters, Sort, attributes, facet, filters
from publisher.site.frame import Said, Site
from publisher.terms import FREQUENCIES


def dataset_filters(site: Site, catalog: Catalog) -> Filters:
    words, count = site.words, len(catalog.datasets)
    values = [_dataset_values(entry) for entry in catalog.datasets]

    def of(name: str) -> list[Sequence[str]]:
        return [those[name] for those in values]

    whole = words.ngettext("%(num)s dataset", "%(num)s datasets", count) % {"num": words.number(count)}
    return filters(
        site,
        (
            _department_facet(site, of("department")),
            _theme_facet(site, of("theme")),
            facet(
                "format",
                words.gettext("Format"),
                of("format"),
                lambda id_: Said(text=FORMATS[id_]),
                site=site,
                order=list(FORMATS).index,
            ),
            facet(
                "year",
                words.gettext("Year of release"),
                of("year"),
                lambda year: Said(text=year),
                site=site,
                order=lambda year: -int(year),
            ),
            facet(
                "frequency",
                words.gettext("Renewed"),
                of("frequency"),
                lambda id_: Said(text=frequency(site, id_)),
                site=site,
                order=list(FREQUENCIES).index,
            ),
        ),
        (
            Sort(key="", title=words.gettext("Newest first")),
            Sort(key="title", title=words.gettext("By title")),
            Sort(key="rows", title=words.gettext("Most rows first")),
        ),
        whole=whole,
        some=words.gettext("{shown} of {total} datasets"),
    )


def _department_facet(site: Site, entries: Sequence[Sequence[str]]) -> Facet | None:
    return facet(
        "department",
        site.words.gettext("Department"),
        entries,
        lambda id_: site.department(id_).label,
        site=site,
        href=lambda id_: site.href(f"/departments/{id_}/"),
    )


def _theme_facet(site: Site, entries: Sequence[Sequence[str]]) -> Facet | None:
    return facet(
        "theme",
        site.words.gettext("Theme"),
        entries,
        lambda id_: Said(text=themes(site, (id_,))[0]),
        site=site,
        href=lambda id_: site.href(f"/themes/{id_}/"),
    )


def listed_dataset(site: Site, entry: DatasetEntry) -> DatasetCard:
    """A dataset's card with what the list is narrowed and ordered by."""
    card = dataset_card(site, entry)
    sorts: Mapping[str, str | int] = {"title": card.link.label.text, "rows": entry.release.rows}
    return replace(card, attributes=attributes(_dataset_values(entry), sorts))


def service_filters(site: Site, catalog: Catalog) -> Filters:
    words, count = site.words, len(catalog.services)
    values = [_service_values(service) for service in catalog.services]
    events = {service.life_event: site.said(service.life_event_title) for service in catalog.services}
    audiences = {"person": words.gettext("For people"), "firm": words.gettext("For firms")}

    def of(name: str) -> list[Sequence[str]]:
        return [those[name] for those in values]

    whole = words.ngettext("%(num)s service", "%(num)s services", count) % {"num": words.number(count)}
    return filters(
        site,
        (
            facet(
                "audience",
                words.gettext("For whom"),
                of("audience"),
                lambda id_: Said(text=audiences.get(id_, id_)),
                site=site,
                href=lambda id_: f"#{id_}" if id_ in audiences else "",
            ),
            facet(
                "event",
                words.gettext("Occasion"),
                of("event"),
                lambda id_: events[id_] or Said(text=id_),
                site=site,
            ),
            _theme_facet(site, of("theme")),
            _department_facet(site, of("department")),
        ),
        (),
        whole=whole,
        some=words.gettext("{shown} of {total} services"),
    )


def listed_service(site: Site, service: Service) -> ServiceCard:
    """A service's card with what the list is narrowed by."""
    return replace(service_card(site, service), attributes=attributes(_service_values(service), {}))


def _service_values(service: Service) -> Mapping[str, Sequence[str]]:
    """Facet -> the service's values."""
    return {
        "audience": (service.audience,) if service.audience else (),
        "event": (service.life_event,) if service.life_event else (),
        "theme": (service.theme,) if service.theme else (),
        "department": (service.department,),
    }


def newest_releases(catalog: Catalog) -> list[DatasetEntry]:
    """The datasets by the day of their release, the newest first; those of one day by id."""
    by_id = sorted(catalog.datasets, key=lambda entry: entry.spec.id)
    return sorted(by_id, key=lambda entry: entry.release.released_on, reverse=True)


def _dataset_values(entry: DatasetEntry) -> Mapping[str, Sequence[str]]:
    """Facet -> the dataset's values."""
    return {
        "department": (entry.spec.department,),
        "theme": entry.spec.themes,
        "format": formats(entry),
        "year": (entry.release.released_on[:4],),
        "frequency": (entry.spec.frequency,),
    }
