"""Progress a person can follow: a live bar on a terminal, plain lines elsewhere. Always on standard error."""

from __future__ import annotations

import os
import shutil
import sys
import time
import unicodedata
from typing import Protocol, TextIO


class Progress(Protocol):
    """What long work tells while it runs."""

    def step(self, name: str, *, total: int | None = None) -> None:
        """A new step begins, with ``total`` units if known."""

    def advance(self, amount: int = 1) -> None:
        """``amount`` more units of the step are done."""

    def done(self) -> None:
        """The last step has ended."""


class Silent:
    """Tells nothing; for library use and tests."""

    def step(self, name: str, *, total: int | None = None) -> None: ...

    def advance(self, amount: int = 1) -> None: ...

    def done(self) -> None: ...


class Lines:
    """Plain lines for logs: how far a step is every ten seconds, and how long it took; nothing of a short one."""

    SHORT = 1.0
    EVERY = 10.0

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._name = ""
        self._total: int | None = None
        self._count = 0
        self._started = self._told = 0.0

    def step(self, name: str, *, total: int | None = None) -> None:
        self.done()
        self._name, self._total, self._count = name, total, 0
        self._started = self._told = time.monotonic()

    def advance(self, amount: int = 1) -> None:
        self._count += amount
        if time.monotonic() - self._told > self.EVERY:
            self._told = time.monotonic()
            print(f"{self._name}: {_count(self._count, self._total)}", file=self._stream, flush=True)

    def done(self) -> None:
        seconds = time.monotonic() - self._started
        if self._name and seconds >= self.SHORT:
            print(f"{self._name}: {seconds:.1f} s", file=self._stream, flush=True)
        self._name = ""


class Bar:
    """One line a step that redraws itself, ten times a second at the most."""

    WIDTH = 30

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._name = ""
        self._total: int | None = None
        self._count = 0
        self._started = self._drawn = 0.0

    def step(self, name: str, *, total: int | None = None) -> None:
        self.done()
        self._name, self._total, self._count = name, total, 0
        self._started = time.monotonic()
        self._draw()

    def advance(self, amount: int = 1) -> None:
        self._count += amount
        if time.monotonic() - self._drawn > 0.1:
            self._draw()

    def done(self) -> None:
        if self._name:
            self._draw()
            print(f"  {time.monotonic() - self._started:.1f} s", file=self._stream, flush=True)
        self._name = ""

    def _draw(self) -> None:
        self._drawn = time.monotonic()
        bar = ""
        if self._total:
            filled = min(self.WIDTH, self.WIDTH * self._count // self._total)
            bar = f" [{'=' * filled}{' ' * (self.WIDTH - filled)}] {_count(self._count, self._total)}"
        # A line that wraps cannot be drawn anew, so it stays within the terminal; wide letters take two columns.
        most = shutil.get_terminal_size().columns - len(bar) - len("  1000.0 s")
        name, wide = "", 0
        for char in self._name:
            wide += 2 if unicodedata.east_asian_width(char) in "WF" else 1
            if wide > max(most, 8):
                break
            name += char
        print(f"\r\x1b[K{name}{bar}", end="", file=self._stream, flush=True)


def _count(count: int, total: int | None) -> str:
    return f"{count:,}" if total is None else f"{count:,}/{total:,}"


def for_stream(stream: TextIO | None = None, *, quiet: bool = False) -> Progress:
    """The right kind of progress for where it is shown."""
    stream = stream or sys.stderr
    if quiet:
        return Silent()
    return Bar(stream) if stream.isatty() and os.environ.get("TERM") != "dumb" else Lines(stream)
