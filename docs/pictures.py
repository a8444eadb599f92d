"""Take the pictures of docs/pictures/: eight kinds of pages of the published demonstration, in Chromium.

``make pictures`` publishes the demonstration and runs this. Languages, colour schemes and widths are mixed on purpose,
so that one look tells whether the site still looks right on each. Clock and zone are set, for the pages that compare
days with today.
"""

from __future__ import annotations

import datetime as dt
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from publisher.serve import serving

ROOT = Path(__file__).parents[1]
SITE = ROOT / "datasets" / "public"
OUT = ROOT / "docs" / "pictures"
LARGEST = 250_000  # bytes of a picture


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One picture: the page ``path``, a window of ``size``.

    ``follow``: the link that leads on from there; ``at``: what is brought to the top of the window.
    """

    name: str
    path: str
    size: tuple[int, int]
    scheme: str = "light"
    follow: str = ""
    at: str = ""


PHONE, TABLET, DESK = (390, 844), (820, 1000), (1280, 900)
PICTURES = (
    Picture(name="home", path="", size=DESK),
    Picture(name="home-phone", path="zh/", size=PHONE, scheme="dark"),
    Picture(name="catalogue", path="zh/datasets/#theme=economy", size=DESK),
    Picture(name="dataset", path="datasets/licences/", size=DESK, scheme="dark", at="#charts"),
    Picture(name="changes", path="datasets/licences/changes/", size=DESK),
    Picture(name="record", path="zh/datasets/licences/", size=TABLET, follow="#first-rows td a"),
    Picture(name="map", path="datasets/food-premises/", size=TABLET, scheme="dark", at="#map"),
    Picture(name="document", path="zh/documents/public-services-notices-2026-11-water-outage-beipu/", size=PHONE),
    Picture(name="service", path="services/birth-registration/", size=DESK),
    Picture(name="search", path="zh/search/#q=停水", size=TABLET),
)


def take(browser: Browser, base: str, picture: Picture, now: dt.datetime) -> bytes:
    """The picture as PNG. Raises TimeoutError (of Playwright) when the page does not come to rest."""
    width, height = picture.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if picture.scheme == "dark" else "light",
        timezone_id="UTC",
        reduced_motion="reduce",
    )
    try:
        page = context.new_page()
        page.clock.set_fixed_time(now)
        page.goto(f"{base}/{picture.path}", wait_until="networkidle")
        if picture.follow:
            page.locator(picture.follow).first.click()
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(1000)  # a record is looked up after its page is loaded
        if picture.at:
            page.locator(picture.at).evaluate("place => place.scrollIntoView()")
            page.wait_for_load_state("networkidle")
        return page.screenshot()
    finally:
        context.close()


def main() -> int:
    """Write every picture of the site given as argument, or of the demonstration; 1 when one is too large."""
    site = Path(sys.argv[1] if len(sys.argv) > 1 else SITE).resolve()
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None or not site.is_dir():
        sys.stderr.write("Chromium and a published demonstration are needed: make publish, apt-get install chromium\n")
        return 2
    OUT.mkdir(exist_ok=True)
    now = dt.datetime.fromtimestamp(site.stat().st_mtime, tz=dt.UTC)
    too_large = []
    with serving(site) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for picture in PICTURES:
            data = take(browser, base, picture, now)
            (OUT / f"{picture.name}.png").write_bytes(data)
            if len(data) > LARGEST:
                too_large.append(picture.name)
            sys.stdout.write(f"{picture.name}.png  {len(data) / 1000:.0f} kB\n")
        browser.close()
    if too_large:
        sys.stderr.write(f"larger than {LARGEST / 1000:.0f} kB: {', '.join(too_large)}\n")
    return 1 if too_large else 0


if __name__ == "__main__":
    sys.exit(main())
