"""The page of one document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from publisher.documents.model import Block, Document
from publisher.exports import schema_org
from publisher.issues import KINDS
from publisher.site.contexts.parts import Fact, document_kind, licence, theme_links, themes
from publisher.site.frame import Frame, Said, Site, english
from publisher.terms import LANGUAGES

# An item that carries its own mark, such as 一、 （二） 3. (4) ① or a bullet, needs none from the page.
_MARK = re.compile(
    r"\s*(?:[（(\[【〔]?[0-9０-９一二三四五六七八九十百零〇ivxIVXa-zA-Z]{1,4}[)）\]】〕.．、:：]|[①-⓿•·●○■□◆◇▪‣–—*-])"
)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of the text as the page shows it: ``heading``, ``paragraph``, ``list``, ``table`` or ``page``.

    ``level``: of a heading, from 2, no level left out. ``page``: of a page mark. ``items`` of a list; ``marked``:
    they carry marks of their own. ``number``, ``head`` and ``rows`` of a table; ``head`` may
    be empty.
    """

    kind: str
    text: str = ""
    level: int = 0
    page: int = 0
    items: tuple[str, ...] = ()
    marked: bool = False
    number: int = 0
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Remark:
    """Something about the document's text or dates a reader must know."""

    severity: str
    title: str
    sentence: str
    note: Said


@dataclass(frozen=True, kw_only=True)
class DocumentPage:
    """``/documents/<id>/``. ``text_language``: of the document itself."""

    TEMPLATE: ClassVar[str] = "document.html"
    frame: Frame
    title: Said
    text_language: str
    facts: tuple[Fact, ...]
    remarks: tuple[Remark, ...]
    text_parts: tuple[Part, ...]
    json_href: str
    text_href: str
    source_file: str
    source_size: str
    source_sha256: str
    json_ld: dict[str, Any]


def document(site: Site, found: Document) -> DocumentPage:
    title = site.own(found.title, found.language)
    path = f"/documents/{found.id}/"
    return DocumentPage(
        frame=site.frame(path, title=title.text, description=_opening(found), section="/documents/"),
        title=title,
        text_language=found.language,
        facts=_facts(site, found),
        remarks=_remarks(site, found),
        text_parts=tuple(parts(_without_title(found))),
        json_href=f"{path}{found.id}.json",
        text_href=f"{path}{found.id}.txt",
        source_file=found.source_file,
        source_size=site.words.size(found.source_size),
        source_sha256=found.source_sha256,
        json_ld=schema_org.document(found, site.portal, site.words.language),
    )


def _facts(site: Site, found: Document) -> tuple[Fact, ...]:
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
    """The blocks without a first one that only says the title, which the page already has as its heading."""
    first = found.blocks[:1]
    if first and first[0].kind == "heading" and first[0].text.split() == found.title.split():
        return found.blocks[1:]
    return found.blocks


def parts(blocks: tuple[Block, ...]) -> Iterator[Part]:
    """The blocks as parts: a mark where a page begins, items gathered into lists, heading levels without gaps."""
    page = 0
    level = 1
    tables = 0
    items: list[str] = []
    for block in blocks:
        begins = block.page is not None and block.page != page
        if items and (begins or block.kind != "item"):
            yield _list(items)
            items = []
        if begins and block.page is not None:
            page = block.page
            yield Part(kind="page", page=page)
        if block.kind == "item":
            items.append(block.text)
        elif block.kind == "heading":
            level = max(2, min(block.level, level + 1, 6))
            yield Part(kind="heading", text=block.text, level=level)
        elif block.kind == "table":
            tables += 1
            yield _table(block.cells, tables)
        else:
            yield Part(kind="paragraph", text=block.text)
    if items:
        yield _list(items)


def _list(items: list[str]) -> Part:
    return Part(kind="list", items=tuple(items), marked=all(_MARK.match(item) for item in items))


def _table(cells: tuple[tuple[str, ...], ...], number: int) -> Part:
    """All rows as wide as the widest. The first row is the head when each of its cells is filled and none repeats."""
    width = max((len(row) for row in cells), default=0)
    rows = tuple((*row, *[""] * (width - len(row))) for row in cells)
    first = rows[0] if rows else ()
    if len(rows) > 1 and all(text.strip() for text in first) and len(set(first)) == len(first) > 1:
        return Part(kind="table", number=number, head=first, rows=rows[1:])
    return Part(kind="table", number=number, rows=rows)
