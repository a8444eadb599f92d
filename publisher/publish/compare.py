"""The library function of ``daylight diff``: what a run would change in each dataset that is live."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from publisher.progress import Progress
from publisher.publish.ids import load_ids
from publisher.publish.notes import notes
from publisher.publish.specs import load_specs
from publisher.publish.store import opened
from publisher.publish.trial import Trial, trials
from publisher.release.comparison import EXAMPLES, Version, difference, of_release
from publisher.release.difference import Difference
from publisher.spec import load_portal


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One dataset. ``version``: what is live now, None for none. ``fault``: why nothing new would go live, in words.

    ``difference`` is there unless the data could not be made at all; a version that would be refused has both.
    ``notes``: sentences about the dataset's folder, such as a file of the month that no source reads.
    """

    dataset: str
    version: str | None = None
    difference: Difference | None = None
    fault: str | None = None
    notes: tuple[str, ...] = ()


def compare(root: Path, only: Sequence[str], progress: Progress, *, examples: int = EXAMPLES) -> tuple[Compared, ...]:
    """Compare what is live with what a run would make. Nothing is written but snapshots below ``.daylight``.

    Raises PortalError, UsageError, and EditionError while a run is going on.
    """
    portal = load_portal(root)
    with opened(portal.root) as store:
        specs = load_specs(portal, load_ids(portal.root), store)
        return tuple(_compared(trial, examples) for trial in trials(portal, specs, store, only, progress))


def _compared(trial: Trial, examples: int) -> Compared:
    fault = None if trial.fault is None else str(trial.fault)
    version = None if trial.previous is None else trial.previous.version
    told = () if trial.spec is None else notes(trial.spec)
    if trial.spec is None or trial.made is None:
        return Compared(dataset=trial.id, version=version, fault=fault, notes=told)
    after = Version(rows=trial.made.cleaned.table, fields=trial.spec.fields)
    nothing = Version(rows=after.rows.slice(0, 0), fields=after.fields)
    before = nothing if trial.previous is None else of_release(trial.previous)
    found = difference(before, after, key=trial.spec.key, examples=examples)
    return Compared(dataset=trial.id, version=version, difference=found, fault=fault, notes=told)
