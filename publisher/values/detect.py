"""Which rules would read a column: for a person's draft, never at publish time.

Each candidate says what share of the column's values it reads, and whether the values alone decide for it:
03/04/2020 may be March or April, and 1.613 may be more or less than two.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc

from publisher.terms import DATE_TYPES, NUMBER_TYPES, FieldType
from publisher.values import detect_dates, detect_numbers
from publisher.values.nothing import is_nothing
from publisher.values.parse import parse
from publisher.values.rule import Rule
from publisher.values.text import Texts, all_match, any_matches, fold

Kind = Literal["boolean", "date", "number", "period", "url", "email"]
KINDS: frozenset[Kind] = frozenset({"boolean", "date", "number", "period", "url", "email"})
_CODE = r"^[\p{L}\p{N}][\p{L}\p{N}./_#:()-]*$"
_DIGIT = "[0-9]"
# A code in ASCII that has a digit: what most are.
_PLAIN_CODE = "^(?:[A-Za-z][A-Za-z./_#:()-]*)?[0-9][A-Za-z0-9./_#:()-]*$"
_FEW = 100
MOST_WORDS = 100  # codes without a digit
_PLAIN: tuple[Literal["boolean", "url", "email"], ...] = ("boolean", "url", "email")
# A column that reads as one of these is not a column of codes.
_NEVER_CODES = frozenset({"boolean", "date", "datetime", "money", "percent", "url", "email"})


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One way to read a column.

    ``share``: of the distinct values that are not missing, how many it reads, from 0 to 1. ``ambiguous``: another
    candidate reads as much, and the values do not decide. ``missing``: the column's own texts that mean no value when
    it is read so, as found and sorted.
    """

    type: FieldType
    formats: tuple[str, ...] = ()
    decimal_char: str = "."
    group_char: str = ","
    currency: str | None = None
    share: float
    ambiguous: bool = False
    missing: tuple[str, ...] = ()

    @property
    def rule(self) -> Rule:
        """The rule to read the column with."""
        return Rule(
            type=self.type,
            formats=self.formats,
            decimal_char=self.decimal_char,
            group_char=self.group_char,
            currency=self.currency,
        )


def candidates(
    values: Texts | Sequence[str | None],
    *,
    least: float = 0.5,
    kinds: frozenset[Kind] = KINDS,
    worth: Callable[[Rule], bool] = lambda _: True,
) -> tuple[Candidate, ...]:
    """The ways to read a column of these distinct values, best first; ``text`` is always the last.

    A candidate reads a share of at least ``least``. Those that read everything come before those that do not, and
    among them the most telling type first. An empty column, or one of missing tokens alone, is ``text``. ``kinds``:
    the only kinds of rules to look at, beside ``identifier`` and ``text``; ``worth``: whether a rule is worth trying.
    """
    texts = values if isinstance(values, pa.Array) else pc.unique(pa.array(values, pa.string()))
    texts = texts.drop_null() if texts.null_count else texts
    folded = fold(texts)
    rest, rest_missing = _apart(texts, folded, among_values=True)
    # What means no value among words means none among values.
    words, words_missing = _apart(texts, folded, among_values=False) if len(rest) < len(texts) else (texts, ())
    if not kinds or len(words) == len(rest):
        rest, rest_missing = words, words_missing
    found: list[Candidate] = []
    for rule, ambiguous in _rules(rest, kinds) if len(rest) else ():
        share = share_of(rest, rule) if worth(rule) else 0.0
        if share >= least:
            found.append(_candidate(rule, share=share, ambiguous=ambiguous, missing=rest_missing))
    whole = [each for each in found if each.share == 1]
    part = sorted((each for each in found if each.share < 1), key=lambda each: -each.share)
    if len(words) and _looks_like_codes(words):
        code = _candidate(Rule(type="identifier"), share=1.0, ambiguous=False, missing=words_missing)
        if _must_stay_text(rest):
            whole = [code, *whole]
        elif not {each.type for each in whole} & _NEVER_CODES:
            whole = [*whole, code]
    text = _candidate(Rule(type="text"), share=1.0, ambiguous=False, missing=words_missing)
    return (*whole, *part, text)


def kind_of(way: Candidate) -> Kind | None:
    """Of which kind the rule of a candidate is; None for identifier and text."""
    if way.type in DATE_TYPES:
        return "date"
    if way.type in NUMBER_TYPES:
        return "number"
    return next((kind for kind in KINDS if kind == way.type), None)


def _rules(texts: Texts, kinds: frozenset[Kind]) -> list[tuple[Rule, bool]]:
    """Every rule worth trying, the most telling first, and whether the values leave it open."""
    boolean, url, email = ([(Rule(type=type_), False)] if type_ in kinds else [] for type_ in _PLAIN)
    numbers = detect_numbers.rules(texts) if "number" in kinds else []
    if boolean and pc.all(pc.match_substring_regex(fold(texts), pattern="^[01]$"), min_count=0).as_py():
        # A column of 0 and 1 is a number until a person says otherwise.
        return [*numbers, *boolean]
    dates = detect_dates.rules(texts) if "date" in kinds else []
    periods = detect_dates.period_rules(texts) if "period" in kinds else []
    return [*boolean, *dates, *numbers, *periods, *url, *email]


def _apart(texts: Texts, folded: Texts, *, among_values: bool) -> tuple[Texts, tuple[str, ...]]:
    """The texts that are values, and the others as found, without the blank ones."""
    nothing = is_nothing(folded, among_values=among_values)
    if not pc.any(nothing).as_py():
        return texts, ()
    missing = sorted(text for text in texts.filter(nothing).to_pylist() if text.strip())
    return _without(texts, nothing), tuple(missing)


def _without(texts: Texts, condition: Texts) -> Texts:
    """The texts for which a condition does not hold; where it holds for few, what lies between them is copied whole."""
    places = pc.indices_nonzero(condition).to_pylist() if pc.sum(condition).as_py() <= _FEW else []
    if not places:
        return texts.filter(pc.invert(condition))
    edges = zip([-1, *places], [*places, len(texts)], strict=True)
    return pa.concat_arrays([texts.slice(before + 1, after - before - 1) for before, after in edges])


def share_of(texts: Texts, rule: Rule) -> float:
    """What share of the texts a rule reads."""
    values = parse(texts, rule)
    return (len(values) - int(values.null_count)) / len(values)


def _candidate(rule: Rule, *, share: float, ambiguous: bool, missing: tuple[str, ...]) -> Candidate:
    return Candidate(
        type=rule.type,
        formats=rule.formats,
        decimal_char=rule.decimal_char,
        group_char=rule.group_char,
        currency=rule.currency,
        share=share,
        ambiguous=ambiguous,
        missing=missing,
    )


def _looks_like_codes(texts: Texts) -> bool:
    """One word each, a digit in most of them."""
    folded = fold(texts)
    if not all_match(folded, _CODE):
        return False
    digits = int(pc.sum(pc.match_substring_regex(folded, pattern=_DIGIT)).as_py())
    return digits * 2 > len(texts)


def are_codes(cells: Any) -> bool | None:
    """Whether the cells of a ChunkedArray, as found, are codes, by all that mean a value; None where more than a few
    have no digit, so that it depends on how many differ. More than twice ``MOST_WORDS`` must.
    """
    others = [chunk.filter(pc.invert(pc.match_substring_regex(chunk, pattern=_PLAIN_CODE))) for chunk in cells.chunks]
    rest = fold(pc.unique(pa.chunked_array(others, pa.string())).drop_null())
    words = rest.filter(pc.invert(is_nothing(rest, among_values=False)))
    if not all_match(words, _CODE):
        return False
    plain = int(pc.sum(pc.match_substring_regex(words, pattern=_DIGIT)).as_py() or 0)
    return True if len(words) - plain <= MOST_WORDS else None


def _must_stay_text(texts: Texts) -> bool:
    """Whether a number would lose something: leading zeros, or more digits than a float holds."""
    folded = fold(texts)
    return any_matches(folded, r"^0[0-9]+$|^[0-9]{16,}$")
