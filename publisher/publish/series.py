"""A dataset's releases of one run: one, or, where the names of its files tell their days, one a day.

A day whose files have been released is not made again: a new spec makes a new release of the newest day and no new
past. What came to an older day, or replaced a file of it, is a further release of that day, beside the one there was
(``docs/decisions/0018``).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from publisher import release
from publisher.errors import DaylightError
from publisher.publish.days import by_day
from publisher.publish.renew import Inputs, renew_dataset
from publisher.release.model import Release
from publisher.spec.model import DatasetSpec, Portal


@dataclass(frozen=True, kw_only=True)
class Series:
    """``history``: every release there is now, the oldest first; ``made``: those of this run that say something new.

    ``fault``: why the next could not be made; those before it are sound. ``note``: what a person should know of it.
    """

    history: tuple[Release, ...]
    made: tuple[Release, ...] = ()
    fault: DaylightError | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Maker:
    """What all releases of a dataset's run share. ``releases``: where they are written."""

    spec: DatasetSpec
    portal: Portal
    as_of: dt.datetime
    releases: Path

    def run(self, inputs: Inputs, history: Sequence[Release]) -> Series:
        """Make what is new, oldest day first; each is measured against the one before it. Raises SourceError."""
        series = Series(history=tuple(history))
        days = by_day(self.spec, self.portal, inputs)
        for one in days:
            if _is_released(one, series.history, newest=one is days[-1]):
                continue
            before = previous(series.history, one.released_on)
            try:
                made = self._make(one, before)
            except DaylightError as error:
                return dataclasses.replace(series, fault=error)
            series = _with(series, made, before)
        return dataclasses.replace(series, note=_gone(days[-1], series.history))

    def _make(self, one: Inputs, before: Release | None) -> Release:
        return renew_dataset(self.spec, self.portal, one, previous=before, as_of=self.as_of, releases=self.releases)


def previous(history: Sequence[Release], on: dt.date | None) -> Release | None:
    """The release that a new one is measured against: the last, or the last of this day or of an earlier one."""
    if on is None:
        return history[-1] if history else None
    return next((one for one in reversed(history) if one.dated and one.released_on <= on.isoformat()), None)


def _is_released(one: Inputs, history: Sequence[Release], *, newest: bool) -> bool:
    """Whether the files of a day are those of its last release. The newest day is made anew when its spec is new."""
    if one.released_on is None:
        return False
    day = one.released_on.isoformat()
    there = next((item for item in reversed(history) if item.dated and item.released_on == day), None)
    if there is None or sorted(item.sha256 for item in there.sources) != sorted(item.sha256 for item in one.snapshots):
        return False
    return not (newest and there is history[-1]) or there.inputs == one.digest


def _gone(newest: Inputs, history: Sequence[Release]) -> str:
    """What to tell when the newest release is of a day that no file tells of any more."""
    day = history[-1].released_on if history and history[-1].dated else ""
    if newest.released_on is None or newest.released_on.isoformat() >= day:
        return ""
    return f"no file tells of {day} any more; what was released of that day stays, and is what is live"


def _with(series: Series, made: Release, before: Release | None) -> Series:
    """The series after one more release. One that says what the last one said is not counted."""
    same = before is not None and before.content == made.content and (before.version == made.version or not made.dated)
    if same and made.version not in {item.version for item in series.history}:
        return series  # of a dry run, which finds no earlier release in its place
    history = release.placed(series.history, made)
    return Series(history=history, made=series.made if same else (*series.made, made))
