"""A dataset that grows (``mode: append``): its files are those of its last release and those in its folder.

A department sends a month at a time, and may take older files out of the folder: their snapshots are kept by hash, and
each release is made of all of them. By name, and by period where the source says how a name tells it (``period:``), a
file in the folder takes the place of an earlier one: that is how a month is sent again. Two files of one period in the
folder are refused, since neither is known to be the right one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from publisher.errors import Place, SourceError
from publisher.release.model import ReleaseSource
from publisher.snapshot import Snapshot, kept_as
from publisher.spec.model import DatasetSpec, Source
from publisher.values import pattern

_Parts = tuple[str, ...]


def grown(
    spec: DatasetSpec, present: Sequence[Sequence[Snapshot]], earlier: Sequence[ReleaseSource], snapshots: Path
) -> tuple[tuple[Snapshot, ...], ...]:
    """The files of each source: those ``present`` in the folder, and the ``earlier`` ones that none takes the place of.

    Sorted by name, so that it does not matter which still lie there. Raises SourceError for an earlier file that no
    source matches or whose snapshot is gone, for a name without a period, and for two present files of one period.
    """
    names = {snapshot.name for found in present for snapshot in found}
    files = [list(found) for found in present]
    periods = [_periods(spec, index, found) for index, found in enumerate(present)]
    for item in earlier:
        if item.name in names:
            continue
        index = _source_of(spec, item)
        if _period(spec, index, item.name) not in periods[index]:
            files[index].append(_kept(item, snapshots))
    return tuple(tuple(sorted(found, key=lambda file: PurePosixPath(file.name))) for found in files)


def _periods(spec: DatasetSpec, index: int, found: Sequence[Snapshot]) -> Mapping[str, str]:
    """Period -> the name of the file that is of it; empty where the source does not say."""
    told: dict[str, str] = {}
    for snapshot in found:
        period = _period(spec, index, snapshot.name)
        if period is not None and told.setdefault(period, snapshot.name) != snapshot.name:
            raise SourceError(
                f"two files are of the period {period}: {_inside(spec, told[period])} and "
                f"{_inside(spec, snapshot.name)}",
                place=Place(file=spec.path, line=spec.lines.get(f"sources.{index}.period")),
                remedy="Take one of them out of the folder: the other takes its place.",
            )
    return told


def _period(spec: DatasetSpec, index: int, name: str) -> str | None:
    """The period that a file's name tells, where its source says how."""
    wanted = spec.sources[index].period
    if wanted is None:
        return None
    found = pattern.found(wanted, _inside(spec, name))
    if found is None or not found[1]:
        raise SourceError(
            f"the name of {_inside(spec, name)} does not tell its period: period: {wanted} finds nothing",
            place=Place(file=spec.path, line=spec.lines.get(f"sources.{index}.period")),
            remedy="Name the file as the others, or change period:, or path: so that it leaves the file out.",
        )
    return found[1]


def _source_of(spec: DatasetSpec, item: ReleaseSource) -> int:
    """The number of the first source that an earlier file is of."""
    for index, source in enumerate(spec.sources):
        if matches(source, _inside(spec, item.name)):
            return index
    raise SourceError(
        f"an earlier release holds {_inside(spec, item.name)}, and no source matches it any more",
        place=Place(file=spec.path, line=spec.lines.get("mode")),
        remedy="Change path: of a source so that it matches, or publish once with mode: replace to begin anew.",
    )


def _kept(item: ReleaseSource, snapshots: Path) -> Snapshot:
    kept = kept_as(item.sha256, name=item.name, store=snapshots)
    if kept is None:
        raise SourceError(
            f"the file is in no folder, and its kept copy {item.sha256[:12]}... is gone",
            place=Place(file=item.name),
            remedy="Put the file back, restore .daylight/snapshots from a backup, or publish once with mode: replace.",
        )
    return kept


def _inside(spec: DatasetSpec, name: str) -> str:
    return name.removeprefix(spec.path.rpartition("/")[0] + "/")


def matches(source: Source, inside: str) -> bool:
    """Whether a source's path takes in a file, as globbing the folder would; ``**`` stands for any folders."""
    return _match(PurePosixPath(source.path).parts, PurePosixPath(inside).parts)


def _match(wanted: _Parts, parts: _Parts) -> bool:
    if not wanted:
        return not parts
    if wanted[0] == "**":
        return any(_match(wanted[1:], parts[skipped:]) for skipped in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], wanted[0]) and _match(wanted[1:], parts[1:])
