"""Records to rows of cells: objects spread into columns, names given twice and halves of characters told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from publisher.read.json.text import REPEATED, Notes, title, to_text
from publisher.read.sink import Sink
from publisher.read.text.encoding import Choice

SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True)
class File:
    """The file being read, and what is found on the way."""

    name: str
    folder: Path
    choice: Choice
    notes: Notes


def flat(record: Mapping[str, Any]) -> dict[str, str | None]:
    """A record with the objects in it spread one level: ``a.b``."""
    if dict not in map(type, record.values()):
        return dict(zip(record, map(to_text, record.values()), strict=True))
    spread: dict[str, str | None] = {}
    for key, value in record.items():
        if isinstance(value, dict) and value and key != "geometry":
            for inner, deep in value.items():
                place = f"{key}.{inner}"
                spread[place if place not in spread else place + REPEATED] = to_text(deep)
        else:
            spread[key if key not in spread else key + REPEATED] = to_text(value)
    return spread


def listed(row: Any) -> list[str | None]:
    """The cells of a row of a table without names."""
    return [to_text(value) for value in row] if isinstance(row, list) else [to_text(row)]


def clean(row: list[str | None], record: int, sink: Sink) -> list[str | None]:
    """The row with lone surrogates, which are no text, replaced by U+FFFD and told."""
    broken = [cell is not None and not cell.isascii() and SURROGATE.search(cell) is not None for cell in row]
    if not any(broken):
        return row
    sink.tell("encoding-error", record, note="half of a surrogate pair stands alone; it became U+FFFD")
    return [SURROGATE.sub("\ufffd", cell) if cell and bad else cell for cell, bad in zip(row, broken, strict=True)]


def tell_repeated(
    rows: Sequence[Any], records: Sequence[Mapping[str, Any]], notes: Notes, sink: Sink, *, first: int = 1
) -> None:
    """Tell each record that gives two values under one name, with its column unless it is deep inside a cell.

    ``records``: the rows as they were spread into columns. ``first``: the number of the first of them.
    """
    for number, (row, record) in enumerate(zip(rows, records, strict=True), first):
        names = [title(key) for key in record if REPEATED in key]
        for name in names:
            sink.tell("repeated-name", number, column=name)
        if notes.repeated and not names and _repeats(row):
            sink.tell("repeated-name", number)


def _repeats(value: Any) -> bool:
    if isinstance(value, dict):
        return any(REPEATED in key or _repeats(inner) for key, inner in value.items())
    return isinstance(value, list) and any(_repeats(inner) for inner in value)
