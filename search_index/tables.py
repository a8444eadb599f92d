"""Rows of an Arrow table as documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from search_index.model import SearchDocument, SearchError

_COLUMNS = {
    "id": ("id",),
    "title": ("title",),
    "body": ("body",),
    "lang": ("lang", "language"),
    "kind": ("kind", "type"),
    "department": ("department", "dept"),
    "date": ("date",),
    "url": ("url",),
}
_REQUIRED = ("id", "title", "body")


def documents_of(source: Iterable[SearchDocument] | Any) -> Iterator[SearchDocument]:
    """The documents of ``source``: as they are, or made from the rows of an Arrow table or batch reader."""
    if not hasattr(source, "schema"):
        yield from source
        return
    columns = _columns(source.schema.names)
    batches: Iterable[Any] = source.to_batches(max_chunksize=4096) if hasattr(source, "to_batches") else source
    for batch in batches:
        values = {name: batch.column(column).to_pylist() for name, column in columns.items()}
        for row in zip(*values.values(), strict=True):
            yield _document(dict(zip(values, row, strict=True)))


def _columns(names: list[str]) -> dict[str, str]:
    found = {
        field: next(name for name in choices if name in names)
        for field, choices in _COLUMNS.items()
        if any(name in names for name in choices)
    }
    missing = [field for field in _REQUIRED if field not in found]
    if missing:
        raise SearchError(
            f"the table has no column {' and no column '.join(missing)}; it has {', '.join(names) or 'none'}. "
            "Columns are id, title, body and, where there are, lang, kind or type, department or dept, date, url"
        )
    return found


def _document(row: dict[str, Any]) -> SearchDocument:
    if row["id"] is None:
        raise SearchError("a row has no id; give every row its own")
    fields = {name: "" if value is None else str(value) for name, value in row.items()}
    fields["date"] = fields.get("date") or None  # type: ignore[assignment]  # None is a date not known
    return SearchDocument(**fields)  # type: ignore[arg-type]  # the other fields are text
