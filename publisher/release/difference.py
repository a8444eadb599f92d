"""What changed between two versions of a dataset, as numbers, words about the fields, and first rows.

:mod:`publisher.release.comparison` finds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row as texts: field -> text, a missing value left out. ``key``: its parts; empty where there is no key."""

    key: tuple[str, ...]
    values: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class FieldChange:
    """One cell that is not what it was; None is a missing value."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, kw_only=True)
class Change:
    """One row that is still there and says something else."""

    key: tuple[str, ...]
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, kw_only=True)
class Retyped:
    """A field of both versions whose declared type changed."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Difference:
    """All numbers are rows. ``key`` is empty where whole rows were counted; then ``changed`` is 0.

    The examples are the first rows in the order of their version. ``changed_by_field``: field -> rows.
    """

    key: tuple[str, ...]
    before: int
    after: int
    added: int
    removed: int
    changed: int = 0
    changed_by_field: Mapping[str, int] = field(default_factory=dict)
    fields_added: tuple[str, ...] = ()
    fields_removed: tuple[str, ...] = ()
    fields_retyped: tuple[Retyped, ...] = ()
    first_added: tuple[Row, ...] = ()
    first_removed: tuple[Row, ...] = ()
    first_changed: tuple[Change, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether both versions say the same."""
        rows = self.added or self.removed or self.changed
        return not (rows or self.fields_added or self.fields_removed or self.fields_retyped)
