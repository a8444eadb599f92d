"""Which fields tell the records of a table apart: found over all records, for a person to choose from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

_MOST = 6  # keys that are named
_PAIRED = 12  # fields of which pairs are tried: those with the most distinct values
# A key is what somebody gave each record: a code, a number, a name, a time. Not a sum.
_KEYS = frozenset({"identifier", "integer", "text", "category", "date", "datetime", "period", "url", "email"})


def find_keys(data: pa.Table, types: Sequence[str]) -> list[tuple[str, ...]]:
    """The fields of ``data``, of these types, that are full and differ in every record: single ones, else pairs.

    Identifiers first, then the others as they stand. Empty where fewer than two records leave nothing to compare.
    """
    if data.num_rows < 2:
        return []
    full = [
        (name, type_, _encoded(data.column(name)))
        for name, type_ in zip(data.column_names, types, strict=True)
        if type_ in _KEYS and data.column(name).null_count == 0
    ]
    full.sort(key=lambda field: field[1] != "identifier")
    counted = [(name, encoded, len(encoded.dictionary)) for name, _, encoded in full]
    single: list[tuple[str, ...]] = [(name,) for name, _, count in counted if count == data.num_rows]
    return single[:_MOST] or list(_pairs(counted, data.num_rows))


def _pairs(counted: Sequence[tuple[str, Any, int]], rows: int) -> Iterator[tuple[str, ...]]:
    ranked = sorted(counted, key=lambda field: -field[2])[:_PAIRED]
    names = {name for name, _, count in ranked if count > 1}
    kept = [field for field in counted if field[0] in names]
    found = 0
    for (one, first, count), (other, second, times) in combinations(kept, 2):
        if count * times < rows or found == _MOST:
            continue
        both = pc.add(pc.multiply(first.indices.cast(pa.int64()), times), second.indices.cast(pa.int64()))
        if pc.count_distinct(both).as_py() == rows:
            found += 1
            yield one, other


def _encoded(column: Any) -> Any:
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return pc.dictionary_encode(whole)
