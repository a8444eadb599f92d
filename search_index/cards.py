"""What a result shows: pages of cards, every page of the same size, so that a document's id is its address.

A page holds twelve cards in 2,048 bytes: a length, their JSON deflated, and nothing up to the end. How much of each
body is shown (the lead) is whatever fits. A page that does not fit even without leads says where it lies instead.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from search_index.codec import deflate, inflate, pack_list, unpack_some
from search_index.model import SearchDocument
from search_index.volumes import VolumeWriter

PER_PAGE = 12
PAGE = 2048
LEAD = 240
_ELSEWHERE = 0xFFFF
_LEAD_AT = 7

TextPlace = tuple[int, ...]
"""Where a body is kept: address of its first block, its place in that block, then the length of each block."""


@dataclass(frozen=True, kw_only=True)
class Card:
    """One result as stored."""

    id: str
    title: str
    titles: dict[str, str]
    url: str
    date: str | None
    kind: str
    department: str
    lead: str
    text: TextPlace


def plain(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def _row(document: SearchDocument, text: TextPlace) -> list[Any]:
    """A card as it is stored, with more of the body than will be shown."""
    return [
        document.id,
        plain(document.title),
        dict(sorted(document.titles.items())),
        document.url,
        document.date or "",
        document.kind,
        document.department,
        plain(document.body[: 2 * LEAD]),
        list(text),
    ]


def _shortened(row: list[Any], lead: int) -> list[Any]:
    body: str = row[_LEAD_AT]
    shown = body if len(body) <= lead else body[: lead - 1] + "…"
    return [*row[:_LEAD_AT], shown if lead else "", *row[_LEAD_AT + 1 :]]


class CardWriter:
    """Writes pages in the order of ids. The lead grows and shrinks with what the last pages had room for."""

    def __init__(self, volume: VolumeWriter, documents: int) -> None:
        self._volume = volume
        self._waiting: list[list[Any]] = []
        self._lead = 96
        self._long: list[bytes] = []
        self._long_at = -(-documents // PER_PAGE) * PAGE

    def add(self, document: SearchDocument, text: TextPlace) -> None:
        """Add the next document's card."""
        self._waiting.append(_row(document, text))
        if len(self._waiting) == PER_PAGE:
            self._flush()

    def close(self) -> None:
        """Write what waits, and the pages that were too long where the others say they are."""
        if self._waiting:
            self._flush()
        for data in self._long:
            self._volume.write(data)

    def _flush(self) -> None:
        data = self._fitting()
        self._waiting.clear()
        if len(data) + 2 <= PAGE:
            page = len(data).to_bytes(2, "little") + data
        else:
            page = _ELSEWHERE.to_bytes(2, "little") + pack_list([self._long_at, len(data)])
            self._long.append(data)
            self._long_at += len(data)
        self._volume.write(page.ljust(PAGE, b"\0"))

    def _fitting(self) -> bytes:
        """The page with as long a lead as fits; without any if none does, and then perhaps too long."""
        lead = self._lead
        while True:
            data = self._page(lead)
            room = PAGE - 2 - len(data)
            if room >= 0 and room > PAGE // 8:
                self._lead = min(LEAD, lead + lead // 6 + 4)
            if room >= 0 or lead == 0:
                return data
            lead = min(lead - 4, lead * (PAGE - 64) // len(data))
            lead = lead if lead >= 12 else 0
            self._lead = max(24, lead)

    def _page(self, lead: int) -> bytes:
        rows = [_shortened(row, lead) for row in self._waiting]
        return deflate(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))


def page_span(document: int) -> tuple[int, int]:
    """Address and length of the page with a document's card."""
    return document // PER_PAGE * PAGE, PAGE


def elsewhere(page: bytes) -> tuple[int, int] | None:
    """Where the cards of ``page`` really lie, if not in it."""
    if int.from_bytes(page[:2], "little") != _ELSEWHERE:
        return None
    (address, length), _ = unpack_some(page, 2, 2)
    return address, length


def page_data(page: bytes) -> bytes:
    """The compressed cards of a page that holds them."""
    return page[2 : 2 + int.from_bytes(page[:2], "little")]


def decode_page(data: bytes) -> list[Card]:
    """The cards of a page."""
    return [
        Card(
            id=row[0],
            title=row[1],
            titles=row[2],
            url=row[3],
            date=row[4] or None,
            kind=row[5],
            department=row[6],
            lead=row[7],
            text=tuple(row[8]),
        )
        for row in json.loads(inflate(data))
    ]
