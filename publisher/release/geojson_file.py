"""The GeoJSON release (RFC 7946): one feature a row, with a point where the row has coordinates and null where not.

Longitude and latitude are WGS 84, longitude first, with seven digits at the most (a centimetre); the properties are
the row's object of the JSON Lines release, every digit as it is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from publisher.release.jsonl_file import objects
from publisher.release.lines import LARGE, batches, joined
from publisher.spec.model import Field

MAX_BYTES = 256_000_000  # programs for maps hold the whole file in memory
_DIGITS = 7


def write(path: Path, fields: Sequence[Field], table: pa.Table, place: tuple[Field, Field]) -> str:
    """Write the table; ``place``: its fields of latitude and longitude.

    Returns an empty text, or a sentence that says why there is no file: one over ``MAX_BYTES`` is not cut.
    """
    with path.open("wb") as stream:
        size = stream.write(b'{"type":"FeatureCollection","features":[\n')
        for start, batch in batches(table):
            points = _geometry(*(batch.column(field.name).combine_chunks() for field in place))
            row = ['{"type":"Feature","geometry":', points, ',"properties":', *objects(fields, batch), "},\n"]
            features = joined(row)
            last = start + batch.num_rows == table.num_rows
            size += stream.write(features[:-2] if last else features)
            if size > MAX_BYTES:
                break
        stream.write(b"\n]}\n")
    if size > MAX_BYTES:
        path.unlink()
        return f"No GeoJSON: it would be larger than {MAX_BYTES // 1_000_000} MB."
    return ""


def _geometry(latitude: Any, longitude: Any) -> Any:
    """The JSON of each point, ``null`` where either coordinate is missing or no finite number."""
    before, comma, after, glue = (pa.scalar(text, LARGE) for text in ('{"type":"Point","coordinates":[', ",", "]}", ""))
    point = pc.binary_join_element_wise(before, _degrees(longitude), comma, _degrees(latitude), after, glue)
    return pc.fill_null(point, "null")


def _degrees(column: Any) -> Any:
    finite = pc.if_else(pc.is_finite(column), column, pa.scalar(None, column.type))
    return pc.round(finite, ndigits=_DIGITS).cast(LARGE)
