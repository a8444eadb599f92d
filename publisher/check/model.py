"""What is known of a cleaned table before it may be released: its profile, its assertions, its findings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from publisher.issues import Issue


class Previous(Protocol):
    """What the check needs of the release before: its rows, and its Parquet, ``folder/<dataset>.parquet``."""

    @property
    def dataset(self) -> str: ...

    @property
    def folder(self) -> Path: ...

    @property
    def rows(self) -> int: ...


@dataclass(frozen=True, kw_only=True)
class Bin:
    """One bar of a histogram: values from ``low`` (inclusive) to ``high`` (inclusive in the last bin only)."""

    low: str
    high: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Profile:
    """One field over all rows. Values are text as the CSV release writes them, without its formula guard."""

    field: str
    rows: int
    missing: int
    distinct: int
    least: str | None
    most: str | None
    top: tuple[tuple[str, int], ...] = ()
    histogram: tuple[Bin, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AssertionResult:
    """One declared threshold: what was asked, what was measured, whether it holds."""

    name: str
    wanted: str
    measured: str
    holds: bool


@dataclass(frozen=True, kw_only=True)
class IssueSummary:
    """All issues of one kind and field: how many, and the first three."""

    code: str
    field: str | None
    total: int
    examples: tuple[Issue, ...]


@dataclass(frozen=True, kw_only=True)
class CheckReport:
    """Everything a person must know to trust or refuse a table."""

    profiles: tuple[Profile, ...]
    assertions: tuple[AssertionResult, ...]
    issues: tuple[IssueSummary, ...]

    @property
    def refused(self) -> tuple[AssertionResult, ...]:
        """The assertions that do not hold."""
        return tuple(result for result in self.assertions if not result.holds)
