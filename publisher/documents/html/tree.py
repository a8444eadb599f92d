"""An HTML page as a light tree of what a reader can see, made in one pass without recursion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser

UNSEEN = frozenset(
    word
    for line in (
        "script style noscript template svg canvas iframe object embed audio video map select button input",
        "textarea option datalist head dialog",
    )
    for word in line.split()
)
BLOCKS = frozenset(
    word
    for line in (
        "address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure",
        "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary",
        "table tbody td tfoot th thead tr ul",
    )
    for word in line.split()
)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(eq=False, slots=True)
class Element:
    """One element; built once by :func:`parse` and only read afterwards. Children are elements and texts in order."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None
    children: list[Element | str] = field(default_factory=list)

    def names(self) -> tuple[str, ...]:
        """Its classes and its id, in lower case."""
        return (*self.attributes.get("class", "").lower().split(), self.attributes.get("id", "").lower())


@dataclass(frozen=True, kw_only=True)
class Page:
    """A parsed page: what is seen, what its head says, and the texts that were hidden from readers."""

    body: Element
    metas: tuple[tuple[str, str], ...]
    title: str
    json_ld: tuple[str, ...]
    addresses: tuple[str, ...]
    hidden: tuple[str, ...]
    language: str


def parse(html: str) -> Page:
    """Parse any text as HTML; never fails on bad markup (the HTML standard says what each error becomes)."""
    document = LexborHTMLParser(html)
    root = document.root
    hidden: list[str] = []
    body = Element("body", {}, None)
    if document.body is not None:
        body = _copy(document.body, hidden)
    return Page(
        body=body,
        metas=tuple(_metas(document)),
        title=next((node.text() for node in document.css("title")), ""),
        json_ld=tuple(node.text() or "" for node in document.css('script[type="application/ld+json"]')),
        addresses=tuple(_addresses(document, html)),
        hidden=tuple(hidden),
        language=(root.attributes.get("lang") or "") if root is not None else "",
    )


def walk(root: Element) -> Iterator[Element]:
    """The element and all below it, each before its children, in document order."""
    stack = [root]
    while stack:
        element = stack.pop()
        yield element
        stack.extend(child for child in reversed(element.children) if isinstance(child, Element))


def holding(root: Element, tags: frozenset[str]) -> frozenset[Element]:
    """All elements that have one of ``tags`` somewhere below them; in time proportional to the page, however deep."""
    found: set[Element] = set()
    for element in walk(root):
        above = element.parent if element.tag in tags else None
        while above is not None and above not in found:
            found.add(above)
            above = above.parent
    return frozenset(found)


def texts(root: Element, without: frozenset[Element] = frozenset()) -> Iterator[str]:
    """All text below an element, in order; a line break for ``br`` and around blocks."""
    stack: list[Element | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield node
        elif node.tag == "br":
            yield "\n"
        elif node not in without:
            edge = ["\n"] if node.tag in BLOCKS and node is not root else []
            stack.extend([*edge, *reversed(node.children), *edge])


def plain(root: Element, without: frozenset[Element] = frozenset()) -> str:
    """The text of an element in one line."""
    return " ".join("".join(texts(root, without)).split())


def _copy(top: Any, hidden: list[str]) -> Element:
    """The visible part of a parsed tree. Hidden texts go to ``hidden``."""
    root = Element("body", _attributes(top), None)
    stack: list[tuple[Any, Element]] = [(top.child, root)]
    while stack:
        node, parent = stack.pop()
        while node is not None:
            tag = node.tag
            if tag == "-text":
                parent.children.append(node.text_content or "")
            elif tag is not None and tag[0].isalpha() and tag not in UNSEEN:
                attributes = _attributes(node)
                if "hidden" in attributes or _HIDING.search(attributes.get("style", "")):
                    text = " ".join(node.text(separator=" ").split())
                    if text:
                        hidden.append(text)
                else:
                    element = Element(tag, attributes, parent)
                    parent.children.append(element)
                    stack.append((node.next, parent))
                    node, parent = node.child, element
                    continue
            node = node.next
    return root


def _attributes(node: Any) -> dict[str, str]:
    return {name: value or "" for name, value in node.attributes.items()}


def _metas(document: Any) -> Iterator[tuple[str, str]]:
    for node in document.css("meta"):
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        content = attributes.get("content")
        if name and content and content.strip():
            yield name.strip(), content.strip()


def _addresses(document: Any, html: str) -> Iterator[str]:
    """The addresses a page gives as its own: canonical, og:url, and the note of a browser or crawler that saved it."""
    for node in document.css('link[rel="canonical"]'):
        yield node.attributes.get("href") or ""
    for name, content in _metas(document):
        if name.lower() == "og:url":
            yield content
    for match in re.finditer(r"<!--\s*(?:saved from url=\(\d+\))?\s*(https?://[^\s>]{1,500})\s*-->", html[:4096]):
        yield match[1]
