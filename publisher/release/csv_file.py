"""The CSV release: UTF-8 without a byte order mark, RFC 4180, lines end in CR LF, a header line of field names.

A missing value is an empty cell; an empty text is ``""``. Text that looks like a formula is guarded
(:mod:`publisher.release.guard`). Every other cell is the value's one text (:mod:`publisher.values.display`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from publisher.release.guard import guarded
from publisher.release.lines import batches, joined, rewritten
from publisher.spec.model import Field
from publisher.values.display import Shown, texts

END = "\r\n"
# Quoted: what RFC 4180 asks for, an empty text, blanks at the ends, and delimiters other programs split at.
_QUOTED = r'[",\r\n;\t]|\A\z|\A\s|\s\z'


def write(path: Path, fields: Sequence[Field], table: pa.Table) -> Mapping[str, int]:
    """Write the table; returns how many cells of which fields were guarded, where any were."""
    guards: dict[str, int] = {}
    with path.open("wb") as stream:
        stream.write((",".join(quoted(field.name) for field in fields) + END).encode("utf-8"))
        for _, batch in batches(table):
            pieces: list[Any] = []
            for field in fields:
                found, count = cells(field, batch.column(field.name))
                if count:
                    guards[field.name] = guards.get(field.name, 0) + count
                pieces += [found, ","]
            if len(fields) == 1:
                pieces[0] = pc.fill_null(pieces[0], '""')  # an empty line would be no record at all
            stream.write(joined([*pieces[:-1], END]))
    return guards


def cells(field: Shown, column: Any) -> tuple[Any, int]:
    """A column as cells, guarded and quoted, null for a missing value; and how many were guarded."""
    said = texts(column, field)
    if not (pa.types.is_nested(column.type) or _is_text(column.type)):
        return said, 0
    safe, count = guarded(said)
    return rewritten(safe, _QUOTED, _quote), count


def _is_text(kind: Any) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def quoted(name: str) -> str:
    """A name as a cell of the header line."""
    return _quote(name) if set(name) & set('",\r\n;\t') or name != name.strip() else name
