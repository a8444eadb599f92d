"""A second count of the records of XML, by other means than the parser: a scan of the tags in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

_TOKEN = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    r"|<(?P<close>/?)(?:[^\s/>:]++:)?+(?P<name>[^\s/>]++)(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>",
    re.DOTALL,
)


def count(text: str, ways: Sequence[tuple[str, ...]]) -> list[int]:
    """How many elements stand at each way from the root, in a text that is well-formed and has no DOCTYPE."""
    wanted = {way: number for number, way in enumerate(ways)}
    deepest = max(map(len, ways), default=0)
    counts = [0] * len(ways)
    way: list[str] = []
    depth = 0
    for token in _TOKEN.finditer(text):
        name = token["name"]
        if name is None:
            continue
        if token["close"]:
            depth -= 1
            del way[depth:]
            continue
        if depth < deepest:
            number = wanted.get((*way, name))
            if number is not None:
                counts[number] += 1
        if text[token.end() - 2] != "/":
            if depth < deepest:
                way.append(name)
            depth += 1
    return counts
