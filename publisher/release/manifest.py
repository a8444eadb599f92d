"""A release as ``release.json``: every part of the value, so that reading it back gives an equal value.

The folder is where the file lies and is not written, so a release may be moved and its bytes tell no path.
"""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from publisher.release.model import Release


def to_json(release: Release) -> dict[str, Any]:
    """The release as a JSON value, its folder apart."""
    value: dict[str, Any] = plain(release)
    del value["folder"]
    return value


def from_json(value: Mapping[str, Any], folder: Path) -> Release:
    """The release that :func:`to_json` wrote. Raises KeyError, TypeError or ValueError for any other value."""
    made: Release = rebuilt(Release, {**value, "folder": str(folder)})
    return made


def plain(value: Any) -> Any:
    """Any value of frozen dataclasses, tuples, mappings and scalars as JSON types."""
    if dataclasses.is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, Path) else value


@functools.cache
def _hints(kind: type) -> Mapping[str, Any]:
    return typing.get_type_hints(kind)


def rebuilt(kind: Any, value: Any) -> Any:
    """``value`` as the annotated type says: what :func:`plain` made plain. Raises as :func:`from_json` does."""
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return kind(**{name: rebuilt(_hints(kind)[name], item) for name, item in value.items()})
    if typing.get_origin(kind) is not None:
        return _build_generic(kind, value)
    if kind is Path:
        return Path(value)
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is not {kind.__name__}")
    return value


def _build_generic(kind: Any, value: Any) -> Any:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is types.UnionType:
        return None if value is None else rebuilt(next(one for one in arguments if one is not types.NoneType), value)
    if origin is not tuple:
        return {key: rebuilt(arguments[1], item) for key, item in value.items()}
    if arguments[-1] is Ellipsis:
        return tuple(rebuilt(arguments[0], item) for item in value)
    return tuple(rebuilt(one, item) for one, item in zip(arguments, value, strict=True))
