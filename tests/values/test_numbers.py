"""Numbers, money, percent and coordinates as texts, in each local way to write them."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.values.numbers import MONEY
from publisher.values.parse import parse
from publisher.values.rule import Rule
from tests.values.read import value, values

COMMA = {"decimal_char": ",", "group_char": "."}
SPACE = {"decimal_char": ",", "group_char": " "}

INTEGERS = [
    ("plain", "1613", {}, 1613),
    ("grouped", "1,613", {}, 1613),
    ("grouped twice", "12,345,678", {}, 12345678),
    ("point groups", "1.613", COMMA, 1613),
    ("fifty thousand", "50.000", COMMA, 50000),
    ("space groups", "3 737 889", SPACE, 3737889),
    ("no-break space groups", "3\u00a0737\u202f889", SPACE, 3737889),
    ("apostrophe groups", "1'613", {"group_char": "'"}, 1613),
    ("curly apostrophe groups", "1’613", {"group_char": "'"}, 1613),
    ("outer space", " \u3000 7\t", {}, 7),
    ("full width", "－１，２３４", {}, -1234),
    ("unicode minus", "−5", {}, -5),
    ("plus", "+5", {}, 5),
    ("trailing minus", "5-", {}, -5),
    ("parentheses", "(1,234)", {}, -1234),
    ("leading zeros", "0012", {}, 12),
    ("whole float", "12.0", {}, 12),
    ("largest", "9223372036854775807", {}, 2**63 - 1),
    ("least", "-9223372036854775808", {}, -(2**63)),
    ("too large", "9223372036854775808", {}, None),
    ("far too large", "9" * 60, {}, None),
    ("three zeros may be a group", "1.000", {}, None),
    ("a fraction", "1.5", {}, None),
    ("exponent", "1e3", {}, None),
    ("groups of two", "12,34", {}, None),
    ("some groups", "1234,567", {}, None),
    ("first group too long", "1234,567,890", {}, None),
    ("group after zero", "0,123", {}, None),
    ("undeclared groups", "1 234", {}, None),
    ("note mark", "52²", {}, None),
    ("fraction sign", "5½", {}, None),
    ("circled", "①", {}, None),
    ("arabic digits", "٣٤", {}, None),
    ("two signs", "--5", {}, None),
    ("sign and parentheses", "(-5)", {}, None),
    ("unit", "5 kg", {}, None),
    ("percent", "5%", {}, None),
    ("empty", "", {}, None),
    ("words", "TBC", {}, None),
]

NUMBERS = [
    ("fraction", "1,234.5", {}, 1234.5),
    ("decimal comma", "1.234,5", COMMA, 1234.5),
    ("no integer part", "-.5", {}, -0.5),
    ("one point, declared", "1.613", {}, 1.613),
    ("exponent", "1.5E-3", {}, 0.0015),
    ("negative with exponent", "(1e3)", {}, -1000.0),
    ("positive with negative exponent", "1e-3", {}, 0.001),
    ("nearest double", "0.1", {}, 0.1),
    ("many digits", "3.14159265358979323846", {}, math.pi),
    ("no digits after the point", "5.", {}, None),
    ("overflow", "1e999", {}, None),
    ("not a number", "nan", {}, None),
    ("infinity", "Infinity", {}, None),
    ("hexadecimal", "0x10", {}, None),
    ("two points", "12.3.4", {}, None),
]

MONEYS = [
    ("sign before", "£1,234.50", "GBP", "1234.5"),
    ("sign and space", "£ 5", "GBP", "5"),
    ("code after", "5 GBP", "GBP", "5"),
    ("code in lower case", "gbp 5", "GBP", "5"),
    ("minus before the sign", "-£5", "GBP", "-5"),
    ("minus after the sign", "£-5", "GBP", "-5"),
    ("parentheses outside", "(£5.10)", "GBP", "-5.1"),
    ("parentheses inside", "£(5.10)", "GBP", "-5.1"),
    ("trailing minus", "5.10-", "GBP", "-5.1"),
    ("no sign", "5", "GBP", "5"),
    ("shared sign", "$5", "HKD", "5"),
    ("own sign", "HK$5", "HKD", "5"),
    ("full-width yen", "￥５", "CNY", "5"),
    ("yuan", "1,200.5元", "CNY", "1200.5"),
    ("sign with a point", "Rs.5", "INR", "5"),
    ("sign with a point and groups", "kr. 1,234.5", "DKK", "1234.5"),
    ("all digits kept", "0.1234567890123456", "GBP", "0.1234567890123456"),
    ("zeros beyond the type", "1.50000000000000000000000", "GBP", "1.5"),
    ("float noise is not rounded away", "0.30000000000000004", "GBP", "0.30000000000000004"),
    ("more digits than fit", "1" * 21, "GBP", None),
    ("more decimals than fit", "0." + "1" * 19, "GBP", None),
    ("another currency", "€5", "GBP", None),
    ("another currency's code", "5 EUR", "GBP", None),
    ("sign without currency declared", "£5", None, None),
    ("sign alone", "£", "GBP", None),
    ("exponent", "1e3", "GBP", None),
    ("millions in words", "£5m", "GBP", None),
]

PERCENTS = [
    ("points with sign", "12.5%", {}, 0.125),
    ("points without sign", "12.5", {}, 0.125),
    ("nearest double", "17.6 %", {}, 0.176),
    ("full width", "１２％", {}, 0.12),
    ("negative", "(4%)", {}, -0.04),
    ("comma", "12,5 %", COMMA, 0.125),
    ("fraction declared", "0.125", {"unit": "fraction"}, 0.125),
    ("sign wins over the declared fraction", "12.5%", {"unit": "fraction"}, 0.125),
    ("sign before", "%5", {}, None),
    ("per mille", "5‰", {}, None),
]


@pytest.mark.parametrize(("text", "rule", "expected"), [case[1:] for case in INTEGERS], ids=[c[0] for c in INTEGERS])
def test_integer(text: str, rule: dict[str, Any], expected: int | None) -> None:
    assert value(text, type="integer", **rule) == expected


@pytest.mark.parametrize(("text", "rule", "expected"), [case[1:] for case in NUMBERS], ids=[c[0] for c in NUMBERS])
def test_number(text: str, rule: dict[str, Any], expected: float | None) -> None:
    assert value(text, type="number", **rule) == expected


@pytest.mark.parametrize(("text", "currency", "expected"), [case[1:] for case in MONEYS], ids=[c[0] for c in MONEYS])
def test_money(text: str, currency: str | None, expected: str | None) -> None:
    assert value(text, type="money", currency=currency) == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(("text", "rule", "expected"), [case[1:] for case in PERCENTS], ids=[c[0] for c in PERCENTS])
def test_percent(text: str, rule: dict[str, Any], expected: float | None) -> None:
    assert value(text, type="percent", **rule) == expected


def test_zero_has_no_sign() -> None:
    assert [math.copysign(1, zero) for zero in values("-0", "(0)", "-0.0", type="number")] == [1, 1, 1]


def test_coordinates_stay_on_the_earth() -> None:
    assert values("51.5", "-90", "90.01", "51,5", type="latitude") == [51.5, -90.0, None, None]
    assert values("-180", "180.01", type="longitude") == [-180.0, None]


def test_a_value_does_not_depend_on_its_neighbours() -> None:
    """The parsers have short ways for columns that are plain throughout; they must not show."""
    for type_ in ("integer", "number", "money", "percent"):
        texts = [text for _, text, _, _ in (*INTEGERS, *NUMBERS)]
        alone = [value(text, type=type_) for text in texts]
        assert values(*texts, type=type_) == alone


ways = st.sampled_from([(".", ","), (",", "."), (".", " "), (",", " "), (".", "'"), (".", ""), (",", "")])
signs = st.sampled_from(["-{}", "({})", "{}-", "−{}", "- {}", "( {} )"])


def written(number: Decimal, way: tuple[str, str], sign: str) -> str:
    decimal_char, group_char = way
    plain = f"{abs(number):,f}" if group_char else f"{abs(number):f}"
    swapped = plain.replace(",", "\0").replace(".", decimal_char).replace("\0", group_char)
    return sign.format(swapped) if number < 0 else swapped


@settings(deadline=None)
@given(st.decimals(-(10**19), 10**19, places=4), ways, signs)
def test_money_reads_back_what_was_written(number: Decimal, way: tuple[str, str], sign: str) -> None:
    text = written(number, way, sign)
    assert value(text, type="money", decimal_char=way[0], group_char=way[1]) == number


@settings(deadline=None)
@given(st.integers(-(2**63), 2**63 - 1), ways, signs)
def test_integer_reads_back_what_was_written(number: int, way: tuple[str, str], sign: str) -> None:
    text = written(Decimal(number), way, sign)
    assert value(text, type="integer", decimal_char=way[0], group_char=way[1]) == number


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_number_reads_python_floats(number: float) -> None:
    assert value(repr(number), type="number") == number


@settings(deadline=None)
@given(st.decimals(-(10**9), 10**9, places=3))
def test_percent_is_the_nearest_double_of_the_share(points: Decimal) -> None:
    assert value(f"{points}%", type="percent") == float(points / 100)


@settings(deadline=None)
@given(st.text("0123456789.,-+() eE%£\u00a0−五²", max_size=12))
def test_what_is_read_is_what_python_reads(text: str) -> None:
    """Whenever the grammar accepts a text, Python's decimal agrees on its value."""
    found = value(text, type="money", currency="GBP")
    if found is not None:
        plain = text.translate(str.maketrans({"−": "-", ",": None, "£": None, "\u00a0": None, " ": None, "+": None}))
        negative = "-" in plain or "(" in plain
        digits = Decimal(plain.strip("-()"))
        assert found == (-digits if negative else digits)


@settings(deadline=None)
@given(st.lists(st.text(max_size=8)))
def test_no_text_raises(texts: list[str]) -> None:
    array = pa.array(texts, pa.string())
    for type_, arrow in (
        ("integer", pa.int64()),
        ("number", pa.float64()),
        ("money", MONEY),
        ("percent", pa.float64()),
    ):
        read = parse(array, Rule(type=type_, currency="EUR"))
        assert (len(read), read.type) == (len(texts), arrow)
