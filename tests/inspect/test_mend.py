"""Ragged records are placed by what the others have; sound tables are left as they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from publisher.inspect.mend import mend
from publisher.read.table import RawTable
from tests.inspect.grids import raw
from tests.read.reading import tables

ROWS = [
    "day|time|count|code|price|note",
    *(
        f"{day:02}/03/2018|{day % 24:02}:15|{day % 7}|MG-8{day}69|$7{day % 10}.25|Boot{', old,' * (day % 2)} of leather"
        for day in range(1, 29)
    ),
]


def table(changed: str) -> RawTable:
    rows = [*ROWS]
    rows[10] = changed
    cells = raw("\n".join(rows))
    return replace(cells, lines=cells.records)


CASES = {
    "an empty cell too many": "10/03/2018|10:15||3|MG-81069|$70.25|Boots of leather",
    "a delimiter lost between time and count": "10/03/2018|10:153|MG-81069|$70.25|Boots of leather",
    "a delimiter lost between count and code": "10/03/2018|10:15|3MG-81069|$70.25|Boots of leather",
    "words that held a delimiter": "10/03/2018|10:15|3|MG-81069|$70.25|Boots of leather| brown",
    "another delimiter": '10/03/2018 10:15 3 MG-81069 $70.25 "Boots of leather"',
}


@pytest.mark.parametrize("changed", CASES.values(), ids=CASES.keys())
def test_mended(changed: str) -> None:
    mended = mend(table(changed))
    cells = [column[10].as_py() for column in mended.cells.columns]
    assert cells[:5] == ["10/03/2018", "10:15", "3", "MG-81069", "$70.25"]
    assert cells[5].startswith("Boots of leather")
    assert [(issue.code, issue.record, issue.count) for issue in mended.issues] == [("mended-record", 11, 1)]
    assert mended.cells.num_columns == 6


def test_the_other_records_stay_as_they_are() -> None:
    before, after = table(ROWS[10]), mend(table(CASES["an empty cell too many"]))
    same = [row for row in range(len(ROWS)) if row != 10]
    assert after.cells.take(pa.array(same)).equals(before.cells.take(pa.array(same)))


@pytest.mark.parametrize("rows", [ROWS, ROWS[:5], ["a", "b", "c"]], ids=["sound", "few", "one column"])
def test_sound_tables_are_left_alone(rows: list[str]) -> None:
    cells = raw("\n".join(rows))
    sound = replace(cells, lines=cells.records)
    assert mend(sound) is sound


GOODS = [
    f"{day:02}/03/2018,{day % 7},$7{day % 10}.25,"
    + ('"Boots, brown"' if day % 2 else "Hat")
    + f',"Made by hand, number {day} of the series"'
    for day in range(1, 29)
]
TITLES = "day,count,price,Product,Description"
TEXTS = {
    "a quote before a plain cell": (
        '11/03/2018,"4,$71.25,"Boots, brown","Made by hand, number 11 of the series"',
        ["11/03/2018", '"4', "$71.25", "Boots, brown", "Made by hand, number 11 of the series"],
    ),
    "a quote before a quoted cell": (
        '11/03/2018,4,$71.25,""Boots, brown","Made by hand, number 11 of the series"',
        ["11/03/2018", "4", "$71.25", '"Boots, brown', "Made by hand, number 11 of the series"],
    ),
    "a delimiter lost between quoted cells": (
        '11/03/2018,4,$71.25,"Boots, brown""Made by hand, number 11 of the series"',
        ["11/03/2018", "4", "$71.25", "Boots, brown", "Made by hand, number 11 of the series"],
    ),
    "a delimiter lost before a quoted cell": (
        '11/03/2018,4,$71.25"Boots, brown","Made by hand, number 11 of the series"',
        ["11/03/2018", "4", "$71.25", "Boots, brown", "Made by hand, number 11 of the series"],
    ),
    "spaces for delimiters": (
        '11/03/2018 4 $71.25 "Boots, brown" "Made by hand, number 11 of the series"',
        ["11/03/2018", "4", "$71.25", "Boots, brown", "Made by hand, number 11 of the series"],
    ),
    "a note": ("Source: the board, 2018", ["Source: the board", " 2018"]),
}


@pytest.mark.parametrize(("changed", "expected"), TEXTS.values(), ids=TEXTS.keys())
def test_quotes_say_where_cells_end(tmp_path: Path, changed: str, expected: list[str]) -> None:
    lines = [TITLES, *GOODS]
    lines[11] = changed
    (table,) = tables(tmp_path / "a.csv", "\n".join(lines) + "\n")
    mended = mend(table)
    found = [column[11].as_py() for column in mended.cells.columns]
    assert [cell for cell in found if cell is not None] == expected


def test_titles_are_parted_where_a_quote_or_a_capital_shows_it(tmp_path: Path) -> None:
    (table,) = tables(tmp_path / "a.csv", "\n".join(['day,count,price,Product"Description"', *GOODS]) + "\n")
    assert [column[0].as_py() for column in mend(table).cells.columns] == TITLES.split(",")
