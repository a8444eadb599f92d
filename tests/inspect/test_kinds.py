"""Kinds of layout that departments send: what is a title, what a record, and what neither."""

from __future__ import annotations

import time

import pyarrow as pa
import pytest

from publisher.inspect.found import find_tables
from publisher.read.table import RawTable
from tests.inspect.grids import raw

# One text a kind -> titles, number of records
KINDS = {
    "ages as titles": (
        """
        Area|0|5|10|15|20
        North|120|131|118|99|140
        South|88|92|79|85|90
        East|230|221|240|251|260
        """,
        ["Area", "0", "5", "10", "15", "20"],
        3,
    ),
    "years as titles over values that look like years": (
        """
        Region|Code|1998|1999|2000|2001
        North|A1|1893|2011|2100|1990
        South|B7|1911|1874|1950|2001
        East|C4|1805|2050|2099|1832
        West|D2|2033|1822|1999|2010
        """,
        ["Region", "Code", "1998", "1999", "2000", "2001"],
        4,
    ),
    "the same years again below each parent": (
        """
        Region|Travel|||Staff||
        |2014|2015|2016|2014|2015|2016
        North|12|15|11|3|4|4
        South|31|28|30|7|8|8
        East|5|4|6|1|1|2
        """,
        ["Region", *(f"{parent} {year}" for parent in ("Travel", "Staff") for year in (2014, 2015, 2016))],
        3,
    ),
    "counting rows are records": (
        """
        1|2|3|4|5
        2|3|4|5|6
        3|4|5|6|7
        4|5|6|7|8
        """,
        [""] * 5,
        4,
    ),
    "a first record of which nothing is known": (
        """
        |January|February|March|April
        1900|***|***|***|***
        1901|-13|-21|11|104
        1902|26|17|-15|2
        1903|-1|94|70|13
        1904|8|12|66|31
        1905|4|18|27|55
        1906|9|22|38|61
        """,
        ["", "January", "February", "March", "April"],
        7,
    ),
    "a row that numbers the columns": (
        """
        Beneficiary|Operation|Amount|Share
        (1)|(2)|(3)|(4=3/5)
        Harbour Trust|New quay|120.50|0.5
        North Council|Old bridge|99.10|0.4
        Lake Museum|Roof|12.00|0.1
        """,
        ["Beneficiary", "Operation", "Amount", "Share"],
        3,
    ),
    "units where records are few": (
        """
        station|level|flow|area
        |cm|m3/s|km²
        Upper weir|125|33.1|880
        Old bridge|98|30.7|1201
        """,
        ["station", "level cm", "flow m3/s", "area km²"],
        2,
    ),
    "the date of the list beside its name": (
        """
        List of beneficiaries|||31/12/2015
        Beneficiary|Year|Number|Amount
        Harbour Trust|2013|5|120.50
        North Council|2014|7|99.10
        Lake Museum|2015|2|12.00
        """,
        ["Beneficiary", "Year", "Number", "Amount"],
        3,
    ),
    "a note beside the name of the list, and a blank row": (
        """
        Summary||||Note: 2013 is provisional
        ||||
        Province|Year|Number||
        North|2012|55||
        South|2013|61||
        East|2014|47||
        """,
        ["Province", "Year", "Number"],
        3,
    ),
    "a header on every page of a short table": (
        """
        Beneficiary|Operation|Amount
        Harbour Trust|New quay|120.50
        North Council|Old bridge|99.10
        Beneficiary|Operation|Amount
        Lake Museum|Roof|12.00
        Casa Azul|Garden|45.00
        Beneficiary|Operation|Amount
        Blue Ltd|Yard|7.25
        """,
        ["Beneficiary", "Operation", "Amount"],
        5,
    ),
    "a legend of pairs among records of words": (
        """
        Code|Beneficiary|Operation|Region
        A1|Harbour Trust|New quay|North
        B2|North Council|Old bridge|South
        C3|Lake Museum|Roof|East
        |||
        P|Provisional||
        R|Revised||
        """,
        ["Code", "Beneficiary", "Operation", "Region"],
        3,
    ),
    "a header below twenty notes": (
        "List of operations|||\n"
        + "\n".join(
            f"{i}. What is counted here, and what is not, in the words of the regulation.|||" for i in range(20)
        )
        + """
        Beneficiary|Operation|Start|Amount
        Harbour Trust|New quay|2014-03-01|120.50
        North Council|Old bridge|2015-07-15|99.10
        Lake Museum|Roof|2013-01-31|12.00
        """,
        ["Beneficiary", "Operation", "Start", "Amount"],
        3,
    ),
    "quarters below a year that stands once": (
        """
        Year|Quarter|Output|Imports
        1993|I|216.37|19.51
        |II|241.04|21.73
        |III|242.11|22.98
        |IV|246.50|23.66
        1994|I|234.21|24.01
        |II|256.94|25.17
        """,
        ["Year", "Quarter", "Output", "Imports"],
        6,
    ),
}


def _raw(text: str) -> RawTable:
    return raw("\n".join(line.strip() for line in text.strip().split("\n")))


@pytest.mark.parametrize(("text", "titles", "records"), KINDS.values(), ids=KINDS.keys())
def test_kind(text: str, titles: list[str], records: int) -> None:
    (table,) = find_tables(_raw(text), name="table")
    assert ([field.title for field in table.fields], table.records) == (titles, records)


# Either reading of the first row is possible: a name and a unit, or the titles of two groups.
OPEN = {
    "a name and a period above full titles": """
        Planning applications|||Quarter 2
        Region|Number|Year|Amount
        North|5|2013|120.50
        South|7|2014|99.10
        East|2|2015|12.00
        """,
    "words over words": "a bee|an ant\na cat|a dog\na cow|an emu",
    "two records": "North|5\nSouth|7",
    "what comes again and again": "Supplier|Paid|Amount\nHarbour|2015-03-01|120.50\n" * 40,
}


@pytest.mark.parametrize("text", OPEN.values(), ids=OPEN.keys())
def test_what_is_open_is_never_sure(text: str) -> None:
    assert not any(table.sure for table in find_tables(_raw(text), name="table"))


def test_a_row_that_numbers_the_columns_is_told() -> None:
    (table,) = find_tables(_raw(KINDS["a row that numbers the columns"][0]), name="table")
    assert (table.header_rows, table.dropped, table.sure) == ((1,), ((2, "note"),), True)
    assert [(issue.code, issue.record) for issue in table.issues] == [("note-skipped", 2)]


def _spending(records: int, *, run: int) -> RawTable:
    """A title, a blank row, a header, and so many records with a blank one after each ``run`` of them."""
    rows = [("Spending", "", ""), ("", "", ""), ("Supplier", "Paid on", "Amount")]
    for i in range(records):
        rows.append((f"Supplier {i % 977}", f"2015-{i % 12 + 1:02}-{i % 28 + 1:02}", f"{i * 7 % 90001}.50"))
        if i % run == run - 1:
            rows.append(("", "", ""))
    return _whole(rows)


def _whole(rows: list[tuple[str, ...]]) -> RawTable:
    return RawTable(
        file="spending.csv",
        sheet=None,
        cells=pa.table({f"c{i}": pa.array(column) for i, column in enumerate(zip(*rows, strict=True))}),
        records=pa.array(range(1, len(rows) + 1), pa.int64()),
        lines=None,
        header=None,
        counted=len(rows),
    )


def _seconds(table: RawTable, *, records: int) -> float:
    begin = time.process_time()
    (found,) = find_tables(table, name="table")
    assert found.records == records
    return time.process_time() - begin


@pytest.mark.parametrize(
    ("many", "few"),
    [((20_000, 20_000), (2_000, 2_000)), ((20_000, 20), (20_000, 20_000))],
    ids=["ten times the records", "a thousand blank rows"],
)
def test_time_grows_with_the_records_alone(many: tuple[int, int], few: tuple[int, int]) -> None:
    less = _seconds(_spending(few[0], run=few[1]), records=few[0])
    more = _seconds(_spending(many[0], run=many[1]), records=many[0])
    assert more < 5 * less * many[0] / few[0] + 1


def test_a_file_of_very_many_headers_is_read() -> None:
    rows: list[tuple[str, ...]] = []
    for page in range(1500):
        rows += [("Supplier", "Paid on", "Amount", f"Page {page}")]
        rows += [(f"Supplier {i}", f"2015-03-{i + 10}", f"{i}.50", "x") for i in range(page % 7 + 1)]
    found = find_tables(_whole(rows), name="table")
    assert (sum(table.records for table in found) > 5000, any(table.sure for table in found)) == (True, False)
