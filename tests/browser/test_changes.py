"""The page of a dataset's releases in a browser: accessible, whole at 360 px, there without script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from publisher.serve import serving
from tests.browser.looking import opened, violations
from tests.site import test_changes as made

pytestmark = pytest.mark.browser

PAGES = ("datasets/contracts/changes/", "zh/datasets/contracts/changes/")
LONG = "Hafengebäudeverwaltungsgesellschaft" * 5


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site whose dataset has three releases, one with a text that has no place to break."""
    folder = tmp_path_factory.mktemp("changes")
    second = (*made.SECOND, made.row(6, LONG))
    third = (*made.THIRD, made.row(6, LONG + "s", None))
    with serving(made.built(folder, made.entry(folder, (made.FIRST, second, third)))) as address:
        yield address


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(chromium: Browser, changed: str, axe: str, path: str) -> None:
    with opened(chromium, color_scheme="light") as (page, _):
        page.goto(f"{changed}/{path}")
        assert violations(page, axe, dark=True) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_phone_shows_what_was_before_what_is(chromium: Browser, changed: str, path: str) -> None:
    with opened(chromium, viewport={"width": 360, "height": 740}) as (page, seen):
        page.goto(f"{changed}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        was, now = page.locator(".changed del").first.bounding_box(), page.locator(".changed ins").first.bounding_box()
        assert was and now and (now["y"] >= was["y"], now["x"] + now["width"] <= 360) == (True, True)
        page.set_viewport_size({"width": 1280, "height": 900})
        was, now = page.locator(".changed del").first.bounding_box(), page.locator(".changed ins").first.bounding_box()
        assert was and now and (abs(now["y"] - was["y"]) < 4, now["x"] > was["x"]) == (True, True)
    assert seen.complaints == []
    assert [address for address in seen.requests if not address.startswith(changed)] == []


@pytest.mark.parametrize("script", [True, False])
def test_the_keyboard_leads_from_the_dataset_to_what_changed(chromium: Browser, changed: str, script: bool) -> None:
    with opened(chromium, java_script_enabled=script) as (page, _):
        page.goto(f"{changed}/datasets/contracts/")
        page.locator(".jumps a", has_text="What changed").focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"{changed}/datasets/contracts/changes/")
        assert page.locator(".release .sum").all_inner_texts() == [
            "1 removed, 2 changed",
            "3 rows added, 1 removed, 1 changed",
            "the first release",
        ]


def test_on_paper_what_was_is_told_from_what_is(chromium: Browser, changed: str) -> None:
    """Without colours a line through what was is what is left."""
    with opened(chromium) as (page, _):
        page.goto(f"{changed}/datasets/contracts/changes/")
        page.emulate_media(media="print")
        look = "(node) => getComputedStyle(node).textDecorationLine"
        assert page.locator(".changed del").first.evaluate(look) == "line-through"
        assert page.locator(".changed ins").first.evaluate(look) == "none"
        assert page.locator(".finder").is_hidden()
