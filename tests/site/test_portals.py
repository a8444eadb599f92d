"""Portals of other shapes: one language, another first language, nothing published, odd contacts; and host files."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from publisher import site
from publisher.catalog.model import Catalog
from publisher.errors import EditionError
from publisher.progress import Silent
from publisher.site.headers import headers_file
from tests.site import factory
from tests.site.conftest import Built


def build(catalog: Catalog, folder: Path) -> Path:
    folder.mkdir()
    site.build(catalog, folder, as_of=factory.AS_OF, progress=Silent())
    return folder


def test_a_portal_in_one_language(tmp_path: Path) -> None:
    catalog = factory.catalog(tmp_path)
    portal = replace(catalog.portal, languages=("zh",), address="https://data.test.example/")
    folder = build(replace(catalog, portal=portal), tmp_path / "out")
    page = html.document_fromstring((folder / "datasets/contracts/index.html").read_bytes())
    assert page.get("lang") == "zh"
    assert not page.xpath("//nav[@class='languages']")
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://data.test.example/datasets/contracts/"]
    assert not (folder / "zh").exists()


def test_the_first_language_has_no_prefix(tmp_path: Path) -> None:
    catalog = factory.catalog(tmp_path)
    folder = build(replace(catalog, portal=replace(catalog.portal, languages=("zh", "en"))), tmp_path / "out")
    for path, language in (("index.html", "zh"), ("en/index.html", "en")):
        assert html.document_fromstring((folder / path).read_bytes()).get("lang") == language
    assert "/en/datasets/*" in (folder / "_headers").read_text(encoding="utf-8")


def test_a_portal_with_nothing_published(tmp_path: Path) -> None:
    catalog = Catalog(portal=factory.portal(tmp_path), datasets=(), collections=(), documents=(), services=())
    folder = build(catalog, tmp_path / "out")
    for path, words in (
        ("datasets", "No dataset is published yet."),
        ("documents", "No document is published yet."),
        ("services", "No service guide is published yet."),
        ("departments/works", "This department has published nothing yet."),
    ):
        assert words in (folder / path / "index.html").read_text(encoding="utf-8")
    home = html.document_fromstring((folder / "index.html").read_bytes())
    assert home.xpath("//h2/@id") == ["begin", "departments"]


def test_two_documents_of_one_address_are_an_error(tmp_path: Path) -> None:
    catalog = factory.catalog(tmp_path)
    twice = replace(catalog, documents=(*catalog.documents, catalog.documents[0]))
    with pytest.raises(EditionError, match="two things ask for the address /documents/attacked/"):
        build(twice, tmp_path / "out")


def test_every_version_keeps_its_address(tmp_path: Path) -> None:
    catalog = factory.catalog(tmp_path)
    entry = catalog.datasets[0]
    older = replace(entry.release, version="2026-09-01-89abcdef")
    folder = build(replace(catalog, datasets=(replace(entry, history=(older, entry.release)),)), tmp_path / "out")
    for version in ("2026-09-01-89abcdef", factory.VERSION):
        assert (folder / "data/contracts" / version / "contracts.parquet").is_file()


def test_only_a_single_number_can_be_called(built: Built) -> None:
    """Two numbers in one text are no number to dial."""
    assert not built.tree("departments/finance/").xpath("//a[starts-with(@href, 'tel:')]")
    assert built.tree("departments/finance/").xpath("//a/@href[.='mailto:f@test.example']")


def test_files_for_hosts_and_finders_of_faults(built: Built) -> None:
    assert (built.folder / "_headers").read_text(encoding="utf-8") == headers_file(["zh"])
    assert (built.folder / "robots.txt").read_text(encoding="utf-8").startswith("User-agent: *\n")
    lines = (built.folder / ".well-known/security.txt").read_text(encoding="utf-8").splitlines()
    security = dict(line.split(": ", 1) for line in lines)
    assert security["Contact"] == "mailto:data@test.example"
    expires = dt.datetime.fromisoformat(security["Expires"])
    assert dt.timedelta(days=300) < expires - factory.AS_OF < dt.timedelta(days=366)
