"""Title, number, issuers and dates: found where they stand, cross-checked, never guessed."""

from __future__ import annotations

import pytest

from publisher.documents.metadata import About, about
from publisher.documents.model import Block
from publisher.documents.numbers import own_number
from publisher.documents.raw import Label, RawDocument
from publisher.documents.signature import bodies, named_first, signatures
from publisher.spec.model import DocumentOverride


def raw(*lines: str, labels: tuple[Label, ...] = (), titles: tuple[str, ...] = (), form: str = "text") -> RawDocument:
    """A raw document of paragraphs; a line that begins with ``# `` is a heading."""
    blocks = tuple(
        Block(kind="heading", text=line[2:], level=2) if line.startswith("# ") else Block(kind="paragraph", text=line)
        for line in lines
    )
    return RawDocument(format=form, blocks=blocks, labels=labels, titles=titles)


def known(document: RawDocument, override: DocumentOverride | None = None) -> About:
    return about(document, override or DocumentOverride(), file="raw/a.html", stem="a_file-name")


PROSE = "为规范政府采购信息公开，保障公众知情权，现将有关事项通知如下，请认真贯彻执行。"
NOTICE = (
    "国务院办公厅关于加强",
    "采购信息公开工作的通知",
    "国办发〔2018〕15号",
    "各部门：",
    PROSE,
    "国务院办公厅",
    "2018年12月4日",
)


def test_a_chinese_paper_by_its_text_alone() -> None:
    found = known(raw(*NOTICE))
    assert (found.title, found.number, found.issuers, found.written, found.published) == (
        "国务院办公厅关于加强采购信息公开工作的通知",
        "国办发〔2018〕15号",
        ("国务院办公厅",),
        "2018-12-04",
        None,
    )
    assert [(issue.code, issue.field) for issue in found.issues] == [("no-date", "published")]


@pytest.mark.parametrize(
    ("lines", "issuers", "written"),
    [
        pytest.param([PROSE, "某市财政局", "二〇一八年一月二日"], ("某市财政局",), "2018-01-02", id="two lines"),
        pytest.param([PROSE, "某市财政局\n2018年1月2日"], ("某市财政局",), "2018-01-02", id="one block"),
        pytest.param([PROSE, "某市财政局 2018年1月2日"], ("某市财政局",), "2018-01-02", id="one line"),
        pytest.param(
            [PROSE, "某市财政局　某市审计局", "2018年1月2日"],
            ("某市财政局", "某市审计局"),
            "2018-01-02",
            id="two bodies",
        ),
        pytest.param([PROSE, "某 市 财 政 局", "2018年1月2日"], ("某市财政局",), "2018-01-02", id="spaced"),
        pytest.param([PROSE, "（本文有删减）", "2018年1月2日"], (), "2018-01-02", id="no body"),
        pytest.param([PROSE, "自2018年1月2日起施行。"], (), None, id="a day in a sentence"),
        pytest.param([PROSE, "2018年1月2日", "2019年3月4日"], (), None, id="two days, no body"),
        pytest.param(["Text of the notice.", "Dated: April 25, 2013.", "A. Shipman,"], (), "2013-04-25", id="Dated"),
        pytest.param(["Issued in Washington, DC, on April 24, 2013."], (), "2013-04-24", id="Issued in"),
        pytest.param(
            ["Dear all", "Market Regulation Bureau", "3 November 2026"],
            ("Market Regulation Bureau",),
            "2026-11-03",
            id="English",
        ),
        pytest.param(["We met on 3 November 2026 and agreed."], (), None, id="a day in an English sentence"),
    ],
)
def test_signatures(lines: list[str], issuers: tuple[str, ...], written: str | None) -> None:
    found = known(raw(*lines))
    assert (found.issuers, found.written) == (issuers, written)


@pytest.mark.parametrize(
    ("lines", "form", "issuers"),
    [
        pytest.param(
            ["Finance Bureau, City of Lanwan", "# The budget"], "pdf", ("Finance Bureau, City of Lanwan",), id="pdf"
        ),
        pytest.param(
            ["City Government of Lanwan", "# Fire rules", "# for houses"],
            "docx",
            ("City Government of Lanwan",),
            id="two lines",
        ),
        pytest.param(["某市财政局", "# 关于采购的公告"], "pdf", ("某市财政局",), id="Chinese"),
        pytest.param(["Finance Bureau", "# The budget"], "html", (), id="the site above a page"),
        pytest.param(["Welcome to the office", "# The budget"], "pdf", (), id="other words"),
        pytest.param(["# The budget", "Finance Bureau"], "pdf", (), id="below the title"),
    ],
)
def test_letterheads(lines: list[str], form: str, issuers: tuple[str, ...]) -> None:
    assert known(raw(*lines, "It says where the money of the year goes.", form=form)).issuers == issuers


def test_a_day_in_the_title_signs_nothing() -> None:
    found = known(raw("# Minutes of the Passenger Council, 17 September 2026", "Transport Bureau", "21 September 2026"))
    assert (found.issuers, found.written) == (("Transport Bureau",), "2026-09-21")


@pytest.mark.parametrize(
    ("lines", "form", "title"),
    [
        pytest.param(["Orange warning", "Reference: PSB/2026/22"], "text", "Orange warning", id="a line by itself"),
        pytest.param(
            ["Orange warning", "Reference: PSB/2026/22"], "xml", "PSB/2026/22: SENTENCE", id="not a text file"
        ),
        pytest.param(["Reference: PSB/2026/22"], "text", "PSB/2026/22: SENTENCE", id="a label"),
        pytest.param(["Dear all", "Reference: PSB/2026/22"], "text", "PSB/2026/22: SENTENCE", id="a greeting"),
        pytest.param(["It was cold.", "Reference: PSB/2026/22"], "text", "PSB/2026/22: SENTENCE", id="a sentence"),
    ],
)
def test_the_headline_of_a_text_file(lines: list[str], form: str, title: str) -> None:
    sentence = "The centre of the storm stood far off the coast at noon"
    found = known(raw(*lines, f"{sentence}.", form=form))
    assert found.title == title.replace("SENTENCE", sentence)


def test_the_paper_s_own_signature_and_not_that_of_what_it_passes_on() -> None:
    passed_on = ("关于内地班扩大规模的请示", PROSE, "国家教委", "一九九六年五月十三日")
    found = known(raw("国务院办公厅转发国家教委关于扩大规模请示的通知", PROSE, *passed_on))
    assert (found.issuers, found.written) == (("国务院办公厅",), None)
    found = known(raw("国务院办公厅转发国家教委请示的通知", PROSE, "国务院办公厅", "一九九六年七月十七日", *passed_on))
    assert found.written == "1996-07-17"


def test_an_order_is_signed_in_person_and_named_after_what_it_puts_in_force() -> None:
    found = known(
        raw(
            "中华人民共和国国务院令",
            "第707号",
            "现公布《个人所得税法实施条例》，自2019年1月1日起施行。",
            "总理 李某",
            "2018年12月18日",
        )
    )
    assert (found.title, found.number, found.issuers, found.written) == (
        "个人所得税法实施条例",
        "中华人民共和国国务院令第707号",
        ("国务院",),
        "2018-12-18",
    )


def label(source: str, name: str, value: str) -> Label:
    return Label(source=source, name=name, value=value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("labels", "written", "published", "notes"),
    [
        pytest.param(
            [label("table", "written", "2018年12月4日"), label("table", "published", "2018年12月6日")],
            "2018-12-04",
            "2018-12-06",
            [],
            id="all agree",
        ),
        pytest.param(
            [label("table", "written", "2018年12月5日"), label("meta", "published", "2018-12-06")],
            "2018-12-05",
            "2018-12-06",
            ["written: 2018-12-05 in the page's labels, 2018-12-04 in its text"],
            id="label and text",
        ),
        pytest.param(
            [
                label("meta", "published", "2018-12-07"),
                label("table", "published", "2018年12月6日"),
                label("address", "published", "https://a.example/2018-12/08/c.htm"),
            ],
            "2018-12-04",
            "2018-12-06",
            ["published: 2018-12-06 in the page's labels, 2018-12-07 in its metadata, 2018-12-08 in its address"],
            id="three sources",
        ),
        pytest.param(
            [label("table", "published", "2018年11月1日")],
            "2018-12-04",
            "2018-11-01",
            ["written on 2018-12-04, which is after it was published on 2018-11-01"],
            id="published before it was written",
        ),
        pytest.param([label("table", "published", "近日")], "2018-12-04", None, [""], id="no day in the label"),
        pytest.param(
            [label("address", "published", "/2018-12/06/c.htm")], "2018-12-04", "2018-12-06", [], id="address alone"
        ),
    ],
)
def test_dates_are_cross_checked(labels: list[Label], written: str, published: str | None, notes: list[str]) -> None:
    found = known(raw(*NOTICE, labels=tuple(labels)))
    assert (found.written, found.published, [issue.note for issue in found.issues]) == (written, published, notes)


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Published: 14 October 2026 | Reference: MRB/2026/31", "2026-10-14"),
        ("Published 3 May 2022", "2022-05-03"),
        ("First published on May 3, 2022", "2022-05-03"),
        ("发布日期：2020-03-04 10:00", "2020-03-04"),
        ("Published 3 May 2022 and sent to all members of the council for their comments.", None),
        ("The plan was published 3 May 2022", None),
    ],
)
def test_published_in_the_text(line: str, published: str | None) -> None:
    assert known(raw("Help with heating costs", line)).published == published


def test_what_a_person_declared_wins_and_settles_it() -> None:
    labels = (label("table", "written", "2018年12月5日"), label("table", "title", "别的标题"))
    override = DocumentOverride(
        title="Title", number="N 1", issuers=("Office",), written="2018-12-03", published="2018-12-06"
    )
    found = known(raw(*NOTICE, labels=labels), override)
    assert (found.title, found.number, found.issuers, found.written, found.published, found.issues) == (
        "Title",
        "N 1",
        ("Office",),
        "2018-12-03",
        "2018-12-06",
        (),
    )


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (["标题", "国发〔2016〕55号"], "国发〔2016〕55号"),
        (["标题", "国办发明电〔2018〕15号"], "国办发明电〔2018〕15号"),
        (["标题", "慈税罚（2018）40号"], "慈税罚（2018）40号"),
        (["标题", "川府发 [ 2020 ] 3 号"], "川府发 [ 2020 ] 3 号"),
        (["国家税务总局公告", "2016年第55号"], "国家税务总局公告2016年第55号"),
        (["某市人民政府令", "第12号"], "某市人民政府令第12号"),
        (["根据国发〔2016〕55号的要求，现通知如下。"], None),
        (["S. 676", "A BILL"], "S. 676"),
        (["H.R. 3590"], "H.R. 3590"),
        (["Resolution No. 2013-12"], "Resolution No. 2013-12"),
        (["Reference FIN/2026/04, 9 February 2026"], "FIN/2026/04"),
        (["Text", "[FR Doc. 2013-10114 Filed 4-29-13; 8:45 am]"], "2013-10114"),
        (["In FR Doc. 2013-9999, on page 12, the date is wrong."], None),
        (["Order in the council chamber is kept by the clerk."], None),
        pytest.param(["Fire safety", "MRB/2026/34"], "MRB/2026/34", id="office, year and serial"),
        pytest.param(["Fire safety", "See MRB/2026/34 for more"], None, id="another's in a sentence"),
        pytest.param(["Fire safety", "and/2026/34"], None, id="no office"),
    ],
)
def test_own_number(lines: list[str], number: str | None) -> None:
    assert own_number(raw(*lines).blocks) == number


@pytest.mark.parametrize(
    ("document", "title"),
    [
        pytest.param(
            raw("x", titles=("关于采购的通知_某市人民政府",), form="html"), "关于采购的通知", id="site's name after it"
        ),
        pytest.param(raw("# Water plan", titles=("Home",), form="html"), "Water plan", id="an empty title"),
        pytest.param(
            raw("# Air plan", "x", titles=("Template 2019",), form="pdf"), "Air plan", id="title of a template"
        ),
        pytest.param(
            raw("Air plan 2020 for all", titles=("Air plan 2020",), form="pdf"), "Air plan 2020", id="title in text"
        ),
        pytest.param(raw("Plain words of a letter"), "Plain words of a letter", id="first words"),
        pytest.param(
            raw(
                *(
                    "# DATES:",
                    "Comments are due on May 31.",
                    "# ADDRESSES:",
                    "Write to us.",
                    "# SUPPLEMENTARY INFORMATION:",
                ),
                *("This rule changes the list of spot markets. It ends soon.", "[FR Doc. 2013-1 Filed 4-29-13]"),
                *("[FR Doc. 2013-10114 Filed 4-29-13; 8:45 am]",),
                form="html",
            ),
            "2013-10114: This rule changes the list of spot markets",
            id="a notice without a heading",
        ),
        pytest.param(raw(), "a file-name", id="nothing but its file's name"),
        pytest.param(raw("几 个 问 题 的 通 知", "国发〔1981〕88号"), "几个问题的通知", id="spaced out"),
    ],
)
def test_titles(document: RawDocument, title: str) -> None:
    assert known(document).title == title


def test_a_long_first_sentence_is_cut_at_a_word() -> None:
    title = known(raw("word " * 100)).title
    assert len(title) <= 160
    assert title.endswith("word…")


def test_further_numbers() -> None:
    labels = (label("table", "index", "000014349/2018-00222"), label("table", "number", "国发 [2018] 43号"))
    found = known(raw("标题", labels=labels))
    assert (found.number, found.numbers) == ("国发 [2018] 43号", ("国发〔2018〕43号", "000014349/2018-00222"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("国务院办公厅、中央军委办公厅", ("国务院办公厅", "中央军委办公厅")),
        ("国务院　中央军委", ("国务院", "中央军委")),
        ("City of Harbour", ("City of Harbour",)),
        ("感谢您的关心和支持", ()),
        ("各部门", ()),
        ("Yours sincerely", ()),
        ("", ()),
    ],
)
def test_bodies(text: str, names: tuple[str, ...]) -> None:
    assert bodies(text) == names


def test_bodies_a_title_begins_with() -> None:
    assert named_first("国务院、中央军委关于同意迁址的批复") == ("国务院", "中央军委")
    assert named_first("关于加强管理的通知") == ()


def test_all_signatures_in_order() -> None:
    found = signatures(raw(PROSE, "甲市财政局", "2018年1月2日", PROSE, "乙市财政局", "2017年1月2日").blocks)
    assert [(one.iso, one.issuers) for one in found] == [
        ("2018-01-02", ("甲市财政局",)),
        ("2017-01-02", ("乙市财政局",)),
    ]
