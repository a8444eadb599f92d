"""A published site: the sitemap lists its pages, ``release.json`` its files, equal inputs give equal bytes."""

from __future__ import annotations

import json
from pathlib import Path

from lxml import etree

from publisher.clock import parse_instant
from publisher.exports.sitemap import sitemaps
from publisher.files import sha256_bytes, sha256_file
from publisher.progress import Silent
from publisher.publish import Request, publish
from tests.exports.conftest import PAGES, Edition, Exported
from tests.portals import make_portal, tree

_MAP = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9"}
_SITE = "https://data.harbour.example"


def locations(content: bytes) -> list[str]:
    return [str(node.text) for node in etree.fromstring(content).iterfind(".//m:loc", _MAP)]


def test_the_sitemap_lists_exactly_the_pages(edition: Edition) -> None:
    found = locations((edition.site / "sitemap.xml").read_bytes())
    site = edition.site.resolve()
    pages = {f"/{path.relative_to(site).as_posix()}".removesuffix("index.html") for path in site.rglob("index.html")}
    unlisted = {"/patterns/", "/zh/patterns/"}  # for those who change the site: in no list and no search engine
    assert unlisted < pages
    assert sorted(found) == sorted(_SITE + page for page in pages - unlisted)
    assert f"Sitemap: {_SITE}/sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8")


def test_a_large_sitemap_is_an_index(exported: Exported) -> None:
    files = dict(sitemaps(exported.catalog, PAGES, largest=3))
    parts = [path.removeprefix("https://data.test.example/") for path in locations(files["sitemap.xml"])]
    assert parts == ["sitemaps/1.xml", "sitemaps/2.xml", "sitemaps/3.xml"]
    whole = locations(dict(sitemaps(exported.catalog, PAGES))["sitemap.xml"])
    assert [address for part in parts for address in locations(files[part])] == whole


def test_the_manifest_names_every_file(edition: Edition) -> None:
    site, manifest = edition.site.resolve(), edition.json("release.json")
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    del files["release.json"]
    wanted = {name: {"sha256": sha256_file(path), "size": path.stat().st_size} for name, path in files.items()}
    assert manifest["files"] == wanted
    assert list(manifest["files"]) == sorted(files)
    assert (manifest["counter"], manifest["previous"], manifest["published"]) == (1, None, "2026-04-30T00:00:00Z")


def test_the_next_manifest_follows_the_one_before(tmp_path: Path) -> None:
    root = make_portal(tmp_path)
    publish(Request(root=root, as_of=parse_instant("2026-04-30")), Silent())
    first = (root / "public" / "release.json").read_bytes()
    raw = root / "datasets/health/premises/raw/premises.csv"
    raw.write_text(raw.read_text(encoding="utf-8") + "009,Bakery\n", encoding="utf-8")
    publish(Request(root=root, as_of=parse_instant("2026-05-31T10:00:00Z")), Silent())
    second = json.loads((root / "public" / "release.json").read_bytes())
    assert (second["counter"], second["previous"]) == (2, sha256_bytes(first))
    assert second["published"] == "2026-05-31T10:00:00Z"


def test_equal_inputs_give_equal_bytes(edition: Edition, tmp_path: Path) -> None:
    root = make_portal(tmp_path / "elsewhere")
    publish(Request(root=root, as_of=parse_instant("2026-04-30")), Silent())
    again, before = tree(root / "public"), tree(edition.site.resolve())
    assert [name for name in before if before[name] != again.get(name)] == []
    assert sorted(again) == sorted(before)


def test_machine_files_are_ascii(exported: Exported) -> None:
    assert [path for path, content in exported.files.items() if not content.isascii()] == []
