"""Findings are data: a kind says what it is in one sentence and what to do, an issue says where it was seen.

Page, command line and docs print the same words. The site translates them through its message catalogue, so
the English sentence here is the key. The kinds stand in one table for each area: ``reading``, ``unseen``,
``inspecting``, ``cleaning``, ``documents``.
"""

from __future__ import annotations

from dataclasses import dataclass

from publisher.issues import cleaning, documents, inspecting, reading, unseen
from publisher.issues.kind import IssueKind, Severity

__all__ = ["KINDS", "Issue", "IssueKind", "Severity"]

KINDS: dict[str, IssueKind] = {
    kind.code: kind for area in (reading, unseen, inspecting, cleaning, documents) for kind in area.KINDS
}


@dataclass(frozen=True, kw_only=True)
class Issue:
    """One finding, or ``count`` alike of which this is the first. Positions count from 1, in the source file."""

    code: str
    file: str
    sheet: str | None = None
    record: int | None = None
    line: int | None = None
    field: str | None = None
    column: str | None = None
    text: str | None = None
    note: str = ""
    count: int = 1

    @property
    def kind(self) -> IssueKind:
        return KINDS[self.code]
