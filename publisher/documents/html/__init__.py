"""A web page as a document: the article only, with what the page says about itself.

The way: :mod:`tree` (what a reader can see) -> :mod:`boilerplate` (elements that are not the document) ->
:mod:`article` (the part that is) -> :mod:`blocks` -> lines that are not the document. What is left out is counted.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from publisher.documents import labels
from publisher.documents.dates import date_in_address
from publisher.documents.html.article import article
from publisher.documents.html.blocks import blocks, grid
from publisher.documents.html.boilerplate import is_prose, left_out, measure
from publisher.documents.html.lines import RELATED, line_rule
from publisher.documents.html.tree import Element, Page, holding, parse, plain, walk
from publisher.documents.model import Block
from publisher.documents.normalise import counted
from publisher.documents.raw import Label, RawDocument
from publisher.documents.signature import bodies
from publisher.documents.structure import fold

_MASTHEAD = 6  # blocks
_LANGUAGE = re.compile(r"中文(?:版)?|简体(?:版|中文)?|繁[体體](?:版|中文)?|english|español|français", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:table of )?contents:?|目\s*录", re.IGNORECASE)


def extract(html: str) -> RawDocument:
    """The article of a page. Never fails on bad markup; a page without text gives no blocks."""
    page = parse(html)
    sums = measure(page.body)
    furniture = left_out(page.body, sums)
    tables = _label_tables(page.body)
    without = frozenset(furniture) | frozenset(tables)
    found: dict[str, list[str]] = defaultdict(list)
    for element, rule in furniture.items():
        found[rule].append(plain(element))
    for element in tables:
        found["label-table"].append(plain(element))
    for text in page.hidden:
        found["hidden-text"].append(text)
    chosen = article(page.body, sums, without)
    titles = tuple(_titles(page, furniture))
    kept, bars = _without_lines(tuple(blocks(chosen, without)), found)
    kept = _without_masthead(kept, titles, found)
    pairs = [pair for pair_list in tables.values() for pair in pair_list] + bars
    if chosen is not page.body:
        pairs += _pairs_around(page.body, chosen, without)
    return RawDocument(
        format="html",
        blocks=kept,
        labels=(*labels.from_pairs(pairs), *_meta_labels(page), *_address_labels(page)),
        titles=titles,
        changes=counted(found),
    )


def declared_encoding(data: bytes) -> str | None:
    """The charset a page declares in its first 4 KiB (HTML standard, 13.2.3.2), or None."""
    match = re.search(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", data[:4096], re.IGNORECASE)
    match = match or re.match(rb"\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})", data[:200])
    return match[1].decode("ascii") if match else None


def _label_tables(body: Element) -> dict[Element, list[tuple[str, str]]]:
    """Tables and lists that label what the page is (索引号, 发文机关, 成文日期 ...) -> their labels and values."""
    found: dict[Element, list[tuple[str, str]]] = {}
    outer = holding(body, frozenset({"table", "ul", "dl"}))
    for element in walk(body):
        if element in outer:
            continue
        if element.tag == "table":
            pairs = _pairs_of_rows(grid(element))
        elif element.tag in {"ul", "dl"}:
            pairs = _pairs_of_items(element)
        else:
            continue
        named = {labels.LABELS[labels.fold(name)] for name, _ in pairs} - {None}
        filled = sum(1 for _, value in pairs if value)
        if (
            pairs
            and (len(named) >= 2 or (not filled and len(plain(element)) < 60))
            and not is_prose(plain(element)[-400:])
        ):
            found[element] = pairs
    return found


def _pairs_of_rows(rows: tuple[tuple[str, ...], ...]) -> list[tuple[str, str]]:
    """Cells that are a label with the next filled cell, or one cell with label and value. None if others are there."""
    pairs: list[tuple[str, str]] = []
    for row in rows:
        cells = [cell for cell in row if cell]
        while cells:
            cell = cells.pop(0)
            both = labels.labelled(cell)
            if labels.fold(cell) in labels.LABELS:
                has_value = bool(cells) and labels.fold(cells[0]) not in labels.LABELS
                pairs.append((cell, cells.pop(0) if has_value else ""))
            elif both:
                pairs.extend(both)
            elif len(cell) > 3:
                return []
    return pairs


def _pairs_of_items(element: Element) -> list[tuple[str, str]]:
    """Labels and values of a list: an item each, or terms with their descriptions."""
    items = [(child.tag, plain(child)) for child in element.children if isinstance(child, Element)]
    if len(items) > 60:
        return []
    if element.tag == "ul":
        return _pairs_of_rows(tuple((text,) for _, text in items)) if len(items) > 1 else []
    pairs = [(name, value) for (term, name), (what, value) in pairwise(items) if (term, what) == ("dt", "dd")]
    named = [("issued by" if labels.fold(name) == "from" else name, value) for name, value in pairs]
    return named if all(labels.fold(name) in labels.LABELS for name, _ in named) else []


def _pairs_around(body: Element, chosen: Element, without: frozenset[Element]) -> list[tuple[str, str]]:
    """Labelled lines of the page outside the article, above all the bar under the title."""
    return [
        pair
        for block in blocks(body, without | {chosen})
        for line in block.text.split("\n")
        for pair in labels.labelled(line)
    ]


def _without_lines(
    found_blocks: tuple[Block, ...], found: dict[str, list[str]]
) -> tuple[tuple[Block, ...], list[tuple[str, str]]]:
    """Blocks without lines that are not the document, and the labels of its bar. Runs of related links end the page."""
    kept: list[Block] = []
    bars: list[tuple[str, str]] = []
    related = False
    for block in found_blocks:
        if block.kind == "table":
            kept.append(block)
            continue
        rule = line_rule(block.text)
        if found.get("contents") and _CONTENTS.fullmatch(block.text):
            rule = "contents"
        pairs = labels.labelled(block.text)
        related = rule == RELATED or (related and block.kind == "item" and not is_prose(block.text))
        if rule or related:
            found[rule or RELATED].append(block.text)
        elif labels.is_bar(" | ".join(part for part in _bar_parts(block.text) if not bodies(part))):
            found["page-bar"].append(block.text)
            named = [("issuedby", part) for part in _bar_parts(block.text) if bodies(part)]
            bars.extend((*pairs, *named))
        else:
            kept.append(block)
    return tuple(kept), bars


def _without_masthead(
    kept: tuple[Block, ...], titles: tuple[str, ...], found: dict[str, list[str]]
) -> tuple[Block, ...]:
    """Blocks without the name of the site's owner and of its languages above the title, where a title is said."""
    said = {fold(title) for title in titles}
    place = next((at for at, block in enumerate(kept[:_MASTHEAD]) if fold(block.text) in said), 0)
    mast = [block for block in kept[:place] if bodies(block.text) or _LANGUAGE.fullmatch(block.text)]
    found["masthead"].extend(block.text for block in mast)
    return tuple(block for block in kept if not any(block is one for one in mast))


def _bar_parts(line: str) -> list[str]:
    """The parts of a bar under a title; one that is only the name of a public body says who issued the page."""
    return re.split(r"\s[|·]\s", line)


def _meta_labels(page: Page) -> Iterator[Label]:
    yield from labels.from_metas(page.metas)
    for text in page.json_ld:
        yield from labels.from_metas(_json_ld_pairs(text))
    if page.language:
        yield Label(source="meta", name="language", value=page.language)
    for element in walk(page.body):
        if element.tag == "time" and element.attributes.get("itemprop", "").lower() == "datepublished":
            yield Label(source="meta", name="published", value=element.attributes.get("datetime") or plain(element))


def _json_ld_pairs(text: str) -> Iterator[tuple[str, str]]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return
    graph = value.get("@graph", value) if isinstance(value, dict) else value
    for node in (graph if isinstance(graph, list) else [graph])[:20]:
        if isinstance(node, dict):
            for key, known in node.items():
                name = known.get("name") if isinstance(known, dict) else known
                if isinstance(name, str):
                    yield key, name


def _address_labels(page: Page) -> Iterator[Label]:
    for address in page.addresses:
        if date_in_address(address):
            yield Label(source="address", name="published", value=address)


def _titles(page: Page, furniture: dict[Element, str]) -> Iterator[str]:
    """The one first-level heading, else what the head says without the site's name."""
    heads = [plain(element, frozenset(furniture)) for element in walk(page.body) if element.tag == "h1"]
    heads = [head for head in heads if head]
    if len(set(heads)) == 1:
        yield heads[0]
    if page.title.strip():
        yield " ".join(page.title.split())
