"""The command line: one module a command, each found by its name and loaded only when it is called."""

from __future__ import annotations

import importlib
import signal
import sys
import traceback
from typing import cast

import click

from publisher import __version__
from publisher.errors import DaylightError

# What a command finds as its context's object when the process is its own and ends with it.
OWN_PROCESS = "own process"

# What a person wants -> name -> one line of help: the list is here so that `daylight --help` loads no command.
GROUPS = {
    "Begin": {
        "init": "Begin a new portal with one example, ready to publish.",
        "inspect": "Show what is in files, with no configuration.",
        "add": "Draft a dataset.yml from what a file holds.",
    },
    "Publish": {
        "check": "Say what a publish would hold back or refuse.",
        "diff": "Show what a publish would change.",
        "publish": "Clean, check and publish a portal.",
        "serve": "Show the published site on this machine.",
    },
    "Ask what is published": {
        "issues": "Show the findings of what is published.",
        "ledger": "Show where each source record went.",
        "search": "Search a published index.",
    },
    "Reach further": {
        "push": "Push what is published to a CKAN.",
        "index": "Build a search index of any table.",
        "doctor": "Say what is wrong here, or on the live host.",
    },
}
COMMANDS = {name: told for group in GROUPS.values() for name, told in group.items()}
_OURS = """
This is a mistake in Daylight, not in your files, and the live site is as it was. Please report it with the lines above;
daylight doctor tells which versions you have."""


class Commands(click.Group):
    """Loads a command's module when its name is used; each module has one click command called ``command``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"publisher.commands.{cmd_name}")
        return cast("click.Command", module.command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        widest = max(len(name) for name in COMMANDS)
        for title, group in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(widest), told) for name, told in group.items()])


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="daylight")
def daylight() -> None:
    """Publish what government does: messy files in, a searchable transparency site and clean Parquet out.

    Start with `daylight init DIR`, or see what a file holds with `daylight inspect FILE`. Each command tells more, with
    examples and exit codes: `daylight publish --help`.
    """


def main() -> None:
    """Run the command line; an error a person can mend is shown in words and ends with its own exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        daylight(prog_name="daylight", obj=OWN_PROCESS, standalone_mode=False)
    except DaylightError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nInterrupted; the live site is as it was.", err=True)
        sys.exit(130)
    except Exception:  # noqa: BLE001 - the end of the program: what it did not foresee is told, with a way on
        traceback.print_exc()
        click.echo(_OURS, err=True)
        sys.exit(3)
