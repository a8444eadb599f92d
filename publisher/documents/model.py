"""A notice or paper as text with structure, and what is known about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from publisher.issues import Issue

BlockKind = Literal["heading", "paragraph", "item", "table"]


@dataclass(frozen=True, kw_only=True)
class Block:
    """One block of a document, in reading order.

    ``level``: of a heading, 2 to 6. ``page``: from 1, where pages are known.
    ``cells``: rows of a table; ``text`` of a table is its cells, tab and line separated.
    """

    kind: BlockKind
    text: str
    level: int = 0
    page: int | None = None
    cells: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Change:
    """One rule of :mod:`publisher.documents.normalise` or of an extractor that changed or left out text.

    ``count``: how often it fired. ``sample``: what it first fired on, at most 80 characters.
    """

    rule: str
    count: int
    sample: str


@dataclass(frozen=True, kw_only=True)
class Document:
    """One notice or paper. Dates are ISO (``2018-12-21``) or None when not known; nothing is guessed.

    ``id`` is its address for ever. ``number`` is the document number as written (国发〔2016〕55号), ``numbers`` all
    further forms worth finding it by (its key, the index number). ``source_sha256`` names the bytes it was made from.
    ``changes``: every rule that changed or left out text, in the order of the rules.
    """

    id: str
    collection: str
    department: str
    kind: str
    language: str
    title: str
    number: str | None
    issuers: tuple[str, ...]
    written: str | None
    published: str | None
    themes: tuple[str, ...]
    licence: str
    blocks: tuple[Block, ...]
    pages: int | None
    source_file: str
    source_size: int
    source_sha256: str
    issues: tuple[Issue, ...] = ()
    numbers: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def text(self) -> str:
        """All blocks as plain text, one empty line between them."""
        return "\n\n".join(block.text for block in self.blocks)
