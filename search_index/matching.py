"""Which documents match a query, how well, and in which tier."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from search_index.analysis import Folding, stem
from search_index.codec import Ints
from search_index.matches import (
    EXACT,
    FACTORS,
    FOLDED,
    NOTHING,
    PREFIX,
    STEM,
    TITLE_WEIGHT,
    Match,
    added,
    best,
    match_of,
    member,
    rarity,
    rows_of,
    weighed,
)
from search_index.model import Note
from search_index.query import Query
from search_index.runs import BODY, NUMBER_MARK
from search_index.segment import Segment
from search_index.terms import Term
from search_index.tree import And, Dates, Node, Or, Phrase, Prefix, Value, Word, pieces, terms_of

START_WEIGHT = 20
NUMBER_WEIGHT = 400
PREFIX_LIMIT = 512
WHOLE_BYTES = 32_768
"""The query as one phrase is looked for when the positions needed are no more than this."""


class Matcher:
    """Answers one query on one segment."""

    def __init__(self, segment: Segment, folding: Folding) -> None:
        self.segment = segment
        self.folding = folding
        self.notes: list[Note] = []

    def match(self, query: Query) -> Match:
        """All documents that match."""
        if query.root is None:
            return match_of(np.arange(self.segment.documents))
        found = self._node(query.root)
        return self._whole(query.whole, found) if query.whole is not None else found

    def _node(self, node: Node) -> Match:
        answers: dict[type, Callable[..., Match]] = {
            Word: self._word,
            Prefix: self._prefix,
            Phrase: self._phrase,
            Value: self._value,
            Dates: self._dates,
            And: self._and,
            Or: self._or,
        }
        return answers[type(node)](node)

    def _word(self, node: Word) -> Match:
        terms, _ = self.segment.family(stem(node.text))
        tiers = [EXACT if term.word == node.text else STEM for term in terms]
        return self._any_term(terms, tiers, node)

    def _prefix(self, node: Prefix) -> Match:
        terms, more = self.segment.beginning(node.text, PREFIX_LIMIT)
        if more:
            text = f"More than {PREFIX_LIMIT} words begin with {node.text}; the first {PREFIX_LIMIT} were searched."
            self.notes.append(Note(code="prefix-many", text=text, value=node.text))
        tiers = [EXACT if term.word == node.text else PREFIX for term in terms]
        return self._any_term(terms, tiers, node)

    def _any_term(self, terms: Sequence[Term], tiers: Sequence[int], node: Word | Prefix) -> Match:
        """Documents with any of the terms; the best of each counts."""
        if not terms:
            return NOTHING
        total = self.segment.documents
        rare = rarity(total, sum(term.count for term in terms))
        parts = []
        for term, tier in zip(terms, tiers, strict=True):
            postings = self.segment.postings(term)
            part = weighed(postings, tier, node.changed)
            parts.append(part.keep(np.flatnonzero(postings.title)) if node.title else part)
        found = best(parts)
        return Match(documents=found.documents, scores=found.scores * rare, tiers=found.tiers)

    def _phrase(self, node: Phrase) -> Match:
        found = self._strict_phrase(node)
        if len(found.documents) or not node.loose:
            return found
        parts = pieces(node)
        if len(parts) < 2:
            return found
        loose = self._and(And(items=tuple(parts)))
        if len(loose.documents):
            text = "Nothing holds the words exactly as written; the parts between punctuation were searched each."
            self.notes.append(Note(code="relaxed", text=text))
        return loose

    def _strict_phrase(self, node: Phrase) -> Match:
        places = terms_of(node)
        terms = [self.segment.term(token) for token, _ in places]
        lists = [(term, at) for term, (_, at) in zip(terms, places, strict=True) if term is not None]
        if len(lists) < len(places):
            return NOTHING
        total = self.segment.documents
        if len(lists) == 1:
            postings = self.segment.postings(lists[0][0])
            part = weighed(postings, EXACT, node.changed)
            part = part.keep(np.flatnonzero(postings.title)) if node.title else part
            rare = rarity(total, len(part.documents))
            return Match(documents=part.documents, scores=part.scores * rare, tiers=part.tiers)
        documents, starts, rows = self._aligned(lists, None)
        if node.title:
            kept = np.flatnonzero(starts < BODY)
            documents, starts, rows = documents[kept], starts[kept], [row[kept] for row in rows]
        if not len(documents):
            return NOTHING
        title = starts < BODY
        flags = [self.segment.postings(term) for term, _ in lists]
        impact = np.minimum.reduce([postings.impact[row] for postings, row in zip(flags, rows, strict=True)])
        folded = np.logical_or.reduce([postings.folded[row] for postings, row in zip(flags, rows, strict=True)])
        tiers = np.where(folded != node.changed, FOLDED, EXACT).astype(np.int64)
        weight = (4 + impact) * FACTORS[tiers] + TITLE_WEIGHT * title + START_WEIGHT * (starts <= 1)
        return Match(documents=documents, scores=weight * rarity(total, len(documents)), tiers=tiers)

    def _aligned(self, lists: Sequence[tuple[Term, int]], within: Ints | None) -> tuple[Ints, Ints, list[Ints]]:
        """Documents where terms stand at their places: ids, where the first stands first, and rows in each list."""
        every = [self.segment.postings(term) for term, _ in lists]
        order = sorted(range(len(lists)), key=lambda at: (lists[at][0].count, at))
        common = every[order[0]].documents if within is None else within
        for at in order if within is not None else order[1:]:
            common = common[member(common, every[at].documents)]
            if not len(common):
                return common, common, [common] * len(lists)
        packed: Ints = np.zeros(0, np.int64)
        for at in order:
            term, offset = lists[at]
            rows = np.searchsorted(every[at].documents, common)
            places = self.segment.places(term, rows)
            wanted = np.zeros(term.count, bool)
            wanted[rows] = True
            chosen = wanted[places.owner]
            start = (every[at].documents[places.owner[chosen]] << 32) + places.position[chosen] - offset
            packed = start if at == order[0] else packed[member(packed, start)]
            common = np.unique(packed >> 32)
            if not len(common):
                return common, common, [common] * len(lists)
        packed.sort()
        documents, first = np.unique(packed >> 32, return_index=True)
        starts = packed[first] & 0xFFFFFFFF
        return documents, starts, [rows_of(postings, documents) for postings in every]

    def _value(self, node: Value) -> Match:
        if node.field == "number":
            term = self.segment.term(NUMBER_MARK + node.text)
            if term is None:
                return NOTHING
            documents = self.segment.postings(term).documents
            return match_of(documents, NUMBER_WEIGHT * rarity(self.segment.documents, len(documents)))
        codes = self.codes(node.field, node.text)
        return match_of(np.flatnonzero(np.isin(self.segment.column(node.field), codes)))

    def codes(self, field: str, value: str) -> list[int]:
        """The codes of a value: the very one, else those that read the same, else those that contain it."""
        names = self.segment.names(field)
        if value in names:
            return [names.index(value)]
        wanted = self.folding.fold(value).strip()
        folded = [self.folding.fold(name).strip() for name in names]
        same = [code for code, name in enumerate(folded) if name == wanted]
        found = same or [code for code, name in enumerate(folded) if wanted in name]
        if not found:
            text = f"No {field} is called {value}."
            self.notes.append(Note(code="unknown-value", text=text, value=value))
        return found

    def _dates(self, node: Dates) -> Match:
        first, last = self.days(node.since, node.until)
        return match_of(np.arange(first, last))

    def days(self, since: int | None, until: int | None) -> tuple[int, int]:
        """The range of ids with a date from ``since`` to ``until``, both included."""
        days = self.segment.days
        first = 0 if until is None else int(np.searchsorted(-days, -until, side="left"))
        last = len(days) if since is None else int(np.searchsorted(-days, -since, side="right"))
        return first, max(first, last)

    def _and(self, node: And) -> Match:
        found: Match | None = None
        for item in node.items:
            other = self._node(item)
            if found is None:
                found = other
                continue
            found = found.keep(member(found.documents, other.documents))
            rows = np.searchsorted(other.documents, found.documents)
            found = Match(
                documents=found.documents,
                scores=found.scores + other.scores[rows],
                tiers=np.maximum(found.tiers, other.tiers[rows]),
            )
        if found is None:
            found = match_of(np.arange(self.segment.documents))
        for item in node.without:
            out = np.zeros(len(found.documents), bool)
            out[member(found.documents, self._node(item).documents)] = True
            found = found.keep(np.flatnonzero(~out))
        return found

    def _or(self, node: Or) -> Match:
        return added([self._node(item) for item in node.items])

    def _whole(self, phrase: Phrase, found: Match) -> Match:
        """Lift documents that hold the words of a plain query side by side."""
        places = terms_of(phrase)
        terms = [self.segment.term(token) for token, _ in places]
        lists = [(term, at) for term, (_, at) in zip(terms, places, strict=True) if term is not None]
        if len(lists) < len(places) or len(lists) < 2 or not len(found.documents):
            return found
        if sum(term.positions[1] for term, _ in lists) > WHOLE_BYTES:
            return found
        documents, starts, _ = self._aligned(lists, found.documents)
        if not len(documents):
            return found
        rare = rarity(self.segment.documents, len(documents))
        scores = found.scores.copy()
        lift = TITLE_WEIGHT * (1 + (starts < BODY)) + START_WEIGHT * (starts <= 1)
        scores[np.searchsorted(found.documents, documents)] += lift * rare
        return Match(documents=found.documents, scores=scores, tiers=found.tiers)
