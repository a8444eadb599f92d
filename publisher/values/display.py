"""The one text of a value: what the CSV release, the profile and the pages show.

========================  ==========================================================================
identifier, text, ...     the text itself
integer                   ``-12``
number, money, percent    exact digits, a point, never an exponent for decimals; zeros at the end are
                          dropped, but money keeps two places where the column has them: ``1200.50``
boolean                   ``true``, ``false``
date, datetime            ISO 8601: ``2026-03-01``, ``2026-03-01T09:30:00`` (with ``Z`` when in UTC)
a list                    its items joined by the field's separator; a JSON array when it has none
========================  ==========================================================================

Binary floating point is the shortest text that reads back as the same number; what is not finite is ``NaN``,
``INF`` or ``-INF``, as Table Schema writes it. A missing value has no text.
"""

from __future__ import annotations

import json
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


class Shown(Protocol):
    """What must be known of a field to write its values; a spec's field is one."""

    @property
    def type(self) -> str: ...

    @property
    def separator(self) -> str | None: ...


def texts(column: Any, field: Shown) -> Any:
    """The texts of an Arrow column (array or chunked array), as a ``large_string`` array; null stays null."""
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if pa.types.is_dictionary(array.type):
        array = array.cast(array.type.value_type)
    kind = array.type
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return _list_texts(array, field)
    if pa.types.is_decimal(kind):
        return _decimal_texts(array, places=2 if field.type == "money" else 0)
    if pa.types.is_timestamp(kind):
        return _timestamp_texts(array)
    plain = array.cast(pa.large_string())
    if pa.types.is_floating(kind):
        return _replace_whole(plain, {"nan": "NaN", "inf": "INF", "-inf": "-INF"})
    return plain


def text(value: Any, field: Shown) -> str:
    """The text of one value as Python has it; empty when it is missing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return str(texts(pa.array([value]), field)[0].as_py())


def rebuilt(lists: Any, items: Any) -> Any:
    """Lists as long as ``lists`` are, null where they are null, of other ``items``: as many as theirs, flattened."""
    ends = np.cumsum(pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False))
    offsets = pa.array(np.concatenate([[0], ends]), pa.int32())
    return pa.ListArray.from_arrays(offsets, items, mask=pc.is_null(lists))


def _list_texts(array: Any, field: Shown) -> Any:
    said = rebuilt(array, texts(array.flatten(), field))
    if field.separator is not None:
        return pc.binary_join(said, pa.scalar(field.separator, pa.large_string()))
    items = [None if value is None else json.dumps(value, ensure_ascii=False) for value in said.to_pylist()]
    return pa.array(items, pa.large_string())


def _decimal_texts(array: Any, *, places: int) -> Any:
    """Plain digits. Arrow writes very small decimals with an exponent; those are written here one by one."""
    plain = array.cast(pa.large_string())
    exponent = pc.fill_null(pc.match_substring(plain, "E"), False)
    if pc.any(exponent).as_py():
        digits = [f"{value:f}" for value in array.filter(exponent).to_pylist()]
        plain = pc.replace_with_mask(plain, exponent, pa.array(digits, pa.large_string()))
    if array.type.scale <= 0:
        return plain
    places = min(places, array.type.scale)
    trimmed = pc.replace_substring_regex(plain, rf"(\.[0-9]{{{places}}}[0-9]*?)0+$", r"\1")
    return trimmed if places else pc.replace_substring_regex(trimmed, r"\.$", "")


def _timestamp_texts(array: Any) -> Any:
    if array.type.tz is not None:
        array = array.cast(pa.timestamp(array.type.unit, "UTC"))
    iso = pc.replace_substring(array.cast(pa.large_string()), " ", "T")
    whole = pc.replace_substring_regex(iso, r"\.0+(Z?)$", r"\1")
    return pc.replace_substring_regex(whole, r"(\.[0-9]*[1-9])0+(Z?)$", r"\1\2")


def _replace_whole(array: Any, words: dict[str, str]) -> Any:
    for found, wanted in words.items():
        array = pc.if_else(pc.equal(array, found), pa.scalar(wanted, pa.large_string()), array)
    return array
