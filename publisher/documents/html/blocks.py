"""The chosen part of a page as blocks: headings, paragraphs, list items and tables, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from publisher.documents.html.tree import BLOCKS, Element, holding, texts, walk
from publisher.documents.model import Block
from publisher.documents.normalise import table_text

_WIDE = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\u3000-\u303f“”‘’…—"
_BREAK = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\r\n\f]*(?=[{_WIDE}])")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.IGNORECASE)
_LINE = "\ue000"  # a br, while other white space is folded
MOST_COLUMNS = 1000  # HTML standard, 4.9.12: a colspan is clamped to 1000
TABLE = frozenset({"table"})
MOST_CELLS = 500_000


@dataclass(slots=True)
class _Open:
    """The text gathered since the last block ended."""

    parts: list[str] = field(default_factory=list)
    bold: int = 0
    total: int = 0


def blocks(root: Element, without: frozenset[Element]) -> Iterator[Block]:
    """All blocks below ``root``. An element of ``without`` and all below it is passed over."""
    outer = holding(root, TABLE)
    open_block = _Open()
    contexts: list[tuple[str, int]] = [("paragraph", 0)]
    stack: list[tuple[str, Element | str, bool]] = [("node", root, False)]
    while stack:
        step, node, bold = stack.pop()
        if isinstance(node, str):
            _add(open_block, node, bold=bold)
            continue
        if step == "end":
            yield from _flush(open_block, contexts.pop())
            continue
        if node in without:
            continue
        if node.tag == "br":
            open_block.parts.append(_LINE)
            continue
        bold = bold or node.tag in {"b", "strong"} or bool(_BOLD.search(node.attributes.get("style", "")))
        if node.tag in BLOCKS:
            yield from _flush(open_block, contexts[-1])
            if node.tag == "table" and node not in outer and is_data(node):
                yield from _table(node, without)
                continue
            contexts.append(_context(node, contexts[-1]))
            stack.append(("end", node, bold))
        stack.extend(("node", child, bold) for child in reversed(node.children))
    yield from _flush(open_block, contexts[0])


def inline(text: str) -> str:
    """White space as a browser shows it, and none where Chinese runs on over the end of a source line."""
    return _SPACES.sub(" ", _BREAK.sub("", text)).strip()


def is_data(table: Element) -> bool:
    """A table of data, told of one without a table in it: rows and columns. Other tables only lay a page out."""
    below = list(walk(table))[1:]
    rows = [
        [cell for cell in row.children if isinstance(cell, Element) and cell.tag in {"td", "th"}]
        for row in below
        if row.tag == "tr"
    ]
    filled = [sum(1 for cell in row if "".join(texts(cell)).strip()) for row in rows]
    if any(element.tag == "th" for element in below) and sum(filled) > 1:
        return True
    return sum(1 for count in filled if count >= 2) >= 2 or (max(filled, default=0) >= 2 and len(rows) >= 2)


def _context(element: Element, outer: tuple[str, int]) -> tuple[str, int]:
    if re.fullmatch("h[1-6]", element.tag):
        return "heading", max(2, int(element.tag[1]))
    if element.tag == "li":
        return "item", 0
    if element.tag in {"p", "div", "dd", "blockquote", "span"} and outer[0] in {"item", "heading"}:
        return outer
    return "paragraph", 0


def _add(block: _Open, text: str, *, bold: bool) -> None:
    block.parts.append(text)
    count = len("".join(text.split()))
    block.total += count
    block.bold += count if bold else 0


def _flush(block: _Open, context: tuple[str, int]) -> Iterator[Block]:
    text = "".join(block.parts)
    whole_bold = block.total > 0 and block.bold == block.total
    block.parts.clear()
    block.bold = block.total = 0
    lines = [inline(line) for line in text.split(_LINE)]
    kind, level = context
    if kind == "heading":
        joined = " ".join(line for line in lines if line)
        if joined:
            yield Block(kind="heading", text=joined, level=level)
        return
    for paragraph in _paragraphs(lines):
        if kind == "item":
            yield Block(kind="item", text=paragraph)
        elif whole_bold and len(paragraph) <= 80 and not re.search(r"[。；;，,]$", paragraph):
            yield Block(kind="heading", text=paragraph, level=3)
        else:
            yield Block(kind="paragraph", text=paragraph)


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Lines between empty lines. Old pages write each paragraph as a line of its own: those stay apart too."""
    run: list[str] = []
    for line in [*lines, ""]:
        if line:
            run.append(line)
        elif run:
            if sum(len(part) for part in run) > 120 and len(run) > 1:
                yield from run
            else:
                yield "\n".join(run)
            run = []


def _table(table: Element, without: frozenset[Element]) -> Iterator[Block]:
    captions = [element for element in walk(table) if element.tag == "caption"]
    for caption in captions:
        text = inline("".join(texts(caption, without)))
        if text:
            yield Block(kind="paragraph", text=text)
    rows = grid(table, without)
    if rows:
        yield Block(kind="table", text=table_text(rows), cells=rows)


def grid(table: Element, without: frozenset[Element] = frozenset()) -> tuple[tuple[str, ...], ...]:
    """The cells of a table in rows of one length. A merged cell's text stands once, in its first place."""
    taken: dict[tuple[int, int], str] = {}
    rows = [element for element in walk(table) if element.tag == "tr" and element not in without]
    for y, row in enumerate(rows):
        x = 0
        for cell in row.children:
            if not isinstance(cell, Element) or cell.tag not in {"td", "th"}:
                continue
            while (y, x) in taken:
                x += 1
            wide = _span(cell, "colspan", MOST_COLUMNS)
            high = min(_span(cell, "rowspan", 65534), len(rows) - y)
            if len(taken) + wide * high > MOST_CELLS:
                wide = high = 1
            taken.update(((y + down, x + right), "") for down in range(high) for right in range(wide))
            taken[y, x] = " ".join(inline(line) for line in "".join(texts(cell, without)).split("\n") if line.strip())
            x += wide
    used = [x for (_, x), text in taken.items() if text]
    width = max(used, default=-1) + 1
    made = (tuple(taken.get((y, x), "") for x in range(width)) for y in range(len(rows)))
    return tuple(row for row in made if any(row))


def _span(cell: Element, name: str, most: int) -> int:
    text = cell.attributes.get(name, "").strip()
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < 10 else 1
