"""The guide says what the commands say: everything in it is run."""

from __future__ import annotations

from pathlib import Path

from tests.commands.guide import GUIDE, run_guide, steady


def test_the_guide_is_true(tmp_path: Path) -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert steady(text) == steady(run_guide(text, tmp_path)), (
        "run python -m tests.commands.guide, and read what changed"
    )
