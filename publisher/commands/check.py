"""``daylight check``: what a publish would hold back or refuse, with nothing published."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from publisher.clock import now
from publisher.commands.findings import finding_lines, finding_value
from publisher.commands.terminal import grid, paragraph
from publisher.errors import DaylightError, UsageError
from publisher.files import to_json
from publisher.progress import for_stream
from publisher.spec.find import find_project

if TYPE_CHECKING:
    from publisher.publish.review import Review, Reviewed

_WORDS = {
    "clean": "clean",
    "held": "records held back",
    "refused": "REFUSED",
    "broken": "BROKEN",
}


@click.command("check", short_help="Say what a publish would hold back or refuse.")
@click.argument("datasets", metavar="[DATASET]...", nargs=-1)
@click.option("--project", metavar="DIR", type=click.Path(path_type=Path), help="The portal's folder.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def command(datasets: tuple[str, ...], project: Path | None, as_json: bool) -> None:
    """Do all that publish does up to the release, publish nothing, and say what would be held back or refused.

    Every dataset and document is looked at, or only DATASET... . The live site is not touched. Of a dataset whose files
    are each a release of the day in their name, the newest day is looked at. Notes (a file that no source reads, a
    draft that is not reviewed) hold nothing back.

    Exit code: 0 clean; 1 a record would be held back, an assertion does not hold, or a file or its YAML is broken; 2
    wrong usage.

    \b
    Examples:
      daylight check
      daylight check spending contracts
      daylight check --json
    """
    root = find_project(project)
    from publisher.publish.review import review  # heavy: loaded when the command line is known to be good

    try:
        found = review(root, datasets, now(), for_stream(quiet=as_json))
    except UsageError:
        raise
    except DaylightError as error:  # a broken portal.yml is a finding, too
        click.echo(to_json({"clean": False, "error": str(error), "datasets": []}) if as_json else f"Error: {error}")
        sys.exit(1)
    click.echo(to_json(as_value(found)), nl=False) if as_json else click.echo("\n".join(_report(found)))
    sys.exit(0 if found.clean else 1)


def as_value(found: Review) -> dict[str, Any]:
    """The review as JSON: {clean, error, datasets: [{id, kind, result, read, published, quarantined, duplicates,
    dropped, kept, error, refused: [{name, wanted, measured}], issues, notes}]}.
    """
    return {"clean": found.clean, "error": None, "datasets": [_value(item) for item in found.reviewed]}


def _value(item: Reviewed) -> dict[str, Any]:
    return {
        "id": item.id,
        "kind": item.kind,
        "result": item.result,
        "read": item.rows_in,
        "published": item.rows_out,
        "quarantined": item.held,
        "duplicates": item.duplicates,
        "dropped": item.dropped,
        "kept": item.kept,
        "error": item.fault,
        "refused": [{"name": one.name, "wanted": one.wanted, "measured": one.measured} for one in item.refused],
        "issues": [finding_value(summary) for summary in item.issues],
        "notes": list(item.notes),
    }


def _report(found: Review) -> list[str]:
    numbers = ("read", "publish", "hold", "duplicate", "drop")
    rows = [(item.id, _WORDS[item.result], *_counts(item)) for item in found.reviewed]
    lines = grid(("dataset", "result", *numbers), rows, right=numbers)
    for item in found.reviewed:
        lines += _details(item)
    if found.clean:
        more = " Look at the notes above before you publish." if any(item.notes for item in found.reviewed) else ""
        return [*lines, "", f"Clean: a publish would hold back and refuse nothing.{more}"]
    return [*lines, "", "Nothing was published. Mend what is named above, or publish what is good: daylight publish"]


def _counts(item: Reviewed) -> tuple[str, ...]:
    """Nothing is known of what could not be read."""
    if item.result == "broken" and not item.rows_in:
        return ("-",) * 5
    return tuple(f"{number:,}" for number in (item.rows_in, item.rows_out, item.held, item.duplicates, item.dropped))


def _details(item: Reviewed) -> list[str]:
    """Why a dataset is refused or broken, and its findings; nothing for one without any."""
    lines: list[str] = []
    for line in (item.fault or "").splitlines() if not item.refused else ():
        lines += paragraph(line, indent="  ", hanging="    ")
    for one in item.refused:
        says = f"error: the assertion {one.name} does not hold: wanted {one.wanted}, measured {one.measured}"
        lines += paragraph(says, indent="  ", hanging="    ")
    if item.refused:
        does = "What to do: ask the department whether the data is whole; change the assertion if it is."
        lines += paragraph(does, indent="    ", hanging="      ")
    if item.fault is not None:
        lines.append(f"  The last good release of {item.id} stays live." if item.kept else "  Nothing of it is live.")
    lines += finding_lines(item.issues)
    for note in item.notes:
        lines += ["", *paragraph(f"note: {note}", indent="  ", hanging="    ")]
    return ["", item.id, *(lines[1:] if lines[0] == "" else lines)] if lines else []
