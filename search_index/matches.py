"""Found documents with their scores and tiers, and the arithmetic of both. All on integers, so that readers agree.

A term in a document weighs (4 + impact) times its tier's factor, and 80 more where it is in the title, so that
title beats body, and within either exact beats folded beats stem beats prefix. Rarity multiplies the weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from search_index.codec import Ints
from search_index.postings import Postings

EXACT, FOLDED, STEM, PREFIX = range(4)
FACTORS = np.array([8, 7, 5, 3], np.int64)
TITLE_WEIGHT = 80


@dataclass(frozen=True, kw_only=True)
class Match:
    """Documents in order of id, with the score and tier of each."""

    documents: Ints
    scores: Ints
    tiers: Ints

    def keep(self, chosen: Ints) -> Match:
        """The documents at some places."""
        return Match(documents=self.documents[chosen], scores=self.scores[chosen], tiers=self.tiers[chosen])


def match_of(documents: Ints, scores: Ints | int = 0, tiers: Ints | int = EXACT) -> Match:
    """A match from arrays or constants."""
    size = len(documents)
    return Match(
        documents=documents,
        scores=np.broadcast_to(np.asarray(scores, np.int64), size),
        tiers=np.broadcast_to(np.asarray(tiers, np.int64), size),
    )


NOTHING = match_of(np.zeros(0, np.int64))


def logarithm(value: int) -> int:
    """About 64 times the binary logarithm of a positive integer, straight between powers of two."""
    bits = value.bit_length() - 1
    return bits * 64 + ((value << 6) >> bits) - 64


def rarity(total: int, count: int) -> int:
    """How much a term that ``count`` of ``total`` documents have says."""
    return 64 + logarithm(total + 1) - logarithm(min(count, total) + 1)


def rows_of(postings: Postings, documents: Ints) -> Ints:
    """Where documents stand in a list that has them all."""
    return np.asarray(np.searchsorted(postings.documents, documents), np.int64)


def weighed(postings: Postings, tier: int, changed: bool) -> Match:
    """One term's documents with the weight of each; ``changed`` says how the query wrote it."""
    if tier == EXACT:
        tiers = np.where(postings.folded != changed, FOLDED, EXACT).astype(np.int64)
        factors = FACTORS[tiers]
    else:
        tiers = np.full(len(postings.documents), tier, np.int64)
        factors = FACTORS[tier]
    scores = (4 + postings.impact) * factors + TITLE_WEIGHT * postings.title
    return Match(documents=postings.documents, scores=scores, tiers=tiers)


def best(parts: Sequence[Match]) -> Match:
    """The union, with the highest score of each document and the tier that gave it."""
    if len(parts) == 1:
        return parts[0]
    documents, order, firsts = _by_document(parts)
    if not len(firsts):
        return NOTHING
    merits = np.concatenate([part.scores * 4 + (PREFIX - part.tiers) for part in parts])[order]
    best = np.maximum.reduceat(merits, firsts)
    return Match(documents=documents, scores=best >> 2, tiers=PREFIX - (best & 3))


def added(parts: Sequence[Match]) -> Match:
    """The union, with the scores of each document added up and its best tier."""
    documents, order, firsts = _by_document(parts)
    if not len(firsts):
        return NOTHING
    scores = np.concatenate([part.scores for part in parts])[order]
    tiers = np.concatenate([part.tiers for part in parts])[order]
    return Match(documents=documents, scores=np.add.reduceat(scores, firsts), tiers=np.minimum.reduceat(tiers, firsts))


def _by_document(parts: Sequence[Match]) -> tuple[Ints, Ints, Ints]:
    """The documents of all parts, each once; the order that brings their rows together; where each begins in it."""
    documents = np.concatenate([part.documents for part in parts])
    order = np.argsort(documents, kind="stable")
    documents = documents[order]
    firsts = np.flatnonzero(np.diff(documents, prepend=-1))
    return documents[firsts], order, firsts


def member(values: Ints, among: Ints) -> Ints:
    """Places of the ``values`` that are ``among`` others, which are sorted or will be."""
    if len(among) > 1 and not (np.diff(among) >= 0).all():
        among = np.sort(among)
    if not len(among):
        return np.zeros(0, np.int64)
    at = np.minimum(np.searchsorted(among, values), len(among) - 1)
    return np.flatnonzero(among[at] == values)
