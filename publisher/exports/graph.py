"""RDF as values: nodes with properties, from which Turtle and JSON-LD are written.

A node's properties keep their order, so equal catalogues give equal bytes. Names are written short (``dct:title``);
:data:`PREFIXES` says what they stand for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

PREFIXES: Mapping[str, str] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True, kw_only=True)
class Iri:
    """A resource by its address."""

    iri: str


@dataclass(frozen=True, kw_only=True)
class Literal:
    """A text in a language, or of a data type (``xsd:date``), or neither."""

    text: str
    language: str | None = None
    datatype: str | None = None


@dataclass(frozen=True, kw_only=True)
class Node:
    """A resource that is described here. ``iri`` is None for one without an address, which stands inside another."""

    iri: str | None
    types: tuple[str, ...]
    properties: tuple[tuple[str, Object], ...]

    def all(self, name: str) -> tuple[Object, ...]:
        """All values of a property."""
        return tuple(value for found, value in self.properties if found == name)


Object = Iri | Literal | Node


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Every node, those inside others too, depth first."""
    for node in nodes:
        yield node
        yield from walk(tuple(value for _, value in node.properties if isinstance(value, Node)))


def full(name: str) -> str:
    """The address a short name stands for."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local
