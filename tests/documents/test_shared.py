"""Real papers beside the checkout: their metadata, their words in the text, and hostile files that end well."""

from __future__ import annotations

import csv
import json
import time
from pathlib import Path

import pytest

from publisher.documents import Document, read, to_json, to_text
from publisher.errors import SourceError
from publisher.files import sha256_file
from publisher.snapshot import Snapshot
from tests.documents.made import collection, read_file
from tests.documents.score_index import make_index


@pytest.fixture(scope="module")
def rows(shared: Path) -> list[dict[str, str]]:
    """What ``index.csv`` says of each paper."""
    with (shared / "documents" / "index.csv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def papers(shared: Path, rows: list[dict[str, str]]) -> dict[str, Document]:
    return {row["file"]: read_file(shared / "documents" / row["file"]) for row in rows}


def test_metadata_is_what_the_list_says(rows: list[dict[str, str]], papers: dict[str, Document]) -> None:
    wrong = []
    for row in rows:
        paper = papers[row["file"]]
        told = {
            "title": (row["title"] if row["language"] == "zh" else "", paper.title),
            "number": (row["doc_number"], paper.number),
            "issuers": (row["issuing_office"], "、".join(paper.issuers)),
            "written": (row["date"], paper.written),
            "language": (row["language"], paper.language),
        }
        wrong += [(row["file"], name, *pair) for name, pair in told.items() if pair[0] and pair[0] != pair[1]]
    assert wrong == []


def test_every_query_has_its_paper_first(shared: Path, rows: list[dict[str, str]]) -> None:
    search = make_index([str(shared / "documents" / row["file"]) for row in rows])
    queries = [(row["file"], phrase) for row in rows for phrase in json.loads(row["must_find_phrases"])]
    queries += [(row["file"], row["title"]) for row in rows if row["language"] == "zh"]
    queries += [(row["file"], row["doc_number"]) for row in rows if row["doc_number"]]
    assert [(file, query) for file, query in queries if search(query)[:1] != [file]] == []


def test_pages_are_kept_and_dates_that_disagree_are_told(papers: dict[str, Document]) -> None:
    paged = {name: paper for name, paper in papers.items() if paper.pages}
    assert all(block.page for paper in paged.values() for block in paper.blocks)
    told = {
        name: issue.note for name, paper in papers.items() for issue in paper.issues if issue.code == "date-disagrees"
    }
    assert told == {"cn05.html": "written: 2004-04-17 in the page's labels, 2004-04-27 in its text"}


def test_sixty_policies_by_their_text_alone(shared: Path, tmp_path: Path) -> None:
    """Title, issuers and written date of State Council papers without their page's labels."""
    lines = (shared / "services" / "policies" / "statecouncil_docs_60.jsonl").read_text(encoding="utf-8").splitlines()
    right = dict.fromkeys(("title", "issuer", "number", "written"), 0)
    guessed = []
    for place, line in enumerate(lines):
        policy = json.loads(line)
        path = tmp_path / f"{place}.txt"
        path.write_text(policy["text"], encoding="utf-8")
        paper = read_file(path)
        right["title"] += paper.title == policy["title"]
        right["issuer"] += "、".join(paper.issuers) == policy["issuer"]
        right["number"] += paper.number == policy["doc_number"]
        right["written"] += paper.written == policy["written_date"]
        if paper.written not in {policy["written_date"], None}:
            guessed.append((policy["doc_number"], paper.written))
    # Two orders give their number in full; one date has a broken mark in its signature; one page contradicts itself.
    assert right == {"title": 60, "issuer": 60, "number": 58, "written": 58}
    assert guessed == [("国办函〔2004〕36号", "2004-04-27")]


def test_raw_pages_of_policies(shared: Path) -> None:
    folder = shared / "services" / "policies"
    found = [read_file(folder / f"govcn_raw_{number}.html") for number in (1, 2, 3)]
    assert [(paper.number, paper.written, paper.published, paper.issues) for paper in found] == [
        ("国发〔2019〕5号", "2019-01-27", "2019-02-15", ()),
        ("国办发〔2019〕6号", "2019-01-22", "2019-02-14", ()),
        ("国发〔2019〕4号", "2019-01-24", "2019-02-13", ()),
    ]


@pytest.mark.parametrize("folder", ["html", "pdf", "xml", "zip", "disclosure", "office_fuzz", "text"])
def test_hostile_files_end_in_a_document_or_in_words(shared: Path, folder: str) -> None:
    files = [path for path in sorted((shared / "hostile" / folder).iterdir()) if path.is_file()]
    slow = []
    for path in files:
        began = time.monotonic()
        snapshot = Snapshot(name=f"raw/{path.name}", path=path, sha256=sha256_file(path), size=path.stat().st_size)
        try:
            document = read(snapshot, collection(), ("en", "zh"))
        except SourceError as error:
            assert error.place is not None and error.place.file.startswith(f"raw/{path.name}") and error.remedy
        else:
            assert to_json(document).encode() and to_text(document).encode()
        if time.monotonic() - began > 5:
            slow.append(path.name)
    assert slow == []


@pytest.mark.parametrize(
    "name", ["gen_deleted_text", "gen_hidden_text", "gen_comment", "gen_author", "gen_footnote_part"]
)
def test_what_word_hides_is_not_published(shared: Path, name: str) -> None:
    document = read_file(shared / "hostile" / "disclosure" / f"{name}.docx")
    assert "SECRET-599159" not in document.text
    assert "public text of the notice" in document.text
