"""What an extractor gives: blocks, and everything the file says about itself, before anything is decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from publisher.documents.model import Block, Change

LabelSource = Literal["table", "meta", "text", "address"]
LabelName = Literal["title", "number", "index", "issuer", "written", "published", "effective", "topic", "language"]


@dataclass(frozen=True, kw_only=True)
class Label:
    """One statement of a file about itself.

    ``source``: ``table``, a labelled value people see (发布日期：2018年12月29日); ``meta``, a machine-readable tag or
    property; ``text``, a pattern in the text; ``address``, a date in the page's own address.
    """

    source: LabelSource
    name: LabelName
    value: str


@dataclass(frozen=True, kw_only=True)
class RawDocument:
    """A document as its file holds it. ``titles``: candidates, best first. ``bare_pages``: pages without any text.

    ``encoding_note``: why ``encoding`` was taken, where that was a choice.
    """

    format: str
    blocks: tuple[Block, ...]
    labels: tuple[Label, ...] = ()
    titles: tuple[str, ...] = ()
    pages: int | None = None
    bare_pages: tuple[int, ...] = ()
    encoding: str | None = None
    encoding_note: str = ""
    changes: tuple[Change, ...] = ()


def as_json(raw: RawDocument) -> dict[str, Any]:
    """The value as JSON, to cross from the limited child process."""
    return asdict(raw)


def from_json(value: Mapping[str, Any]) -> RawDocument:
    """What :func:`as_json` gave."""
    blocks = tuple(
        Block(**{**block, "cells": tuple(tuple(row) for row in block["cells"])}) for block in value["blocks"]
    )
    return RawDocument(
        format=value["format"],
        blocks=blocks,
        labels=tuple(Label(**label) for label in value["labels"]),
        titles=tuple(value["titles"]),
        pages=value["pages"],
        bare_pages=tuple(value["bare_pages"]),
        encoding=value["encoding"],
        encoding_note=value["encoding_note"],
        changes=tuple(Change(**change) for change in value["changes"]),
    )
