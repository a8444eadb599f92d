"""Dates and instants, by declared format or ISO 8601, and true to the calendar: 31/02/2020 is not a date.

Without formats only ISO 8601 is read (``2020-03-04``, ``2020-03-04T09:30``, a space for the T), since 03/04/2020 may
be March or April. With formats, ISO dates are read too (a workbook's true dates come so, whatever their look there),
unless a format itself begins with the year and has another order. ``%serial`` reads the day numbers that spreadsheets
leave in text files: whole numbers, counted from 30 December 1899, so that each from 61 (1 March 1900) on is the day
that a spreadsheet shows.

A ``datetime`` is the clock on the wall, as written: ``timestamp[us]`` without zone. Where every format has ``%z``, it
is an instant, ``timestamp[us, UTC]``. A text with a zone in a field whose formats have none is not a value.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from publisher.values.formats import Format, compile_format
from publisher.values.months import month_numbers
from publisher.values.rule import Rule
from publisher.values.text import Texts
from publisher.values.weekdays import weekdays

_Ints = npt.NDArray[np.int64]
_Mask = npt.NDArray[np.bool_]
_Parts = dict[str, _Ints]
_DAY_US = 86_400_000_000
# Day numbers of 1970-01-01 and 9999-12-31.
_SERIAL_1970, _LAST_SERIAL = 25_569, 2_958_465
_CLOCK = ("%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M")
_ISO_DATE = ("%Y-%m-%d", "%Y-%m-%d 00:00:00", "%Y-%m-%dT00:00:00")
_ISO_DATETIME = (*_CLOCK, "%Y-%m-%dT%H:%M:%S.%f", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d")
# Parts that are words, or digits that are no whole number.
_NAMED = frozenset({"name", "noon", "zone", "fraction", "weekday"})
# ISO writes every number with all its digits.
_ISO_SHAPE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ](?:[0-9]{2}:[0-9]{2}).*)?$"
# What may be day first or month first: the reason why a date needs a declared format.
UNORDERED = r"^[0-9]{1,2}([/.-])[0-9]{1,2}([/.-])[0-9]{2,4}(?:\s.*)?$"
ZONED = r"(?i)^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+ ?(?:Z|[-+][0-9]{2}:?[0-9]{2})$"


def parse_date(texts: Texts, rule: Rule) -> Texts:
    """Folded texts as date32."""
    days, valid = _days_of_all(texts, rule, iso=_ISO_DATE)
    return pa.array((days // _DAY_US).astype(np.int32), mask=~valid).cast(pa.date32())


def parse_datetime(texts: Texts, rule: Rule) -> Texts:
    """Folded texts as microseconds; see the module for what is UTC and what is not."""
    instants, valid = _days_of_all(texts, rule, iso=() if zoned(rule) else _ISO_DATETIME)
    return pa.array(instants, mask=~valid).cast(datetime_type(rule))


def zoned(rule: Rule) -> bool:
    """Whether every declared format has a zone, so that values are instants."""
    return bool(rule.formats) and all("zone" in compile_format(text).parts for text in rule.formats)


def datetime_type(rule: Rule) -> Any:
    """The Arrow type of a datetime field."""
    return pa.timestamp("us", tz="UTC" if zoned(rule) else None)


def _days_of_all(texts: Texts, rule: Rule, *, iso: tuple[str, ...]) -> tuple[_Ints, _Mask]:
    """Microseconds since 1970 of each text, and where they are valid: each format in turn on what is left."""
    result = np.zeros(len(texts), np.int64)
    valid = np.zeros(len(texts), np.bool_)
    compiled = [compile_format(text) for text in rule.formats]
    # An instant and a wall clock do not mix in one column: among formats without a zone, one with a zone reads nothing.
    declared = [(form, None) for form in compiled if zoned(rule) or "zone" not in form.parts]
    other_order = any(text.lstrip().startswith("%Y-%d") for text in rule.formats)
    standard = [] if other_order else [(compile_format(text), _ISO_SHAPE) for text in iso]
    for form, shape in [*declared, *standard]:
        left = np.flatnonzero(~valid)
        if not len(left):
            break
        rest = texts.take(pa.array(left)) if len(left) < len(texts) else texts
        instants, good = _read(rest, form, shape)
        result[left], valid[left] = np.where(good, instants, 0), good
    return result, valid


def _read(texts: Texts, form: Format, shape: str | None) -> tuple[_Ints, _Mask]:
    """The instants of ``texts`` under one format."""
    if shape is not None:
        shaped = pc.fill_null(pc.match_substring_regex(texts, pattern=shape), False)
        if not pc.all(shaped, min_count=0).as_py():
            return _read_some(texts, form, shaped)
    matched = pc.extract_regex(texts, pattern=form.pattern)
    good = pc.is_valid(matched).to_numpy(zero_copy_only=False)
    found = np.flatnonzero(good)
    instants = np.zeros(len(texts), np.int64)
    if len(found):
        parts = {part: pc.struct_field(matched, part).take(pa.array(found)) for part in sorted(form.parts)}
        instants[found], good[found] = _instants(parts, len(found))
    return instants, good


def _read_some(texts: Texts, form: Format, chosen: Texts) -> tuple[_Ints, _Mask]:
    """The instants of the chosen texts under one format; the others are none."""
    mask = chosen.to_numpy(zero_copy_only=False)
    instants, good = np.zeros(len(texts), np.int64), np.zeros(len(texts), np.bool_)
    if mask.any():
        instants[mask], good[mask] = _read(texts.filter(chosen), form, None)
    return instants, good


def _instants(found: dict[str, Texts], length: int) -> tuple[_Ints, _Mask]:
    """Matched parts as microseconds since 1970, and where they are of the calendar and the clock."""
    ints = {part: _int(texts) for part, texts in found.items() if part not in _NAMED}
    if "serial" in ints:
        serial = ints["serial"]
        return (serial - _SERIAL_1970) * _DAY_US, (serial >= 1) & (serial <= _LAST_SERIAL)
    year, month = _year(ints), ints.get("month")
    if month is None:
        month = _month_of(found["name"])
    day = ints["day"]
    valid = (year >= 1) & (year <= 9999) & (month >= 1) & (month <= 12)
    month = np.where(valid, month, 1)
    valid &= (day >= 1) & (day <= _month_length(year, month))
    months = (np.where(valid, year, 1970) - 1970) * 12 + month - 1
    days = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + day - 1
    if "weekday" in found:
        valid &= _on_weekday(found["weekday"], days)
    clock, on_clock = _clock(found, ints, length)
    return days * _DAY_US + clock, valid & on_clock


def _year(ints: _Parts) -> _Ints:
    if "year" in ints:
        return ints["year"]
    if "roc" in ints:
        return np.where(ints["roc"] > 0, ints["roc"] + 1911, 0)
    short: _Ints = np.where(ints["short"] >= 69, 1900, 2000) + ints["short"]
    return short


def _month_of(names: Texts) -> _Ints:
    known = month_numbers()
    bare = pc.replace_substring(pc.utf8_lower(names), pattern=".", replacement="")
    place = pc.index_in(bare, value_set=pa.array(list(known), pa.string()))
    numbers = np.array([0, *known.values()], np.int64)
    found: _Ints = numbers[pc.fill_null(place, -1).to_numpy(zero_copy_only=False).astype(np.int64) + 1]
    return found


def _on_weekday(names: Texts, days: _Ints) -> _Mask:
    """Whether days since 1970 are of the weekdays that are named."""
    known = weekdays()
    bare = pc.replace_substring(pc.utf8_lower(names), pattern=".", replacement="")
    place = pc.index_in(bare, value_set=pa.array(list(known), pa.string()))
    bits = np.array([0, *known.values()], np.int64)
    named = bits[pc.fill_null(place, -1).to_numpy(zero_copy_only=False).astype(np.int64) + 1]
    right: _Mask = named >> (days + 3) % 7 & 1 == 1
    return right


def _month_length(year: _Ints, month: _Ints) -> _Ints:
    leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    lengths = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int64)
    length: _Ints = lengths[month] + ((month == 2) & leap)
    return length


def _clock(found: dict[str, Texts], ints: _Parts, length: int) -> tuple[_Ints, _Mask]:
    """The time of day in microseconds, less its zone's offset."""
    zero = np.zeros(length, np.int64)
    hour, minute, second = (ints.get(part, zero) for part in ("hour", "minute", "second"))
    valid = (hour <= 23) & (minute <= 59) & (second <= 59)
    if "half" in ints:
        half = ints["half"]
        valid &= (half >= 1) & (half <= 12)
        hour = half % 12 + 12 * _matches(found["noon"], "(?i)^p|下午")
    clock = (hour * 3600 + minute * 60 + second) * 1_000_000
    if "fraction" in found:
        clock = clock + _int(pc.utf8_rpad(found["fraction"], width=6, padding="0"))
    if "zone" in found:
        offset, sound = _offset(found["zone"])
        clock, valid = clock - offset * 60_000_000, valid & sound
    return clock, valid


def _offset(zones: Texts) -> tuple[_Ints, _Mask]:
    """Minutes east of Greenwich."""
    digits = pc.replace_substring_regex(zones, pattern="(?i)^z$", replacement="+0000")
    number = _int(pc.replace_substring_regex(digits, pattern="[-+:]", replacement=""))
    hours, minutes = number // 100, number % 100
    offset = hours * 60 + minutes
    return np.where(_matches(digits, "^-"), -offset, offset), (hours <= 23) & (minutes <= 59)


def _matches(texts: Texts, pattern: str) -> _Mask:
    mask: _Mask = pc.match_substring_regex(texts, pattern=pattern).to_numpy(zero_copy_only=False)
    return mask


def _int(texts: Texts) -> _Ints:
    numbers: _Ints = texts.cast(pa.int64()).to_numpy(zero_copy_only=False)
    return numbers
