"""Bytes and requests of each page type and of a first search, as Chromium loads them cold from the preview server.

    python bench/pages.py [PUBLIC]      PUBLIC: a published site; default datasets/public

Bytes are response bodies without headers and without compression, which a real host adds.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Response, sync_playwright

from publisher.serve import serving

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def measure(browser: Browser, address: str, *, wait_for: str | None = None) -> dict[str, tuple[int, int]]:
    """Kind of resource -> (requests, bytes) of one cold load; ``wait_for`` is a selector that ends the load."""
    context = browser.new_context()
    page = context.new_page()
    seen: list[Response] = []
    page.on("response", lambda response: seen.append(response))  # noqa: PLW0108 - a method of list has no signature
    page.goto(address, wait_until="networkidle")
    if wait_for:
        page.wait_for_selector(wait_for, timeout=20_000)
        page.wait_for_load_state("networkidle")
    found: dict[str, tuple[int, int]] = {}
    for response in seen:
        kind = "index" if "/search/index/" in response.url else response.request.resource_type
        requests, size = found.get(kind, (0, 0))
        found[kind] = (requests + 1, size + len(response.body()))
    context.close()
    return found


def _heaviest(datasets: list[Path], page: str) -> str:
    """The id of the dataset whose ``page`` has the most bytes."""
    return max(datasets, key=lambda folder: ((folder / page).stat().st_size, folder.name)).name


def main() -> None:
    """Print one line a page."""
    checkout = Path(__file__).parents[1]
    public = Path(sys.argv[1]) if len(sys.argv) > 1 else checkout / "datasets" / "public"
    datasets = [path for path in (public / "datasets").iterdir() if path.is_dir()]
    dataset, changed = (_heaviest(datasets, page) for page in ("index.html", "changes/index.html"))
    service = min((path.name for path in (public / "services").iterdir() if path.is_dir()), default="")
    document = min(path.name for path in (public / "documents").iterdir() if path.is_dir())
    pages = [
        ("/", None),
        ("/zh/", None),
        ("/datasets/", None),
        (f"/datasets/{dataset}/", None),
        (f"/datasets/{dataset}/quality/", None),
        (f"/datasets/{changed}/changes/", None),
        (f"/documents/{document}/", None),
        *([(f"/services/{service}/", None)] if service else []),
        ("/services/", None),
        ("/search/", None),
        ("/search/#q=water", "#results ol a"),
        ("/zh/search/#q=停水", "#results ol a"),
    ]
    with serving(public) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        print(f"{'page':50} {'requests':>8} {'bytes':>9}  by kind")
        for path, selector in pages:
            found = measure(browser, base + path, wait_for=selector)
            requests = sum(count for count, _ in found.values())
            size = sum(count for _, count in found.values())
            kinds = ", ".join(f"{kind} {count}: {size:,}" for kind, (count, size) in sorted(found.items()))
            print(f"{path:50} {requests:8} {size:9,}  {kinds}")
        browser.close()


if __name__ == "__main__":
    main()
