"""``daylight push``: what is live, to another catalogue."""

from __future__ import annotations

import dataclasses
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from publisher.commands.terminal import grid, paragraph
from publisher.errors import UsageError
from publisher.files import to_json
from publisher.progress import for_stream
from publisher.spec.find import find_project

if TYPE_CHECKING:
    from publisher.push import Line, Outcome

TOKEN = "DAYLIGHT_CKAN_TOKEN"  # noqa: S105 - the name of the variable, not a token
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@click.command("push", short_help="Push what is published to a CKAN.")
@click.argument("catalogue", type=click.Choice(["ckan"]), metavar="ckan", expose_value=False)
@click.argument("url")
@click.option("--project", metavar="DIR", type=click.Path(path_type=Path), help="The portal's folder.")
@click.option(
    "--token-file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"A file with the API token; default: the environment variable {TOKEN}.",
)
@click.option("--upload", is_flag=True, help="Upload the CSV files, and their rows to the DataStore if there is one.")
@click.option("--adopt", is_flag=True, help="Take over datasets of the same name that Daylight did not push.")
@click.option("--remove", is_flag=True, help="Delete there what was pushed from this portal and is published no more.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="The closing table as JSON on standard output.")
def command(  # noqa: PLR0913 - one parameter an option
    *,
    url: str,
    project: Path | None,
    token_file: Path | None,
    upload: bool,
    adopt: bool,
    remove: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Push what is live to the CKAN at URL: departments as organisations, datasets, files as links to the site.

    Only what differs is written: a second push writes nothing, and one that was interrupted goes on where it stopped.
    On CKAN, groups, other resources and other extras that people added stay; what was deleted there comes back. A
    dataset that fails is told, and the rest goes on.

    The token is one of an account that may edit in the organisations, or of a system administrator, who alone may
    create organisations. It is read from the environment or a file, and is neither shown nor written.

    Exit code: 0 all is there; 1 a dataset failed, or the CKAN cannot be reached; 2 wrong usage; 130 interrupted.

    \b
    Examples:
      export DAYLIGHT_CKAN_TOKEN=...
      daylight push ckan https://ckan.example.org --dry-run
      daylight push ckan https://ckan.example.org
      daylight push ckan https://ckan.example.org --upload --token-file ~/.ckan-token
    """
    root = find_project(project)
    token = _token(token_file, needed=not dry_run)
    if token and urlsplit(url).scheme == "http" and urlsplit(url).hostname not in _LOOPBACK:
        click.echo(f"Warning: {url} is not https, so the token travels readable.", err=True)
    from publisher.push import Request, push_ckan  # loaded when the command line is known to be good

    request = Request(root=root, url=url, token=token, upload=upload, adopt=adopt, remove=remove, dry_run=dry_run)
    outcome = push_ckan(request, for_stream(quiet=as_json))
    click.echo(to_json(dataclasses.asdict(outcome)) if as_json else _report(outcome, url), nl=not as_json)
    sys.exit(outcome.exit_code)


def _token(file: Path | None, *, needed: bool) -> str:
    """The token of the file, else of the environment; a dry run may do without. Raises UsageError."""
    try:
        token = (os.environ.get(TOKEN, "") if file is None else file.read_text(encoding="ascii")).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"the token file {file} cannot be read", remedy="It holds the token and nothing else."
        ) from error
    if (needed and not token) or not token.isascii() or len(token.split()) > 1:
        raise UsageError(
            "there is no API token to push with" if not token else "this is no API token",
            remedy=f"Make one on your account's page in CKAN; put it into {TOKEN}, or in a file for --token-file.",
        )
    return token


def _report(outcome: Outcome, url: str) -> str:
    heads = ("", "result", "resources", "seconds")
    rows = [_row(line) for line in outcome.lines]
    steps = [
        shown
        for line in outcome.lines
        if line.next_step
        for shown in paragraph(f"{line.id}: {line.next_step}", hanging="  ")
    ]
    table = grid(heads, rows, right=("resources", "seconds"))
    return "\n".join([*table, *(["", "What to do next:", *steps] if steps else []), "", *_verdict(outcome, url)])


def _row(line: Line) -> tuple[str, ...]:
    name = line.id if line.kind == "dataset" else f"{line.id} (organisation)"
    return name, line.result, f"{line.resources:,}" if line.kind == "dataset" else "", f"{line.seconds:.1f}"


def _verdict(outcome: Outcome, url: str) -> list[str]:
    counts = {
        result: sum(line.result == result for line in outcome.lines if line.kind == "dataset")
        for result in ("created", "updated", "unchanged", "withdrawn", "removed", "failed")
    }
    told = ", ".join(f"{count:,} {result}" for result, count in counts.items() if count) or "none"
    lines = [f"Datasets on {url}: {told}."]
    if outcome.dry_run:
        lines.append("Dry run: nothing was written.")
    elif not outcome.writes:
        lines.append("Nothing was written: all is there already.")
    if outcome.interrupted:
        lines.append("Interrupted: what was pushed stays. Run the same command again, and it goes on from here.")
    return lines
