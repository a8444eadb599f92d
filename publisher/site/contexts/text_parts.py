"""The text of a document as the parts its page shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from publisher.documents.model import Block
from publisher.site.anchors import mark

# An item that carries its own mark, such as 一、 （二） 3. (4) ① or a bullet, needs none from the page.
_MARK = re.compile(
    r"\s*(?:[（(\[【〔]?[0-9０-９一二三四五六七八九十百零〇ivxIVXa-zA-Z]{1,4}[)）\]】〕.．、:：]|[①-⓿•·●○■□◆◇▪‣–—*-])"
)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of the text as the page shows it: ``heading``, ``paragraph``, ``list``, ``table`` or ``page``.

    ``level``: of a heading, from 2, no level left out. ``page``: of a page mark. ``items`` of a list; ``marked``:
    they carry marks of their own. ``number``, ``head`` and ``rows`` of a table; ``head`` may be empty. ``anchor``:
    where a link can point to; ``mark``: the words at the begin of ``text`` that are the link, ``rest`` what follows.
    """

    kind: str
    text: str = ""
    level: int = 0
    page: int = 0
    items: tuple[str, ...] = ()
    marked: bool = False
    number: int = 0
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    anchor: str = ""
    mark: str = ""
    rest: str = ""


def parts(blocks: tuple[Block, ...]) -> Iterator[Part]:
    """The blocks as parts: a mark where a page begins, items gathered into lists, heading levels without gaps."""
    page = 0
    above: list[int] = []
    anchors: set[str] = set()
    tables = 0
    items: list[str] = []
    for block in blocks:
        begins = block.page is not None and block.page != page
        if items and (begins or block.kind != "item"):
            yield _list(items)
            items = []
        if begins and block.page is not None:
            page = block.page
            yield Part(kind="page", page=page)
        if block.kind == "item":
            items.append(block.text)
        elif block.kind == "heading":
            above = [*(level for level in above if level < block.level), block.level]
            yield _anchored(Part(kind="heading", text=block.text, level=min(len(above) + 1, 6)), anchors)
        elif block.kind == "table":
            tables += 1
            yield _table(block.cells, tables)
        else:
            yield _anchored(Part(kind="paragraph", text=block.text), anchors)
    if items:
        yield _list(items)


def _anchored(part: Part, anchors: set[str]) -> Part:
    """The part with the anchor its number gives it, or a heading its place; the first of a name keeps it."""
    found = mark(part.text)
    if found is not None and found.anchor not in anchors:
        anchors.add(found.anchor)
        return replace(part, anchor=found.anchor, mark=found.text, rest=part.text.removeprefix(found.text))
    if part.kind != "heading":
        return part
    place = f"heading-{sum(anchor.startswith('heading-') for anchor in anchors) + 1}"
    anchors.add(place)
    return replace(part, anchor=place)


def _list(items: list[str]) -> Part:
    return Part(kind="list", items=tuple(items), marked=all(_MARK.match(item) for item in items))


def _table(cells: tuple[tuple[str, ...], ...], number: int) -> Part:
    """All rows as wide as the widest. The first row is the head when each of its cells is filled and none repeats."""
    width = max((len(row) for row in cells), default=0)
    rows = tuple((*row, *[""] * (width - len(row))) for row in cells)
    first = rows[0] if rows else ()
    if len(rows) > 1 and all(text.strip() for text in first) and len(set(first)) == len(first) > 1:
        return Part(kind="table", number=number, head=first, rows=rows[1:])
    return Part(kind="table", number=number, rows=rows)
