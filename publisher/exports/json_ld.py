"""JSON-LD 1.1 (W3C Recommendation 2020) of the same nodes as Turtle: one document, the context inside, so that a reader
needs nothing from elsewhere.
"""

from __future__ import annotations

from typing import Any

from publisher.exports.ascii import json_bytes
from publisher.exports.graph import PREFIXES, Iri, Literal, Node, Object
from publisher.exports.turtle import address


def json_ld(nodes: tuple[Node, ...]) -> bytes:
    """The nodes as ``@graph``, in the order given."""
    return json_bytes({"@context": dict(PREFIXES), "@graph": [_node(node) for node in nodes]})


def _node(node: Node) -> dict[str, Any]:
    made: dict[str, Any] = {} if node.iri is None else {"@id": address(node.iri)}
    made["@type"] = list(node.types)
    for name in dict.fromkeys(name for name, _ in node.properties):
        values = [_object(value) for value in node.all(name)]
        made[name] = values[0] if len(values) == 1 else values
    return made


def _object(value: Object) -> dict[str, Any]:
    if isinstance(value, Iri):
        return {"@id": address(value.iri)}
    if isinstance(value, Literal):
        if value.language:
            return {"@value": value.text, "@language": value.language}
        return {"@value": value.text} | ({"@type": value.datatype} if value.datatype else {})
    return {"@id": address(value.iri)} if value.iri is not None else _node(value)
