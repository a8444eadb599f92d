"""What goes into an index, and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Tier = Literal["exact", "folded", "stem", "prefix"]
Sort = Literal["relevance", "date"]
Span = tuple[int, int]


class SearchError(Exception):
    """An index cannot be built, found or read; the message says what to do."""


@dataclass(frozen=True, kw_only=True)
class SearchDocument:
    """One thing to be found. ``date`` is ISO (``2016-10-08``, ``2016-10`` or ``2016``) or None.

    ``titles``: the title per language, where there are several. ``numbers``: document numbers it is known by.
    """

    id: str
    title: str
    body: str
    lang: str = ""
    kind: str = ""
    department: str = ""
    date: str | None = None
    url: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    numbers: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What was built: counts, and every file with its bytes, entry first."""

    documents: int
    terms: int
    postings: int
    files: tuple[tuple[str, int], ...]

    @property
    def size(self) -> int:
        return sum(size for _, size in self.files)


@dataclass(frozen=True, kw_only=True)
class Marked:
    """A text and the places in it to highlight, as character ranges in order."""

    text: str
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One found document. ``score`` compares hits of one query only; ``tier`` is the loosest match it needed."""

    id: str
    kind: str
    title: str
    titles: Mapping[str, str]
    url: str
    date: str | None
    department: str
    score: int
    tier: Tier
    title_marks: tuple[Span, ...]
    snippet: Marked


@dataclass(frozen=True, kw_only=True)
class Facets:
    """How many of the found documents have each value: value and count, most first, years newest first.

    Each list counts under the filters of the others, so that it says what choosing another value would give.
    """

    kind: tuple[tuple[str, int], ...] = ()
    department: tuple[tuple[str, int], ...] = ()
    year: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Note:
    """Something the reader did that the searcher should know; ``code`` is what pages translate."""

    code: str
    text: str
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class Results:
    """``total`` documents match, and ``exact`` says whether that is counted or estimated."""

    total: int
    exact: bool
    hits: tuple[Hit, ...]
    notes: tuple[Note, ...]
    facets: Facets
