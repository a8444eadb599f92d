"""The hand-made site served from the loopback address with the real headers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from publisher import site
from publisher.progress import Silent
from publisher.serve import serving
from tests.site import factory


@pytest.fixture(scope="session")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The base address of the hand-made site."""
    root = tmp_path_factory.mktemp("browser")
    folder: Path = root / "out"
    folder.mkdir()
    site.build(factory.catalog(root), folder, as_of=factory.AS_OF, progress=Silent())
    with serving(folder) as address:
        yield address


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page on a desk."""
    with chromium.new_context(viewport={"width": 1280, "height": 900}) as context:
        made = context.new_page()
        made.set_default_timeout(10_000)
        yield made
