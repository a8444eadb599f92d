"""The hand-made catalogue as a site on disk, built once for all tests that only look at it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html

from publisher import site
from publisher.catalog.model import Catalog
from publisher.progress import Silent
from publisher.site import SiteSummary
from tests.site import factory


@dataclass(frozen=True, kw_only=True)
class Built:
    """A catalogue, the folder of its site, and what the build said."""

    catalog: Catalog
    folder: Path
    summary: SiteSummary

    def html(self, path: str) -> str:
        """A page's text by its address without the first slash."""
        file = self.folder / path
        return (file / "index.html" if file.is_dir() else file).read_text(encoding="utf-8")

    def tree(self, path: str) -> html.HtmlElement:
        """A page as a browser would read it."""
        return html.document_fromstring(self.html(path).encode(), parser=html.HTMLParser(encoding="utf-8"))

    def pages(self) -> list[Path]:
        """Every HTML file, sorted."""
        return sorted(self.folder.rglob("*.html"))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("site")
    catalog, folder = factory.catalog(root), root / "out"
    folder.mkdir()
    summary = site.build(catalog, folder, as_of=factory.AS_OF, progress=Silent())
    return Built(catalog=catalog, folder=folder, summary=summary)
