"""Which way of writing numbers a column has: decimal and group character, percent, money."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from publisher.terms import FieldType
from publisher.values.currencies import OPEN, owner
from publisher.values.parse import parse
from publisher.values.rule import Rule
from publisher.values.spans import may_hold
from publisher.values.text import Texts, any_matches, fold

# Decimal and group character, the commonest first.
WAYS = ((".", ","), (",", "."), (".", " "), (",", " "), (".", "'"), (",", "'"))
_SEPARATOR = r"[0-9][., '’][0-9]"
_BESIDE = r"^[-+(]? ?(?P<before>[^0-9,' ()+-]*?)[-+( ]*[0-9.,' ]*[0-9][ )-]*(?P<behind>[^0-9,' ()+-]*)[)-]?$"
_OTHER = r"[^-+() 0-9.,']"  # every mark of money has one of these
_FORMS = {"'": ("'", "\u2019")}  # a group character that is written in two ways
_FIRST = 500  # texts on which a way is tried first


def rules(texts: Texts) -> list[tuple[Rule, bool]]:
    """Rules for numbers that read something of ``texts``, best first, and whether the values leave them open."""
    folded = fold(texts)
    if not any_matches(folded, "[0-9]"):
        return []
    currency, shared = _currency(folded)
    types: tuple[FieldType, ...] = ("integer", "number")
    if currency:
        types = ("money",)
    elif may_hold(folded, "%"):
        types = ("percent",)
    ways, open_ = _ways(folded, Rule(type=types[-1], currency=currency))
    return [
        (Rule(type=type_, decimal_char=decimal_char, group_char=group_char, currency=currency), open_ or shared)
        for decimal_char, group_char in ways
        for type_ in types
    ]


def _ways(folded: Texts, rule: Rule) -> tuple[list[tuple[str, str]], bool]:
    """The ways that read the most, best first, and whether more than one gives other values from the same texts."""
    if not any_matches(folded, _SEPARATOR):
        return [WAYS[0]], False
    read, least = _best_read(folded, rule)
    distinct: list[tuple[tuple[str, str], Texts]] = []
    for way, values in read:
        if values.null_count == least and not any(values.equals(other) for _, other in distinct):
            distinct.append((way, values))
    ways = [way for way, _ in distinct]
    if len(ways) < 2:
        return ways, False
    grouped = [way for way in ways if _is_grouped(folded, way[1])]
    if grouped and not pc.all(pc.match_substring_regex(folded, pattern=_SEPARATOR)).as_py():
        return grouped, False
    return [*grouped, *(way for way in ways if way not in grouped)], True


def _best_read(folded: Texts, rule: Rule) -> tuple[list[tuple[tuple[str, str], Texts]], int]:
    """What each way reads, and how many texts the best leaves; one that leaves more of the first texts is left out."""
    least = len(folded) + 1
    first = folded.slice(0, _FIRST)
    read: list[tuple[tuple[str, str], Texts]] = []
    for way in _unlike(folded):
        given = replace(rule, decimal_char=way[0], group_char=way[1])
        if len(folded) > _FIRST and parse(first, given).null_count > least:
            continue
        values = parse(folded, given)
        read.append((way, values))
        least = min(least, values.null_count)
    return read, least


def _unlike(folded: Texts) -> list[tuple[str, str]]:
    """The ways that differ for these texts: of those whose group character no text holds, the first is as good."""
    held = {char: any(may_hold(folded, form) for form in _FORMS.get(char, (char,))) for _, char in WAYS}
    first = {
        decimal_char: next((way for way in WAYS if way[0] == decimal_char and not held[way[1]]), None)
        for decimal_char, _ in WAYS
    }
    return [way for way in WAYS if held[way[1]] or way == first[way[0]]]


def _is_grouped(folded: Texts, group: str) -> bool:
    """Whether the texts look as if ``group`` parted thousands: it stands before three digits wherever it stands, and
    no number is long enough to need one and has none.
    """
    other = pc.match_substring_regex(folded, pattern=r"(?:^|[^0-9.,' ])[0-9]{4,}(?:$|[^0-9.,' ])")
    split = pc.match_substring_regex(folded, pattern=f"[0-9][{group}][0-9]{{3}}(?:[^0-9]|$)")
    return bool(pc.any(split).as_py()) and not pc.any(other).as_py()


def _currency(folded: Texts) -> tuple[str | None, bool]:
    """The currency whose sign or code stands beside the most numbers, and whether the sign is of several alike."""
    marked = folded.filter(pc.match_substring_regex(folded, pattern=_OTHER))
    if not len(marked):
        return None, False
    parts = pc.extract_regex(marked, pattern=_BESIDE)
    marks = pa.concat_arrays([pc.struct_field(parts, name) for name in ("before", "behind")]).drop_null()
    counts: dict[str, int] = {}
    shared = False
    for entry in pc.value_counts(marks).to_pylist():
        if code := owner(entry["values"]):
            counts[code] = counts.get(code, 0) + entry["counts"]
            shared |= entry["values"] in OPEN
    return (max(sorted(counts), key=counts.__getitem__), shared) if counts else (None, False)
