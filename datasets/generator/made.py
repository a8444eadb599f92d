"""A file that was made, and what must become of each of its records."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any, Literal

Cell = str | int | float | Decimal | dt.date | None
Fate = Literal["published", "quarantined", "duplicate", "title", "header", "blank", "skipped", "footer", "other-table"]
DROPS: tuple[Fate, ...] = ("title", "header", "blank", "skipped", "footer", "other-table")


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
    """

    path: str
    data: bytes
    dataset: str = ""
    accounts: tuple[Account, ...] = ()
    sums: Mapping[str, Decimal] = field(default_factory=dict)
    distinct: Mapping[str, int] = field(default_factory=dict)


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
    """The truth table: dataset -> accounts, exact sums and numbers of distinct values, in the order of the files."""
    table: dict[str, Any] = {}
    for file in made:
        if not file.dataset:
            continue
        entry = table.setdefault(file.dataset, {"accounts": [], "sums": {}, "distinct": {}})
        entry["accounts"].extend(asdict(one) for one in file.accounts)
        entry["sums"].update({name: str(value) for name, value in file.sums.items()})
        entry["distinct"].update(file.distinct)
    return table
