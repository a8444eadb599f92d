"""Turtle (RDF 1.1 Turtle, W3C Recommendation 2014): nodes in the order given, in ASCII.

What IRIREF and the string grammar (section 6.5) do not allow is escaped: ``\\uXXXX`` in texts, per cent in addresses.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from publisher.exports.graph import PREFIXES, Iri, Literal, Node, Object

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def turtle(nodes: tuple[Node, ...]) -> bytes:
    """The nodes as a Turtle document. Only the outermost may have, and each of them has, an address."""
    head = "".join(f"@prefix {prefix}: <{address}> .\n" for prefix, address in PREFIXES.items())
    return (head + "".join("\n" + _statement(node) for node in nodes)).encode("ascii")


def address(iri: str) -> str:
    """An IRI as ASCII: characters that addresses do not have, and those beyond ASCII, become per cent escapes."""
    return quote(iri, safe=":/?#[]@!$&'()*+,;=%-._~")


def _statement(node: Node) -> str:
    return f"<{address(node.iri or '')}> " + " ;\n    ".join(_pairs(node, depth=1)) + " .\n"


def _pairs(node: Node, *, depth: int) -> Iterator[str]:
    yield "a " + ", ".join(node.types)
    for name in dict.fromkeys(name for name, _ in node.properties):
        yield f"{name} " + ", ".join(_object(value, depth=depth) for value in node.all(name))


def _object(value: Object, *, depth: int) -> str:
    if isinstance(value, Iri):
        return f"<{address(value.iri)}>"
    if isinstance(value, Literal):
        text = f'"{"".join(_character(character) for character in value.text)}"'
        if value.language:
            return f"{text}@{value.language}"
        return f"{text}^^{value.datatype}" if value.datatype else text
    if value.iri is not None:
        return f"<{address(value.iri)}>"
    indent = "\n" + "    " * (depth + 1)
    return "[ " + f" ;{indent}".join(_pairs(value, depth=depth + 1)) + " ]"


def _character(character: str) -> str:
    code = ord(character)
    if character in _ESCAPES:
        return _ESCAPES[character]
    if 0x20 <= code < 0x7F:
        return character
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
