"""The browser's reader, run in node, gives the hits that Python gives."""

from __future__ import annotations

import importlib.util
import random
import string
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import search_index
from publisher.serve import serving
from search_index import Results, builder
from search_index.analysis import Folding, stem
from tests.hosts import plain_host
from tests.search_index import corpus, node
from tests.site import front_end

FIXED = (
    "网站", "網站", "ＡＢＣ", "互联网 安全", '"public hearing"', "public hearing", "hear*", "re*", "happy", "happiness",
    "relation*", "budget OR 预算", "title:budget -education", "一", "", '"unbalanced', "((",
    "from:2016-10 to:2017 预算",
    "国办发〔2016〕5号", "国办发[2016]5", "2013-10114", "S. 676", "kind:公告 网站", "department:财政 通知", "-通知",
    "a" * 600, "naïve", "strasse", "straße", "year's", "20,247,633", '(public OR notice) -tax "fiscal year"',
    "关于的通知", 'title:"public hearing"', "OR OR", "- -", "number:国办发〔2016〕5号", "至:2015年3月 预算",
    "部门:市财政局", "公告（一", "COVID-19疫情", "2016年", "the", "notice", "Budget", "public, hearing", "\U00020000网",
)  # fmt: skip

OPTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"limit": 5, "offset": 7},
    {"sort": "date"},
    {"kind": ["公告"]},
    {"kind": ["notice", "rule"], "department": ["finance"]},
    {"since": "2015"},
    {"since": "2014-05", "until": "2019-02-03"},
    {"facets": True},
    {"facets": True, "kind": ["notice"], "since": "2012"},
    {"limit": 100},
    {"until": "nonsense"},
)


ENDINGS = """
    ed ing ingly edly eed eedly s es ies ied ly ational tional enci anci abli izer ization ator alism aliti alli fulness
    ousli ousness iveness iviti biliti bli ogi ogist fulli lessli entli li ative icate iciti ical ful ness ement ment
    ent ion er ic e l ll y yed ying
"""
ROOTS = "arsen commun emerg gener inter later organ past univers succ proc exc even cann inn earr herr out"


def random_queries(count: int) -> list[tuple[str, dict[str, Any]]]:
    chance = random.Random(12)
    documents = corpus.documents(1500)
    queries = []
    for _ in range(count):
        if chance.random() < 0.3:
            text = chance.choice(documents).title or "x"
            begin = chance.randrange(len(text))
            query = text[begin : begin + chance.randint(1, 12)]
        else:
            before = ("", "", "", "-", "title:", '"', "(", "kind:", "from:")
            after = ("", "", "", "*", '"', ")", " OR", "年")
            words = corpus.PARTS_ZH + corpus.PARTS_EN
            parts = [
                chance.choice(before) + chance.choice(words) + chance.choice(after) for _ in range(chance.randint(1, 4))
            ]
            query = " ".join(parts)
        queries.append((query, chance.choice(OPTIONS)))
    return queries


def ours(results: Results, *, facets: bool) -> dict[str, Any]:
    """Python's results in the words of the browser's."""
    hits = [
        {
            "id": hit.id, "kind": hit.kind, "title": hit.title, "titles": dict(hit.titles), "url": hit.url,
            "date": hit.date, "department": hit.department, "score": hit.score, "tier": hit.tier,
            "titleMarks": [list(span) for span in hit.title_marks],
        }
        for hit in results.hits
    ]  # fmt: skip
    names = ("kind", "department", "year")
    counts = {name: [list(pair) for pair in getattr(results.facets, name)] for name in names}
    return {
        "total": results.total,
        "exact": results.exact,
        "notes": [{"code": note.code, "value": note.value} for note in results.notes],
        "hits": hits,
        "passages": [
            {"text": hit.snippet.text, "marks": [list(span) for span in hit.snippet.marks]} for hit in results.hits
        ],
        "facets": counts if facets else None,
    }


def theirs(answer: dict[str, Any]) -> dict[str, Any]:
    hits = [{name: value for name, value in hit.items() if name not in ("snippet", "text")} for hit in answer["hits"]]
    return {**{name: answer[name] for name in ("total", "exact", "notes", "passages", "facets")}, "hits": hits}


def compare(folder: Path, queries: list[tuple[str, dict[str, Any]]], answers: list[dict[str, Any]]) -> None:
    index = search_index.open(folder)
    for (query, options), answer in zip(queries, answers, strict=True):
        asked = {name: value for name, value in options.items() if name != "facets"}
        expected = ours(index.search(query, **asked), facets=options.get("facets", False))
        assert theirs(answer) == expected, (query, options)


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return node.bundled("searching", tmp_path_factory.mktemp("node"))


def test_both_readers_give_the_same(small: Path, script: Path) -> None:
    queries = [(query, options) for query in FIXED for options in ({}, {"facets": True})] + random_queries(200)
    with serving(small) as address:
        answers = node.run(script, {"base": f"{address}/", "queries": queries})
    compare(small, queries, answers)
    assert sum(answer["total"] > 0 for answer in answers) > len(queries) // 3


def test_the_same_from_a_cold_start_and_without_ranges(small: Path, script: Path) -> None:
    queries: list[tuple[str, dict[str, Any]]] = [(query, {}) for query in FIXED[:12]]
    with plain_host(small) as address:
        answers = node.run(script, {"base": f"{address}/", "queries": queries, "cold": True})
    compare(small, queries, answers)


def test_heads_answer_as_whole_lists_do(tmp_path: Path, script: Path) -> None:
    """Lists long enough for heads: the browser reads those alone, Python the whole lists."""
    chance = random.Random(3)
    words = ("notice", "notices", "notice notices", "noticed and more words", "网站", "網站", "网站管理", "other")
    documents = [
        search_index.SearchDocument(
            id=f"{place}",
            title=chance.choice(words) if chance.random() < 0.3 else "x",
            body=" ".join(chance.choices(words, k=chance.randint(1, 9))),
        )
        for place in range(6000)
    ]
    search_index.build(documents, tmp_path, text=False)
    queries = [
        (query, {"limit": 40, "offset": at}) for query in ("notice", "notices", "网站", "x") for at in (0, 80, 120)
    ]
    with serving(tmp_path) as address:
        answers = node.run(script, {"base": f"{address}/", "queries": queries, "cold": True})
    compare(tmp_path, queries, answers)
    lists = [sum(size for name, size in answer["files"] if name.startswith("postings")) for answer in answers]
    quick = [size for (_, options), size in zip(queries, lists, strict=True) if not options["offset"]]
    whole = [size for (_, options), size in zip(queries, lists, strict=True) if options["offset"] == 120]
    assert all(few < many for few, many in zip(quick, whole, strict=True))


COLD = (
    "notice", "网站", "budget tax", '"public hearing"', "政务服务", "互联网 安全", "網站", "国办发〔2016〕5号",
    "notice hearing budget",
)  # fmt: skip
"""One term, several, phrases, in traditional characters, a document number."""

COLD_OPTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"kind": ["notice"]},
    {"department": ["finance"]},
    {"since": "2015", "until": "2018"},
)


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of 9,000 documents whose results lie far apart."""
    folder = tmp_path_factory.mktemp("wide")
    chance = random.Random(9)
    words = ["".join(chance.choices(string.ascii_lowercase, k=6)) for _ in range(9000)]
    documents = [
        replace(document, id=f"{at}", body=f"{document.body} {' '.join(chance.choices(words, k=120))}")
        for at, document in enumerate(6 * corpus.documents(1500))
    ]
    search_index.build(documents, folder)
    return folder


@pytest.mark.parametrize("index", ["small", "wide"])
def test_a_cold_search_takes_few_requests(request: pytest.FixtureRequest, index: str, script: Path) -> None:
    """Promise of docs/search-format.md: fourteen requests, four one after the other, sixty or a hundred kilobytes."""
    asked = [(query, {"limit": 10, "requests": 14, **options}) for query in COLD for options in COLD_OPTIONS]
    with serving(request.getfixturevalue(index)) as address:
        answers = node.run(script, {"base": f"{address}/", "queries": asked, "cold": True})
    too_many = [
        (query, options, answer["requests"], answer["steps"], answer["bytes"])
        for (query, options), answer in zip(asked, answers, strict=True)
        if answer["requests"] > 14 or answer["steps"] > 4 or answer["bytes"] > (100_000 if " " in query else 60_000)
    ]
    assert too_many == []
    assert all(len(answer["hits"]) >= min(answer["total"], 5) for answer in answers)
    assert sum(answer["total"] > 9 for answer in answers) > 12


def test_the_folding_table_is_fetched_when_a_text_needs_it(tmp_path: Path, script: Path) -> None:
    """Queries in simplified characters, with accents or full width do without; those in traditional ones do not."""
    documents = [
        search_index.SearchDocument(id="plain", title="网站 café ＡＢＣ", body="安全，管理"),
        search_index.SearchDocument(id="other", title="採購", body="采购"),
        *(search_index.SearchDocument(id=f"{at}", title="Others", body="") for at in range(100)),
    ]
    search_index.build(documents, tmp_path)
    asked = ("网站", "café", "ＡＢＣ", "安全，管理", "網站", "采购", "ς")
    queries: list[tuple[str, dict[str, Any]]] = [(query, {}) for query in asked]
    with serving(tmp_path) as address:
        answers = node.run(script, {"base": f"{address}/", "queries": queries, "cold": True})
    compare(tmp_path, queries, answers)
    fetched = [any(name.startswith("fold") for name, _ in answer["files"]) for answer in answers]
    assert fetched == [False, False, False, False, True, True, True]
    search_index.build(documents[:2], tmp_path)
    with serving(tmp_path) as address:
        (answer,) = node.run(script, {"base": f"{address}/", "queries": queries[:1], "cold": True})
    assert any(name.startswith("fold") for name, _ in answer["files"]), "of a mixed index, with the words"


def test_another_folding_table_is_taken_from_the_index(tmp_path: Path, script: Path) -> None:
    """An index of another version of the tables is read by its own, though the scripts know another."""
    folding = Folding(traditional={"网": "綱"}, cases={})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builder, "default_folding", lambda: folding)
        search_index.build([search_index.SearchDocument(id="one", title="网站", body="")], tmp_path)
    queries: list[tuple[str, dict[str, Any]]] = [("网站", {}), ("綱站", {}), ("網站", {})]
    with serving(tmp_path) as address:
        answers = node.run(script, {"base": f"{address}/", "queries": queries, "cold": True})
    assert [answer["total"] for answer in answers] == [1, 1, 0]
    compare(tmp_path, queries, answers)


def test_the_scripts_know_what_the_table_changes() -> None:
    """If this fails, OpenCC or Unicode changed: run ``python site_templates/foldable.py``."""
    place = front_end.FOLDER / "foldable.py"
    spec = importlib.util.spec_from_file_location("foldable", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.OUT.read_text(encoding="utf-8") == module.module()


def test_a_host_without_ranges_sends_each_file_once(wide: Path, script: Path) -> None:
    queries: list[tuple[str, dict[str, Any]]] = [("互联网 安全", {"kind": ["notice"]})]
    with plain_host(wide) as address:
        (answer,) = node.run(script, {"base": f"{address}/", "queries": queries, "cold": False})
    compare(wide, queries, [answer])
    # The first ranges are asked for together, before the host is known: one of each term's.
    ones = Counter(name for name, _ in answer["files"] if not name.startswith("terms"))
    assert (set(ones.values()), len(answer["files"]) <= 14) == ({1}, True)


def test_stems_are_the_same(tmp_path: Path) -> None:
    chance = random.Random(6)
    endings = ENDINGS.split()
    roots = ["".join(chance.choices("aeiouybcdlnrstgpmfzwx", k=chance.randint(1, 7))) for _ in range(2500)]
    roots += ROOTS.split()
    words = sorted({root + ending for root in roots for ending in chance.sample(endings, 4)} | set(roots))
    words += [
        "skis",
        "skies",
        "idly",
        "gently",
        "ugly",
        "early",
        "only",
        "singly",
        "news",
        "sky",
        "dying",
        *string.ascii_lowercase,
    ]
    assert len(words) > 8000
    assert node.run(node.bundled("stemming", tmp_path), words) == [stem(word) for word in words]
