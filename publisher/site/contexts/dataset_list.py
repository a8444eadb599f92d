"""The list of all datasets, and what it is narrowed and ordered by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from publisher.catalog.model import Catalog, DatasetEntry
from publisher.site.contexts.narrowing import department_facet, theme_facet
from publisher.site.contexts.parts import FORMATS, DatasetCard, dataset_card, formats, frequency, newest_releases
from publisher.site.facets import Filters, Sort, Values, attributes, facet, filters
from publisher.site.frame import Frame, Said, Site
from publisher.terms import FREQUENCIES


@dataclass(frozen=True, kw_only=True)
class DatasetsPage:
    """``/datasets/``: every dataset, the newest first, and what the list is narrowed by."""

    TEMPLATE: ClassVar[str] = "datasets.html"
    frame: Frame
    filters: Filters
    datasets: tuple[DatasetCard, ...]


def datasets(site: Site, catalog: Catalog) -> DatasetsPage:
    words = site.words
    return DatasetsPage(
        frame=site.frame(
            "/datasets/",
            title=words.gettext("Data"),
            description=words.gettext("Every dataset of the portal, with its formats, rows and dates."),
            section="/datasets/",
        ),
        filters=_filters(site, catalog),
        datasets=tuple(_listed(site, entry) for entry in newest_releases(catalog)),
    )


def _filters(site: Site, catalog: Catalog) -> Filters:
    words, count = site.words, len(catalog.datasets)
    values = [_values(entry) for entry in catalog.datasets]
    return filters(
        site,
        (
            department_facet(site, values),
            theme_facet(site, values),
            facet(
                site,
                values,
                "format",
                words.gettext("Format"),
                lambda id_: Said(text=FORMATS[id_]),
                order=list(FORMATS).index,
            ),
            facet(
                site,
                values,
                "year",
                words.gettext("Year of release"),
                lambda year: Said(text=year),
                order=lambda year: -int(year),
            ),
            facet(
                site,
                values,
                "frequency",
                words.gettext("Renewed"),
                lambda id_: Said(text=frequency(site, id_)),
                order=list(FREQUENCIES).index,
            ),
        ),
        (
            Sort(key="", title=words.gettext("Newest first")),
            Sort(key="title", title=words.gettext("By title")),
            Sort(key="rows", title=words.gettext("Most rows first")),
        ),
        whole=words.ngettext("%(num)s dataset", "%(num)s datasets", count) % {"num": words.number(count)},
        some=words.gettext("{shown} of {total} datasets"),
    )


def _listed(site: Site, entry: DatasetEntry) -> DatasetCard:
    """A dataset's card with what the list is narrowed and ordered by."""
    card = dataset_card(site, entry)
    sorts: Mapping[str, str | int] = {"title": card.link.label.text, "rows": entry.release.rows}
    return replace(card, attributes=attributes(_values(entry), sorts))


def _values(entry: DatasetEntry) -> Values:
    """Facet -> the dataset's values."""
    return {
        "department": (entry.spec.department,),
        "theme": entry.spec.themes,
        "format": formats(entry),
        "year": (entry.release.released_on[:4],),
        "frequency": (entry.spec.frequency,),
    }
