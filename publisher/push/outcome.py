"""What a push is asked and what it did, as values: the command line renders them, tests compare them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from publisher.errors import DaylightError

Kind = Literal["organisation", "dataset"]
Result = Literal["created", "updated", "unchanged", "failed", "withdrawn", "removed"]


@dataclass(frozen=True, kw_only=True)
class Request:
    """What to push where. ``url`` is the CKAN's base address; ``token`` is never shown, nor written anywhere.

    ``upload``: send the CSV files and, where the server has a DataStore, their rows; else resources link to the site.
    ``adopt``: take over datasets of the same name that Daylight did not push. ``remove``: delete there what was pushed
    from this portal and is published no more. ``pauses``: seconds before each further attempt at a call.
    """

    root: Path
    url: str
    token: str = field(repr=False)
    upload: bool = False
    adopt: bool = False
    remove: bool = False
    dry_run: bool = False
    pauses: tuple[float, ...] = (1, 2, 4)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the closing table. ``withdrawn``: it is there still, but is published here no more."""

    id: str
    kind: Kind = "dataset"
    result: Result
    resources: int = 0
    seconds: float = 0.0
    next_step: str = ""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A whole push. ``writes``: how many calls that write were sent; 0 says that the server was as it should be."""

    lines: tuple[Line, ...]
    writes: int
    dry_run: bool = False
    interrupted: bool = False

    @property
    def exit_code(self) -> int:
        """0 all is there; 1 something failed, and the rest is there; 130 interrupted."""
        if self.interrupted:
            return 130
        return 1 if any(line.result == "failed" for line in self.lines) else 0


def failure(id_: str, error: DaylightError, *, kind: Kind = "dataset", seconds: float = 0.0) -> Line:
    """The line of something that failed; the next step is the error with its remedy."""
    return Line(id=id_, kind=kind, result="failed", seconds=seconds, next_step=str(error))
