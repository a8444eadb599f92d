"""The law once more, from the spec and the tables alone: what is dropped or called a duplicate must be allowed to be.

The ledger holds that every record ends in one place; it would hold as well if a record of data were counted as a
header, or two equal payments as one. So for each reason of being dropped there is the most records that it can have,
counted here by other means than :mod:`publisher.clean.drops`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from publisher.clean.model import Account, Ledger
from publisher.errors import CleanError, Place
from publisher.read.table import RawTable
from publisher.spec.model import DatasetSpec, Source

_VISIBLE = r"[\pL\pN\pP\pS]"


def check_law(spec: DatasetSpec, tables: Sequence[tuple[Source, RawTable]], ledger: Ledger) -> None:
    """Raise CleanError where a table has no account, or its account says what the spec does not allow.

    No input should bring this about.
    """
    if len(tables) != len(ledger.accounts):
        raise _fault(f"{len(tables)} tables were read and {len(ledger.accounts)} accounted for", Place(file=spec.path))
    for (source, table), account in zip(tables, ledger.accounts, strict=True):
        place = Place(file=account.file, sheet=account.sheet)
        if account.read != len(table.records):
            raise _fault(f"{len(table.records)} records were read and {account.read} accounted for", place)
        if account.duplicates and not spec.key:
            raise _fault(f"{account.duplicates} records are called duplicates, and the dataset has no key", place)
        for reason, most in _most(spec, source, table, account):
            if account.drops[reason] > most:
                said = f"{account.drops[reason]} records are dropped as {reason}, and {most} can be at the most"
                raise _fault(said, place)


def _most(spec: DatasetSpec, source: Source, table: RawTable, account: Account) -> Iterator[tuple[str, int]]:
    """For each reason that occurs: how many records can have it at the most."""
    every = len(table.records)
    titles = () if table.header is not None else source.header.rows
    for reason in account.drops:
        if reason == "header":
            yield reason, _among(table, titles)
        elif reason == "title":
            yield reason, _among(table, range(1, max(titles, default=1)))
        elif reason == "skipped":
            yield reason, every if source.skip.records is not None else _among(table, source.skip.rows)
        elif reason == "footer":
            yield reason, every if source.skip.footer is not None else 0
        elif reason == "blank":
            yield reason, every - _visible(table)
        elif reason == "no-value":
            yield reason, every if spec.unpivot is not None and spec.unpivot.drop_missing else 0
        else:
            yield reason, every if reason == "other-table" and len(account.drops) == 1 else 0


def _among(table: RawTable, numbers: Sequence[int]) -> int:
    return len(set(numbers) & set(table.records.slice(0, max(numbers, default=0)).to_pylist())) if numbers else 0


def _visible(table: RawTable) -> int:
    """How many records show a letter, a digit or a sign in any cell."""
    shown: Any = pa.array([False] * len(table.records))
    for column in table.cells.columns:
        cells = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        shown = pc.or_(shown, pc.fill_null(pc.match_substring_regex(cells, pattern=_VISIBLE), False))
    return int(pc.sum(shown).as_py() or 0)


def _fault(message: str, place: Place) -> CleanError:
    return CleanError(
        message,
        place=place,
        remedy="This is a fault of the program: report it with the file. Nothing was published from it.",
    )
