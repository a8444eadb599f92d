"""Hand-written notices: facts in YAML between two lines of dashes, then the text.

``# `` begins a heading, ``## `` one below it, ``- `` an item, ``> `` a signature line, ``| a | b |`` a table row; any
other line is a paragraph.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

Kind = Literal["heading", "subheading", "item", "signature", "table", "paragraph"]
_MARKS: tuple[tuple[str, Kind], ...] = (
    ("# ", "heading"),
    ("## ", "subheading"),
    ("- ", "item"),
    ("> ", "signature"),
)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a notice; ``rows`` are a table's cells, the first row its header."""

    kind: Kind
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A notice as it was written, before it becomes a page, a Word file, a PDF or a text file.

    ``published``: None where the department does not say. ``untold``: facts that are true, and that neither the file
    nor the collection's YAML tells. ``number`` is as the file writes it, and may be empty.
    """

    department: str
    collection: str
    file: str
    format: str
    language: str
    kind: str
    title: str
    number: str
    issuer: str
    written: dt.date
    published: dt.date | None
    index: str
    topic: str
    untold: frozenset[str]
    parts: tuple[Part, ...]

    @property
    def day(self) -> dt.date:
        """The day it is sorted by."""
        return self.published or self.written


def read(path: Path) -> Notice:
    """Read one hand-written notice."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    facts = yaml.safe_load(head)
    return Notice(
        department=facts["department"],
        collection=facts.get("collection", "notices"),
        file=facts["file"],
        format=facts["format"],
        language=facts["language"],
        kind=facts["kind"],
        title=facts["title"],
        number=facts.get("number", ""),
        issuer=facts["issuer"],
        written=facts["written"],
        published=facts.get("published"),
        index=facts.get("index", ""),
        topic=facts.get("topic", ""),
        untold=frozenset(facts.get("untold", ())),
        parts=tuple(_parts(body)),
    )


def _parts(body: str) -> Iterator[Part]:
    rows: list[tuple[str, ...]] = []
    for line in [*body.splitlines(), ""]:
        if line.startswith("| "):
            rows.append(tuple(cell.strip() for cell in line.strip().strip("|").split("|")))
            continue
        if rows:
            yield Part(kind="table", rows=tuple(rows))
            rows = []
        if line.strip():
            yield _part(line.strip())


def _part(line: str) -> Part:
    for mark, kind in _MARKS:
        if line.startswith(mark):
            return Part(kind=kind, text=line.removeprefix(mark))
    return Part(kind="paragraph", text=line)
