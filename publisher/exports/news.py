"""What is new, as entries of feeds: each release of a dataset, each document with a date; the newest first.

A feed is for all, a dataset, a department, a theme or a collection of documents. Documents without a known date are in
no feed, since a feed is a list by date; their pages and the lists of documents have them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from publisher.catalog.model import Catalog, DatasetEntry
from publisher.documents.model import Document
from publisher.exports.ascii import writable
from publisher.exports.records import released_at, texts
from publisher.exports.schema_org import page_address
from publisher.release.difference import Difference
from publisher.spec.model import Portal, say
from publisher.terms import THEMES

ENTRIES = 100  # the newest, in each feed
# Rows added, removed, changed; nothing of all; other fields; what stands between these, and at the end.
_CHANGES: Mapping[str, tuple[tuple[str, str, str], str, str, str, str]] = {
    "en": (("{:,} added", "{:,} removed", "{:,} changed"), "nothing changed", "its fields changed", ", ", "."),
    "zh": (("新增 {:,} 行", "删除 {:,} 行", "修改 {:,} 行"), "没有变化", "字段有变化", "，", "。"),
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that was published. ``id`` is its address for ever; ``topics``: the feeds it is in.

    ``date``: the day it stands for, ISO; ``updated``: the instant it was put on the site, or the first of that day.
    """

    id: str
    title: str
    summary: str
    address: str
    date: str
    updated: str
    language: str
    author: str
    topics: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Feed:
    """One feed in one language. ``path``: without its ending, ``/feeds/datasets/spending``; ``home``: its page."""

    path: str
    title: str
    language: str
    home: str
    author: str
    entries: tuple[Entry, ...]


def feeds(catalog: Catalog, language: str) -> Iterator[Feed]:
    """The feed of everything, then each of the others that has an entry."""
    portal = catalog.portal
    entries = sorted(_entries(catalog, language), key=lambda entry: (entry.updated, entry.date, entry.id), reverse=True)
    for topic, title, page in _topics(catalog, language):
        chosen = tuple(entry for entry in entries if topic in entry.topics)[:ENTRIES]
        if chosen or topic == "all":
            yield Feed(
                path=f"/feeds/{topic}",
                title=title,
                language=language,
                home=page_address(portal, language, page),
                author=say(texts(portal.publisher), language),
                entries=chosen,
            )


def iso_date(text: str | None) -> str | None:
    """The text when it is a day of the calendar."""
    try:
        return dt.date.fromisoformat(text or "").isoformat()
    except ValueError:
        return None


def midnight(day: str) -> str:
    """The first instant of a day, as RFC 3339 writes it."""
    return f"{day}T00:00:00Z"


def _topics(catalog: Catalog, language: str) -> Iterator[tuple[str, str, str]]:
    """Name, title and page of every feed there may be."""
    portal = catalog.portal
    site = say(texts(portal.name), language)
    yield "all", site, "/"
    for entry in catalog.datasets:
        yield f"datasets/{entry.spec.id}", f"{_title(entry, language)} – {site}", f"/datasets/{entry.spec.id}/"
    for id_, department in portal.departments.items():
        yield f"departments/{id_}", f"{say(texts(department.name), language)} – {site}", f"/departments/{id_}/"
    for theme, title in THEMES.items():
        yield f"themes/{theme}", f"{title} – {site}", f"/themes/{theme}/"
    for collection in catalog.collections:
        yield f"documents/{collection.id}", f"{say(texts(collection.title), language)} – {site}", "/documents/"


def _entries(catalog: Catalog, language: str) -> Iterator[Entry]:
    portal = catalog.portal
    for entry in catalog.datasets:
        yield from _releases(entry, portal, language)
    for document in catalog.documents:
        date = iso_date(document.published) or iso_date(document.written)
        if date:
            yield _document(document, date, portal, language)


def _releases(entry: DatasetEntry, portal: Portal, language: str) -> Iterator[Entry]:
    spec = entry.spec
    page = page_address(portal, language, f"/datasets/{spec.id}/")
    steps = {step.after: step.difference for step in entry.changes}
    for release in entry.history or (entry.release,):
        said = (changed(steps.get(release.version), language), say(texts(spec.summary), language))
        yield Entry(
            id=f"{page}#{release.version}",
            title=f"{_title(entry, language)} ({release.released_on})",
            summary="\n".join(text for text in said if text),
            address=page_address(portal, language, f"/datasets/{spec.id}/changes/#{release.version}"),
            date=release.released_on,
            updated=released_at(release),
            language=language,
            author=_department(portal, spec.department, language),
            topics=_names(f"datasets/{spec.id}", spec.department, spec.themes),
        )


def changed(found: Difference | None, language: str) -> str:
    """What a release changed, in a sentence; empty for the first one.

    >>> changed(None, "en")
    ''
    """
    if found is None:
        return ""
    say_count, nothing, fields, join, end = _CHANGES.get(language, _CHANGES["en"])
    counts = [(found.added, say_count[0]), (found.removed, say_count[1]), (found.changed, say_count[2])]
    parts = [text.format(count) for count, text in counts if count]
    if found.fields_added or found.fields_removed or found.fields_retyped:
        parts.append(fields)
    return (join.join(parts) or nothing) + end


def _document(found: Document, date: str, portal: Portal, language: str) -> Entry:
    address = page_address(portal, language, f"/documents/{found.id}/")
    return Entry(
        id=address,
        title=writable(found.title),
        summary=writable(", ".join([*([found.number] if found.number else []), *found.issuers])),
        address=address,
        date=date,
        updated=midnight(date),
        language=found.language,
        author=_department(portal, found.department, language),
        topics=_names(f"documents/{found.collection}", found.department, found.themes),
    )


def _names(own: str, department: str, themes: tuple[str, ...]) -> frozenset[str]:
    return frozenset({"all", own, f"departments/{department}", *(f"themes/{theme}" for theme in themes)})


def _title(entry: DatasetEntry, language: str) -> str:
    return say(texts(entry.spec.title), language)


def _department(portal: Portal, id_: str, language: str) -> str:
    names: Mapping[str, str] = texts(portal.departments[id_].name)
    return say(names, language)
