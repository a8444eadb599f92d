"""Delimiters that are seldom used: several characters, or signs that elsewhere belong to words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_LINES = 60
_RUN = re.compile(r"[^\w\s\"'.,()\[\]{}<>=+/\\-]{2,}")
_SIGNS = "#*§!¬¤"
_MOST = 0.9  # of the lines have the delimiter, as often as the others


def several(sample: str) -> tuple[str, ...]:
    """Delimiters of two or three signs, such as ``||``: all signs of their kind on nearly all lines are part of one."""
    lines = _lines(sample)
    runs = Counter(run for line in lines for run in _RUN.findall(line))
    tokens = {run for run in runs if len(run) <= 3} | {run[:2] for run in runs if len(set(run)) == 1}
    return tuple(token for token in sorted(tokens, key=len, reverse=True) if _is_whole(token, lines))


def _is_whole(token: str, lines: Sequence[str]) -> bool:
    """Whether nearly all lines hold the token, equally often, and none of its characters by itself."""
    rest = re.compile(f"[{re.escape(token)}]")
    counts = Counter(line.count(token) for line in lines if not rest.search(line.replace(token, "")))
    del counts[0]
    return bool(counts) and len(lines) > 2 and max(counts.values()) >= _MOST * len(lines)


def signs(sample: str) -> tuple[str, ...]:
    """Single signs that part nearly all lines into the same number of cells, three or more."""
    lines = _lines(sample)
    found = []
    for sign in _SIGNS:
        counts = Counter(line.count(sign) for line in lines)
        (usual, often), *_ = counts.most_common(1) or [(0, 0)]
        if usual >= 2 and len(lines) > 2 and often >= _MOST * len(lines):
            found.append(sign)
    return tuple(found)


def _lines(sample: str) -> list[str]:
    return [line for line in re.split(r"[\r\n]+", sample, maxsplit=_LINES)[:_LINES] if line.strip()]
