"""Feeds, read by a feed reader: every release and every dated document, the newest first, in each language."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import html

from publisher.exports.atom import atom
from publisher.exports.json_feed import VERSION
from publisher.exports.news import ENTRIES, feeds
from publisher.release.changes import Changes
from publisher.release.difference import Difference
from tests.exports.conftest import Edition, Exported
from tests.site import factory


def test_every_atom_feed_is_well_formed_and_says_what_its_twin_says(edition: Edition, exported: Exported) -> None:
    files = dict(exported.files)
    site = edition.site.resolve()
    files |= {f"published/{path.relative_to(site)}": path.read_bytes() for path in site.rglob("feeds/**/*.*")}
    atoms = sorted(path for path in files if path.endswith(".atom"))
    assert len(atoms) > 20
    for path in atoms:
        found, twin = feedparser.parse(files[path]), json.loads(files[path.removesuffix("atom") + "json"])
        assert (found.bozo, found.version, twin["version"]) == (False, "atom10", VERSION)
        assert found.feed.id and found.feed.title and found.feed.updated_parsed and found.feed.author
        assert [entry.id for entry in found.entries] == [item["id"] for item in twin["items"]]
        assert all(entry.title and entry.updated_parsed for entry in found.entries)
        dates = [entry.updated for entry in found.entries]
        assert dates == sorted(dates, reverse=True)


def test_the_feeds_of_a_portal(edition: Edition) -> None:
    names = {
        path.relative_to(edition.site.resolve()).as_posix()
        for path in edition.site.resolve().rglob("*.atom")
        if "zh/" not in path.as_posix()
    }
    assert names == {
        f"feeds/{name}.atom"
        for name in (
            "all",
            "datasets/premises",
            "datasets/spending",
            "departments/finance",
            "departments/health",
            "documents/notices",
            "themes/economy",
        )
    }
    chinese = feedparser.parse((edition.site / "zh/feeds/datasets/spending.atom").read_bytes())
    assert chinese.entries[0].title == "五百元以上支出 (2026-04-30)"
    assert chinese.entries[0].link.startswith("https://data.harbour.example/zh/datasets/spending/changes/#2026-04-30-")


def test_every_page_leads_to_a_feed_that_is_there(edition: Edition) -> None:
    site = edition.site.resolve()
    for path in site.rglob("index.html"):
        links = html.fromstring(path.read_bytes()).xpath("//link[@type='application/atom+xml']/@href")
        wanted = 0 if path.parent.name == "patterns" else 2 if path.parent.parent.name in ("datasets", "themes") else 1
        assert len(links) >= wanted, path
        assert [link for link in links if not (site / link.lstrip("/")).is_file()] == []


def test_each_release_is_an_entry(exported: Exported) -> None:
    entry = exported.catalog.datasets[0]
    before = replace(entry.release, version="2026-09-01-aaaaaaaa", released_on="2026-09-01")
    catalog = replace(exported.catalog, datasets=(replace(entry, history=(before, entry.release)),))
    found = {feed.path: feed for feed in feeds(catalog, "en")}
    assert [item.date for item in found["/feeds/datasets/contracts"].entries] == ["2026-10-01", "2026-09-01"]


def test_what_was_put_on_the_site_last_comes_first(exported: Exported) -> None:
    entry = exported.catalog.datasets[0]
    late = replace(entry.release, version="2026-09-01-aaaaaaaa", released_on="2026-09-01")
    late = replace(late, released_at="2026-10-02T09:00:00Z")
    catalog = replace(exported.catalog, datasets=(replace(entry, history=(late, entry.release)),))
    feed = next(feed for feed in feeds(catalog, "en") if feed.path == "/feeds/datasets/contracts")
    atoms = feedparser.parse(atom(feed, "https://data.test.example/f.atom", as_of=factory.AS_OF))
    assert [(one.published, one.updated) for one in atoms.entries] == [
        ("2026-09-01T00:00:00Z", "2026-10-02T09:00:00Z"),
        ("2026-10-01T00:00:00Z", "2026-10-01T00:00:00Z"),
    ]
    assert atoms.feed.updated == "2026-10-02T09:00:00Z"


@pytest.mark.parametrize(
    ("numbers", "english", "chinese"),
    [
        (
            {"added": 1200, "removed": 3, "changed": 5},
            "1,200 added, 3 removed, 5 changed.",
            "新增 1,200 行，删除 3 行，修改 5 行。",
        ),
        ({"added": 1}, "1 added.", "新增 1 行。"),
        ({}, "nothing changed.", "没有变化。"),
        ({"fields_removed": ("way",)}, "its fields changed.", "字段有变化。"),
        ({"removed": 2, "fields_added": ("way",)}, "2 removed, its fields changed.", "删除 2 行，字段有变化。"),
    ],
)
def test_an_entry_says_what_its_release_changed(
    exported: Exported, numbers: dict[str, Any], english: str, chinese: str
) -> None:
    entry = exported.catalog.datasets[0]
    first = replace(entry.release, version="2026-09-01-aaaaaaaa", released_on="2026-09-01")
    found = replace(Difference(key=("ref",), before=4, after=4, added=0, removed=0), **numbers)
    step = Changes(before=first.version, after=entry.release.version, released_on="2026-10-01", difference=found)
    entry = replace(entry, history=(first, entry.release), changes=(step,))
    catalog = replace(exported.catalog, datasets=(entry,))
    for language, words in (("en", english), ("zh", chinese)):
        feed = next(feed for feed in feeds(catalog, language) if feed.path == "/feeds/datasets/contracts")
        prefix = "" if language == "en" else "/zh"
        assert [item.summary.splitlines()[0] == words for item in feed.entries] == [True, False]
        page = f"https://data.test.example{prefix}/datasets/contracts/"
        assert [(item.id, item.address) for item in feed.entries] == [
            (f"{page}#{version}", f"{page}changes/#{version}") for version in (entry.release.version, first.version)
        ]


def test_the_feed_of_a_theme_leads_to_its_page(edition: Edition) -> None:
    feed = edition.json("zh/feeds/themes/economy.json")
    assert feed["home_page_url"] == "https://data.harbour.example/zh/themes/economy/"
    assert (edition.site / "zh/themes/economy/index.html").is_file()


def test_what_has_no_day_of_the_calendar_is_in_no_feed(exported: Exported) -> None:
    ids = {item["id"].rstrip("/").rpartition("/")[2] for item in exported.json("feeds/all.json")["items"]}
    assert {"gongwen", "scan"}.isdisjoint(ids)


def test_a_feed_is_as_long_as_a_reader_wants(exported: Exported) -> None:
    entry = exported.catalog.datasets[0]
    history = tuple(replace(entry.release, version=f"2026-10-01-{number:08x}") for number in range(ENTRIES + 5))
    catalog = replace(exported.catalog, datasets=(replace(entry, history=history),))
    assert {len(feed.entries) for feed in feeds(catalog, "en") if feed.path == "/feeds/all"} == {ENTRIES}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_portal_without_news_has_the_feed_of_all(language: str, tmp_path: Path) -> None:
    catalog = replace(factory.catalog(tmp_path), datasets=(), documents=())
    assert [feed.path for feed in feeds(catalog, language)] == ["/feeds/all"]
