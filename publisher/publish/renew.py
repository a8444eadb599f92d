"""Make one dataset anew: from its files to a release that may go live."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from publisher import check, clean, read, release
from publisher.check.model import CheckReport
from publisher.clean.model import Cleaned
from publisher.errors import CheckError, Place, SourceError
from publisher.files import sha256_file
from publisher.publish.fingerprint import fingerprint, program
from publisher.publish.foreign import Referred, values
from publisher.publish.growing import grown
from publisher.publish.hidden import refuse_hidden
from publisher.publish.store import Store
from publisher.release.model import Occasion, Release, ReleaseSource
from publisher.snapshot import Snapshot, take
from publisher.spec.model import CollectionSpec, DatasetSpec, Portal, Source


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """A dataset's snapshots by source, and the hash of all that goes into its release.

    ``released_on``: the day that the files' names give, where the sources declare how. ``referred``: what its fields
    refer to.
    """

    by_source: tuple[tuple[Source, tuple[Snapshot, ...]], ...]
    digest: str
    released_on: dt.date | None = None
    referred: tuple[Referred, ...] = ()

    @property
    def snapshots(self) -> tuple[Snapshot, ...]:
        return tuple(snapshot for _, found in self.by_source for snapshot in found)


def gather(
    spec: DatasetSpec,
    portal: Portal,
    store: Store,
    referred: Sequence[Referred] = (),
    earlier: Sequence[ReleaseSource] = (),
) -> Inputs:
    """Take a snapshot of every file of every source. Raises SourceError when a source has no file.

    ``earlier``: the files of the last release, which stay part of a dataset that grows.

    They are those of all days: :func:`publisher.publish.days.by_day` tells them apart.
    """
    grows = spec.mode == "append"
    found: Sequence[Sequence[Snapshot]] = [
        take_all(spec, store, [source.path], key=f"sources.{index}.path", needed=not (grows and earlier))
        for index, source in enumerate(spec.sources)
    ]
    found = grown(spec, found, earlier, store.snapshots) if grows else found
    by_source = tuple((source, tuple(files)) for source, files in zip(spec.sources, found, strict=True))
    name = digest(spec, portal, by_source, *(one.content for one in referred))
    return Inputs(by_source=by_source, digest=name, referred=tuple(referred))


def digest(
    spec: DatasetSpec, portal: Portal, by_source: Sequence[tuple[Source, Sequence[Snapshot]]], *more: str
) -> str:
    """The hash of the program, the specs with ``clean.py``, the files, and of what ``more`` decides a release."""
    files = [(snapshot.name, snapshot.sha256) for _, found in by_source for snapshot in found]
    specs = [sha256_file(portal.root / portal.path), sha256_file(spec.folder / Path(spec.path).name)]
    hook = [] if spec.hook is None else [sha256_file(spec.hook)]
    return fingerprint([program(), specs, files, *hook, *more])


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A dataset cleaned and measured: all that is known of it before it is released or refused."""

    cleaned: Cleaned
    report: CheckReport


def clean_and_check(spec: DatasetSpec, inputs: Inputs, previous: Release | None) -> Checked:
    """Read, clean and measure. Raises a DaylightError for what cannot be read or cleaned as declared."""
    tables = [
        (source, table)
        for source, snapshots in inputs.by_source
        for snapshot in snapshots
        for table in read.read(snapshot, source=source)
    ]
    cleaned = clean.clean(spec, tables, referred=values(inputs.referred))
    meant = (*refuse_hidden(spec, inputs.by_source, cleaned), *check.refuse_personal(spec, cleaned))
    cleaned = replace(cleaned, issues=(*cleaned.issues, *meant))
    return Checked(cleaned=cleaned, report=check.check(spec, cleaned, previous))


def refuse_broken(spec: DatasetSpec, report: CheckReport) -> None:
    """Raise CheckError where an assertion does not hold."""
    if report.refused:
        broken = report.refused[0]
        more = f" (and {len(report.refused) - 1} more)" if len(report.refused) > 1 else ""
        raise CheckError(
            f"assertion {broken.name} does not hold: wanted {broken.wanted}, measured {broken.measured}{more}",
            place=Place(file=spec.path, line=spec.lines.get("assertions")),
            remedy="Ask the department whether the data is whole; change the assertion if it is.",
        )


def renew_dataset(
    spec: DatasetSpec, portal: Portal, inputs: Inputs, *, previous: Release | None, as_of: dt.datetime, releases: Path
) -> Release:
    """Read, clean, check, release as of an instant. Raises a DaylightError that says why it may not go live."""
    made = clean_and_check(spec, inputs, previous)
    refuse_broken(spec, made.report)
    sources = tuple(ReleaseSource(name=item.name, size=item.size, sha256=item.sha256) for item in inputs.snapshots)
    occasion = Occasion(
        sources=sources,
        inputs=inputs.digest,
        released_on=inputs.released_on or as_of.date(),
        released_at=as_of,
        dated=inputs.released_on is not None,
    )
    return release.build(spec, portal, made.cleaned, made.report, occasion, store=releases)


def take_all(
    spec: DatasetSpec | CollectionSpec, store: Store, patterns: Sequence[str], *, key: str, needed: bool = True
) -> list[Snapshot]:
    """A snapshot of every file below the spec's folder that a pattern matches, sorted by pattern and name.

    ``key`` says where the patterns stand in the YAML file. Raises SourceError for a pattern that matches no file, where
    one is ``needed``, and for a link that leads out of the portal.
    """
    found: dict[Path, None] = {}
    for pattern in patterns:
        files = sorted(path for path in spec.folder.glob(pattern) if path.is_file() and not path.name.startswith("."))
        if not files and needed:
            raise SourceError(
                f"no file matches {pattern}",
                place=Place(file=spec.path, line=spec.lines.get(key)),
                remedy=f"Put the department's file below {Path(spec.path).parent}, or change the path.",
            )
        found |= dict.fromkeys(files)
    names = {path: f"{Path(spec.path).parent.as_posix()}/{path.relative_to(spec.folder).as_posix()}" for path in found}
    for path, name in names.items():
        if _leads_out(path, spec.folder, store.root.parent):
            raise SourceError(
                "it is a link to a file outside the portal, which could be any file of this machine",
                place=Place(file=name),
                remedy="Put the file itself there. Only a whole folder beside the YAML file may be a link.",
            )
    return [take(path, name=name, store=store.snapshots) for path, name in names.items()]


def _leads_out(path: Path, folder: Path, portal: Path) -> bool:
    """Whether a file lies elsewhere than its name says: a department may put files, and so links, into ``raw/``.

    Who runs the portal may have made ``raw`` itself a link, to a share for instance; nothing in it leads out again.
    """
    first = folder / path.relative_to(folder).parts[0]
    homes = [portal.resolve(), *([first.resolve()] if first.is_dir() else [])]
    return not any(path.resolve().is_relative_to(home) for home in homes)
