"""What a value must keep beyond its type: bounds, lengths, lists, other datasets, the fields beside it.

All of it is compiled once and works on a batch alone, so it is the same in every batch size, order and engine. What
needs all records of a dataset (``unique:``) is in :mod:`publisher.clean.keys`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from publisher.spec.constraints import Comparison
from publisher.values.numbers import MONEY

_BROKEN_BY: Mapping[str, Callable[[Any, Any], Any]] = {
    "<": pc.greater_equal,
    "<=": pc.greater,
    ">": pc.less_equal,
    ">=": pc.less,
    "=": pc.not_equal,
    "!=": pc.equal,
}


@dataclass(frozen=True, kw_only=True)
class Limits:
    """A field's constraints, compiled; None where nothing is said. Bounds are typed scalars, ``enum`` typed values.

    ``referred``: the values of the field of another dataset that this one refers to.
    """

    pattern: str | None = None
    minimum: Any = None
    maximum: Any = None
    exclusive_minimum: Any = None
    exclusive_maximum: Any = None
    min_length: int | None = None
    max_length: int | None = None
    enum: Any = None
    referred: Any = None


def broken(texts: Any, values: Any, limits: Limits) -> list[tuple[str, Any]]:
    """For each constraint that is said: its reason, and which values break it (null: a value that is not there).

    ``texts``: the tidied texts that ``values`` were read from.
    """
    faults = []
    if limits.pattern is not None:
        faults.append(("pattern", pc.invert(pc.match_substring_regex(texts, pattern=limits.pattern))))
    for name, bound, is_beyond in (
        ("minimum", limits.minimum, pc.less),
        ("maximum", limits.maximum, pc.greater),
        ("exclusive-minimum", limits.exclusive_minimum, pc.less_equal),
        ("exclusive-maximum", limits.exclusive_maximum, pc.greater_equal),
    ):
        if bound is not None:
            faults.append((name, is_beyond(values, bound)))
    if limits.min_length is not None:
        faults.append(("min-length", pc.less(pc.utf8_length(values), limits.min_length)))
    if limits.max_length is not None:
        faults.append(("max-length", pc.greater(pc.utf8_length(values), limits.max_length)))
    if limits.enum is not None:
        faults.append(("enum", _absent(values, limits.enum)))
    if limits.referred is not None:
        faults.append(("reference", _absent(values, limits.referred)))
    return faults


def _absent(values: Any, known: Any) -> Any:
    return pc.and_(pc.is_valid(values), pc.invert(pc.is_in(values, value_set=known)))


def disagreeing(
    columns: Mapping[str, Any], comparisons: tuple[Comparison, ...]
) -> list[tuple[Comparison, npt.NDArray[np.bool_]]]:
    """The comparisons that some row breaks, each with the mask of those rows. ``columns``: clean values by field."""
    found = []
    for rule in comparisons:
        left, right = _alike(columns[rule.left], columns[rule.right])
        mask = pc.fill_null(_BROKEN_BY[rule.operator](left, right), False).to_numpy(zero_copy_only=False)
        if mask.any():
            found.append((rule, mask))
    return found


def _alike(left: Any, right: Any) -> tuple[Any, Any]:
    """Two columns of numbers as one type: exact decimals, unless one of them is of binary fractions."""
    if left.type == right.type:
        return left, right
    if pa.types.is_floating(left.type) or pa.types.is_floating(right.type):
        return left.cast(pa.float64()), right.cast(pa.float64())
    return left.cast(MONEY), right.cast(MONEY)
