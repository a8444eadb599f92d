"""The few SVG elements that charts are made of, written by hand: every position is given, nothing is measured."""

from __future__ import annotations

from markupsafe import escape

from publisher.exports.ascii import writable

FONT = "system-ui, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
SIZE = 13  # of every text, in CSS pixels


def picture(width: int, height: int, ink: str, parts: list[str]) -> bytes:
    """The whole file."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="{FONT}" font-size="{SIZE}" fill="{ink}">'
    )
    return "\n".join([head, *parts, "</svg>", ""]).encode()


def text(x: float, y: float, words: str, anchor: str = "start") -> str:
    """Words whose middle line is at ``y``."""
    where = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text x="{_n(x)}" y="{_n(y)}" dy=".35em"{where}>{escape(writable(words))}</text>'


def box(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" fill="{fill}"/>'


def rule(x1: float, y1: float, x2: float, y2: float, stroke: str) -> str:
    """A thin line."""
    return f'<path d="M{_n(x1)},{_n(y1)}L{_n(x2)},{_n(y2)}" stroke="{stroke}"/>'


def curve(points: list[tuple[float, float]], stroke: str, dashes: str = "") -> str:
    """Straight from point to point, in one line or in dashes."""
    steps = "L".join(f"{_n(x)},{_n(y)}" for x, y in points)
    broken = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="M{steps}" fill="none" stroke="{stroke}" stroke-width="2.5" stroke-linejoin="round"{broken}/>'


def dot(x: float, y: float, radius: float, fill: str) -> str:
    return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{fill}"/>'


# Around their middle, as large for the eye as each other: disc, square, triangle, diamond, triangle on its head, cross,
# and two that are hollow, for what is put together and for what has no value.
MARKS = (
    "m-4,0a4,4 0 1,0 8,0a4,4 0 1,0-8,0z",
    "m-3.5-3.5h7v7h-7z",
    "m0-4.8l4.6,8h-9.2z",
    "m0-5l5,5-5,5-5-5z",
    "m0,4.8l4.6-8h-9.2z",
    "m-1.3-4.5h2.6v3.2h3.2v2.6h-3.2v3.2h-2.6v-3.2h-3.2v-2.6h3.2z",
    "m-4,0a4,4 0 1,0 8,0a4,4 0 1,0-8,0zm2,0a2,2 0 1,1 4,0a2,2 0 1,1-4,0z",
    "m-4-4h8v8h-8zm2.2,2.2v3.6h3.6v-3.6z",
)


def mark(x: float, y: float, style: int, fill: str) -> str:
    """The mark of a series in a line chart; ``style`` is the number of its colour."""
    return f'<path d="M{_n(x)},{_n(y)}{MARKS[style]}" fill="{fill}"/>'


def _n(value: float) -> str:
    """A tenth of a pixel is enough; no sign before nothing."""
    return f"{round(value, 1) + 0.0:g}"
