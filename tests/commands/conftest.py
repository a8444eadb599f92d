"""A portal that is live, a copy of it to harm, and a command as a function that returns its exit code and words."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from publisher.errors import DaylightError
from tests.portals import daylight, make_portal

Run = Callable[..., tuple[int, str]]


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_portal(tmp_path_factory.mktemp("live") / "portal")
    done = daylight("publish", "--project", str(root), "--as-of", "2026-04-30")
    assert done.returncode == 0, done.stderr + done.stdout
    return root


@pytest.fixture
def portal(live: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(live, tmp_path / "portal", symlinks=True))


@pytest.fixture
def run() -> Run:
    """Call a command in this process: exit code and standard output, or the error's words."""

    def call(command: click.Command, *arguments: object) -> tuple[int, str]:
        result = CliRunner().invoke(command, [str(argument) for argument in arguments])
        if isinstance(result.exception, DaylightError):
            return result.exception.exit_code, str(result.exception)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.stdout

    return call
