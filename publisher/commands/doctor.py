"""``daylight doctor [URL]``: what is wrong here, or on the live host."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from publisher.commands.terminal import paragraph
from publisher.errors import UsageError
from publisher.files import to_json
from publisher.spec.find import find_project

if TYPE_CHECKING:
    from publisher.publish.health import Finding

_MARKS = {"good": "ok", "warning": "look", "bad": "WRONG"}


@click.command("doctor", short_help="Say what is wrong here, or on the live host.")
@click.argument("url", required=False)
@click.option("--project", metavar="DIR", type=click.Path(path_type=Path), help="The portal's folder.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def command(url: str | None, project: Path | None, as_json: bool) -> None:
    """Look at Python, the installation and the portal: rights, room, YAML files, releases, the public link, the lock.

    With URL, look at the live host instead: byte ranges, media types, access for other sites' scripts, policy headers,
    the status of a missing page. Nothing is changed.

    Exit code: 0 nothing is wrong, 1 something is, 2 wrong usage.

    \b
    Examples:
      daylight doctor
      daylight doctor https://data.example.org/
    """
    found = _look(url, project)
    if as_json:
        click.echo(to_json(as_value(found)), nl=False)
    else:
        click.echo("\n".join(_report(found)))
    sys.exit(1 if any(one.state == "bad" for one in found) else 0)


def as_value(found: Sequence[Finding]) -> list[dict[str, Any]]:
    """What was found as JSON: a list of {name, state: good|warning|bad, says, remedy}."""
    return [dataclasses.asdict(one) for one in found]


def _look(url: str | None, given: Path | None) -> list[Finding]:
    if url is not None:
        from publisher.publish.live_host import host

        return list(host(url))
    from publisher.publish.health import Finding, program, project

    found = list(program())
    try:
        root = find_project(given)
    except UsageError as error:
        return [*found, Finding(name="portal.yml", state="warning", says=error.message, remedy=error.remedy)]
    return [*found, *project(root)]


def _report(found: Sequence[Finding]) -> list[str]:
    lines: list[str] = []
    for one in found:
        mark = _MARKS[one.state]
        lines += paragraph(f"{one.name}: {one.says}", indent=f"{mark:<6}", hanging=" " * 6)
        lines += paragraph(one.remedy, indent=" " * 6, hanging=" " * 6) if one.remedy else []
    bad, doubtful = (sum(one.state == state for one in found) for state in ("bad", "warning"))
    if not bad:
        return [*lines, "", "Nothing is wrong." if not doubtful else f"Nothing is wrong; {doubtful} to look at."]
    return [*lines, "", f"{bad} wrong, {doubtful} to look at, {len(found) - bad - doubtful} in order."]
