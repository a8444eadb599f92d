"""What each field holds, counted over all rows and never over a sample.

Everything is computed on the distinct values of a column and how often each occurs, so a column of a million rows
costs one pass of counting.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Context, Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from publisher.check.model import Bin, Profile
from publisher.spec.model import Field
from publisher.terms import DATE_TYPES, NUMBER_TYPES
from publisher.values.display import texts

TOP = 5
BINS = 10
_DIGITS = Context(prec=80)  # a 256-bit decimal has 76 digits


def profiles(fields: Sequence[Field], table: pa.Table) -> tuple[Profile, ...]:
    """One profile a field, in the fields' order."""
    return tuple(profile(field, table.column(field.name)) for field in fields)


def profile(field: Field, column: pa.ChunkedArray) -> Profile:
    """Profile one column. ``top`` is ordered by count, then by value; ``least`` and ``most`` by the type's order.

    Texts are compared by code point. A list is profiled as its text. A histogram is made for numbers and dates.
    """
    values, counts = _distinct(field, column)
    least, most = _ends(values)
    return Profile(
        field=field.name,
        rows=len(column),
        missing=column.null_count,
        distinct=len(values),
        least=_say(field, least),
        most=_say(field, most),
        top=_top(field, values, counts),
        histogram=_histogram(field, values, counts),
    )


def _distinct(field: Field, column: pa.ChunkedArray) -> tuple[Any, Any]:
    """The distinct values (an Arrow array) and how often each occurs (a numpy array)."""
    if pa.types.is_nested(column.type):
        column = pa.chunked_array([texts(column, field)])
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_null(column.type):
        return pa.array([], pa.string()), np.zeros(0, np.int64)
    counted = pc.value_counts(column.drop_null())
    if isinstance(counted, pa.ChunkedArray):
        counted = counted.combine_chunks()
    return counted.field("values"), counted.field("counts").to_numpy()


def _ends(values: Any) -> tuple[Any, Any]:
    ends = pc.min_max(values)
    return ends["min"], ends["max"]


def _say(field: Field, value: Any) -> str | None:
    """The text of one Arrow scalar."""
    if not value.is_valid:
        return None
    said: str = texts(pa.array([value.as_py()], value.type), field)[0].as_py()
    return said


def _top(field: Field, values: Any, counts: Any) -> tuple[tuple[str, int], ...]:
    """The most frequent values; of equally frequent ones the least come first."""
    wanted = min(TOP, len(counts))
    if not wanted:
        return ()
    last = np.partition(counts, -wanted)[-wanted]
    more = np.flatnonzero(counts > last)
    level = pa.array(np.flatnonzero(counts == last))
    table = pa.table({"value": values.take(level), "place": level})
    least = pc.select_k_unstable(table, wanted - len(more), sort_keys=[("value", "ascending")])
    chosen = np.concatenate([more, level.take(least).to_numpy()])
    found = pa.table({"value": values.take(pa.array(chosen)), "count": counts[chosen]})
    found = found.sort_by([("count", "descending"), ("value", "ascending")])
    said = texts(found["value"], field).to_pylist()
    return tuple(zip(said, found["count"].to_pylist(), strict=True))


def _histogram(field: Field, values: Any, counts: Any) -> tuple[Bin, ...]:
    """Up to ten bins of equal width; the edges are values of the column's type, so counts agree with their texts."""
    listed = pa.types.is_large_string(values.type)
    if listed or field.type not in NUMBER_TYPES | DATE_TYPES:
        return ()
    if pa.types.is_floating(values.type):
        finite = pc.is_finite(values)
        values, counts = values.filter(finite), counts[finite.to_numpy(zero_copy_only=False)]
    if not len(values):
        return ()
    least, most = _ends(values)
    edges = _edges(least, most)
    below = [0, *(int(counts[_less(values, edge)].sum()) for edge in edges[1:-1]), int(counts.sum())]
    said = [_say(field, edge) or "" for edge in edges]
    return tuple(Bin(low=said[i], high=said[i + 1], count=below[i + 1] - below[i]) for i in range(len(edges) - 1))


def _less(values: Any, edge: Any) -> Any:
    return pc.less(values, edge).to_numpy(zero_copy_only=False)


def _edges(least: Any, most: Any) -> list[Any]:
    """Strictly growing edges from ``least`` to ``most`` as Arrow scalars; one bin, [x, x], when both are equal."""
    kind = least.type
    if pa.types.is_floating(kind):
        low, high = least.as_py(), most.as_py()
        between = {low * (1 - i / BINS) + high * (i / BINS) for i in range(1, BINS)}
        inner = sorted(edge for edge in between if low < edge < high)
        return [least, *(pa.scalar(edge, kind) for edge in inner), most]
    low, high = _ordinal(least), _ordinal(most)
    bins = max(1, min(BINS, high - low))
    return [least, *(_scalar(low + i * (high - low) // bins, kind) for i in range(1, bins)), most]


def _ordinal(scalar: Any) -> int:
    """The whole number that stands for a value: days, ticks, or a decimal's digits without the point."""
    if pa.types.is_decimal(scalar.type):
        return int(scalar.as_py().scaleb(scalar.type.scale, _DIGITS))
    if pa.types.is_integer(scalar.type):
        return int(scalar.as_py())
    return int(scalar.value)


def _scalar(ordinal: int, kind: Any) -> Any:
    if pa.types.is_decimal(kind):
        return pa.scalar(Decimal(ordinal).scaleb(-kind.scale, _DIGITS), kind)
    if pa.types.is_date32(kind):
        return pa.scalar(dt.date(1970, 1, 1) + dt.timedelta(days=ordinal), kind)
    return pa.scalar(ordinal, kind)
