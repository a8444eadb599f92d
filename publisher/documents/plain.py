"""Plain text as paragraphs: lines broken only to fit a width run on, every other line stays its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.documents.model import Block
from publisher.documents.raw import RawDocument

_ENDS = re.compile(r"[.!?:;。！？：；”\"')）]$")
_ITEM = re.compile(r"(?:[-*•·▪●]|\(?\d{1,3}[.)、]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[a-z]\))\s*\S")


def extract(text: str) -> RawDocument:
    """The paragraphs of a text file. A form feed begins a new page."""
    sheets = text.replace("\r\n", "\n").replace("\r", "\n").split("\f")
    many = len(sheets) > 1
    blocks = tuple(
        block for page, sheet in enumerate(sheets, start=1) for block in _blocks(sheet, page if many else None)
    )
    bare = tuple(page for page, sheet in enumerate(sheets, start=1) if many and not sheet.strip())
    return RawDocument(format="text", blocks=blocks, pages=len(sheets) if many else None, bare_pages=bare)


def _blocks(text: str, page: int | None) -> Iterator[Block]:
    for group in re.split(r"\n[ \t\u3000]*(?=\n)", text):
        lines = [line.strip(" \t\u3000") for line in group.split("\n")]
        lines = [line for line in lines if line]
        width = max((len(line) for line in lines), default=0)
        run: list[str] = []
        for line in lines:
            if run and not _runs_on(run[-1], line, width):
                yield _block(run, page)
                run = []
            run.append(line)
        if run:
            yield _block(run, page)


def _runs_on(before: str, line: str, width: int) -> bool:
    """Whether ``line`` goes on with the sentence of a line that was broken near the text's width."""
    broken = 40 <= len(before) <= 120 and len(before) >= width * 0.7 and not _ENDS.search(before)
    return broken and not _ITEM.match(line) and before.isascii() is line.isascii()


def _block(lines: list[str], page: int | None) -> Block:
    text = " ".join(lines)
    item = _ITEM.match(text) is not None and text[0] in "-*•·▪●"
    return Block(kind="item" if item else "paragraph", text=text.lstrip("-*•·▪● ") if item else text, page=page)
