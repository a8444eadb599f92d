"""Maps, drawn at build from the portal's own areas and the rows' coordinates; nothing comes from elsewhere.

A dataset with coordinates has one without asking; ``kind: map`` among its charts says which instead. Few rows are
points that lead to their records, many are small hexagons with their number, or the areas are coloured. Every row of
the release is counted somewhere, and the table under the map says where: the picture and the numbers are of all rows.
"""

from __future__ import annotations

from publisher.catalog.model import DatasetEntry
from publisher.site.frame import Site
from publisher.site.maps import ground, said, scale
from publisher.site.maps.data import drawn
from publisher.site.maps.model import MapFigure
from publisher.site.maps.plan import Plan, plan
from publisher.site.maps.view import WIDTH
from publisher.spec.model import Chart, coordinates

__all__ = ["MapFigure", "figures"]


def figures(site: Site, entry: DatasetEntry) -> tuple[MapFigure, ...]:
    """The declared maps of a dataset, or the one it has because it has coordinates."""
    declared = [chart for chart in entry.spec.charts if chart.kind == "map"]
    if not declared and coordinates(entry.spec.fields) is not None:
        declared = [Chart(kind="map")]
    plans = [made for chart in declared if (made := plan(site, entry, chart)) is not None]
    return tuple(_figure(made, number) for number, made in enumerate(plans, 1))


def _figure(made: Plan, number: int) -> MapFigure:
    site, areas, seen = made.site, made.areas, made.rows.seen
    data = drawn(made)
    lines, degrees = ((), ()) if areas else scale.lines(seen)
    bar, bar_label = scale.bar(site, seen)
    return MapFigure(
        id=f"map-{number}",
        title=said.title(made),
        y_title=said.measured(made),
        measured="" if made.measure.field is None else said.measured(made),
        alternative=said.alternative(made),
        width=f"{WIDTH:g}",
        height=f"{seen.height:g}",
        metres=f"{seen.metres:.3f}",
        areas=ground.shapes(site, areas, seen, titles=data.titles, shades=data.shades),
        lines=lines,
        names=ground.names(site, areas, seen),
        degrees=degrees,
        cells=data.cells,
        spots=data.spots,
        bar=f"{bar:.1f}",
        bar_label=bar_label,
        legend=said.legend(made, data),
        rows=tuple(said.table(made)),
        total=site.words.number(made.rows.table.num_rows),
        notes=tuple(said.notes(made, data)),
    )
