"""Word documents, PDFs, XML papers and plain text, made by other programs and by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document as Word
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from publisher.documents import docx, pdf, plain, xml
from publisher.documents.layout import Line, arrange
from publisher.errors import SourceError
from tests.documents.made import shape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'


def word(path: Path, body: str, namespace: str = W, **parts: str) -> Path:
    """A .docx with this body; further parts by name (``footnotes`` -> word/footnotes.xml)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {namespace}><w:body>{body}</w:body></w:document>")
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return path


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("body", "blocks", "changes"),
    [
        pytest.param(p("One") + p(" ") + p("Two"), [("paragraph", "One"), ("paragraph", "Two")], {}, id="paragraphs"),
        pytest.param(p("Aims", '<w:outlineLvl w:val="0"/>'), [("h2", "Aims")], {}, id="outline level"),
        pytest.param(p("First", '<w:numPr><w:ilvl w:val="0"/></w:numPr>'), [("item", "First")], {}, id="list item"),
        pytest.param(
            "<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r></w:p>",
            [("paragraph", "a\nb\tc")],
            {},
            id="breaks and tabs",
        ),
        pytest.param(
            "<w:p><w:r><w:t>kept</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t> new</w:t></w:r></w:ins></w:p>",
            [("paragraph", "kept new")],
            {"tracked-deletion": 1},
            id="changes accepted",
        ),
        pytest.param(
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:t>open</w:t></w:r></w:p>",
            [("paragraph", "open")],
            {"hidden-text": 1},
            id="hidden run",
        ),
        pytest.param(
            "<w:p><w:r><w:instrText>HYPERLINK</w:instrText></w:r><w:r><w:t>link</w:t></w:r></w:p>",
            [("paragraph", "link")],
            {},
            id="field instruction",
        ),
        pytest.param(
            f"<w:sdt><w:sdtContent>{p('in a control')}</w:sdtContent></w:sdt>",
            [("paragraph", "in a control")],
            {},
            id="content control",
        ),
        pytest.param(
            f"<w:p><w:r><w:t>outer</w:t></w:r><w:r><w:pict><w:txbxContent>{p('box')}</w:txbxContent></w:pict></w:r></w:p>",
            [("paragraph", "outer"), ("paragraph", "box")],
            {},
            id="text box",
        ),
        pytest.param(
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + p("Both") + "</w:tc></w:tr>"
            f"<w:tr><w:tc>{p('a')}</w:tc><w:tc>{p('b')}{p('c')}</w:tc></w:tr></w:tbl>",
            [("table", "Both\na\tb c")],
            {},
            id="table with a merged cell",
        ),
        pytest.param(
            f"<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>{p('x')}</w:tc><w:tc>{p('y')}</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>",
            [("table", "x\ty")],
            {},
            id="table in a table",
        ),
    ],
)
def test_word(tmp_path: Path, body: str, blocks: list[tuple[str, str]], changes: dict[str, int]) -> None:
    raw = docx.extract(word(tmp_path / "a.docx", body), "a.docx")
    assert (shape(raw.blocks), {change.rule: change.count for change in raw.changes}) == (blocks, changes)


def test_word_notes_styles_and_the_strict_namespace(tmp_path: Path) -> None:
    rule = f'<w:footnote w:type="separator">{p("-")}</w:footnote>'
    notes = f"<w:footnotes {STRICT}>{rule}<w:footnote>{p('See A.')}</w:footnote></w:footnotes>"
    styles = (
        f'<w:styles {STRICT}><w:style w:styleId="a"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="b"><w:name w:val="Mine"/><w:basedOn w:val="a"/></w:style>'
        '<w:style w:styleId="c"><w:name w:val="Loop"/><w:basedOn w:val="c"/></w:style></w:styles>'
    )
    body = p("Part", '<w:pStyle w:val="b"/>') + p("Text", '<w:pStyle w:val="c"/>')
    raw = docx.extract(word(tmp_path / "a.docx", body, STRICT, footnotes=notes, styles=styles), "a.docx")
    assert shape(raw.blocks) == [("h2", "Part"), ("paragraph", "Text"), ("paragraph", "See A.")]


def test_word_as_a_word_processor_writes_it(tmp_path: Path) -> None:
    made = Word()
    made.core_properties.title = "Minutes"
    made.add_heading("Minutes of May", level=0)
    made.add_heading("Present", level=1)
    made.add_paragraph("Six members.")
    made.add_paragraph("Apples", style="List Bullet")
    table = made.add_table(rows=2, cols=2)
    for place, text in enumerate(["Item", "Sum", "Roof", "12"]):
        table.cell(place // 2, place % 2).text = text
    made.save(str(tmp_path / "m.docx"))
    raw = docx.extract(tmp_path / "m.docx", "m.docx")
    assert raw.titles == ("Minutes", "Minutes of May")
    assert shape(raw.blocks) == [
        ("h2", "Minutes of May"),
        ("h2", "Present"),
        ("paragraph", "Six members."),
        ("item", "Apples"),
        ("table", "Item\tSum\nRoof\t12"),
    ]


@pytest.mark.parametrize(
    ("part", "text", "message"),
    [
        ("word/other.xml", "<a/>", "its part word/document.xml is not there"),
        ("word/document.xml", "<w:document", "not well-formed XML"),
        ("word/document.xml", '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', "DOCTYPE"),
    ],
)
def test_bad_word(tmp_path: Path, part: str, text: str, message: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr(part, text)
    with pytest.raises(SourceError, match=message) as caught:
        docx.extract(tmp_path / "a.docx", "raw/a.docx")
    assert caught.value.place is not None
    assert caught.value.place.file.startswith("raw/a.docx")
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        pytest.param(
            "<a><b>One</b><c>Two <i>three</i></c></a>", [("paragraph", "One"), ("paragraph", "Two three")], id="texts"
        ),
        pytest.param(
            "<bill><enum>1.</enum><header>Short title</header><text>This Act is <quote>A</quote>.</text></bill>",
            [("h2", "1. Short title"), ("paragraph", "This Act is “A”.")],
            id="number before its heading",
        ),
        pytest.param("<a><text>He said</text><after>.</after></a>", [("paragraph", "He said.")], id="lone full stop"),
        pytest.param(
            "<a><table><row><entry>x</entry><entry>y</entry></row></table></a>", [("table", "x\ty")], id="table"
        ),
        pytest.param('<!DOCTYPE a SYSTEM "a.dtd"><a>x &eacute; y</a>', [("paragraph", "x é y")], id="dtd not fetched"),
        pytest.param("<a/>", [], id="nothing"),
    ],
)
def test_xml(text: str, blocks: list[tuple[str, str]]) -> None:
    assert shape(xml.extract(text.encode(), "a.xml").blocks) == blocks


def test_xml_metadata() -> None:
    text = (
        '<bill><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>113 S1: An Act</dc:title>'
        "<dc:publisher>Senate</dc:publisher><dc:date>2013-04-09</dc:date></metadata>"
        "<form><legis-num>S. 1</legis-num></form></bill>"
    )
    raw = xml.extract(text.encode(), "a.xml")
    assert raw.titles == ("113 S1: An Act",)
    assert [(label.source, label.name, label.value) for label in raw.labels] == [
        ("meta", "title", "113 S1: An Act"),
        ("meta", "issuer", "Senate"),
        ("meta", "published", "2013-04-09"),
        ("table", "number", "S. 1"),
    ]
    assert shape(raw.blocks) == [("paragraph", "S. 1")]


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ('<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', "DOCTYPE", 1),
        ('<!DOCTYPE a SYSTEM "a.dtd">\n<a>&secret;</a>', "entity &secret; is declared nowhere", 2),
        ("<a>\n<b></a>", "mismatched tag", 2),
        ("<a>" * 300, "nested more than 200 deep", 1),
        ("<a>&undeclared;</a>", "undefined entity", 1),
    ],
)
def test_bad_xml(text: str, message: str, line: int) -> None:
    with pytest.raises(SourceError, match=message) as caught:
        xml.extract(text.encode(), "raw/a.xml")
    assert (caught.value.place is not None and caught.value.place.line) == line


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        ("国务院\n二〇一八年一月二日", ["国务院", "二〇一八年一月二日"]),
        ("\u3000\u3000第一段。\n\u3000\u3000第二段。", ["第一段。", "第二段。"]),
        (
            "This is a sentence that was broken to fit the width of a page\nand it goes on here.\n\nNext.",
            ["This is a sentence that was broken to fit the width of a page and it goes on here.", "Next."],
        ),
        ("Short line\nAnother", ["Short line", "Another"]),
        ("- one\n- two", ["one", "two"]),
    ],
)
def test_plain_text(text: str, blocks: list[str]) -> None:
    assert [block.text for block in plain.extract(text).blocks] == blocks


def test_plain_text_with_pages() -> None:
    raw = plain.extract("one\n\f\ftwo")
    assert ([(block.page, block.text) for block in raw.blocks], raw.pages, raw.bare_pages) == (
        [(1, "one"), (3, "two")],
        3,
        (2,),
    )


def paper(pages: list[list[tuple[float, float, float, str]]], title: str = "") -> bytes:
    """A PDF: for each page lines of left, base, size, text."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    canvas.setTitle(title or "untitled")
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    for lines in pages:
        for left, base, size, text in lines:
            canvas.setFont("Helvetica" if text.isascii() else "STSong-Light", size)
            canvas.drawString(left, base, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


BODY = [
    (72.0, 700.0 - 14 * place, 11.0, text)
    for place, text in enumerate(
        [
            "The city has measured the quality of the air at five places since",
            "the spring of last year, and it found that the air in the centre is",
            "better than it was in the year before.",
        ]
    )
]


def test_pdf_headings_paragraphs_and_pages() -> None:
    data = paper(
        [[(72, 740, 18, "Clean air plan"), *BODY, (72, 640, 11, "Next paragraph.")], BODY], title="Clean air plan"
    )
    raw = pdf.extract(data, "a.pdf")
    text = " ".join(line[3] for line in BODY)
    assert [(block.kind, block.level, block.page, block.text) for block in raw.blocks] == [
        ("heading", 2, 1, "Clean air plan"),
        ("paragraph", 0, 1, text),
        ("paragraph", 0, 1, "Next paragraph."),
        ("paragraph", 0, 2, text),
    ]
    assert (raw.pages, raw.bare_pages, raw.titles) == (2, (), ("Clean air plan",))


def test_pdf_in_chinese() -> None:
    lines = ["为规范政府采购信息公开保障公众知情权和供应商公平竞争的权利现将", "有关事项通知如下请认真执行。"]
    raw = pdf.extract(paper([[(72, 700, 12, lines[0]), (72, 682, 12, lines[1])]]), "a.pdf")
    assert shape(raw.blocks) == [("paragraph", "".join(lines))]


def test_pdf_furniture_is_left_out_and_counted() -> None:
    pages = [
        [(72, 800, 9, f"Annual report 2020 {number}"), *BODY, (290, 40, 9, f"Page {number} of 3")]
        for number in (1, 2, 3)
    ]
    raw = pdf.extract(paper(pages), "a.pdf")
    assert [block.text for block in raw.blocks if block.text.startswith(("Annual", "Page"))] == ["Annual report 2020 1"]
    assert {change.rule: change.count for change in raw.changes} == {"page-number": 3, "running-head": 2}


def test_a_foot_that_says_its_page_is_on_no_page() -> None:
    feet = ["Finance Bureau - FIN/2026/4 Page 1", "Finance Bureau - FIN/2026/4 Page 2"]
    raw = pdf.extract(paper([[*BODY, (72, 40, 8, foot)] for foot in feet]), "a.pdf")
    assert [block.text for block in raw.blocks] == [" ".join(line[3] for line in BODY)] * 2
    assert [(change.rule, change.count) for change in raw.changes] == [("page-number", 2)]
    named = pdf.extract(paper([[*BODY, (72, 40, 8, "see page 7")], BODY]), "a.pdf")
    assert "see page 7" in [block.text for block in named.blocks]


ROWS = (("Place", "Samples"), ("Lighthouse beach", "22"), ("Old Dock", "5"))
ACROSS = [(72, y, 300, y) for y in (600, 580, 560, 540)]
DOWN = [(x, 540, x, 600) for x in (72, 200, 300)]
TABLE = [
    ("paragraph", "Before."),
    ("table", "Place\tSamples\nLighthouse beach\t22\nOld Dock\t5"),
    ("paragraph", "After."),
]


def ruled(lines: Sequence[tuple[float, float, float, float]], *, filled: bool = False, second: float = 206) -> bytes:
    """A PDF with three rows of two cells, the second column beginning at ``second``, and the lines given."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    canvas.drawString(72, 650, "Before.")
    for place, row in enumerate(ROWS):
        for left, cell in zip((78, second), row, strict=True):
            canvas.drawString(left, 586 - 20 * place, cell)
    canvas.drawString(72, 500, "After.")
    for x1, y1, x2, y2 in lines:
        if filled:
            canvas.rect(x1, y1, max(x2 - x1, 0.7), max(y2 - y1, 0.7), stroke=0, fill=1)
        else:
            canvas.line(x1, y1, x2, y2)
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "is_table"),
    [
        pytest.param(ruled([*ACROSS, *DOWN]), True, id="lines"),
        pytest.param(ruled([*ACROSS, *DOWN], filled=True), True, id="thin boxes"),
        pytest.param(
            ruled([*ACROSS, *[(x, y, x, y + 20) for x in (72, 200, 300) for y in (540, 560, 580)]]), True, id="cells"
        ),
        pytest.param(ruled([*ACROSS, *DOWN[:1], *DOWN[2:]]), False, id="one column"),
        pytest.param(
            ruled([*ACROSS, (72, 540, 72, 600), (200, 540, 200, 580), (300, 540, 300, 600)]), False, id="a gap"
        ),
        pytest.param(ruled([*ACROSS, *DOWN], second=196), False, id="text across a line"),
        pytest.param(ruled(ACROSS), False, id="only across"),
        pytest.param(ruled([]), False, id="none"),
    ],
)
def test_ruled_tables(data: bytes, is_table: bool) -> None:
    raw = pdf.extract(data, "a.pdf")
    text = "".join(block.text for block in raw.blocks)
    assert (shape(raw.blocks) == TABLE) is is_table
    assert sorted("".join(text.split())) == sorted(
        "".join("".join(one) for one in ("Before.", "After.", *map("".join, ROWS))).replace(" ", "")
    )


def test_rows_without_lines_between_them_are_no_row() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    rows = [("Country", "Euro"), *[(f"Land{n}", f"{n}.5") for n in range(6)]]
    for place, row in enumerate(rows):
        for left, cell in zip((78, 206), row, strict=True):
            canvas.drawString(left, 586 - 14 * place, cell)
    for line in [*[(72, y, 300, y) for y in (600, 584, 490)], *[(x, 490, x, 600) for x in (72, 200, 300)]]:
        canvas.line(*line)
    canvas.save()
    blocks = pdf.extract(stream.getvalue(), "a.pdf").blocks
    assert [block.kind for block in blocks if block.kind == "table"] == []
    assert "Land3 3.5" in "\n".join(block.text for block in blocks)


def test_pdf_pages_without_text_are_told() -> None:
    raw = pdf.extract(paper([[], BODY, []]), "a.pdf")
    assert (raw.pages, raw.bare_pages) == (3, (1, 3))


@pytest.mark.parametrize("data", [b"%PDF-1.4\nnothing", b"%PDF-1.7\n" + bytes(range(256))], ids=["empty", "noise"])
def test_bad_pdf(data: bytes) -> None:
    with pytest.raises(SourceError, match="the PDF cannot be read"):
        pdf.extract(data, "raw/a.pdf")


@pytest.mark.parametrize(
    ("first", "second", "elsewhere", "text"),
    [
        ("the whole popu-", "lation of it", "", "the whole population of it"),
        ("made machine-", "readable data", "", "made machine-readable data"),
        ("a long re-", "port was read", "the report says", "a long report was read"),
        ("in the inner-", "city of it", "an inner ring of the inner wall", "in the inner-city of it"),
        ("the COVID-", "Safe plan", "", "the COVID-Safe plan"),
    ],
)
def test_hyphens_at_line_ends(first: str, second: str, elsewhere: str, text: str) -> None:
    lines = [
        Line(text=first, page=1, left=72, right=500, base=700, size=11),
        Line(text=second, page=1, left=72, right=500, base=686, size=11),
    ]
    other = [Line(text=elsewhere, page=2, left=72, right=500, base=700, size=11)] if elsewhere else []
    blocks, _ = arrange([lines, other])
    assert blocks[0].text == text


@settings(deadline=None)
@given(
    st.lists(
        st.lists(
            st.builds(
                Line,
                text=st.text(min_size=1, max_size=40).filter(str.strip),
                page=st.just(1),
                left=st.floats(0, 600),
                right=st.floats(0, 600),
                base=st.floats(0, 800),
                size=st.sampled_from([8.0, 11.0, 14.0]),
            ),
            max_size=6,
        ),
        max_size=4,
    )
)
def test_no_line_is_lost(pages: list[list[Line]]) -> None:
    blocks, found = arrange(pages)
    left_out = [text for rule in ("page-number", "running-head") for text in found.get(rule, [])]
    given_letters = sorted(char for page in pages for line in page for char in line.text if char.isalnum())
    kept_letters = sorted(
        char for text in [*left_out, *(block.text for block in blocks)] for char in text if char.isalnum()
    )
    assert kept_letters == given_letters
