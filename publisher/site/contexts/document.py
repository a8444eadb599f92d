"""The page of one document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any, ClassVar

from publisher.catalog.citations import Citations, citations
from publisher.catalog.model import Catalog
from publisher.documents.model import Block, Document
from publisher.exports import schema_org
from publisher.issues import KINDS
from publisher.site.contexts.parts import Fact, document_kind, licence, newest_first, theme_links, themes
from publisher.site.contexts.text_parts import Part, parts
from publisher.site.frame import Frame, Link, Said, Site, english
from publisher.spec.model import Text
from publisher.terms import LANGUAGES

_MANY = 5  # headings
_LETTERHEAD = 4  # blocks


@dataclass(frozen=True, kw_only=True)
class Remark:
    """Something about the document's text or dates a reader must know."""

    severity: str
    title: str
    sentence: str
    note: Said


@dataclass(frozen=True, kw_only=True)
class Relations:
    """What each document of a catalogue has to do with others, by its id. ``titles``: those of collections, by theirs.

    ``older`` and ``newer``: the next one of its collection.
    """

    documents: Mapping[str, Document]
    titles: Mapping[str, Text]
    citations: Citations
    older: Mapping[str, Document]
    newer: Mapping[str, Document]


@dataclass(frozen=True, kw_only=True)
class DocumentPage:
    """``/documents/<id>/``. ``text_language``: of the document itself. ``contents``: its headings, if they are many.

    ``older`` and ``newer``: its neighbours in its collection. ``feed``: the address of the collection's feed.
    """

    TEMPLATE: ClassVar[str] = "document.html"
    frame: Frame
    title: Said
    text_language: str
    facts: tuple[Fact, ...]
    remarks: tuple[Remark, ...]
    contents: tuple[Link, ...]
    text_parts: tuple[Part, ...]
    older: Link | None
    newer: Link | None
    feed: str
    json_href: str
    text_href: str
    source_file: str
    source_size: str
    source_sha256: str
    json_ld: dict[str, Any]


def relations(catalog: Catalog) -> Relations:
    """What the pages of a catalogue's documents say of each other, found once for all of them."""
    by_collection = sorted(newest_first(catalog.documents), key=lambda document: document.collection)
    pairs = [
        pair
        for _, found in groupby(by_collection, key=lambda document: document.collection)
        for pair in pairwise(found)
    ]
    return Relations(
        documents={document.id: document for document in catalog.documents},
        titles={collection.id: collection.title for collection in catalog.collections},
        citations=citations(catalog.documents),
        older={newer.id: older for newer, older in pairs},
        newer={older.id: newer for newer, older in pairs},
    )


def document(site: Site, found: Document, others: Relations) -> DocumentPage:
    title = site.own(found.title, found.language)
    path = f"/documents/{found.id}/"
    text = tuple(parts(_without_title(found)))
    return DocumentPage(
        frame=site.frame(path, title=title.text, description=_opening(found), section="/documents/"),
        title=title,
        text_language=found.language,
        facts=(*_facts(site, found, others), *_citations(site, found, others)),
        remarks=_remarks(site, found),
        contents=_contents(text),
        text_parts=text,
        older=_neighbour(site, others.older.get(found.id)),
        newer=_neighbour(site, others.newer.get(found.id)),
        feed=f"/feeds/documents/{found.collection}.atom",
        json_href=f"{path}{found.id}.json",
        text_href=f"{path}{found.id}.txt",
        source_file=found.source_file,
        source_size=site.words.size(found.source_size),
        source_sha256=found.source_sha256,
        json_ld=schema_org.document(found, site.portal, site.words.language),
    )


def _contents(text: tuple[Part, ...]) -> tuple[Link, ...]:
    """The headings of the two highest levels there are, from five on; a short paper is looked over without them."""
    headings = [part for part in text if part.kind == "heading"]
    highest = min((part.level for part in headings), default=0)
    found = [part for part in headings if part.level <= highest + 1]
    return tuple(Link(label=Said(text=part.text), href=f"#{part.anchor}") for part in found if len(found) >= _MANY)


def _neighbour(site: Site, found: Document | None) -> Link | None:
    return None if found is None else _linked(site, found)


def _linked(site: Site, found: Document) -> Link:
    """A document by its title, as a link to its page."""
    return Link(label=site.own(found.title, found.language), href=site.href(f"/documents/{found.id}/"))


def _citations(site: Site, found: Document, others: Relations) -> tuple[Fact, ...]:
    """The documents it cites by their numbers, and those that cite it."""
    words = site.words
    facts = (
        (words.gettext("Cites"), others.citations.cites.get(found.id, ())),
        (words.gettext("Cited by"), others.citations.cited_by.get(found.id, ())),
    )
    return tuple(
        Fact(label=label, value=Said(text=""), links=tuple(_linked(site, others.documents[id_]) for id_ in ids))
        for label, ids in facts
        if ids
    )


def _facts(site: Site, found: Document, others: Relations) -> tuple[Fact, ...]:
    words, department, terms = site.words, site.department(found.department), licence(site, found.licence)
    not_known = words.gettext("not known")
    facts = (
        Fact(label=words.gettext("Document number"), value=Said(text=found.number or "")),
        Fact(
            label=words.gettext("Issued by"),
            value=site.own(
                "、".join(found.issuers) if found.language == "zh" else ", ".join(found.issuers), found.language
            ),
        ),
        Fact(label=words.gettext("Kind"), value=Said(text=document_kind(site, found.kind))),
        Fact(label=words.gettext("Written on"), value=Said(text=words.date(found.written) or not_known)),
        Fact(label=words.gettext("Published on"), value=Said(text=words.date(found.published) or not_known)),
        Fact(label=words.gettext("Department"), value=department.label, href=department.href),
        Fact(
            label=words.gettext("Collection"),
            value=site.said(others.titles.get(found.collection, {})),
            href=site.href(f"/documents/#collection={found.collection}"),
        ),
        Fact(
            label=words.gettext("Themes"),
            value=Said(text=words.join(list(themes(site, found.themes)))),
            links=theme_links(site, found.themes),
        ),
        Fact(label=words.gettext("Language"), value=Said(text=LANGUAGES.get(found.language, found.language))),
        Fact(label=words.gettext("Pages"), value=Said(text="" if found.pages is None else words.number(found.pages))),
        Fact(label=words.gettext("Licence"), value=terms.label, href=terms.href or None),
    )
    return tuple(fact for fact in facts if fact.value)


def _remarks(site: Site, found: Document) -> tuple[Remark, ...]:
    words = site.words
    return tuple(
        Remark(
            severity=KINDS[issue.code].severity,
            title=words.gettext(KINDS[issue.code].title),
            sentence=words.gettext(KINDS[issue.code].sentence),
            note=english(words, issue.note),
        )
        for issue in found.issues
        if KINDS[issue.code].severity != "info"
    )


def _opening(found: Document) -> str:
    """The first paragraph, at most 200 characters, as the page's description."""
    text = next(
        (block.text for block in found.blocks if block.kind == "paragraph" and len(block.text) > 20), found.title
    )
    return " ".join(text[:200].split())


def _without_title(found: Document) -> tuple[Block, ...]:
    """The blocks without the heading near the top that only says the title, which the page already has as its own."""
    for place, block in enumerate(found.blocks[:_LETTERHEAD]):
        if block.kind == "heading" and block.text.split() == found.title.split():
            return (*found.blocks[:place], *found.blocks[place + 1 :])
    return found.blocks
