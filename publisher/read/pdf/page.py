"""A page of a PDF as words with their places, and the rules that are drawn on it. Points; y grows upwards.

A page whose text runs up or down is turned, with its rules, so that its lines run from left to right.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Word:
    """Letters that stand together. ``turned``: they run in another direction than most of the page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    base: float  # the height its letters stand on
    turned: bool = False

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    @property
    def height(self) -> float:
        return self.top - self.bottom


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A line that is drawn: at ``at``, from ``low`` to ``high`` along its own direction."""

    at: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page. ``across``: horizontal rules, ``down``: vertical ones."""

    words: tuple[Word, ...]
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
