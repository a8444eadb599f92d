"""``daylight ledger``: where the records of each file went, and where one of them is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from publisher.commands.terminal import clean, grid, paragraph
from publisher.errors import Place
from publisher.files import to_json
from publisher.issues import KINDS
from publisher.spec.find import find_project

if TYPE_CHECKING:
    from publisher.clean.model import Account
    from publisher.publish.published import Published
    from publisher.publish.trace import Fate

_COUNTS = ("read", "published", "quarantined", "duplicates", "dropped")
_LAW = "read = published + quarantined + duplicates + dropped"
_DROPS = {
    "header": "it is a row of column titles",
    "title": "it stands above the column titles",
    "blank": "it is blank",
    "footer": "it is the foot of the table, as declared under skip:",
    "skipped": "it is to be left out, as declared under skip:",
    "no-value": "none of its columns that become rows has a value, and drop_missing: is declared",
    "other-table": "its table is not the dataset's",
}


@click.command("ledger", short_help="Show where each source record went.")
@click.argument("dataset", required=False)
@click.option(
    "--record", metavar="[FILE[:SHEET]:]N", help="Tell where this record of the source went; records count from 1."
)
@click.option("--project", metavar="DIR", type=click.Path(path_type=Path), help="The portal's folder.")
@click.option("--json", "as_json", is_flag=True, help="Print the account as JSON.")
def command(dataset: str | None, record: str | None, project: Path | None, as_json: bool) -> None:
    """Show, for each file and sheet, how many records were read and where they went in what is live.

    Each record ends in one place: read = published + quarantined + duplicates + dropped. With --record, tell which:
    the row it is published as, why it is held back, which record it repeats, or as what it was dropped.

    Exit code: 0 shown, 1 what is live cannot be read, 2 wrong usage or no such record.

    \b
    Examples:
      daylight ledger
      daylight ledger spending --record april.csv:3
      daylight ledger budget --record 'budget.xlsx:Sheet 1:12'
      daylight ledger --json
    """
    only = () if dataset is None else (dataset,)
    if record is None:
        from publisher.publish.published import published

        found = published(find_project(project), only)
        click.echo(to_json([as_value(item) for item in found]), nl=False) if as_json else click.echo(_table(found))
        return
    from publisher.publish.trace import parse_record, trace_record

    fates = trace_record(find_project(project), only, parse_record(record))
    if as_json:
        click.echo(to_json([fate_value(fate) for fate in fates]), nl=False)
    else:
        click.echo("\n\n".join("\n".join(_told(fate)) for fate in fates))


def as_value(item: Published) -> dict[str, Any]:
    """One dataset's account: {dataset, read, published, quarantined, duplicates, dropped, rows_out}."""
    ledger = item.release.ledger
    return {"dataset": item.id, **{name: ledger.total(name) for name in _COUNTS}, "rows_out": ledger.rows_out}


def fate_value(fate: Fate) -> dict[str, Any]:
    """One record as JSON: {dataset, file, sheet, record, line, fate, key, row, rows, reason, column, text, found,
    advice, same_as: {file, sheet, record}}; what does not apply is null. ``row`` is the first of ``rows``.
    """
    same = fate.same_as
    return {
        "dataset": fate.dataset,
        "file": fate.place.file,
        "sheet": fate.place.sheet,
        "record": fate.place.record,
        "line": fate.place.line,
        "fate": fate.fate,
        "key": list(fate.key) or None,
        "row": dict(fate.values) or None,
        "rows": [dict(row) for row in fate.rows] or None,
        "reason": fate.reason,
        "column": fate.place.column,
        "text": fate.text,
        "found": None if fate.raw is None else json.loads(fate.raw),
        "advice": fate.advice or None,
        "same_as": None if same is None else {"file": same.file, "sheet": same.sheet, "record": same.record},
    }


def _table(found: Sequence[Published]) -> str:
    lines: list[str] = []
    for item in found:
        ledger = item.release.ledger
        sheets = any(account.sheet for account in ledger.accounts)
        rows = [_row(account, sheets=sheets) for account in ledger.accounts]
        if len(rows) > 1:
            rows.append(("all files", *([""] if sheets else []), *(f"{ledger.total(name):,}" for name in _COUNTS)))
        heads = ("file", *(["sheet"] if sheets else []), *_COUNTS)
        lines += ["", f"{item.id}, version {item.release.version}, {ledger.rows_out:,} rows"]
        lines += grid(heads, rows, right=_COUNTS, indent="  ")
        lines += [line for account in ledger.accounts for line in _drops(account)]
    return "\n".join([*lines[1:], "", f"The law, for every file and sheet: {_LAW}."])


def _short(file: str) -> str:
    """A file's name without its folders; a member of an archive keeps its own."""
    archive, mark, member = file.partition("!")
    return f"{archive.rpartition('/')[2]}{mark}{member}"


def _row(account: Account, *, sheets: bool) -> tuple[str, ...]:
    name = _short(account.file)
    numbers = (f"{getattr(account, count):,}" for count in _COUNTS)
    return (name, *([account.sheet or ""] if sheets else []), *numbers)


def _drops(account: Account) -> list[str]:
    if not account.drops:
        return []
    name = _short(account.file)
    place = name if account.sheet is None else f"{name}, sheet {account.sheet}"
    reasons = ", ".join(f"{count:,} {reason}" for reason, count in account.drops.items())
    return paragraph(f"dropped from {place}: {reasons}", indent="  ", hanging="    ")


def _told(fate: Fate) -> list[str]:
    """Where one record went, in a few lines."""
    lines = [f"{fate.dataset}: {fate.place}"]
    key = ", ".join(fate.key)
    if fate.fate == "published" and len(fate.rows) > 1:
        heads = tuple(dict.fromkeys(name for row in fate.rows for name in row))
        rows = [tuple(row.get(name, "") for name in heads) for row in fate.rows]
        return [*lines, f"  published as {len(rows)} rows:", *grid(heads, rows, indent="    ")]
    if fate.fate == "published":
        lines.append(f"  published as the row with the key {clean(key)}:" if key else "  published as this row:")
        return lines + _cells(fate.values)
    if fate.fate == "quarantined":
        kind = KINDS[fate.reason or ""]
        lines += paragraph(f"held back: {kind.title}. {kind.sentence}", indent="  ", hanging="    ")
        if fate.text is not None:
            lines += paragraph(f"the text: {fate.text}", indent="  ", hanging="    ")
        lines += [*paragraph(f"What to do: {fate.advice}", indent="  ", hanging="    "), "  the record as found:"]
        return lines + _cells(json.loads(fate.raw or "{}"))
    if fate.fate == "duplicate" and fate.same_as is not None:
        says = f"an exact duplicate of {_where(fate.same_as)}, which is published with the key {key}"
        return [*lines, *paragraph(says, indent="  ", hanging="    ")]
    if fate.fate == "dropped":
        return [*lines, f"  dropped: {_DROPS.get(fate.reason or '', fate.reason)}"]
    says = "neither published nor held back: a duplicate or dropped. Which of the two can no longer be told, because "
    says += "its file or its spec has changed since; publish again to know."
    return [*lines, *paragraph(says, indent="  ", hanging="    ")]


def _where(place: Place) -> str:
    return str(Place(file=place.file, sheet=place.sheet, record=place.record))


def _cells(values: dict[str, str] | Any) -> list[str]:
    return grid(("field", "text"), list(values.items()), indent="    ")
