"""Who signed a paper and when: the lines under its text (国务院办公厅 / 二〇〇四年四月二十七日), Dated: April 25, 2013."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from publisher.documents.dates import find_dates
from publisher.documents.model import Block

# What the name of a Chinese public body ends in.
_BODY = re.compile(
    "(?:院|部|委|局|厅|署|会|办|处|室|府|社|行|中心|政府|办公室|委员会|人大|政协|法院|检察院|总队|大队|支队|学校|大学|集团|公司|组|军委|银行|海关|站|所|馆)$"
)
_SAID = re.compile(
    r"(?:dated?|signed|issued|approved|adopted|done at)\b[^\d]{0,60}?$|(?:dated?|signed|issued)\s*(?:this)?\s*[:,]?\s*$",
    re.IGNORECASE,
)
_AROUND = " \t（）()【】[]，,。.;；:："
_TOP, _FOOT = 10, 12


@dataclass(frozen=True, kw_only=True)
class Signature:
    """A day that stands in a line of its own, and the bodies named right above it or before it."""

    iso: str
    issuers: tuple[str, ...]
    block: int


def signatures(blocks: Sequence[Block]) -> tuple[Signature, ...]:
    """All of them, in order: a paper may carry others that it passes on, each with its own."""
    lines = [(place, line.strip()) for place, block in enumerate(blocks) for line in _lines(block)]
    found = []
    for at, (place, line) in enumerate(lines):
        days = find_dates(line) if len(line) <= 80 else ()
        if len(days) != 1 or line[days[0].end :].strip(_AROUND):
            continue
        before = line[: days[0].start].strip(_AROUND)
        if not before:
            above = [text for _, text in lines[max(0, at - 6) : at]]
            found.append(Signature(iso=days[0].iso, issuers=_bodies(above), block=place))
        elif bodies(before):
            found.append(Signature(iso=days[0].iso, issuers=bodies(before), block=place))
        elif _SAID.fullmatch(line[: days[0].start].strip()):
            found.append(Signature(iso=days[0].iso, issuers=(), block=place))
    return tuple(found)


def chosen(found: Sequence[Signature], issuers: Sequence[str], count: int) -> Signature | None:
    """The signature of the paper itself: the first by one of its known issuers; when none are known, the first by a body.

    Without any body: a day in a line of its own near the top or the foot, if there is only one.
    """
    if issuers:
        return next((one for one in found if set(one.issuers) & set(issuers)), None)
    by_body = next((one for one in found if one.issuers), None)
    if by_body:
        return by_body
    at_edge = [one for one in found if one.block < _TOP or one.block >= count - _FOOT]
    return at_edge[0] if len({one.iso for one in at_edge}) == 1 else None


def bodies(text: str) -> tuple[str, ...]:
    """The public bodies a short text names, if it names nothing else: 国务院办公厅、中央军委办公厅."""
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


def _is_han(name: str) -> bool:
    return re.fullmatch("[\u3400-\u9fff（）()·]+", name) is not None


def _lines(block: Block) -> list[str]:
    return block.text.split("\n") if block.kind in {"paragraph", "heading"} else []
