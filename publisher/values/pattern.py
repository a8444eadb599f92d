"""Patterns that a person declares, found by RE2 in time that grows with the text alone.

Python's own engine takes longer than the age of the world for ``(a+)+$`` and a name of 60 letters. Arrow's RE2 knows
no looking ahead, no looking back and no reference to a group, and so cannot be held up.
"""

from __future__ import annotations

import re

_GROUP = "daylight_group_"
# What may hold a bracket that opens no group: an escaped character, literal text, a class of characters.
_SKIPPED = re.compile(r"\\Q.*?(?:\\E|\Z)|\\.|\[\^?\]?(?:\[:[^\]]*:\]|\\.|[^\]\\])*\]|\((?!\?)|\(\?P?<\w+>", re.DOTALL)


def fault(pattern: str) -> str | None:
    """Why a pattern cannot be used, in words; None where it can."""
    import pyarrow as pa

    try:
        found(pattern, "")
    except pa.ArrowInvalid as error:
        return str(error).partition(":")[2].strip() or str(error)
    return None


def found(pattern: str, text: str) -> tuple[str, ...] | None:
    """What the pattern finds first in a text: the whole, then each group, empty where it took no part.

    None where it finds nothing. Raises ArrowInvalid for a pattern that RE2 does not know.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    named = f"(?P<{_GROUP}0>{_named(pattern)})"
    match = pc.extract_regex(pa.array([text]), pattern=named)[0].as_py()
    return None if match is None else tuple(match[f"{_GROUP}{number}"] for number in range(len(match)))


def _named(pattern: str) -> str:
    """The pattern with each of its groups called by its number, as Arrow asks for names."""
    count = 0

    def name(part: re.Match[str]) -> str:
        nonlocal count
        if part[0][0] != "(":
            return part[0]
        count += 1
        return f"(?P<{_GROUP}{count}>"

    return _SKIPPED.sub(name, pattern)
