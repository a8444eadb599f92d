"""The real CKAN, where `make test-ckan` has started it; and portals to push to it and to be harvested from."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest

from tests.ckan.server import BASE, Server


@pytest.fixture(scope="session")
def server(shared: Path) -> Server:
    base = os.environ.get(BASE)
    if not base:
        pytest.skip("no CKAN was started: run make test-ckan")
    lines = (Path(base) / "run/env").read_text(encoding="utf-8").splitlines()
    env = {key: shlex.split(value)[0] for key, _, value in (line.partition("=") for line in lines)}
    script = shared / "servers/ckan_up.sh"
    return Server(base=Path(base), script=script, url=env["CKAN_URL"], token=env["CKAN_TOKEN"])


@pytest.fixture
def ckan(server: Server) -> Server:
    """The server with nothing in it."""
    server.empty()
    return server
