"""One page that shows every component of the site, with invented content, in the page's language.

It is for those who change the templates and styles: what looks wrong here looks wrong everywhere. It is in no list and
no search engine. Links lead to places of the page itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from publisher.site.assets import Asset
from publisher.site.charts import Drawing, drawing
from publisher.site.charts.points import Point, Points
from publisher.site.contexts.parts import (
    DatasetCard,
    DepartmentCard,
    DocumentCard,
    Fact,
    ServiceCard,
)
from publisher.site.facets import Filters, Sort, attributes, facet, filters
from publisher.site.frame import Frame, Link, Said, Site
from publisher.site.profiles import Bar, Histogram
from publisher.spec.model import Chart, Field

PATH = "/patterns/"
_DAY = "2026-10-08"


@dataclass(frozen=True, kw_only=True)
class PatternsPage:
    """``/patterns/``. ``patterns_script`` switches the colour scheme; None when it was not built."""

    TEMPLATE: ClassVar[str] = "patterns.html"
    frame: Frame
    patterns_script: Asset | None
    filters: Filters
    datasets: tuple[DatasetCard, ...]
    services: tuple[ServiceCard, ...]
    documents: tuple[DocumentCard, ...]
    departments: tuple[DepartmentCard, ...]
    facts: tuple[Fact, ...]
    kept: Said
    picture: Histogram
    chart: Drawing
    day: str
    day_text: str


def patterns(site: Site) -> PatternsPage:
    words = site.words
    return PatternsPage(
        frame=site.frame(PATH, title=words.gettext("Patterns"), listed=False),
        patterns_script=site.assets.get("patterns.js"),
        filters=_filters(site),
        datasets=_datasets(site),
        services=_services(site),
        documents=_documents(site),
        departments=(
            DepartmentCard(
                link=_link(words.gettext("Department of Trees")),
                about=Said(text=words.gettext("Plants, waters and counts.")),
                holds=words.ngettext("%(num)s dataset", "%(num)s datasets", 2) % {"num": 2},
            ),
            DepartmentCard(link=_link(words.gettext("Department of Benches")), about=Said(text=""), holds=""),
        ),
        facts=(
            Fact(label=words.gettext("Department"), value=Said(text=words.gettext("Department of Trees")), href="#top"),
            Fact(label=words.gettext("Released on"), value=Said(text=words.date(_DAY))),
            Fact(label=words.gettext("Rows"), value=Said(text=words.number(12_345))),
        ),
        kept=Said(text="raw/trees.csv: a column is not known: “Girth”"),
        picture=_histogram(words.gettext("Heights of the trees")),
        chart=_chart(site),
        day=_DAY,
        day_text=words.date(_DAY),
    )


def _link(label: str, target: str = "#top") -> Link:
    return Link(label=Said(text=label), href=target)


def _filters(site: Site) -> Filters:
    words = site.words
    names = {"trees": words.gettext("Department of Trees"), "benches": words.gettext("Department of Benches")}
    departments = facet(
        site,
        [{"department": (id_,)} for id_ in ("trees", "trees", "benches")],
        "department",
        words.gettext("Department"),
        lambda id_: Said(text=names[id_]),
        href=lambda _: "#top",
    )
    years = facet(
        site,
        [{"year": (str(year),)} for year in range(2010, 2026)],
        "year",
        words.gettext("Year of release"),
        lambda year: Said(text=year),
        order=lambda year: -int(year),
    )
    sorts = (
        Sort(key="", title=words.gettext("Newest first")),
        Sort(key="title", title=words.gettext("By title")),
    )
    whole = words.ngettext("%(num)s dataset", "%(num)s datasets", 3) % {"num": 3}
    return filters(site, (departments, years), sorts, whole=whole, some=words.gettext("{shown} of {total} datasets"))


def _datasets(site: Site) -> tuple[DatasetCard, ...]:
    words = site.words
    titles = (
        (words.gettext("Street trees"), "trees", "2025", False),
        (words.gettext("Fallen trees"), "trees", "2024", True),
        (words.gettext("Benches by the water"), "benches", "2024", False),
    )
    return tuple(
        DatasetCard(
            link=_link(title),
            summary=Said(text=words.gettext("Each one in the city, with its place, kind and height")),
            department=_link(words.gettext("Department of Trees")),
            formats=("Parquet", "CSV"),
            rows=words.number(12_345),
            released_on=_DAY,
            released=words.date(_DAY),
            themes=(_link(words.gettext("Environment")),),
            kept=kept,
            attributes=attributes({"department": (department,), "year": (year,)}, {"title": title}),
        )
        for title, department, year, kept in titles
    )


def _services(site: Site) -> tuple[ServiceCard, ...]:
    words = site.words
    full = ServiceCard(
        link=_link(words.gettext("Adopt a tree")),
        description=Said(text=words.gettext("Water a young tree in your street for its first two years.")),
        department=_link(words.gettext("Department of Trees")),
        fee=Said(text=words.gettext("Free")),
        days=words.ngettext("%(num)s working day", "%(num)s working days", 3) % {"num": 3},
        visits=words.gettext("No visit needed"),
        bring=(Said(text=words.gettext("A watering can")),),
    )
    bare = ServiceCard(
        link=_link(words.gettext("Adopt a bench")),
        description=Said(text=""),
        department=_link(words.gettext("Department of Benches")),
        fee=Said(text=""),
        days="",
        visits="",
        bring=(),
    )
    return full, bare


def _documents(site: Site) -> tuple[DocumentCard, ...]:
    words = site.words
    return tuple(
        DocumentCard(
            link=Link(label=Said(text=title, language=language), href="#top"),
            department=_link(words.gettext("Department of Trees")),
            kind=words.gettext("Notice"),
            number=number,
            published_on=day,
            published=words.date(day),
        )
        for title, language, number, day in (
            (words.gettext("Planting in autumn"), None, "TREE/2026/8", _DAY),
            ("关于修剪行道树的公告", None if words.language == "zh" else "zh", "树公告〔2026〕3号", ""),
        )
    )


def _histogram(title: str) -> Histogram:
    heights = (3, 8, 14, 20, 17, 9, 4, 1)
    bars = tuple(
        Bar(x=f"{at * 10}", y=f"{24 - high}", width="9", height=f"{high}", label=f"{at * 2}–{at * 2 + 2} m: {high}")
        for at, high in enumerate(heights)
    )
    return Histogram(width=80, height=24, bars=bars, alternative=title)


def _chart(site: Site) -> Drawing:
    """Lines of two series, one of which begins later."""
    words = site.words
    title = {words.language: words.gettext("Street trees")}
    year = Field(
        name="year", type="integer", titles_in_source=(), title={words.language: words.gettext("Year of release")}
    )
    values = ((2021, 14, None), (2022, 18, 3), (2023, 17, 8), (2024, 22, 6), (2025, 25, 11))
    found = Points(
        items=tuple(
            Point(
                label=f"{year}",
                value=Decimal(one + (other or 0)),
                parts=(Decimal(one), None if other is None else Decimal(other)),
            )
            for year, one, other in values
        ),
        ordered=True,
        total=len(values),
        without=0,
        series=(words.gettext("Department of Trees"), words.gettext("Department of Benches")),
        colours=(0, 1),
    )
    chart = Chart(kind="line", x="year", y="count", series="department", title=title)
    return drawing(site, chart, found, {"year": year}, name="patterns-chart")
