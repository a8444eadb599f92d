"""The words by which official pages and papers label what they say about themselves, in Chinese and English.

Names of Chinese page tags follow the State Council's rules for government websites (SiteName, ArticleTitle,
PubDate, ContentSource ...); further tags are Dublin Core, Open Graph, schema.org and Highwire.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from publisher.documents.raw import Label, LabelName, LabelSource

# Label as people see it, without spaces and colon, in lower case -> what it names. None: known, and not used here.
LABELS: dict[str, LabelName | None] = {
    **dict.fromkeys(("标题", "名称", "信息名称", "文件名称", "公文标题", "文件标题", "公文名称", "title"), "title"),
    **dict.fromkeys(
        (
            "发文字号",
            "文号",
            "发文文号",
            "公文文号",
            "文件编号",
            "公文字号",
            "documentnumber",
            "documentno.",
            "reference",
            "referencenumber",
            "referenceno.",
            "ourref",
            "ourreference",
        ),
        "number",
    ),
    **dict.fromkeys(("索引号", "信息索引号", "索引编号", "索取号", "indexnumber"), "index"),
    **dict.fromkeys(
        (
            *(
                "发文机关",
                "发文机构",
                "发文单位",
                "发布机构",
                "发布机关",
                "发布单位",
                "发布部门",
                "制发机关",
                "制定机关",
                "制发单位",
            ),
            *("公开主体", "公开机构", "印发机关", "成文单位", "责任部门", "公开责任部门", "主办单位", "issuingagency"),
            *("issuingoffice", "issuedby", "issuingdepartment", "agency", "issuingauthority"),
        ),
        "issuer",
    ),
    **dict.fromkeys(
        (
            *(
                "成文日期",
                "成文时间",
                "发文日期",
                "发文时间",
                "签发日期",
                "签发时间",
                "生成日期",
                "生成时间",
                "印发日期",
                "印发时间",
            ),
            *("制发日期", "形成日期", "datewritten", "datesigned", "dateofdocument", "documentdate", "dated"),
        ),
        "written",
    ),
    **dict.fromkeys(
        (
            *(
                "发布日期",
                "发布时间",
                "公开日期",
                "公开时间",
                "公布日期",
                "公布时间",
                "发表时间",
                "发表日期",
                "发布于",
                "上网时间",
            ),
            *("published", "publishedon", "datepublished", "publicationdate", "posted", "postedon", "dateposted"),
            *("releasedate", "releasedon", "dateofpublication", "issuedon"),
        ),
        "published",
    ),
    **dict.fromkeys(("生效日期", "生效时间", "实施日期", "施行日期", "实施时间", "effectivedate"), "effective"),
    **dict.fromkeys(("主题分类", "信息分类", "公文主题", "主题", "topic", "topics"), "topic"),
    **dict.fromkeys(
        (
            *(
                "主题词",
                "关键词",
                "有效性",
                "时效性",
                "文件状态",
                "废止日期",
                "失效日期",
                "体裁分类",
                "体裁",
                "组配分类",
                "服务对象",
                "公开方式",
            ),
            *(
                "公开形式",
                "公开范围",
                "公开类别",
                "公开程序",
                "公开时限",
                "信息格式",
                "语种",
                "分类",
                "文件类型",
                "公文种类",
                "关联类型",
                "内容概述",
            ),
            *(
                "信息来源",
                "来源",
                "文章来源",
                "稿件来源",
                "新闻来源",
                "作者",
                "责任编辑",
                "编辑",
                "责编",
                "审核",
                "校对",
                "撰稿",
                "记者",
                "摄影",
            ),
            *(
                "浏览次数",
                "浏览量",
                "阅读量",
                "阅读次数",
                "点击数",
                "点击量",
                "点击率",
                "访问量",
                "阅读",
                "浏览",
                "点击",
                "字体",
                "字号",
                "打印",
                "分享",
            ),
            *(
                "source",
                "author",
                "editor",
                "lastupdated",
                "lastmodified",
                "lastreviewed",
                "views",
                "pageviews",
                "hits",
                "keywords",
            ),
        ),
        None,
    ),
}

META: dict[str, LabelName] = {
    **dict.fromkeys(("articletitle", "dc.title", "dcterms.title", "og:title", "citation_title", "headline"), "title"),
    **dict.fromkeys(
        ("documentnumber", "legislationidentifier", "citation_technical_report_number", "legis-num"), "number"
    ),
    **dict.fromkeys(
        ("dc.publisher", "dcterms.publisher", "citation_publisher", "legislationpassedby", "legislationresponsible"),
        "issuer",
    ),
    **dict.fromkeys(("legislationdate", "datesigned", "writtendate"), "written"),
    **dict.fromkeys(
        (
            *(
                "pubdate",
                "publishdate",
                "publish_date",
                "publish_time",
                "publishtime",
                "article:published_time",
                "dcterms.issued",
            ),
            *(
                "dc.date.issued",
                "dc.date",
                "datepublished",
                "citation_publication_date",
                "govuk:first-published-at",
                "dc:date",
            ),
        ),
        "published",
    ),
    **dict.fromkeys(("dc:title",), "title"),
    **dict.fromkeys(("dc:publisher",), "issuer"),
    **dict.fromkeys(("dc.language", "dcterms.language", "dc:language", "og:locale", "inlanguage"), "language"),
}
_BETWEEN = " |·;；,，\t　"
# A line of nothing but these is the page's own bar under the title, not a line of the document.
_BAR: frozenset[LabelName | None] = frozenset(
    {"published", "issuer", "topic", "number", "index", "written", "title", None}
)


def fold(name: str) -> str:
    """A label as the tables above write it: 索　引　号： -> 索引号."""
    return re.sub(r"[\s　:：\[\]【】]", "", name).lower()


def _spaced(name: str) -> str:
    """A pattern for a label with spaces between its letters (发 布 日 期) or words (Date published)."""
    return r"\s*".join(re.escape(char) for char in name)


_ANY = "|".join(_spaced(name) for name in sorted(LABELS, key=lambda name: (-len(name), name)))
_LABELLED = re.compile(rf"(?<![^\W_])[【\[]?(?P<name>{_ANY})\s*[】\]]?\s*[:：]\s*[】\]]?", re.IGNORECASE)


def labelled(line: str) -> tuple[tuple[str, str], ...]:
    """The label and value pairs of a line that begins with one; a value ends at the next label or at a bar (|)."""
    marks = list(_LABELLED.finditer(line))
    if not marks or line[: marks[0].start()].strip(_BETWEEN):
        return ()
    ends = [*(mark.start() for mark in marks[1:]), len(line)]
    values = (re.split(r"\s[|·]\s", line[mark.end() : end])[0] for mark, end in zip(marks, ends, strict=True))
    return tuple((fold(mark["name"]), value.strip(_BETWEEN)) for mark, value in zip(marks, values, strict=True))


def is_bar(line: str) -> bool:
    """Whether a line is a page's bar of labelled values (source, date, counter) and not a line of the text."""
    pairs = labelled(line)
    known = [LABELS[name] for name, _ in pairs]
    said = sum(len(value) for _, value in pairs)
    left = _LABELLED.sub("", line)
    whole = (
        len("".join(left.split())) - len("".join(char for char in left if char in _BETWEEN and char.strip())) <= said
    )
    short = all(len(value) <= 60 for _, value in pairs)
    return (
        bool(pairs)
        and short
        and whole
        and _BAR.issuperset(known)
        and (len(pairs) > 1 or known[0] in {None, "published"})
    )


def from_pairs(pairs: Iterable[tuple[str, str]], source: LabelSource = "table") -> Iterator[Label]:
    """Labels of those pairs that name something and have a value."""
    for name, value in pairs:
        known = LABELS.get(fold(name))
        if known and value.strip():
            yield Label(source=source, name=known, value=value.strip())


def from_metas(metas: Iterable[tuple[str, str]]) -> Iterator[Label]:
    """Labels of machine-readable tags and properties."""
    for name, value in metas:
        known = META.get(name.strip().lower())
        if known and value.strip():
            yield Label(source="meta", name=known, value=" ".join(value.split()))
