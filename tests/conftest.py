"""What every test may use: the folder of real test data, when it is there, Debian's Chromium, and axe-core."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from publisher.progress import Silent
from publisher.publish import Request, publish
from tests.portals import Demonstration, make_portal
from tests.site import front_end

# A shared machine may stall for longer than any deadline; and a red run must be red again when it is repeated.
settings.register_profile("daylight", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("daylight")

CHECKOUT = Path(__file__).parents[1]
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
def shared() -> Path:
    """The folder of real files beside the checkout; a test that needs it is skipped where it is absent."""
    folder = CHECKOUT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder `shared` of real test data is not beside the checkout")
    return folder


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small portal, published on 2026-04-30; to look at, not to change."""
    root = make_portal(tmp_path_factory.mktemp("live") / "portal")
    outcome = publish(Request(root=root, as_of=dt.datetime(2026, 4, 30, tzinfo=dt.UTC)), Silent())
    assert outcome.exit_code == 0
    return root


@pytest.fixture
def portal(live: Path, tmp_path: Path) -> Path:
    """A copy of the published small portal, to change."""
    return shutil.copytree(live, tmp_path / "portal", symlinks=True)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    """A copy of it, without what a publication left in the checkout, published on 2026-11-20; to look at."""
    left = shutil.ignore_patterns(".daylight", "public", "generator", "__pycache__")
    root = shutil.copytree(CHECKOUT / "datasets", tmp_path_factory.mktemp("demonstration") / "portal", ignore=left)
    outcome = publish(Request(root=root, as_of=dt.datetime(2026, 11, 20, tzinfo=dt.UTC)), Silent())
    return Demonstration(root=root, outcome=outcome)


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
def axe() -> str:
    """The source of axe-core."""
    front_end.install()
    return (front_end.MODULES / "axe-core/axe.min.js").read_text(encoding="utf-8")
