"""JSON Lines read the plain way, with the whole file in memory: what reading it line by line must agree with."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from publisher.errors import Place, SourceError
from publisher.issues import Issue
from publisher.read.json.rows import SURROGATE, clean, flat, listed, tell_repeated
from publisher.read.json.shape import row_of
from publisher.read.json.text import Notes, parse, title
from publisher.read.sink import Sink, tell_damaged
from publisher.read.table import MAX_CELL
from publisher.read.text.encoding import choose


def read_whole(path: Path, *, name: str, folder: Path, encoding: str | None) -> dict[str, Any]:
    """The manifest of the table, its rows made all at once and written in one batch."""
    data = path.read_bytes()
    choice = choose(data, encoding)
    text = data[choice.skip :].decode(choice.encoding, "replace" if choice.damaged else "strict").lstrip("\ufeff")
    notes = Notes()
    lines = [(number, piece) for number, piece in enumerate(text.split("\n"), 1) if piece.strip()]
    values = [_value(record, line, piece, name, notes) for record, (line, piece) in enumerate(lines, 1)]
    sink = Sink(folder, 0, place=Place(file=name))
    named = all(isinstance(value, dict) for value in values)
    records = [flat(value) for value in values] if named else [{}] * len(values)
    keys = list(dict.fromkeys(key for record in records for key in record))
    grid = [[record.get(key) for key in keys] for record in records] if named else [listed(value) for value in values]
    tell_repeated(values, records, notes, sink)
    sink.begin(len(keys) if named else max(map(len, grid)), lines=True)
    if choice.damaged:
        tell_damaged(grid, sink)
    cleaned = [clean(row, record, sink) for record, row in enumerate(grid, 1)]
    sink.grid(cleaned, range(1, len(grid) + 1), [line for line, _ in lines])
    strange = [Issue(code="not-a-number", file=name, count=notes.strange)] if notes.strange else []
    return sink.end(
        file=name,
        sheet=None,
        counted=len(re.findall(r"^[^\S\n]*[^\s]", text, re.MULTILINE)),
        header=[SURROGATE.sub("\ufffd", title(key)) for key in keys] if named else None,
        encoding=choice.encoding,
        issues=[*notes.issues, *strange],
    )


def _value(record: int, line: int, piece: str, name: str, notes: Notes) -> Any:
    try:
        return row_of(parse(piece, name, notes))
    except SourceError as error:
        notes.issues.append(
            Issue(
                code="unreadable-record", file=name, record=record, line=line, text=piece[:MAX_CELL], note=error.message
            )
        )
        return {}
