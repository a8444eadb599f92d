"""What a run would make of each dataset, with nothing released and nothing live: what ``check`` and ``diff`` look at.

A trial goes the way of a run (snapshots, reading, cleaning, assertions) up to the release, for every dataset, whether
its inputs changed or not. Where the names of its files tell the day of its releases, the newest day is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from publisher import release
from publisher.errors import DaylightError
from publisher.progress import Progress
from publisher.publish.days import by_day
from publisher.publish.foreign import in_order, references, referred
from publisher.publish.renew import Checked, clean_and_check, gather, refuse_broken
from publisher.publish.specs import Specs, check_names
from publisher.publish.store import Store
from publisher.release.model import Release
from publisher.spec.model import DatasetSpec, Portal


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One dataset. ``previous``: its live release. ``fault``: why nothing new would go live; ``made`` is there, too,
    when the fault is an assertion that does not hold.
    """

    id: str
    spec: DatasetSpec | None = None
    previous: Release | None = None
    made: Checked | None = None
    fault: DaylightError | None = None


def trials(portal: Portal, specs: Specs, store: Store, only: Sequence[str], progress: Progress) -> Iterator[Trial]:
    """A trial of each dataset, or of those named in ``only``, one at a time, each after those it refers to.

    A dataset is held to what a run would make of those it refers to. Raises UsageError for an unknown name.
    """
    check_names(only, specs)
    wanted = [spec for spec in in_order(specs.datasets, specs.faults) if not only or spec.id in only]
    awaited = {name for spec in wanted for name in references(spec)}
    tables: dict[str, Any] = {}
    progress.step("Checking datasets", total=len(wanted))
    for spec in wanted:
        trial = _trial(spec, portal, specs, store, tables)
        if spec.id in awaited and trial.made is not None and trial.fault is None:
            tables[spec.id] = trial.made.cleaned.table
        yield trial
        progress.advance()
    progress.done()
    there = {spec.id for spec in wanted}
    for name, fault in specs.lost():
        if (
            fault.place
            and fault.place.file.startswith("datasets/")
            and (not only or name in only)
            and name not in there
        ):
            yield Trial(id=name, fault=fault)


def _trial(spec: DatasetSpec, portal: Portal, specs: Specs, store: Store, tables: Mapping[str, Any]) -> Trial:
    previous, made = release.current(store.releases, spec.id), None
    try:
        if spec.path in specs.faults:
            raise specs.faults[spec.path]
        live = {
            name: tables[name] if name in tables else release.current(store.releases, name) for name in references(spec)
        }
        earlier = () if previous is None else previous.sources
        newest = by_day(spec, portal, gather(spec, portal, store, referred(spec, live), earlier))[-1]
        before = previous if newest.released_on is None or (previous and previous.dated) else None
        made = clean_and_check(spec, newest, before)
        refuse_broken(spec, made.report)
    except DaylightError as error:
        return Trial(id=spec.id, spec=spec, previous=previous, made=made, fault=error)
    return Trial(id=spec.id, spec=spec, previous=previous, made=made)
