"""How fresh the data are: what the last releases changed, what is due next, what could not be renewed."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.catalog.model import Catalog, DatasetEntry
from publisher.release.difference import Difference
from publisher.site.frame import Link, Said, Site, english


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """What the last release of a dataset changed, in words. ``changes``: the page that tells more."""

    dataset: Link
    summary: str
    changes: str
    released_on: str
    released: str


@dataclass(frozen=True, kw_only=True)
class DueLine:
    """The day by which a dataset's frequency promises its next release; a script says how far off it is."""

    dataset: Link
    department: Link
    due_on: str
    due: str


@dataclass(frozen=True, kw_only=True)
class KeptLine:
    """A dataset that this run could not renew, and why. ``quality``: the page that tells more."""

    dataset: Link
    reason: Said
    released_on: str
    released: str
    quality: str


def changed(site: Site, catalog: Catalog) -> tuple[ChangeLine, ...]:
    """The datasets whose last release is not their first and says something else, the newest first."""
    entries = [entry for entry in catalog.datasets if entry.changes and not entry.changes[-1].difference.is_empty]
    entries.sort(key=lambda entry: entry.changes[-1].released_on, reverse=True)
    return tuple(
        ChangeLine(
            dataset=_link(site, entry),
            summary=change_summary(site, entry.changes[-1].difference),
            changes=site.href(f"/datasets/{entry.spec.id}/changes/"),
            released_on=entry.changes[-1].released_on,
            released=site.words.date(entry.changes[-1].released_on),
        )
        for entry in entries
    )


def change_summary(site: Site, difference: Difference) -> str:
    """ "12 rows added, 3 removed, 5 changed"; what did not happen is left out."""
    words = site.words
    parts = (
        (difference.added, words.ngettext("%(num)s row added", "%(num)s rows added", difference.added)),
        (difference.removed, words.ngettext("%(num)s removed", "%(num)s removed", difference.removed)),
        (difference.changed, words.ngettext("%(num)s changed", "%(num)s changed", difference.changed)),
    )
    said = [text % {"num": words.number(count)} for count, text in parts if count]
    return words.join(said) if said else words.gettext("other fields")


def due(site: Site, catalog: Catalog) -> tuple[DueLine, ...]:
    """The datasets that promise a next release, the one that is due first first."""
    entries = sorted((entry.due, entry.spec.id, entry) for entry in catalog.datasets if entry.due is not None)
    return tuple(
        DueLine(
            dataset=_link(site, entry),
            department=site.department(entry.spec.department),
            due_on=day.isoformat(),
            due=site.words.date(day.isoformat()),
        )
        for day, _, entry in entries
    )


def kept(site: Site, catalog: Catalog) -> tuple[KeptLine, ...]:
    """The datasets whose last good release stays because a newer one failed."""
    return tuple(
        KeptLine(
            dataset=_link(site, entry),
            reason=english(site.words, entry.kept),
            released_on=entry.release.released_on,
            released=site.words.date(entry.release.released_on),
            quality=site.href(f"/datasets/{entry.spec.id}/quality/"),
        )
        for entry in catalog.datasets
        if entry.kept is not None
    )


def _link(site: Site, entry: DatasetEntry) -> Link:
    return Link(label=site.said(entry.spec.title), href=site.href(f"/datasets/{entry.spec.id}/"))
