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


def curve(points: list[tuple[float, float]], stroke: str) -> str:
    """Straight from point to point."""
    steps = "L".join(f"{_n(x)},{_n(y)}" for x, y in points)
    return f'<path d="M{steps}" fill="none" stroke="{stroke}" stroke-width="2.5" stroke-linejoin="round"/>'


def dot(x: float, y: float, radius: float, fill: str) -> str:
    return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{fill}"/>'


def _n(value: float) -> str:
    """A tenth of a pixel is enough; no sign before nothing."""
    return f"{round(value, 1) + 0.0:g}"
