"""A kind of finding: what it is in one sentence, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, kw_only=True)
class IssueKind:
    """One kind of finding. ``error``: a record or file is held back; ``warning``: look at it; ``info``: a note."""

    code: str
    title: str
    sentence: str
    advice: str
    severity: Severity


def kind(code: str, severity: Severity, title: str, sentence: str, advice: str) -> IssueKind:
    """A kind, as a line of a table."""
    return IssueKind(code=code, severity=severity, title=title, sentence=sentence, advice=advice)
