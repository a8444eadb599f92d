"""An immutable version of a dataset: its files, and all that is known about them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from publisher.check.model import CheckReport
from publisher.clean.model import Ledger


@dataclass(frozen=True, kw_only=True)
class ReleaseFile:
    """One distribution: its ``role`` is ``data``, ``quarantine``, ``origin``, ``repairs``, ``package`` or ``keys``.

    ``note`` says in a sentence why a format is absent (then ``size`` is 0 and ``sha256`` empty) or limited.
    ``footer``: how many bytes at the end of a Parquet file a reader asks for first; 0 for other formats.
    """

    name: str
    format: str
    media_type: str
    role: str
    size: int
    sha256: str
    note: str = ""
    footer: int = 0


@dataclass(frozen=True, kw_only=True)
class ReleaseField:
    """One field of the data as it is in the files. ``arrow``: the type's name in Arrow, ``decimal128(18, 2)``."""

    name: str
    type: str
    arrow: str
    separator: str | None = None


@dataclass(frozen=True, kw_only=True)
class ReleaseSource:
    """A snapshot this release was made from."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """Why and when a release is made: its sources, the hash of all ``inputs``, its day and its instant.

    ``dated``: the day is told by the sources' names, and is not that of the run. ``released_at`` is None where the
    instant is not kept.
    """

    sources: tuple[ReleaseSource, ...]
    inputs: str
    released_on: dt.date
    released_at: dt.datetime | None = None
    dated: bool = False


@dataclass(frozen=True, kw_only=True)
class Release:
    """One version. ``version`` is ``YYYY-MM-DD-`` and eight hex digits of ``content``, the hash of what is published.

    ``released_on`` is the day the data stand for: that of the run, or, where ``dated``, that in its sources' names.
    ``released_at`` is the instant it was made, ISO 8601 in UTC to the second; empty where it was not kept.
    ``folder`` holds its files and ``release.json``, which says the same as this value. ``inputs`` is the hash of all
    that went in (snapshots, spec, program version): equal inputs need no new run.
    """

    dataset: str
    version: str
    released_on: str
    content: str
    inputs: str
    folder: Path
    rows: int
    files: tuple[ReleaseFile, ...]
    sources: tuple[ReleaseSource, ...]
    ledger: Ledger
    report: CheckReport
    fields: tuple[ReleaseField, ...] = ()
    released_at: str = ""
    dated: bool = False
