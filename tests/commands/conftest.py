"""A command as a function that returns its exit code and words."""

from __future__ import annotations

from collections.abc import Callable

import click
import pytest
from click.testing import CliRunner

from publisher.errors import DaylightError

Run = Callable[..., tuple[int, str]]


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
