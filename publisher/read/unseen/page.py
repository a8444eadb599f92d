"""What an HTML page holds that a browser does not show: elements that are hidden, and comments with words in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from publisher.issues import Issue
from publisher.read.pages.html import label
from publisher.read.text.encoding import choose

_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+(?:\s+[^\W\d_]+){2,}|[\u3400-\u9fff]{4}")
# Marks for a browser, and what programs and templates leave: no sentence of a person.
_PROGRAM = re.compile(r"\s*(?:\[if\b|<!|[{<#*=]|/?\s*(?:end|begin|start|include|wp|google|script)\b)", re.IGNORECASE)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_NO_TEXT = frozenset({"script", "style", "template", "noscript"})


def find(path: Path, name: str) -> Iterator[Issue]:
    """The findings of a page."""
    data = path.read_bytes()
    choice = choose(data, label(data))
    look = _Look()
    look.feed(data[choice.skip :].decode(choice.encoding, "replace"))
    look.close()
    if look.hidden:
        yield Issue(code="hidden-text", file=name, note="elements that are not shown", count=look.hidden)
    if look.comments:
        yield Issue(code="source-comments", file=name, count=look.comments)


class _Look(HTMLParser):
    """Counts while a page is parsed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.hidden = self.comments = 0
        self._open: list[str] = []  # since the outermost hidden element
        self._counted = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        if self._open:
            self._open.append(tag)
            return
        given = dict(attrs)
        if "hidden" in given or _HIDING.search(given.get("style") or ""):
            self._open, self._counted = [tag], False

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open and self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._open and not self._counted and data.strip() and not _NO_TEXT & set(self._open):
            self.hidden += 1
            self._counted = True

    def handle_comment(self, data: str) -> None:
        self.comments += bool(_WORDS.search(data)) and not _PROGRAM.match(data)
