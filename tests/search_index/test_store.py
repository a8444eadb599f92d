"""Indexes in folders and on servers, with ranges and without; and those that are not there, old or damaged."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import search_index
from publisher.serve import serving
from search_index import SearchError
from tests.hosts import plain_host

QUERIES = ("网站", '"public hearing"', "notice", "常务委员会", "国办发〔2016〕5号")


@pytest.mark.parametrize("serve", [serving, plain_host], ids=["ranges", "whole files"])
def test_over_http_as_from_a_folder(small: Path, serve: object) -> None:
    local = search_index.open(small)
    with serve(small) as address:  # type: ignore[operator]
        remote = search_index.open(address)
        assert [remote.search(query) for query in QUERIES] == [local.search(query) for query in QUERIES]


def test_no_index_there(tmp_path: Path, small: Path) -> None:
    with pytest.raises(SearchError, match="there is no search index in"):
        search_index.open(tmp_path)
    with serving(small) as address, pytest.raises(SearchError, match="is this the address of a search index"):
        search_index.open(f"{address}/nowhere")
    with pytest.raises(SearchError, match="cannot be read"):
        search_index.open("http://127.0.0.1:9/")


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("not json", "not the entry of a search index"),
        ("[]", "not the entry of a search index"),
        ('{"format": "daylight-search", "version": 99}', "format version 99, this program reads 2"),
        ('{"format": "other", "version": 2}', "build it again"),
    ],
)
def test_another_entry(tmp_path: Path, entry: str, words: str) -> None:
    (tmp_path / "index.json").write_text(entry, encoding="utf-8")
    with pytest.raises(SearchError, match=words):
        search_index.open(tmp_path)


def test_damage_is_said(tmp_path: Path, small: Path) -> None:
    folder = tmp_path / "index"
    shutil.copytree(small, folder)
    name = json.loads((folder / "index.json").read_text(encoding="utf-8"))["segments"][0]["volumes"]["terms"][0][0]
    data = (folder / name).read_bytes()
    (folder / name).write_bytes(b"\xff" * len(data))
    with pytest.raises(SearchError, match="damaged"):
        search_index.open(folder).search("notice")
    (folder / name).write_bytes(data[:10])
    with pytest.raises(SearchError, match="shorter than the index says"):
        search_index.open(folder).search("notice")
    (folder / name).unlink()
    with pytest.raises(SearchError, match="cannot be read"):
        search_index.open(folder).search("notice")
