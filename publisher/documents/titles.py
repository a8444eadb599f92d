"""A title people would use: what the paper calls itself, else its first words with its number. Never empty."""

from __future__ import annotations

import re
from collections.abc import Sequence

from publisher.documents.labels import labelled
from publisher.documents.language import HAN
from publisher.documents.model import Block
from publisher.documents.raw import RawDocument
from publisher.documents.structure import fold, joined, top_heading

_SITE = re.compile(r"\s*[_|｜]+\s*|\s+[-–—:：]+\s+|--+")
_EMPTY = frozenset(
    word
    for line in (
        "title untitled home index document page news notice tableofcontents contents supplement",
        "publicationdetail 正文 首页 文件 通知公告 信息公开 详情 详细内容 内容 政府信息公开 无标题文档",
    )
    for word in line.split()
)
# Headings every paper of a kind has; Federal Register Document Drafting Handbook, chapter 2, and memoranda.
_PROCEDURAL = re.compile(
    r"(?:dates?|addresses|agency|action|summary|for further information(?: contact)?|"
    r"supplementary information|authority|background|introduction|executive order \d+|paperwork reduction act|"
    r"regulatory flexibility act.*|list of subjects.*|part \d+.*|summary of comments|glossary.*|table of contents|"
    r"contents|to|from|subject|re|cc|memorandum|abstract|overview|purpose|agenda|minutes|附件\d*|附录)\s*[:：]?",
    re.IGNORECASE,
)
_SKIPPED_SECTIONS = re.compile(
    r"(?:dates?|addresses|for further information(?: contact)?|agency|action)\s*[:：]?", re.IGNORECASE
)
# What the title of a Chinese paper ends in (党政机关公文处理工作条例, article 8, and common further kinds).
_KIND = re.compile(
    "(?:通知|意见|决定|决议|批复|复函|函|办法|规定|条例|方案|公告|通告|公报|报告|通报|答复|细则|纪要|命令|令|计划|规划|指南|目录|"
    "清单|制度|准则|标准|章程|说明|解读|公示|声明|请示|议案|须知|预案)(?:[（(].{1,30}[）)])?$"
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
    told = [_without_site(title, body) for title in [*said, *raw.titles]]
    told = [title for title in told if _is_title(title)]
    heading = top_heading(raw.blocks)
    if raw.format in {"pdf", "docx"}:  # their properties often are another paper's, left over from a template
        told = sorted(told, key=lambda title: fold(title) not in body)
        if heading and _is_title(heading) and (not told or fold(told[0]) not in body):
            told.insert(0, heading)
    if told:
        return told[0]
    if official := _above_number(raw.blocks, number):
        return official
    if _is_title(heading) and not _PROCEDURAL.fullmatch(heading) and not _many_procedural(raw.blocks):
        return heading
    if raw.format == "text" and (headline := _headline(raw.blocks)):
        return headline
    return _first_words(raw.blocks, number) or re.sub(r"[\s_]+", " ", stem).strip() or stem


def _above_number(blocks: Sequence[Block], number: str | None) -> str:
    """The title of a Chinese paper: the lines above its number, or at its top as far as a word for its kind.

    An order (国令第707号) stands above what it puts in force, whose name in 《》 is the title.
    """
    lines = [line for block in blocks[:12] if block.kind in {"heading", "paragraph"} for line in block.text.split("\n")]
    if number and re.search(r"令\s*第", number):
        named = re.search("《([^》]{4,80})》", "".join(lines))
        return named[1] if named else ""
    run: list[str] = []
    for line in lines[:8]:
        if number and fold(line) == fold(number):
            title = joined(run)
            return title if _is_title(title) else ""
        if not HAN.search(line) or len(line) > 60 or re.search("[。：:；;]$", line):
            return ""
        run.append(re.sub(r"\s", "", line) if re.fullmatch(r"(?:\S\s)+\S", line) else line)
        if not number and _KIND.search(line):
            return joined(run)
    return ""


def _headline(blocks: Sequence[Block]) -> str:
    """The first line of a text file, if it stands by itself as a title does: short, no sentence, no label."""
    line = blocks[0].text if len(blocks) > 1 and blocks[0].kind == "paragraph" else ""
    stands = line and len(line) <= LONGEST and not re.search(r"[.。!！?？:：;；,，]$|^dear\b", line, re.IGNORECASE)
    return line if stands and _is_title(line) and not _PROCEDURAL.fullmatch(line) and not labelled(line) else ""


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
            first = first or _without_page_number(joined(block.text.split("\n")), block.page)
            if not skipping and not prose and len(block.text) > 40:
                prose = joined(block.text.split("\n"))
    text = _cut(prose if number and prose else first)
    return f"{number}: {text}" if number and text and number not in text else text


def _without_page_number(text: str, page: int | None) -> str:
    """The first line of a paged paper may be its running head, which bears the number of the page."""
    return re.sub(r"[\s,|-]+(?:page\s+)?\d{1,3}$", "", text, flags=re.IGNORECASE) if page and len(text) < 80 else text


def _cut(text: str) -> str:
    """The first sentence, at most ``LONGEST`` characters, cut at a word."""
    sentence = re.match(r".{12,}?(?:[。！？]|(?<=[a-z)\]]{3})[.!?](?=\s+[A-Z]|$))", text)
    text = sentence[0].rstrip("。.") if sentence and len(sentence[0]) <= LONGEST else text
    if len(text) <= LONGEST:
        return text
    head = text[: LONGEST - 1]
    return (head[: head.rindex(" ")] if " " in head[80:] else head).rstrip(" ,;，；") + "…"
