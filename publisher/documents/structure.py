"""Structure that is in the wording, whatever the file: headings by their numbers, a title set over several lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from publisher.documents.model import Block

# Levels of Chinese official papers (GB/T 9704-2012, 7.3.3): 一、 then （一）; of laws: 编 章 节.
_NUMBERED = (
    (2, re.compile(r"第[一二三四五六七八九十百零〇\d]{1,5}[编章](?:\s|$)\S?.{0,40}|附\s*则|总\s*则")),
    (3, re.compile(r"第[一二三四五六七八九十百零〇\d]{1,5}节(?:\s|$).{0,40}")),
    (3, re.compile(r"[一二三四五六七八九十]{1,3}、[^。；;，,：:]{1,40}")),
    (4, re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)][^。；;，,：:]{1,40}")),
)
_LONGEST_TITLE_RUN = 8


def fold(text: str) -> str:
    """A text without spaces and case, to compare titles by."""
    return re.sub(r"\s+", "", text).casefold()


def outlined(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks with short numbered lines (一、总体要求) as headings."""
    return tuple(_outlined(block) for block in blocks)


def _outlined(block: Block) -> Block:
    if block.kind not in {"paragraph", "heading"} or len(block.text) > 60:
        return block
    for level, pattern in _NUMBERED:
        if pattern.fullmatch(block.text):
            return replace(block, kind="heading", level=level)
    return block


def with_title(blocks: Sequence[Block], title: str) -> tuple[Block, ...]:
    """Blocks with the lines at the top that together are the title as one heading, so that it is said once."""
    wanted = fold(title)
    for start in range(min(_LONGEST_TITLE_RUN, len(blocks))):
        said = ""
        for end in range(start, min(start + _LONGEST_TITLE_RUN, len(blocks))):
            if blocks[end].kind == "table":
                break
            said += fold(blocks[end].text)
            if said == wanted:
                heading = Block(kind="heading", text=title, level=2, page=blocks[start].page)
                return (*blocks[:start], heading, *blocks[end + 1 :])
            if not wanted.startswith(said):
                break
    return tuple(blocks)


def top_heading(blocks: Sequence[Block]) -> str:
    """The first heading of the highest level near the top, with the lines of its kind right below it; may be empty."""
    near = blocks[:15]
    level = min((block.level for block in near if block.kind == "heading"), default=None)
    for place, block in enumerate(near):
        if block.kind == "heading" and block.level == level:
            run = [block.text]
            for below in near[place + 1 : place + 5]:
                if below.kind != "heading" or below.level != level or _outlined(replace(below, level=9)).level != 9:
                    break
                run.append(below.text)
            return joined(run) if len(run) > 1 else run[0]
    return ""


def joined(lines: Sequence[str]) -> str:
    """Lines of one title in one line; between wide characters no space is put in."""
    text = " ".join(" ".join(lines).split())
    return re.sub(
        "(?<=[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f“”]) (?=[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f“”])", "", text
    )
