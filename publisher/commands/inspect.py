"""``daylight inspect FILE...``: what is in files, with no configuration."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from publisher.commands import OWN_PROCESS
from publisher.errors import Place, SourceError, UsageError
from publisher.files import sha256_file, to_json

if TYPE_CHECKING:
    from publisher.inspect import Inspection
    from publisher.snapshot import Snapshot


@click.command("inspect", short_help="Show what is in files, with no configuration.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out", metavar="DIR", type=click.Path(path_type=Path), help="Write one Parquet a table and inspect.json."
)
@click.option(
    "--csv", "csv_file", metavar="FILE", type=click.Path(path_type=Path), help="Write the first table as CSV."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@click.pass_context
def command(
    ctx: click.Context, files: tuple[Path, ...], out: Path | None, csv_file: Path | None, as_json: bool
) -> None:
    """Show the tables in each FILE: header, types, samples, issues, and how sure that is.

    Nothing is configured and nothing is changed.

    Exit code: 0 all files were read, 1 one of them cannot be, 2 wrong usage.

    \b
    Examples:
      daylight inspect spending.xlsx
      daylight inspect spending.xlsx --out found/
      daylight inspect export.txt --csv clean.csv
      daylight inspect *.csv --json
    """
    if ctx.find_root().obj == OWN_PROCESS:
        _hide_pandas()
    found, failures = survey_files(files)
    try:
        _write(found, out=out, csv_file=csv_file)
    except OSError as error:
        raise UsageError(
            f"{error.filename or out or csv_file} cannot be written: {error.strerror or error}",
            remedy="Name a place you may write to.",
        ) from error
    if as_json:
        from publisher.inspect.write import as_json as document

        click.echo(to_json(document(found)), nl=False)
    elif not failures or found.tables or found.issues:
        from publisher.inspect.show import show

        click.echo(show(found))
    for failure in failures:
        click.echo(f"Error: {failure}", err=True)
    if failures:
        sys.exit(1)


class _NoPandas:
    """Hides pandas from pyarrow, which would import it on the first list it is given: a quarter of a second."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name, name=name)


def _hide_pandas() -> None:
    sys.meta_path.insert(0, cast("Any", _NoPandas()))


def survey_files(files: tuple[Path, ...]) -> tuple[Inspection, list[SourceError]]:
    """What is in the files that can be read, and why the others cannot."""
    from publisher.inspect import Inspection
    from publisher.inspect.survey import survey

    snapshots, failures = [], []
    for path in files:
        try:
            snapshots.append(as_snapshot(path))
        except SourceError as error:
            failures.append(error)
    found = Inspection(tables=())
    for snapshot in snapshots:
        try:
            one = survey([snapshot], taken=[table.name for table in found.tables])
        except SourceError as error:
            failures.append(error)
            continue
        found = Inspection(tables=found.tables + one.tables, issues=found.issues + one.issues)
    return found, failures


def as_snapshot(path: Path) -> Snapshot:
    """A file as it stands, to be read where it is. Raises SourceError."""
    from publisher.snapshot import Snapshot

    if path.is_dir():
        raise SourceError(
            "it is a folder, not a file", place=Place(file=str(path)), remedy=f"Name the files in it: {path / '*'}"
        )
    try:
        return Snapshot(name=path.name, path=path.absolute(), sha256=sha256_file(path), size=path.stat().st_size)
    except OSError as error:
        what = (
            "the file is not there" if isinstance(error, FileNotFoundError) else f"it cannot be read: {error.strerror}"
        )
        raise SourceError(
            what, place=Place(file=str(path)), remedy="Check the name and your right to read it."
        ) from error


def _write(found: Inspection, *, out: Path | None, csv_file: Path | None) -> None:
    if out is None and csv_file is None:
        return
    from publisher.inspect.write import write_csv, write_folder

    if out is not None:
        write_folder(found, out)
    if csv_file is not None:
        write_csv(found.tables[0] if found.tables else None, csv_file)
