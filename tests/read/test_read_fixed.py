"""Columns at fixed places, ruled-off text and seldom used delimiters give the cells a person sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.read.reading import codes, rows, tables

HEAD = ["Code", "Place", "Opened", "Length"]
PLACES = ["Elm Bridge", "Oak Hall, old", "Pier 4", "Mill", "Gas Works", "Ice House", "Library", "Tram Depot"] * 2
ROWS = [[f"{i * 7:04}", place, f"19{i:02}-03-1{i % 10}", str(i * i * 37)] for i, place in enumerate(PLACES)]
WIDTHS = (4, 16, 10, 8)


def page(grid: list[list[str]], *, gap: int = 2) -> list[str]:
    """Lines with text to the left and the last column to the right."""
    cells = [[text.rjust(n) if n == 8 else text.ljust(n) for text, n in zip(row, WIDTHS, strict=True)] for row in grid]
    return [(" " * gap).join(row).rstrip() for row in cells]


RULER = "  ".join("-" * n for n in WIDTHS)
CASES = {
    "with a header": (page([HEAD, *ROWS]), [HEAD, *ROWS]),
    "without one": (page(ROWS), ROWS),
    "one space between": (page([HEAD, *ROWS], gap=1), [HEAD, *ROWS]),
    "ruled": ([*page([HEAD]), RULER, *page(ROWS)], [HEAD, [], *ROWS]),
    "a title above": (["Works of the city", *page([HEAD, *ROWS])], [["Works of the city"], HEAD, *ROWS]),
    "of a database": (
        [" | ".join(HEAD), "-----+------+----", *[" | ".join(row) for row in ROWS]],
        [HEAD, [], *ROWS],
    ),
    "two bars": (["||".join(row) for row in [HEAD, *ROWS]], [HEAD, *ROWS]),
    "a section sign": (["§".join(row) for row in [HEAD, *ROWS]], [HEAD, *ROWS]),
    "lines in quotes": (['"' + ";".join(row) + '"' for row in [HEAD, *ROWS]], [HEAD, *ROWS]),
}


@pytest.mark.parametrize(("lines", "expected"), CASES.values(), ids=CASES.keys())
def test_cells(tmp_path: Path, lines: list[str], expected: list[list[str]]) -> None:
    (table,) = tables(tmp_path / "a.txt", "\n".join(lines) + "\n")
    found = [[cell.strip() for cell in row if cell is not None] for row in rows(table)]
    assert found == expected


def test_wide_characters_take_two_places(tmp_path: Path) -> None:
    names = [
        "人民桥",
        "图书馆",
        "北门市场",
        "码头",
        "钟楼",
        "渔港",
        "消防站",
        "电报局",
        "医院",
        "文化宫",
        "小学",
        "车站",
    ]
    lines = [f"{i:03}  {name}{'  ' * (6 - len(name))}  {i * 91:>5}" for i, name in enumerate(names)]
    (table,) = tables(tmp_path / "a.txt", "\n".join(lines))
    assert rows(table) == [[f"{i:03}", name, str(i * 91)] for i, name in enumerate(names)]
    assert codes(table)[0][0] == "layout-guessed"


def test_record_separators_end_records(tmp_path: Path) -> None:
    (table,) = tables(tmp_path / "a.txt", "\x1e".join("\x1f".join(row) for row in [HEAD, *ROWS]))
    assert rows(table) == [HEAD, *ROWS]


def test_running_text_has_no_columns(tmp_path: Path) -> None:
    text = "The board met and heard the report.\nIt was agreed to keep the bridge open.\nA letter was read out.\n" * 4
    (table,) = tables(tmp_path / "a.txt", text)
    assert table.cells.num_columns == 1
