"""``daylight add FILE``: a draft dataset from what a file holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import click

from publisher.errors import Place, SourceError, UsageError
from publisher.files import write_bytes

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, kw_only=True)
class Added:
    """What was written, and what a person should look at."""

    spec: Path
    copy: Path
    reviews: int
    sure: bool
    why: str
    others: tuple[str, ...] = ()


@click.command("add", short_help="Draft a dataset.yml from what a file holds.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--department", metavar="D", help="Whose data it is; needed where the portal has several departments.")
@click.option("--dataset", metavar="ID", help="The dataset's id, part of its address; default: from the file's name.")
@click.option("--project", metavar="DIR", type=click.Path(path_type=Path), help="The portal's folder.")
def command(file: Path, department: str | None, dataset: str | None, project: Path | None) -> None:
    """Copy FILE into the portal and draft its dataset.yml.

    The draft says what the file decides (columns, types, formats, encoding, header). What only a person can know is
    marked REVIEW: titles, summary, licence, the order of day and month, personal data. Nothing is overwritten.

    \b
    Examples:
      daylight add ~/incoming/spending-2026.xlsx
      daylight add permits.csv --department planning --dataset building-permits
    """
    added = add_file(file, department=department, dataset=dataset, project=project)
    click.echo(f"Copied to {added.copy}")
    click.echo(f"Drafted {added.spec}, {added.reviews} places to review")
    if added.others:
        click.echo(f"Not drafted, other tables of the file: {', '.join(added.others)}")
    if not added.sure:
        click.echo(f"Look closely: {added.why}.")
    click.echo("Next: read the draft, then daylight publish")


def add_file(file: Path, *, department: str | None, dataset: str | None, project: Path | None) -> Added:
    """Inspect ``file`` and write its draft. Raises UsageError, SpecError or SourceError, with nothing written."""
    from publisher.commands.inspect import as_snapshot
    from publisher.inspect import inspect
    from publisher.inspect.draft import Plan, alike, choose, draft, title_of
    from publisher.spec import find_project, load_portal

    portal = load_portal(find_project(project))
    department = _department(department, tuple(portal.departments))
    id_ = dataset if dataset is not None else _id_of(file)
    if not _ID.fullmatch(id_):
        raise UsageError(
            f"`{id_}` is no dataset id", remedy="Use small letters, digits and hyphens, such as --dataset permits-2026."
        )
    folder = portal.root / "datasets" / department / id_
    copy, spec = folder / "raw" / file.name, folder / "dataset.yml"
    for path in (spec, copy):
        if path.exists():
            raise UsageError(
                f"{path} is there already; nothing was written",
                remedy="Give another id with --dataset, or put a new file of the same kind into its raw/ folder.",
            )
    found = inspect(as_snapshot(file))
    if not found.tables:
        raise SourceError("no table was found", place=Place(file=str(file)), remedy="Look at it with daylight inspect.")
    table = choose(found.tables)
    plan = Plan(
        path=f"raw/{file.name}",
        title=title_of(file.stem),
        several_sheets=len({other.sheet for other in found.tables}) > 1,
        others=tuple(other.name for other in found.tables if other is not table),
        alike=alike(table, found.tables),
    )
    text = draft(table, plan)
    try:
        write_bytes(copy, file.read_bytes())
        write_bytes(spec, text.encode("utf-8"))
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror}", remedy="Check your rights there.") from error
    return Added(
        spec=spec, copy=copy, reviews=text.count("REVIEW") - 1, sure=table.sure, why=table.why, others=plan.others
    )


def _department(given: str | None, known: tuple[str, ...]) -> str:
    if given is None and len(known) == 1:
        return known[0]
    if given in known:
        return str(given)
    what = "which department?" if given is None else f"the department `{given}` is not in portal.yml"
    raise UsageError(what, remedy=f"Add --department with one of: {', '.join(known)}.")


def _id_of(file: Path) -> str:
    from publisher.inspect.names import slug

    id_ = slug(file.stem).removeprefix("n-")
    if not id_:
        raise UsageError(
            f"no id can be made from the name {file.name}", remedy="Give one with --dataset, such as --dataset permits."
        )
    return id_
