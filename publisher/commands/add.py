"""``daylight add FILE``: a draft dataset from what a file holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from publisher.errors import Place, SourceError, UsageError
from publisher.files import write_bytes
from publisher.progress import Progress, Silent, for_stream

if TYPE_CHECKING:
    from publisher.inspect import FoundTable, Inspection
    from publisher.inspect.plan import Plan
    from publisher.issues import Issue

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MOST_NAMED = 8


@dataclass(frozen=True, kw_only=True)
class Added:
    """What was written, and what a person should look at. ``personal``: fields that may hold personal data; ``unseen``:
    what the file holds that its program does not show.
    """

    dataset: str
    spec: Path
    copy: Path
    table: str
    records: int
    fields: int
    reviews: int
    personal: tuple[str, ...]
    sure: bool
    why: str
    others: tuple[str, ...] = ()
    unseen: tuple[Issue, ...] = ()


@click.command("add", short_help="Draft a dataset.yml from what a file holds.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--department", metavar="D", help="Whose data it is; needed where the portal has several departments.")
@click.option("--dataset", metavar="ID", help="The dataset's id, part of its address; default: from the file's name.")
@click.option("--table", metavar="T", help="Which table of the file: its name, sheet or number; default: the largest.")
@click.option("--project", metavar="DIR", type=click.Path(path_type=Path), help="The portal's folder.")
def command(file: Path, department: str | None, dataset: str | None, table: str | None, project: Path | None) -> None:
    """Copy FILE into the portal and draft its dataset.yml.

    The draft says what the file decides: header, columns, types, formats, encoding, what means no value, over every
    record. What only a person can know is marked REVIEW: titles, summary, licence, the key, the order of day and month,
    personal data, values that may be spellings of one another, years that may be meant as rows. Of these nothing is
    done until the draft says so. Nothing is overwritten.

    Titles in other scripts stay as they are; such a column is called field_3 after its place until a person translates
    or transliterates it.

    Exit code: 0 drafted, 1 no table could be read, 2 wrong usage or a draft is there already.

    \b
    Examples:
      daylight add ~/incoming/spending-2026.xlsx
      daylight add permits.csv --department planning --dataset building-permits
      daylight add budget.xlsx --table "Capital" --dataset capital-budget
    """
    added = add_file(
        file,
        department=department,
        dataset=dataset,
        table=table,
        project=project,
        progress=for_stream(),
    )
    click.echo("\n".join(_report(added)))


def _report(added: Added) -> Iterator[str]:
    """What was done, what to look at, in which order, and what comes then."""
    yield f"Copied to {added.copy}"
    yield f"Drafted {added.spec}: {added.records:,} records, {added.fields} fields, {added.reviews} places to review"
    if added.others:
        names = ", ".join(added.others[:_MOST_NAMED]) + (", ..." if len(added.others) > _MOST_NAMED else "")
        yield f"Drafted is the table {added.table}. Not drafted: {names}"
        yield f"  Each can have a dataset of its own: daylight add FILE --table {added.others[0]} --dataset ..."
    if not added.sure:
        yield f"Look closely: {added.why}."
    if added.personal:
        yield f"Personal data? {', '.join(added.personal)}. Take a field away that must not be published."
    for issue in added.unseen:
        where = ", ".join(part for part in (f"sheet {issue.sheet}" if issue.sheet else "", issue.note) if part)
        yield f"{issue.kind.title}{f' ({where})' if where else ''}. {issue.kind.advice}"
    yield "To review: the title and summary, each type, the key, and every line marked REVIEW."
    yield f"Next: read the draft, then daylight check {added.dataset}, then daylight publish"


def add_file(
    file: Path,
    *,
    department: str | None,
    dataset: str | None,
    project: Path | None,
    table: str | None = None,
    progress: Progress | None = None,
) -> Added:
    """Inspect ``file`` and write its draft. Raises UsageError, SpecError or SourceError, with nothing written."""
    from publisher.inspect.draft import draft
    from publisher.inspect.plan import choose
    from publisher.spec import find_project, load_portal

    progress = progress or Silent()
    portal = load_portal(find_project(project))
    department = _department(department, tuple(portal.departments))
    id_ = _id(file, dataset)
    folder = portal.root / "datasets" / department / id_
    copy, spec = folder / "raw" / file.name, folder / "dataset.yml"
    _check_free(spec, copy)
    found = _found(file, progress)
    tables = found.tables
    chosen = choose(tables) if table is None else _named(table, tables)
    if file.suffix.lower() == ".pdf":
        return _add_copied_off(file, chosen, tables, department=department, id_=id_, project=project)
    progress.step(f"Looking at {chosen.records:,} records")
    text = draft(chosen, _plan(file, chosen, tables))
    progress.done()
    _write(file, copy, spec, text)
    return Added(
        dataset=id_,
        spec=spec,
        copy=copy,
        table=chosen.name,
        records=chosen.records,
        fields=len(chosen.fields),
        reviews=text.count("REVIEW") - 1,
        personal=_personal(chosen),
        sure=chosen.sure,
        why=chosen.why,
        others=_others(chosen, tables),
        unseen=_unseen(found),
    )


def _found(file: Path, progress: Progress) -> Inspection:
    """What inspecting the file finds; raises SourceError where there is no table."""
    from publisher.commands.inspect import as_snapshot
    from publisher.inspect import inspect

    progress.step(f"Reading {file.name}")
    found = inspect(as_snapshot(file))
    progress.done()
    if not found.tables:
        raise SourceError("no table was found", place=Place(file=str(file)), remedy="Look at it with daylight inspect.")
    return found


def _unseen(found: Inspection) -> tuple[Issue, ...]:
    """What the file holds unseen and asks for a look."""
    from publisher.issues import unseen

    codes = {kind.code for kind in unseen.KINDS}
    issues = (*found.issues, *(issue for table in found.tables for issue in table.issues))
    return tuple(issue for issue in issues if issue.code in codes and issue.kind.severity == "warning")


def _plan(file: Path, chosen: FoundTable, tables: Sequence[FoundTable]) -> Plan:
    """What the draft says of the file and the tables beside the chosen one."""
    from publisher.inspect.plan import Plan, alike, title_of

    return Plan(
        path=f"raw/{file.name}",
        title=title_of(file.stem),
        several_sheets=len({other.sheet for other in tables}) > 1,
        others=_others(chosen, tables),
        alike=alike(chosen, tables),
    )


def _others(chosen: FoundTable, tables: Sequence[FoundTable]) -> tuple[str, ...]:
    return tuple(other.name for other in tables if other is not chosen)


def _personal(table: FoundTable) -> tuple[str, ...]:
    """The names of fields that may hold personal data."""
    from publisher.inspect.personal import personal_reason

    return tuple(field.name for field in table.fields if personal_reason(field, table.data.column(field.name)))


def _add_copied_off(
    file: Path, table: FoundTable, tables: Sequence[FoundTable], *, department: str, id_: str, project: Path | None
) -> Added:
    """Draft a CSV with the table as found, since a PDF is no source of records; the PDF is kept beside it."""
    import pyarrow as pa

    from publisher.inspect.write import write_csv

    columns = [column.fill_null("") for column in table.text.columns]  # every record as wide as the header
    filled = replace(table, text=pa.table(columns, names=table.text.column_names))
    with TemporaryDirectory(prefix="daylight-add-") as folder:
        copied = Path(folder) / f"{file.stem}.csv"
        write_csv(filled, copied)
        added = add_file(copied, department=department, dataset=id_, project=project)
    try:
        write_bytes(added.spec.parent / "raw" / file.name, file.read_bytes())
        text = added.spec.read_text(encoding="utf-8")
        warned = f"# REVIEW: copied off {file.name} by where its letters stand. Compare raw/{added.copy.name} with it."
        write_bytes(added.spec, f"{warned}\n{text}".encode())
    except OSError as error:
        raise UsageError(
            f"{added.spec.parent} cannot be written: {error.strerror}", remedy="Check your rights."
        ) from error
    why = f"the table is copied off a PDF ({table.why})"
    return replace(
        added, reviews=added.reviews + 1, sure=False, why=why, table=table.name, others=_others(table, tables)
    )


def _check_free(*paths: Path) -> None:
    for path in paths:
        if path.exists():
            raise UsageError(
                f"{path} is there already; nothing was written",
                remedy="Give another id with --dataset, or put a new file of the same kind into its raw/ folder.",
            )


def _named(name: str, tables: Sequence[FoundTable]) -> FoundTable:
    """The table of this name, sheet, or number from 1 in the file's order. Raises UsageError listing all."""
    by_name = [table for table in tables if name in (table.name, table.sheet)]
    if by_name:
        return by_name[0]
    if name.isdecimal() and 1 <= int(name) <= len(tables):
        return tables[int(name) - 1]
    listed = ", ".join(table.name for table in tables)
    raise UsageError(f"the file has no table `{name}`", remedy=f"Name one of: {listed}; or its number from 1.")


def _write(file: Path, copy: Path, spec: Path, text: str) -> None:
    try:
        write_bytes(copy, file.read_bytes())
        write_bytes(spec, text.encode("utf-8"))
    except OSError as error:
        raise UsageError(
            f"{spec.parent} cannot be written: {error.strerror}", remedy="Check your rights there."
        ) from error


def _department(given: str | None, known: tuple[str, ...]) -> str:
    if given is None and len(known) == 1:
        return known[0]
    if given in known:
        return str(given)
    what = "which department?" if given is None else f"the department `{given}` is not in portal.yml"
    raise UsageError(what, remedy=f"Add --department with one of: {', '.join(known)}.")


def _id(file: Path, given: str | None) -> str:
    """The id that is given, or one after the file's name. Raises UsageError where it is none."""
    from publisher.inspect.names import slug

    id_ = slug(file.stem).removeprefix("n-") if given is None else given
    if not id_:
        raise UsageError(
            f"no id can be made from the name {file.name}", remedy="Give one with --dataset, such as --dataset permits."
        )
    if not _ID.fullmatch(id_):
        raise UsageError(
            f"`{id_}` is no dataset id", remedy="Use small letters, digits and hyphens, such as --dataset permits-2026."
        )
    return id_
