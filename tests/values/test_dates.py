"""Dates and times as texts, by declared formats and by those that need no declaration."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.values import weekdays as days
from publisher.values.formats import compile_format, fault
from publisher.values.months import _NAMES, month_numbers
from tests.values.read import value, values

DATES = [
    ("iso", "2020-02-29", (), (2020, 2, 29)),
    ("iso midnight", "2020-03-04T00:00:00", (), (2020, 3, 4)),
    ("iso with a time", "2020-03-04 10:00:00", (), None),
    ("iso without zeros", "2020-3-4", (), None),
    ("iso basic", "20200304", (), None),
    ("slashes undeclared", "03/04/2020", (), None),
    ("decidable slashes undeclared", "25/12/2020", (), None),
    ("words undeclared", "4 March 2020", (), None),
    ("not a leap year", "2019-02-29", (), None),
    ("leap century", "2000-02-29", (), (2000, 2, 29)),
    ("no leap century", "1900-02-29", (), None),
    ("year 0", "0000-01-01", (), None),
    ("first day", "0001-01-01", (), (1, 1, 1)),
    ("last day", "9999-12-31", (), (9999, 12, 31)),
    ("day first", "03/04/2020", ("%d/%m/%Y",), (2020, 4, 3)),
    ("month first", "03/04/2020", ("%m/%d/%Y",), (2020, 3, 4)),
    ("without zeros", "3/4/2020", ("%d/%m/%Y",), (2020, 4, 3)),
    ("31 February", "31/02/2019", ("%d/%m/%Y",), None),
    ("31 April", "31/04/2019", ("%d/%m/%Y",), None),
    ("month 13", "01/13/2019", ("%d/%m/%Y",), None),
    ("day 0", "00/01/2019", ("%d/%m/%Y",), None),
    ("iso beside formats", "2020-04-03", ("%d/%m/%Y",), (2020, 4, 3)),
    ("iso is not read over another order", "2020-04-03", ("%Y-%d-%m",), (2020, 3, 4)),
    ("second format", "5.6.2020", ("%d/%m/%Y", "%d.%m.%Y"), (2020, 6, 5)),
    ("first format wins", "03/04/2020", ("%m/%d/%Y", "%d/%m/%Y"), (2020, 3, 4)),
    ("Chinese", "2020年5月6日", ("%Y年%m月%d日",), (2020, 5, 6)),
    ("full-width digits", "２０２０年５月６日", ("%Y年%m月%d日",), (2020, 5, 6)),
    ("packed", "20200506", ("%Y%m%d",), (2020, 5, 6)),
    ("packed and short", "2020506", ("%Y%m%d",), None),
    ("two-digit year 68", "1/2/68", ("%d/%m/%y",), (2068, 2, 1)),
    ("two-digit year 69", "1/2/69", ("%d/%m/%y",), (1969, 2, 1)),
    ("four digits where two are declared", "1/2/2069", ("%d/%m/%y",), None),
    ("English", "01-Mar-11", ("%d-%b-%y",), (2011, 3, 1)),
    ("weekday", "Monday, 3 March 2014", ("%A, %d %B %Y",), (2014, 3, 3)),
    ("weekday short", "lun. 03/03/2014", ("%a %d/%m/%Y",), (2014, 3, 3)),
    ("weekday behind", "2014年3月3日(星期一)", ("%Y年%m月%d日(%a)",), (2014, 3, 3)),
    ("weekday of another day", "Tuesday, 3 March 2014", ("%A, %d %B %Y",), None),
    ("weekday that may be two days", "so 01/03/2014", ("%a %d/%m/%Y",), (2014, 3, 1)),
    ("weekday that is none", "Xonday, 3 March 2014", ("%A, %d %B %Y",), None),
    ("upper case", "01-MAR-11", ("%d-%b-%y",), (2011, 3, 1)),
    ("full name under %b", "1 September 2011", ("%d %b %Y",), (2011, 9, 1)),
    ("abbreviation under %B", "1 Sept. 2011", ("%d %B %Y",), (2011, 9, 1)),
    ("month first in words", "March 1, 2011", ("%B %d, %Y",), (2011, 3, 1)),
    ("German", "1. März 2011", ("%d. %B %Y",), (2011, 3, 1)),
    ("German abbreviation", "01-Dez-11", ("%d-%b-%y",), (2011, 12, 1)),
    ("French", "1 août 2011", ("%d %B %Y",), (2011, 8, 1)),
    ("Spanish", "1 de enero de 2011", ("%d de %B de %Y",), (2011, 1, 1)),
    ("Polish, of the month", "1 października 2011", ("%d %B %Y",), (2011, 10, 1)),
    ("Czech", "1. července 2011", ("%d. %B %Y",), (2011, 7, 1)),
    ("Swedish", "1 augusti 2011", ("%d %B %Y",), (2011, 8, 1)),
    ("Hungarian, year first", "2011. május 1.", ("%Y. %B %d.",), (2011, 5, 1)),
    ("Bulgarian", "1 юли 2011", ("%d %B %Y",), (2011, 7, 1)),
    ("Finnish, of the month", "1. toukokuuta 2011", ("%d. %B %Y",), (2011, 5, 1)),
    ("no month", "1 Foo 2011", ("%d %B %Y",), None),
    ("spaces", "1   March\u00a02011", ("%d %B %Y",), (2011, 3, 1)),
    ("Republic of China", "1080630", ("%ROC%m%d",), (2019, 6, 30)),
    ("Republic of China, two digits", "990101", ("%ROC%m%d",), (2010, 1, 1)),
    ("Republic of China with signs", "民國108年6月30日", ("民國%ROC年%m月%d日",), (2019, 6, 30)),
    ("Republic of China, year 0", "000101", ("%ROC%m%d",), None),
    ("direction marks", "\u200e03/04/2020\u200f", ("%d/%m/%Y",), (2020, 4, 3)),
    ("trailing words", "03/04/2020 est.", ("%d/%m/%Y",), None),
    ("literal time", "03/04/2020 00:00", ("%d/%m/%Y 00:00",), (2020, 4, 3)),
    ("day number", "42156", ("%serial",), (2015, 6, 1)),
    ("day number beside a format", "42156", ("%d/%m/%Y", "%serial"), (2015, 6, 1)),
    ("date beside day numbers", "1/6/2015", ("%serial", "%d/%m/%Y"), (2015, 6, 1)),
    ("day number undeclared", "42156", ("%d/%m/%Y",), None),
    ("day number 1", "1", ("%serial",), (1899, 12, 31)),
    ("day number 61", "61", ("%serial",), (1900, 3, 1)),
    ("last day number", "2958465", ("%serial",), (9999, 12, 31)),
    ("day number 0", "0", ("%serial",), None),
    ("day number beyond", "2958466", ("%serial",), None),
    ("day number of seven nines", "9999999", ("%serial",), None),
    ("day number of eight digits", "00042156", ("%serial",), None),
    ("day number with a time", "42156.5", ("%serial",), None),
    ("negative day number", "-42156", ("%serial",), None),
    ("note mark", "03/04/2020¹", ("%d/%m/%Y",), None),
]

INSTANTS = [
    ("iso", "2020-01-02T03:04:05", (), (2020, 1, 2, 3, 4, 5)),
    ("iso space", "2020-01-02 03:04", (), (2020, 1, 2, 3, 4)),
    ("iso fraction", "2020-01-02T03:04:05.25", (), (2020, 1, 2, 3, 4, 5, 250000)),
    ("iso date alone", "2020-01-02", (), (2020, 1, 2)),
    ("hour 24", "2020-01-02T24:00:00", (), None),
    ("second 60", "2020-01-02T23:59:60", (), None),
    ("zone undeclared", "2020-01-02T03:04:05Z", (), None),
    ("declared", "2/1/2020 3:04", ("%d/%m/%Y %H:%M",), (2020, 1, 2, 3, 4)),
    ("midnight hour", "2/1/2020 12:30 am", ("%d/%m/%Y %I:%M %p",), (2020, 1, 2, 0, 30)),
    ("noon hour", "2/1/2020 12:30 PM", ("%d/%m/%Y %I:%M %p",), (2020, 1, 2, 12, 30)),
    ("day number", "42156", ("%d/%m/%Y %H:%M", "%serial"), (2015, 6, 1, 0, 0)),
    ("hour 13 of 12", "2/1/2020 13:30 PM", ("%d/%m/%Y %I:%M %p",), None),
]


@pytest.mark.parametrize(("text", "formats", "expected"), [case[1:] for case in DATES], ids=[c[0] for c in DATES])
def test_date(text: str, formats: tuple[str, ...], expected: tuple[int, int, int] | None) -> None:
    assert value(text, type="date", formats=formats) == (None if expected is None else dt.date(*expected))


@pytest.mark.parametrize(("text", "formats", "expected"), [case[1:] for case in INSTANTS], ids=[c[0] for c in INSTANTS])
def test_datetime(text: str, formats: tuple[str, ...], expected: tuple[Any, ...] | None) -> None:
    assert value(text, type="datetime", formats=formats) == (None if expected is None else dt.datetime(*expected))  # noqa: DTZ001 - the clock on the wall


def test_a_declared_zone_makes_an_instant() -> None:
    noon = dt.datetime(2020, 1, 2, 12, tzinfo=dt.UTC)
    texts = ("2020-01-02T12:00:00Z", "2020-01-02T20:00:00+08:00", "2020-01-02T06:30:00-0530", "2020-01-02T12:00:00")
    found = values(*texts, type="datetime", formats=("%Y-%m-%dT%H:%M:%S%z",))
    assert found == [noon, noon, noon, None]


FAULTS = [
    ("sound", "%d/%m/%Y", "date", None),
    ("unknown directive", "%d/%m/%Q", "date", "`%Q` is not a directive"),
    ("twice", "%d/%d/%Y", "date", "names one part twice"),
    ("no year", "%d/%m", "date", "must have one year"),
    ("two years", "%d/%m/%Y %y", "date", "must have one year"),
    ("no day", "%m/%Y", "date", "must have a day"),
    ("two months", "%d %m %b %Y", "date", "names the month twice"),
    ("time in a date", "%d/%m/%Y %H:%M", "date", "has a time of day"),
    ("half a day without noon", "%d/%m/%Y %I:%M", "datetime", "both %I and %p"),
    ("quarter in a date", "%d/%m/%Y Q%q", "date", "has a quarter"),
    ("financial year", "%Y-%y", "period", None),
    ("day number", "%serial", "date", None),
    ("day number of a datetime", "%serial", "datetime", None),
    ("day number of a period", "%serial", "period", "is no period"),
    ("day number among words", "day %serial", "date", "must be %serial alone"),
    ("day number and a year", "%serial %Y", "date", "must be %serial alone"),
    ("a percent sign", "%d%%%m%%%Y", "date", None),
]


@pytest.mark.parametrize(("text", "kind", "words"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
def test_fault_of_a_format(text: str, kind: str, words: str | None) -> None:
    found = fault(text, kind=kind)
    assert found is None if words is None else words in (found or "")


def test_a_space_in_a_format_is_any_space() -> None:
    assert compile_format("%d %b").pattern.count(r"\s+") == 1


# What strptime reads in the C locale, and how it is written with the same directives.
FORMATS = ["%d/%m/%Y", "%m/%d/%Y", "%Y%m%d", "%d.%m.%y", "%d-%b-%Y", "%B %d, %Y", "%Y年%m月%d日"]


@settings(deadline=None)
@given(st.dates(dt.date(1000, 1, 1)), st.sampled_from(FORMATS))
def test_reads_back_what_python_writes(day: dt.date, text: str) -> None:
    written = day.strftime(text)
    assert value(written, type="date", formats=(text,)) == dt.datetime.strptime(written, text).date()  # noqa: DTZ007


@settings(deadline=None)
@given(st.integers(0, 33), st.integers(0, 14), st.integers(1, 9999))
def test_the_calendar_is_pythons(day: int, month: int, year: int) -> None:
    try:
        expected = dt.date(year, month, day)
    except ValueError:
        expected = None
    assert value(f"{day:02}/{month:02}/{year:04}", type="date", formats=("%d/%m/%Y",)) == expected


@settings(deadline=None)
@given(st.datetimes())
def test_reads_back_iso_instants(instant: dt.datetime) -> None:
    assert value(instant.isoformat(), type="datetime") == instant


@settings(deadline=None)
@given(st.lists(st.text(max_size=12)), st.sampled_from(["date", "datetime", "period"]))
def test_no_text_raises(texts: list[str], type_: str) -> None:
    assert len(values(*texts, type=type_, formats=("%d %b %Y",))) == len(texts)
    assert len(values(*texts, type=type_)) == len(texts)


def test_no_name_means_two_months() -> None:
    names = [(name, number) for line in _NAMES.values() for number, name in enumerate(line.split(), start=1)]
    assert (len(set(names)), {len(line.split()) for line in _NAMES.values()}) == (len(month_numbers()), {12})


def test_every_language_has_seven_weekdays_and_no_long_name_means_two() -> None:
    assert {len(line.split()) for line in days._NAMES.values()} == {7}
    assert {name for name, bits in days.weekdays().items() if len(name) > 3 and bits.bit_count() > 1} == set()
