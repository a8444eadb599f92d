"""Kinds of tables in PDFs, drawn with known truth: ruled, half ruled, shaded, unruled; and pages that have none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from publisher.read import unseen_in
from tests.read.drawn import Draw, fill, grid, lattice, paper, prose, rule, text, thin
from tests.read.reading import codes, rows, snapshot, tables

HEAD = ["Place", "Opened", "Visitors", "Takings"]
BODY = [
    ["North", "2001-05-03", "12", "1,200.50"],
    ["South Harbour", "2003-08-17", "860", "15.00"],
    ["Lido", "", "21", "-3.25"],
    ["Old Town", "1999-12-31", "1,044", "22.10"],
    ["Hill", "2010-01-30", "7", "8.60"],
]
COLUMNS = [(60.0, "l"), (170.0, "l"), (330.0, "r"), (430.0, "r")]
XS, YS = [50.0, 160.0, 260.0, 340.0, 440.0], [700.0 - 14 * n + 10 for n in range(7)]
ALL = [HEAD, *BODY]
GROUPED = [["", "", "2010", "2010"], HEAD, *BODY]


def read(path: Path) -> list[list[list[str]]]:
    return [[[cell or "" for cell in row] for row in rows(table)] for table in tables(path)]


def zebra(_: int = 0) -> list[Draw]:
    return [fill(50, y - 14, 390, 14, 0.6 if n == 0 else 0.8 + 0.1 * (n % 2)) for n, y in enumerate(YS[:-1])]


def wrapped(canvas: Canvas) -> None:
    for draw in grid(COLUMNS, [["North\nand East", "2001", "12", "1"], ["Lido", "2003", "21", "2"]], 700, 40):
        draw(canvas)


KINDS: list[tuple[str, list[Draw], list[list[str]]]] = [
    ("ruled", [*lattice(XS, YS), *grid(COLUMNS, ALL, 700)], ALL),
    ("ruled by thin fills", [*lattice(XS, YS, thin), *grid(COLUMNS, ALL, 700)], ALL),
    (
        "ruled twice",
        [*lattice(XS, YS), *lattice([x + 2 for x in XS], [y - 2 for y in YS]), *grid(COLUMNS, ALL, 700)],
        ALL,
    ),
    ("open at the sides", [*lattice(XS, YS)[:7], *lattice(XS, YS)[8:-1], *grid(COLUMNS, ALL, 700)], ALL),
    (
        "records not ruled",
        [*lattice(XS, [YS[0], YS[1], YS[-1]]), *grid(COLUMNS, ALL, 700)],
        ALL,
    ),
    ("shaded by turns", [*zebra(), *grid(COLUMNS, ALL, 700)], ALL),
    ("rules across only", [*lattice(XS, YS)[:7], *grid(COLUMNS, ALL, 700)], ALL),
    ("no rules", grid(COLUMNS, ALL, 700), ALL),
    (
        "rules above and below",
        [rule(50, 711, 440, 711), rule(50, 696, 440, 696), rule(50, 626, 440, 626), *grid(COLUMNS, ALL, 700)],
        ALL,
    ),
    (
        "a group of columns under a rule",
        [text(370, 714, "2010", "c"), rule(290, 711, 440, 711), *grid(COLUMNS, ALL, 700)],
        GROUPED,
    ),
    (
        "titles on two lines",
        [
            *grid(COLUMNS, [["", "First", "Number of", "Takings"]], 710),
            *grid(COLUMNS, [["Place", "day", "visitors", "(EUR)"], *BODY], 700),
        ],
        [["Place", "First day", "Number of visitors", "Takings (EUR)"], *BODY],
    ),
    (
        "labels on two lines beside the middle",
        [
            draw
            for number, (place, *more) in enumerate(BODY)
            for draw in [
                text(60, 700 - 24 * number, f"{place} bath"),
                text(60, 691 - 24 * number, "of the city"),
                *grid(COLUMNS, [["", *more]], 695.5 - 24 * number),
            ]
        ],
        [[f"{place} bath of the city", *more] for place, *more in BODY],
    ),
    (
        "dot leaders",
        grid(COLUMNS, [HEAD, *([place + " " + "." * 12, *more] for place, *more in BODY)], 700),
        [HEAD, *([place + " " + "." * 12, *more] for place, *more in BODY)],
    ),
    (
        "raised marks",
        [*grid(COLUMNS, ALL, 700), text(60 + 22.2, 703 - 14, "1", size=6)],
        [HEAD, ["North1", *BODY[0][1:]], *BODY[1:]],
    ),
    (
        "a section among the records",
        grid(
            COLUMNS, [HEAD, ["Open in winter", "", "", ""], *BODY[:2], ["Open in summer", "", "", ""], *BODY[2:]], 700
        ),
        [HEAD, ["Open in winter", "", "", ""], *BODY[:2], ["Open in summer", "", "", ""], *BODY[2:]],
    ),
    (
        "caption and notes",
        [
            text(60, 730, "Table 4. What the baths of the city took in the years since they were opened, by place"),
            *grid(COLUMNS, ALL, 700),
            text(
                60, 615, "Source: the council, from the books of all the baths that it has, as of the end of the year."
            ),
        ],
        ALL,
    ),
    (
        "beside running text",
        [
            *grid([(x / 2 + 20, side) for x, side in COLUMNS], [[c[:6].strip() for c in row] for row in ALL], 700),
            *prose(310, 745, 55, 24),
        ],
        [[c[:6].strip() for c in row] for row in ALL],
    ),
]


@pytest.mark.parametrize(("page", "truth"), [kind[1:] for kind in KINDS], ids=[kind[0] for kind in KINDS])
def test_a_kind_of_table(tmp_path: Path, page: Sequence[Draw], truth: list[list[str]]) -> None:
    assert read(paper(tmp_path / "a.pdf", [*prose(50, 820, 90, 5), *page, *prose(50, 400, 90, 6)])) == [truth]


SPANNED = [
    ["Year", "Who", "Number"],
    ["1991", "Men", "11"],
    ["1991", "Women", "6"],
    ["1996", "Men", "9"],
    ["1996", "Women", "5"],
]


def test_a_cell_of_several_rows_has_its_text_in_each(tmp_path: Path) -> None:
    xs, ys = [50, 150, 250, 350], [710 - 14 * n for n in range(6)]
    across = [rule(150 if n in (2, 4) else 50, y, 350, y) for n, y in enumerate(ys)]
    page = [*across, *lattice(xs, ys)[6:], *grid([(160.0, "l"), (300.0, "r")], [row[1:] for row in SPANNED], 700)]
    years = [text(60, 700, "Year"), text(60, 679, "1991"), text(60, 651, "1996")]
    (found,) = tables(paper(tmp_path / "a.pdf", [*page, *years]))
    assert rows(found) == SPANNED
    assert found.merged == ((2, 0, 3, 0), (4, 0, 5, 0))
    assert codes(found) == [("layout-guessed", None)]


def test_a_table_that_rules_part_wholly_is_no_guess(tmp_path: Path) -> None:
    (found,) = tables(paper(tmp_path / "a.pdf", [*lattice(XS, YS), *grid(COLUMNS, ALL, 700)]))
    assert codes(found) == []


@pytest.mark.parametrize("turn", [90, 270])
def test_a_page_that_is_turned(tmp_path: Path, turn: int) -> None:
    def turned(canvas: Canvas) -> None:
        canvas.rotate(turn)
        canvas.translate(0 if turn == 90 else -842, -595 if turn == 90 else 0)
        for draw in [*lattice(XS, [y - 200 for y in YS]), *grid(COLUMNS, ALL, 500)]:
            draw(canvas)

    assert read(paper(tmp_path / "a.pdf", [turned], turn=turn)) == [ALL]


def test_pages_with_running_heads_are_one_table(tmp_path: Path) -> None:
    def page(number: int, records: Sequence[Sequence[str]]) -> list[Draw]:
        heads = [text(60, 800 - 10 * n, words) for n, words in enumerate(["The city", "Baths", f"Page {number} of 2"])]
        return [*heads, *grid(COLUMNS, [HEAD, *records], 700), text(60, 40, "Printed in the town hall")]

    path = paper(tmp_path / "a.pdf", page(1, BODY), page(2, BODY[::-1]))
    assert read(path) == [[HEAD, *BODY, *BODY[::-1]]]


def test_tables_with_captions_of_their_own_are_two(tmp_path: Path) -> None:
    pages = [[text(60, 730, f"Table {n}. Baths"), *grid(COLUMNS, ALL, 700)] for n in (1, 2)]
    assert read(paper(tmp_path / "a.pdf", *pages)) == [ALL, ALL]


NONE: list[tuple[str, list[Draw]]] = [
    ("two columns of text", [*prose(50, 800, 48, 30), *prose(310, 800, 48, 30)]),
    ("a list", [text(60, 700 - 12 * n, f"\u2022  item {n} of what is asked for") for n in range(9)]),
    (
        "the labels of a chart",
        [
            *(text(60, 700 - 40 * n, str(100 - 20 * n), "r") for n in range(6)),
            *(text(80 + 60 * n, 480, month, "c") for n, month in enumerate(["Jan", "Feb", "Mar", "Apr", "May"])),
            *(rule(65, 703 - 40 * n, 340, 703 - 40 * n) for n in range(6)),
        ],
    ),
    ("a box of text", [*lattice([45, 330], [720, 600]), *prose(50, 700, 50, 7)]),
    ("page heads", [text(60, 800, "The city"), text(500, 800, "Page 7", "r")]),
]


@pytest.mark.parametrize("page", [kind[1] for kind in NONE], ids=[kind[0] for kind in NONE])
def test_what_only_looks_like_a_table(tmp_path: Path, page: Sequence[Draw]) -> None:
    assert read(paper(tmp_path / "a.pdf", page)) == []


def coloured(grey: float) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(grey)
        canvas.drawString(60, 500, "7 people of Hill Street")
        canvas.setFillGray(0)

    return draw


def undrawn(canvas: Canvas) -> None:
    words = canvas.beginText(60, 500)
    words.setTextRenderMode(3)
    words.textLine("7 people of Hill Street")
    canvas.drawText(words)


HIDDEN: list[tuple[str, list[Draw], list[str]]] = [
    ("under a box", [text(60, 500, "Hill Street"), fill(50, 490, 200, 30, 0)], ["page 1: under a box"]),
    ("white", [coloured(1)], ["page 1: of the colour behind it"]),
    ("tiny", [text(60, 500, "Hill Street", size=0.5)], ["page 1: too small to read"]),
    ("beside the page", [text(700, 500, "Hill Street")], ["page 1: beside the page"]),
    ("not drawn", [undrawn], ["page 1: not drawn"]),
    ("white on a dark title", [fill(50, 490, 200, 30, 0), coloured(1)], []),
    ("on a box", [fill(50, 490, 200, 30, 0.8), text(60, 500, "Hill Street")], []),
]


@pytest.mark.parametrize(("drawn", "notes"), [kind[1:] for kind in HIDDEN], ids=[kind[0] for kind in HIDDEN])
def test_text_that_is_not_seen_is_told(tmp_path: Path, drawn: Sequence[Draw], notes: list[str]) -> None:
    path = paper(tmp_path / "a.pdf", [*lattice(XS, YS), *grid(COLUMNS, ALL, 700), *drawn])
    assert [issue.note for issue in unseen_in(snapshot(path)) if issue.code == "hidden-text"] == notes
