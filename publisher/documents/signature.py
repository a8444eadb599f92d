"""Who signed a paper and when: 国务院办公厅 and 二〇〇四年四月二十七日 under its text, or Dated: April 25, 2013."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from publisher.documents.dates import find_dates
from publisher.documents.model import Block
from publisher.documents.structure import fold

# What the name of a Chinese public body ends in.
_BODY = re.compile(
    "(?:院|部|委|局|厅|署|会|办|处|室|府|社|行|中心|人大|政协|总队|大队|支队|学校|大学|集团|公司|组|海关|站|所|馆)$"
)
_ENGLISH_BODY = re.compile(
    r"(?:The )?(?:[A-Z][\w’'&-]*,? (?:(?:and|of|for|the) )*)*(?:Bureau|Department|Office|Agency|Ministry|Council|"
    r"Authority|Commission|Administration|Services?|Board|Committee|Court|Government|Assembly)"
    r"(?:(?:, (?:City|County|State|District|Province))? of [A-Z][\w’'-]+)?|"
    r"(?:Bureau|Department|Office|Ministry|City|County|State|Board) of(?: (?:[A-Z][\w’'&-]*,?|and|of|the))+"
)
_SAID = re.compile(
    r"(?:dated?|signed|issued|approved|adopted|done at)\b[^\d]{0,60}|(?:our )?ref(?:erence)?\b[^,]{1,40},\s*",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"(?:总理|主席|省长|市长|部长|州长|县长|区长|局长|主任|署长|行长|厅长)\s*[:：]?\s*[\u3400-\u9fff·\s]{2,12}$"
)
_AROUND = " \t（）()【】[]，,。.;；:："
_TOP, _FOOT = 10, 12
_ABOVE_TITLE = 4


@dataclass(frozen=True, kw_only=True)
class Signature:
    """A day that stands in a line of its own, and the bodies named right above it or before it.

    ``in_person``: the line above is a head of government (总理 ..., 省长 ...), who signs orders.
    """

    iso: str
    issuers: tuple[str, ...]
    block: int
    in_person: bool = False


def signatures(blocks: Sequence[Block], title: str = "") -> tuple[Signature, ...]:
    """All of them, in order: a paper may carry others that it passes on, each with its own.

    A day in the title (Minutes of the Council, 17 September 2026) is what the paper is about, and signs nothing.
    """
    lines = [
        (place, line.strip())
        for place, block in enumerate(blocks)
        if block.kind != "heading" or fold(block.text) != fold(title)
        for line in _lines(block)
    ]
    found = []
    for at, (place, line) in enumerate(lines):
        days = find_dates(line) if len(line) <= 80 else ()
        if len(days) != 1 or line[days[0].end :].strip(_AROUND):
            continue
        before = line[: days[0].start].strip(_AROUND)
        if not before:
            above = [text for _, text in lines[max(0, at - 6) : at]]
            in_person = bool(above) and _HEAD.match(above[-1]) is not None
            found.append(Signature(iso=days[0].iso, issuers=_bodies(above), block=place, in_person=in_person))
        elif bodies(before):
            found.append(Signature(iso=days[0].iso, issuers=bodies(before), block=place))
        elif _SAID.fullmatch(line[: days[0].start].strip()):
            found.append(Signature(iso=days[0].iso, issuers=(), block=place))
    return tuple(found)


def chosen(found: Sequence[Signature], issuers: Sequence[str], count: int) -> Signature | None:
    """The signature of the paper itself: the first by one of its issuers; when none are known, the first by a body.

    Without any body: a day in a line of its own near the top or the foot, if there is only one.
    """
    if issuers:
        own = (one for one in found if set(one.issuers) & set(issuers) or one.in_person)
        return next(own, None) or (found[0] if _english(issuers) and len({one.iso for one in found}) == 1 else None)
    by_body = next((one for one in found if one.issuers), None)
    if by_body:
        return by_body
    at_edge = [one for one in found if one.block < _TOP or one.block >= count - _FOOT]
    return at_edge[0] if len({one.iso for one in at_edge}) == 1 else None


def named_first(title: str) -> tuple[str, ...]:
    """The bodies a Chinese title begins with: 国务院、中央军委关于同意 ... -> both."""
    match = re.match("(.{2,60}?)(?:关于|转发|批转|印发|对|令)", title)
    return bodies(re.sub("^中华人民共和国(?=.)", "", match[1])) if match else ()


def bodies(text: str) -> tuple[str, ...]:
    """The public bodies a short text names, if it names nothing else: 国务院办公厅、中央军委办公厅."""
    if _ENGLISH_BODY.fullmatch(text.strip(_AROUND)):
        return (text.strip(_AROUND),)
    names = [re.sub(r"\s+", "", name) for name in re.split(r"[、;；,，/]|\s{1,}", text.strip(_AROUND)) if name.strip()]
    if 0 < len(names) <= 12 and all(2 < len(name) <= 25 and _BODY.search(name) and _is_han(name) for name in names):
        return tuple(names)
    spaced = re.sub(r"\s+", "", text)  # 国 务 院
    return (spaced,) if 2 < len(spaced) <= 25 and _BODY.search(spaced) and _is_han(spaced) else ()


def _bodies(above: Sequence[str]) -> tuple[str, ...]:
    """Names of bodies in the short lines right above a date, nearest last."""
    found: list[str] = []
    for line in reversed(above):
        named = bodies(line) if len(line) <= 60 else ()
        if not named:
            break
        found[:0] = named
    return tuple(found)


def letterhead(blocks: Sequence[Block], title: str) -> tuple[str, ...]:
    """The bodies named in a line of their own above the title."""
    for place, block in enumerate(blocks[:_ABOVE_TITLE]):
        if block.text and fold(title).startswith(fold(block.text)):
            return next((found for above in blocks[:place] if (found := bodies(above.text))), ())
    return ()


def _english(issuers: Sequence[str]) -> bool:
    """Papers in English are not signed by the body's name."""
    return all(name.isascii() for name in issuers)


def _is_han(name: str) -> bool:
    return re.fullmatch("[\u3400-\u9fff（）()·]+", name) is not None


def _lines(block: Block) -> list[str]:
    return block.text.split("\n") if block.kind in {"paragraph", "heading"} else []
