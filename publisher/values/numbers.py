"""Numbers as people write them: groups, decimal commas, parentheses, signs of money and percent.

The grammar, after folding (full-width digits are digits, every kind of space is a space):

- digits, or groups of three after a first group of one to three digits that does not begin with 0: ``0,123`` is not
  a number, nor is ``1,23`` with a group comma. All groups or none.
- a fraction after the decimal character; ``.5`` is a number, ``5.`` is not.
- one sign at most: ``-`` (also U+2212, U+2010, U+2013) or ``+`` before, ``-`` after, or parentheses for a negative.
- an exponent, for ``number`` alone.

Digits are 0 to 9: other scripts' digits, superscripts and fractions are not numbers.
"""

from __future__ import annotations

import functools
import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from publisher.values.currencies import signs
from publisher.values.rule import Rule
from publisher.values.spans import may_hold
from publisher.values.text import Texts, all_match, keep

# Wide enough for 20 digits before and 18 after the decimal point; cleaning narrows it to what a column needs.
MONEY = pa.decimal128(38, 18)
_MINUS = "[-\u2212\u2010\u2013]"
_SIGN = "[-+\u2212\u2010\u2013]"
_AROUND = "()-+\u2212\u2010\u2013 "
_PLAIN = r"^-?[0-9]+(?:\.[0-9]+)?$"
_NEGATIVE = rf"^[^0-9]*(?:{_MINUS}|\()|{_MINUS}[^0-9]*$"
_FITS_MONEY = r"^[0-9]{0,20}(?:\.[0-9]{1,18})?$"


def parse_number(texts: Texts, rule: Rule) -> Texts:
    """Folded texts as float64, the nearest to what is written; an exponent is allowed. Infinity is not a value."""
    if rule.decimal_char == "." and all_match(texts, _PLAIN):
        return _finite(texts.cast(pa.float64()))
    body, negative = _split(texts, rule, exponent=True)
    return _signed(_finite(body.cast(pa.float64())), negative)


def parse_integer(texts: Texts, rule: Rule) -> Texts:
    """Folded texts as int64. A fraction of one or two zeros is allowed (``12.0``), three could be a group."""
    body, negative = _split(texts, rule, fraction="0{1,2}")
    body = pc.replace_substring_regex(body, pattern=r"\..*$", replacement="")
    body = pc.replace_substring_regex(body, pattern=r"^0+([0-9])", replacement=r"\1")
    if _longest(body) <= 18:
        return _signed(body.cast(pa.int64()), negative)
    whole = keep(body, pc.less_equal(pc.binary_length(body), 19)).cast(pa.decimal128(38, 0))
    whole = pc.if_else(negative, pc.negate(whole), whole)
    limits = np.iinfo(np.int64)
    low, high = (pa.scalar(int(limit), pa.int64()).cast(pa.decimal128(38, 0)) for limit in (limits.min, limits.max))
    return keep(whole, pc.and_(pc.greater_equal(whole, low), pc.less_equal(whole, high))).cast(pa.int64())


def parse_money(texts: Texts, rule: Rule) -> Texts:
    """Folded texts as exact decimals (:data:`MONEY`). Only the declared currency's code and signs may stand beside.

    An amount that would need more digits than the type has is not a value: nothing is rounded.
    """
    body, negative = _split(texts, rule, beside=signs(rule.currency) if rule.currency else ())
    if _longest(body) > 18:
        body = pc.replace_substring_regex(body, pattern=r"^0+([0-9])", replacement=r"\1")
        body = pc.replace_substring_regex(body, pattern=r"(\.[0-9]*?)0+$", replacement=r"\1")
        body = pc.replace_substring_regex(body, pattern=r"\.$", replacement="")
        body = keep(body, pc.match_substring_regex(body, pattern=_FITS_MONEY))
    return _signed(body.cast(MONEY), negative)


def parse_percent(texts: Texts, rule: Rule) -> Texts:
    """Folded texts as float64 shares: ``12.5%`` and ``12.5`` are 0.125; with unit ``fraction``, ``0.125`` is 0.125.

    The share is the float nearest to the exact decimal, so that ``17.6%`` is 0.176.
    """
    body, negative = _split(texts, rule, beside=("%",))
    if rule.unit == "fraction":
        points = pc.fill_null(pc.match_substring(texts, "%"), False)
        power = pc.if_else(points, "e-2", "")
        body = pc.binary_join_element_wise(body, power, "")
    else:
        body = pc.binary_join_element_wise(body, "e-2", "")
    return _signed(_finite(body.cast(pa.float64())), negative)


def _split(
    texts: Texts, rule: Rule, *, fraction: str = "[0-9]+", exponent: bool = False, beside: tuple[str, ...] = ()
) -> tuple[Texts, Texts]:
    """The unsigned decimal of each text, as ``[0-9]*[.[0-9]+][e..]`` or null, and whether it is negative."""
    decimal = rule.decimal_char
    group = "" if rule.group_char == decimal else rule.group_char
    if group == "'":
        texts = pc.replace_substring(texts, pattern="\u2019", replacement="'")
    shape = _shape(decimal, group, fraction=fraction, exponent=exponent, beside=beside)
    texts = keep(texts, pc.match_substring_regex(texts, pattern=shape))
    # What the shape lets stand around the digits can be trimmed off, unless it holds a decimal character itself.
    if any(decimal in word for word in beside):
        texts = pc.replace_substring_regex(texts, pattern=f"(?i){_any_of(beside)}", replacement="")
    around = "".join(sorted({*_AROUND, *"".join(beside).upper(), *"".join(beside).lower()} - {decimal}))
    body = pc.utf8_trim(texts, characters=around)
    if group:
        body = pc.replace_substring(body, pattern=group, replacement="")
    if decimal != ".":
        body = pc.replace_substring(body, pattern=decimal, replacement=".")
    if pc.any(pc.starts_with(body, pattern=".")).as_py():
        body = pc.replace_substring_regex(body, pattern=r"^\.", replacement="0.")
    return body, _is_negative(texts, exponent=exponent)


def _is_negative(texts: Texts, *, exponent: bool) -> Texts:
    """Whether a text of the right shape has a minus or parentheses; an exponent's minus is another matter."""
    if exponent:
        return pc.match_substring_regex(texts, pattern=_NEGATIVE)
    found = [pc.match_substring(texts, pattern=mark) for mark in "-(\u2212\u2010\u2013" if may_hold(texts, mark)]
    return functools.reduce(pc.or_, found) if found else pa.repeat(False, len(texts))


def _shape(decimal: str, group: str, *, fraction: str, exponent: bool, beside: tuple[str, ...]) -> str:
    """The grammar of the module as one regular expression (RE2)."""
    whole = "[0-9]+"
    if group:
        whole = f"(?:[1-9][0-9]{{0,2}}(?:{re.escape(group)}[0-9]{{3}})+|[0-9]+)"
    after = f"{re.escape(decimal)}{fraction}"
    body = f"(?:{whole}(?:{after})?|{after})"
    if exponent:
        body += "(?:[eE][-+]?[0-9]{1,3})?"
    if not beside:
        return rf"^(?:(?:{_SIGN} ?)?{body}|{body} ?{_MINUS}|\( ?{body} ?\))$"
    mark = _any_of(beside)
    before, behind = f"(?:{mark} ?)?", f"(?: ?{mark})?"
    if beside == ("%",):
        before = ""
    plain = rf"{before}(?:{_SIGN} ?)?{before}{body}{behind}"
    trailing = rf"{before}{body}(?: ?{_MINUS}{behind}|{behind} ?{_MINUS})"
    closed = rf"{before}\( ?{before}{body}{behind} ?\){behind}"
    return f"(?i)^(?:{plain}|{trailing}|{closed})$"


def _any_of(words: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(re.escape(word) for word in words)})"


def _longest(texts: Texts) -> int:
    return pc.max(pc.binary_length(texts)).as_py() or 0


def _finite(numbers: Texts) -> Texts:
    return pc.add(keep(numbers, pc.is_finite(numbers)), 0.0)


def _signed(numbers: Texts, negative: Texts) -> Texts:
    """Negated where ``negative``; a negative zero is zero."""
    if not pc.any(negative).as_py():
        return numbers
    numbers = pc.if_else(negative, pc.negate(numbers), numbers)
    return pc.add(numbers, 0.0) if pa.types.is_floating(numbers.type) else numbers
