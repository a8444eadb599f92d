"""Words of a page as lines, and lines as text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from publisher.read.pdf.page import Word

WIDE = 1.6  # a gap between pieces of a line, in heights of its letters
_LEVEL, _OVERLAP = 0.3, 0.5  # words are on one line whose feet or middles are nearer than this, in heights
_TOUCH = 0.15  # a gap less than this is none between letters of different sizes, in heights
_CJK = 0x2E7F
_HYPHENATED = re.compile(r"\w-$")


@dataclass(frozen=True, kw_only=True)
class Line:
    """Words on one height, from left to right."""

    words: tuple[Word, ...]
    bottom: float
    top: float

    @cached_property
    def height(self) -> float:
        return float(median(word.height for word in self.words))

    @property
    def left(self) -> float:
        return self.words[0].left

    @cached_property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2

    @property
    def base(self) -> float:
        return self.words[0].base

    @property
    def text(self) -> str:
        return words_text(self.words)

    def pieces(self, wide: float = WIDE) -> list[list[Word]]:
        """The words, divided at gaps wider than ``wide`` heights."""
        found = [[self.words[0]]]
        for word in self.words[1:]:
            if word.left - found[-1][-1].right > wide * self.height:
                found.append([word])
            else:
                found[-1].append(word)
        return found


def lines_of(words: Sequence[Word]) -> list[Line]:
    """Words on one height, from the top down, each line from left to right. Words that run otherwise are left out."""
    found: list[list[Word]] = []
    for word in sorted((word for word in words if not word.turned), key=lambda one: (-one.base, one.left)):
        near = [line for line in found[-3:] if _on_line(line[0], word)]
        if near:
            min(near, key=lambda line: abs(line[0].base - word.base)).append(word)
        else:
            found.append([word])
    return sorted((line_of(line) for line in found), key=lambda line: -line.base)


def _on_line(one: Word, other: Word) -> bool:
    """Whether two words stand on one line, or one of them is raised beside it."""
    high = min(one.height, other.height)
    level = abs(one.base - other.base) <= _LEVEL * high
    return level or (abs(one.middle - other.middle) <= _OVERLAP * high and abs(one.base - other.base) <= high)


def line_of(words: Sequence[Word]) -> Line:
    """One line of some words."""
    return Line(
        words=tuple(sorted(words, key=lambda one: one.left)),
        bottom=min(word.bottom for word in words),
        top=max(word.top for word in words),
    )


def words_text(words: Sequence[Word]) -> str:
    """Words of one line as text; a mark that is raised right behind a word is part of it."""
    texts: list[str] = []
    for number, word in enumerate(words):
        touching = number > 0 and word.left - words[number - 1].right < _TOUCH * word.height
        if touching and abs(word.height - words[number - 1].height) > _TOUCH * word.height:
            texts[-1] += word.text
        else:
            texts.append(word.text)
    return run_on(texts)


def cell_text(words: Sequence[Word]) -> str:
    """The text of a cell: its lines run on; words that run otherwise as they stand in the file."""
    turned = [word for word in words if word.turned]
    return run_on([*(line.text for line in lines_of(words)), *(word.text for word in turned)])


def run_on(texts: Sequence[str]) -> str:
    """Texts as one: with a space between, but none between Chinese signs or behind a hyphen that breaks a word."""
    text = ""
    for piece in texts:
        if not piece:
            continue
        wide = bool(text) and ord(text[-1]) > _CJK and ord(piece[0]) > _CJK
        broken = bool(_HYPHENATED.search(text)) and piece[0].isalpha() and text[-2].isalpha()
        text = f"{text}{'' if wide or broken or not text else ' '}{piece}"
    return text


def is_words(text: str) -> bool:
    """Whether a text has a word, as titles and names have, or a Chinese sign."""
    return any(one.isalpha() and (other.isalpha() or ord(one) > _CJK) for one, other in pairwise(f"{text} "))
