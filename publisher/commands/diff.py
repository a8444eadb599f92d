"""``daylight diff``: what a publish would change in what is live."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from publisher.commands.terminal import clean, grid, paragraph
from publisher.files import to_json
from publisher.progress import for_stream
from publisher.spec.find import find_project

if TYPE_CHECKING:
    from publisher.publish.compare import Compared
    from publisher.release.difference import Difference, Row


@click.command("diff", short_help="Show what a publish would change.")
@click.argument("datasets", metavar="[DATASET]...", nargs=-1)
@click.option("--project", metavar="DIR", type=click.Path(path_type=Path), help="The portal's folder.")
@click.option(
    "--examples",
    metavar="N",
    type=click.IntRange(0, 1000),
    default=5,
    show_default=True,
    help="Rows to show of a kind.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the changes as JSON.")
def command(datasets: tuple[str, ...], project: Path | None, examples: int, as_json: bool) -> None:
    """Show what would change in what is live, by key: rows added, removed, and changed with before and after.

    A dataset without a key, or whose key is new, is told in whole rows. Nothing is published. Of a dataset whose files
    are each a release of the day in their name, the newest day is compared with what is live.

    Exit code: 0 compared, changed or not; 1 a dataset could not be made or would be refused; 2 wrong usage.

    \b
    Examples:
      daylight diff
      daylight diff spending --examples 20
      daylight diff --json
    """
    root = find_project(project)
    from publisher.publish.compare import compare  # heavy: loaded when the command line is known to be good

    found = compare(root, datasets, for_stream(quiet=as_json), examples=examples)
    click.echo(to_json([as_value(item) for item in found]), nl=False) if as_json else click.echo(_report(found))
    sys.exit(1 if any(item.fault for item in found) else 0)


def as_value(item: Compared) -> dict[str, Any]:
    """One dataset as JSON: {dataset, version, error, notes, difference: {key, before, after, added, removed, changed,
    changed_by_field, fields_added, fields_removed, fields_retyped, first_added, first_removed, first_changed}};
    ``difference`` is null when the data could not be made.
    """
    from publisher.release.manifest import plain

    found = None if item.difference is None else plain(item.difference)
    return {
        "dataset": item.dataset,
        "version": item.version,
        "error": item.fault,
        "notes": list(item.notes),
        "difference": found,
    }


def _report(found: Sequence[Compared]) -> str:
    numbers = ("live rows", "rows then", "added", "removed", "changed")
    rows = [(item.dataset, *_counts(item)) for item in found]
    lines = grid(("dataset", *numbers), rows, right=numbers)
    for item in found:
        more = [*_fault(item), *([] if item.difference is None else _details(item, item.difference))]
        more += [line for note in item.notes for line in paragraph(f"note: {note}", indent="  ", hanging="    ")]
        if more:
            lines += [
                "",
                item.dataset if item.version is None else f"{item.dataset}, live version {item.version}",
                *more,
            ]
    return "\n".join([*lines, "", "Nothing was published."])


def _counts(item: Compared) -> tuple[str, ...]:
    found = item.difference
    if found is None:
        return ("-",) * 5
    live = "none" if item.version is None else f"{found.before:,}"
    changed = f"{found.changed:,}" if found.key or item.version is None else "-"
    return live, f"{found.after:,}", f"{found.added:,}", f"{found.removed:,}", changed


def _fault(item: Compared) -> list[str]:
    lines = [line for text in (item.fault or "").splitlines() for line in paragraph(text, indent="  ", hanging="    ")]
    return ["  It would not go live:", *lines] if lines else []


def _details(item: Compared, found: Difference) -> list[str]:
    if item.version is None:
        return ["  Not published yet: every row is new."]
    lines: list[str] = []
    for word, names in (("New fields", found.fields_added), ("Fields that go", found.fields_removed)):
        lines += paragraph(f"{word}: {', '.join(names)}", indent="  ", hanging="    ") if names else []
    lines += [f"  Type of {one.field}: {one.before}, then {one.after}" for one in found.fields_retyped]
    if not found.key and (found.added or found.removed):
        lines.append("  Counted in whole rows, since both versions share no key: a changed row is removed and added.")
    lines += _rows("Added", found.added, found.first_added, found)
    lines += _rows("Removed", found.removed, found.first_removed, found)
    return lines + _changes(found)


def _changes(found: Difference) -> list[str]:
    if not found.changed:
        return []
    by_field = ", ".join(f"{name} in {count:,}" for name, count in found.changed_by_field.items())
    lines = ["", *paragraph(f"Changed: {_many(found.changed)} ({by_field})", indent="  ", hanging="    ")]
    rows = [
        (_key(change.key) if place == 0 else "", one.field, one.before or "(missing)", one.after or "(missing)")
        for change in found.first_changed
        for place, one in enumerate(change.fields)
    ]
    table = grid((", ".join(found.key), "field", "before", "after"), rows, indent="    ") if rows else []
    return [*lines, *table, *_rest(found.changed - len(found.first_changed))]


def _rows(word: str, total: int, rows: Sequence[Row], found: Difference) -> list[str]:
    """The first rows added or removed: the key and the first other fields."""
    if not total:
        return []
    names = list(dict.fromkeys(name for row in rows for name in row.values if name not in found.key))[:4]
    lines = [[*([_key(row.key)] if found.key else []), *(row.values.get(name, "") for name in names)] for row in rows]
    table = grid([*([", ".join(found.key)] if found.key else []), *names], lines, indent="    ") if rows else []
    return ["", f"  {word}: {_many(total)}", *table, *_rest(total - len(rows))]


def _many(rows: int) -> str:
    return f"{rows:,} {'row' if rows == 1 else 'rows'}"


def _rest(number: int) -> list[str]:
    return [f"    and {number:,} more"] if number > 0 else []


def _key(parts: Sequence[str]) -> str:
    return clean(", ".join(parts))
