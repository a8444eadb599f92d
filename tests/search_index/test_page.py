"""The search page in a real browser: both languages, keyboard alone, filters, highlights, and no word in a request."""

from __future__ import annotations

import json
import random
import string
from collections.abc import Iterator
from csv import reader
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


WANTED = ("wardrobe", "x", "piano", "y", "lantern", "z", "bicycle")


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


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same site with 3,000 documents of many words, so that neither cards nor lists lie near each other."""
    front_end.install()
    root = tmp_path_factory.mktemp("search-many")
    folder: Path = root / "out"
    folder.mkdir()
    site.build(factory.catalog(root), folder, as_of=factory.AS_OF, progress=Silent())
    chance = random.Random(5)
    words = ["".join(chance.choices(string.ascii_lowercase, k=7)) for _ in range(20_000)]
    documents = [
        SearchDocument(
            id=f"{at}",
            title=f"Paper {at}",
            body=" ".join(
                [*chance.choices(words, k=400), *(WANTED if at % 10 == 0 else ()), *chance.choices(words, k=50)]
            ),
            url=f"/documents/{at}/",
            date=f"2024-01-{1 + at % 28:02}",
        )
        for at in range(3000)
    ]
    search_index.build(documents, folder / "search" / "index")
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


@pytest.mark.parametrize(("prefix", "title"), [("", "Repairs of the town hall roof"), ("/zh", "市政廳屋頂維修")])
def test_results_are_saved_whole(chromium: Browser, searchable: str, prefix: str, title: str) -> None:
    """All that were found and not the first ten alone, in the language of the page, with whole addresses."""
    with opened(chromium) as (page, seen):
        page.goto(f"{searchable}{prefix}/search/#q=notice+OR+town+OR+attacked")
        found = int("".join(char for char in status(page) if char.isdigit()))
        assert found > 10
        with page.expect_download() as csv:
            page.get_by_role("button", name="CSV").click()
        lines = list(reader(csv.value.path().read_text(encoding="utf-8-sig").splitlines()))
        with page.expect_download() as whole:
            page.get_by_role("button", name="JSON").click()
        saved = json.loads(whole.value.path().read_text(encoding="utf-8"))
        assert (csv.value.suggested_filename, whole.value.suggested_filename) == ("search.csv", "search.json")
        assert (len(lines) - 1, len(saved["hits"]), saved["total"]) == (found, found, found)
        address = f"{searchable}{prefix}/documents/hall/"
        hall = next(line for line in lines if line[4] == address)
        assert (hall[0], hall[3]) == (title, "2024-03-01")
        assert {hit["id"]: hit["url"] for hit in saved["hits"]}["hall"] == address
        assert {hit["id"]: hit["url"] for hit in saved["hits"]}["script"] is None
        assert complaints(seen) == []


def test_the_address_of_a_search_is_shared(chromium: Browser, searchable: str) -> None:
    with opened(chromium, permissions=["clipboard-read", "clipboard-write"]) as (page, _seen):
        page.goto(f"{searchable}/zh/search/")
        page.locator("#q").fill("市政厅")
        page.keyboard.press("Enter")
        assert "1" in status(page)
        page.get_by_role("button", name="复制本次搜索的网址").click()
        expect(page.get_by_text("网址已复制")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        page.goto("about:blank")
        page.goto(copied)
        expect(page.locator("#q")).to_have_value("市政厅")
        expect(page.locator(".hits h2 a")).to_have_text("市政廳屋頂維修")


def test_letters_of_an_input_method_are_no_query(chromium: Browser, searchable: str) -> None:
    """While 市政 is being written as "shizheng", nothing is looked for; the characters are when they are settled."""
    with opened(chromium) as (page, _seen):
        page.goto(f"{searchable}/zh/search/#q=notice")
        before = status(page)
        page.locator("#q").fill("")
        expect(page.get_by_role("status")).to_be_empty()
        keys = page.context.new_cdp_session(page)
        page.locator("#q").focus()
        keys.send("Input.imeSetComposition", {"text": "shizheng", "selectionStart": 8, "selectionEnd": 8})
        page.wait_for_timeout(500)
        assert "shizheng" not in page.url
        keys.send("Input.insertText", {"text": "市政"})
        expect(page.locator(".hits h2 a").first).to_have_text("市政廳屋頂維修")
        assert before != status(page)


def test_a_first_answer_keeps_to_its_requests(chromium: Browser, many: str) -> None:
    """Six terms and long bodies: fewer results at first, the others on asking; passages when the reader stirs."""
    with opened(chromium) as (page, seen):
        page.goto(f"{many}/search/#q=wardrobe+piano+lantern+bicycle")
        assert status(page) == "300 results"
        page.wait_for_load_state("networkidle")
        first = [url for url in seen.requests if "/search/index/" in url]
        items = page.locator(".hits > li")
        shown = items.count()
        assert (len(first) <= 14, 3 <= shown <= 10) == (True, True)
        without = page.locator(".snippet:not(:has(mark))").count()
        assert without > 0
        page.keyboard.press("Shift")
        expect(page.locator(".snippet:not(:has(mark))")).to_have_count(0)
        page.get_by_role("button", name="Show more").click()
        expect(items).to_have_count(20)
        assert items.evaluate_all("all => new Set(all.map((one) => one.textContent)).size") == 20


def test_a_missing_index_is_said(chromium: Browser, searchable: str) -> None:
    with opened(chromium) as (page, _seen):
        page.route("**/search/index/index.json", lambda route: route.fulfill(status=404))
        page.goto(f"{searchable}/search/#q=notice")
        expect(page.get_by_role("status")).to_contain_text("could not be read")
