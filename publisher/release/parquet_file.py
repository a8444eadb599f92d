"""The Parquet release: exact values, zstd, pages small enough for a browser to read fifty rows of any table.

A reader asks for the footer, the page index of one row group and one page of each column: docs/decisions/0019 has the
figures. A dictionary stands in front of a column's pages and is read with each of them, so only columns with few
different values have one; long texts have no least and greatest value, which would swell the footer.

Each field's metadata holds ``type``, ``title`` (as declared, else as found in the source), ``column`` (as found) and,
where declared, ``description``, ``currency``, ``unit`` and ``separator``; ``title:zh`` and the like hold further
languages. The file's metadata says what it is and on what terms.
The bytes depend on the values alone: rows are cut into groups first, so the chunks they came in leave no trace.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from publisher.spec.model import Field, Text, say

ROWS = 100_000  # of a group
PAGE_ROWS = 1_000
_DICTIONARY = 192 * 1024  # bytes of different values, at most
_REPEATED = 4  # times each value stands in the column, at least, on average
_LONG = 128  # characters


def write(path: Path, table: pa.Table) -> None:
    """Write any table, its metadata included."""
    plain = table.cast(pa.schema([_plain(field) for field in table.schema], metadata=table.schema.metadata))
    leaves = [_leaf(plain, name) for name in plain.schema.names]
    with pq.ParquetWriter(
        path,
        plain.schema,
        version="2.6",
        compression="zstd",
        compression_level=3,
        use_dictionary=[name for name, values in leaves if _is_repeated(values)],
        write_statistics=[name for name, values in leaves if not _is_long(values)],
        write_page_index=True,
        max_rows_per_page=PAGE_ROWS,
        write_batch_size=PAGE_ROWS,
    ) as writer:
        for start in range(0, max(1, plain.num_rows), ROWS):
            writer.write_table(plain.slice(start, ROWS).combine_chunks(), row_group_size=ROWS)


def described(table: pa.Table, fields: Sequence[Field], languages: Sequence[str], about: Mapping[str, str]) -> pa.Table:
    """The table with the fields in their declared order, each with its metadata, and ``about`` for the whole."""
    chosen = table.select([field.name for field in fields])
    schema = pa.schema(
        [_described(chosen.schema.field(field.name), field, languages) for field in fields],
        metadata=dict(sorted(about.items())),
    )
    return chosen.cast(schema)


def footer_size(path: Path) -> int:
    """How many bytes at the end hold the metadata: what a reader must ask for first."""
    with path.open("rb") as stream:
        stream.seek(-8, 2)
        return int.from_bytes(stream.read(4), "little") + 8


def _leaf(table: pa.Table, name: str) -> tuple[str, Any]:
    """A column's values and what Parquet calls them; of a column of lists, the items."""
    column = table.column(name)
    nested = pa.types.is_list(column.type) or pa.types.is_large_list(column.type)
    return (f"{name}.list.element", pc.list_flatten(column)) if nested else (name, column)


def _is_repeated(values: Any) -> bool:
    """Whether few values stand in a column many times. A first part answers for most columns."""
    for part in (values.slice(0, ROWS), values):
        different = pc.unique(part)
        if different.nbytes > _DICTIONARY or len(different) * _REPEATED > max(len(part), 1):
            return False
    return True


def _is_long(values: Any) -> bool:
    if not (pa.types.is_string(values.type) or pa.types.is_large_string(values.type)):
        return False
    return int(pc.max(pc.utf8_length(values)).as_py() or 0) > _LONG


def _plain(field: Any) -> Any:
    """A dictionary is how a table is held in memory, not what is published."""
    return field.with_type(field.type.value_type) if pa.types.is_dictionary(field.type) else field


def _described(column: Any, field: Field, languages: Sequence[str]) -> Any:
    found = {key.decode(): value.decode() for key, value in (column.metadata or {}).items()}
    pairs = {"title": found["title"], "column": found["title"]} if "title" in found else {}
    pairs |= {"type": str(field.type), **by_language("title", field.title, languages)}
    pairs |= by_language("description", field.description, languages)
    for name in ("currency", "unit", "separator"):
        if (value := getattr(field, name)) is not None:
            pairs[name] = value
    return column.with_metadata(dict(sorted(pairs.items())))


def by_language(name: str, text: Text, languages: Sequence[str]) -> dict[str, str]:
    """``{"title": ..., "title:zh": ...}``: the first language has no suffix, an absent text no key."""
    said = {language: text[language] for language in languages[1:] if text.get(language)}
    first = {name: say(text, languages[0])} if text else {}
    return first | {f"{name}:{language}": value for language, value in said.items()}
