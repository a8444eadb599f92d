"""A small corpus with its index."""

from __future__ import annotations

from pathlib import Path

import pytest

import search_index
from tests.search_index import corpus


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of 1,500 documents of the test corpus, with their bodies."""
    folder = tmp_path_factory.mktemp("small") / "index"
    search_index.build(corpus.documents(1500), folder)
    return folder
