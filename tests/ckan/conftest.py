"""The real CKAN, where `make test-ckan` has started it; and portals to push to it and to be harvested from."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.ckan.server import BASE, Server, running


@pytest.fixture(scope="session")
def server(shared: Path) -> Server:
    base = os.environ.get(BASE)
    if not base:
        pytest.skip("no CKAN was started: run make test-ckan")
    return running(Path(base), shared / "servers/ckan_up.sh")


@pytest.fixture
def ckan(server: Server) -> Server:
    """The server with nothing in it."""
    server.empty()
    return server
