"""Renew every dataset of a run: published, unchanged, or failed and kept as it was."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from publisher import release
from publisher.catalog.model import DatasetEntry
from publisher.errors import DaylightError
from publisher.progress import Progress
from publisher.publish.foreign import Referred, in_order, references, referred
from publisher.publish.notes import notes
from publisher.publish.outcome import DatasetOutcome, Request, failure
from publisher.publish.renew import gather
from publisher.publish.series import Maker, Series
from publisher.publish.specs import Specs, keep_spec
from publisher.publish.store import Store
from publisher.release.model import Release
from publisher.spec.model import DatasetSpec, Portal


@dataclass(frozen=True, kw_only=True)
class Renewed:
    """One dataset after its turn: what goes live, the line of the closing table, the hash of its inputs when good."""

    entry: DatasetEntry | None
    outcome: DatasetOutcome
    inputs: str | None = None


@dataclass(frozen=True, kw_only=True)
class Renewal:
    """What all datasets of a run share."""

    request: Request
    portal: Portal
    specs: Specs
    store: Store
    scratch: Path

    def run(self, progress: Progress) -> tuple[Renewed, ...]:
        """Renew each dataset; results stand in the order of the specs, whatever ends first."""
        progress.step("Cleaning datasets", total=len(self.specs.datasets))
        known = self.store.read_state().get("inputs", {})
        results = []
        with ThreadPoolExecutor(max_workers=self.request.workers) as pool:
            jobs: dict[str, Future[Renewed]] = {}
            for spec in in_order(self.specs.datasets, self.specs.faults):
                # Jobs begin in this order, so that one that waits for another never keeps it from beginning.
                jobs[spec.path] = pool.submit(self._turn, spec, known.get(spec.id), dict(jobs))
            for spec in self.specs.datasets:
                results.append(jobs[spec.path].result())
                progress.advance()
        progress.done()
        gone = self._gone(known)
        if not self.request.dry_run:
            self._remember(results, {id_: digest for id_, digest in known.items() if id_ not in gone})
        return (*results, *(Renewed(entry=None, outcome=_removed(id_)) for id_ in gone))

    def _gone(self, known: dict[str, str]) -> list[str]:
        """Ids that were published and are declared no more. While a broken file hides its id, none is called gone."""
        if self.specs.lost():
            return []
        return sorted(known.keys() - {spec.id for spec in self.specs.datasets})

    def _turn(self, spec: DatasetSpec, known: str | None, jobs: Mapping[str, Future[Renewed]]) -> Renewed:
        started = time.monotonic()
        before = Series(history=release.history(self.store.releases, spec.id))
        if spec.path in self.specs.faults:
            return self._kept(spec, before, self.specs.faults[spec.path], started)
        if self.request.only and spec.id not in self.request.only:
            if not before.history:
                told = DatasetOutcome(id=spec.id, result="unchanged", next_step="not published yet")
                return Renewed(entry=None, outcome=told)
            return self._live(spec, before, started, known)
        return self._renew(spec, before, started, known, jobs)

    def _renew(
        self, spec: DatasetSpec, before: Series, started: float, known: str | None, jobs: Mapping[str, Future[Renewed]]
    ) -> Renewed:
        """Make what is new of a dataset; nothing is read where its inputs are those of the last run (``known``)."""
        try:
            earlier = before.history[-1].sources if before.history else ()
            inputs = gather(spec, self.portal, self.store, self._referred(spec, jobs), earlier)
            if before.history and known == inputs.digest:
                return self._live(spec, before, started, known)
            series = self._maker(spec).run(inputs, before.history)
        except DaylightError as error:
            return self._kept(spec, before, error, started)
        if not self.request.dry_run:
            for made in series.made:
                release.promote(self.store.releases, made)
        if series.fault is not None:
            return self._kept(spec, series, series.fault, started)
        return self._live(spec, series, started, inputs.digest)

    def _referred(self, spec: DatasetSpec, jobs: Mapping[str, Future[Renewed]]) -> list[Referred]:
        """What the fields of a dataset refer to, once the datasets it refers to had their turn."""
        specs = {each.id: each for each in self.specs.datasets}
        turns = {name: jobs[specs[name].path].result() for name in references(spec) if name in specs}
        return referred(spec, {name: turn.entry.release for name, turn in turns.items() if turn.entry})

    def _maker(self, spec: DatasetSpec) -> Maker:
        releases = self.scratch if self.request.dry_run else self.store.releases
        return Maker(spec=spec, portal=self.portal, as_of=self.request.as_of, releases=releases)

    def _live(self, spec: DatasetSpec, series: Series, started: float, inputs: str | None) -> Renewed:
        entry = DatasetEntry(spec=spec, release=series.history[-1], history=series.history)
        return Renewed(entry=entry, outcome=_line(spec, series, started), inputs=inputs)

    def _kept(self, spec: DatasetSpec, series: Series, error: DaylightError, started: float) -> Renewed:
        """What was made before the fault is live; every version keeps its address, so an edition holds them all."""
        outcome = failure(spec.id, error, kept=bool(series.history), seconds=time.monotonic() - started)
        outcome = dataclasses.replace(outcome, releases=len(series.made))
        if not series.history:
            return Renewed(entry=None, outcome=outcome)
        reason = f"{error.place}: {error.message}" if error.place else error.message
        entry = DatasetEntry(spec=spec, release=series.history[-1], history=series.history, kept=reason)
        return Renewed(entry=entry, outcome=outcome)

    def _remember(self, results: list[Renewed], known: dict[str, str]) -> None:
        good = [(item.entry.spec, item.inputs) for item in results if item.entry and item.inputs]
        for spec, _ in good:
            keep_spec(spec, self.portal, self.store)
        self.store.write_state(self.store.read_state() | {"inputs": known | {spec.id: digest for spec, digest in good}})


def _removed(id_: str) -> DatasetOutcome:
    """Taking a dataset away is no failure, and is told once: it may have been an accident."""
    told = "its dataset.yml is gone, so its pages and files are off the site; put it back to publish it again"
    return DatasetOutcome(id=id_, result="removed", next_step=told)


def _line(spec: DatasetSpec, series: Series, started: float) -> DatasetOutcome:
    made = series.history[-1]
    ledger = made.ledger
    return DatasetOutcome(
        id=spec.id,
        result="published" if series.made else "unchanged",
        rows_in=ledger.total("read"),
        rows_out=made.rows,
        held=ledger.total("quarantined"),
        duplicates=ledger.total("duplicates"),
        dropped=ledger.total("dropped"),
        issues=sum(summary.total for summary in made.report.issues),
        releases=len(series.made),
        seconds=time.monotonic() - started,
        next_step="\n".join(told for told in (series.note, _held_back(spec, made), *notes(spec)) if told),
    )


def _held_back(spec: DatasetSpec, made: Release) -> str:
    """What share of the records that hold data is held back, and where the reasons are; empty when none is."""
    held = made.ledger.total("quarantined")
    records = made.ledger.total("read") - made.ledger.total("dropped")
    return (
        f"{held / records:.1%} of {records:,} records are held back: see /datasets/{spec.id}/quality/" if held else ""
    )
