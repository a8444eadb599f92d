"""Debian's Chromium, and the hand-made site served from the loopback address with the real headers."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from publisher import site
from publisher.progress import Silent
from publisher.serve import serving
from tests.site import factory, front_end

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed: `apt-get install chromium`")
        pytest.skip("Chromium is not installed: `apt-get install chromium`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The base address of the hand-made site."""
    root = tmp_path_factory.mktemp("browser")
    folder: Path = root / "out"
    folder.mkdir()
    site.build(factory.catalog(root), folder, as_of=factory.AS_OF, progress=Silent())
    with serving(folder) as address:
        yield address


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    front_end.install()
    return (front_end.MODULES / "axe-core/axe.min.js").read_text(encoding="utf-8")
