"""The hand-made catalogue of the site's tests as exports, and a small portal published with all of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from publisher import exports
from publisher.catalog.model import Catalog
from publisher.clock import parse_instant
from publisher.progress import Silent
from publisher.publish import Request, publish
from tests.portals import make_portal
from tests.site import factory

PAGES = ("/", "/datasets/", "/datasets/contracts/", "/documents/gongwen/")


@dataclass(frozen=True, kw_only=True)
class Exported:
    """A catalogue and its exports by path."""

    catalog: Catalog
    files: dict[str, bytes]

    def json(self, path: str) -> Any:
        return json.loads(self.files[path])


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A published portal: its folder and the site that is live."""

    root: Path

    @property
    def site(self) -> Path:
        return self.root / "public"

    def json(self, path: str) -> Any:
        return json.loads((self.site / path).read_bytes())


def export(catalog: Catalog) -> Exported:
    found = exports.files(catalog, pages=PAGES, as_of=factory.AS_OF)
    return Exported(catalog=catalog, files={item.path: item.content for item in found})


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    return export(factory.catalog(tmp_path_factory.mktemp("exports")))


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    root = make_portal(tmp_path_factory.mktemp("portal"))
    publish(Request(root=root, as_of=parse_instant("2026-04-30")), Silent())
    return Edition(root=root)


@pytest.fixture(scope="session")
def standards(shared: Path) -> Path:
    """Official shapes and schemas, which are not part of the project."""
    folder = shared / "standards"
    if not folder.is_dir():
        pytest.skip("the official shapes and schemas are not beside the checkout")
    return folder
