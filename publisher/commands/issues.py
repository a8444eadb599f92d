"""``daylight issues``: the findings of what is live."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from publisher.commands.findings import finding_lines, finding_value
from publisher.commands.terminal import paragraph
from publisher.files import to_json
from publisher.spec.find import find_project

if TYPE_CHECKING:
    from publisher.publish.published import Published


@click.command("issues", short_help="Show the findings of what is published.")
@click.argument("datasets", metavar="[DATASET]...", nargs=-1)
@click.option("--project", metavar="DIR", type=click.Path(path_type=Path), help="The portal's folder.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def command(datasets: tuple[str, ...], project: Path | None, as_json: bool) -> None:
    """Show the findings of each dataset's live release: kind, field, number, first places, and what to do.

    An error holds a record back; a warning asks for a look; an info is a note. What a publish would find now is told by
    daylight check.

    Exit code: 0 shown, whatever was found; 1 what is live cannot be read; 2 wrong usage or nothing published.

    \b
    Examples:
      daylight issues
      daylight issues spending
      daylight issues --json
    """
    from publisher.publish.published import published

    found = published(find_project(project), datasets)
    click.echo(to_json(as_value(found)), nl=False) if as_json else click.echo("\n".join(_lines(found)))


def as_value(found: tuple[Published, ...]) -> list[dict[str, Any]]:
    """The findings as JSON: a list of {dataset, version, code, severity, title, sentence, advice, field, total,
    examples}, errors of a dataset first.
    """
    return [
        {"dataset": item.id, "version": item.release.version, **finding_value(summary)}
        for item in found
        for summary in item.release.report.issues
    ]


def _lines(found: tuple[Published, ...]) -> list[str]:
    lines: list[str] = []
    for item in found:
        if item.release.report.issues:
            lines += ["", f"{item.id}, version {item.release.version}"]
            lines += finding_lines(item.release.report.issues)[1:]
    without = [item.id for item in found if not item.release.report.issues]
    if without:
        lines += ["", *paragraph(f"Without a finding: {', '.join(without)}", hanging="  ")]
    return lines[1:]
