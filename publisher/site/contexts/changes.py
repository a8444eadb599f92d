"""The page of a dataset's releases: what each changed of the one before it, in numbers, in words and by example."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, cast

from publisher.catalog.model import DatasetEntry, changes_path
from publisher.release.changes import Changes
from publisher.release.difference import Difference
from publisher.release.model import Release
from publisher.site.contexts.dataset import type_title
from publisher.site.contexts.examples import Group, example_keys, groups, title_now
from publisher.site.contexts.parts import FORMATS
from publisher.site.contexts.state import change_summary
from publisher.site.frame import Frame, Link, Said, Site
from publisher.site.records import keys_there
from publisher.spec.model import Field
from publisher.terms import FieldType

_DETAILED = 12  # releases, the newest; each of the others is one line
_BYTES = 56_000  # of all examples and of the lines of older releases; the newest release's examples come first
_OLDER = 500  # bytes of the line of an older release
_OLDEST = 80  # lines of older releases; all that came before them are in the list of all files
_OLDER_FORMATS = ("parquet", "csv")


@dataclass(frozen=True, kw_only=True)
class FileLink:
    """One file to download."""

    label: str
    href: str
    size: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """What a release changed. ``balance``: rows before and after; ``fields``: what became of the fields, a line each.

    ``by_field``: title of a field and in how many rows it changed. ``whole``: rows were compared whole, without a key.
    """

    before: str
    balance: str
    fields: tuple[str, ...]
    by_field: tuple[tuple[Said, str], ...]
    whole: bool
    groups: tuple[Group, ...]
    file: FileLink | None


@dataclass(frozen=True, kw_only=True)
class ReleaseEntry:
    """One release. ``step`` is None for the first one; ``current``: it is what is live."""

    version: str
    released_on: str
    released: str
    rows: str
    summary: str
    current: bool
    step: Step | None
    files: tuple[FileLink, ...]


@dataclass(frozen=True, kw_only=True)
class ChangesPage:
    """``/datasets/<id>/changes/``. The newest releases in ``releases``, a line each for the others in ``older``.

    ``total``: how many there are; ``left_out``: those before the oldest line, in words, empty when there are none.
    """

    TEMPLATE: ClassVar[str] = "changes.html"
    frame: Frame
    dataset: Link
    feed: str
    releases: tuple[ReleaseEntry, ...]
    older: tuple[ReleaseEntry, ...]
    total: int
    left_out: str


def changes(site: Site, entry: DatasetEntry) -> ChangesPage:
    spec, words = entry.spec, site.words
    title = site.said(spec.title)
    path = f"/datasets/{spec.id}/"
    steps: tuple[Changes | None, ...] = (None, *entry.changes)
    history = entry.history or (entry.release,)
    newest = list(zip(reversed(history), reversed(steps), strict=False))
    older = newest[_DETAILED : _DETAILED + _OLDEST]
    left_out = len(newest) - _DETAILED - _OLDEST
    heading = words.gettext("Changes: %(title)s") % {"title": title.text}
    return ChangesPage(
        frame=site.frame(f"{path}changes/", title=heading, section="/datasets/"),
        dataset=Link(label=title, href=site.href(path)),
        feed=site.href(f"/feeds{path.rstrip('/')}.atom"),
        releases=tuple(_detailed(site, entry, newest[:_DETAILED], _BYTES - _OLDER * len(older))),
        older=tuple(_older(site, entry, release, step) for release, step in older),
        total=len(newest),
        left_out=words.number(left_out) if left_out > 0 else "",
    )


def _detailed(
    site: Site, entry: DatasetEntry, newest: Sequence[tuple[Release, Changes | None]], left: int
) -> Iterator[ReleaseEntry]:
    """The releases with their steps; examples as long as there are bytes ``left``."""
    there = keys_there(entry, example_keys(step.difference for _, step in newest if step is not None))
    for release, step in newest:
        if step is None:
            yield _release(site, entry, release, None, None)
            continue
        shown, left = groups(site, entry, step.difference, there, left)
        yield _release(site, entry, release, step, _step(site, entry, step, shown))


def _older(site: Site, entry: DatasetEntry, release: Release, step: Changes | None) -> ReleaseEntry:
    """One line: the main formats, and the file with all rows that changed."""
    made = _release(site, entry, release, step, None)
    files = [file for file in made.files if file.label in {FORMATS[format_] for format_ in _OLDER_FORMATS}]
    if step is not None and step.file is not None:
        label = site.words.gettext("every row that changed")
        files.append(FileLink(label=label, href=f"/{changes_path(entry, step)}", size=site.words.size(step.file.size)))
    return replace(made, files=tuple(files))


def _release(
    site: Site, entry: DatasetEntry, release: Release, changed: Changes | None, step: Step | None
) -> ReleaseEntry:
    words, files = site.words, {file.format: file for file in release.files if file.role in ("data", "package")}
    return ReleaseEntry(
        version=release.version,
        released_on=release.released_on,
        released=words.date(release.released_on),
        rows=words.ngettext("%(num)s row", "%(num)s rows", release.rows) % {"num": words.number(release.rows)},
        summary=words.gettext("the first release") if changed is None else _summary(site, changed.difference),
        current=release.version == entry.release.version,
        step=step,
        files=tuple(
            FileLink(
                label=name,
                href=f"/data/{entry.spec.id}/{release.version}/{files[format_].name}",
                size=words.size(files[format_].size),
            )
            for format_, name in FORMATS.items()
            if format_ in files and files[format_].size
        ),
    )


def _summary(site: Site, found: Difference) -> str:
    return site.words.gettext("nothing changed") if found.is_empty else change_summary(site, found)


def _step(site: Site, entry: DatasetEntry, step: Changes, groups: tuple[Group, ...]) -> Step:
    found, words = step.difference, site.words
    counts = {name: words.number(getattr(found, name)) for name in ("before", "added", "removed", "after")}
    by_field = sorted(found.changed_by_field.items(), key=lambda item: (-item[1], item[0]))
    file = None
    if step.file is not None:
        file = FileLink(label="CSV", href=f"/{changes_path(entry, step)}", size=words.size(step.file.size))
    return Step(
        before=step.before,
        balance=words.gettext("%(before)s rows before + %(added)s added − %(removed)s removed = %(after)s rows")
        % counts,
        fields=tuple(_fields(site, entry, found)),
        by_field=tuple((title_now(site, entry, name), words.number(count)) for name, count in by_field),
        whole=not found.key,
        groups=groups,
        file=file,
    )


def _fields(site: Site, entry: DatasetEntry, found: Difference) -> Iterator[str]:
    """What became of the fields, in words."""
    words = site.words
    for name in found.fields_added:
        yield words.gettext("New field: %(field)s") % {"field": title_now(site, entry, name).text}
    for name in found.fields_removed:
        yield words.gettext("Field that is gone: %(field)s") % {"field": title_now(site, entry, name).text}
    for one in found.fields_retyped:
        yield words.gettext("%(field)s: the type was %(before)s and is %(after)s") % {
            "field": title_now(site, entry, one.field).text,
            "before": _type(site, one.before),
            "after": _type(site, one.after),
        }


def _type(site: Site, name: str) -> str:
    return type_title(site, Field(name="", type=cast("FieldType", name), titles_in_source=()))
