"""The clean table as it is handed on: money as narrow as it can be, sorted, with what is known of each field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from publisher.clean.arrange import Arranged
from publisher.clean.model import ORIGIN
from publisher.clean.rules import POSITION
from publisher.spec.model import DatasetSpec, Field
from publisher.values.numbers import MONEY

_SHORT, _LONG = 18, 38


def narrow_money(table: Any) -> Any:
    """Money with the fewest decimal places, two at least, that hold every value of the column exactly.

    18 digits where they are enough (readers take those as 64-bit integers), else 38.
    """
    for place, name in enumerate(table.column_names):
        if table.schema.field(name).type == MONEY:
            column = _narrow(table.column(name))
            table = table.set_column(place, pa.field(name, column.type), column)
    return table


def _narrow(column: Any) -> Any:
    for scale in range(2, MONEY.scale + 1):
        for precision in (_SHORT, _LONG):
            try:
                return column.cast(pa.decimal128(precision, scale))
            except pa.ArrowInvalid:
                continue
    return column


def sort_rows(table: Any, spec: DatasetSpec) -> Any:
    """Sort by ``sort:``, else by the key, else as in the files. Texts by code point, missing values last.

    Rows alike keep the order of the files; ``source`` is that order.
    """
    by = [name for name in (spec.sort or spec.key) if name != "source"]
    if not by or "source" in spec.sort:
        return table
    order = pc.sort_indices(table, sort_keys=[(name, "ascending") for name in by])
    if np.array_equal(order.to_numpy(), np.arange(len(table))):
        return table
    return table.combine_chunks().take(order)


def with_metadata(table: Any, spec: DatasetSpec, arranged: Sequence[Arranged]) -> Any:
    """The declared fields alone, each with what is known of it as field metadata.

    ``title``: the column's title as found; ``type``: ours; ``unit``, ``currency``, ``separator``, ``description``.
    """
    fields = [table.schema.field(field.name).with_metadata(_metadata(field, arranged)) for field in spec.fields]
    return table.select([field.name for field in fields]).combine_chunks().cast(pa.schema(fields))


def _metadata(field: Field, arranged: Sequence[Arranged]) -> dict[str, str]:
    found = next((title for table in arranged if (title := table.title_of(field.name)) is not None), field.name)
    known = {
        "title": found,
        "type": str(field.type),
        "unit": field.unit,
        "currency": field.currency,
        "separator": field.separator,
        "description": next(iter(field.description.values()), None),
    }
    return {name: value for name, value in known.items() if value is not None}


def origin(table: Any, arranged: Sequence[Arranged]) -> Any:
    """Where each row came from (schema ``ORIGIN``), row by row as in ``table``."""
    numbers = table.column(POSITION.names[0])
    files = pa.array([each.file for each in arranged], pa.string())
    sheets = pa.array([each.sheet for each in arranged], pa.string())
    columns = [files.take(numbers), sheets.take(numbers), table.column(POSITION.names[1])]
    return pa.table(columns, schema=ORIGIN).combine_chunks()
