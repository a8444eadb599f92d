"""Where the tables of a JSON document are: lists of objects, of lists or of values; columns; GeoJSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from publisher.read.json.text import to_text

_SEARCH_DEPTH = 4


@dataclass(frozen=True, kw_only=True)
class Found:
    """One table in a document: the way to it, its rows as name -> value or as lists of values."""

    way: tuple[str, ...]
    rows: Sequence[Any]
    named: bool
    counted: int | None = None
    columns: tuple[str, ...] | None = None


def find_tables(document: Any, way: tuple[str, ...] | None) -> list[Found]:
    """The tables of a document; with ``way``, the one there."""
    if way is not None:
        for key in way:
            document = document.get(key) if isinstance(document, dict) else None
        return [_table(way, document)] if isinstance(document, list) else []
    if isinstance(document, list):
        return [_table((), document)]
    if not isinstance(document, dict):
        return [Found(way=(), rows=[{"value": document}], named=True, counted=1)]
    found = list(_search(document, ()))
    if found:
        return found
    if document and all(isinstance(value, dict) for value in document.values()) and len(document) > 1:
        rows = [{"key": key, **value} for key, value in document.items()]
        return [Found(way=(), rows=rows, named=True, counted=len(rows))]
    return [Found(way=(), rows=[document], named=True, counted=1)] if document else []


def _search(document: Mapping[str, Any], way: tuple[str, ...]) -> Iterator[Found]:
    if document.get("type") == "FeatureCollection" and isinstance(document.get("features"), list):
        yield Found(way=(*way, "features"), rows=[feature_record(f) for f in document["features"]], named=True)
        return
    columns, data = document.get("columns"), document.get("data")
    if isinstance(columns, list) and isinstance(data, list) and all(isinstance(row, list) for row in data) and data:
        names = tuple(to_text(c.get("name", c) if isinstance(c, dict) else c) or "" for c in columns)
        yield Found(way=(*way, "data"), rows=data, named=False, columns=names)
        return
    lists = [value for value in document.values() if isinstance(value, list)]
    if len(lists) == len(document) > 1 and len({len(v) for v in lists}) == 1 and not _has_objects(lists):
        rows = [dict(zip(document, values, strict=True)) for values in zip(*lists, strict=True)]
        yield Found(way=way, rows=rows, named=True, counted=len(lists[0]))
        return
    for key, value in document.items():
        if isinstance(value, list) and value and all(isinstance(row, dict) for row in value):
            yield _table((*way, key), value)
        elif isinstance(value, dict) and len(way) < _SEARCH_DEPTH:
            yield from _search(value, (*way, key))


def _has_objects(lists: Sequence[list[Any]]) -> bool:
    return any(isinstance(value, dict) for values in lists for value in values)


def _table(way: tuple[str, ...], rows: list[Any]) -> Found:
    if rows and all(isinstance(row, list) for row in rows):
        return Found(way=way, rows=rows, named=False)
    named = [row if isinstance(row, dict) else {"value": row} for row in rows]
    flat = any(not isinstance(row, dict | list) for row in rows)
    return Found(way=way, rows=named, named=True, counted=len(rows) if flat else None)


def feature_record(feature: Any) -> Any:
    """A GeoJSON feature as a record: its id, its properties and its geometry (RFC 7946, 3.2)."""
    if not isinstance(feature, dict):
        return {"value": feature}
    properties = feature.get("properties")
    record = {"id": feature["id"]} if "id" in feature and "id" not in (properties or {}) else {}
    return {**record, **(properties if isinstance(properties, dict) else {}), "geometry": feature.get("geometry")}


def row_of(value: Any) -> Any:
    if isinstance(value, dict) and value.get("type") == "Feature":
        return feature_record(value)
    return value if isinstance(value, dict | list) else {"value": value}
