"""What the home page says about freshness: changed, due, kept; and where each reader begins."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from publisher.catalog.model import Catalog, DatasetEntry
from publisher.release.changes import Changes
from publisher.release.difference import Difference
from publisher.site.assets import load_assets
from publisher.site.contexts.home import home
from publisher.site.contexts.state import change_summary, changed, due, kept
from publisher.site.frame import Site
from publisher.site.templates import templates_folder
from publisher.site.words import load_words
from tests.site import factory
from tests.site.conftest import Built


def site_in(language: str) -> Site:
    folder = templates_folder()
    return Site(
        portal=factory.portal(Path()), words=load_words(language, folder / "locale"), assets=load_assets(folder)
    )


def step(day: str, **found: int) -> Changes:
    difference = Difference(key=("ref",), before=10, after=10, **{"added": 0, "removed": 0, **found})
    return Changes(before="a", after="b", released_on=day, difference=difference)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return factory.catalog(tmp_path_factory.mktemp("state"))


def with_entries(catalog: Catalog, *entries: DatasetEntry) -> Catalog:
    return dataclasses.replace(catalog, datasets=entries)


def entry(catalog: Catalog, id_: str, **more: object) -> DatasetEntry:
    """The plain dataset under another id; ``frequency`` and ``day`` are of its spec and release."""
    found = catalog.datasets[1]
    spec = dataclasses.replace(found.spec, id=id_, frequency=str(more.pop("frequency", "never")))
    release = dataclasses.replace(found.release, released_on=str(more.pop("day", "2026-10-01")))
    return dataclasses.replace(found, spec=spec, release=release, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "found", "said"),
    [
        ("en", {"added": 1}, "1 row added"),
        ("en", {"added": 1200, "removed": 3, "changed": 5}, "1,200 rows added, 3 removed, 5 changed"),
        ("zh", {"added": 2, "changed": 1}, "新增 2 行、修改 1 行"),
        ("en", {}, "other fields"),
    ],
)
def test_a_change_in_words(language: str, found: dict[str, int], said: str) -> None:
    assert change_summary(site_in(language), step("2026-10-01", **found).difference) == said


def test_the_last_step_of_each_dataset_the_newest_first(plain: Catalog) -> None:
    catalog = with_entries(
        plain,
        entry(plain, "first-release"),
        entry(plain, "older", changes=(step("2026-08-01", added=9), step("2026-09-01", added=1))),
        entry(plain, "newer", changes=(step("2026-10-01", removed=2),)),
        entry(plain, "same", changes=(step("2026-10-02"),)),
    )
    lines = changed(site_in("zh"), catalog)
    assert [(line.dataset.href, line.changes, line.released_on, line.summary) for line in lines] == [
        ("/zh/datasets/newer/", "/zh/datasets/newer/changes/", "2026-10-01", "删除 2 行"),
        ("/zh/datasets/older/", "/zh/datasets/older/changes/", "2026-09-01", "新增 1 行"),
    ]


def test_what_is_due_first_is_first(plain: Catalog) -> None:
    catalog = with_entries(
        plain,
        entry(plain, "monthly", frequency="monthly", day="2026-10-01"),
        entry(plain, "never", frequency="never"),
        entry(plain, "weekly", frequency="weekly", day="2026-10-01"),
    )
    lines = due(site_in("en"), catalog)
    assert [(line.dataset.href, line.due_on, line.due) for line in lines] == [
        ("/datasets/weekly/", "2026-10-08", "8 October 2026"),
        ("/datasets/monthly/", "2026-11-01", "1 November 2026"),
    ]


def test_what_was_kept_is_named_with_its_last_good_release(plain: Catalog) -> None:
    (line,) = kept(site_in("zh"), plain)
    assert (line.dataset.href, line.quality, line.released_on) == (
        "/zh/datasets/contracts/",
        "/zh/datasets/contracts/quality/",
        "2026-10-01",
    )
    assert (line.reason.text, line.reason.language) == (f"raw/x.csv: {factory.ATTACK}", "en")


def test_a_door_leads_to_what_is_there(plain: Catalog) -> None:
    """Without services there is no door to them; without an occasion the services themselves are behind it."""
    full = home(site_in("en"), plain, factory.AS_OF)
    assert [link.href for link in full.doors[0].links] == ["/services/bare/", "/services/licence/"]
    assert [link.href for link in full.doors[1].links] == ["/#new-data", "/#new-documents", "/#due"]
    bare = home(site_in("en"), dataclasses.replace(plain, services=()), factory.AS_OF)
    assert [door.more.href for door in bare.doors] == ["/feeds/all.atom", "/datasets/", "/departments/"]


def test_themes_have_pages_links_and_a_feed_that_leads_back(built: Built) -> None:
    theme = built.tree("zh/themes/economy/")
    assert theme.xpath("//link[@type='application/atom+xml']/@href")[-1] == "/zh/feeds/themes/economy.atom"
    assert "/zh/datasets/contracts/" in theme.xpath("//main//a/@href")
    for path in ("", "datasets/contracts/", "datasets/"):
        assert "/zh/themes/economy/" in built.tree(f"zh/{path}").xpath("//main//a/@href"), path
    feed = (built.folder / "zh/feeds/themes/economy.atom").read_text(encoding="utf-8")
    assert 'href="https://data.test.example/zh/themes/economy/"' in feed
    assert "https://data.test.example/zh/themes/economy/" in (built.folder / "sitemap.xml").read_text(encoding="utf-8")


def test_a_guide_that_tells_no_time_says_which(plain: Catalog) -> None:
    """Both times are asked for, and each is named that is not told: the page shows each as missing."""
    from publisher.site.contexts.service import service

    bare = dataclasses.replace(plain.services[0], missing=("statutory_days", "promised_days"))
    page = service(site_in("en"), bare, plain)
    assert page.missing == ("Promised time", "Time limit in law")
    assert (page.guide_checks.passed, "the promised time" in page.guide_checks.failed) == (0, True)
