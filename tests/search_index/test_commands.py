"""``daylight index`` and ``daylight search``: what they print, and what they say when something is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

import search_index
from publisher.commands import daylight
from publisher.errors import DaylightError
from publisher.serve import serving
from tests.search_index import corpus


def run(*arguments: str) -> Result:
    return CliRunner().invoke(daylight, list(arguments))


def said(*arguments: str) -> tuple[type[DaylightError], str]:
    """The error a command ends with."""
    error = run(*arguments).exception
    assert isinstance(error, DaylightError)
    return type(error), str(error)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Parquet file with the columns of the corpora beside the checkout, and one more."""
    path = tmp_path_factory.mktemp("table") / "notices.parquet"
    documents = corpus.documents(60)
    columns = {
        "id": list(range(60)),
        "lang": [document.lang for document in documents],
        "title": [document.title for document in documents],
        "dept": [document.department for document in documents],
        "type": [document.kind for document in documents],
        "date": [document.date for document in documents],
        "body": [document.body for document in documents],
        "other": [1.5] * 60,
    }
    pq.write_table(pa.table(columns), path)
    return path


@pytest.fixture(scope="module")
def built(table: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("built") / "index"
    result = run("index", str(table), "--out", str(out))
    assert result.exit_code == 0
    assert result.output.startswith("60 documents, ")
    return out


def test_json_is_what_the_reader_gives(built: Path) -> None:
    result = run("search", "notice", "--index", str(built), "--limit", "5", "--json")
    found = search_index.open(built).search("notice", limit=5)
    names = ("id", "kind", "title", "url", "date", "score", "tier")
    hits = [{name: getattr(hit, name) for name in names} for hit in found.hits]
    assert json.loads(result.output) == {"total": found.total, "exact": True, "hits": hits}
    assert len(hits) == 5


def test_filters_and_order_are_passed_on(built: Path) -> None:
    options = (
        "--kind",
        "rule",
        "--kind",
        "公告",
        "--department",
        "finance",
        "--from",
        "2012",
        "--to",
        "2020",
        "--sort",
        "date",
    )
    result = run("search", "", "--index", str(built), "--json", *options)
    found = search_index.open(built).search(
        "", kind=("rule", "公告"), department="finance", since="2012", until="2020", sort="date"
    )
    assert [hit["id"] for hit in json.loads(result.output)["hits"]] == [hit.id for hit in found.hits]
    assert 0 < found.total < 60


def test_words_for_people(built: Path) -> None:
    output = run("search", "一", "--index", str(built), "--limit", "1").output
    assert "Note: “一” is one character" in output
    assert "more; show them with --limit" in output


def test_over_http(built: Path) -> None:
    with serving(built) as address:
        result = run("search", "notice", "--index", address, "--json")
    assert result.output == run("search", "notice", "--index", str(built), "--json").output


def test_bodies_are_kept_when_asked(table: Path, built: Path, tmp_path: Path) -> None:
    assert run("index", str(table), "--out", str(tmp_path), "--text").exit_code == 0
    size = sum(path.stat().st_size for path in tmp_path.iterdir())
    assert size > sum(path.stat().st_size for path in built.iterdir())


def test_errors_say_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken.parquet"
    broken.write_text("not parquet", encoding="utf-8")
    wrong = tmp_path / "wrong.parquet"
    pq.write_table(pa.table({"name": ["x"]}), wrong)
    monkeypatch.chdir(tmp_path)
    out = ("--out", str(tmp_path / "out"))
    cases = {
        ("search", "x", "--index", str(tmp_path)): ("UsageError", "there is no search index in"),
        ("search", "x"): ("UsageError", "no portal.yml here"),
        ("index", str(tmp_path / "none.parquet"), *out): ("SourceError", "the file is not there"),
        ("index", str(broken), *out): ("SourceError", "cannot be read as Parquet"),
        ("index", str(wrong), *out): (
            "UsageError",
            "the table has no column id and no column title and no column body",
        ),
    }
    for arguments, (kind, words) in cases.items():
        found, text = said(*arguments)
        assert (found.__name__, words in text) == (kind, True), text
    assert not (tmp_path / "out" / "index.json").exists()


def test_help_has_examples() -> None:
    assert "daylight search '\"public hearing\" -budget'" in run("search", "--help").output
    assert "daylight index notices.parquet --out index/" in run("index", "--help").output


@pytest.mark.parametrize("option", ["--from", "--to"])
def test_a_date_that_is_none_is_a_usage_error(built: Path, option: str) -> None:
    kind, message = said("search", "notice", "--index", str(built), option, "31/12/2020")
    assert kind.exit_code == 2
    assert f"{option}: `31/12/2020` is no date" in message
