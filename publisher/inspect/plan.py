"""What a draft is written from: the table of a file that it is for, and how the file stands in its dataset."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from publisher.inspect.model import FoundTable

# A year with what may stand before or after it in a file's name: June 2026, 2026-06-01, 202606, 2026年1-10月.
_WHEN = re.compile(
    r"(?:(?<![a-z])(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)[ _.-]*)?"
    r"(?<!\d)(?:19|20)\d\d(?:[-_.]?\d\d){0,2}(?!\d)(?:年(?:\d{1,2}(?:-\d{1,2})?月(?:\d{1,2}日)?)?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the command knows: the source's path below the dataset's folder, and how the file must be read.

    ``several_sheets``: the file has tables in more than one sheet. ``others``: names of tables that are not drafted;
    ``alike``: sheets of those with the same header in the same rows.
    """

    path: str
    title: str
    several_sheets: bool
    others: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()


def title_of(name: str) -> str:
    """A file's name as a first title: words, with a capital letter."""
    words = " ".join(re.split(r"[\s_-]+", name)).strip()
    return words[:1].upper() + words[1:]


def series(path: str) -> str:
    """The path with a star for the day, month or year in the file's name; empty where its name tells none."""
    folder, slash, name = path.rpartition("/")
    stem, dot, kind = name.rpartition(".")
    starred = _WHEN.sub("*", stem)
    return f"{folder}{slash}{starred}{dot}{kind}" if starred != stem else ""


def alike(table: FoundTable, tables: Sequence[FoundTable]) -> tuple[str, ...]:
    """The sheets of other tables whose header has the same titles in the same rows: a source without ``sheet:`` reads
    them all."""
    shape = (table.header_rows, [field.title for field in table.fields])
    return tuple(
        other.sheet
        for other in tables
        if other is not table and other.sheet and (other.header_rows, [f.title for f in other.fields]) == shape
    )


def choose(tables: Sequence[FoundTable]) -> FoundTable:
    """The table a draft is for: the one with the most records, the first of equals."""
    return max(tables, key=lambda table: table.records)
