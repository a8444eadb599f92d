"""Tables in PDFs: rows and columns from how words are set, each with a word where it is a guess."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

from publisher.errors import SourceError
from publisher.spec.model import Source
from tests.read.reading import Rows, codes, rows, tables

HEADER = ["Place", "Opened", "Visitors", "Takings"]
RECORDS = [
    ["North", "2001-05-03", "12", "1,200.50"],
    ["South Harbour", "2003-08-17", "860", "15.00"],
    ["Lido", "", "21", "-3.25"],
    ["Old Town", "1999-12-31", "1,044", "22.10"],
    ["Hill", "2010-01-30", "7", "8.60"],
]
RULED = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
PLAIN = TableStyle([])
PROSE = (
    "The council met on a day in spring and heard what the baths had earned, which was less than the year before. " * 8
)


def pdf(path: Path, *parts: object) -> Path:
    SimpleDocTemplate(str(path), invariant=1).build(list(parts))
    return path


def paragraph(text: str) -> Paragraph:
    return Paragraph(text, getSampleStyleSheet()["BodyText"])


def read_rows(found: Rows) -> list[list[str]]:
    return [[cell or "" for cell in row] for row in found]


@pytest.mark.parametrize("style", [RULED, PLAIN], ids=["ruled", "plain"])
def test_a_table_between_paragraphs(tmp_path: Path, style: TableStyle) -> None:
    table = Table([HEADER, *RECORDS], style=style)
    (found,) = tables(pdf(tmp_path / "a.pdf", paragraph(PROSE), table, paragraph(PROSE)))
    assert read_rows(rows(found)) == [HEADER, *RECORDS]
    assert codes(found) == ([] if style is RULED else [("layout-guessed", None)])


def test_lines_between_rules_are_one_row(tmp_path: Path) -> None:
    wrapped: Sequence[Sequence[object]] = [
        ["Place", "What it is"],
        *(
            [name, paragraph(f"{name} is a bath with a long story, told on more than one line")]
            for name in ["A", "B", "C"]
        ),
    ]
    (found,) = tables(pdf(tmp_path / "a.pdf", Table(wrapped, style=RULED, colWidths=[90, 150])))
    assert [row[0] for row in rows(found)] == ["Place", "A", "B", "C"]
    assert rows(found)[1][1] == "A is a bath with a long story, told on more than one line"


def test_a_table_goes_on_over_pages(tmp_path: Path) -> None:
    records = [[f"Place {n}", "2001-05-03", str(n), f"{n}.50"] for n in range(1, 81)]
    (found,) = tables(pdf(tmp_path / "a.pdf", Table([HEADER, *records], style=RULED)))
    assert read_rows(rows(found)) == [HEADER, *records]


NONE = [
    ("prose", [paragraph(PROSE)]),
    ("an empty page", [PageBreak()]),
]


@pytest.mark.parametrize("parts", [n[1] for n in NONE], ids=[n[0] for n in NONE])
def test_what_is_no_table(tmp_path: Path, parts: list[object]) -> None:
    assert tables(pdf(tmp_path / "a.pdf", *parts)) == ()


def test_a_pdf_is_no_source(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", Table([HEADER, *RECORDS]))
    with pytest.raises(SourceError, match="a guess") as caught:
        tables(path, source=Source(path="a.pdf"))
    assert "--csv" in caught.value.remedy


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj trailer<</Root 1 0 R>>"])
def test_a_damaged_pdf_is_one_error_or_no_table(tmp_path: Path, data: bytes) -> None:
    try:
        assert tables(tmp_path / "a.pdf", data) == ()
    except SourceError as error:
        assert error.place is not None
