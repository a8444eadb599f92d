"""Where a link can point to inside a document: its articles, sections, chapters and parts, by the numbers they bear."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_CHINESE = {"编": "part", "章": "chapter", "节": "section", "条": "article"}
_MARK = re.compile(
    r"第(?P<han>[一二三四五六七八九十百千零〇两]{1,9}|\d{1,4})(?P<unit>[编章节条])(?:之(?P<further>[一二三四五六七八九十]{1,3}))?(?=[\s\u3000:：]|$)"
    r"|(?P<word>Article|Section|Chapter|Part)\s+(?P<number>\d{1,4}[a-z]?)\b(?=[.:]|\s*$)"
)


@dataclass(frozen=True, kw_only=True)
class Mark:
    """The number a paragraph or heading begins with: as written, and as part of an address (``article-12``)."""

    text: str
    anchor: str


def mark(text: str) -> Mark | None:
    """The mark ``text`` begins with: 第十二条, Article 12., Section 3. One in a sentence (第十二条修改为) is none."""
    found = _MARK.match(text)
    if found is None:
        return None
    if found["word"]:
        return Mark(text=found[0], anchor=f"{found['word'].lower()}-{found['number']}")
    further = f"-{_number(found['further'])}" if found["further"] else ""
    return Mark(text=found[0], anchor=f"{_CHINESE[found['unit']]}-{_number(found['han'])}{further}")


def _number(text: str) -> int:
    """A count in Han or other digits: 二十一, 一百零五, 12."""
    if text.isdecimal():
        return int(text)
    total = digit = 0
    for char in text:
        if char in _TENS:
            total += (digit or 1) * _TENS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit
