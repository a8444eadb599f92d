"""Text whose columns stand at fixed places: where they begin and end, and its lines as delimited text.

A column of the page on which nearly every line has a space is a gutter between two fields. A ruler line (``-----
---``) says the fields itself. Places are counted as a typewriter sets them: a Chinese, Japanese or Korean character
is two wide (Unicode Standard Annex 11). A line that does not keep to the places, such as a title, stays one cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

DELIMITER, QUOTE = "\x1f", "\x1c"  # neither stands in text
_LINES = 400
_RULER = re.compile(r"\s*[-=_]{2,}(?:\s+[-=_]+)+\s*")
_MOST = 0.97
_FEW = 12  # lines; among fewer, spaces stand above each other by chance, unless two wide
_HEAD = 8
_SET_OUT = 0.6
_GAP = re.compile(r"\S {2,}\S")
_NUMBER = re.compile(r"[-+(£$€¥]*\d[\d.,:/%)-]*")


@dataclass(frozen=True, kw_only=True)
class Fields:
    """Where fields begin on a line, in columns of a page; the first begins at 0. ``ruled``: ruler lines say so."""

    starts: tuple[int, ...]
    ruled: bool


def find_fields(sample: str) -> Fields | None:
    """The fields of a text from its first lines; None where its lines have no common places."""
    if "\t" in sample:
        return None
    lines = [line.rstrip() for line in sample.splitlines()[:_LINES] if line.strip()]
    ruler = next((line for line in lines[:_HEAD] if _RULER.fullmatch(line)), None)
    if ruler is not None:
        return _by_ruler(ruler)
    # Titles and notes have one space between their words; the lines of a table, nearly all, have more somewhere.
    set_out = [line for line in lines if _GAP.search(line)]
    return _by_gutters(set_out) if len(set_out) >= _SET_OUT * len(lines) else None


def _by_ruler(ruler: str) -> Fields:
    begins = [run.start() for run in re.finditer(r"\S+", ruler)]
    return Fields(starts=(0, *begins[1:]), ruled=True)


def _by_gutters(lines: Sequence[str]) -> Fields | None:
    """Fields between gutters; None without three lines or without two fields."""
    if len(lines) < 3:
        return None
    wide = [_spread(line) for line in lines]
    width = max(map(len, wide))
    filled = [0] * width
    for line in wide:
        for place, char in enumerate(line):
            filled[place] += char != " "
    allowed = int((1 - _MOST) * len(lines))
    least = 2 if len(lines) < _FEW else 1
    starts, gap = [0], 0
    for place, count in enumerate(filled):
        if count <= allowed:
            gap += 1
            continue
        if gap >= least and place > gap:
            starts.append(place)
        gap = 0
    starts = _without_parted_titles(wide, starts)
    return Fields(starts=tuple(starts), ruled=False) if len(starts) > 1 else None


def _without_parted_titles(lines: Sequence[str], starts: Sequence[int]) -> list[int]:
    """The places without those between two words of a title whose column has something under one of them only."""
    kept = [0]
    for place, start in enumerate(starts[1:], 1):
        end = starts[place + 1] if place + 1 < len(starts) else None
        left = any(line[kept[-1] : start].strip() for line in lines[1:])
        right = any(line[start:end].strip() for line in lines[1:])
        near = lines[0][start - 2 : start - 1] not in ("", " ") and lines[0][start : start + 1] not in ("", " ")
        if (left and right) or not near:
            kept.append(start)
    return kept


def _spread(line: str) -> str:
    """A line with one character a column of the page: a wide one is followed by a filler."""
    if line.isascii():
        return line
    return "".join(char + "\0" if unicodedata.east_asian_width(char) in "WF" else char for char in line)


def as_delimited(lines: Iterable[str], fields: Fields) -> Iterator[str]:
    """Each line (without its end) with ``DELIMITER`` between its cells, trimmed; a ruler line is an empty one."""
    for number, line in enumerate(lines):
        if fields.ruled and _RULER.fullmatch(line):
            yield ""
        else:
            yield DELIMITER.join(_cells(line, fields.starts, head=number < _HEAD))


def _cells(line: str, starts: Sequence[int], *, head: bool) -> list[str]:
    wide = _spread(line.rstrip())
    crossed = [start for start in starts[1:] if start <= len(wide) and wide[start - 1] != " "]
    if not crossed:
        ends = [*starts[1:], max(len(wide), starts[-1])]
        cells = [wide[start:end].replace("\0", "").strip() for start, end in zip(starts, ends, strict=True)]
        # Words with one space between them, that fill some fields by chance, are a title.
        titled = head and " " in line.strip() and not _GAP.search(line) and not all(cells)
        return [line.strip()] if titled else cells
    parts = re.split(r" {2,}", line.strip())
    if len(parts) == len(starts):
        return parts
    words = line.split()
    if len(words) == len(starts) and _GAP.search(line) and (head or any(map(_NUMBER.fullmatch, words))):
        return words
    return [line.strip()]
