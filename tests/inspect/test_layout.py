"""Where tables are: titles, records, and what is neither."""

from __future__ import annotations

import pytest

from publisher.inspect.found import find_tables
from tests.inspect.grids import raw

PLAIN = """
name|opened|visitors
North bath|2001-05-03|1200
South bath|2003-08-17|860
Lido|2010-01-30|2210
River bath|1999-06-11|430
"""
TITLE_AND_NOTES = """
Visitors of the town's baths, 2025||
|
name|opened|visitors
North bath|2001-05-03|1200
South bath|2003-08-17|860
Lido|2010-01-30|2210
|
Source: department of sport||
* closed in May||
"""
PARENTS = """
Bath|Visitors||Staff|
|2024|2025|2024|2025
North bath|1200|1300|4|5
South bath|860|850|3|3
Lido|2210|2300|9|8
"""
THREE_ROWS = """
|||2024|2025
Bath|District|Manager|Total|Total
||||Revised
North bath|Old town|Ann Hill|1200|1300
South bath|Harbour|Bo Lund|860|850
Lido|Harbour|Cy Marsh|2210|2300
"""
BILINGUAL = """
名称|开放日期|人数
Name|Opening date|Visitors
北泳池|2001-05-03|1200
南泳池|2003-08-17|860
湖滨|2010-01-30|2210
"""
UNITS = """
station|level|flow
|(m)|(m3/s)
Upper weir|1.25|33.1
Old bridge|0.98|30.7
Lower weir|1.02|35.9
Mill|1.44|31.0
"""
NO_HEADER = """
28/01/2018|00:00|2|MG-8769|74.69
29/01/2018|00:15|0|RI-3895|29.81
30/01/2018|00:30|1|RI-8070|80.08
31/01/2018|00:45|1|RI-9546|25.55
13/02/2018|01:00|9|CC-9259|48.00
"""
NUMBERS_ONLY = """
399.19|74.37
401.12|73.73
403.05|72.73
404.98|71.34
"""
WIDE_YEARS = """
industry|2000|2001|2002|2003
Timber|2666|2274|1877|1999
Glass|3108|2954|2658|2662
Steel|22927|20744|18010|20650
"""
BLANK_INSIDE = """
code|meaning
A1|Sport
A2|Music

B1|Nature
B2|Youth
"""
HEADER_APART = """
year|month|index
||
2024|1|94.84
2024|2|98.08
2024|3|100.62
"""
TOTAL_APART = """
bath|visitors|takings
North bath|1200|3600
South bath|860|2580
Lido|2210|6630
||
|4270|12810
"""
TOTAL_IN_VALUES = """
day|place|fare|hotel|sum
04/04/2025|Cardiff|65.60||65.60
23/04/2025|London||16.00|16.00
06/05/2025|Leicester|64.00|26.00|90.00
|||Total for the quarter|171.60
"""
TOTAL_ATTACHED = """
bath|visitors|takings
North bath|1200|3600
South bath|860|2580
Lido|2210|6630
Total|4270|12810
"""
SECTIONS = """
no|item|2024|2025
1|Income||
2|Fees|120|130
3|Rent|45|44
4|Spending||
5|Wages|90|95
6|Power|33|38
"""
REPEATED = """
school|equipment|state
Hill school|Oven|good
Hill school|Sink|worn
school|equipment|state
Lake school|Oven|new
Lake school|Sink|good
Lake school|Fridge|worn
"""
EMPTY_COLUMN = """
name||opened|visitors|
North bath||2001-05-03|1200|
South bath||2003-08-17|860|
Lido||2010-01-30|2210|
"""
SHIFTED = """
plan|meaning|chapter|
A1|Basic research|300368540|
|Basic research|300389440|
E1|Coal||300368541
A2|Sea|300468560|
E2|Wind||300489460
A3|Sun|300468561|
"""
BESIDE = """
bath|visitors||street|km
North bath|1200||Oak lane|1.2
South bath|860||Elm road|3.4
Lido|2210||Mill way|0.7
River bath|430||
"""
SPACER = """
bath|visitors||street|km
North bath|1200||Oak lane|1.2
South bath|860||Elm road|3.4
Lido|2210||Mill way|0.7
River bath|430||Main street|5.5
"""

TWICE = """
bath|opened|visitors
bath|opened|visitors
North bath|2001-05-03|1200
South bath|2003-08-17|860
Lido|2010-01-30|2210
River bath|1999-06-11|430
"""
PAIRS = """
North-a1||North-b2|
X|Y|X|Y
7.07|5.65|7.38|5.56
7.22|4.71|7.53|4.87
7.91|4.66|8.23|3.98
8.07|4.23|8.38|3.63
"""
SENTENCE = """
Made of set|Run 12 of Wednesday|January 20 2016
cm-1|A
4000.00|0.0066
3999.00|0.0067
3998.00|0.0066
3997.00|0.0068
"""
ONE_CELL_MORE = """
Hill road|12.5|2016
Oak lane|0.7
Elm road|3.4
Mill way|1.9
"""

COMMENTS = """
bath|opened|visitors|note
North bath|2001-05-03|1200|new
# the south bath was closed|see below
South bath|2003-08-17|860|
#1 bath|2004-08-17|990|
#2 bath|2004-08-18||
# counted again
Lido|2010-01-30|2210|warm
"""

# records of the header, first and last record, how many, columns
CASES = {
    "plain": (PLAIN, [((1,), 2, 5, 4, 3)]),
    "title and notes": (TITLE_AND_NOTES, [((3,), 4, 6, 3, 3)]),
    "parent titles": (PARENTS, [((1, 2), 3, 5, 3, 5)]),
    "a title over three rows": (THREE_ROWS, [((1, 2, 3), 4, 6, 3, 5)]),
    "two languages": (BILINGUAL, [((1, 2), 3, 5, 3, 3)]),
    "a row of units": (UNITS, [((1, 2), 3, 6, 4, 3)]),
    "no header, mixed": (NO_HEADER, [((), 1, 5, 5, 5)]),
    "no header, numbers": (NUMBERS_ONLY, [((), 1, 4, 4, 2)]),
    "years as titles": (WIDE_YEARS, [((1,), 2, 4, 3, 5)]),
    "a blank record inside": (BLANK_INSIDE, [((1,), 2, 6, 4, 2)]),
    "a blank record below the header": (HEADER_APART, [((1,), 3, 5, 3, 3)]),
    "a total that stands apart": (TOTAL_APART, [((1,), 2, 4, 3, 3)]),
    "a total's label among amounts": (TOTAL_IN_VALUES, [((1,), 2, 4, 3, 5)]),
    "a total below the records stays": (TOTAL_ATTACHED, [((1,), 2, 5, 4, 3)]),
    "titles of sections stay": (SECTIONS, [((1,), 2, 7, 6, 4)]),
    "a header comes again": (REPEATED, [((1,), 2, 7, 5, 3)]),
    "empty columns": (EMPTY_COLUMN, [((1,), 2, 4, 3, 3)]),
    "cells one column too far right": (SHIFTED, [((1,), 2, 7, 6, 3)]),
    "a header twice": (TWICE, [((1, 2), 3, 6, 4, 3)]),
    "the same titles below each parent": (PAIRS, [((1, 2), 3, 6, 4, 4)]),
    "a sentence that its commas part": (SENTENCE, [((2,), 3, 6, 4, 2)]),
    "comments among the records": (COMMENTS, [((1,), 2, 8, 5, 4)]),
    "a first record with one cell more": (ONE_CELL_MORE, [((), 1, 4, 4, 3)]),
    "header only": ("name|opened|visitors", [((1,), 0, 0, 0, 3)]),
    "one record of words and a code": (
        "first|last|address|city|zip\nAnn|Hill|12 Mill way|Leeds|08123",
        [((1,), 2, 2, 1, 5)],
    ),
    "one record that counts as columns do": ("a|b|c\n1|2|3", [((1,), 2, 2, 1, 3)]),
    "two records, the first of which counts": ("a|b|c\n1|2|3\n4|5|x", [((1,), 2, 3, 2, 3)]),
    "one record below titles given twice": ("id|name|name|\n1|a|b|c", [((1,), 2, 2, 1, 4)]),
    "a row that numbers the columns": ("name|from|to|cost\n1|2|3|4\nA|B|C|7\nD|E|F|9", [((1,), 3, 4, 2, 4)]),
    "one below the other": (
        PLAIN + "\nstreet|length in km|built by\nOak lane|1.2|Town\nElm road|3.4|State\nMill way|0.7|Town",
        [((1,), 2, 5, 4, 3), ((7,), 8, 10, 3, 3)],
    ),
    "beside each other": (
        BESIDE,
        [((1,), 2, 5, 4, 2), ((1,), 2, 4, 3, 2)],
    ),
    "an empty column within a table": (SPACER, [((1,), 2, 5, 4, 4)]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_tables(text: str, expected: list[tuple[tuple[int, ...], int, int, int, int]]) -> None:
    assert [
        (
            table.header_rows,
            min(table.rows.to_pylist(), default=0),
            max(table.rows.to_pylist(), default=0),
            table.records,
            len(table.fields),
        )
        for table in find_tables(raw(text), name="table")
    ] == expected


TITLES = {
    "parent titles": (PARENTS, ["Bath", "Visitors 2024", "Visitors 2025", "Staff 2024", "Staff 2025"]),
    "a title over three rows": (THREE_ROWS, ["Bath", "District", "Manager", "2024 Total", "2025 Total Revised"]),
    "two languages": (BILINGUAL, ["名称 Name", "开放日期 Opening date", "人数 Visitors"]),
    "the same titles below each parent": (PAIRS, ["North-a1 X", "North-a1 Y", "North-b2 X", "North-b2 Y"]),
    "units": (UNITS, ["station", "level (m)", "flow (m3/s)"]),
    "none": (NUMBERS_ONLY, ["", ""]),
}


@pytest.mark.parametrize(("text", "expected"), TITLES.values(), ids=TITLES.keys())
def test_titles(text: str, expected: list[str]) -> None:
    (table,) = find_tables(raw(text), name="table")
    assert [field.title for field in table.fields] == expected
    if table.header_rows:
        assert table.text_titles == tuple(expected)
    else:
        assert table.text_titles is None


def test_a_header_twice_is_one_title_and_as_text_both_rows() -> None:
    (table,) = find_tables(raw(TWICE), name="table")
    assert [field.title for field in table.fields] == ["bath", "opened", "visitors"]
    assert table.text_titles == ("bath bath", "opened opened", "visitors visitors")


TOLD = {
    "notes": (TITLE_AND_NOTES, ("note-skipped", 1, 3)),
    "comments": (COMMENTS, ("note-skipped", 3, 2)),
    "a total apart": (TOTAL_APART, ("total-skipped", 6, 1)),
    "a total kept": (TOTAL_ATTACHED, ("total-kept", 5, 1)),
    "sections": (SECTIONS, ("section-kept", 2, 2)),
    "a header again": (REPEATED, ("repeated-header", 4, 1)),
    "no header": (NO_HEADER, ("no-header", 1, 1)),
    "shifted": (SHIFTED, ("shifted-cells", None, 1)),
}


@pytest.mark.parametrize(("text", "expected"), TOLD.values(), ids=TOLD.keys())
def test_nothing_is_left_out_without_a_word(text: str, expected: tuple[str, int | None, int]) -> None:
    (table,) = find_tables(raw(text), name="table")
    assert expected in [(issue.code, issue.record, issue.count) for issue in table.issues]


SURE = {
    "plain": (PLAIN, True),
    "sections": (SECTIONS, False),
    "a header again": (REPEATED, False),
    "header only": ("name|opened|visitors", False),
    "words over words": ("a bee|an ant\na cat|a dog\na cow|an emu", False),
}


@pytest.mark.parametrize(("text", "sure"), SURE.values(), ids=SURE.keys())
def test_confidence(text: str, sure: bool) -> None:
    (table,) = find_tables(raw(text), name="table")
    assert (table.sure, bool(table.why)) == (sure, True)
    assert table.sure == (table.confidence >= 0.9)


def test_titles_of_the_format_leave_no_header_row() -> None:
    (table,) = find_tables(raw("1|North\n2|South", header=("id", "name")), name="table")
    assert ([field.title for field in table.fields], table.header_rows, table.records) == (["id", "name"], (), 2)


def test_a_header_without_records_is_told() -> None:
    (found,) = find_tables(raw("name|opened|visitors"), name="table")
    assert (found.records, found.sure, [issue.code for issue in found.issues]) == (0, False, ["no-records"])
