"""What is known about a paper: what a person declared wins, then what the page shows, its tags, its text, its address.

Dates are cross-checked: each source is asked, the best one is taken, and any disagreement is an issue that shows all of
them. Where no source speaks, the date is None and an issue says so. Nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from publisher.documents import labels
from publisher.documents.dates import date_in_address, find_dates, parse_date
from publisher.documents.model import Block
from publisher.documents.numbers import own_number
from publisher.documents.raw import Label, LabelName, RawDocument
from publisher.documents.signature import bodies, chosen, letterhead, named_first, signatures
from publisher.documents.titles import title_of
from publisher.issues import Issue
from publisher.spec.model import DocumentOverride

_ORDER = ("declared", "table", "meta", "text", "address")
_SHOWN = {
    "declared": "collection.yml",
    "table": "the page's labels",
    "meta": "its metadata",
    "text": "its text",
    "address": "its address",
}
_TOP, _FOOT = 30, 10
_PUBLISHED = re.compile(r"(?:first )?(?:published|posted|released)(?: on)?\s+(?=[\dA-Z])", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class About:
    """Everything known about a paper but its text."""

    title: str
    number: str | None
    numbers: tuple[str, ...]
    issuers: tuple[str, ...]
    written: str | None
    published: str | None
    issues: tuple[Issue, ...]


def about(raw: RawDocument, override: DocumentOverride, *, file: str, stem: str) -> About:
    """Title, number, issuers and dates of a raw document. ``file`` is its name in messages."""
    known = (*raw.labels, *_labels_in_text(raw.blocks))
    number = override.number or _first(known, "number") or own_number(raw.blocks)
    title = override.title or title_of(raw, number, stem)
    issuers = override.issuers or _issuers(known, "table") or _agency(raw.blocks) or named_first(title)
    issuers = issuers or named_first(number or "")
    signature = chosen(signatures(raw.blocks, title), issuers, len(raw.blocks))
    issuers = issuers or (signature.issuers if signature else ()) or _on_paper(raw, title) or _issuers(known, "meta")
    signed = [("text", signature.iso)] if signature else []
    written = _dated(known, "written", override.written) + signed
    published = _dated(known, "published", override.published)
    return About(
        title=title,
        number=number,
        numbers=_further(number, known),
        issuers=issuers,
        written=_best(written),
        published=_best(published),
        issues=(*_disagreements("written", written, file), *_disagreements("published", published, file))
        + _order_of_days(_best(written), _best(published), file)
        + (() if _best(published) else (Issue(code="no-date", file=file, field="published"),)),
    )


def _labels_in_text(blocks: Sequence[Block]) -> Iterable[Label]:
    """Labelled lines near the top and the foot of the text itself; a title is not taken from there."""
    for block in [*blocks[:_TOP], *blocks[_TOP:][-_FOOT:]]:
        if block.kind != "table" and len(block.text) <= 200:
            pairs = [pair for line in block.text.split("\n") for pair in labels.labelled(line) if len(pair[1]) <= 80]
            yield from (
                label for label in labels.from_pairs(pairs) if label.name not in {"title", "effective", "topic"}
            )
            yield from _published_in_words(block.text.split("\n"))
        elif block.kind == "table":
            pairs = [(row[at], row[at + 1]) for row in block.cells for at in range(len(row) - 1)]
            named = list(labels.from_pairs(pairs))
            if len(named) >= 2:
                yield from named


def _published_in_words(lines: Sequence[str]) -> Iterable[Label]:
    """``Published 3 May 2022`` in a line of its own, without a colon."""
    for line in lines:
        match = _PUBLISHED.match(line)
        if match and parse_date(line[match.end() :]) and len(line) <= 60:
            yield Label(source="text", name="published", value=line[match.end() :])


def _first(known: Iterable[Label], name: LabelName) -> str | None:
    return next(
        (label.value for source in _ORDER for label in known if label.name == name and label.source == source), None
    )


def _issuers(known: Iterable[Label], source: str) -> tuple[str, ...]:
    value = next((label.value for label in known if label.name == "issuer" and label.source == source), "")
    named = bodies(value)
    return named or tuple(name.strip() for name in re.split(r"[、;；]", value) if name.strip())


def _on_paper(raw: RawDocument, title: str) -> tuple[str, ...]:
    """The letterhead of a paper; above the title of a web page stands the site, which may publish for others."""
    return letterhead(raw.blocks, title) if raw.format in {"pdf", "docx", "text"} else ()


def _agency(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The body named under the heading AGENCY of a Federal Register document."""
    for block, below in pairwise(blocks[:_TOP]):
        if block.kind == "heading" and block.text.strip(" :").lower() == "agency" and len(below.text) <= 160:
            return (below.text.rstrip("."),)
    return ()


def _dated(known: Iterable[Label], name: LabelName, declared: str | None) -> list[tuple[str, str]]:
    """Source and day of every statement about one date, best source first."""
    found = [("declared", declared)] if declared else []
    stated = [label for label in known if label.name == name]
    for source in _ORDER:
        for label in stated:
            if label.source == source:
                day = date_in_address(label.value) if source == "address" else parse_date(label.value)
                found.extend([(source, day)] if day else [])
    return found


def _best(found: Sequence[tuple[str, str]]) -> str | None:
    return min(found, key=lambda pair: _ORDER.index(pair[0]))[1] if found else None


def _disagreements(name: str, found: Sequence[tuple[str, str]], file: str) -> tuple[Issue, ...]:
    """An issue with every date shown, where sources disagree. What a person declared settles it."""
    if len({day for _, day in found}) < 2 or any(source == "declared" for source, _ in found):
        return ()
    shown = ", ".join(dict.fromkeys(f"{day} in {_SHOWN[source]}" for source, day in found))
    return (Issue(code="date-disagrees", file=file, field=name, text=_best(found), note=f"{name}: {shown}"),)


def _order_of_days(written: str | None, published: str | None, file: str) -> tuple[Issue, ...]:
    if not written or not published or written <= published:
        return ()
    note = f"written on {written}, which is after it was published on {published}"
    return (Issue(code="date-disagrees", file=file, field="written", text=written, note=note),)


def _further(number: str | None, known: Iterable[Label]) -> tuple[str, ...]:
    """Other forms to find a paper by: its number in one spelling, its index number, other numbers its labels give."""
    from search_index.analysis import document_number

    spelled = document_number(number) if number else None
    others = [spelled] if spelled and "〔" in spelled else []
    others += [label.value for label in known if label.name in {"index", "number"}]
    return tuple(dict.fromkeys(value for value in others if value != number and not find_dates(value)))
