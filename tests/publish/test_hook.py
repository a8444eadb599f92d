"""A dataset's ``clean.py`` in a run: part of its inputs, told by ``check``, followed by ``ledger --record``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from publisher.clock import parse_instant
from publisher.progress import Silent
from publisher.publish import Request, publish
from tests.portals import daylight, make_portal

UPPER = 'def clean_frame(frame):\n    frame["supplier"] = frame["supplier"].str.upper()\n    return frame\n'
NUMBERS = 'def clean_frame(frame):\n    frame["payment"] = frame["payment"].str.lstrip("0")\n    return frame\n'


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    return make_portal(tmp_path)


def hook(root: Path) -> Path:
    return root / "datasets/finance/spending/clean.py"


def result(root: Path) -> tuple[str, str]:
    outcome = publish(Request(root=root, as_of=parse_instant("2026-11-20T09:00:00Z")), Silent())
    found = {item.id: item for item in outcome.datasets}["spending"]
    return found.result, found.next_step


def test_its_bytes_are_part_of_the_inputs(portal: Path) -> None:
    assert result(portal)[0] == "published"
    hook(portal).write_text(UPPER, encoding="utf-8")
    assert result(portal)[0] == "published"
    assert result(portal)[0] == "unchanged"
    hook(portal).unlink()
    assert result(portal)[0] == "published"


def test_a_fault_keeps_what_is_live(portal: Path) -> None:
    result(portal)
    hook(portal).write_text("def clean_frame(frame):\n    return frame / 0\n", encoding="utf-8")
    kept, told = result(portal)
    assert kept == "failed, kept"
    assert told.startswith("datasets/finance/spending/clean.py:2: ")
    assert "on record 2 of datasets/finance/spending/raw/april.csv" in told


def test_check_says_how_many_texts_it_changed(portal: Path) -> None:
    hook(portal).write_text(UPPER, encoding="utf-8")
    found = json.loads(daylight("check", "spending", "--project", str(portal), "--json").stdout)["datasets"][0]
    told = [(one["code"], one["field"], one["total"]) for one in found["issues"] if one["code"] == "changed-by-hook"]
    assert told == [("changed-by-hook", "supplier", 4)]
    assert "Changed by clean.py" in daylight("check", "spending", "--project", str(portal)).stdout


def test_a_duplicate_is_followed_by_the_key_it_was_given(portal: Path) -> None:
    """By the ``clean.py`` the release was made with, whatever became of it since."""
    hook(portal).write_text(NUMBERS, encoding="utf-8")
    result(portal)
    hook(portal).write_text("nonsense(", encoding="utf-8")
    answer = daylight("ledger", "spending", "--record", "5", "--project", str(portal), "--json")
    (fate,) = json.loads(answer.stdout)
    assert (fate["fate"], fate["key"]) == ("duplicate", ["3"])
