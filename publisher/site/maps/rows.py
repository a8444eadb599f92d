"""The rows of a release as a map needs them: where each lies, and in which area."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from publisher.site.maps.inside import NOWHERE, area_of
from publisher.site.maps.view import Box, View, box_around, box_of, view
from publisher.spec.model import Area, Field
from publisher.values.display import texts

_ENOUGH = 20  # places that are enough to tell what lies far from all others


@dataclass(frozen=True, kw_only=True)
class Rows:
    """All rows of a release, each in exactly one of these: an area, outside them all, beyond the map, without place.

    ``place``: of each row, the position of its area; ``OUTSIDE``, ``BEYOND`` or ``WITHOUT``. ``x`` and ``y``: units of
    the picture, NaN for a row without place.
    """

    table: pa.Table
    place: Any
    x: Any
    y: Any
    seen: View

    def count(self, place: int) -> int:
        """How many rows are there."""
        return int((self.place == place).sum())


OUTSIDE, BEYOND, WITHOUT = -1, -2, -3


def located(path: Path, place: tuple[Field, Field], areas: tuple[Area, ...], columns: list[str]) -> Rows | None:
    """The rows by their coordinates; None when no row has any and there is no area to show.

    ``place``: the fields of latitude and longitude; ``columns``: what else of each row is needed.
    """
    names = [field.name for field in place]
    table = pq.read_table(path, columns=list(dict.fromkeys([*names, *columns])))
    latitude, longitude = (_degrees(table.column(name)) for name in names)
    there = np.isfinite(latitude) & np.isfinite(longitude)
    if not areas and not there.any():
        return None
    box, wraps = box_of(areas) if areas else most(longitude[there], latitude[there])
    seen = view(box, wraps=wraps)
    x, y = seen.x(longitude), seen.y(latitude)
    found = np.full(table.num_rows, WITHOUT, np.int64)
    inside = area_of(longitude[there], latitude[there], areas)
    shown = seen.shows(x[there], y[there])
    found[there] = np.where(inside != NOWHERE, inside, np.where(shown, OUTSIDE, BEYOND))
    return Rows(table=table, place=found, x=x, y=y, seen=seen)


def named(path: Path, field: Field, areas: tuple[Area, ...], columns: list[str]) -> Rows:
    """The rows by a field that holds the id or a name of an area; another text is ``OUTSIDE``, none is ``WITHOUT``."""
    table = pq.read_table(path, columns=list(dict.fromkeys([field.name, *columns])))
    by_name = {name: number for number, area in enumerate(areas) for name in area.name.values()}
    by_id = {area.id: number for number, area in enumerate(areas)}
    said = texts(table.column(field.name), field).dictionary_encode()
    known = [by_id.get(text, by_name.get(text, OUTSIDE)) for text in said.dictionary.to_pylist()]
    indices = said.indices.fill_null(len(known)).to_numpy(zero_copy_only=False)
    nowhere = np.full(table.num_rows, np.nan)
    box, wraps = box_of(areas)
    return Rows(
        table=table, place=np.array([*known, WITHOUT])[indices], x=nowhere, y=nowhere, seen=view(box, wraps=wraps)
    )


def most(longitude: Any, latitude: Any) -> tuple[Box, bool]:
    """What nearly all places cover: a few that lie far from all others do not make the picture small."""
    box, wraps = box_around(longitude, latitude)
    if len(longitude) < _ENOUGH:
        return box, wraps
    turned = longitude + 360.0 * (longitude < 0) if wraps else longitude
    west, east = _near(turned)
    south, north = _near(latitude)
    return (max(box[0], west), max(box[1], south), min(box[2], east), min(box[3], north)), wraps


def _near(values: Any) -> tuple[float, float]:
    """The middle nine tenths, and as much again on both sides, a fiftieth of a degree at least."""
    low, high = np.quantile(values, (0.05, 0.95))
    more = max(high - low, 0.02)
    return float(low - more), float(high + more)


def _degrees(column: Any) -> Any:
    return column.to_numpy(zero_copy_only=False).astype(np.float64) if len(column) else np.empty(0)
