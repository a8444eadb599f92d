"""What a query means, as a tree: words and phrases, fields and dates, and how they are joined."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from search_index.analysis import HAN, PUNCTUATION, Unit
from search_index.analysis.numbers import separate_numbers_in


@dataclass(frozen=True, kw_only=True)
class Word:
    """A word in any of its forms. ``changed``: written otherwise than its folded form, case apart."""

    text: str
    changed: bool = False
    title: bool = False


@dataclass(frozen=True, kw_only=True)
class Prefix:
    """All words that begin so."""

    text: str
    changed: bool = False
    title: bool = False


@dataclass(frozen=True, kw_only=True)
class Part:
    """One piece of a phrase: ``text`` is a Han character, a word or a document number, ``at`` its place.

    ``apart``: the searcher put white space before it.
    """

    kind: Literal["han", "word", "number"]
    text: str
    at: int
    apart: bool = False


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """Parts side by side; a place without a part is punctuation, any."""

    parts: tuple[Part, ...]
    changed: bool = False
    title: bool = False
    loose: bool = False
    """Not quoted: if nothing holds the whole, the pieces between punctuation will do."""


@dataclass(frozen=True, kw_only=True)
class Value:
    """Documents of a kind, department or number."""

    field: Literal["kind", "department", "number"]
    text: str


@dataclass(frozen=True, kw_only=True)
class Dates:
    """Documents of these days, as ordinals, both included; None is open."""

    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, kw_only=True)
class And:
    """All of these and none of those."""

    items: tuple[Node, ...]
    without: tuple[Node, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Or:
    """Any of these."""

    items: tuple[Node, ...]


Node = Word | Prefix | Phrase | Value | Dates | And | Or


def trimmed(row: Sequence[Unit]) -> list[Unit]:
    """Without punctuation at the ends, unless it opens a document number."""
    numbers = {number.first for number in separate_numbers_in(row)}
    first, last = 0, len(row)
    while first < last and row[first].kind == PUNCTUATION and first not in numbers:
        first += 1
    while last > first and row[last - 1].kind == PUNCTUATION:
        last -= 1
    return list(row[first:last])


def phrase_of(row: Sequence[Unit], *, changed: bool, title: bool = False, loose: bool = False) -> list[Phrase]:
    """The phrases a row of units makes: one, or more where a document number, whose length varies, divides it."""
    row = trimmed(row)
    numbers = {number.first: number for number in separate_numbers_in(row)}
    phrases: list[list[Part]] = [[]]
    at = 0
    while at < len(row):
        number = numbers.get(at)
        if number is not None:
            phrases[-1].append(Part(kind="number", text=number.token, at=at))
            phrases.append([])
            at = number.last
            continue
        unit = row[at]
        if unit.kind != PUNCTUATION:
            apart = at > 0 and row[at - 1].end < unit.start
            phrases[-1].append(Part(kind="han" if unit.kind == HAN else "word", text=unit.text, at=at, apart=apart))
        at += 1
    return [_phrase(parts, changed, title, loose) for parts in phrases if parts]


def _phrase(parts: Sequence[Part], changed: bool, title: bool, loose: bool) -> Phrase:
    first = parts[0].at
    moved = tuple(replace(part, at=part.at - first) for part in parts)
    return Phrase(parts=moved, changed=changed, title=title, loose=loose)


def pieces(phrase: Phrase) -> list[Phrase]:
    """A phrase cut where it has punctuation."""
    rows: list[list[Part]] = []
    for part in phrase.parts:
        if rows and rows[-1][-1].at + 1 == part.at:
            rows[-1].append(part)
        else:
            rows.append([part])
    return [_phrase(parts, phrase.changed, phrase.title, False) for parts in rows]


def terms_of(phrase: Phrase) -> list[tuple[str, int]]:
    """Tokens that together cover a phrase, each with its place: of pairs of Han characters, every other one."""
    tokens = []
    parts = phrase.parts
    at = 0
    while at < len(parts):
        end = at + 1
        if parts[at].kind == "han":
            while end < len(parts) and parts[end].kind == "han" and parts[end].at == parts[end - 1].at + 1:
                end += 1
        if end - at == 1:
            tokens.append((parts[at].text, parts[at].at))
        for begin, stop in _words(parts, at, end):
            places = [*range(begin, stop - 1, 2)]
            if (stop - begin) % 2:
                places.append(stop - 2)
            tokens += [(parts[place].text + parts[place + 1].text, parts[place].at) for place in places]
        at = end
    return tokens


def _words(parts: Sequence[Part], first: int, last: int) -> list[tuple[int, int]]:
    """A run of Han characters, cut where the searcher put white space, so that words share no pair with others.

    Whole if a single character would remain: by itself it is found in titles only.
    """
    cuts = [first, *(at for at in range(first + 1, last) if parts[at].apart), last]
    words = list(itertools.pairwise(cuts))
    if all(end - begin > 1 for begin, end in words):
        return words
    return [(first, last)] if last - first > 1 else []
