"""The numbers of a declared chart, computed over all rows of a release."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from publisher.site.charts.measure import Measure, measure
from publisher.site.charts.ranges import histogram
from publisher.site.frame import Site
from publisher.site.rows import shown
from publisher.spec.model import Chart, Field
from publisher.terms import DATE_TYPES
from publisher.values.display import texts

MOST_BARS = 15
MOST_STEPS = 60
MOST_SERIES = 6
_OTHERS = "\x1f"  # no text of a field: what the rest is called among the keys

Groups = Sequence[tuple[str, Decimal | None]]


@dataclass(frozen=True, kw_only=True)
class Point:
    """One bar or one place on a line. ``value`` is None where a line has a gap; ``parts``: one for each series."""

    label: str
    value: Decimal | None
    parts: tuple[Decimal | None, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Points:
    """What is drawn: in the axis's own order when ``ordered``, else the largest first.

    ``total``: how many there are, drawn or not. ``without``: rows with nothing on the axis. ``series``: the titles of
    the parts, which add up to the value when ``stacked``. ``colours``: the number
    of each one's colour. ``edges``: of a histogram, one more than there are bars.
    """

    items: tuple[Point, ...]
    ordered: bool
    total: int
    without: int
    series: tuple[str, ...] = ()
    colours: tuple[int, ...] = ()
    stacked: bool = False
    edges: tuple[Decimal, ...] = ()


def points(site: Site, path: Path, chart: Chart, fields: Mapping[str, Field]) -> Points | None:
    """Group the rows of a Parquet file by ``chart.x``; None when it lacks a field of the chart."""
    asked = measure(chart.y)
    wanted = [name for name in (chart.x, asked.field, chart.series) if name]
    if not set(wanted) <= set(pq.read_schema(path).names) & set(fields):
        return None
    table = pq.read_table(path, columns=list(dict.fromkeys(wanted)))
    axis = fields[chart.x]
    if chart.kind == "histogram":
        return _ranges(site, table.column(chart.x), axis)
    keys = texts(table.column(chart.x), axis)
    without = int(keys.null_count)
    ordered = chart.kind == "line" or axis.type in DATE_TYPES | {"period", "integer"}
    keys = _step(keys) if axis.type in DATE_TYPES else keys
    groups = [(key, value) for key, value in asked.over(keys, table).items() if key is not None]
    total = len(groups)
    if ordered:
        groups.sort(key=lambda item: (Decimal(item[0]) if axis.type == "integer" else 0, item[0]))
        kept: Groups = _with_gaps(groups)[-MOST_STEPS:]
        total = max(total, len(_with_gaps(groups)))
    else:
        groups.sort(key=lambda item: (-(item[1] or 0), item[0]))
        kept, keys = _largest(groups, chart.top, asked, keys, table)
    found = Points(
        items=tuple(Point(label=_label(site, key, axis, total - len(kept) + 1), value=value) for key, value in kept),
        ordered=ordered,
        total=len(kept) if _OTHERS in dict(kept) else total,
        without=without,
    )
    if chart.series is None:
        return found
    return _parted(site, found, [key for key, _ in kept], keys, table, fields[chart.series], asked)


def _largest(groups: Groups, top: int | None, asked: Measure, keys: Any, table: pa.Table) -> tuple[Groups, Any]:
    """The largest, and with ``top`` all others as one, whose rows then have its key; a lone other stands for itself."""
    if top is None or len(groups) <= top + 1:
        return groups[: MOST_BARS if top is None else top + 1], keys
    kept = groups[:top]
    own = pc.or_(pc.is_in(keys, pa.array([key for key, _ in kept], keys.type)), pc.is_null(keys))
    together = pc.if_else(own, keys, pa.scalar(_OTHERS, keys.type))
    return [*kept, (_OTHERS, asked.over(together, table)[_OTHERS])], together


def _label(site: Site, key: str, field: Field, others: int) -> str:
    if key == _OTHERS:
        words = site.words
        return words.ngettext("Others (%(num)s)", "Others (%(num)s)", others) % {"num": words.number(others)}
    return shown(site, key, field).text


def _parted(
    site: Site, found: Points, kept: Sequence[str], keys: Any, table: pa.Table, field: Field, asked: Measure
) -> Points:
    """The points with their parts: the commonest texts of ``field``, the rest as one, and the rows without any."""
    said = texts(table.column(field.name), field)
    counts = {one["values"]: one["counts"] for one in said.value_counts().to_pylist()}
    levels = sorted((level for level in counts if level is not None), key=lambda level: (-counts[level], level))
    rest = max(0, len(levels) - MOST_SERIES + 1) if len(levels) > MOST_SERIES else 0
    named = levels[: len(levels) - rest]
    declared = list(field.categories)
    named.sort(key=lambda level: declared.index(level) if level in declared else len(declared))
    labels = [shown(site, level, field).text for level in named]
    numbers = {level: number for number, level in enumerate(named)}
    colours = list(range(len(labels)))
    if rest:
        labels.append(_label(site, _OTHERS, field, rest))
        colours.append(MOST_SERIES)
    if None in counts:
        labels.append(site.words.gettext("no value"))
        numbers[None] = len(labels) - 1
        colours.append(MOST_SERIES + 1)
    coded = said.dictionary_encode(null_encoding="encode")
    of_level = pa.array([numbers.get(level, len(named)) for level in coded.dictionary.to_pylist()], pa.int64())
    part = of_level.take(coded.indices)
    place = pc.index_in(keys, value_set=pa.array(kept, keys.type)).cast(pa.int64())
    values = asked.over(pc.add(pc.multiply(place, len(labels)), part), table)
    items = tuple(
        replace(item, parts=tuple(values.get(number * len(labels) + n) for n in range(len(labels))))
        for number, item in enumerate(found.items)
    )
    return replace(found, items=items, series=tuple(labels), colours=tuple(colours), stacked=asked.verb != "mean")


def _ranges(site: Site, column: Any, field: Field) -> Points | None:
    """How many rows lie in each range."""
    found = histogram(column, whole=field.type == "integer")
    if found is None:
        return None
    words, items = site.words, []
    for low, high, count in zip(found.edges, found.edges[1:], found.counts, strict=False):
        if field.type == "integer":
            label = words.number(low) if high - low == 1 else f"{words.number(low)} – {words.number(high - 1)}"
        else:
            label = words.gettext("%(low)s to under %(high)s") % {"low": words.number(low), "high": words.number(high)}
        items.append(Point(label=label, value=Decimal(count)))
    return Points(items=tuple(items), ordered=True, total=len(items), without=found.without, edges=found.edges)


def _step(keys: Any) -> Any:
    """ISO dates as days, months or years: the finest that needs no more than ``MOST_STEPS`` from first to last."""
    ends = pc.min_max(keys).as_py()
    if ends["min"] is None:
        return keys
    first, last = dt.date.fromisoformat(ends["min"][:10]), dt.date.fromisoformat(ends["max"][:10])
    months = (last.year - first.year) * 12 + last.month - first.month
    length = 10 if (last - first).days < MOST_STEPS else 7 if months < MOST_STEPS else 4
    return pc.utf8_slice_codeunits(keys, 0, length)


def _with_gaps(items: Groups) -> list[tuple[str, Decimal | None]]:
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
    if all(re.fullmatch(r"\d{4}", key) for key in keys):
        low, high = int(keys[0]), int(keys[-1])
        return [f"{year:04d}" for year in range(low, high + 1)] if high - low < MOST_STEPS else []
    if all(re.fullmatch(r"\d{4}-\d\d-\d\d", key) for key in keys):
        first, last = dt.date.fromisoformat(keys[0]), dt.date.fromisoformat(keys[-1])
        days = (last - first).days + 1
        return [(first + dt.timedelta(days=day)).isoformat() for day in range(days)] if days <= MOST_STEPS else []
    return []
