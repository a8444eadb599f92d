"""``daylight init DIR``: a new portal with one example, ready to publish."""

from __future__ import annotations

import shlex
from importlib.resources import as_file, files
from pathlib import Path

import click

from publisher.errors import UsageError
from publisher.files import write_bytes


@click.command("init", short_help="Begin a new portal with one example, ready to publish.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Begin a new portal in DIR, with one example dataset and one example notice.

    DIR is made if it is not there; a folder with files in it is left alone. Everything in the example is invented and
    explained where it stands: change it, or delete it and begin with `daylight add FILE`.

    Exit code: 0 made, 2 DIR is no place for it.

    \b
    Example:
      daylight init my-town
      cd my-town
      daylight publish
      daylight serve
    """
    made = make_portal(folder)
    click.echo(f"A new portal stands in {folder}:")
    for path in made:
        click.echo(f"  {path}")
    quoted = shlex.quote(str(folder))
    click.echo("Next:")
    click.echo(f"  daylight publish --project {quoted}")
    click.echo(f"  daylight serve --project {quoted}")


def make_portal(folder: Path) -> list[str]:
    """Write the example portal into ``folder``; the paths written, sorted, relative to it. Raises UsageError."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file", remedy="Name a folder that is empty or not there yet.")
    if folder.is_dir() and any(folder.iterdir()):
        raise UsageError(
            f"the folder {folder} is not empty",
            remedy="Name a folder that is empty or not there yet; nothing was written.",
        )
    made: list[str] = []
    with as_file(files("publisher.commands") / "example") as example:
        for source in sorted(path for path in example.rglob("*") if path.is_file()):
            name = source.relative_to(example).as_posix()
            try:
                write_bytes(folder / name, source.read_bytes())
            except OSError as error:
                raise UsageError(
                    f"{folder / name} cannot be written: {error.strerror or error}",
                    remedy="Name a folder you may write to.",
                ) from error
            made.append(name)
    return made
