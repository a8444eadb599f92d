"""Tables and paragraphs for a terminal of 100 columns, where a Chinese character takes two."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterator, Sequence

WIDTH = 100
_GAP = 2


def width(text: str) -> int:
    """The columns a text takes: two for wide and full-width characters, none for marks that join the one before."""
    return sum(_columns(char) for char in text)


def clean(text: str) -> str:
    """The text on one line, with nothing in it that a terminal would obey."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def cut(text: str, most: int) -> str:
    """The text on one line, at most ``most`` columns wide; an ellipsis stands for what was left out."""
    line = clean(text)
    if width(line) <= most:
        return line
    kept, taken = "", 0
    for char in line:
        taken += _columns(char)
        if taken > most - 1:
            break
        kept += char
    return f"{kept}…"


def room() -> int:
    """How many columns to use: the terminal's, between 60 and 100; 100 where there is none."""
    return max(60, min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns))


def grid(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    right: Sequence[str] = (),
    indent: str = "",
    wide: int | None = None,
) -> list[str]:
    """The rows below their heads, each line after ``indent``. Columns named in ``right`` are numbers; the widest others
    are cut to fit ``wide``, or the room there is.
    """
    lines = [[clean(cell) for cell in row] for row in [heads, *rows]]
    widths = [max(width(line[place]) for line in lines) for place in range(len(heads))]
    numbers = [head in right for head in heads]
    _narrow(widths, numbers, (wide or room()) - len(indent) - _GAP * (len(heads) - 1))
    return [
        indent
        + (" " * _GAP)
        .join(
            _pad(cut(cell, most), most, right=number) for cell, most, number in zip(line, widths, numbers, strict=True)
        )
        .rstrip()
        for line in lines
    ]


def paragraph(text: str, *, indent: str = "", hanging: str | None = None, wide: int | None = None) -> list[str]:
    """The text in lines of at most the room there is. ``hanging``: what later lines begin with. Breaks between words,
    and anywhere between wide characters.
    """
    later = indent if hanging is None else hanging
    most, lines, line, empty = wide or room(), [], indent, True
    for piece in _pieces(clean(text)):
        if not empty and width(line) + width(piece.rstrip()) > most:
            lines.append(line.rstrip())
            line, empty = later, True
        line += piece.lstrip() if empty else piece
        empty = False
    return [*lines, line.rstrip()]


def _pieces(text: str) -> Iterator[str]:
    """Words with the space after them; each wide character is a piece of its own."""
    word = ""
    for char in text:
        if unicodedata.east_asian_width(char) in "WF" and word:
            yield word
            word = ""
        word += char
        if char == " ":
            yield word
            word = ""
    yield word


def _narrow(widths: list[int], numbers: Sequence[bool], most: int) -> None:
    """Take columns from the widest texts until all fit."""
    texts = [place for place, number in enumerate(numbers) if not number]
    while texts and sum(widths) > most:
        widest = max(texts, key=lambda place: widths[place])
        if widths[widest] <= 8:
            return
        widths[widest] -= 1


def _pad(text: str, most: int, *, right: bool) -> str:
    space = " " * (most - width(text))
    return space + text if right else text + space


def _columns(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
