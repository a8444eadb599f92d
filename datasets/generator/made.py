"""A file that was made, and what must become of each of its records."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any, Literal

Cell = str | int | float | Decimal | dt.date | None
Fate = Literal[
    "published", "quarantined", "duplicate", "title", "header", "blank", "skipped", "footer", "other-table", "no-value"
]
DROPS: tuple[Fate, ...] = ("title", "header", "blank", "skipped", "footer", "other-table", "no-value")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One record as it stands in the file. ``field`` and ``reason`` tell why a quarantined one is held back."""

    cells: tuple[Cell, ...]
    fate: Fate = "published"
    field: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Held:
    """One record that must be held back: its number in the file, the first field at fault, the issue kind."""

    record: int
    field: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Account:
    """What the ledger must say of one file and sheet."""

    file: str
    sheet: str | None
    read: int
    published: int
    quarantined: int
    duplicates: int
    dropped: int
    drops: Mapping[str, int]
    held: tuple[Held, ...]


@dataclass(frozen=True, kw_only=True)
class Made:
    """One file: its path from the checkout's root, its bytes, and what its dataset must hold.

    ``sums`` and ``distinct``: field -> exact sum, and number of distinct values, over all published rows.
    ``released``: the day in the name of a file that is the whole dataset on that day, a release of its own; its
    ``rows`` are then what must be published: key -> field -> the text a reader is shown.
    """

    path: str
    data: bytes
    dataset: str = ""
    accounts: tuple[Account, ...] = ()
    sums: Mapping[str, Decimal] = field(default_factory=dict)
    distinct: Mapping[str, int] = field(default_factory=dict)
    released: str = ""
    rows: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Step:
    """What one release must change of the one before it. ``changed``: key -> field -> before and after."""

    before: str
    after: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: Mapping[str, Mapping[str, tuple[str | None, str | None]]]


def account(rows: Sequence[Row], *, file: str, sheet: str | None = None) -> Account:
    """Add up the fates of all records of one file and sheet; record numbers count from 1."""
    fates = Counter(row.fate for row in rows)
    drops: dict[str, int] = {fate: fates[fate] for fate in DROPS if fates[fate]}
    held = [(number, row) for number, row in enumerate(rows, start=1) if row.fate == "quarantined"]
    return Account(
        file=file,
        sheet=sheet,
        read=len(rows),
        published=fates["published"],
        quarantined=fates["quarantined"],
        duplicates=fates["duplicate"],
        dropped=sum(drops.values()),
        drops=drops,
        held=tuple(Held(record=number, field=row.field, reason=row.reason) for number, row in held),
    )


def truth(made: Sequence[Made]) -> dict[str, Any]:
    """The truth table: dataset -> accounts, exact sums and numbers of distinct values, in the order of the files.

    A dataset of several releases has the accounts of its newest, those of the earlier ones by day, and the steps
    between them.
    """
    table: dict[str, Any] = {}
    for dataset, files in _by_dataset(made).items():
        newest = max(file.released for file in files)
        entry: dict[str, Any] = {"accounts": [], "sums": {}, "distinct": {}}
        for file in files:
            accounts = [asdict(one) for one in file.accounts]
            if file.released != newest:
                entry.setdefault("earlier", {})[file.released] = accounts
                continue
            entry["accounts"].extend(accounts)
            entry["sums"].update({name: str(value) for name, value in file.sums.items()})
            entry["distinct"].update(file.distinct)
        if newest:
            entry["released"] = newest
            entry["changes"] = [asdict(step(one, two)) for one, two in pairwise(files)]
        table[dataset] = entry
    return table


def step(before: Made, after: Made) -> Step:
    """What the second of two files of one dataset changes of the first, by key."""
    both = [key for key in before.rows if key in after.rows]
    changed = {key: _differ(before.rows[key], after.rows[key]) for key in both}
    return Step(
        before=before.released,
        after=after.released,
        added=tuple(key for key in after.rows if key not in before.rows),
        removed=tuple(key for key in before.rows if key not in after.rows),
        changed={key: fields for key, fields in changed.items() if fields},
    )


def _differ(
    before: Mapping[str, str | None], after: Mapping[str, str | None]
) -> dict[str, tuple[str | None, str | None]]:
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}


def _by_dataset(made: Sequence[Made]) -> dict[str, list[Made]]:
    """The files of each dataset, the releases of one in the order of their days."""
    files: dict[str, list[Made]] = {}
    for file in made:
        if file.dataset:
            files.setdefault(file.dataset, []).append(file)
    return {dataset: sorted(them, key=lambda file: file.released) for dataset, them in files.items()}
