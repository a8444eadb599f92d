"""The builder's columns give the tokens that ``analysis.tokens`` gives, and encoded lists decode to what they were."""

from __future__ import annotations

import random
from collections import defaultdict
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from search_index.analysis import Token, default_folding, unit_tokens, units
from search_index.codec import pack, unpack, unpack_some
from search_index.postings import (
    HEAD,
    HEAD_LIMIT,
    POSITION_BLOCK,
    decode_documents,
    decode_head,
    decode_positions,
    encode,
)
from search_index.runs import BODY, TITLE, Vocabulary, postings_of
from search_index.terms import Root, Shard, encode_shard, family_of, key_of, word_of
from tests.search_index import corpus
from tests.search_index.test_analysis import MIXED

Found = dict[str, list[tuple[int, int]]]


def by_columns(pairs: list[tuple[str, str]]) -> Found:
    """Term -> documents and positions, as the builder finds them."""
    vocabulary = Vocabulary()
    texts = [text for pair in pairs for text in pair]
    columns, _ = postings_of(texts, [()] * len(pairs), 0, vocabulary, default_folding())
    found: Found = {}
    at = 0
    rows = zip(*(columns[name].tolist() for name in ("key", "document", "flags", "count")), strict=True)
    for key, document, flags, count in rows:
        position = 0 if flags & TITLE else BODY
        for _ in range(count):
            position += int(columns["delta"][at])
            found.setdefault(vocabulary.text(key), []).append((document, position))
            at += 1
    return found


def by_analysis(pairs: list[tuple[str, str]]) -> Found:
    """The same by the plain definition."""
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for document, (title, body) in enumerate(pairs):
        placed = [Token(token.position, token.text) for token in unit_tokens(units(title), title=True)]
        placed += [Token(token.position + BODY, token.text) for token in unit_tokens(units(body))]
        for token in sorted(placed):
            found[token.text].append((document, token.position))
    return dict(found)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(MIXED, MIXED), max_size=5))
def test_columns_find_the_tokens_of_the_analysis(pairs: list[tuple[str, str]]) -> None:
    assert by_columns(pairs) == by_analysis(pairs)


def test_columns_find_the_tokens_of_a_corpus() -> None:
    pairs = [(document.title, document.body) for document in corpus.documents(200, seed=8)]
    assert by_columns(pairs) == by_analysis(pairs)


@given(st.lists(st.integers(0, 2**35 - 1), max_size=50))
def test_integers_come_back(values: list[int]) -> None:
    data = pack(np.array(values, np.int64))[0].tobytes()
    assert unpack(data).tolist() == values
    assert unpack_some(data, len(values)) == (values, len(data))


def made_lists(sizes: list[int], seed: int) -> tuple[list[np.ndarray], list[np.ndarray], list[list[list[int]]]]:
    chance = random.Random(seed)
    documents, flags, positions = [], [], []
    for size in sizes:
        documents.append(np.array(sorted(chance.sample(range(4 * size + 10), size)), np.int64))
        flags.append(np.array([chance.randrange(32) for _ in range(size)], np.uint8))
        positions.append(
            [
                sorted(chance.sample(range(0 if flag & TITLE else BODY, BODY + 3000), chance.choice((1, 1, 2, 5))))
                for flag in flags[-1]
            ]
        )
    return documents, flags, positions


def test_lists_of_every_size_come_back() -> None:
    sizes = [1, 2, 31, 32, 33, POSITION_BLOCK, POSITION_BLOCK + 1, HEAD_LIMIT, HEAD_LIMIT + 1, 4096, 9000]
    documents, flags, positions = made_lists(sizes, 4)
    deltas = []
    for row, places in zip(flags, positions, strict=True):
        for flag, spots in zip(row, places, strict=True):
            deltas += np.diff(spots, prepend=0 if flag & TITLE else BODY).tolist()
    counts = np.array([len(spots) for places in positions for spots in places], np.int64)
    starts = np.concatenate(([0], np.cumsum(sizes)))
    encoded = encode(np.concatenate(documents), np.concatenate(flags), counts, np.array(deltas, np.int64), starts)
    for size, ids, row, places, one in zip(sizes, documents, flags, positions, encoded, strict=True):
        back = decode_documents(one.documents, size)
        assert (one.count, back.documents.tolist(), back.flags.tolist()) == (size, ids.tolist(), row.tolist())
        spots: list[list[int]] = [[] for _ in range(size)]
        begin = 0
        for block, length in enumerate(back.places or (len(one.positions),)):
            first = block * POSITION_BLOCK
            part = one.positions[begin : begin + length]
            begin += length
            found = decode_positions(part, back.title[first : first + POSITION_BLOCK], first)
            for owner, position in zip(found.owner.tolist(), found.position.tolist(), strict=True):
                spots[owner].append(position)
        assert spots == places
        if size > HEAD_LIMIT:
            head = decode_head(one.head)
            order = sorted(range(size), key=lambda at: (-(int(row[at]) & (TITLE | 7)), ids[at]))
            assert head.documents.tolist() == sorted(ids[order[:HEAD]].tolist())


WORDS = st.text(st.sampled_from("abcdeginrstuy"), min_size=1, max_size=12)


@given(WORDS)
def test_a_key_tells_its_word(word: str) -> None:
    assert word_of(key_of(word)) == word
    assert key_of(word).startswith(family_of(key_of(word)))


@given(st.sets(WORDS, min_size=1, max_size=60), st.integers(0, 10**9))
def test_shards_come_back(words: set[str], base: int) -> None:
    keys = sorted({key_of(word) for word in words} | words)
    about = [(at + 1, 3 * at + 1, at, at % 3) if word_of(key) in words else (0,) * 4 for at, key in enumerate(keys)]
    shard = Shard(encode_shard(keys, np.array(about, np.int64), base, [(0, 77)]))
    assert shard.keys == keys
    found = {term.key: term for term in (shard.term(at) for at in range(len(keys)))}
    spans = sorted(span for term in found.values() for span in (term.head, term.documents, term.positions) if span[1])
    assert [begin for begin, _ in spans][:1] == [base][: len(spans)]
    assert all(begin + size == after for (begin, size), (after, _) in pairwise(spans))


def test_a_root_finds_the_shard_of_each_family() -> None:
    root = Root.decode(Root(["a", "hear", "zoo", "网站"], [5, 6, 7, 8]).encode())
    assert [root.shard(word) for word in ("", "a", "b", "hear", "heard", "zoo", "中", "网站", "站")] == [
        None, 0, 0, 1, 1, 2, 2, 3, 2,
    ]  # fmt: skip
    assert root.span(2) == (11, 7)
