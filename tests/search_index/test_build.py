"""The same documents give the same bytes; what is wrong with them is said."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

import search_index
from search_index import SearchDocument, SearchError, builder
from tests.search_index import corpus


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_order_and_batches_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = corpus.documents(300)
    search_index.build(documents, tmp_path / "a")
    random.Random(1).shuffle(documents)
    monkeypatch.setattr(builder, "BATCH_CHARS", 20_000)
    summary = search_index.build(iter(documents), tmp_path / "b")
    assert bytes_of(tmp_path / "a") == bytes_of(tmp_path / "b")
    assert {name: len(data) for name, data in bytes_of(tmp_path / "b").items()} == dict(summary.files)
    assert summary.documents == 300


def test_small_buckets_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = corpus.documents(300)
    search_index.build(documents, tmp_path / "a")
    monkeypatch.setattr("search_index.merge.BUCKET", 2048)
    monkeypatch.setattr("search_index.merge._SAMPLE", 16)
    search_index.build(documents, tmp_path / "b")
    assert bytes_of(tmp_path / "a") == bytes_of(tmp_path / "b")


def test_building_again_leaves_no_old_file(tmp_path: Path) -> None:
    (tmp_path / "keep.txt").write_text("not ours", encoding="utf-8")
    search_index.build(corpus.documents(50), tmp_path)
    summary = search_index.build(corpus.documents(60), tmp_path)
    assert set(bytes_of(tmp_path)) == {name for name, _ in summary.files} | {"keep.txt"}


def test_cards_too_long_for_a_page_are_kept(tmp_path: Path) -> None:
    chance = random.Random(2)
    documents = [
        replace(document, title=corpus.text(chance, "zh", 400), url="/" + "".join(chance.choices("abcdef0123", k=900)))
        for document in corpus.documents(40)
    ]
    search_index.build(documents, tmp_path)
    hits = search_index.open(tmp_path).search("", limit=100).hits
    assert {(hit.id, hit.url) for hit in hits} == {(document.id, document.url) for document in documents}


def test_volumes_are_cut_and_read_across_cuts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = corpus.documents(400)
    search_index.build(documents, tmp_path / "whole")
    monkeypatch.setattr("search_index.volumes.PIECE", 1000)
    search_index.build(documents, tmp_path / "cut")
    entry = json.loads((tmp_path / "cut" / "index.json").read_text(encoding="utf-8"))
    assert len(entry["segments"][0]["volumes"]["postings"]) > 10
    whole, cut = search_index.open(tmp_path / "whole"), search_index.open(tmp_path / "cut")
    for query in ("网站", '"public hearing"', "notice", "常务委员会"):
        assert whole.search(query) == cut.search(query)


def test_a_table_is_built_like_documents(tmp_path: Path) -> None:
    documents = [replace(document, titles={}, numbers=(), url="") for document in corpus.documents(80)]
    names = ("id", "title", "body", "lang", "type", "dept", "date")
    rows = [(d.id, d.title, d.body, d.lang, d.kind, d.department, d.date) for d in documents]
    table = pa.table({name: list(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)})
    search_index.build(documents, tmp_path / "documents")
    search_index.build(table, tmp_path / "table")
    assert bytes_of(tmp_path / "documents") == bytes_of(tmp_path / "table")


def test_numbers_as_ids_and_dates_as_dates(tmp_path: Path) -> None:
    days = pa.array([17_000, None], pa.date32())
    search_index.build(pa.table({"id": [1, 2], "title": ["a", None], "body": ["x", "x"], "date": days}), tmp_path)
    assert [(hit.id, hit.date) for hit in search_index.open(tmp_path).search("x").hits] == [
        ("1", "2016-07-18"),
        ("2", None),
    ]


@pytest.mark.parametrize(
    ("documents", "words"),
    [
        ([SearchDocument(id="a", title="", body="")] * 2, "two documents have the id 'a'"),
        ([SearchDocument(id="a", title="", body="", date="2016-13-01")], "'2016-13-01' is no date"),
        ([SearchDocument(id="a", title="", body="", date="8 May")], "'8 May' is no date"),
        (pa.table({"id": [1], "text": ["x"]}), "no column title and no column body; it has id, text"),
        (pa.table({"id": pa.array([None], pa.string()), "title": ["x"], "body": ["x"]}), "a row has no id"),
    ],
    ids=["same id", "no such month", "words", "columns", "no id"],
)  # fmt: skip
def test_what_is_wrong_is_said(tmp_path: Path, documents: object, words: str) -> None:
    with pytest.raises(SearchError, match=words):
        search_index.build(documents, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SearchError, match="cannot be written"):
        search_index.build([], tmp_path / "file")
