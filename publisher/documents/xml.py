"""XML papers (bills, orders) as text: elements with text in them are paragraphs, whatever their vocabulary.

A document type declaration with anything inside it is refused: that is where entity bombs and file inclusion live.
One that only names a DTD is passed over, and the DTD is never fetched; an entity only the DTD explains is an error.
"""

from __future__ import annotations

import html.entities
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn
from xml.parsers import expat

from publisher.documents import labels
from publisher.documents.model import Block
from publisher.documents.normalise import counted, table_text
from publisher.documents.raw import Label, RawDocument
from publisher.errors import Place, SourceError

DEEPEST = 200  # safety.md
_HEADS = frozenset({"header", "heading", "head", "title", "subject", "chapeau-heading", "num-heading"})
_NUMBERS = frozenset({"enum", "num", "no", "label"})
_ITEMS = frozenset({"toc-entry", "item", "li", "list-item"})
_ABOUT = frozenset({"metadata", "dublincore", "meta", "docmeta"})
_ROWS, _CELLS = frozenset({"row", "tr"}), frozenset({"entry", "td", "th", "cell"})
_NUMBER_NAMES = frozenset({"legis-num", "docnumber", "documentnumber", "frdoc", "resolution-num"})
_TITLE_NAMES = frozenset({"official-title", "doctitle", "documenttitle", "subject"})
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w:",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
}


@dataclass(eq=False, slots=True)
class Node:
    """One element with its texts and elements in order; built once by :func:`parse`."""

    name: str
    attributes: dict[str, str]
    parts: list[Node | str] = field(default_factory=list)

    def nodes(self) -> list[Node]:
        return [part for part in self.parts if isinstance(part, Node)]


class _Builder:
    """Makes the tree from expat's events, and refuses what is not safe."""

    def __init__(self, name: str) -> None:
        self.top = Node("", {})
        self._stack = [self.top]
        self._name = name
        self._names: dict[str, str] = {}
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._declared
        parser.SkippedEntityHandler = self._skipped
        parser.ExternalEntityRefHandler = self._external

    def _known(self, name: str) -> str:
        """``uri local`` as expat gives it -> the name with its namespace's usual prefix, or without one."""
        if name not in self._names:
            address, _, local = name.rpartition(" ")
            self._names[name] = _PREFIXES.get(address, "") + local
        return self._names[name]

    def _refuse(self, reason: str) -> NoReturn:
        raise SourceError(
            reason,
            place=Place(file=self._name, line=self.parser.CurrentLineNumber),
            remedy="Ask the department for the file without it, as DOCX, PDF or HTML.",
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._stack) > DEEPEST:
            self._refuse(f"elements are nested more than {DEEPEST} deep")
        named = {self._known(key): value for key, value in attributes.items()}
        node = Node(self._known(tag), named)
        self._stack[-1].parts.append(node)
        self._stack.append(node)

    def _end(self, _tag: str) -> None:
        self._stack.pop()

    def _text(self, text: str) -> None:
        self._stack[-1].parts.append(text)

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_subset: int) -> None:
        if has_subset:
            self._refuse("the document type declaration (DOCTYPE) has declarations in it, which is not safe to read")

    def _declared(self, *_: Any) -> None:
        self._refuse("the file declares entities, which is not safe to read")

    def _skipped(self, entity: str, is_parameter: bool) -> None:
        if is_parameter:
            return
        char = html.entities.name2codepoint.get(entity)
        if char is None:
            self._refuse(f"the entity &{entity}; is declared nowhere in the file")
        self._stack[-1].parts.append(chr(char))

    def _external(self, *_: Any) -> int:
        self._refuse("the file asks for another file to be read in")


def parse(data: bytes, name: str) -> Node:
    """The tree of an XML file without comments and instructions; names bear the usual prefix of a known namespace.

    Raises SourceError.
    """
    builder = _Builder(name)
    try:
        builder.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise SourceError(
            f"the file is not well-formed XML: {expat.ErrorString(error.code)}",
            place=Place(file=name, line=error.lineno),
            remedy="Ask the department for the file again.",
        ) from error
    return builder.top.nodes()[0]


def extract(data: bytes, name: str) -> RawDocument:
    """Text, title, number and dates of an XML paper. Raises SourceError."""
    root = parse(data, name)
    found: dict[str, list[str]] = defaultdict(list)
    about = [node for node in _walk(root) if _local(node) in _ABOUT]
    pairs = [(part.name, plain(part)) for node in about for part in node.nodes() if not part.nodes()]
    found["metadata"].extend(plain(node) for node in about[:1])
    numbers = [plain(node) for node in _walk(root) if _local(node) in _NUMBER_NAMES]
    titles = [value for key, value in pairs if key.lower() in {"dc:title", "title"}]
    titles += [plain(node) for node in _walk(root) if _local(node) in _TITLE_NAMES]
    return RawDocument(
        format="xml",
        blocks=tuple(_blocks(root)),
        labels=(
            *labels.from_metas(pairs),
            *(Label(source="table", name="number", value=number) for number in numbers[:1] if number),
        ),
        titles=tuple(title for title in titles if title),
        changes=counted(found),
    )


def _blocks(root: Node) -> Iterator[Block]:
    """Elements with text of their own become paragraphs; a number (enum, num) goes before what it numbers."""
    number = ""
    last: Block | None = None
    stack: list[tuple[Node, int]] = [(root, 0)]
    while stack:
        node, depth = stack.pop()
        kind = _local(node)
        if kind in _ABOUT:
            continue
        if kind in _NUMBERS:
            number = f"{number} {plain(node)}".strip()
            continue
        cells = _cells(node)
        if cells:
            block = Block(kind="table", text=table_text(cells), cells=cells)
        elif not _has_text(node):
            stack.extend((part, depth + 1) for part in reversed(node.nodes()))
            continue
        else:
            text = f"{number} {plain(node)}".strip()
            number = ""
            if re.fullmatch(r"[^\w\s]{1,3}", text) and last is not None:
                last = _with_tail(last, text)  # the full stop after a quoted block
                continue
            block = _block(kind, text, depth)
        if last is not None:
            yield last
        last = block
    if last is not None:
        yield last
    if number:
        yield Block(kind="paragraph", text=number)


def _block(kind: str, text: str, depth: int) -> Block:
    if kind in _HEADS:
        return Block(kind="heading", text=text, level=min(6, max(2, depth)))
    return Block(kind="item" if kind in _ITEMS else "paragraph", text=text)


def _with_tail(block: Block, tail: str) -> Block:
    if block.kind == "table":
        return block
    return Block(kind=block.kind, text=block.text + tail, level=block.level)


def _cells(node: Node) -> tuple[tuple[str, ...], ...]:
    """Rows of cells if ``node`` is a table (CALS or HTML names), else none."""
    if _local(node) not in {"table", "tgroup", "tbody"}:
        return ()
    rows = [part for part in _walk(node) if _local(part) in _ROWS]
    made = (tuple(plain(cell) for cell in row.nodes() if _local(cell) in _CELLS) for row in rows)
    return tuple(row for row in made if any(row))


def _has_text(node: Node) -> bool:
    return any(isinstance(part, str) and part.strip() for part in node.parts)


def plain(node: Node) -> str:
    """All text of an element in one line; quote marks where the vocabulary has an element for them."""
    found: list[str] = []
    stack: list[Node | str] = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            found.append(part)
        elif _local(part) == "quote":
            stack.extend(["”", *reversed(part.parts), "“"])
        else:
            stack.extend(reversed(part.parts))
    return " ".join("".join(found).split())


def _walk(root: Node) -> Iterator[Node]:
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.nodes()))


def _local(node: Node) -> str:
    return node.name.rpartition(":")[2].lower()
