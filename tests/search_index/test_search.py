"""What is found, in what order, and what is said about it."""

from __future__ import annotations

from pathlib import Path

import pytest

import search_index
from search_index import SearchDocument, SearchIndex


def document(name: str, title: str, body: str = "", **more: object) -> SearchDocument:
    return SearchDocument(id=name, title=title, body=body, **more)  # type: ignore[arg-type]


DOCUMENTS = (
    document("site", "关于网站管理的通知", "政府网站应当更新。电子\n证照全面推行。", kind="notice", date="2016-10-08"),
    document("trad", "網站管理辦法", "各機關網站。", kind="rule", department="办公厅", date="2017-01-01"),
    document("body", "年度工作", "本年加强网站建设，电子，证照分开。", kind="notice", date="2018-05-05"),
    document("wide", "ＡＢＣ 计划", "ＣＯＶＩＤ-19 疫情，2016年度报告，第3条规定。", date="2015-02"),
    document("hear", "Public hearing on the budget", "The public hearing is on Monday.", date="2020-01-01"),
    document("heard", "Minutes", "Residents were heard. Hearings, public, continue.", date="2021-01-01"),
    document("comma", "Agenda", "It is public, hearing follows.", date="2022-01-01"),
    document("cites", "关于贯彻国发〔2016〕55号文件的意见", "根据国发〔2016〕55号，制定本意见。", date="2019-01-01"),
    document("number", "十三五规划", "全文如下。", numbers=("国发〔2016〕55号",), date="2016-09-01"),
    document("other", "关于国办发〔2016〕55号的说明", "国办发(2016)55号。", date="2020-09-01"),
    document("order", "行政法规制定程序条例", "国务院令第707号公布。", date=None),
    document("bill", "Clean water act", "A bill.", numbers=("S. 676",)),
    document("cited", "Report on bills", "See S. 676 and S.677.", date="2022-02-02"),
    document("two", "Road works", titles={"zh": "道路工程", "en": "Road works"}, url="/services/two/", kind="service"),
)  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    folder = tmp_path_factory.mktemp("hand")
    search_index.build(DOCUMENTS, folder)
    return search_index.open(folder)


def found(index: SearchIndex, query: str, **more: object) -> list[str]:
    return [hit.id for hit in index.search(query, **more).hits]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        # script, width, case
        ("网站", ["site", "trad", "body"]),
        ("網站", ["trad", "site", "body"]),
        ("abc", ["wide"]),
        ("ｃｏｖｉｄ", ["wide"]),
        # phrases: across line breaks, not across punctuation
        ("电子证照", ["site"]),
        ('"电子证照"', ["site"]),
        ('"public hearing"', ["hear"]),
        ('"hearing on the budget"', ["hear"]),
        # words in any form; exact first
        ("hearing", ["hear", "comma", "heard"]),
        ('"hearings"', ["heard"]),
        ("public hearing", ["hear", "comma", "heard"]),
        # a digit run beside Han characters
        ("2016年", ["wide"]),
        ("第3条", ["wide"]),
        ("covid-19疫情", ["wide"]),
        # operators
        ("网站 -年度", ["site", "trad"]),
        ("minutes OR agenda", ["comma", "heard"]),
        ("(minutes OR agenda) follows", ["comma"]),
        ("网站 NOT (管理 OR 年度)", []),
        ("resid*", ["heard"]),
        ("title:网站", ["site", "trad"]),
        ("标题:网站", ["site", "trad"]),
        ("kind:rule 网站", ["trad"]),
        ("department:办公 网站", ["trad"]),
        ("网站 from:2017", ["trad", "body"]),
        ("网站 to:2016年10月", ["site"]),
        ("网站 from:2016-10-08 to:2016-10-08", ["site"]),
        # one character: titles
        ("网", ["site", "trad"]),
        # titles in every language
        ("道路工程", ["two"]),
        ("road", ["two"]),
        # document numbers: its own first, then those that cite it, never another office's
        ("国发〔2016〕55号", ["number", "cites"]),
        ("国发[2016]55", ["number", "cites"]),
        ("國發（２０１６）５５號", ["number", "cites"]),
        ("国发2016年第55号", ["number", "cites"]),
        ("number:国发〔2016〕55号", ["number"]),
        ("国办发〔2016〕55号", ["other"]),
        ("国务院令第 707 号", ["order"]),
        ("S. 676", ["bill", "cited"]),
        # an exact title
        ("关于网站管理的通知", ["site"]),
        ("Minutes", ["heard"]),
        ("国 务 院 令 第７０７号", ["order"]),
    ],
)  # fmt: skip
def test_found(index: SearchIndex, query: str, hits: list[str]) -> None:
    assert found(index, query) == hits


@pytest.mark.parametrize(
    ("query", "tiers"),
    [
        ("网站", {"site": "exact", "body": "exact", "trad": "folded"}),
        ("網站", {"site": "folded", "body": "folded", "trad": "exact"}),
        ("hearing", {"hear": "exact", "comma": "exact", "heard": "stem"}),
        ("hear*", {"hear": "prefix", "comma": "prefix", "heard": "prefix"}),
    ],
)
def test_tiers(index: SearchIndex, query: str, tiers: dict[str, str]) -> None:
    assert {hit.id: hit.tier for hit in index.search(query).hits} == tiers


@pytest.mark.parametrize(
    ("query", "codes", "total"),
    [
        ("", ["empty"], len(DOCUMENTS)),
        ("   ", ["empty"], len(DOCUMENTS)),
        ("，。!", ["no-words"], len(DOCUMENTS)),
        ("OR", ["no-words"], len(DOCUMENTS)),
        ("AND OR NOT", ["no-words"], len(DOCUMENTS)),
        ("-", ["no-words"], len(DOCUMENTS)),
        ("()", ["no-words"], len(DOCUMENTS)),
        ("((((", ["unbalanced-group", "no-words"], len(DOCUMENTS)),
        (")))", ["no-words"], len(DOCUMENTS)),
        ('"', ["unbalanced-quote", "no-words"], len(DOCUMENTS)),
        ('"public hearing', ["unbalanced-quote"], 1),
        ("(minutes", ["unbalanced-group"], 1),
        ("-网站", ["only-exclusions"], len(DOCUMENTS) - 3),
        ("网", ["one-character"], 2),
        ("from:yesterday 网站", ["bad-date"], 3),
        ("from: 网站", ["bad-date"], 3),
        ("kind:nothing 网站", ["unknown-value"], 0),
        ("电子，证照全面", ["relaxed"], 1),
        ("网站 " + "x" * 10_000, ["too-long"], 0),
        ("网站 " * 60, ["too-many"], 3),
        ("( " * 40 + "网站", ["unbalanced-group"], 3),
        ("title: kind: 网站", [], 3),
        ("\0\ud800 网站", [], 3),
    ],
)  # fmt: skip
def test_bad_queries_are_understood_and_said(index: SearchIndex, query: str, codes: list[str], total: int) -> None:
    results = index.search(query)
    assert ([note.code for note in results.notes], results.total, results.exact) == (codes, total, True)


def test_filters_facets_and_order(index: SearchIndex) -> None:
    results = index.search("网站", kind="notice")
    assert [hit.id for hit in results.hits] == ["site", "body"]
    assert results.facets.kind == (("notice", 2), ("rule", 1))
    assert results.facets.year == (("2018", 1), ("2016", 1))
    assert found(index, "网站", sort="date") == ["body", "trad", "site"]
    assert found(index, "网站", since="2017", until="2017") == ["trad"]
    assert found(index, "网站", department=["办公厅"]) == ["trad"]
    assert found(index, "网站", limit=1, offset=1) == ["trad"]
    assert found(index, "", limit=3) == ["cited", "comma", "heard"]
    assert index.search("网站", limit=0).total == 3


def test_hits_show_where_they_match(index: SearchIndex) -> None:
    first, second, _ = index.search("網站").hits
    assert [second.title[a:b] for a, b in second.title_marks] == ["网站"]
    assert [first.title[a:b] for a, b in first.title_marks] == ["網站"]
    (hit,) = index.search("电子证照").hits
    assert [hit.snippet.text[a:b] for a, b in hit.snippet.marks] == ["电子 证照"]
    (number, cites) = index.search("国发（2016）55").hits
    assert [cites.snippet.text[a:b] for a, b in cites.snippet.marks] == ["国发〔2016〕55号"]
    assert number.date == "2016-09-01"


def test_the_passage_far_into_a_body_is_shown(tmp_path: Path) -> None:
    body = "开始。" + "甲乙丙丁。" * 4000 + "目标在此。" + "戊己庚辛。" * 4000
    search_index.build([document("long", "长文", body), document("b", "短", "目标")], tmp_path)
    hit = next(hit for hit in search_index.open(tmp_path).search("目标在此").hits if hit.id == "long")
    assert [hit.snippet.text[a:b] for a, b in hit.snippet.marks] == ["目标在此"]
    assert len(hit.snippet.text) < 250


def test_without_bodies_the_beginning_is_shown(tmp_path: Path) -> None:
    search_index.build([document("a", "A", "First words. " + "filler " * 100 + "needle")], tmp_path, text=False)
    (hit,) = search_index.open(tmp_path).search("needle").hits
    assert (hit.snippet.text[:11], hit.snippet.marks) == ("First words", ())


def test_an_empty_index_answers(tmp_path: Path) -> None:
    summary = search_index.build([], tmp_path)
    results = search_index.open(tmp_path).search("网站 OR x")
    assert (summary.documents, results.total, results.hits) == (0, 0, ())
