"""Notices and papers as text with structure, with what is known about them.

    Snapshot -> extract (limited child process) -> RawDocument -> assemble (pure) -> Document

:mod:`formats` looks at the bytes and lets :mod:`html`, :mod:`docx`, :mod:`pdf`, :mod:`xml` or :mod:`plain` take the
text, then applies the rules of :mod:`normalise`. :mod:`metadata` decides title, number, issuers and dates from labels,
tags, text and address, cross-checked. Guarantees: each text is that of the file, or counted under the rule that left
it out or changed it; no date or number is guessed; one file and one spec give one value.
"""

from __future__ import annotations

from collections.abc import Sequence

from publisher.documents.assemble import assemble, to_json, to_text
from publisher.documents.model import Block, Change, Document
from publisher.documents.raw import RawDocument, as_json, from_json
from publisher.read import child
from publisher.snapshot import Snapshot
from publisher.spec.model import CollectionSpec

__all__ = [
    "Block",
    "Change",
    "Document",
    "RawDocument",
    "as_json",
    "assemble",
    "extract",
    "from_json",
    "read",
    "to_json",
    "to_text",
]


def read(snapshot: Snapshot, collection: CollectionSpec, portal_languages: Sequence[str]) -> Document:
    """The document a snapshot holds: :func:`extract`, then :func:`assemble`."""
    return assemble(extract(snapshot), snapshot, collection, portal_languages)


def extract(snapshot: Snapshot) -> RawDocument:
    """What the file says. Raises SourceError when the file is damaged, hostile or of a kind not read.

    A file without text is a document without blocks and with an issue, so that its existence is not lost. It depends
    on the bytes and the name alone, so it may be kept (:func:`as_json`, :func:`from_json`).
    """
    value = child.run(
        "publisher.documents.formats.extract",
        str(snapshot.path),
        snapshot.name,
        name=snapshot.name,
        size=snapshot.size,
    )
    return from_json(value)
