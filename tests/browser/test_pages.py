"""Each kind of page in a real browser: accessible, quiet, its own origin only, whole at 360 px and without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.looking import opened, violations

pytestmark = pytest.mark.browser

KINDS = (
    "",
    "search/",
    "datasets/",
    "datasets/contracts/",
    "datasets/contracts/quality/",
    "datasets/contracts/record/",
    "datasets/contracts/changes/",
    "datasets/empty/",
    "documents/",
    "documents/attacked/",
    "documents/gongwen/",
    "services/",
    "services/licence/",
    "services/bare/",
    "departments/",
    "departments/finance/",
    "themes/economy/",
    "patterns/",
)
PAGES = [prefix + kind for kind in KINDS for prefix in ("", "zh/")] + ["404.html"]


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(chromium: Browser, origin: str, axe: str, path: str) -> None:
    """All rules in the light scheme, and those of colour again in the dark one."""
    with opened(chromium, color_scheme="light", viewport={"width": 1280, "height": 900}) as (page, _):
        page.goto(f"{origin}/{path}")
        assert violations(page, axe, dark=True) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_quiet_and_whole_on_a_phone(chromium: Browser, origin: str, path: str) -> None:
    """No message on the console (a breach of the policy is one), no foreign request, nothing wider than 360 px."""
    with opened(chromium, viewport={"width": 360, "height": 740}) as (page, seen):
        page.goto(f"{origin}/{path}", wait_until="load")
        width = page.evaluate("document.documentElement.scrollWidth")
        broken = page.evaluate("[...document.images].filter(image => image.naturalWidth === 0).map(image => image.src)")
    complaints = [text for text in seen.complaints if "/search/index/" not in text]
    assert complaints == []
    assert [url for url in seen.requests if not url.startswith(f"{origin}/")] == []
    assert (width, broken) == (360, [])


@pytest.mark.parametrize("path", [path for path in PAGES if not path.startswith("zh/")])
def test_a_page_is_whole_on_paper(chromium: Browser, origin: str, path: str) -> None:
    """As wide as A4 within its margins: nothing cut off, nothing to press, black on white even on a dark screen."""
    with opened(chromium, color_scheme="dark", viewport={"width": 680, "height": 960}) as (page, _):
        page.goto(f"{origin}/{path}")
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
        assert page.locator("button:visible, .masthead :is(nav a, input):visible").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 680
        if path not in {"404.html", "patterns/"}:
            assert page.locator(".paper").is_visible()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_reads_without_script(chromium: Browser, origin: str, path: str) -> None:
    with opened(chromium, java_script_enabled=False) as (page, seen):
        page.goto(f"{origin}/{path}")
        assert page.locator("h1").inner_text().strip()
        assert page.locator("header .find a").is_visible()
        assert page.locator("form.finder").filter(visible=True).count() == 0
    assert seen.complaints == []


def test_search_without_script_says_why_and_where_else(chromium: Browser, origin: str) -> None:
    with opened(chromium, java_script_enabled=False) as (page, _):
        page.goto(f"{origin}/search/")
        assert "needs JavaScript" in page.locator("main").inner_text()
        assert page.locator("noscript a").count() == 3


def test_the_search_box_keeps_words_out_of_requests(chromium: Browser, origin: str) -> None:
    """By keyboard: the skip link is first, and the words end in the fragment, which is in no request."""
    with opened(chromium) as (page, seen):
        page.goto(f"{origin}/zh/datasets/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.locator("form.finder input").focus()
        page.keyboard.type("公开 招标")
        page.keyboard.press("Enter")
        page.wait_for_url("**/zh/search/#q=*")
        assert page.evaluate("decodeURIComponent(location.hash)") == "#q=公开 招标"
    assert not [url for url in seen.requests if "%E5%85%AC" in url or "公开" in url or "q=" in url.partition("#")[0]]


def test_charts_follow_the_screen(chromium: Browser, origin: str) -> None:
    """The picture for a narrow or a dark screen is another file; all are drawn."""
    shown = set()
    for scheme in ("light", "dark"):
        for width in (360, 1280):
            with opened(chromium, color_scheme=scheme, viewport={"width": width, "height": 800}) as (page, _):
                page.goto(f"{origin}/datasets/contracts/", wait_until="load")
                shown.add(page.evaluate("document.querySelector('figure img').currentSrc"))
    assert len(shown) == 4


def test_the_scheme_that_is_switched_to_reaches_pictures(chromium: Browser, origin: str) -> None:
    """On the page of patterns, on a screen and on a phone; and back to what the system asks for."""
    for width in (1280, 360):
        with opened(chromium, color_scheme="dark", viewport={"width": width, "height": 800}) as (page, seen):
            page.goto(f"{origin}/patterns/")
            chart = page.locator(".chart img").first
            shown = {}
            for scheme in ("system", "light", "dark"):
                page.check(f"[data-schemes] input[value={scheme}]")
                expect(chart).to_have_js_property("complete", True)
                shown[scheme] = page.evaluate("document.querySelector('.chart img').currentSrc")
            assert shown["dark"] == shown["system"] != shown["light"]
            page.emulate_media(color_scheme="light")
            page.check("[data-schemes] input[value=system]")
            expect(chart).to_have_js_property("currentSrc", shown["light"])
            assert seen.complaints == []


def test_strange_text_is_exact_on_the_screen(chromium: Browser, origin: str) -> None:
    from tests.site import factory

    with opened(chromium) as (page, _):
        page.goto(f"{origin}/datasets/contracts/")
        cells = page.evaluate(
            "[...document.querySelectorAll('table.data td:nth-child(4)')].map(cell => cell.textContent)"
        )
    assert len(factory.LONG) > 120, "a long text is cut in the first rows, and marked so"
    assert cells == [factory.ATTACK, f"{factory.LONG[:120]}…", "北京市\r\n第二行␀", factory.STRANGE]


@pytest.mark.parametrize("prefix", ["", "zh/"])
@pytest.mark.parametrize("path", ["datasets/contracts/", "departments/finance/", "themes/economy/"])
def test_the_keyboard_leads_to_a_feed(chromium: Browser, origin: str, prefix: str, path: str) -> None:
    """A browser no longer shows what a page declares in its head; a person follows what can be reached."""
    with opened(chromium) as (page, _):
        page.goto(f"{origin}/{prefix}{path}")
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.href ?? ''").endswith(".atom"):
                break
        address = page.evaluate("document.activeElement.href ?? ''")
        assert address == f"{origin}/{prefix}feeds/{path.rstrip('/')}.atom"
        answer = page.request.get(address)
        assert (answer.status, "<feed" in answer.text()) == (200, True)
