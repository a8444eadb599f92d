"""Texts, codes, addresses, booleans and periods: what is kept as found, and what is read."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.values.text import OUTER, fold, squeeze, trim
from tests.values.read import value, values

# Texts that break programs; each must come through a text field as it is.
NAUGHTY = [
    "'; DROP TABLE records;--", '<script>alert("x")</script>', "=1+1", "@SUM(A1)", "{{ 7*7 }}", "%s%d", "\\u0000",
    "null", "NaN", "ﷺ", "①②", "５²", "Ⅳ", "ﬁ", "e\u0301", "é", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "İı ß ẞ",
    "العربية\u202etxt", "a\u0000b", "line\nline", "tab\there", "𠀀𪚥", "1/2/2020", "007", "1e5", "a  b", "a\u3000b",
    "a\u00a0b", "\u00ad",
]  # fmt: skip


@pytest.mark.parametrize("text", NAUGHTY, ids=ascii)
def test_prose_is_kept_as_found(text: str) -> None:
    assert value(f"\ufeff \u3000{text}\u00a0\n", type="text") == text


CASES = [
    ("leading zeros", " 007 ", "identifier", "007"),
    ("full width", "ＡＢ－０１", "identifier", "AB-01"),
    ("invisible", "\u202d12\u200b34\u202c", "identifier", "1234"),
    ("fraction is not folded", "12½", "identifier", "12½"),
    ("superscript is not folded", "m²", "identifier", "m²"),
    ("inner space stays", "A  1", "identifier", "A  1"),
    ("inner space is one in a code", "A \u3000 1", "category", "A 1"),
    ("web address", " https://example.org/a?b=c#d ", "url", "https://example.org/a?b=c#d"),
    ("web address in Chinese", "https://例子.公司/路径", "url", "https://例子.公司/路径"),
    ("web address with a port", "http://localhost:8000/", "url", "http://localhost:8000/"),
    ("script", "javascript:alert(1)", "url", None),
    ("no scheme", "www.example.org", "url", None),
    ("user part", "https://bank.example@evil.example/", "url", None),
    ("space", "https://example.org/a b", "url", None),
    ("quotation mark", 'https://example.org/"onclick', "url", None),
    ("direction override", "https://example.org/\u202ecod", "url", None),
    ("mail", "Jo.O'Neil+x@example.gov.uk", "email", "Jo.O'Neil+x@example.gov.uk"),
    ("mail to a Chinese domain", "a@例子.公司", "email", "a@例子.公司"),
    ("no domain", "user at example.org", "email", None),
    ("one label", "a@b", "email", None),
    ("two dots", "a..b@example.org", "email", None),
    ("dot at the end", "a.@example.org", "email", None),
    ("two addresses", "a@example.org; b@example.org", "email", None),
    ("too long", "a" * 60 + "@" + "b." * 110 + "org", "email", None),
]


@pytest.mark.parametrize(("text", "type_", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_codes_and_addresses(text: str, type_: str, expected: str | None) -> None:
    assert value(text, type=type_) == expected


BOOLEANS = [
    ("English", ["Yes", "no", "TRUE", "F", "1", "0"], {}, [True, False, True, False, True, False]),
    ("Chinese", ["是", "否", "有"], {}, [True, False, None]),
    ("European", ["ja", "Nein", "sí", "tak", "NÃO"], {}, [True, False, True, True, False]),
    ("Czech", ["Ano", "ne"], {}, [True, False]),
    ("Nordic", ["Kyllä", "Ei", "nej"], {}, [True, False, False]),
    ("Bulgarian", ["Да", "не"], {}, [True, False]),
    ("declared", ["x", "y", "n", ""], {"true": ("x",)}, [True, None, False, None]),
    ("declared both", ["open", "closed", "yes"], {"true": ("Open",), "false": ("Closed",)}, [True, False, None]),
    ("a built-in word claimed by the other side", ["n", "j"], {"true": ("n",)}, [True, None]),
]


@pytest.mark.parametrize(("texts", "rule", "expected"), [c[1:] for c in BOOLEANS], ids=[c[0] for c in BOOLEANS])
def test_boolean(texts: list[str], rule: dict[str, tuple[str, ...]], expected: list[bool | None]) -> None:
    assert values(*texts, type="boolean", **rule) == expected


PERIODS = [
    ("year", "2016", (), "2016"),
    ("Chinese year", "2016年", (), "2016"),
    ("month", "2016-10", (), "2016-10"),
    ("Chinese month", "2016年9月", (), "2016-09"),
    ("month and year", "9/2016", (), "2016-09"),
    ("month in words", "Sept. 2016", (), "2016-09"),
    ("month 13", "2016-13", (), None),
    ("quarter", "2016-Q3", (), "2016-Q3"),
    ("quarter first", "Q3 2016", (), "2016-Q3"),
    ("Chinese quarter", "2016年第三季度", (), "2016-Q3"),
    ("quarter 5", "2016-Q5", (), None),
    ("day", "2016-10-01", (), "2016-10-01"),
    ("no such day", "2016-02-30", (), None),
    ("financial year", "2016/17", (), "2016/2017"),
    ("end of the century", "1999/00", (), "1999/2000"),
    ("two years", "2016 – 2018", (), "2016/2018"),
    ("backwards", "2018/2016", (), None),
    ("may be a month", "2016-17", (), None),
    ("declared financial year", "2011-12", ("%Y-%y",), "2011/2012"),
    ("days", "2016-10-01/2017-03-31", (), "2016-10-01/2017-03-31"),
    ("days backwards", "2017-03-31/2016-10-01", (), None),
    ("declared month", "Oct-16", ("%b-%y",), "2016-10"),
    ("undeclared month", "Oct-16", (), None),
    ("Republic of China", "108年", ("%ROC年",), "2019"),
    ("declared quarter", "第2季 2016", ("第%q季 %Y",), "2016-Q2"),
    ("words", "annual", (), None),
]


@pytest.mark.parametrize(("text", "formats", "expected"), [case[1:] for case in PERIODS], ids=[c[0] for c in PERIODS])
def test_period(text: str, formats: tuple[str, ...], expected: str | None) -> None:
    assert value(text, type="period", formats=formats) == expected


@settings(deadline=None)
@given(st.text())
def test_trimming_takes_outer_space_alone(text: str) -> None:
    assert trim(pa.array([text]))[0].as_py() == text.strip(OUTER)


@settings(deadline=None)
@given(st.lists(st.text()))
def test_tidying_twice_is_tidying_once(texts: list[str]) -> None:
    array = pa.array(texts, pa.string())
    for tidy in (trim, fold, squeeze):
        once = tidy(array)
        assert tidy(once).equals(once)


@settings(deadline=None)
@given(st.lists(st.text(), min_size=1))
def test_a_text_is_folded_whatever_stands_beside_it(texts: list[str]) -> None:
    together = fold(pa.array(texts, pa.string())).to_pylist()
    assert together == [fold(pa.array([text]))[0].as_py() for text in texts]
