"""The DCAT-AP catalogue as Turtle, cut into pages that harvesters follow: a ``hydra:PagedCollection``."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.catalog.model import Catalog
from publisher.exports.dcat_ap import graph
from publisher.exports.graph import Iri, Literal, Node, Object
from publisher.exports.records import dataset_record, site_address
from publisher.exports.turtle import turtle
from publisher.spec.model import Portal

PAGE = 100  # datasets on one page; what CKAN asks for at a time


def pages(catalog: Catalog, size: int = PAGE) -> Iterator[tuple[str, bytes]]:
    """The paths and Turtle of all pages: ``catalog.ttl`` is the first, and ``catalog/<n>.ttl`` each, from 1."""
    records = [dataset_record(entry, catalog.portal) for entry in catalog.datasets]
    count = max(1, -(-len(records) // size))
    for number in range(1, count + 1):
        part = records[(number - 1) * size : number * size]
        content = turtle((*graph(catalog.portal, part), _page(catalog.portal, number, count, len(records), size)))
        if number == 1:
            yield "catalog.ttl", content
        yield f"catalog/{number}.ttl", content


def _page(portal: Portal, number: int, count: int, total: int, size: int) -> Node:
    """Hydra, in the words of both of its drafts, since harvesters know one or the other."""

    def at(page: int) -> Iri:
        return Iri(iri=site_address(portal, "/catalog.ttl" if page == 1 else f"/catalog/{page}.ttl"))

    properties: list[tuple[str, Object]] = [
        ("hydra:totalItems", Literal(text=str(total), datatype="xsd:integer")),
        ("hydra:itemsPerPage", Literal(text=str(size), datatype="xsd:integer")),
        ("hydra:first", at(1)),
        ("hydra:firstPage", at(1)),
        ("hydra:last", at(count)),
        ("hydra:lastPage", at(count)),
    ]
    if number < count:
        properties += [("hydra:next", at(number + 1)), ("hydra:nextPage", at(number + 1))]
    if number > 1:
        properties += [("hydra:previous", at(number - 1)), ("hydra:previousPage", at(number - 1))]
    types = ("hydra:PagedCollection", "hydra:PartialCollectionView")
    return Node(iri=at(number).iri, types=types, properties=tuple(properties))
