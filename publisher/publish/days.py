"""Files that are each the whole dataset on the day in their name (``released:`` of a source), told apart by day."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Sequence

from publisher.errors import Place, SourceError
from publisher.publish.renew import Inputs, digest
from publisher.snapshot import Snapshot
from publisher.spec.model import DatasetSpec, Portal
from publisher.values import pattern

_DAY = re.compile(
    r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?|([0-9]{2})([0-9]{2})?|\s*年\s*([0-9]{1,2})\s*月(?:\s*([0-9]{1,2})\s*日)?)"
)


def day(text: str) -> dt.date | None:
    """The day of ``2026-09-30``, ``20260930``, ``2026年9月30日``; the first of ``2026-09``, ``202609``, ``2026年9月``.

    None for anything else, and for a day that no calendar has.
    """
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year, *others = found.groups()
    month, of_month = (next((part for part in others[place::2] if part), "1") for place in (0, 1))
    try:
        return dt.date(int(year), int(month), int(of_month))
    except ValueError:
        return None


def is_dated(spec: DatasetSpec) -> bool:
    """Whether the names of its files tell the day of its releases."""
    return any(source.released for source in spec.sources)


def by_day(spec: DatasetSpec, portal: Portal, inputs: Inputs) -> tuple[Inputs, ...]:
    """The inputs of each release: one for all files, or, where their names tell, one a day, the oldest first.

    Files of one day belong together. Raises SourceError for a file whose name gives no day.
    """
    if not is_dated(spec):
        return (inputs,)
    days = [
        [_day_of(snapshot, source.released or "", spec, index) for snapshot in snapshots]
        for index, (source, snapshots) in enumerate(inputs.by_source)
    ]
    return tuple(_of_day(spec, portal, inputs, days, on) for on in sorted({on for found in days for on in found}))


def _of_day(
    spec: DatasetSpec, portal: Portal, inputs: Inputs, days: Sequence[Sequence[dt.date]], on: dt.date
) -> Inputs:
    by_source = tuple(
        (source, tuple(snapshot for snapshot, its in zip(snapshots, found, strict=True) if its == on))
        for (source, snapshots), found in zip(inputs.by_source, days, strict=True)
    )
    name = digest(spec, portal, by_source, on.isoformat(), *(one.content for one in inputs.referred))
    return dataclasses.replace(inputs, by_source=by_source, digest=name, released_on=on)


def _day_of(snapshot: Snapshot, released: str, spec: DatasetSpec, index: int) -> dt.date:
    inside = snapshot.name.removeprefix(spec.path.rpartition("/")[0] + "/")
    found = pattern.found(released, inside)
    on = day(found[1]) if found else None
    if on is not None:
        return on
    gives = f"`{found[1]}`, which is no day" if found else "nothing"
    raise SourceError(
        f"the name of {inside} does not tell its day: released: {released} finds {gives}",
        place=Place(file=spec.path, line=spec.lines.get(f"sources.{index}.released")),
        remedy="Name the file as the others, with a day or month such as 2026-09-30, 2026-09, 202609 or 2026年9月; or "
        "change released:, or path: so that it leaves the file out.",
    )
