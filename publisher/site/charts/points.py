"""The numbers of a declared chart, computed over all rows of a release."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from publisher.site.frame import Site
from publisher.site.rows import shown
from publisher.spec.model import Chart, Field
from publisher.terms import DATE_TYPES
from publisher.values.display import texts

MOST_BARS = 15
MOST_STEPS = 60
_MEASURE = re.compile(r"(sum|mean)\((.+)\)")
_PLACES = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class Point:
    """One bar or one place on a line. ``value`` is None where a line has a gap."""

    label: str
    value: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Points:
    """What is drawn: in the axis's own order when ``ordered``, else the largest first.

    ``total``: how many there are, drawn or not. ``without``: rows with nothing on the axis.
    """

    items: tuple[Point, ...]
    ordered: bool
    total: int
    without: int


def points(site: Site, path: Path, chart: Chart, fields: Mapping[str, Field]) -> Points | None:
    """Group the rows of a Parquet file by ``chart.x``; None when it lacks a field of the chart."""
    measure = _MEASURE.fullmatch(chart.y)
    wanted = [chart.x] + ([measure[2]] if measure else [])
    present = set(pq.read_schema(path).names)
    if not set(wanted) <= present & set(fields):
        return None
    table = pq.read_table(path, columns=list(dict.fromkeys(wanted)))
    axis = fields[chart.x]
    keys = texts(table.column(chart.x), axis)
    without = int(keys.null_count)
    ordered = chart.kind == "line" or axis.type in DATE_TYPES | {"period", "integer"}
    values = table.column(measure[2]) if measure else None
    if axis.type in DATE_TYPES:
        keys = _step(keys)
    groups = _grouped(keys, values, measure[1] if measure else "count")
    items = [(key, value) for key, value in groups if key is not None]
    if ordered:
        items.sort(key=lambda item: (Decimal(item[0]) if axis.type == "integer" else 0, item[0]))
        items = _with_gaps(items)
        kept = items[-MOST_STEPS:]
    else:
        items.sort(key=lambda item: (-(item[1] or 0), item[0]))
        kept = items[:MOST_BARS]
    return Points(
        items=tuple(Point(label=shown(site, key, axis).text, value=value) for key, value in kept),
        ordered=ordered,
        total=len(items),
        without=without,
    )


def _step(keys: Any) -> Any:
    """ISO dates as days, months or years: the finest that needs no more than ``MOST_STEPS`` from first to last."""
    ends = pc.min_max(keys).as_py()
    if ends["min"] is None:
        return keys
    first, last = dt.date.fromisoformat(ends["min"][:10]), dt.date.fromisoformat(ends["max"][:10])
    months = (last.year - first.year) * 12 + last.month - first.month
    length = 10 if (last - first).days < MOST_STEPS else 7 if months < MOST_STEPS else 4
    return pc.utf8_slice_codeunits(keys, 0, length)


def _grouped(keys: Any, values: Any, verb: str) -> list[tuple[str | None, Decimal | None]]:
    """Key -> count, sum or mean; exact for decimals, and in one thread so that floats add up in one order."""
    columns = {"key": keys} if values is None else {"key": keys, "value": values}
    table = pa.table(columns)
    if values is None:
        counted = table.group_by("key", use_threads=False).aggregate([([], "count_all")])
        return [
            (key, Decimal(count))
            for key, count in zip(
                counted.column("key").to_pylist(), counted.column("count_all").to_pylist(), strict=True
            )
        ]
    summed = table.group_by("key", use_threads=False).aggregate([("value", "sum"), ("value", "count")])
    found = zip(
        summed.column("key").to_pylist(),
        summed.column("value_sum").to_pylist(),
        summed.column("value_count").to_pylist(),
        strict=True,
    )
    return [(key, _measured(total, count, verb)) for key, total, count in found]


def _measured(total: Any, count: int, verb: str) -> Decimal | None:
    if total is None or count == 0:
        return None
    exact = total if isinstance(total, Decimal) else Decimal(repr(total))
    if verb == "mean":
        return (exact / count).quantize(_PLACES)
    return exact if exact == exact.to_integral_value() else exact.normalize()


def _with_gaps(items: Sequence[tuple[str, Decimal | None]]) -> list[tuple[str, Decimal | None]]:
    """Months, days or years that are not there, as gaps, where every key is of one such form."""
    found = dict(items)
    steps = _between([key for key, _ in items])
    return [(key, found.get(key)) for key in steps] if steps else list(items)


def _between(keys: Sequence[str]) -> list[str]:
    """All steps from the first key to the last; empty when the keys are no dates, or too many steps lie between."""
    if not keys or len({len(key) for key in keys}) != 1:
        return []
    if all(re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", key) for key in keys):
        low, high = (int(key[:4]) * 12 + int(key[5:]) - 1 for key in (keys[0], keys[-1]))
        return (
            [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(low, high + 1)]
            if high - low < MOST_STEPS
            else []
        )
    if all(re.fullmatch(r"\d{4}-\d\d-\d\d", key) for key in keys):
        first, last = dt.date.fromisoformat(keys[0]), dt.date.fromisoformat(keys[-1])
        days = (last - first).days + 1
        return [(first + dt.timedelta(days=day)).isoformat() for day in range(days)] if days <= MOST_STEPS else []
    return []
