"""The page of a dataset's releases: what each changed of the one before it, in numbers, in words and by example."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, cast

from publisher.catalog.model import DatasetEntry, changes_path
from publisher.release.changes import Changes
from publisher.release.difference import Change, Difference, Row
from publisher.release.model import Release
from publisher.site.contexts.dataset import type_title
from publisher.site.contexts.parts import FORMATS
from publisher.site.contexts.state import change_summary
from publisher.site.frame import Frame, Link, Said, Site
from publisher.site.records import fragment, keys_there, record_page
from publisher.site.rows import Cell, cell, field_title
from publisher.spec.model import Field
from publisher.terms import FieldType

_DETAILED = 12  # releases, the newest; each of the others is one line
_EXAMPLES = 50  # rows of a sort
_BYTES = 56_000  # of all examples and of the lines of older releases; the newest release's examples come first
_OLDER = 500  # bytes of the line of an older release
_OLDER_FORMATS = ("parquet", "csv")
_LINE = 160  # bytes of markup around the texts of one example
_FIELDS = 6  # of a row that was added or removed


@dataclass(frozen=True, kw_only=True)
class FieldLine:
    """One field of an example: what it was and what it is; a row added or removed has one of both."""

    title: Said
    before: Cell | None = None
    after: Cell | None = None


@dataclass(frozen=True, kw_only=True)
class Example:
    """One row: its key, which leads to the record as long as it is there, and its fields. ``more``: it has others."""

    key: str
    href: str
    lines: tuple[FieldLine, ...]
    more: bool = False


@dataclass(frozen=True, kw_only=True)
class Group:
    """Rows of one ``kind``: ``added``, ``removed`` or ``changed``. ``total``: how many there are, in words."""

    kind: str
    title: str
    total: str
    shown: int
    complete: bool
    examples: tuple[Example, ...]


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
    """``/datasets/<id>/changes/``. The newest releases in ``releases``, a line each for the others in ``older``."""

    TEMPLATE: ClassVar[str] = "changes.html"
    frame: Frame
    dataset: Link
    feed: str
    releases: tuple[ReleaseEntry, ...]
    older: tuple[ReleaseEntry, ...]


def changes(site: Site, entry: DatasetEntry) -> ChangesPage:
    spec, words = entry.spec, site.words
    title = site.said(spec.title)
    path = f"/datasets/{spec.id}/"
    steps: tuple[Changes | None, ...] = (None, *entry.changes)
    history = entry.history or (entry.release,)
    newest = list(zip(reversed(history), reversed(steps), strict=False))
    heading = words.gettext("Changes: %(title)s") % {"title": title.text}
    return ChangesPage(
        frame=site.frame(f"{path}changes/", title=heading, section="/datasets/"),
        dataset=Link(label=title, href=site.href(path)),
        feed=site.href(f"/feeds{path.rstrip('/')}.atom"),
        releases=tuple(_detailed(site, entry, newest[:_DETAILED], _BYTES - _OLDER * len(newest[_DETAILED:]))),
        older=tuple(_older(site, entry, release, step) for release, step in newest[_DETAILED:]),
    )


def _detailed(
    site: Site, entry: DatasetEntry, newest: Sequence[tuple[Release, Changes | None]], left: int
) -> Iterator[ReleaseEntry]:
    """The releases with their steps; examples as long as there are bytes ``left``."""
    there = keys_there(entry, _keys(newest))
    for release, step in newest:
        if step is None:
            yield _release(site, entry, release, None, None)
            continue
        groups = []
        for kind, title, total, rows in _sorts(site, step.difference):
            made = (_example(site, entry, row, kind, step.difference, there) for row in rows[:_EXAMPLES])
            shown, left = _afforded(made, left)
            groups.append(
                Group(
                    kind=kind,
                    title=title,
                    total=site.words.number(total),
                    shown=len(shown),
                    complete=len(shown) == total,
                    examples=shown,
                )
            )
        groups = [group for group in groups if group.examples]
        yield _release(site, entry, release, step, _step(site, entry, step, tuple(groups)))


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
        by_field=tuple((_title(site, entry, name), words.number(count)) for name, count in by_field),
        whole=not found.key,
        groups=groups,
        file=file,
    )


def _sorts(site: Site, found: Difference) -> Iterator[tuple[str, str, int, Sequence[Row | Change]]]:
    words = site.words
    if found.changed:
        yield "changed", words.gettext("Changed"), found.changed, found.first_changed
    if found.added:
        yield "added", words.gettext("Added"), found.added, found.first_added
    if found.removed:
        yield "removed", words.gettext("Removed"), found.removed, found.first_removed


def _fields(site: Site, entry: DatasetEntry, found: Difference) -> Iterator[str]:
    """What became of the fields, in words."""
    words = site.words
    for name in found.fields_added:
        yield words.gettext("New field: %(field)s") % {"field": _title(site, entry, name).text}
    for name in found.fields_removed:
        yield words.gettext("Field that is gone: %(field)s") % {"field": _title(site, entry, name).text}
    for one in found.fields_retyped:
        yield words.gettext("%(field)s: the type was %(before)s and is %(after)s") % {
            "field": _title(site, entry, one.field).text,
            "before": _type(site, one.before),
            "after": _type(site, one.after),
        }


def _example(
    site: Site, entry: DatasetEntry, row: Row | Change, kind: str, found: Difference, there: frozenset[tuple[str, ...]]
) -> Example:
    href = record_page(site, entry) + fragment(row.key) if row.key in there and kind != "removed" else ""
    key = site.words.join(list(row.key))
    if isinstance(row, Change):
        lines = tuple(
            FieldLine(
                title=_title(site, entry, one.field),
                before=_cell(site, entry, one.field, one.before, one.after),
                after=_cell(site, entry, one.field, one.after, one.before),
            )
            for one in row.fields
        )
        return Example(key=key, href=href, lines=lines)
    order = [field.name for field in entry.spec.fields if field.name in row.values]
    names = [*order, *sorted(row.values.keys() - set(order))]  # a kept step has them in another order
    rest = [(name, row.values[name]) for name in names if name not in found.key]
    side = "before" if kind == "removed" else "after"
    lines = tuple(
        FieldLine(title=_title(site, entry, name), **{side: _cell(site, entry, name, value, None)})
        for name, value in rest[:_FIELDS]
    )
    return Example(key=key, href=href, lines=lines, more=len(rest) > _FIELDS)


def _afforded(examples: Iterator[Example], left: int) -> tuple[tuple[Example, ...], int]:
    """As many examples as fit into ``left`` bytes, and what is left then; nothing after the first that does not."""
    shown: list[Example] = []
    for example in examples:
        left -= _LINE + sum(_weight(line) for line in example.lines)
        if left < 0:
            return tuple(shown), 0
        shown.append(example)
    return tuple(shown), left


def _weight(line: FieldLine) -> int:
    said = [line.title, *(cell.value for cell in (line.before, line.after) if cell is not None)]
    return _LINE + sum(len(one.text.encode()) for one in said)


def _keys(newest: Sequence[tuple[Release, Changes | None]]) -> tuple[tuple[str, ...], ...]:
    """The keys of all examples of rows that may still be there."""
    found = (step.difference for _, step in newest if step is not None)
    keys = (
        key for one in found for key in (*(row.key for row in one.first_added), *(row.key for row in one.first_changed))
    )
    return tuple(dict.fromkeys(key for key in keys if key))


def _field(entry: DatasetEntry, name: str) -> Field:
    """The field as it is declared now; one that is gone is shown as it stands in the files."""
    known = {field.name: field for field in entry.spec.fields}
    return known.get(name) or Field(name=name, type="text", titles_in_source=())


def _title(site: Site, entry: DatasetEntry, name: str) -> Said:
    return field_title(site, _field(entry, name))


def _type(site: Site, name: str) -> str:
    return type_title(site, Field(name="", type=cast("FieldType", name), titles_in_source=()))


def _cell(site: Site, entry: DatasetEntry, name: str, value: str | None, other: str | None) -> Cell:
    """A value as a cell; of two long texts that begin alike, what stands around the first letter that differs."""
    return cell(site, _from_difference(value, other), _field(entry, name))


def _from_difference(value: str | None, other: str | None) -> str | None:
    if value is None or other is None or max(len(value), len(other)) <= 200:
        return value
    same = next((at for at, (one, two) in enumerate(zip(value, other, strict=False)) if one != two), None)
    same = min(len(value), len(other)) if same is None else same
    return value if same < 100 else f"…{value[same - 60 :]}"
