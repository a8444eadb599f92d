"""One spelling for all the ways a character is written: width, case, traditional or simplified.

``fold`` is a search key, never shown. Each character is folded alone, so that a place in the folded text can be
led back to the original. The table of traditional characters comes from OpenCC's dictionary, character by
character; it is written into every index, so that both readers fold as the builder did.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

# Blocks of Han characters that NFKC and case folding leave alone.
HAN_BLOCKS = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x323B0))


@dataclass(frozen=True, kw_only=True, eq=False)
class Folding:
    """``traditional`` to simplified characters, and ``cases``: characters whose case folding is not lower case."""

    traditional: Mapping[str, str]
    cases: Mapping[str, str]
    classes: dict[str, tuple[str, str]] = field(default_factory=dict, repr=False)
    """What ``units`` has learned of characters: folded form and class."""
    _cache: dict[str, str] = field(default_factory=dict, repr=False)

    def character(self, char: str) -> str:
        """The folded form of one character: usually one, sometimes several characters, never empty."""
        known = self._cache.get(char)
        if known is None:
            compatible = unicodedata.normalize("NFKC", char)
            if " " in compatible and char not in " \u00a0":  # a spacing accent stays punctuation of its own
                compatible = " " if unicodedata.category(char) == "Zs" else char
            lowered = "".join(self.cases.get(part, part.lower()) for part in compatible)
            known = "".join(self.traditional.get(part, part) for part in lowered)
            self._cache[char] = known
        return known

    def characters(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Each folded character with the range of the original text it comes from.

        A letter and the marks that follow it are composed first, so that both spellings of é are one.
        """
        if text.isascii():
            yield from ((char, at, at + 1) for at, char in enumerate(text.lower()))
            return
        start, size = 0, len(text)
        while start < size:
            end = start + 1
            while end < size and text[end] > "\u02ff" and joins(text[end]):
                end += 1
            if end == start + 1:
                for char in self.character(text[start]):
                    yield char, start, end
            else:
                for composed in unicodedata.normalize("NFC", text[start:end]):
                    for char in self.character(composed):
                        yield char, start, end
            start = end

    def fold(self, text: str) -> str:
        """The search key of ``text``."""
        return "".join(char for char, _, _ in self.characters(text))


def joins(char: str) -> bool:
    """Whether a character composes with the one before it: a mark, or a Hangul vowel or final."""
    return "\u1160" <= char <= "\u11ff" or unicodedata.category(char)[0] == "M"


@lru_cache(maxsize=1)
def default_folding() -> Folding:
    """The folding new indexes are built with. Loads OpenCC on first use, and only then."""
    return Folding(traditional=_traditional(), cases=_cases())


def fold(text: str) -> str:
    """The search key of ``text``: what two texts share when they read the same."""
    return default_folding().fold(text)


def _traditional() -> dict[str, str]:
    from opencc import OpenCC

    han = [chr(code) for start, end in HAN_BLOCKS for code in range(start, end)]
    simplified = OpenCC("t2s").convert("\n".join(han)).split("\n")
    table = {char: simple for char, simple in zip(han, simplified, strict=True) if char != simple and len(simple) == 1}
    return {char: _end_of(simple, table) for char, simple in table.items()}


def _end_of(char: str, table: Mapping[str, str]) -> str:
    """Follow a chain of conversions to its end, so that folding twice is folding once."""
    seen = {char}
    while char in table and table[char] not in seen:
        char = table[char]
        seen.add(char)
    return char


def _cases() -> dict[str, str]:
    """Characters whose Unicode case folding differs from their lower case, which is all a browser offers."""
    codes = (code for code in range(0x80, 0x1F000) if not 0xD800 <= code < 0xE000)
    return {chr(code): chr(code).casefold() for code in codes if chr(code).casefold() != chr(code).lower()}
