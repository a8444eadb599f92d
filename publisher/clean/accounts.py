"""The ledger: where each record of each file went, by counts that must agree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow.compute as pc

from publisher.clean.arrange import Arranged
from publisher.clean.model import Account, Ledger
from publisher.errors import CleanError, Place


def check_counts(arranged: Sequence[Arranged]) -> None:
    """Raise CleanError where the reader and the second counter disagree about the number of records."""
    for table in arranged:
        if table.read != table.counted:
            raise CleanError(
                f"the reader found {table.read} records and a second count found {table.counted}",
                place=Place(file=table.file, sheet=table.sheet),
                remedy="Nothing is published from this file until the cause is known: look for an unclosed quotation "
                "mark or a damaged end, or ask for the file again.",
            )


def ledger(arranged: Sequence[Arranged], *, published: Any, held: Any, duplicates: Any) -> Ledger:
    """The account of each table. The three tables have their table in ``@table`` and their record in ``@record``: those
    held and the duplicates once each, a published one once for each of its rows.

    Raises CleanError where a record is lost or counted twice, which no input should bring about.
    """
    accounts = tuple(
        Account(
            file=table.file,
            sheet=table.sheet,
            read=table.read,
            counted=table.counted,
            published=_records(published, table) if table.wide else _count(published, table.number),
            quarantined=_count(held, table.number),
            duplicates=_count(duplicates, table.number),
            dropped=sum(table.drops.values()),
            drops=table.drops,
        )
        for table in arranged
    )
    for account in accounts:
        if not account.balanced:
            raise CleanError(
                f"of {account.read} records {account.published} are published, {account.quarantined} held back, "
                f"{account.duplicates} duplicates and {account.dropped} dropped, which does not add up",
                place=Place(file=account.file, sheet=account.sheet),
                remedy="This is a fault of the program: report it with the file. Nothing was published from it.",
            )
    return Ledger(accounts=accounts, rows_out=len(published))


def _records(rows: Any, table: Arranged) -> int:
    own = rows.filter(pc.equal(rows.column("@table"), table.number))
    return int(pc.count_distinct(own.column("@record")).as_py())


def _count(records: Any, number: int) -> int:
    return int(pc.sum(pc.equal(records.column("@table"), number)).as_py() or 0)
