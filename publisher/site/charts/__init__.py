"""Declared charts, drawn at build: numbers from the release's Parquet, a table beside each picture.

A chart is four SVG files (wide and narrow, light and dark) shown by ``<img>``; where their labels stand is computed
here and not measured, so that the bytes do not depend on the fonts of the machine that draws. Maps are charts, too,
and have a package of their own (:mod:`publisher.site.maps`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from publisher.catalog.model import DatasetEntry
from publisher.files import sha256_bytes
from publisher.site.charts.lines import DASHES
from publisher.site.charts.measure import measure
from publisher.site.charts.picture import SCHEMES, SHAPES, Axes, draw
from publisher.site.charts.points import Points, points
from publisher.site.charts.svg import MARKS
from publisher.site.frame import Said, Site
from publisher.site.rows import field_title, unit
from publisher.spec.model import Chart, Field


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One SVG file: its name in ``/assets/`` and its bytes; ``media`` chooses it; sizes in CSS pixels."""

    file: str
    svg: bytes
    media: str
    width: int
    height: int

    @property
    def href(self) -> str:
        return f"/assets/{self.file}"


@dataclass(frozen=True, kw_only=True)
class Series:
    """A part of the legend: the number of its ``colour`` in the style sheet; of a line its ``dashes`` and its ``mark``.

    ``mark``: the path of the mark around its middle; empty for bars, which lie beside each other.
    """

    colour: int
    name: str
    dashes: str = ""
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A chart of the page. ``pictures``: those with a ``media`` condition first, the one without it last.

    ``under``: what stands under the title, empty where the picture names its axes. ``rows``: the same as a table, a
    label and the texts of ``columns``.
    """

    title: Said
    alternative: str
    pictures: tuple[Picture, ...]
    x_title: Said
    under: str
    series: tuple[Series, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    notes: tuple[str, ...]


def drawings(site: Site, entry: DatasetEntry) -> tuple[Drawing, ...]:
    """The charts of a dataset; one whose fields the release has not (yet) is left out."""
    fields = {field.name: field for field in entry.spec.fields}
    made = []
    for number, chart in enumerate(entry.spec.charts, 1):
        if chart.kind == "map":
            continue
        found = points(site, entry.release.folder / f"{entry.release.dataset}.parquet", chart, fields)
        if found is not None and any(item.value is not None for item in found.items):
            made.append(drawing(site, chart, found, fields, name=f"{entry.spec.id}-chart-{number}"))
    return tuple(made)


def drawing(site: Site, chart: Chart, found: Points, fields: Mapping[str, Field], *, name: str) -> Drawing:
    """One chart of points that were found; ``name`` begins the names of its files."""
    x_title = field_title(site, fields[chart.x])
    y_title = measure(chart.y).title(site, fields)
    title = site.said(chart.title) or Said(text=f"{y_title} / {x_title.text}")
    columns = (*found.series, *([site.words.gettext("All rows")] if found.series else [y_title]))
    x_unit = unit(site, fields[chart.x])
    axes = Axes(x=f"{x_title.text} ({x_unit})" if x_unit else x_title.text, y=y_title)
    return Drawing(
        title=title,
        alternative=_alternative(site, chart, found, title),
        pictures=tuple(_pictures(site, name, chart, found, axes)),
        x_title=x_title,
        under="" if found.ordered or title.text == y_title else y_title,
        series=tuple(_series(chart, number, name) for number, name in zip(found.colours, found.series, strict=True)),
        columns=columns,
        rows=tuple(
            (item.label, tuple(_said(site, value) for value in (*item.parts, item.value))) for item in found.items
        ),
        notes=_notes(site, found),
    )


def _series(chart: Chart, colour: int, name: str) -> Series:
    if chart.kind != "line":
        return Series(colour=colour, name=name)
    return Series(colour=colour, name=name, dashes=DASHES[colour], mark=MARKS[colour])


def _said(site: Site, value: Decimal | None) -> str:
    return "" if value is None else site.words.number(value)


def _pictures(site: Site, name: str, chart: Chart, found: Points, axes: Axes) -> list[Picture]:
    """Narrow and dark, dark, narrow, and the plain one."""
    made = []
    for shape in SHAPES:
        for scheme in SCHEMES:
            svg = draw(
                found, line=chart.kind == "line", shape=shape, scheme=scheme, compact=site.words.compact, axes=axes
            )
            media = " and ".join(condition for condition in (scheme.media, shape.media) if condition)
            made.append(
                Picture(
                    file=f"{name}-{sha256_bytes(svg.data)[:12]}.svg",
                    svg=svg.data,
                    media=media,
                    width=svg.width,
                    height=svg.height,
                )
            )
    return made


def _alternative(site: Site, chart: Chart, found: Points, title: Said) -> str:
    """What the picture shows, in a sentence; the whole is in the table."""
    words = site.words
    shown = [item for item in found.items if item.value is not None]
    most = max(shown, key=lambda item: item.value or 0)
    least = min(shown, key=lambda item: item.value or 0)
    kinds = {"line": words.gettext("Line chart"), "histogram": words.gettext("Histogram")}
    return words.gettext(
        "%(kind)s: %(title)s. Most: %(most)s, %(most_value)s; least: %(least)s, %(least_value)s. All values are below."
    ) % {
        "kind": kinds.get(chart.kind, words.gettext("Bar chart")),
        "title": title.text,
        "most": most.label,
        "most_value": words.number(most.value or 0),
        "least": least.label,
        "least_value": words.number(least.value or 0),
    }


def _notes(site: Site, found: Points) -> tuple[str, ...]:
    words = site.words
    notes = []
    if found.total > len(found.items):
        message = (
            words.gettext("The last %(shown)s of %(total)s.")
            if found.ordered
            else words.gettext("The %(shown)s largest of %(total)s.")
        )
        notes.append(message % {"shown": words.number(len(found.items)), "total": words.number(found.total)})
    if found.without:
        notes.append(
            words.ngettext(
                "%(num)s row has no value on the axis and is left out.",
                "%(num)s rows have no value on the axis and are left out.",
                found.without,
            )
            % {"num": words.number(found.without)}
        )
    return tuple(notes)
