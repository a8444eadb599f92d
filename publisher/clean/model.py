"""What cleaning gives: typed rows, where each came from, what was held back and why, and the account of it all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from publisher.issues import Issue

ORIGIN = pa.schema([("file", pa.string()), ("sheet", pa.string()), ("record", pa.int64())])
QUARANTINE = pa.schema(
    [
        ("file", pa.string()),
        ("sheet", pa.string()),
        ("record", pa.int64()),
        ("line", pa.int64()),
        ("field", pa.string()),
        ("column", pa.string()),
        ("reason", pa.string()),  # an issue kind's code
        ("text", pa.string()),  # the cell as found
        ("raw", pa.string()),  # the whole record as found: a JSON object of column title -> text
    ]
)


REPAIRS = pa.schema(
    [
        ("file", pa.string()),
        ("sheet", pa.string()),
        ("record", pa.int64()),
        ("line", pa.int64()),
        ("text", pa.string()),  # the whole record as found; null where columns are ignored, which may stand in it
        ("cells", pa.string()),  # the record as mended: a JSON object of column title -> text
    ]
)


@dataclass(frozen=True, kw_only=True)
class Account:
    """The ledger of one file and sheet, in source records: read = published + quarantined + duplicates + dropped."""

    file: str
    sheet: str | None
    read: int
    counted: int
    published: int
    quarantined: int
    duplicates: int
    dropped: int
    drops: Mapping[str, int] = field(default_factory=dict)  # title, header, blank, footer, skipped -> records

    @property
    def balanced(self) -> bool:
        """Whether the law holds, and both counts agree."""
        ended = self.published + self.quarantined + self.duplicates + self.dropped
        return self.read == ended == self.counted


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """All accounts of one dataset, and the rows that came out of it."""

    accounts: tuple[Account, ...]
    rows_out: int

    def total(self, column: str) -> int:
        """The sum over all accounts of ``read``, ``published``, ``quarantined``, ``duplicates`` or ``dropped``."""
        return sum(int(getattr(account, column)) for account in self.accounts)


@dataclass(frozen=True, kw_only=True)
class Cleaned:
    """A cleaned dataset. ``origin`` has one row per row of ``table``, in the same order (schema ``ORIGIN``).

    ``repairs``: the records that were mended first (schema ``REPAIRS``).
    """

    table: pa.Table
    origin: pa.Table
    quarantine: pa.Table
    ledger: Ledger
    issues: tuple[Issue, ...]
    repairs: pa.Table = field(default_factory=REPAIRS.empty_table)
