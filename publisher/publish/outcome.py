"""What a run is asked and what it did, as values: the command line renders them, tests compare them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from publisher.errors import DaylightError

Result = Literal["published", "unchanged", "failed", "failed, kept", "removed"]


@dataclass(frozen=True, kw_only=True)
class Request:
    """What to publish: ``only`` names datasets to renew (empty: all); ``as_of`` is the run's one instant."""

    root: Path
    as_of: dt.datetime
    only: tuple[str, ...] = ()
    workers: int = 1
    dry_run: bool = False


@dataclass(frozen=True, kw_only=True)
class DatasetOutcome:
    """One line of the closing table: a dataset, or a collection of documents (then rows are documents).

    The numbers are those of the newest release; ``releases``: how many this run made.
    """

    id: str
    result: Result
    rows_in: int = 0
    rows_out: int = 0
    held: int = 0
    duplicates: int = 0
    dropped: int = 0
    issues: int = 0
    releases: int = 0
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


def failure(id_: str, error: DaylightError, *, kept: bool = False, seconds: float = 0.0) -> DatasetOutcome:
    """The line of something that failed; the next step is the error with its remedy."""
    result: Result = "failed, kept" if kept else "failed"
    return DatasetOutcome(id=id_, result=result, issues=1, seconds=seconds, next_step=str(error))
