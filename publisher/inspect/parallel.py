"""The same work on each column of a large table, on all cores: Arrow's functions let other threads run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_MANY = 50_000  # rows, from which on threads are worth their start
_MOST = 4  # threads: each holds a column or two in memory
_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


def for_each(items: Iterable[_Given], make: Callable[[_Given], _Made], *, rows: int) -> list[_Made]:
    """``make`` of each item, in their order. ``rows``: how long each is."""
    if rows < _MANY:
        return [make(item) for item in items]
    with ThreadPoolExecutor(min(_MOST, os.cpu_count() or 1)) as threads:
        return list(threads.map(make, items))
