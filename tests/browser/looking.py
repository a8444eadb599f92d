"""How the tests look at a page: what it asked for, what it complained of, and what axe finds in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page


@dataclass
class Seen:
    """What a page asked for and complained of."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@contextmanager
def opened(browser: Browser, **options: object) -> Iterator[tuple[Page, Seen]]:
    """A page in a context of its own, with what it does written down."""
    context = browser.new_context(**options)  # type: ignore[arg-type]
    page, seen = context.new_page(), Seen()
    page.set_default_timeout(10_000)
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("requestfailed", lambda request: seen.complaints.append(f"failed: {request.url}"))
    page.on("console", lambda message: seen.complaints.append(message.text))
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on("dialog", lambda dialog: (seen.complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    try:
        yield page, seen
    finally:
        context.close()


def violations(page: Page, axe: str, *, dark: bool = False) -> list[tuple[str, list[str]]]:
    """What axe finds in the page as it stands: each rule with the first elements that break it.

    ``axe``: its source. ``dark``: the rules of colour once more in the dark scheme, in which the page then stays.
    """
    page.evaluate(axe)  # the browser itself lets it in; the page's policy would refuse a script from elsewhere
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    if dark:
        page.emulate_media(color_scheme="dark")
        found += page.evaluate("axe.run({runOnly: ['color-contrast', 'link-in-text-block']})")["violations"]
    return [(item["id"], [node["html"] for node in item["nodes"]][:3]) for item in found]
