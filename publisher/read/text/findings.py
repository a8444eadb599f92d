"""What is to be told about the bytes of a text: the encoding chosen for them, and where they are damaged."""

from __future__ import annotations

from typing import Any

from publisher.issues import Issue
from publisher.read.sink import Sink
from publisher.read.table import Dialect
from publisher.read.text.encoding import Choice
from publisher.read.text.records import Record, split_bytes


def encoding_issues(choice: Choice, name: str, *, declared: str | None) -> list[Issue]:
    """What is to be told about the choice of an encoding; nothing when it was plain."""
    if choice.sure and declared is None:
        return []
    if choice.sure and choice.reason.startswith("it is declared"):
        return []
    return [Issue(code="encoding-chosen", file=name, text=choice.encoding, note=choice.reason)]


def tell_places(text: Any, dialect: Dialect, sink: Sink, name: str, *, damaged: bool) -> None:
    """Issues for records that hold a byte order mark or bytes that were no text."""
    found: dict[str, list[tuple[int, Record]]] = {"stray-mark": [], "encoding-error": []}
    for number, record in enumerate(split_bytes(text, dialect), 1):
        whole = "".join(record.cells)
        if "\ufeff" in whole:
            found["stray-mark"].append((number, record))
        if damaged and "\ufffd" in whole:
            found["encoding-error"].append((number, record))
    for code, places in found.items():
        sink.issues += [
            Issue(code=code, file=name, record=number, line=record.line, text=" | ".join(record.cells)[:200])
            for number, record in places
        ]
