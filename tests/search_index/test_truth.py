"""Phrases against a plain scan of the folded text: across line breaks, not across punctuation."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import search_index
from search_index import SearchDocument, SearchIndex
from search_index.analysis import WORD, fold, stem, units
from tests.search_index import corpus

HAN_RUN = re.compile("[\u4e00-\u9fff]{2,}")
LETTER = "[^\\W_\u3040-\u9fff]"
WORD_RUN = re.compile(r"[A-Za-z]+(?: [A-Za-z]+){0,2}")


class Scan:
    """The plain scan."""

    def __init__(self, documents: Sequence[SearchDocument]) -> None:
        fields = [(d.id, [fold(text) for text in (d.title, *d.titles.values(), d.body)]) for d in documents]
        self.joined = [(name, [re.sub(r"\s+", "", text) for text in texts]) for name, texts in fields]
        self.spaced = [(name, [re.sub(r"\s+", " ", text) for text in texts]) for name, texts in fields]

    def characters(self, run: str) -> set[str]:
        wanted = fold(run)
        return {name for name, texts in self.joined if any(wanted in text for text in texts)}

    def words(self, words: str) -> set[str]:
        wanted = re.compile(rf"(?<!{LETTER}){re.escape(fold(words))}(?!{LETTER})")
        return {name for name, texts in self.spaced if any(wanted.search(text) for text in texts)}


def differences(
    index: SearchIndex, documents: Sequence[SearchDocument], count: int, seed: int
) -> list[tuple[str, int, int]]:
    """Queries whose hits are not those of the scan, with how many are missing and how many too many."""
    chance = random.Random(seed)
    scan = Scan(documents)
    runs = [run for d in documents for run in HAN_RUN.findall(re.sub(r"\s+", "", d.body))]
    words = [run for d in documents for run in WORD_RUN.findall(re.sub(r"\s+", " ", d.body))]
    queries = []
    for _ in range(count):
        run = chance.choice(runs)
        size = min(len(run), chance.randint(2, 6))
        begin = chance.randint(0, len(run) - size)
        queries.append((run[begin : begin + size], scan.characters(run[begin : begin + size])))
        phrase = chance.choice(words)
        queries.append((f'"{phrase}"', scan.words(phrase)))
    wrong = []
    for query, truth in queries:
        results = index.search(query, limit=len(documents))
        hits = {hit.id for hit in results.hits}
        if hits != truth or results.total != len(truth):
            wrong.append((query, len(truth - hits), len(hits - truth)))
    return wrong


def test_phrases_are_exact(small: Path) -> None:
    assert differences(search_index.open(small), corpus.documents(1500), 30, seed=9) == []


def test_phrases_are_exact_over_real_notices(shared: Path, tmp_path: Path) -> None:
    rows = pq.read_table(shared / "search" / "c10k.parquet").slice(0, 1200).to_pylist()
    documents = [SearchDocument(id=str(row["id"]), title=row["title"], body=row["body"]) for row in rows]
    search_index.build(documents, tmp_path, text=False)
    assert differences(search_index.open(tmp_path), documents, 60, seed=3) == []


@pytest.fixture(scope="module")
def words() -> dict[str, set[str]]:
    """The words of each document."""
    return {
        document.id: {
            unit.text
            for text in (document.title, *document.titles.values(), document.body)
            for unit in units(text)
            if unit.kind == WORD
        }
        for document in corpus.documents(1500)
    }


@pytest.mark.parametrize("word", ["hearing", "happy", "tax", "notice", "relational"])
def test_a_word_finds_all_its_forms(small: Path, words: dict[str, set[str]], word: str) -> None:
    wanted = {name for name, held in words.items() if any(stem(other) == stem(word) for other in held)}
    results = search_index.open(small).search(word, limit=2000)
    assert ({hit.id for hit in results.hits}, results.total) == (wanted, len(wanted))


@pytest.mark.parametrize("prefix", ["hear", "hea", "relation", "relatio", "n", "happin", "budgets"])
def test_a_prefix_finds_every_word_that_begins_so(small: Path, words: dict[str, set[str]], prefix: str) -> None:
    wanted = {name for name, held in words.items() if any(other.startswith(prefix) for other in held)}
    assert {hit.id for hit in search_index.open(small).search(prefix + "*", limit=2000).hits} == wanted
