"""What one map shows: which rows, measured how, placed by what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from publisher.catalog.model import DatasetEntry
from publisher.site.charts.measure import Measure, measure
from publisher.site.frame import Site
from publisher.site.maps.rows import BEYOND, Rows, located, named
from publisher.site.maps.spots import columns
from publisher.spec.model import Area, Chart, Field, coordinates

MOST_SPOTS = 150


@dataclass(frozen=True, kw_only=True)
class Plan:
    """``field``: the field of area ids, None where coordinates place the rows.

    ``drawn``: the rows in the picture; ``first`` of them at each place, and for each of them its ``place``.
    """

    site: Site
    entry: DatasetEntry
    chart: Chart
    measure: Measure
    rows: Rows
    field: Field | None
    drawn: Any
    first: Any
    place: Any

    @property
    def areas(self) -> tuple[Area, ...]:
        return self.site.portal.areas

    @property
    def form(self) -> str:
        """``areas``, ``spots`` or ``cells``: what carries the colour."""
        if self.areas and (self.field is not None or self.chart.by == "areas"):
            return "areas"
        return "spots" if len(self.first) <= MOST_SPOTS else "cells"


def plan(site: Site, entry: DatasetEntry, chart: Chart) -> Plan | None:
    """None when the release has not (yet) the fields of the map, or nothing to show."""
    fields = {field.name: field for field in entry.spec.fields}
    path = entry.release.folder / f"{entry.release.dataset}.parquet"
    present = set(pq.read_schema(path).names)
    asked, place, areas = measure(chart.y), coordinates(entry.spec.fields), site.portal.areas
    wanted = [asked.field] if asked.field else []
    by = [chart.x] if chart.x else [field.name for field in place or ()]
    if not by or not {*wanted, *by} <= present or (chart.x and not areas):
        return None
    rows: Rows | None = None
    if chart.x:
        rows = named(path, fields[chart.x], areas, wanted)
    elif place is not None:
        more = [name for name in columns(entry.spec) if name in present]
        rows = located(path, place, areas, [*wanted, *more])
    if rows is None:
        return None
    drawn = np.flatnonzero((rows.place > BEYOND) & rows.seen.shows(rows.x, rows.y))
    _, first, at = np.unique(rows.x[drawn] + 1j * rows.y[drawn], return_index=True, return_inverse=True)
    return Plan(
        site=site,
        entry=entry,
        chart=chart,
        measure=asked,
        rows=rows,
        field=fields[chart.x] if chart.x else None,
        drawn=drawn,
        first=first,
        place=at.reshape(-1),
    )
