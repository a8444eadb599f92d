"""Progress: a bar that stays on its line on a terminal, nothing of short work elsewhere; tables fit the window."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from publisher.commands.terminal import width
from publisher.progress import Lines
from tests.portals import CHECKOUT


def test_short_steps_are_not_told_elsewhere() -> None:
    stream = io.StringIO()
    lines = Lines(stream)
    lines.step("Cleaning", total=3)
    lines.advance()
    lines.step("Writing")
    lines.done()
    assert stream.getvalue() == ""


def test_long_steps_are_told_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Lines, "EVERY", -1.0)
    monkeypatch.setattr(Lines, "SHORT", 0.0)
    stream = io.StringIO()
    lines = Lines(stream)
    lines.step("Cleaning", total=3000)
    lines.advance(1500)
    lines.done()
    assert stream.getvalue() == "Cleaning: 1,500/3,000\nCleaning: 0.0 s\n"


def on_a_terminal(root: Path, columns: int, **more: str) -> str:
    """What a publish shows in a window so wide."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "xterm", **more}
    command = [sys.executable, str(CHECKOUT / "cli.py"), "publish", "--project", str(root)]
    shown = b""
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as run:
        os.close(theirs)
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            shown += part
    os.close(ours)
    assert run.returncode == 0, shown
    return shown.decode()


@pytest.mark.parametrize("columns", [64, 80, 120])
def test_nothing_is_wider_than_the_window(portal: Path, columns: int) -> None:
    (portal / "datasets/health/premises").rename(
        portal / "datasets/health/places-that-sell-food-and-drink-of-all-kinds"
    )
    shown = on_a_terminal(portal, columns)
    drawn = re.split(r"\r\x1b\[K|\r?\n", shown)
    assert max(width(line) for line in drawn if "/public" not in line) <= columns, shown
    assert "Cleaning datasets" in shown
    assert "[====" in shown


def test_a_terminal_that_cannot_draw_gets_lines(portal: Path) -> None:
    assert "\x1b" not in on_a_terminal(portal, 80, TERM="dumb")
