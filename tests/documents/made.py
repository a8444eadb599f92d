"""Short ways to make raw documents and specs for tests."""

from __future__ import annotations

from pathlib import Path

from publisher.documents import Document, read
from publisher.documents.model import Block
from publisher.files import sha256_file
from publisher.snapshot import Snapshot
from publisher.spec.model import CollectionSpec, DocumentOverride


def collection(**documents: DocumentOverride) -> CollectionSpec:
    """A collection of one department; ``documents``: file name with ``_`` for the dot -> what is declared of it."""
    return CollectionSpec(
        id="papers",
        path="documents/office/papers/collection.yml",
        folder=Path("documents/office/papers"),
        title={"en": "Papers"},
        department="office",
        licence="cc-by-4.0",
        themes=("government",),
        documents={name.replace("_", "."): override for name, override in documents.items()},
    )


def read_file(path: Path, spec: CollectionSpec | None = None, languages: tuple[str, ...] = ("en", "zh")) -> Document:
    """The document of a file, by the whole way a publish takes."""
    snapshot = Snapshot(name=f"raw/{path.name}", path=path, sha256=sha256_file(path), size=path.stat().st_size)
    return read(snapshot, spec or collection(), languages)


def shape(blocks: tuple[Block, ...]) -> list[tuple[str, str]]:
    """Kind and text of each block; a heading with its level: ``h2``."""
    return [(f"h{block.level}" if block.kind == "heading" else block.kind, block.text) for block in blocks]
