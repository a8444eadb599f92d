"""A month that nobody declared, and a draft that nobody reviewed, are told wherever a person looks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from publisher.commands.check import command as check
from publisher.commands.diff import command as diff
from publisher.commands.publish import command as publish
from publisher.inspect.plan import series
from tests.commands.conftest import Run

PREMISES = "datasets/health/premises"
YML = f"{PREMISES}/dataset.yml"


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("raw/may.csv", True),
        ("raw/deep/may.csv", True),
        ("raw/print.pdf", False),
        ("raw/.DS_Store", False),
        ("raw/~$premises.xlsx", False),
        ("notes.txt", False),
    ],
)
def test_a_file_that_no_source_reads(portal: Path, run: Run, file: str, told: bool) -> None:
    path = portal / PREMISES / file
    path.parent.mkdir(exist_ok=True)
    path.write_text("code,name\n", encoding="utf-8")
    says = f"{file} is read by no source: let a path: in {YML} match it"
    for command in (check, diff, publish):
        _, said = run(command, "premises", "--project", portal)
        assert (says in " ".join(said.split())) is told, said


@pytest.mark.parametrize(
    ("mark", "says"),
    [
        ("# REVIEW: what it is", f"1 line is still marked REVIEW in {YML}: decide each, then delete the mark"),
        ("# REVIEW, personal data?\n# REVIEW: and this", "2 lines are still marked REVIEW"),
        ("# REVIEW, personal data? the title speaks of people's names", ", 1 of them about personal data:"),
        ("# what only a person can know is marked REVIEW.", ""),
        ("# PREVIEW", ""),
    ],
    ids=["one", "two", "personal", "the line that tells of them", "another word"],
)
def test_a_draft_that_is_not_reviewed(portal: Path, run: Run, mark: str, says: str) -> None:
    path = portal / YML
    path.write_text(path.read_text(encoding="utf-8") + mark + "\n", encoding="utf-8")
    code, said = run(check, "premises", "--project", portal)
    flat = " ".join(said.split())
    assert (code, says in flat, "REVIEW" in flat, "Look at the notes" in flat) == (0, True, bool(says), bool(says))
    (item,) = json.loads(run(check, "premises", "--project", portal, "--json")[1])["datasets"]
    assert (item["result"], len(item["notes"])) == ("clean", int(bool(says)))


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("raw/payments-2026-05.csv", "raw/payments-*.csv"),
        ("raw/Spend June 2015.csv", "raw/Spend *.csv"),
        ("raw/支出明细2026年1-10月.csv", "raw/支出明细*.csv"),
        ("raw/report_20260501.v2.xlsx", "raw/report_*.v2.xlsx"),
        ("raw/market 2025.ods", "raw/market *.ods"),
        ("raw/premises.csv", ""),
        ("raw/id-120267.csv", ""),
    ],
)
def test_the_pattern_for_files_that_come_later(path: str, wanted: str) -> None:
    assert series(path) == wanted
