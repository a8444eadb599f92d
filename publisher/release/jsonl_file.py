"""The JSON Lines release: one object a line, UTF-8, every field in every object, null where a value is missing.

Numbers are JSON numbers with all their digits, dates are ISO 8601 texts, lists are arrays. Nothing is
guarded. A number that is not finite, which JSON has not, is the text ``NaN``, ``INF`` or ``-INF``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from publisher.release.lines import LARGE, Named, batches, joined, rewritten
from publisher.values.display import rebuilt, texts

_ESCAPED = r'["\\\x00-\x1f]'


def write(path: Path, fields: Sequence[Named], table: pa.Table) -> None:
    """Write the table."""
    with path.open("wb") as stream:
        for _, batch in batches(table):
            stream.write(joined([*objects(fields, batch), "\n"]))


def objects(fields: Sequence[Named], batch: pa.Table) -> list[Any]:
    """Each row as an object, in the pieces that :func:`publisher.release.lines.joined` takes."""
    made: list[Any] = []
    for number, field in enumerate(fields):
        made += [f"{',' if number else '{'}{_text(field.name)}:", _values(field, batch.column(field.name))]
    return [*made, "}"]


def _values(field: Named, column: Any) -> Any:
    """The JSON of each value, ``null`` for a missing one."""
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if pa.types.is_nested(array.type):
        items = pc.binary_join(rebuilt(array, _values(field, array.flatten())), pa.scalar(",", LARGE))
        return pc.fill_null(_join("[", items, "]"), "null")
    said = texts(array, field)
    if pa.types.is_floating(array.type):
        said = rewritten(said, "N", _text)
    elif not _is_json(array.type):
        said = _join('"', rewritten(said, _ESCAPED, lambda text: _text(text)[1:-1]), '"')
    return pc.fill_null(said, "null")


def _is_json(kind: Any) -> bool:
    """Whether the one text of such a value is JSON already."""
    return bool(pa.types.is_decimal(kind) or pa.types.is_integer(kind) or pa.types.is_boolean(kind))


def _join(before: str, said: Any, after: str) -> Any:
    return pc.binary_join_element_wise(*(pa.scalar(before, LARGE), said, pa.scalar(after, LARGE)), pa.scalar("", LARGE))


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
