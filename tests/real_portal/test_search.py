"""Every title, number and phrase of the real documents leads to its document first, by the published index."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import search_index
from publisher.publish import Outcome


@dataclass(frozen=True, kw_only=True)
class Query:
    """What a person types, and the address of the document it must lead to."""

    kind: str
    text: str
    wanted: str


@pytest.fixture(scope="session")
def queries(shared: Path) -> list[Query]:
    """The queries of ``bench/score_documents.py``: two phrases a document, Chinese titles, and document numbers."""
    with (shared / "documents" / "index.csv").open(encoding="utf-8", newline="") as stream:
        return [query for row in csv.DictReader(stream) for query in _queries(row)]


@pytest.fixture(scope="session")
def index(published: Outcome, real_portal: Path) -> search_index.SearchIndex:
    """The index as a reader finds it on the live site."""
    assert published.live
    return search_index.open(real_portal / "public" / "search" / "index")


def test_every_document_is_published(published: Outcome, queries: list[Query]) -> None:
    papers = next(line for line in published.datasets if line.id == "papers")
    assert (papers.result, papers.rows_out) == ("published", len({query.wanted for query in queries}))


def test_every_query_finds_its_document_first(index: search_index.SearchIndex, queries: list[Query]) -> None:
    first = {query: [hit.url for hit in index.search(query.text).hits[:1]] for query in queries}
    assert len(queries) > 60
    assert [(query, found) for query, found in first.items() if found != [query.wanted]] == []


def _queries(row: dict[str, str]) -> Iterator[Query]:
    wanted = f"/documents/papers-{Path(row['file']).stem}/"
    for phrase in json.loads(row["must_find_phrases"]):
        yield Query(kind="phrase", text=phrase, wanted=wanted)
    if row["language"] == "zh":
        yield Query(kind="title", text=row["title"], wanted=wanted)
    if row["doc_number"]:
        yield Query(kind="number", text=row["doc_number"], wanted=wanted)
