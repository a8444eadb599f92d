"""The browser's reader, run in node, gives the hits that Python gives."""

from __future__ import annotations

import random
import string
from pathlib import Path
from typing import Any

import pytest

import search_index
from publisher.serve import serving
from search_index import Results
from search_index.analysis import stem
from tests.search_index import corpus, node
from tests.search_index.test_store import without_ranges

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
    with without_ranges(small) as address:
        answers = node.run(script, {"base": f"{address}/", "queries": queries, "cold": True})
    compare(small, queries, answers)


def test_heads_answer_as_whole_lists_do(tmp_path: Path, script: Path) -> None:
    """Lists long enough for heads: the browser reads those alone, Python the whole lists."""
    chance = random.Random(3)
    words = ("notice", "notices", "notice notices", "noticed and more words", "网站", "网站管理", "other")
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
    quick = [answer["bytes"] for (_, options), answer in zip(queries, answers, strict=True) if not options["offset"]]
    whole = [answer["bytes"] for (_, options), answer in zip(queries, answers, strict=True) if options["offset"] == 120]
    assert all(few < many for few, many in zip(quick, whole, strict=True))


def test_a_cold_search_is_small(small: Path, script: Path) -> None:
    queries: list[tuple[str, dict[str, Any]]] = [(query, {"limit": 10}) for query in ("notice", "网站", "budget tax")]
    with serving(small) as address:
        answers = node.run(script, {"base": f"{address}/", "queries": queries, "cold": True})
    assert [(answer["requests"] <= 18, answer["bytes"] < 60_000) for answer in answers] == [(True, True)] * 3


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
