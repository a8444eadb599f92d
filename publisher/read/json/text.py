"""JSON text to values and back, with every digit of a number and every name of a record kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from publisher.errors import Place, SourceError
from publisher.issues import Issue

MAX_DEPTH = 100
# Marks the name of a second value under one name, until it becomes a title.
REPEATED = "\0repeated\0"
_MAX_REPEATED = 100
_REMEDY = "Mend the file; a JSON checker shows the place."


class Number(str):
    """A number as the file writes it."""

    __slots__ = ()


@dataclass(kw_only=True)
class Notes:
    """Findings while one file is read; it lives inside one reading."""

    strange: int = 0
    repeated: bool = False
    issues: list[Issue] = field(default_factory=list)


def parse(text: str, name: str, notes: Notes | None = None) -> Any:
    """The document, numbers as text of their own class. Raises SourceError with line and column."""
    return parser(name, notes or Notes())(text)


def parser(name: str, notes: Notes) -> Callable[[str], Any]:
    """What makes documents of the texts in one file, as :func:`parse` does; ``notes`` takes what is found."""

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        record: dict[str, Any] = dict(items)
        if len(record) == len(items):
            return record
        record = {}
        for key, value in items:
            place = key
            while place in record:
                place += REPEATED
                notes.repeated = True
                if len(place) > len(key) + _MAX_REPEATED * len(REPEATED):
                    raise SourceError(
                        f"one object has more than {_MAX_REPEATED} values under the name {key[:100]!r}",
                        place=Place(file=name),
                        remedy="Ask for a list in place of a name that comes again.",
                    )
            record[place] = value
        return record

    def strange(word: str) -> Number:
        notes.strange += 1
        return Number(word)

    decoder = json.JSONDecoder(object_pairs_hook=pairs, parse_int=Number, parse_float=Number, parse_constant=strange)
    return lambda text: _decoded(text, decoder, name, notes)


def _decoded(text: str, decoder: json.JSONDecoder, name: str, notes: Notes) -> Any:
    try:
        if text.startswith("\ufeff"):
            raise json.JSONDecodeError("Unexpected UTF-8 BOM (decode using utf-8-sig)", text, 0)
        document = decoder.decode(text)
    except json.JSONDecodeError as error:
        raise SourceError(
            f"it is no JSON: {error.msg} at column {error.colno}",
            place=Place(file=name, line=error.lineno),
            remedy=_REMEDY,
        ) from error
    except RecursionError as error:
        raise _too_deep(name) from error
    if notes.strange and not _holds_objects(document):
        raise SourceError(
            "it is no JSON: NaN and Infinity are no numbers", place=Place(file=name), remedy="Write null instead."
        )
    # No document is deeper than it has brackets that open, and counting these takes no time.
    if text.count("{") + text.count("[") > MAX_DEPTH and _depth(document) > MAX_DEPTH:
        raise _too_deep(name)
    return document


def _too_deep(name: str) -> SourceError:
    return SourceError(
        f"it is nested more than {MAX_DEPTH} levels deep", place=Place(file=name), remedy="Ask for a flatter file."
    )


def _holds_objects(document: Any) -> bool:
    """Whether there are records; in them programs write NaN for a missing number, elsewhere it is just no JSON."""
    return isinstance(document, dict) or (isinstance(document, list) and any(isinstance(v, dict) for v in document))


def _depth(document: Any) -> int:
    """How many lists and objects stand in each other, counted to one over the limit."""
    level, depth = [document], 0
    while depth <= MAX_DEPTH:
        level = [value for value in level if isinstance(value, dict | list)]
        if not level:
            break
        depth += 1
        level = [child for value in level for child in (value.values() if isinstance(value, dict) else value)]
    return depth


def title(key: str) -> str:
    """The column title of a key: a second value under one name has the name and a number."""
    return f"{key.replace(REPEATED, '')} {1 + key.count(REPEATED)}" if REPEATED in key else key


def to_text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return _dump(value)


def _dump(value: Any) -> str:
    """JSON text of a value, numbers as the file writes them."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_dump(title(k))}: {_dump(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_dump, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
