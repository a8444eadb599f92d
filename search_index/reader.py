"""Searches an index, in a folder or at an address."""

from __future__ import annotations

import json
import urllib.parse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from search_index.analysis import Folding, units
from search_index.builder import ENTRY, FORMAT, VERSION
from search_index.codec import Ints
from search_index.dates import period
from search_index.foldfile import decode_folding
from search_index.highlight import Wanted, marks, passage, wanted
from search_index.matches import Match
from search_index.matching import Matcher
from search_index.model import Facets, Hit, Note, Results, SearchError, Sort, Tier
from search_index.query import parse
from search_index.segment import Segment
from search_index.store import Folder, Store, Web

TIERS: tuple[Tier, ...] = ("exact", "folded", "stem", "prefix")
SHOWN_FACETS = 100


@dataclass(frozen=True, kw_only=True)
class _Filters:
    """Places in a match that pass each filter; None passes all."""

    kind: Ints | None
    department: Ints | None
    dates: Ints | None

    def all_but(self, size: int, left_out: str = "") -> Ints:
        """Places that pass every filter, or every other."""
        passed = np.ones(size, bool)
        for name in ("kind", "department", "dates"):
            chosen: Ints | None = getattr(self, name)
            if chosen is not None and name != left_out:
                kept = np.zeros(size, bool)
                kept[chosen] = True
                passed &= kept
        return np.flatnonzero(passed)


class SearchIndex:
    """An open index. Pieces are read when first needed, and kept."""

    def __init__(self, store: Store) -> None:
        entry = _entry(store)
        fold_name, _ = entry["fold"]
        self._folding: Folding = decode_folding(store.whole(fold_name))
        self._segment = Segment(store, entry["segments"][0])

    @property
    def documents(self) -> int:
        """How many documents the index has."""
        return self._segment.documents

    def search(  # noqa: PLR0913  # filters are named words, not places
        self,
        query: str,
        *,
        kind: str | Iterable[str] | None = None,
        department: str | Iterable[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        sort: Sort = "relevance",
        limit: int = 20,
        offset: int = 0,
    ) -> Results:
        """Find documents. Any query is answered; ``notes`` say how it was understood where that is not plain.

        ``kind``, ``department``: one value or several, any of which will do. ``since``, ``until``: dates as in the
        query language, both included. Raises SearchError when the index cannot be read.
        """
        parsed = parse(query, self._folding)
        matcher = Matcher(self._segment, self._folding)
        found = matcher.match(parsed)
        notes = [*parsed.notes, *matcher.notes]
        matcher.notes.clear()
        filters = self._filters(matcher, found, (_several(kind), _several(department)), (since, until), notes)
        kept = found.keep(filters.all_but(len(found.documents)))
        by_date = sort == "date" or parsed.root is None
        chosen = _top(kept, offset, limit, by_date=by_date)
        hits = self._hits(kept.keep(chosen), wanted(parsed.root))
        if parsed.whole is not None and offset == 0 and not by_date:
            hits = _same_title_first(hits, query, self._folding)
        return Results(
            total=len(kept.documents),
            exact=True,
            hits=tuple(hits),
            notes=tuple(dict.fromkeys((*notes, *matcher.notes))),
            facets=self._facets(found, filters),
        )

    def _filters(
        self,
        matcher: Matcher,
        found: Match,
        values: tuple[Sequence[str], Sequence[str]],
        dates: tuple[str | None, str | None],
        notes: list[Note],
    ) -> _Filters:
        chosen: list[Ints | None] = []
        for field, wanted_values in zip(("kind", "department"), values, strict=True):
            if not wanted_values:
                chosen.append(None)
                continue
            codes = [code for value in wanted_values for code in matcher.codes(field, value)]
            chosen.append(np.flatnonzero(np.isin(self._segment.column(field)[found.documents], codes)))
        since, until = (self._day(text, which, notes) for which, text in enumerate(dates))
        if since is None and until is None:
            return _Filters(kind=chosen[0], department=chosen[1], dates=None)
        first, last = matcher.days(since, until)
        within = np.flatnonzero((found.documents >= first) & (found.documents < last))
        return _Filters(kind=chosen[0], department=chosen[1], dates=within)

    @staticmethod
    def _day(text: str | None, which: int, notes: list[Note]) -> int | None:
        if not text:
            return None
        days = period(text)
        if days is None:
            words = f"{text!r} is no date; write 2016, 2016-10, 2016-10-08 or 2016年10月."
            notes.append(Note(code="bad-date", text=words, value=text))
            return None
        return days[which]

    def _hits(self, chosen: Match, looked_for: Sequence[Wanted]) -> list[Hit]:
        hits = []
        rows = zip(chosen.documents.tolist(), chosen.scores.tolist(), chosen.tiers.tolist(), strict=True)
        for document, score, tier in rows:
            card = self._segment.card(document)
            snippet = passage([card.lead], looked_for, self._folding)
            if not snippet.marks and card.text:
                snippet = passage(self._segment.texts(card), looked_for, self._folding)
            hits.append(
                Hit(
                    id=card.id,
                    kind=card.kind,
                    title=card.title,
                    titles=card.titles,
                    url=card.url,
                    date=card.date,
                    department=card.department,
                    score=score,
                    tier=TIERS[tier],
                    title_marks=marks(card.title, looked_for, self._folding),
                    snippet=snippet,
                )
            )
        return hits

    def _facets(self, found: Match, filters: _Filters) -> Facets:
        size = len(found.documents)
        counted = {}
        for field in ("kind", "department"):
            names = self._segment.names(field)
            documents = found.documents[filters.all_but(size, field)]
            counts = np.bincount(self._segment.column(field)[documents], minlength=len(names)).tolist()
            order = sorted((code for code in range(len(names)) if counts[code]), key=lambda code: (-counts[code], code))
            counted[field] = tuple((names[code], counts[code]) for code in order[:SHOWN_FACETS])
        documents = found.documents[filters.all_but(size, "dates")]
        return Facets(kind=counted["kind"], department=counted["department"], year=self._years(documents))

    def _years(self, documents: Ints) -> tuple[tuple[str, int], ...]:
        counts = []
        first = 0
        for year, held in self._segment.years:
            low, high = np.searchsorted(documents, (first, first + held)).tolist()
            if high > low:
                counts.append((year, high - low))
            first += held
        return tuple(counts)


def open_index(place: str | Path) -> SearchIndex:
    """Open the index in a folder or at an http(s) address. Raises SearchError when there is none."""
    scheme = urllib.parse.urlsplit(str(place)).scheme
    if scheme in ("http", "https"):
        return SearchIndex(Web(str(place)))
    return SearchIndex(Folder(Path(place)))


def _entry(store: Store) -> dict[str, Any]:
    try:
        entry: dict[str, Any] = json.loads(store.whole(ENTRY))
        known = entry["format"] == FORMAT
        version = entry["version"]
    except (ValueError, KeyError, TypeError) as error:
        raise SearchError(f"{ENTRY} is not the entry of a search index; build the index again") from error
    if not known or version != VERSION:
        raise SearchError(f"the index has format version {version}, this program reads {VERSION}; build it again")
    return entry


def _several(values: str | Iterable[str] | None) -> Sequence[str]:
    if values is None:
        return ()
    return (values,) if isinstance(values, str) else tuple(values)


def _top(found: Match, offset: int, limit: int, *, by_date: bool) -> Ints:
    """Places of the hits to show, in order: best first, newest among equals; or newest first."""
    if by_date:
        return np.arange(len(found.documents))[offset : offset + limit]
    last = offset + limit
    scores = found.scores
    places = np.arange(len(scores))
    if 0 < last < len(scores) // 4:
        least = np.partition(scores, len(scores) - last)[len(scores) - last]
        places = np.flatnonzero(scores >= least)
    order = np.argsort(-scores[places], kind="stable")
    return places[order[offset:last]]


def _same_title_first(hits: list[Hit], query: str, folding: Folding) -> list[Hit]:
    """Hits whose title is the query come first, with a score that says so."""
    from dataclasses import replace

    asked = _essence(query, folding)
    best = max((hit.score for hit in hits), default=0)
    same = [any(_essence(title, folding) == asked for title in (hit.title, *hit.titles.values())) for hit in hits]
    lifted = [replace(hit, score=hit.score + best) if exact else hit for hit, exact in zip(hits, same, strict=True)]
    return sorted(lifted, key=lambda hit: -hit.score)


def _essence(text: str, folding: Folding) -> str:
    return " ".join(unit.text for unit in units(text, folding) if unit.kind != "punctuation")
