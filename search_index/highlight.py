"""Where a query matches a text that is shown, and which passage to show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from search_index.analysis import HAN, PUNCTUATION, WORD, Folding, Unit, stem, units
from search_index.analysis.numbers import numbers_in
from search_index.model import Marked, Span
from search_index.tree import And, Node, Or, Phrase, Prefix, Word

BEFORE = 40
"""Characters shown before the first match."""

WIDTH = 200
"""Characters shown in all."""

Wanted = Word | Prefix | Phrase


def wanted(node: Node | None) -> tuple[Wanted, ...]:
    """The words and phrases a query looks for, without those it leaves out."""
    if isinstance(node, And | Or):
        return tuple(dict.fromkeys(found for item in node.items for found in wanted(item)))
    return (node,) if isinstance(node, Word | Prefix | Phrase) else ()


def marks(text: str, looked_for: Sequence[Wanted], folding: Folding) -> tuple[Span, ...]:
    """The places of ``text`` to highlight, in order, not overlapping."""
    row = units(text, folding)
    spans = sorted(span for item in looked_for for span in _spans(row, item))
    merged: list[Span] = []
    for begin, end in spans:
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return tuple(merged)


def _spans(row: Sequence[Unit], item: Wanted) -> Iterator[Span]:
    if isinstance(item, Phrase):
        yield from _phrase_spans(row, item)
        return
    for unit in row:
        if unit.kind != WORD:
            continue
        same = unit.text.startswith(item.text) if isinstance(item, Prefix) else stem(unit.text) == stem(item.text)
        if same:
            yield unit.start, unit.end


def _phrase_spans(row: Sequence[Unit], phrase: Phrase) -> Iterator[Span]:
    numbered = any(part.kind == "number" for part in phrase.parts)
    numbers = {(number.first, number.token): number.last for number in numbers_in(row)} if numbered else {}
    taken = {part.at for part in phrase.parts}
    gaps = [at for at in range(phrase.parts[-1].at) if at not in taken]
    opening = phrase.parts[0].text
    for first in range(len(row)):
        if row[first].text != opening and not numbered:
            continue
        end = first
        for part in phrase.parts:
            at = first + part.at
            if part.kind == "number":
                last = numbers.get((at, part.text))
                if last is None:
                    break
                end = last
            elif at < len(row) and row[at].text == part.text and row[at].kind == (HAN if part.kind == "han" else WORD):
                end = at + 1
            else:
                break
        else:
            if all(row[first + gap].kind == PUNCTUATION for gap in gaps):
                yield row[first].start, row[end - 1].end


def passage(texts: Sequence[str], looked_for: Sequence[Wanted], folding: Folding) -> Marked:
    """The passage around the first match in the pieces of a body; its beginning if there is none."""
    for text in texts:
        spans = marks(text, looked_for, folding) if looked_for else ()
        if spans:
            return _around(text, spans)
    return _around(texts[0], ()) if texts else Marked(text="")


def _around(text: str, spans: tuple[Span, ...]) -> Marked:
    begin = max(0, spans[0][0] - BEFORE) if spans else 0
    if begin:
        for at in range(begin, min(begin + BEFORE // 2, spans[0][0])):
            if text[at] == " ":
                begin = at + 1
                break
    end = min(len(text), begin + WIDTH)
    if end < len(text):
        for at in range(end, end - BEFORE // 2, -1):
            if text[at] == " ":
                end = at
                break
    opening = "…" if begin else ""
    shift = len(opening) - begin
    inside = tuple((a + shift, min(b, end) + shift) for a, b in spans if a < end)
    return Marked(text=opening + text[begin:end] + ("…" if end < len(text) else ""), marks=inside)
