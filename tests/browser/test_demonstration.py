"""The demonstration portal in a real browser: search in both languages, by keyboard alone, on a phone, script off."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Request

from publisher.serve import serving
from tests.portals import Demonstration, daylight

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def public(demonstration: Demonstration) -> Path:
    assert demonstration.outcome.live
    return demonstration.root / "public"


@pytest.fixture(scope="module")
def address(public: Path) -> Iterator[str]:
    with serving(public) as base:
        yield base


def results(page: Page) -> list[str]:
    """The addresses of the results on the page, in their order."""
    page.wait_for_selector("#results ol a", timeout=20_000)
    return [str(link.get_attribute("href")) for link in page.query_selector_all("#results ol h2 a")]


QUERIES = [
    ("", "water supply"),
    ("", "night market"),
    ("", '"fire safety"'),
    ("", "MRB/2026/31"),
    ("", "kind:service permit"),
    ("/zh", "停水"),
    ("/zh", "采购"),
    ("/zh", "採購"),
    ("/zh", "社保卡"),
    ("/zh", "澜财规[2026] 9号"),
]


@pytest.mark.parametrize(("prefix", "query"), QUERIES)
def test_the_page_and_the_command_give_the_same_hits(
    chromium: Browser, address: str, public: Path, prefix: str, query: str
) -> None:
    done = daylight("search", query, "--index", str(public / "search/index"), "--json", "--limit", "10")
    wanted = [prefix + hit["url"] for hit in json.loads(done.stdout)["hits"]]
    assert wanted, query
    with chromium.new_page() as page:
        page.goto(f"{address}{prefix}/search/")
        page.fill("#q", query)
        page.press("#q", "Enter")
        assert results(page)[:10] == wanted


@pytest.mark.parametrize(
    ("prefix", "query", "title"),
    [("", "night market pitch", "Night market pitch"), ("/zh", "社会保障卡", "社保卡")],
)
def test_keyboard_alone_from_the_home_page_to_a_service(
    chromium: Browser, address: str, prefix: str, query: str, title: str
) -> None:
    """Tab to the search box of the header, write, Enter; Tab to the first result, Enter. On a phone."""
    with chromium.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        asked: list[Request] = []
        page.on("request", lambda request: asked.append(request))  # noqa: PLW0108 - a method of list has no signature
        page.goto(f"{address}{prefix}/")
        for _ in range(30):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.type") == "search":
                break
        page.keyboard.type(query)
        page.keyboard.press("Enter")
        results(page)
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('#results ol h2 a')"):
                break
        words = quote(query.split(maxsplit=1)[0])
        assert not [request.url for request in asked if words in request.url.split("#")[0]], "the words left the page"
        page.keyboard.press("Enter")
        page.wait_for_url("**/services/**")
        assert title in str(page.text_content("h1"))
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert all(request.url.startswith(address) for request in asked)


def test_a_service_reads_without_script(chromium: Browser, address: str) -> None:
    with chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        page.goto(f"{address}/zh/services/")
        page.click("text=出生登记")
        text = page.inner_text("main")
        assert "所需材料" in text
        assert "出生医学证明" in text


def test_a_first_search_is_small(chromium: Browser, address: str) -> None:
    """Promise of the search's design: at most 14 requests for the index, and no request to anywhere else."""
    with chromium.new_context() as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/search/#q=water")
        results(page)
        page.wait_for_load_state("networkidle")
    assert 0 < len([url for url in asked if "/search/index/" in url]) <= 14
    assert all(url.startswith(address) for url in asked)
