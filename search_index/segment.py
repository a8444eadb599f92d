"""One segment of an index, read piece by piece and kept while it is open."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from search_index.cards import Card, decode_page, elsewhere, page_data
from search_index.codec import Ints
from search_index.facets import decode_codes, decode_days, decode_names
from search_index.postings import POSITION_BLOCK, Places, Postings, decode_documents, decode_positions
from search_index.store import Store, Volume
from search_index.terms import Root, Shard, Term, family_of, key_of
from search_index.texts import decode_piece

GAP = 4096
"""Bytes read in vain rather than asking twice."""


class Segment:
    """Terms, lists, cards and columns of one segment, each read when first needed."""

    def __init__(self, store: Store, entry: dict[str, Any]) -> None:
        self._entry = entry
        self._volumes = {name: Volume(store, files) for name, files in entry["volumes"].items()}
        self._root = Root.decode(entry["root"])
        self.documents = int(entry["documents"])
        self._per_page, self._page_size = entry["cards"]
        self._codes: dict[str, Ints] = {}
        self._names: dict[str, list[str]] = {}
        self.shard: Callable[[int], Shard] = lru_cache(maxsize=256)(self._shard)
        self.postings: Callable[[Term], Postings] = lru_cache(maxsize=256)(self._postings)
        self._page: Callable[[int], list[Card]] = lru_cache(maxsize=256)(self._read_page)
        self._piece: Callable[[int, int], str] = lru_cache(maxsize=64)(self._read_piece)

    def _shard(self, at: int) -> Shard:
        return Shard(self._volumes["terms"].read(*self._root.span(at)))

    def family(self, root: str) -> tuple[list[Term], int | None]:
        """Terms filed under a stem, and how many documents have any of them, where that was counted."""
        at = self._root.shard(root)
        return self.shard(at).family(root) if at is not None else ([], None)

    def term(self, token: str) -> Term | None:
        """One term exactly."""
        key = key_of(token)
        terms, _ = self.family(family_of(key))
        return next((term for term in terms if term.key == key), None)

    def beginning(self, prefix: str, limit: int) -> tuple[list[Term], bool]:
        """Words that begin with ``prefix``, at most ``limit``, and whether there were more."""
        at = self._root.shard(prefix)
        words: set[str] = set()
        shards = len(self._root.firsts)
        at = 0 if at is None else at
        while at < shards and (self._root.firsts[at] <= prefix or self._root.firsts[at].startswith(prefix)):
            words |= {term.word for term in self.shard(at).starting(prefix)}
            at += 1
        chosen = sorted(word for word in words if word.startswith(prefix))
        terms = [self.term(word) for word in chosen[:limit]]
        return [term for term in terms if term is not None], len(chosen) > limit

    def _postings(self, term: Term) -> Postings:
        return decode_documents(self._volumes["postings"].read(*term.documents), term.count)

    def places(self, term: Term, chosen: Ints) -> Places:
        """Positions of the postings at the places ``chosen`` of a term's list, and of others of the same blocks."""
        postings = self.postings(term)
        address, length = term.positions
        sizes = postings.places or (length,)
        starts = np.concatenate(([0], np.cumsum(sizes)))
        needed = np.unique(chosen // POSITION_BLOCK).tolist()
        found = []
        for first, last in _runs(needed, starts):
            data = self._volumes["postings"].read(address + int(starts[first]), int(starts[last + 1] - starts[first]))
            for block in range(first, last + 1):
                if block not in needed:
                    continue
                begin = int(starts[block] - starts[first])
                rows = slice(block * POSITION_BLOCK, (block + 1) * POSITION_BLOCK)
                part = data[begin : begin + sizes[block]]
                found.append(decode_positions(part, postings.title[rows], block * POSITION_BLOCK))
        return Places(
            owner=np.concatenate([part.owner for part in found]),
            position=np.concatenate([part.position for part in found]),
        )

    def card(self, document: int) -> Card:
        """What a result shows."""
        per_page: int = self._per_page
        return self._page(document // per_page)[document % per_page]

    def _read_page(self, at: int) -> list[Card]:
        volume = self._volumes["cards"]
        page = volume.read(at * self._page_size, self._page_size)
        other = elsewhere(page)
        return decode_page(page_data(page) if other is None else volume.read(*other))

    def texts(self, card: Card) -> list[str]:
        """The pieces of a body that is kept elsewhere than in its card."""
        if not card.text:
            return []
        address, *sizes = card.text
        pieces = []
        for size in sizes:
            pieces.append(self._piece(address, size))
            address += size
        return pieces

    def _read_piece(self, address: int, size: int) -> str:
        return decode_piece(self._volumes["text"].read(address, size))

    def column(self, field: str) -> Ints:
        """The code of each document's kind or department."""
        if field not in self._codes:
            about = self._entry["facets"][field]
            self._codes[field] = decode_codes(self._volumes["columns"].read(*about["span"]), about["width"])
        return self._codes[field]

    def names(self, field: str) -> list[str]:
        """The values of kind or department, most frequent first."""
        if field not in self._names:
            about = self._entry["facets"][field]
            names = decode_names(self._volumes["columns"].read(*about["names"]))
            self._names[field] = names[: about["values"]]
        return self._names[field]

    @property
    def years(self) -> list[tuple[str, int]]:
        """Years, newest first, with how many documents each has; ids follow them."""
        return [(year, count) for year, count in self._entry["facets"]["date"]["years"]]

    @cached_property
    def days(self) -> Ints:
        """The days of the dated documents, newest first; the others follow them."""
        return decode_days(self._volumes["columns"].read(*self._entry["facets"]["date"]["span"]))


def _runs(blocks: list[int], starts: Ints) -> list[tuple[int, int]]:
    """Blocks to be read together: first and last of each run."""
    runs: list[tuple[int, int]] = []
    for block in blocks:
        if runs and starts[block] - starts[runs[-1][1] + 1] <= GAP:
            runs[-1] = (runs[-1][0], block)
        else:
            runs.append((block, block))
    return runs
