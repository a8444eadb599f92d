"""Every page by Tab alone, in forced colours, at 200 % and without motion: each stop has a name, is seen and lit."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.looking import opened
from tests.browser.test_pages import PAGES

# What has the focus: its name, whether a line is drawn around it, whether it stands in the window; null at the end.
STOP = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const style = getComputedStyle(at), box = at.getBoundingClientRect();
  const owned = (at.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id));
  const name = [at.getAttribute("aria-label"), at.labels?.[0]?.textContent, at.textContent, at.title]
    .concat(owned.map((owner) => owner?.textContent)).find((text) => text?.trim()) ?? "";
  return {
    what: at.outerHTML.slice(0, 100),
    named: name.trim() !== "",
    lit: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""
MOVING = """() => [...document.querySelectorAll("*")].filter((element) => {
  const style = getComputedStyle(element);
  const long = (times) => times.split(",").some((time) => parseFloat(time) > 0.01);
  return long(style.transitionDuration) || (style.animationName !== "none" && long(style.animationDuration))
    || style.scrollBehavior === "smooth";
}).map((element) => element.tagName)"""
MOST = 60


def stops(page: Page) -> list[dict[str, object]]:
    """The first stops of the Tab key."""
    found = []
    while len(found) < MOST:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        found.append(stop)
    return found


@pytest.mark.browser
@pytest.mark.parametrize("path", PAGES)
def test_each_stop_of_the_keyboard_is_named_lit_and_seen(chromium: Browser, origin: str, path: str) -> None:
    window = {"width": 640, "height": 400}  # a window of 1280 by 800 at 200 %
    with opened(chromium, viewport=window, forced_colors="active", reduced_motion="reduce") as (page, _):
        page.goto(f"{origin}/{path}")
        found = stops(page)
        assert 'href="#content"' in str(found[0]["what"])
        assert [stop["what"] for stop in found if not (stop["named"] and stop["lit"] and stop["seen"])] == []
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        assert page.evaluate(MOVING) == []
