"""What ``--json`` prints has the keys its documentation names, and each document is one that a program can read."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from publisher.commands import check, diff, doctor, issues, ledger
from tests.commands.conftest import Run


def named(function: object) -> list[str]:
    """The keys on the outside of the shape in a docstring."""
    shape = " ".join(str(function.__doc__).split()).partition("{")[2].rpartition("}")[0]
    while "{" in shape:
        shape = re.sub(r"\{[^{}]*\}", "", shape)
    return [re.split(r"[: \[]", part.strip())[0] for part in re.sub(r"\[[^\]]*\]", "", shape).split(",")]


@pytest.mark.parametrize(
    ("command", "more", "function"),
    [
        (check.command, (), check.as_value),
        (check.command, ("issues",), check.finding_value),
        (diff.command, (), diff.as_value),
        (issues.command, (), issues.as_value),
        (ledger.command, (), ledger.as_value),
        (ledger.command, ("spending", "--record", "3"), ledger.fate_value),
        (doctor.command, (), doctor.as_value),
    ],
    ids=["check", "finding", "diff", "issues", "ledger", "record", "doctor"],
)
def test_the_keys_are_those_that_are_documented(
    live: Path, run: Run, command: object, more: tuple[str, ...], function: object
) -> None:
    part = more == ("issues",)
    _, said = run(command, *(() if part else more), "--project", live, "--json")
    value = json.loads(said)
    if part:
        value = next(item["issues"] for item in value["datasets"] if item["issues"])
    printed = value[0] if isinstance(value, list) else value
    assert sorted(printed) == sorted(named(function))
