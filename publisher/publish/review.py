"""The library function of ``daylight check``: what a run would hold back or refuse, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from publisher.check.model import AssertionResult, IssueSummary
from publisher.check.summary import summaries
from publisher.documents.model import Document
from publisher.issues import KINDS
from publisher.progress import Progress
from publisher.publish.documents import Reading
from publisher.publish.ids import load_ids
from publisher.publish.notes import notes
from publisher.publish.outcome import DatasetOutcome, Request
from publisher.publish.specs import Specs, load_specs
from publisher.publish.store import Store, opened
from publisher.publish.trial import Trial, trials
from publisher.spec import load_portal
from publisher.spec.model import Portal


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """A dataset, or a collection of documents (``kind``; then rows are documents), as a run would leave it.

    ``kept``: an earlier release would stay live. ``fault``: what refuses it, in words with the remedy; ``refused``:
    the assertions that do not hold. ``held`` records come back as ``issues`` of severity ``error``. ``notes``: what
    is told of the dataset's folder, which holds nothing back.
    """

    id: str
    kind: str
    rows_in: int = 0
    rows_out: int = 0
    held: int = 0
    duplicates: int = 0
    dropped: int = 0
    kept: bool = False
    fault: str | None = None
    refused: tuple[AssertionResult, ...] = ()
    issues: tuple[IssueSummary, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def result(self) -> str:
        """``broken`` (nothing of it can be published), ``refused`` (by an assertion), ``held`` or ``clean``."""
        if self.fault is not None:
            return "refused" if self.refused else "broken"
        errors = any(KINDS[summary.code].severity == "error" for summary in self.issues)
        return "held" if errors or self.held else "clean"


@dataclass(frozen=True, kw_only=True)
class Review:
    """Everything that was looked at, in the order of the portal's files."""

    reviewed: tuple[Reviewed, ...]

    @property
    def clean(self) -> bool:
        """Whether a run would hold back and refuse nothing."""
        return all(item.result == "clean" for item in self.reviewed)


def review(root: Path, only: Sequence[str], as_of: dt.datetime, progress: Progress) -> Review:
    """Look at every dataset and document of a portal as a run would; with ``only``, at those datasets alone.

    Nothing is written but snapshots and cached texts below ``.daylight``. Raises PortalError, UsageError, and
    EditionError while a run is going on.
    """
    portal = load_portal(root)
    with opened(portal.root) as store:
        specs = load_specs(portal, load_ids(portal.root), store)
        found = [_of_trial(trial) for trial in trials(portal, specs, store, only, progress)]
        if not only:
            request = Request(root=root, as_of=as_of, dry_run=True)
            found += _collections(request, portal, specs, store, progress)
    return Review(reviewed=tuple(found))


def _of_trial(trial: Trial) -> Reviewed:
    fault = None if trial.fault is None else str(trial.fault)
    kept = fault is not None and trial.previous is not None
    told = () if trial.spec is None else notes(trial.spec)
    if trial.made is None:
        return Reviewed(id=trial.id, kind="dataset", kept=kept, fault=fault, notes=told)
    ledger, report = trial.made.cleaned.ledger, trial.made.report
    return Reviewed(
        id=trial.id,
        kind="dataset",
        rows_in=ledger.total("read"),
        rows_out=ledger.rows_out,
        held=ledger.total("quarantined"),
        duplicates=ledger.total("duplicates"),
        dropped=ledger.total("dropped"),
        kept=kept,
        fault=fault,
        refused=report.refused,
        issues=report.issues,
        notes=told,
    )


def _collections(
    request: Request, portal: Portal, specs: Specs, store: Store, progress: Progress
) -> Iterable[Reviewed]:
    reading = Reading(request=request, portal=portal, specs=specs, store=store, ids=load_ids(portal.root))
    documents, outcomes = reading.run(progress)
    for outcome in outcomes:
        yield _of_collection(outcome, [document for document in documents if document.collection == outcome.id])
    there = {outcome.id for outcome in outcomes}
    for name, fault in specs.lost():
        if fault.place and fault.place.file.startswith("documents/") and name not in there:
            yield Reviewed(id=name, kind="collection", fault=str(fault))


def _of_collection(outcome: DatasetOutcome, documents: Sequence[Document]) -> Reviewed:
    return Reviewed(
        id=outcome.id,
        kind="collection",
        rows_in=outcome.rows_in,
        rows_out=outcome.rows_out,
        held=outcome.held,
        kept=outcome.result == "failed, kept",
        fault=outcome.next_step if outcome.failed else None,
        issues=summaries((), [issue for document in documents for issue in document.issues]),
    )
