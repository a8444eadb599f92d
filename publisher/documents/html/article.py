"""Which part of a page is the document: one the page itself marks, else the smallest that holds all its prose."""

from __future__ import annotations

import re
from collections.abc import Mapping

from publisher.documents.html.blocks import TABLE, is_data
from publisher.documents.html.boilerplate import Measure, is_file, is_prose
from publisher.documents.html.tree import Element, holding, texts, walk

# Names by which content systems of public bodies mark the article; the test on its share of the text decides.
_MARKS = re.compile(
    r"^(?:ucap-content|trs_editor|trs_ueditor|zoom|pages_content|article[-_]?(?:content|body|text|con|main)|articlecontent|"
    r"news[-_]?(?:content|body|con|text)|(?:main|body|page|text|detail|info|doc)[-_]?(?:content|text|con)|content[-_]?(?:body|text|main|detail)|"
    r"entry-content|field--name-body|field-name-body|govspeak|full-?text(?:wrapper)?|bt_content|xxgk[-_]content|wzcon|nr|view)$"
)
_CONTAINERS = frozenset({"div", "section", "article", "main", "center", "form", "table", "tbody", "tr", "td", "span"})


def article(body: Element, sums: Mapping[Element, Measure], without: frozenset[Element]) -> Element:
    """The element that holds the document. Falls back to the whole body, so that no text is lost for want of a mark."""
    seen = _seen(body, without)
    own = {element: sums[element].text - sums[element].linked for element in seen}
    marked = [element for element in seen if _is_marked(element) and own[element] * 2 >= own[body] and own[element]]
    if marked:
        return max(marked, key=lambda element: (own[element], -_depth(element)))
    return _descend(body, own, without)


def _seen(body: Element, without: frozenset[Element]) -> tuple[Element, ...]:
    """All elements that are not left out, each before its children."""
    stack, found = [body], []
    while stack:
        element = stack.pop()
        if element not in without:
            found.append(element)
            stack.extend(child for child in reversed(element.children) if isinstance(child, Element))
    return tuple(found)


def _is_marked(element: Element) -> bool:
    attributes = element.attributes
    return (
        element.tag in {"article", "main"}
        or attributes.get("itemprop", "").lower() == "articlebody"
        or attributes.get("role", "").lower() in {"main", "article"}
        or any(_MARKS.match(name) for name in element.names())
    )


def _depth(element: Element) -> int:
    depth, parent = 0, element.parent
    while parent is not None:
        depth, parent = depth + 1, parent.parent
    return depth


def _descend(body: Element, own: Mapping[Element, int], without: frozenset[Element]) -> Element:
    """Go down while one child holds the text and none of its neighbours has a sentence or a heading in it."""
    outer = holding(body, TABLE)
    element = body
    while True:
        children = [child for child in element.children if isinstance(child, Element) and child not in without]
        largest = max(children, key=lambda child: own[child], default=None)
        if largest is None or largest.tag not in _CONTAINERS or own[largest] * 2 < own[element]:
            return element
        if largest.tag == "table" and largest not in outer and is_data(largest):
            return element
        if any(_matters(node, largest, without) for node in element.children):
            return element
        element = largest


def _matters(node: Element | str, largest: Element, without: frozenset[Element]) -> bool:
    if node is largest:
        return False
    if isinstance(node, str):
        return bool(node.strip())
    if node in without:
        return False
    if any(below.tag in {"h1", "h2", "h3", "li", "th"} or is_file(below) for below in walk(node)):
        return True
    return any(is_prose(line) or len(line) > 40 for line in "".join(texts(node, without)).splitlines())
