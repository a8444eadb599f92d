"""``daylight publish``: the main job."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.clock import now, parse_instant
from publisher.commands.terminal import WIDTH, grid, paragraph, room
from publisher.errors import UsageError
from publisher.progress import for_stream
from publisher.spec.find import find_project

if TYPE_CHECKING:
    from publisher.publish import DatasetOutcome, Outcome

_HEADS = ("dataset", "result", "rows in", "rows out", "held", "duplicate", "dropped", "issues", "seconds")
_NARROW = ("dataset", "result", "in", "out", "held", "dup.", "drop", "issues", "sec")
_UNCUT = 1000  # columns in a file or a pipe, where no name need be cut


@click.command("publish", short_help="Clean, check and publish a portal.")
@click.argument("datasets", metavar="[DATASET]...", nargs=-1)
@click.option("--project", metavar="DIR", type=click.Path(path_type=Path), help="The portal's folder.")
@click.option(
    "--workers", metavar="N", type=click.IntRange(1, 64), default=1, show_default=True, help="Datasets at a time."
)
@click.option("--as-of", metavar="T", help="The instant of this run, such as 2026-10-08; default: now.")
@click.option("--dry-run", is_flag=True, help="Do everything but go live.")
@click.option("--json", "as_json", is_flag=True, help="The closing table as JSON on standard output.")
def command(
    datasets: tuple[str, ...], project: Path | None, workers: int, as_of: str | None, dry_run: bool, as_json: bool
) -> None:
    """Clean, check and publish a portal: one site, built aside and made live by one rename.

    A dataset that fails keeps its last good release, and the rest goes live. When nothing can go live, the site stays
    as it was. With DATASET..., only these are made anew; the others stay as they are.

    Exit code: 0 published or unchanged, 1 something failed and the rest is live, 2 wrong usage, 3 nothing went live,
    130 interrupted.

    \b
    Examples:
      daylight publish                      everything, in the nearest portal
      daylight publish spending contracts   only these two datasets
      daylight publish --dry-run            what would happen, without going live
    """
    root = find_project(project)
    instant = _instant(as_of)
    from publisher.publish import Request, publish  # heavy: loaded when the command line is known to be good

    request = Request(root=root, as_of=instant, only=datasets, workers=workers, dry_run=dry_run)
    outcome = publish(request, for_stream(quiet=as_json))
    if as_json:
        click.echo(json.dumps(dataclasses.asdict(outcome), ensure_ascii=False, indent=1))
    else:
        click.echo(_table(outcome))
        click.echo(_verdict(outcome, root))
    sys.exit(outcome.exit_code)


def _instant(as_of: str | None) -> dt.datetime:
    if as_of is None:
        return now()
    try:
        return parse_instant(as_of)
    except ValueError as error:
        raise UsageError(
            f"--as-of: `{as_of}` is not an instant", remedy="Write 2026-10-08 or 2026-10-08T09:30:00Z."
        ) from error


def _table(outcome: Outcome) -> str:
    terminal = sys.stdout.isatty()
    heads = _NARROW if terminal and room() < WIDTH else _HEADS
    rows = [
        (
            line.id,
            line.result if line.releases < 2 else f"{line.result}, {line.releases} releases",
            *(
                f"{number:,}"
                for number in (line.rows_in, line.rows_out, line.held, line.duplicates, line.dropped, line.issues)
            ),
            f"{line.seconds:.1f}",
        )
        for line in outcome.datasets
    ]
    text = grid(heads, rows, right=heads[2:], wide=None if terminal else _UNCUT)
    steps = [shown for line in outcome.datasets if line.next_step for shown in _step(line)]
    return "\n".join([*text, *(["", "What to do next:", *steps] if steps else [])])


def _step(line: DatasetOutcome) -> list[str]:
    """What to do about one dataset; each line of it is a thing of its own."""
    first, *others = line.next_step.splitlines()
    shown = paragraph(f"{line.id}: {first}", hanging="  ")
    return [*shown, *(more for other in others for more in paragraph(other, indent="  ", hanging="    "))]


def _verdict(outcome: Outcome, root: Path) -> str:
    if outcome.dry_run:
        return "Dry run: the live site is as it was."
    if not outcome.live:
        return f"Nothing changed: edition {outcome.edition} stays live."
    return (
        f"Edition {outcome.edition} is live: {outcome.pages:,} pages in {root / 'public'}\nLook at it: daylight serve"
    )
