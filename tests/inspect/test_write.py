"""The first table as CSV."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.inspect.found import find_tables
from publisher.inspect.write import write_csv
from tests.inspect.grids import raw

CASES = {
    "short records have all cells": (
        "bath|opened|visitors\nNorth bath|2001-05-03|1200\nSouth bath|2003-08-17\nLido|2010-01-30|2210",
        ["bath,opened,visitors", "North bath,2001-05-03,1200", "South bath,2003-08-17,", "Lido,2010-01-30,2210"],
    ),
    "no header, no invented one": (
        "1.5|2001-05-03\n2.5|2003-08-17\n3.1|2010-01-30",
        ["1.5,2001-05-03", "2.5,2003-08-17", "3.1,2010-01-30"],
    ),
    "a delimiter in a text": (
        "bath|visitors\nNorth, old|1200\nSouth|860\nLido|2210",
        ["bath,visitors", '"North, old",1200', "South,860", "Lido,2210"],
    ),
}


@pytest.mark.parametrize(("text", "lines"), CASES.values(), ids=CASES.keys())
def test_csv(tmp_path: Path, text: str, lines: list[str]) -> None:
    write_csv(find_tables(raw(text), name="table")[0], tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes().decode() == "".join(line + "\n" for line in lines)


def test_no_table_is_an_empty_file(tmp_path: Path) -> None:
    write_csv(None, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes() == b""
