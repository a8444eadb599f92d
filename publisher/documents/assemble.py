"""A raw document and what is declared about it -> the document; and its twins as JSON and as plain text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

from publisher import files
from publisher.documents.language import language
from publisher.documents.metadata import about
from publisher.documents.model import Block, Document
from publisher.documents.raw import RawDocument
from publisher.documents.structure import outlined, with_title
from publisher.issues import Issue
from publisher.snapshot import Snapshot
from publisher.spec.model import CollectionSpec, DocumentOverride


def assemble(raw: RawDocument, snapshot: Snapshot, collection: CollectionSpec, languages: Sequence[str]) -> Document:
    """The document. Pure: the same raw document, snapshot and spec give the same value."""
    path = PurePosixPath(snapshot.name)
    override = collection.documents.get(path.name, DocumentOverride())
    known = about(raw, override, file=snapshot.name, stem=path.stem)
    blocks = with_title(outlined(raw.blocks), known.title)
    text = "\n".join([known.title, *(block.text for block in blocks)])
    return Document(
        id=override.id or document_id(collection.id, path.stem, snapshot.sha256),
        collection=collection.id,
        department=collection.department,
        kind=override.kind or collection.kind,
        language=override.language or collection.language or language(text, languages),
        title=known.title,
        number=known.number,
        issuers=known.issuers,
        written=known.written,
        published=known.published,
        themes=collection.themes,
        licence=collection.licence,
        blocks=blocks,
        pages=raw.pages,
        source_file=snapshot.name,
        source_size=snapshot.size,
        source_sha256=snapshot.sha256,
        issues=(*_text_issues(raw, snapshot.name), *known.issues),
        numbers=known.numbers,
        changes=raw.changes,
    )


def document_id(collection: str, stem: str, sha256: str) -> str:
    """``<collection>-<file stem>`` in ``a-z0-9-``; a stem with other letters is named by the hash of the bytes."""
    plain = unicodedata.normalize("NFKD", stem)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    lost = [char for char in plain if char.isalnum() and not char.isascii()]
    return f"{collection}-{sha256[:8] if lost or not slug else slug}"


def to_json(document: Document) -> str:
    """The JSON twin: everything about the document, keys sorted, one spelling for one value."""
    value: dict[str, Any] = {
        "id": document.id,
        "collection": document.collection,
        "department": document.department,
        "kind": document.kind,
        "language": document.language,
        "title": document.title,
        "number": document.number,
        "numbers": list(document.numbers),
        "issuers": list(document.issuers),
        "written": document.written,
        "published": document.published,
        "themes": list(document.themes),
        "licence": document.licence,
        "pages": document.pages,
        "source": {
            "file": PurePosixPath(document.source_file).name,
            "size": document.source_size,
            "sha256": document.source_sha256,
        },
        "blocks": [_block(block) for block in document.blocks],
        "issues": [
            {"code": issue.code, "field": issue.field, "text": issue.text, "note": issue.note, "count": issue.count}
            for issue in document.issues
        ],
        "changes": [
            {"rule": change.rule, "count": change.count, "sample": change.sample} for change in document.changes
        ],
    }
    return files.to_json(value)


def to_text(document: Document) -> str:
    """The text twin: title, number, issuers and dates as lines, then the text."""
    head = [
        document.title,
        *([document.number] if document.number else []),
        *(
            ["、".join(document.issuers) if document.language == "zh" else ", ".join(document.issuers)]
            * bool(document.issuers)
        ),
        *([day for day in dict.fromkeys([document.written, document.published]) if day]),
    ]
    return "\n".join(head) + "\n\n" + document.text + "\n"


def _block(block: Block) -> dict[str, Any]:
    value: dict[str, Any] = {"kind": block.kind, "text": block.text}
    if block.kind == "heading":
        value["level"] = block.level
    if block.page is not None:
        value["page"] = block.page
    if block.cells:
        value["cells"] = [list(row) for row in block.cells]
    return value


def _text_issues(raw: RawDocument, file: str) -> tuple[Issue, ...]:
    """What is wrong with the text itself: none, pages without any, characters lost, an encoding found by trial."""
    issues: list[Issue] = []
    if raw.format == "empty":
        issues.append(Issue(code="empty-file", file=file))
    elif not raw.blocks:
        issues.append(Issue(code="no-text", file=file))
    elif raw.bare_pages:
        shown = ", ".join(str(page) for page in raw.bare_pages[:20])
        issues.append(Issue(code="no-text", file=file, note=f"on page {shown}", count=len(raw.bare_pages)))
    lost = [(block, block.text.count("\ufffd")) for block in raw.blocks if "\ufffd" in block.text]
    if lost:
        text = lost[0][0].text
        at = text.index("\ufffd")
        sample = " ".join(text[max(0, at - 30) : at + 30].split())
        issues.append(Issue(code="text-damaged", file=file, text=sample, count=sum(count for _, count in lost)))
    if raw.encoding_note:
        note = f"{raw.encoding}: {raw.encoding_note}"
        issues.append(Issue(code="encoding-chosen", file=file, note=note))
    return tuple(issues)
