"""An element of XML as a record: attributes and child elements are its cells, what lies deeper is ``a.b``.

Text stands as the file writes it. A child that repeats gives one cell: its texts one below the other, or a JSON list
where it holds more than text. The own text of an element with children is its cell beside theirs, trimmed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from publisher.read.json.text import REPEATED

OWN = ""  # the name of an element's own text beside its children
_SPACE = re.compile(r"\s+")
_POINT = re.compile(r"\s*([-+]?[0-9.]+),([-+]?[0-9.]+)(?:,([-+]?[0-9.]+))?\s*")


@dataclass(kw_only=True, slots=True)
class Node:
    """An element while it is filled. It lives inside one reading."""

    name: str
    nil: bool
    values: dict[str, list[Any]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)

    def value(self) -> Any:
        """Text for a leaf, None where the file says nil, else name -> value, or list of values where it repeats."""
        text = "".join(self.texts)
        if not self.values:
            return text if not self.nil else None
        found = {name: values[0] if len(values) == 1 else values for name, values in self.values.items()}
        return found | ({OWN: text.strip()} if text.strip() else {})


def cells(value: Any, name: str) -> dict[str, str | None]:
    """The record of an element called ``name``: column -> text; a second value of one column says so in its name."""
    found: dict[str, str | None] = {}
    _spread(_of_map(value) if name == "Placemark" else value, (), name, found)
    return found


def _spread(value: Any, way: tuple[str, ...], name: str, found: dict[str, str | None]) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            _spread(inner, way if key == OWN else (*way, key), name, found)
        return
    column = ".".join(way) or name
    while column in found:
        column += REPEATED
    found[column] = _joined(value) if isinstance(value, list) else value


def _joined(values: list[Any]) -> str:
    """Texts one below the other, each on one line; anything else as JSON."""
    if all(isinstance(value, str) for value in values):
        return "\n".join(_SPACE.sub(" ", value).strip() for value in values)
    return json.dumps([_plain(value) for value in values], ensure_ascii=False)


def _plain(value: Any) -> Any:
    """The value with the own text of an element under the name ``text``."""
    if isinstance(value, dict):
        return {key or "text": _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value


def _of_map(mark: Any) -> Any:
    """A place mark of KML with its point as longitude and latitude, and its extended data by their names.

    KML 2.3 (OGC 12-007r2): 10.8 Point ("lon,lat[,alt]"), 9.3 ExtendedData.
    """
    if not isinstance(mark, dict):
        return mark
    found: dict[str, Any] = {}
    for key, value in mark.items():
        if key == "ExtendedData" and isinstance(value, dict):
            found |= {name: text for name, text in _extended(value) if name not in mark}
        elif key == "Point" and isinstance(value, dict) and (point := _point(value)) is not None:
            found |= point
        else:
            found[key] = value
    return found


def _point(value: Mapping[str, Any]) -> dict[str, str] | None:
    text = value.get("coordinates")
    found = _POINT.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return None
    names = ("longitude", "latitude", "altitude")
    return {name: part for name, part in zip(names, found.groups(), strict=True) if part is not None}


def _extended(value: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Names and texts of KML's ``Data`` and ``SimpleData``."""
    schema = value.get("SchemaData")
    simple = schema.get("SimpleData", ()) if isinstance(schema, dict) else ()
    pairs = [(item, OWN) for item in _as_list(simple)] + [(item, "value") for item in _as_list(value.get("Data", ()))]
    return [(item["name"], item.get(inner, "")) for item, inner in pairs if isinstance(item, dict) and "name" in item]


def _as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]
