"""What a result shows: pages of cards, every page of the same size, so that a document's id is its address.

A page is 2,048 bytes: a length, its cards as JSON deflated, and nothing up to the end. How much of each body it has
(the lead) is whatever fits. Where bodies are kept a page holds two cards, so that a short body is in it whole and the
passage that matched is read with the card; where they are not it holds twelve. A page that does not fit even without
leads says where it lies instead.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from search_index.codec import deflate, inflate, pack_list, unpack_some
from search_index.model import SearchDocument
from search_index.texts import TextPlace, TextWriter, plain
from search_index.volumes import VolumeWriter

PAGE = 2048
PER_PAGE = 12
LEAD = 240
PER_PAGE_WITH_TEXT = 2
LEAD_WITH_TEXT = 2400
"""Characters of a body that are tried in a page of two: more than ever fit, so that most leads are whole bodies."""

_ELSEWHERE = 0xFFFF
_LEAD_AT, _TEXT_AT = 7, 8


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


def _row(document: SearchDocument, body: str) -> list[Any]:
    """A card as it is stored, with more of the body than will fit, and no place of a text."""
    return [
        document.id,
        plain(document.title),
        dict(sorted(document.titles.items())),
        document.url,
        document.date or "",
        document.kind,
        document.department,
        body,
        [],
    ]


def _shortened(row: list[Any], lead: int) -> list[Any]:
    body: str = row[_LEAD_AT]
    shown = body if len(body) <= lead else body[: lead - 1] + "…"
    return [*row[:_LEAD_AT], shown if lead else "", *row[_TEXT_AT:]]


class CardWriter:
    """Writes pages in the order of ids. The lead grows and shrinks with what the last pages had room for."""

    def __init__(self, volume: VolumeWriter, texts: TextWriter | None, documents: int) -> None:
        self.per_page = PER_PAGE if texts is None else PER_PAGE_WITH_TEXT
        self._volume = volume
        self._texts = texts
        self._most = LEAD if texts is None else LEAD_WITH_TEXT
        self._lead = self._most // 2
        self._waiting: list[SearchDocument] = []
        self._long: list[bytes] = []
        self._long_at = -(-documents // self.per_page) * PAGE

    def add(self, document: SearchDocument) -> None:
        """Add the next document's card, and its body where that is kept and does not fit in the card."""
        self._waiting.append(document)
        if len(self._waiting) == self.per_page:
            self._flush()

    def close(self) -> None:
        """Write what waits, and the pages that were too long where the others say they are."""
        if self._waiting:
            self._flush()
        for data in self._long:
            self._volume.write(data)

    def _flush(self) -> None:
        if self._texts is None:
            data = self._fitting([_row(document, plain(document.body[: 2 * LEAD])) for document in self._waiting])
        else:
            data = self._with_texts([plain(document.body) for document in self._waiting], self._texts)
        self._waiting.clear()
        if len(data) + 2 <= PAGE:
            page = len(data).to_bytes(2, "little") + data
        else:
            page = _ELSEWHERE.to_bytes(2, "little") + pack_list([self._long_at, len(data)])
            self._long.append(data)
            self._long_at += len(data)
        self._volume.write(page.ljust(PAGE, b"\0"))

    def _with_texts(self, bodies: list[str], texts: TextWriter) -> bytes:
        """The page with whole bodies where they fit; else with their beginnings, and the bodies are elsewhere."""
        rows = [_row(document, body) for document, body in zip(self._waiting, bodies, strict=True)]
        if all(len(body) <= LEAD_WITH_TEXT for body in bodies):
            data = _page(rows, LEAD_WITH_TEXT)
            if len(data) + 2 <= PAGE:
                return data
        for row, body in zip(rows, bodies, strict=True):
            row[_TEXT_AT] = list(texts.add(body)) if body else []
        return self._fitting(rows)

    def _fitting(self, rows: list[list[Any]]) -> bytes:
        """The page with as long a lead as fits; without any if none does, and then perhaps too long."""
        lead = self._lead
        while True:
            data = _page(rows, lead)
            room = PAGE - 2 - len(data)
            if room >= 0 and room > PAGE // 8:
                self._lead = min(self._most, lead + lead // 6 + 4)
            if room >= 0 or lead == 0:
                return data
            lead = min(lead - 4, lead * (PAGE - 64) // len(data))
            lead = lead if lead >= 12 else 0
            self._lead = max(24, lead)


def _page(rows: list[list[Any]], lead: int) -> bytes:
    shortened = [_shortened(row, lead) for row in rows]
    return deflate(json.dumps(shortened, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))


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
