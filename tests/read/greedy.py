"""Functions that misbehave, for the child to run."""

from __future__ import annotations

import sys
from pathlib import Path

_SEEN: list[str] = []


def spin() -> None:
    number = 0
    while True:
        number += 1


def fill() -> int:
    kept = [bytes([1]) * (1 << 20) for _ in range(4096)]
    return len(kept)


def descend() -> None:
    descend()


def write(path: str) -> None:
    Path(path).write_bytes(bytes(4 << 20))


def remember(word: str) -> list[str]:
    _SEEN.append(word)
    return _SEEN


def loaded() -> list[str]:
    return sorted(sys.modules)
