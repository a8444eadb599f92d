"""A title people would use: what the paper calls itself, else its first words with its number. Never empty."""

from __future__ import annotations

import re
from collections.abc import Sequence

from publisher.documents.model import Block
from publisher.documents.raw import RawDocument
from publisher.documents.structure import fold, joined, top_heading

_SITE = re.compile(r"\s*[_|｜]+\s*|\s+[-–—:：]+\s+|--+")
_EMPTY = frozenset(
    [
        "title",
        "untitled",
        "home",
        "index",
        "document",
        "page",
        "news",
        "notice",
        "正文",
        "首页",
        "文件",
        "通知公告",
        "信息公开",
        "详情",
        "详细内容",
    ]
    + [
        "内容",
        "政府信息公开",
        "actualtitle",
        "无标题文档",
        "tableofcontents",
        "supplement",
        "contents",
        "publicationdetail",
    ]
)
# Headings every paper of a kind has; Federal Register Document Drafting Handbook, chapter 2, and memoranda.
_PROCEDURAL = re.compile(
    r"(?:dates?|addresses|agency|action|summary|for further information(?: contact)?|supplementary information|authority|background|"
    r"introduction|executive order \d+|paperwork reduction act|regulatory flexibility act.*|list of subjects.*|part \d+.*|summary of comments|"
    r"glossary.*|table of contents|contents|to|from|subject|re|cc|memorandum|abstract|overview|purpose|agenda|minutes|附件\d*|附录)\s*[:：]?",
    re.IGNORECASE,
)
_SKIPPED_SECTIONS = re.compile(
    r"(?:dates?|addresses|for further information(?: contact)?|agency|action)\s*[:：]?", re.IGNORECASE
)
LONGEST = 160


def title_of(raw: RawDocument, number: str | None, stem: str) -> str:
    """The best title. ``stem``: the file's name without ending, for a paper that has no words of its own."""
    body = fold("".join(block.text for block in raw.blocks[:30]))
    said = [
        label.value
        for source in ("table", "meta")
        for label in raw.labels
        if label.name == "title" and label.source == source
    ]
    told = [_without_site(title, body) for title in [*said[:1], *said[1:], *raw.titles]]
    told = [title for title in told if _is_title(title)]
    heading = top_heading(raw.blocks)
    if raw.format in {"pdf", "docx"}:  # their properties often are another paper's, left over from a template
        told = sorted(told, key=lambda title: fold(title) not in body)
        if heading and _is_title(heading) and (not told or fold(told[0]) not in body):
            told.insert(0, heading)
    if told:
        return told[0]
    if _is_title(heading) and not _PROCEDURAL.fullmatch(heading) and not _many_procedural(raw.blocks):
        return heading
    return _first_words(raw.blocks, number) or re.sub(r"[\s_]+", " ", stem).strip() or stem


def _without_site(title: str, body: str) -> str:
    """The title without the name of the site it was on: the part that is in the text, else the first."""
    parts = [part.strip() for part in _SITE.split(title) if part.strip()]
    if len(parts) < 2 or fold(title) in body:
        return title
    return next((part for part in parts if len(part) > 3 and fold(part) in body), parts[0])


def _is_title(text: str) -> bool:
    return (
        3 < len(text) <= 400 and fold(text).rstrip(":：") not in _EMPTY and re.search(r"[^\W\d_]{2}", text) is not None
    )


def _many_procedural(blocks: Sequence[Block]) -> bool:
    """A notice without its own heading: what it has are the headings of its kind."""
    return sum(1 for block in blocks if block.kind == "heading" and _PROCEDURAL.fullmatch(block.text)) >= 3


def _first_words(blocks: Sequence[Block], number: str | None) -> str:
    """The number and the first sentence outside sections that only say where and when."""
    skipping = False
    prose, first = "", ""
    for block in blocks[:60]:
        if block.kind == "heading":
            skipping = _SKIPPED_SECTIONS.fullmatch(block.text) is not None
        elif block.kind == "paragraph" and re.search(r"[^\W\d_]{2}", block.text):
            first = first or joined(block.text.split("\n"))
            if not skipping and not prose and len(block.text) > 40:
                prose = joined(block.text.split("\n"))
    text = _cut(prose if number and prose else first)
    return f"{number}: {text}" if number and text and number not in text else text


def _cut(text: str) -> str:
    """The first sentence, at most ``LONGEST`` characters, cut at a word."""
    sentence = re.match(r".{12,}?(?:[。！？]|(?<=[a-z)\]]{3})[.!?](?=\s+[A-Z]|$))", text)
    text = sentence[0].rstrip("。.") if sentence and len(sentence[0]) <= LONGEST else text
    if len(text) <= LONGEST:
        return text
    head = text[: LONGEST - 1]
    return (head[: head.rindex(" ")] if " " in head[80:] else head).rstrip(" ,;，；") + "…"
