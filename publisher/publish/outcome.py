"""What a run did, as values: the command line renders them, tests compare them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Result = Literal["published", "unchanged", "failed", "failed, kept"]


@dataclass(frozen=True, kw_only=True)
class DatasetOutcome:
    """One line of the closing table: a dataset, or a collection of documents (then rows are documents)."""

    id: str
    result: Result
    rows_in: int = 0
    rows_out: int = 0
    held: int = 0
    duplicates: int = 0
    dropped: int = 0
    issues: int = 0
    seconds: float = 0.0
    next_step: str = ""

    @property
    def failed(self) -> bool:
        return self.result.startswith("failed")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A whole run. ``edition``: the number that is live now; ``live``: whether this run made a new one live."""

    datasets: tuple[DatasetOutcome, ...]
    edition: int | None
    live: bool
    pages: int = 0
    dry_run: bool = False

    @property
    def exit_code(self) -> int:
        """0 published or unchanged; 1 something failed and the rest is live; 3 nothing is live."""
        if self.edition is None and not self.dry_run:
            return 3
        return 1 if any(outcome.failed for outcome in self.datasets) else 0
