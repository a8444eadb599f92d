"""A dataset's GeoJSON is a distribution in every catalogue, by its name and media type."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS

from publisher.release.model import ReleaseFile
from publisher.terms import media_type
from tests.exports.conftest import Exported, export
from tests.exports.test_dcat_ap import SHAPES, SITE, parsed, violations

NAME = "contracts.geojson"
ADDRESS = f"{SITE}/data/contracts/{NAME}"


@pytest.fixture(scope="module")
def placed(exported: Exported) -> Exported:
    """The catalogue with a GeoJSON file beside the others of its first dataset."""
    first, *others = exported.catalog.datasets
    file = ReleaseFile(
        name=NAME, format="geojson", media_type=media_type(NAME), role="data", size=1234, sha256="ab" * 32
    )
    entry = replace(first, release=replace(first.release, files=(*first.release.files, file)))
    return export(replace(exported.catalog, datasets=(entry, *others)))


@pytest.mark.parametrize("path", ["data.json", "dcat-us-3.json"])
def test_dcat_us(placed: Exported, path: str) -> None:
    dataset = next(one for one in placed.json(path)["dataset"] if one["identifier"].endswith("/datasets/contracts/"))
    found = [one for one in dataset["distribution"] if one["downloadURL"] == ADDRESS]
    assert [(one["format"], one["mediaType"]) for one in found] == [("GeoJSON", "application/geo+json")]


def test_ckan(placed: Exported) -> None:
    packages = placed.json("api/3/action/package_search")["result"]["results"]
    found = [one for package in packages for one in package["resources"] if one["url"] == ADDRESS]
    assert [(one["format"], one["mimetype"]) for one in found] == [("GeoJSON", "application/geo+json")]


def test_dcat_ap(placed: Exported) -> None:
    graph = parsed(placed.files["catalog.ttl"])
    (node,) = graph.subjects(DCAT.downloadURL, rdflib.URIRef(ADDRESS))
    assert [str(one).rpartition("/")[2] for one in graph.objects(node, DCTERMS["format"])] == ["GEOJSON"]
    assert [str(one) for one in graph.objects(node, DCAT.mediaType)] == [
        "http://www.iana.org/assignments/media-types/application/geo+json"
    ]


@pytest.mark.parametrize("shapes", SHAPES)
def test_official_shapes_hold(placed: Exported, shapes: str, standards: Path) -> None:
    assert violations(parsed(placed.files["catalog.ttl"]), standards / "dcat-ap-shacl" / shapes) == []
