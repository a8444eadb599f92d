"""Declared charts, drawn at build: numbers from the release's Parquet, pictures by Vega-Lite, a table beside each.

A chart is four SVG files (wide and narrow, light and dark) shown by ``<img>``; where their labels stand is computed
here and not measured, so that the bytes do not depend on the fonts of the machine that draws.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from publisher.catalog.model import DatasetEntry
from publisher.files import sha256_bytes
from publisher.site.charts.picture import SCHEMES, SHAPES, draw
from publisher.site.charts.points import Points, points
from publisher.site.frame import Said, Site
from publisher.site.rows import field_title
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
class Drawing:
    """A chart of the page. ``pictures``: those with a ``media`` condition first, the one without it last."""

    title: Said
    alternative: str
    pictures: tuple[Picture, ...]
    x_title: Said
    y_title: str
    rows: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


def drawings(site: Site, entry: DatasetEntry) -> tuple[Drawing, ...]:
    """The charts of a dataset; one whose fields the release has not (yet) is left out."""
    fields = {field.name: field for field in entry.spec.fields}
    made = []
    for number, chart in enumerate(entry.spec.charts, 1):
        found = points(site, entry.release.folder / f"{entry.release.dataset}.parquet", chart, fields)
        if found is not None and found.items:
            made.append(_drawing(site, entry, chart, found, fields, number))
    return tuple(made)


def _drawing(
    site: Site, entry: DatasetEntry, chart: Chart, found: Points, fields: Mapping[str, Field], number: int
) -> Drawing:
    x_title = field_title(site, fields[chart.x])
    y_title = _measure(site, chart, fields)
    title = site.said(chart.title) or Said(text=f"{y_title} / {x_title.text}")
    return Drawing(
        title=title,
        alternative=_alternative(site, chart, found, title),
        pictures=tuple(_pictures(site, f"{entry.spec.id}-chart-{number}", chart, found)),
        x_title=x_title,
        y_title=y_title,
        rows=tuple(
            (item.label, site.words.number(item.value) if item.value is not None else "") for item in found.items
        ),
        notes=_notes(site, found),
    )


def _pictures(site: Site, name: str, chart: Chart, found: Points) -> list[Picture]:
    """Narrow and dark, dark, narrow, and the plain one."""
    made = []
    for shape in SHAPES:
        for scheme in SCHEMES:
            svg = draw(found, line=chart.kind == "line", shape=shape, scheme=scheme, compact=site.words.compact)
            media = " and ".join(condition for condition in (shape.media, scheme.media) if condition)
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


def _measure(site: Site, chart: Chart, fields: Mapping[str, Field]) -> str:
    words = site.words
    if chart.y == "count":
        return words.gettext("Number of rows")
    verb, _, rest = chart.y.partition("(")
    field = fields[rest.rstrip(")")]
    title = field_title(site, field).text
    if unit := field.currency or field.unit:
        title = f"{title} ({unit})"
    return (words.gettext("Sum: %(field)s") if verb == "sum" else words.gettext("Mean: %(field)s")) % {"field": title}


def _alternative(site: Site, chart: Chart, found: Points, title: Said) -> str:
    """What the picture shows, in a sentence; the whole is in the table."""
    words = site.words
    shown = [item for item in found.items if item.value is not None]
    most = max(shown, key=lambda item: item.value or 0)
    least = min(shown, key=lambda item: item.value or 0)
    kind = words.gettext("Line chart") if chart.kind == "line" else words.gettext("Bar chart")
    return words.gettext(
        "%(kind)s: %(title)s. Most: %(most)s, %(most_value)s; least: %(least)s, %(least_value)s. All values are below."
    ) % {
        "kind": kind,
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
