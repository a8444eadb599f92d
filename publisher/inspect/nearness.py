"""Values that may be spellings of one another: shown to a person, never merged."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping


def near_equal(counts: Mapping[str, int]) -> list[tuple[str, str]]:
    """Pairs of a rare and a usual value that look alike, sorted. ``counts``: how often each value comes."""
    groups: dict[str, list[str]] = {}
    for value in sorted(counts):
        groups.setdefault(_folded(value), []).append(value)
    pairs: list[tuple[str, str]] = []
    usual = []
    for values in groups.values():
        values.sort(key=lambda value: (-counts[value], value))
        usual.append(values[0])
        pairs += [(rare, values[0]) for rare in values[1:]]
    usual.sort(key=lambda value: (-counts[value], value))
    for i, rare in enumerate(usual):
        for other in usual[:i]:
            if counts[other] >= 3 * counts[rare] and _one_slip(_folded(rare), _folded(other)):
                pairs.append((rare, other))
                break
    return sorted(pairs)


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(re.findall(r"[^\W_]+", plain))


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter more, less, other or swapped makes one text of the other; never for digits or short texts."""
    if min(len(one), len(other)) < 6 or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    if any(char.isdigit() for char in left + right):
        return False
    return (len(left) <= 1 and len(right) <= 1) or (len(left) == 2 and left == right[::-1])
