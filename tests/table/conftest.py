"""The dataset of every type, its files served, and its site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from publisher import site
from publisher.progress import Silent
from publisher.serve import serving
from tests.site import factory
from tests.table.made import Made, made, table
from tests.table.node import bundled


@pytest.fixture(scope="session")
def contracts(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(tmp_path_factory.mktemp("table"), table())


@pytest.fixture(scope="session")
def origin(contracts: Made) -> Iterator[str]:
    """The address of the files of ``contracts``, without pages."""
    with serving(contracts.served("files")) as address:
        yield address


@pytest.fixture(scope="session")
def pages(contracts: Made) -> Path:
    """The folder of the site of ``contracts``."""
    out = contracts.root / "out"
    out.mkdir()
    site.build(contracts.catalog, out, as_of=factory.AS_OF, progress=Silent())
    return out


@pytest.fixture(scope="session")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The bundled entries beside this file."""
    folder = tmp_path_factory.mktemp("scripts")
    return {name: bundled(name, folder) for name in ("reading", "asking", "finding")}
