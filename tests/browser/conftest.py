"""The hand-made site served from the loopback address with the real headers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

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
