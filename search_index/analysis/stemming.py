"""English stems: Porter2, for words of the letters a to z alone."""

from __future__ import annotations

import re
from functools import lru_cache

_ENGLISH = re.compile(r"[a-z]{3,64}\Z")


@lru_cache(maxsize=1)
def _stemmer() -> object:
    from snowballstemmer.english_stemmer import EnglishStemmer

    return EnglishStemmer()


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """The stem of a folded word; words with digits or other letters are their own stem."""
    if not _ENGLISH.match(word):
        return word
    return str(_stemmer().stemWord(word))  # type: ignore[attr-defined]  # snowballstemmer has no stubs
