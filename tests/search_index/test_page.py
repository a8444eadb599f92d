"""The search page in a real browser: both languages, keyboard alone, filters, highlights, and no word in a request."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

import search_index
from publisher import site
from publisher.progress import Silent
from publisher.serve import serving
from search_index import SearchDocument
from tests.browser.looking import Seen, opened, violations
from tests.search_index import corpus
from tests.site import factory, front_end

pytestmark = pytest.mark.browser

OWN = (
    SearchDocument(
        id="hall",
        title="Repairs of the town hall roof",
        titles={"en": "Repairs of the town hall roof", "zh": "市政廳屋頂維修"},
        body="Scaffolding stands until spring. " * 30 + "The weathercock is gilded anew. " + "Nothing else. " * 30,
        kind="document",
        department="works",
        date="2024-03-01",
        url="/documents/hall/",
    ),
    SearchDocument(
        id="script",
        title="<img src=x onerror=alert(1)> attacked",
        body="<script>alert(2)</script> attacked & <b>bold</b>",
        kind="document",
        department="works",
        date="2024-02-01",
        url="javascript:alert(3)",
    ),
)


@pytest.fixture(scope="module")
def searchable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The hand-made site with an index of the test corpus, served with the real headers."""
    front_end.install()
    root = tmp_path_factory.mktemp("search-page")
    folder: Path = root / "out"
    folder.mkdir()
    site.build(factory.catalog(root), folder, as_of=factory.AS_OF, progress=Silent())
    search_index.build([*OWN, *corpus.documents(300)], folder / "search" / "index")
    with serving(folder) as address:
        yield address


def status(page: Page) -> str:
    """What the page announces once it has an answer."""
    expect(page.locator("#search")).not_to_have_attribute("aria-busy", "true")
    expect(page.get_by_role("status")).not_to_be_empty()
    return page.get_by_role("status").inner_text()


def complaints(seen: Seen) -> list[str]:
    return [text for text in seen.complaints if "favicon" not in text]


@pytest.mark.parametrize(
    ("prefix", "query", "found", "title", "href"),
    [
        ("", "weathercock", "1 result", "Repairs of the town hall roof", "/documents/hall/"),
        ("/zh", "市政厅", "1", "市政廳屋頂維修", "/zh/documents/hall/"),
    ],
    ids=["English", "Chinese, simplified for traditional"],
)
def test_a_query_in_the_address_is_answered(
    chromium: Browser,
    searchable: str,
    prefix: str,
    query: str,
    found: str,
    title: str,
    href: str,
) -> None:
    with opened(chromium) as (page, seen):
        page.goto(f"{searchable}{prefix}/search/#q={quote(query)}")
        assert found in status(page)
        link = page.locator(".hits h2 a").first
        assert (link.inner_text(), link.get_attribute("href")) == (title, href)
        expect(page.locator(".hits mark").first).to_have_text(query if prefix == "" else "市政廳")
        assert [url for url in seen.requests if "weathercock" in url or "%E5" in url.split("#")[0]] == []
        assert complaints(seen) == []


def test_keyboard_alone_searches_and_opens(chromium: Browser, searchable: str) -> None:
    with opened(chromium) as (page, _seen):
        page.goto(f"{searchable}/search/")
        page.locator("#q").focus()
        page.keyboard.type("town hall")
        page.keyboard.press("Enter")
        assert status(page) == "1 result"
        assert page.url.endswith("#q=town+hall")
        page.keyboard.press("ArrowDown")
        expect(page.locator(".hits h2 a")).to_be_focused()
        page.keyboard.press("ArrowUp")
        expect(page.locator("#q")).to_be_focused()
        page.keyboard.type(" roof nowhere")
        expect(page.get_by_role("status")).to_contain_text("Nothing found")


def test_text_is_never_markup(chromium: Browser, searchable: str) -> None:
    with opened(chromium) as (page, seen):
        page.goto(f"{searchable}/search/#q=attacked")
        status(page)
        first = page.locator(".hits > li").first
        expect(first.locator("h2")).to_have_text("<img src=x onerror=alert(1)> attacked")
        assert first.locator("a, img, script, b").count() == 0
        assert complaints(seen) == []


def test_filters_narrow_and_more_shows_more(chromium: Browser, searchable: str) -> None:
    with opened(chromium) as (page, seen):
        page.goto(f"{searchable}/search/#q=notice")
        before = int(status(page).split()[0])
        items = page.locator(".hits > li")
        assert items.count() == 10
        page.get_by_role("button", name="Show more").click()
        expect(items).to_have_count(min(20, before))
        page.locator(".filters summary").click()
        box = page.get_by_role("checkbox", name="rule")
        label = page.locator("label", has=box).inner_text()
        box.check()
        expect(page.get_by_role("status")).to_have_text(f"{label.rsplit('(')[1].rstrip(')')} results")
        assert "kind=rule" in page.url
        expect(page.get_by_role("checkbox", name="rule")).to_be_checked()
        page.get_by_role("link", name="Remove all filters").click()
        expect(page.get_by_role("status")).to_have_text(f"{before} results")
        page.go_back()
        expect(page.get_by_role("checkbox", name="rule")).to_be_checked()
        assert complaints(seen) == []


def test_the_passage_that_matched_is_shown(chromium: Browser, searchable: str) -> None:
    with opened(chromium) as (page, _seen):
        page.goto(f"{searchable}/search/#q=weathercock")
        expect(page.locator(".snippet mark")).to_have_text("weathercock")


@pytest.mark.parametrize("prefix", ["", "/zh"])
def test_results_are_accessible_and_fit_a_phone(chromium: Browser, searchable: str, axe: str, prefix: str) -> None:
    with opened(chromium, viewport={"width": 360, "height": 700}) as (page, _seen):
        page.goto(f"{searchable}{prefix}/search/#q=notice&kind=rule")
        status(page)
        expect(page.locator(".filters")).to_be_visible()
        page.locator(".filters summary").click()
        assert violations(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_missing_index_is_said(chromium: Browser, searchable: str) -> None:
    with opened(chromium) as (page, _seen):
        page.route("**/search/index/index.json", lambda route: route.fulfill(status=404))
        page.goto(f"{searchable}/search/#q=notice")
        expect(page.get_by_role("status")).to_contain_text("could not be read")
