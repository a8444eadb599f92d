"""Names of fields and tables, made from titles: stable, unique, and of the letters a dataset.yml allows.

A title in Latin letters becomes snake_case. Of a bilingual title the Latin part is taken. A title in another script
becomes ``field_3`` after its place: translating or transliterating it is left to a person.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_LONGEST = 48
_SPELLED = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"})


def field_names(titles: Sequence[str]) -> list[str]:
    """One name a title, unique, in the same order."""
    names: list[str] = []
    taken: set[str] = set()
    for i, title in enumerate(titles, start=1):
        name = snake_case(title) or f"field_{i}"
        unique, count = name, 1
        while unique in taken:
            count += 1
            unique = f"{name}_{count}"
        taken.add(unique)
        names.append(unique)
    return names


def snake_case(title: str) -> str:
    """``Award date (UTC)`` as ``award_date_utc``; empty where the title has no Latin letter or digit of its own."""
    folded = unicodedata.normalize("NFKD", title).casefold().translate(_SPELLED)
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    words = re.findall(r"[a-z0-9]+", plain)
    if not words or (not any(char.isalpha() for char in "".join(words)) and re.search(r"[^\W\d_]", plain)):
        return ""
    name = ""
    for word in words:
        if name and len(name) + len(word) >= _LONGEST:
            break
        name = f"{name}_{word}" if name else word[:_LONGEST]
    return name if name[0].isalpha() else f"n_{name}"


def slug(text: str) -> str:
    """A text as part of a file's name or an address: lower-case letters, digits and hyphens; may be empty."""
    return snake_case(text).replace("_", "-")[:_LONGEST].strip("-")
