"""Lines as rows: which lines above each other are one record's."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from publisher.read.pdf.lines import Line, run_on
from publisher.read.pdf.page import Rule
from publisher.read.pdf.regions import is_level

_SAME, _FAR = 1.12, 1.3


def joined(rows: Sequence[list[str]], lines: Sequence[Line], across: Sequence[Rule]) -> list[list[str]]:
    """Lines as rows: those between two rules are one, and a line that goes on in some columns is of the row above."""
    ruled = bands(lines, across)
    pitches = [lines[n].top - lines[n + 1].top for n in range(len(lines) - 1)]
    usual = median(pitches) if pitches else 0.0
    close = _close_pitch(pitches)
    found: list[list[str]] = []
    for number, row in enumerate(rows):
        if number == 0:
            found.append(row)
            continue
        filled, before = sum(map(bool, row)), sum(map(bool, found[-1]))
        pitch = pitches[number - 1]
        if ruled is not None:
            one = ruled[number] == ruled[number - 1]
        else:
            goes_on = not row[0] and filled * 2 <= before and pitch < 0.95 * usual
            tight = close is not None and pitch <= close and min(filled, before) * 2 <= len(row)
            one = goes_on or tight
        level = is_level(lines[number - 1], lines[number])
        both = sum(is_count(a) and is_count(b) for a, b in zip(found[-1], row, strict=True))
        if (one or level) and both < 2:
            found[-1] = [run_on(pair) for pair in zip(found[-1], row, strict=True)]
        else:
            found.append(row)
    return found


def is_count(text: str) -> bool:
    """Whether a text has digits and no letters."""
    return any(char.isdigit() for char in text) and not any(char.isalpha() for char in text)


def _close_pitch(pitches: Sequence[float]) -> float | None:
    """Up to which pitch lines are of one row, where rows stand clearly farther apart than their lines; else None."""
    if len(pitches) < 4:
        return None
    small = sorted(pitches)[len(pitches) // 5]
    near = sum(pitch <= _SAME * small for pitch in pitches)
    far = sum(pitch >= _FAR * small for pitch in pitches)
    return _SAME * small if near + far >= 0.85 * len(pitches) and far >= 0.25 * len(pitches) else None


def bands(lines: Sequence[Line], across: Sequence[Rule]) -> list[int] | None:
    """For each line, how many rules stand above it; None where rules do not divide rows."""
    left = min(line.left for line in lines)
    right = max(line.right for line in lines)
    heights: list[float] = []
    for rule in sorted(across, key=lambda one: -one.at):
        reach = sum(
            min(other.high, right) - max(other.low, left)
            for other in across
            if abs(other.at - rule.at) < 1 and other.high > left and other.low < right
        )
        if reach > 0.7 * (right - left) and (not heights or heights[-1] - rule.at > 3):
            heights.append(rule.at)
    found = [sum(height > line.middle for height in heights) for line in lines]
    parts = len(set(found))
    return found if parts >= 3 and parts >= 0.3 * len(lines) else None
