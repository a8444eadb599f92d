"""The rows that a change is shown by: the first of each sort, as many as a page has room for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from publisher.catalog.model import DatasetEntry
from publisher.release.difference import Change, Difference, Row
from publisher.site.frame import Said, Site
from publisher.site.records import fragment, record_page
from publisher.site.rows import Cell, cell, field_title
from publisher.spec.model import Field

_EXAMPLES = 50  # rows of a sort
_LINE = 160  # bytes of markup around the texts of one example
_FIELDS = 6  # of a row that was added or removed
_Keys = frozenset[tuple[str, ...]]


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


def groups(
    site: Site, entry: DatasetEntry, found: Difference, there: _Keys, left: int
) -> tuple[tuple[Group, ...], int]:
    """The examples of a difference, by kind, that fit into ``left`` bytes of page, and the bytes left then.

    ``there``: the keys that have a record page now, to which the examples may lead.
    """
    made = []
    for kind, title, total, rows in _sorts(site, found):
        shown, left = _afforded((_example(site, entry, row, kind, found, there) for row in rows[:_EXAMPLES]), left)
        if shown:
            made.append(
                Group(
                    kind=kind,
                    title=title,
                    total=site.words.number(total),
                    shown=len(shown),
                    complete=len(shown) == total,
                    examples=shown,
                )
            )
    return tuple(made), left


def example_keys(found: Iterable[Difference]) -> tuple[tuple[str, ...], ...]:
    """The keys of all examples of rows that may still be there, each once."""
    keys = (
        key for one in found for key in (*(row.key for row in one.first_added), *(row.key for row in one.first_changed))
    )
    return tuple(dict.fromkeys(key for key in keys if key))


def _sorts(site: Site, found: Difference) -> Iterator[tuple[str, str, int, Sequence[Row | Change]]]:
    words = site.words
    if found.changed:
        yield "changed", words.gettext("Changed"), found.changed, found.first_changed
    if found.added:
        yield "added", words.gettext("Added"), found.added, found.first_added
    if found.removed:
        yield "removed", words.gettext("Removed"), found.removed, found.first_removed


def _example(site: Site, entry: DatasetEntry, row: Row | Change, kind: str, found: Difference, there: _Keys) -> Example:
    href = record_page(site, entry) + fragment(row.key) if row.key in there and kind != "removed" else ""
    key = site.words.join(list(row.key))
    if isinstance(row, Change):
        lines = tuple(
            FieldLine(
                title=title_now(site, entry, one.field),
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
        FieldLine(title=title_now(site, entry, name), **{side: _cell(site, entry, name, value, None)})
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


def _declared(entry: DatasetEntry, name: str) -> Field:
    """The field as it is declared now; one that is gone is shown as it stands in the files."""
    known = {field.name: field for field in entry.spec.fields}
    return known.get(name) or Field(name=name, type="text", titles_in_source=())


def title_now(site: Site, entry: DatasetEntry, name: str) -> Said:
    """A field's title as it is declared now, or its name."""
    return field_title(site, _declared(entry, name))


def _cell(site: Site, entry: DatasetEntry, name: str, value: str | None, other: str | None) -> Cell:
    """A value as a cell; of two long texts that begin alike, what stands around the first letter that differs."""
    return cell(site, _from_difference(value, other), _declared(entry, name))


def _from_difference(value: str | None, other: str | None) -> str | None:
    if value is None or other is None or max(len(value), len(other)) <= 200:
        return value
    same = next((at for at, (one, two) in enumerate(zip(value, other, strict=False)) if one != two), None)
    same = min(len(value), len(other)) if same is None else same
    return value if same < 100 else f"…{value[same - 60 :]}"
