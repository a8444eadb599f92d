"""What can go wrong, as one tree.

    DaylightError
    ├── UsageError        the command line asks for something that cannot be (exit 2)
    ├── SpecError         a YAML file does not say what it must; names file and line
    │   └── PortalError   the portal itself is unusable, so nothing can go live (exit 3)
    ├── SourceError       a source file is missing, unreadable, too large or hostile
    ├── HeaderError       a source's columns are not the declared ones
    ├── CleanError        the data cannot be cleaned as declared (an ambiguous date, say)
    ├── CheckError        the release is refused by its own assertions
    ├── PushError         another catalogue cannot be reached, or does not take what is pushed
    └── EditionError      the site could not be built or made live; the old one stays (exit 3)

Every error says what happened, where, and what to do next. A place is a file with, where known, a sheet, a
record, a column or a line.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where something was found. Records and lines count from 1, as an editor or a spreadsheet shows them."""

    file: str
    sheet: str | None = None
    record: int | None = None
    line: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        parts = [self.file if self.line is None else f"{self.file}:{self.line}"]
        if self.sheet is not None:
            parts.append(f"sheet {self.sheet}")
        if self.record is not None:
            parts.append(f"record {self.record}")
        if self.column is not None:
            parts.append(f"column {self.column}")
        return ", ".join(parts)


class DaylightError(Exception):
    """Something a person can mend: what happened, where, and the remedy."""

    exit_code = 1

    def __init__(self, message: str, *, place: Place | None = None, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.remedy = remedy

    def __str__(self) -> str:
        text = f"{self.place}: {self.message}" if self.place else self.message
        return _visible(f"{text}\n  {self.remedy}" if self.remedy else text)


def _visible(text: str) -> str:
    """The text with escapes for what a terminal would obey: file names and cells stand in messages, too."""
    return "".join(
        char if char.isprintable() or char == "\n" or unicodedata.category(char) == "Zs" else f"\\u{ord(char):04x}"
        for char in text
    )


class UsageError(DaylightError):
    """The command line asks for something that cannot be."""

    exit_code = 2


class SpecError(DaylightError):
    """A YAML file does not say what it must."""


class PortalError(SpecError):
    """``portal.yml`` is missing or broken: nothing can go live."""

    exit_code = 3


class SourceError(DaylightError):
    """A source file is missing, unreadable, too large or hostile."""


class HeaderError(DaylightError):
    """A source has not the columns that were declared."""


class CleanError(DaylightError):
    """The data cannot be cleaned as declared."""


class CheckError(DaylightError):
    """A release is refused by its own assertions."""


class PushError(DaylightError):
    """Another catalogue cannot be reached, or does not take what is pushed to it."""


class EditionError(DaylightError):
    """The site could not be built or made live; the old one stays."""

    exit_code = 3
