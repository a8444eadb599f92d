"""Text as people should read it: an ordered list of named rules, each of which says how often it fired.

No rule guesses. The script, the wording and the punctuation stay as they were; what goes is what no reader can see.
A further rule is one more line of ``RULES``; its place in the list is the order in which rules are applied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from publisher.documents.model import Block, Change

SAMPLE = 80


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One named rule: every match of ``pattern`` becomes ``replacement``."""

    name: str
    pattern: re.Pattern[str]
    replacement: str


RULES: tuple[Rule, ...] = (
    Rule(name="line-ends", pattern=re.compile("\r\n?|[\v\f\x85\u2028\u2029]"), replacement="\n"),
    # Half of a surrogate pair is no character: it cannot be written, so it is shown as lost.
    Rule(name="lone-surrogates", pattern=re.compile("[\ud800-\udfff]"), replacement="\ufffd"),
    Rule(
        name="control-characters",
        pattern=re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]"),
        replacement="",
    ),
    # Joiners between letters of Arabic and Indic scripts, and between emoji, are part of the writing.
    Rule(
        name="invisible-characters",
        pattern=re.compile(
            "[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
            "|(?<![\u0600-\u0dff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
        ),
        replacement="",
    ),
    Rule(name="space-characters", pattern=re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"), replacement=" "),
    Rule(name="space-runs", pattern=re.compile("[ \t]{2,}|\t"), replacement=" "),
    Rule(name="space-at-line-ends", pattern=re.compile(" +(?=\n)|(?<=\n) +|^ +| +$"), replacement=""),
    Rule(name="empty-lines", pattern=re.compile("\n{3,}|^\n+|\n+$"), replacement=""),
)


# A text of which this finds nothing, no rule can change: most cells of a table.
_ANY = re.compile("|".join(f"(?:{rule.pattern.pattern})" for rule in RULES))


def normalise(text: str) -> tuple[str, tuple[Change, ...]]:
    """The text after every rule, and a change for each rule that fired. A second pass changes nothing."""
    if not _ANY.search(text):
        return text, ()
    changes = []
    for rule in RULES:
        first = rule.pattern.search(text)
        if first is None:
            continue
        sample = _around(text, first.start(), first.end())
        text, count = rule.pattern.subn(_replacement(rule), text)
        changes.append(Change(rule=rule.name, count=count, sample=sample))
    return text, tuple(changes)


def normalise_blocks(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], tuple[Change, ...]]:
    """All blocks after every rule; a block that has no text left is gone."""
    kept: list[Block] = []
    changes: list[Change] = []
    for block in blocks:
        if block.kind == "table":
            rows = []
            for row in block.cells:
                cells = [normalise(cell) for cell in row]
                rows.append(tuple(text for text, _ in cells))
                changes.extend(change for _, fired in cells for change in fired)
            if any(cell for row in rows for cell in row):
                kept.append(replace(block, cells=tuple(rows), text=table_text(rows)))
            continue
        text, fired = normalise(block.text)
        changes.extend(fired)
        if text:
            kept.append(replace(block, text=text))
    return tuple(kept), add_up(changes)


def table_text(rows: Iterable[tuple[str, ...]]) -> str:
    """Cells as text: a tab between cells, a line a row; a line break in a cell becomes a space."""
    return "\n".join("\t".join(cell.replace("\n", " ") for cell in row).rstrip("\t") for row in rows)


def add_up(changes: Iterable[Change]) -> tuple[Change, ...]:
    """One change a rule: counts added, the first sample kept, rules of this module first and in their order."""
    order: dict[str, int] = {rule.name: place for place, rule in enumerate(RULES)}
    sums: dict[str, Change] = {}
    for change in changes:
        known = sums.get(change.rule)
        sums[change.rule] = replace(known, count=known.count + change.count) if known else change
    return tuple(sorted(sums.values(), key=lambda change: (order.get(change.rule, len(order)), change.rule)))


def counted(found: Mapping[str, list[str]]) -> tuple[Change, ...]:
    """Changes of an extractor: rule -> the texts it left out or changed."""
    return add_up(
        Change(rule=rule, count=len(texts), sample=_shown(texts[0])) for rule, texts in found.items() if texts
    )


def _replacement(rule: Rule) -> Any:
    if rule.name != "empty-lines":
        return rule.replacement
    return lambda match: "\n\n" if match.start() > 0 and match.end() < len(match.string) else ""


def _around(text: str, start: int, end: int) -> str:
    return _shown(text[max(0, start - 20) : end + 20])


def _shown(text: str) -> str:
    """A sample that is safe to print: what cannot be seen is written as its code point."""
    seen = "".join(char if char.isprintable() else f"<U+{ord(char):04X}>" for char in text[:SAMPLE])
    return seen[:SAMPLE]
