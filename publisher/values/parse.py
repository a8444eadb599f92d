"""From text to value, for any type of field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa

from publisher.values.addresses import parse_email, parse_url
from publisher.values.booleans import parse_boolean
from publisher.values.coordinates import parse_latitude, parse_longitude
from publisher.values.dates import datetime_type, parse_date, parse_datetime
from publisher.values.numbers import MONEY, parse_integer, parse_money, parse_number, parse_percent
from publisher.values.periods import parse_period
from publisher.values.rule import Rule
from publisher.values.text import Texts, fold, squeeze, trim

Parser = Callable[[Texts, Rule], Texts]


def as_it_is(texts: Texts, _rule: Rule) -> Texts:
    """The tidied text itself."""
    return texts


PARSERS: dict[str, Parser] = {
    "identifier": as_it_is,
    "text": as_it_is,
    "category": as_it_is,
    "integer": parse_integer,
    "number": parse_number,
    "money": parse_money,
    "percent": parse_percent,
    "boolean": parse_boolean,
    "date": parse_date,
    "datetime": parse_datetime,
    "period": parse_period,
    "url": parse_url,
    "email": parse_email,
    "latitude": parse_latitude,
    "longitude": parse_longitude,
}
# A text keeps its inside as found; a category is compared with one space for each run; all else is folded.
_TIDY: dict[str, Callable[[Texts], Texts]] = {"text": trim, "url": trim, "email": trim, "category": squeeze}


def tidy(texts: Texts, type_: str) -> Texts:
    """Texts as a field of this type compares and reads them: trimmed, and folded unless they are prose."""
    return _TIDY.get(type_, fold)(texts)


def read(tidied: Texts, rule: Rule) -> Texts:
    """Typed values of tidied texts, null where a text is not a value."""
    return PARSERS[rule.type](tidied, rule)


def parse(texts: Texts, rule: Rule) -> Texts:
    """Typed values of texts as found, null where a text is not a value."""
    return read(tidy(texts, rule.type), rule)


def arrow_type(rule: Rule) -> Any:
    """The Arrow type :func:`parse` gives."""
    fixed = {
        "integer": pa.int64(),
        "number": pa.float64(),
        "money": MONEY,
        "percent": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "latitude": pa.float64(),
        "longitude": pa.float64(),
    }
    return datetime_type(rule) if rule.type == "datetime" else fixed.get(rule.type, pa.string())
