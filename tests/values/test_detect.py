"""Which rule reads a column of texts, and which other one would too."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.values.detect import candidates
from tests.values.read import values

COMMA = {"decimal_char": ",", "group_char": "."}
# name, values of a column, what the first candidate is: its type and the options that are not the usual ones.
COLUMNS: list[tuple[str, list[str], dict[str, Any]]] = [
    ("integers", ["1", "20", "300"], {"type": "integer"}),
    ("zero and one", ["0", "1"], {"type": "integer"}),
    ("years", ["2009", "2010"], {"type": "integer"}),
    ("groups", ["1,234", "56,789", "12"], {"type": "integer"}),
    ("groups alone", ["1,234", "56,789"], {"type": "integer", "ambiguous": True}),
    ("point groups", ["1.613.000", "50.000"], {"type": "integer", **COMMA}),
    ("point groups, some short", ["50.000", "900"], {"type": "integer", **COMMA}),
    ("points alone", ["1.613", "50.000"], {"type": "integer", **COMMA, "ambiguous": True}),
    ("space groups", ["3 737 889", "12"], {"type": "integer", "group_char": " "}),
    ("apostrophe groups", ["1’234.50", "5"], {"type": "number", "group_char": "'"}),
    ("decimal points", ["0.5", "12.25"], {"type": "number"}),
    ("decimal commas", ["0,5", "1.012,25"], {"type": "number", **COMMA}),
    ("mixed numbers", ["184,904.05", "301300"], {"type": "number"}),
    ("negatives in parentheses", ["(5)", "7"], {"type": "integer"}),
    ("stars for nothing", ["34", "****", "-12"], {"type": "integer", "missing": ("****",)}),
    ("suppressed", ["34", "<=5", "ND"], {"type": "integer", "missing": ("<=5", "ND")}),
    ("pounds", ["£1,234.00", "£5", "(£3)"], {"type": "money", "currency": "GBP"}),
    ("euros after", ["1.234,50 €", "5,00 €"], {"type": "money", "currency": "EUR", **COMMA}),
    ("crowns of three countries", ["5 kr", "7 kr"], {"type": "money", "currency": "SEK", "ambiguous": True}),
    ("percent", ["12.5%", "3 %", "n.v.t."], {"type": "percent", "missing": ("n.v.t.",)}),
    ("day first", ["03/04/2020", "25/06/2020"], {"type": "date", "formats": ("%d/%m/%Y",)}),
    ("month first", ["03/04/2020", "06/25/2020"], {"type": "date", "formats": ("%m/%d/%Y",)}),
    ("either first", ["03/04/2020", "05/06/2020"], {"type": "date", "formats": ("%d/%m/%Y",), "ambiguous": True}),
    ("same either way", ["04/04/2020"], {"type": "date", "formats": ("%d/%m/%Y",)}),
    ("iso", ["2020-01-02", "2020-02-03"], {"type": "date"}),
    ("iso and another", ["2020-01-02", "25/06/2020"], {"type": "date", "formats": ("%d/%m/%Y",)}),
    ("two formats", ["25/06/2020", "26/06/2020", "1.7.2020"], {"type": "date", "formats": ("%d/%m/%Y", "%d.%m.%Y")}),
    ("English months", ["01-Mar-11", "2-Apr-12"], {"type": "date", "formats": ("%d-%b-%y",)}),
    ("German months", ["1. März 2020", "3. Mai 2021"], {"type": "date", "formats": ("%d. %b %Y",)}),
    ("abbreviated with a stop", ["Sept. 3, 2020"], {"type": "date", "formats": ("%b %d, %Y",)}),
    (
        "ordinal days",
        ["4th May 2020", "5th May 2020", "21st June 2020"],
        {"type": "date", "formats": ("%dth %b %Y", "%dst %b %Y")},
    ),
    ("Polish with an r. for the year", ["29 marca 2016 r."], {"type": "date", "formats": ("%d %b %Y r.",)}),
    ("Chinese", ["2020年5月6日"], {"type": "date", "formats": ("%Y年%m月%d日",)}),
    ("Republic of China", ["1080630", "1080701"], {"type": "date", "formats": ("%ROC%m%d",)}),
    ("Republic of China in words", ["民國108年6月30日"], {"type": "date", "formats": ("民國%ROC年%m月%d日",)}),
    ("packed", ["20200131", "20200201"], {"type": "date", "formats": ("%Y%m%d",)}),
    ("eight digits, one no date", ["20200131", "20209999"], {"type": "integer"}),
    ("midnights", ["25/12/2019 00:00", "1/12/2019 00:00"], {"type": "date", "formats": ("%d/%m/%Y 00:00",)}),
    ("times", ["25/12/2019 10:30", "1/12/2019 00:00"], {"type": "datetime", "formats": ("%d/%m/%Y %H:%M",)}),
    ("times of half days", ["25/12/2019 1:30 PM"], {"type": "datetime", "formats": ("%d/%m/%Y %I:%M %p",)}),
    ("weekdays", ["Monday, 3 March 2014", "Saturday, 8 March 2014"], {"type": "date", "formats": ("%a, %d %b %Y",)}),
    ("French weekdays", ["lun. 03/03/2014", "mar. 04/03/2014"], {"type": "date", "formats": ("%a %d/%m/%Y",)}),
    ("weekdays that decide", ["Mon 03/10/2014", "Tue 04/08/2014"], {"type": "date", "formats": ("%a %m/%d/%Y",)}),
    ("Spanish weekdays and months", ["mar 4 mar 2014"], {"type": "date", "formats": ("%a %d %b %Y",)}),
    ("Portuguese", ["segunda-feira, 3 de março de 2014"], {"type": "date", "formats": ("%a, %d de %b de %Y",)}),
    ("Chinese weekdays", ["2014年3月3日 星期一"], {"type": "date", "formats": ("%Y年%m月%d日 %a",)}),
    ("Chinese weekdays in brackets", ["2014年3月3日（周一）"], {"type": "date", "formats": ("%Y年%m月%d日(%a)",)}),
    ("weekdays of other days", ["Friday, 3 March 2014"], {"type": "text"}),
    ("iso instants", ["2020-01-02T03:04:05Z"], {"type": "datetime", "formats": ("%Y-%m-%dT%H:%M:%S%z",)}),
    ("iso wall clock", ["2020-01-02 03:04"], {"type": "datetime"}),
    ("Chinese years", ["1978年", "1979年"], {"type": "period"}),
    ("financial years", ["2016/17", "2017/18"], {"type": "period"}),
    ("financial years with a hyphen", ["2016-17", "2011-12"], {"type": "period", "formats": ("%Y-%y",)}),
    ("months in words", ["Apr-16", "May-16"], {"type": "period", "formats": ("%b-%y",)}),
    ("yes and no", ["Y", "N"], {"type": "boolean"}),
    ("Chinese yes and no", ["是", "否"], {"type": "boolean"}),
    ("leading zeros", ["0012", "0345", "12"], {"type": "identifier"}),
    ("more digits than a float holds", ["12345678901234567"], {"type": "identifier"}),
    ("codes", ["CT-0001", "CT-0002"], {"type": "identifier"}),
    ("serial numbers", ["904150000904", "1-478"], {"type": "identifier"}),
    ("addresses", ["https://example.org/a"], {"type": "url"}),
    ("mail", ["a@example.org", "-"], {"type": "email", "missing": ("-",)}),
    ("words", ["Alpha beta", "NA", "-"], {"type": "text", "missing": ("-",)}),
    ("nothing at all", ["", "-", "n/a"], {"type": "text", "missing": ("-", "n/a")}),
]  # fmt: skip
USUAL = {
    "formats": (),
    "decimal_char": ".",
    "group_char": ",",
    "currency": None,
    "ambiguous": False,
    "missing": (),
    "share": 1.0,
}


@pytest.mark.parametrize(
    ("texts", "expected"), [column[1:] for column in COLUMNS], ids=[column[0] for column in COLUMNS]
)
def test_best_candidate(texts: list[str], expected: dict[str, Any]) -> None:
    best = candidates(texts)[0]
    found = {name: getattr(best, name) for name in (*USUAL, "type")}
    assert found == USUAL | expected


def test_the_other_reading_of_an_open_column_comes_too() -> None:
    first, second, *_ = candidates(["03/04/2020", "05/06/2020"])
    assert (first.formats, second.formats, second.ambiguous) == (("%d/%m/%Y",), ("%m/%d/%Y",), True)
    ways = {(way.decimal_char, values("50.000", **vars(way.rule))[0]) for way in candidates(["1.613", "50.000"])[:3]}
    assert ways == {(",", 50000), (",", 50000.0), (".", 50.0)}


def test_part_of_a_column() -> None:
    found = [(way.type, way.share) for way in candidates(["1", "2", "3", "four score"])]
    assert found == [("integer", 0.75), ("number", 0.75), ("text", 1.0)]


@settings(deadline=None)
@given(
    st.lists(
        st.text(max_size=14)
        | st.from_regex(r"[0-9]{1,4}[-/., :年]?[0-9]{0,3}[-/.,:%月]?[0-9]{0,4}[€日Z]?", fullmatch=True)
    )
)
def test_a_candidate_reads_the_share_it_says(texts: list[str]) -> None:
    """Whatever the column: text comes last, and what a whole candidate does not read is in its missing texts."""
    found = candidates(texts)
    assert found[-1].type == "text"
    for way in found:
        read = dict(zip(texts, values(*texts, **vars(way.rule)), strict=True))
        unread = {text for text, value in read.items() if value is None and text.strip()}
        assert way.share < 1 or unread <= set(way.missing)
