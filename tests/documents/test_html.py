"""Web pages: the article is kept, the page around it is left out and counted."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.documents.html import declared_encoding, extract
from publisher.documents.html.lines import line_rule
from tests.documents.made import shape

BODY = "<p>为规范政府采购信息公开，保障公众知情权，现将有关事项通知如下，请认真贯彻执行。</p>"
TEXT = ("paragraph", "为规范政府采购信息公开，保障公众知情权，现将有关事项通知如下，请认真贯彻执行。")
LABELS = """<table><tr><td>索 引 号：</td><td>0001/2018-1</td><td>主题分类：</td><td>财政\\审计</td></tr>
<tr><td><b>发文机关：</b></td><td>国务院</td><td><b>成文日期：</b></td><td>2018年12月21日</td></tr>
<tr><td>标　　题：</td><td colspan=3>关于采购的通知</td></tr>
<tr><td>发文字号：</td><td>国发〔2018〕43号</td><td>发布日期：</td><td>2018年12月29日</td></tr></table>"""


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        pytest.param(f"<h1>通知</h1>{BODY}", [("h2", "通知"), TEXT], id="heading and paragraph"),
        pytest.param(f"<nav><a href=/>首页</a></nav>{BODY}<footer>© 2020 某市</footer>", [TEXT], id="nav and footer"),
        pytest.param(f"<div>当前位置：首页 &gt; 政务公开 &gt; 通知</div>{BODY}", [TEXT], id="breadcrumb line"),
        pytest.param(
            f"<div class='crumb-nav'>a</div>{BODY}<div id=footer>主办：某局</div>", [TEXT], id="named furniture"
        ),
        pytest.param(f"{BODY}<p>【打印本页】 【关闭窗口】</p><p>浏览次数：1024</p>", [TEXT], id="tools and counter"),
        pytest.param(f"{BODY}<p>上一篇：关于甲的通知</p><p>下一篇：没有了</p>", [TEXT], id="neighbours"),
        pytest.param(
            f"{BODY}<h3>相关链接</h3><ul><li><a href=/1>甲</a></li><li><a href=/2>乙</a></li></ul>",
            [TEXT],
            id="related",
        ),
        pytest.param(
            f"<ul><li><a href=/1>政务公开</a><li><a href=/2>办事服务</a><li><a href=/3>互动交流</a></ul>{BODY}",
            [TEXT],
            id="link list without a name",
        ),
        pytest.param(
            f"<title>关于采购的通知</title><p>某市财政局</p><p>English</p><h1>关于采购的通知</h1>{BODY}",
            [("h2", "关于采购的通知"), TEXT],
            id="site and languages above the title",
        ),
        pytest.param(
            f"<title>关于采购的通知</title><p>第707号</p><h1>关于采购的通知</h1>{BODY}<p>某市财政局</p>",
            [("paragraph", "第707号"), ("h2", "关于采购的通知"), TEXT, ("paragraph", "某市财政局")],
            id="a number above the title and a body below it stay",
        ),
        pytest.param(
            f"<h1>Notice</h1><p>Published: 3 May 2026 | Reference: FIN/2026/4 | Finance Bureau</p>{BODY}",
            [("h2", "Notice"), TEXT],
            id="a bar that names the body without a label",
        ),
        pytest.param(f"{BODY}<p>版权所有：某市人民政府 京ICP备05070218号</p>", [TEXT], id="copyright line"),
        pytest.param(
            "<p>Costs are set out in 7 U.S.C. 15b. See <a href=/a>A</a>, <a href=/b>B</a>, <a href=/c>C</a>.</p>",
            [("paragraph", "Costs are set out in 7 U.S.C. 15b. See A, B, C.")],
            id="links in a sentence stay",
        ),
        pytest.param(
            f"{BODY}<p><a href=a.pdf>附件1</a></p><p><a href=b.docx>附件2</a></p><p><a href=c.xls>附件3</a></p>",
            [TEXT, ("paragraph", "附件1"), ("paragraph", "附件2"), ("paragraph", "附件3")],
            id="attachments stay",
        ),
        pytest.param(
            f"<ol><li>One thing to do</li><li><p>Another</p></li></ol>{BODY}",
            [("item", "One thing to do"), ("item", "Another"), TEXT],
            id="items",
        ),
        pytest.param(
            "<table><tr><th>Year</th><th>Sum</th></tr><tr><td>2019</td><td>12<br>mn</td></tr></table>",
            [("table", "Year\tSum\n2019\t12 mn")],
            id="table of data",
        ),
        pytest.param(
            f"<table><tr><td><table><tr><td>{BODY}</td></tr></table></td></tr></table>", [TEXT], id="table for layout"
        ),
        pytest.param(
            "<table><tr><td rowspan=2>a<td colspan=2>b</tr><tr><td>c<td>d</tr></table>",
            [("table", "a\tb\n\tc\td")],
            id="merged cells stand once",
        ),
        pytest.param("<p>中文\n    换行<br>第二行</p>", [("paragraph", "中文换行\n第二行")], id="source line ends"),
        pytest.param("<p>one\n  two&nbsp;three</p>", [("paragraph", "one two\u00a0three")], id="latin line ends"),
        pytest.param(f"<p style='display:none'>秘密</p><p hidden>x</p>{BODY}", [TEXT], id="hidden text"),
        pytest.param(f"<script>x()</script><style>p{{}}</style><!-- c -->{BODY}", [TEXT], id="never shown"),
        pytest.param(f"<p><b>一、总体要求</b></p>{BODY}", [("h3", "一、总体要求"), TEXT], id="bold line is a heading"),
        pytest.param(
            f"{LABELS}<div id=UCAP-CONTENT>{BODY}</div><div class=share>分享到微信</div>", [TEXT], id="marked article"
        ),
        pytest.param(
            f"<main>{BODY}</main><div><p>无关的推荐内容，请点击这里查看更多精彩的新闻报道。</p></div>",
            [TEXT],
            id="main",
        ),
        pytest.param("", [], id="nothing"),
        pytest.param("just words", [("paragraph", "just words")], id="no markup"),
        pytest.param(
            "<p>首页是网站的门面，应当及时更新。</p>",
            [("paragraph", "首页是网站的门面，应当及时更新。")],
            id="a sentence",
        ),
    ],
)
def test_blocks(html: str, blocks: list[tuple[str, str]]) -> None:
    assert shape(extract(html).blocks) == blocks


@pytest.mark.parametrize(
    ("html", "labels"),
    [
        pytest.param(
            LABELS,
            [
                ("table", "index", "0001/2018-1"),
                ("table", "topic", "财政\\审计"),
                ("table", "issuer", "国务院"),
                ("table", "written", "2018年12月21日"),
                ("table", "title", "关于采购的通知"),
                ("table", "number", "国发〔2018〕43号"),
                ("table", "published", "2018年12月29日"),
            ],
            id="label table",
        ),
        pytest.param(
            "<ul><li>索引号：0001</li><li>发布机构：某市财政局</li><li>公开日期：2020-01-02</li></ul>",
            [("table", "index", "0001"), ("table", "issuer", "某市财政局"), ("table", "published", "2020-01-02")],
            id="label list",
        ),
        pytest.param(
            "<dl><dt>From:<dd>Health Office<dt>Published<dd>3 May 2022<dt>Last updated<dd>4 June 2022</dl>",
            [("table", "issuer", "Health Office"), ("table", "published", "3 May 2022")],
            id="terms",
        ),
        pytest.param(
            f"<p>发布时间：2020-03-04 10:00 来源：某局 浏览次数：12</p>{BODY}",
            [("table", "published", "2020-03-04 10:00")],
            id="bar under the title",
        ),
        pytest.param(
            f"<h1>Notice</h1><p>Published: 3 May 2026 | Reference: FIN/2026/4 | Finance Bureau</p>{BODY}",
            [
                ("table", "published", "3 May 2026"),
                ("table", "number", "FIN/2026/4"),
                ("table", "issuer", "Finance Bureau"),
            ],
            id="bar with a body that has no label",
        ),
        pytest.param(
            "<meta name=PubDate content='2018-12-29 10:00'><meta name=ArticleTitle content='关于采购的通知'>",
            [("meta", "published", "2018-12-29 10:00"), ("meta", "title", "关于采购的通知")],
            id="tags of government sites",
        ),
        pytest.param(
            '<script type="application/ld+json">{"@graph": [{"datePublished": "2020-01-02", "headline": "Water"}]}'
            "</script>",
            [("meta", "published", "2020-01-02"), ("meta", "title", "Water")],
            id="schema.org",
        ),
        pytest.param('<script type="application/ld+json">{[[[</script>', [], id="broken schema.org"),
        pytest.param(
            "<!-- saved from url=(0030)https://a.example/2018-12/29/x.htm -->",
            [("address", "published", "https://a.example/2018-12/29/x.htm")],
            id="address it was saved from",
        ),
    ],
)
def test_labels(html: str, labels: list[tuple[str, str, str]]) -> None:
    assert [(label.source, label.name, label.value) for label in extract(html).labels] == labels


def test_what_is_left_out_is_counted() -> None:
    raw = extract(f"<nav>主导航</nav><p hidden>草稿</p>{LABELS}{BODY}<p>浏览次数：3</p><p>【打印】</p><p>【关闭】</p>")
    assert {(change.rule, change.count) for change in raw.changes} == {
        ("page-furniture", 1),
        ("hidden-text", 1),
        ("label-table", 1),
        ("counter", 1),
        ("page-tools", 2),
    }


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">', "gb2312"),
        (b"<meta charset=utf-8>", "utf-8"),
        (b'<?xml version="1.0" encoding="big5"?><html>', "big5"),
        (b"<p>charset=gb2312</p>", None),
    ],
)
def test_declared_encoding(head: bytes, charset: str | None) -> None:
    assert declared_encoding(head) == charset


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("您现在的位置：首页 > 新闻", "breadcrumb"),
        ("Home > News > Markets", "breadcrumb"),
        ("扫一扫在手机打开当前页", "page-tools"),
        ("字体：【大 中 小】", "page-tools"),
        ("Print this page", "page-tools"),
        ("阅读：1024", "counter"),
        ("阅读量：1024次", "counter"),
        ("Copyright 2020 City of Harbour", "footer"),
        ("网站标识码：3300000001 备案号：浙ICP备1号", "footer"),
        ("Related articles", "related-heading"),
        ("（此件公开发布）", None),
        ("返回物品应当登记造册。", None),
        ("Next steps are set out below.", None),
        ("Next page: Fees", "neighbours"),
    ],
)
def test_whole_lines(line: str, rule: str | None) -> None:
    assert line_rule(line) == rule


@settings(deadline=None)
@given(st.text(alphabet="<>/=\"' abptdrhulinv中。\n&;#", max_size=300))
def test_any_markup_is_read(html: str) -> None:
    raw = extract(html)
    assert all(block.text for block in raw.blocks)
    assert extract(html) == raw


@settings(deadline=None, max_examples=20)
@given(st.integers(min_value=1, max_value=3000))
def test_depth_does_not_matter(depth: int) -> None:
    raw = extract("<div>" * depth + BODY + "</div>" * depth)
    assert shape(raw.blocks) == [TEXT]


@pytest.mark.parametrize(
    "piece", ["<table><tr><td>标题<td>", "<ul><li>发布日期：", "<div class=nav>", "<a href=x>", "<b>"]
)
def test_nesting_takes_time_in_proportion(piece: str) -> None:
    began = time.process_time()
    extract(piece * 3000 + "<p>x</p>")
    assert time.process_time() - began < 3  # quadratic work took a minute and more
