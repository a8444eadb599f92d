"""Days as official texts write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.documents.dates import date_in_address, find_dates, parse_date

DAYS = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2099, 12, 31))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("二〇一八年十二月二十一日", "2018-12-21"),
        ("二○○四年三月二日", "2004-03-02"),
        ("二零二零年一月三十日", "2020-01-30"),
        ("一九九六年廿月二日", None),
        ("一九八一年五月廿三日", "1981-05-23"),
        ("2018年12月21日", "2018-12-21"),
        ("2018 年 1 月 2 日", "2018-01-02"),
        ("２０１８年０１月０２日", "2018-01-02"),
        ("2018年2月30日", None),
        ("2018年12月", None),
        ("2018-12-21", "2018-12-21"),
        ("2018-12-21T10:00:00+08:00", "2018-12-21"),
        ("2018-12-21 10:57", "2018-12-21"),
        ("2018/1/2 10:11", "2018-01-02"),
        ("2018.12.21", "2018-12-21"),
        ("1.2018.12.21", None),
        ("20181229", "2018-12-29"),
        ("20181229103000", None),
        ("20181399", None),
        ("December 21, 2018", "2018-12-21"),
        ("Dec. 21, 2018", "2018-12-21"),
        ("Sept. 3, 2011", "2011-09-03"),
        ("May 3 2011", "2011-05-03"),
        ("21 December 2018", "2018-12-21"),
        ("21st of December 2018", "2018-12-21"),
        ("March 32, 2018", None),
        ("03/04/2020", None),
        ("4-29-13", None),
        ("", None),
    ],
)
def test_one_day(text: str, iso: str | None) -> None:
    assert parse_date(text) == iso


def test_several_days_are_no_one_day() -> None:
    text = "自2019年1月1日至二〇一九年二月三日，December 5, 2019 and 2019-12-06"
    assert [day.iso for day in find_dates(text)] == ["2019-01-01", "2019-02-03", "2019-12-05", "2019-12-06"]
    assert [text[day.start : day.end] for day in find_dates(text)][1] == "二〇一九年二月三日"
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("address", "iso"),
    [
        ("http://www.gov.cn/zhengce/content/2018-12/29/content_5353307.htm", "2018-12-29"),
        ("/xxgk/202003/t20200312_123.html", "2020-03-12"),
        ("https://city.example/news/2021/4/9/market", "2021-04-09"),
        ("/art/2021/13/40/x.html", None),
        ("/a/20201231/b.html", "2020-12-31"),
        ("/docs/12345678/b.html", None),
    ],
)
def test_day_in_an_address(address: str, iso: str | None) -> None:
    assert date_in_address(address) == iso


@settings(deadline=None)
@given(DAYS)
def test_chinese_numerals_come_back(day: dt.date) -> None:
    assert parse_date(f"{_digits(day.year)}年{_count(day.month)}月{_count(day.day)}日") == day.isoformat()


@settings(deadline=None)
@given(DAYS, st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%B %d, %Y", "%d %B %Y", "%b. %d, %Y", "%Y%m%d"]))
def test_every_form_comes_back(day: dt.date, form: str) -> None:
    assert parse_date(day.strftime(form)) == day.isoformat()


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read_without_error(text: str) -> None:
    assert all(text[day.start : day.end] and dt.date.fromisoformat(day.iso) for day in find_dates(text))


def _digits(year: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))


def _count(number: int) -> str:
    tens, ones = divmod(number, 10)
    names = "〇一二三四五六七八九"
    return ("" if tens == 0 else "十" if tens == 1 else names[tens] + "十") + (
        "" if ones == 0 and tens else names[ones]
    )
