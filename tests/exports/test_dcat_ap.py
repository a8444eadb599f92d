"""DCAT-AP: the official shapes, two spellings of one graph, paging, and what harvesters need beside the standard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyshacl
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, RDF, XSD

from publisher.exports import dcat_ap, dcat_ap_pages, schema_org
from publisher.exports.graph import Literal, Node
from publisher.exports.records import dataset_record
from publisher.exports.turtle import turtle
from tests.exports.conftest import Edition, Exported, export
from tests.site import factory

HYDRA = rdflib.Namespace("http://www.w3.org/ns/hydra/core#")
SHACL = rdflib.Namespace("http://www.w3.org/ns/shacl#")
SHAPES = ("shapes.ttl", "range.ttl", "dcat-ap-SHACL.ttl")
SITE = "https://data.test.example"
# rdflib's own JSON-LD parser uses what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


def parsed(content: bytes, syntax: str = "turtle") -> rdflib.Graph:
    return rdflib.Graph().parse(data=content.decode("ascii"), format=syntax)


def violations(graph: rdflib.Graph, shapes: Path) -> list[tuple[str, ...]]:
    _, report, _ = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(shapes, format="turtle"))
    assert isinstance(report, rdflib.Graph)
    names = (SHACL.resultPath, SHACL.focusNode, SHACL.resultMessage)
    return [
        tuple(str(report.value(result, name)) for name in names)
        for result in report.subjects(RDF.type, SHACL.ValidationResult)
    ]


@pytest.mark.parametrize("shapes", SHAPES)
@pytest.mark.parametrize(("path", "syntax"), [("catalog.ttl", "turtle"), ("catalog.jsonld", "json-ld")])
def test_official_shapes_hold(
    shapes: str, path: str, syntax: str, exported: Exported, edition: Edition, standards: Path
) -> None:
    for content in (exported.files[path], (edition.site / path).read_bytes()):
        assert violations(parsed(content, syntax), standards / "dcat-ap-shacl" / shapes) == []


def test_the_shapes_find_what_is_wrong(exported: Exported, standards: Path) -> None:
    graph = parsed(exported.files["catalog.ttl"])
    graph.remove((None, DCTERMS.title, None))
    assert violations(graph, standards / "dcat-ap-shacl" / "shapes.ttl")


def test_turtle_and_json_ld_say_the_same(exported: Exported) -> None:
    page = parsed(exported.files["catalog.ttl"])
    for node in list(page.subjects(RDF.type, HYDRA.PagedCollection)):
        page.remove((node, None, None))
    assert isomorphic(page, parsed(exported.files["catalog.jsonld"], "json-ld"))


def test_what_harvesters_need(exported: Exported) -> None:
    graph = parsed(exported.files["catalog.ttl"])
    dataset = rdflib.URIRef(f"{SITE}/datasets/contracts/#dataset")
    assert {title.language for title in graph.objects(dataset, DCTERMS.title)} == {"en", "zh"}  # type: ignore[attr-defined]
    assert str(graph.value(dataset, DCTERMS.identifier)) == f"{SITE}/datasets/contracts/"
    files = list(graph.objects(dataset, DCAT.distribution))
    assert {str(file).rpartition("#")[2] for file in files} == {"parquet", "csv", "zip"}
    for file in files:
        assert graph.value(file, DCAT.byteSize).datatype == XSD.nonNegativeInteger  # type: ignore[union-attr]
        licence = graph.value(file, DCTERMS.license)
        assert str(graph.value(licence, DCTERMS.title)) == "Creative Commons Attribution"


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ({"zh": "合同"}, {"zh": "合同", "en": "Contracts"}),
        ({"zh": "合同 2026"}, {"zh": "合同 2026", "en": "Contracts"}),
        ({"en": "Awards", "zh": "合同"}, {"en": "Awards", "zh": "合同"}),
        ({"en": "Aw\0ards\ud800 "}, {"en": "Awards"}),
    ],
)
def test_a_title_in_latin_letters(title: dict[str, str], wanted: dict[str, str], exported: Exported) -> None:
    entry = exported.catalog.datasets[0]
    record = dataset_record(replace(entry, spec=replace(entry.spec, title=title)), exported.catalog.portal)
    assert (entry.spec.id, record.titles) == ("contracts", wanted)


def test_coordinates_become_a_place(exported: Exported) -> None:
    entry = exported.catalog.datasets[0]
    fields = tuple(replace(entry.spec.fields[0], name=kind, type=kind) for kind in ("latitude", "longitude"))  # type: ignore[arg-type]
    profile = entry.release.report.profiles[0]
    ends = {"latitude": ("22.1", "22.9"), "longitude": ("113.5", "114.2")}
    report = replace(
        entry.release.report,
        profiles=tuple(replace(profile, field=name, least=low, most=high) for name, (low, high) in ends.items()),
    )
    placed = replace(entry, spec=replace(entry.spec, fields=fields), release=replace(entry.release, report=report))
    record = dataset_record(placed, exported.catalog.portal)
    assert record.box == ("113.5", "22.1", "114.2", "22.9")
    geo = schema_org.dataset(placed, exported.catalog.portal, "en")["spatialCoverage"]["geo"]
    assert geo == {"@type": "GeoShape", "box": "22.1 113.5 22.9 114.2"}
    graph = parsed(turtle(dcat_ap.graph(exported.catalog.portal, [record])))
    assert str(next(graph.objects(None, DCAT.bbox))).startswith("POLYGON((113.5 22.1,114.2 22.1,")
    assert str(next(graph.objects(None, DCAT.centroid))) == "POINT(113.85 22.5)"


def test_pages_follow_each_other_and_hold_each_dataset_once(exported: Exported) -> None:
    pages = dict(dcat_ap_pages.pages(exported.catalog, size=1))
    assert sorted(pages) == ["catalog.ttl", "catalog/1.ttl", "catalog/2.ttl"]
    found, address = [], f"{SITE}/catalog.ttl"
    for _ in range(len(pages)):
        graph = parsed(pages[address.removeprefix(f"{SITE}/")])
        found += [str(node) for node in graph.subjects(RDF.type, DCAT.Dataset)]
        following = graph.value(rdflib.URIRef(address), HYDRA.next)
        assert graph.value(rdflib.URIRef(address), HYDRA.nextPage) == following
        if following is None:
            break
        address = str(following)
    assert sorted(found) == [f"{SITE}/datasets/{entry.spec.id}/#dataset" for entry in exported.catalog.datasets]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_text_survives_turtle(text: str) -> None:
    node = Node(iri="https://x.example/ä b", types=("foaf:Agent",), properties=(("foaf:name", Literal(text=text)),))
    graph = parsed(turtle((node,)))
    assert [str(name) for name in graph.objects(None, rdflib.FOAF.name)] == [text]


def test_an_empty_catalogue_is_one(tmp_path: Path) -> None:
    catalog = factory.catalog(tmp_path)
    empty = export(replace(catalog, datasets=(), documents=(), services=()))
    assert (empty.json("data.json")["dataset"], empty.json("api/3/action/package_search")["result"]["count"]) == ([], 0)
    assert len(list(parsed(empty.files["catalog.ttl"]).subjects(RDF.type, DCAT.Catalog))) == 1
