"""PDF pages drawn for tests: texts at places, rules, fills; a table as columns and rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

PAGE = (595.0, 842.0)
_WORDS = "the council met on a day in spring and heard what the baths had earned which was less than before"
Draw = Callable[[Canvas], None]
Columns = Sequence[tuple[float, str]]  # where each stands, and its side: l, c, r


def paper(path: Path, *pages: Sequence[Draw], turn: int = 0) -> Path:
    """A PDF of some pages."""
    canvas = Canvas(str(path), pagesize=PAGE, invariant=1)
    for page in pages:
        canvas.setPageRotation(turn)
        canvas.setFont("Helvetica", 9)
        for draw in page:
            draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def text(x: float, y: float, words: str, side: str = "l", size: float = 9) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", size)
        way = {"l": canvas.drawString, "c": canvas.drawCentredString, "r": canvas.drawRightString}[side]
        way(x, y, words)

    return draw


def grid(columns: Columns, rows: Sequence[Sequence[str]], top: float, pitch: float = 14) -> list[Draw]:
    """Texts in columns, a row each ``pitch``; a cell with line breaks goes on below, 10 points a line."""
    return [
        text(x, top - pitch * number - 10 * line, words, side)
        for number, row in enumerate(rows)
        for (x, side), cell in zip(columns, row, strict=True)
        for line, words in enumerate(cell.split("\n"))
        if words
    ]


def prose(x: float, top: float, width: int, lines: int, pitch: float = 11) -> list[Draw]:
    """Running text of so many lines of about ``width`` letters."""
    words = _WORDS.split(" ")
    found, place = [], 0
    for number in range(lines):
        line = ""
        while len(line) + len(words[place % len(words)]) < width:
            line += words[place % len(words)] + " "
            place += 1
        found.append(text(x, top - pitch * number, line.strip()))
    return found


def rule(x1: float, y1: float, x2: float, y2: float, width: float = 0.5) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setLineWidth(width)
        canvas.line(x1, y1, x2, y2)

    return draw


def fill(x: float, y: float, width: float, height: float, grey: float = 0.8) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(grey)
        canvas.rect(x, y, width, height, stroke=0, fill=1)
        canvas.setFillGray(0)

    return draw


def lattice(xs: Sequence[float], ys: Sequence[float], line: Callable[..., Draw] = rule) -> list[Draw]:
    """All rules of a grid."""
    return [line(xs[0], y, xs[-1], y) for y in ys] + [line(x, ys[0], x, ys[-1]) for x in xs]


def thin(x1: float, y1: float, x2: float, y2: float) -> Draw:
    """A rule drawn as a thin fill."""
    return fill(x1, y1, max(x2 - x1, 0.6), max(y2 - y1, 0.6) if y2 >= y1 else y2 - y1, 0)
