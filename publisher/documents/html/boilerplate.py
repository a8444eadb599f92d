"""What on a page is not the document: named rules on elements (before the text is taken) and on lines (after).

Each rule is told apart by what an element or a line is, never by the site it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from publisher.documents.html.tree import Element, plain, walk

_WORDS = (
    "breadcrumbs?|crumbs?|mianbaoxie|dqwz|weizhi|navigation|navbar|nav|menu|topbar|footer|foot|copyright|related|recommend|"
    "share|sharing|social|bdsharebuttonbox|jiathis|qr|qrcode|qr_container|ewm|erweima|print|printer|toolbar|tools|sidebar|pagination|"
    "pager|paging|counter|hits|views|clicks|cookie|cookies|consent|advert|adverts|banner|skip|skiplink|skip-link|"
    "back_to_top|back-to-top|backtotop|totop|gotop|tooltip|rating|ratings|feedback|newsletter|subscribe|login|search"
)
_NAMED = re.compile(
    rf"(?:^|[-_])(?:{_WORDS})(?:[-_](?:box|bar|wrap|wrapper|container|list|block|links?|area|title|con|div|\d+))?$"
)
_TAGS = frozenset({"nav", "footer"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "menu", "menubar", "dialog", "alert", "toolbar"})
_HOLDERS = frozenset({"ul", "ol", "dl", "table", "td", "div", "section", "center", "form", "header", "aside"})
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|csv|txt|jpe?g|png)(?:[?#]|$)", re.IGNORECASE)
_PROSE = re.compile(r"[^。！？；.!?;]{12,}[。！？；]|[^.!?]{40,}[.!?](?:\s|$)")

# Whole lines, matched with their spaces removed where they are Chinese. Order matters only for the name shown.
_LINES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        (
            "breadcrumb",
            r"(?:您|你)?(?:现在|當前|当前|所在)?的?(?:所在)?位置(?:是)?[:：].{0,120}|(?:网站)?首页[>»›＞/\\|].{0,120}|"
            r"you are here\b.{0,160}|home\s*[>»›/].{0,160}|[^。.]{1,24}(?:\s*[>»›＞]\s*[^。.>»›＞]{1,24}){2,}",
        ),
        (
            "page-tools",
            r"[【\[(（]?(?:字体|字号|文字大小)[:：]?[】\]]?[\[【(（]?(?:[大中小默认\s|/　-]|较大|超大)*[】\])）]?(?:[【\[(（]?(?:打印|关闭).{0,20})?|"
            r"[【\[(（]?(?:打印|打印本页|打印此页|打印本文|打印文章|关闭|关闭窗口|关闭本页|收藏|收藏本页|纠错|我要纠错|返回顶部|返回|回到顶部|"
            r"下载|朗读|分享|分享到|分享至|一键分享|扫码分享|保存)[】\])）:：]?(?:[\s|/【\[(（]*(?:打印|打印本页|关闭|关闭窗口|关闭本页|收藏|返回|纠错|保存)[】\])）]?)*|"
            r"扫一扫.{0,20}|用?微信扫.{0,20}|(?:print|email|share)(?: this)?(?: page| article)?|back to top|return to top|skip to (?:main )?content|"
            r"share (?:on|via) .{1,20}|font size\b.{0,20}|close window|add to favou?rites",
        ),
        (
            "counter",
            r"(?:浏览|阅读|点击|访问|查看|阅览)(?:次数|人数|数|量|率|统计)?[:：]?\s*[\[(（]?\d*[\])）]?次?|\d+(?:人|次)(?:阅读|浏览|点击)|"
            r"(?:page )?(?:views?|hits|visits|read)[:：]?\s*[\d,]+(?: times)?|[\d,]+ (?:views?|reads|comments?|visits)",
        ),
        (
            "neighbours",
            r"(?:上|下|前|后)[一1](?:篇|页|条|则)[:：]?.{0,80}|(?:previous|next)(?: article| page| post)?[:：]?.{0,60}",
        ),
        (
            "footer",
            r"(?:版权所有|版权声明|主办单位|主办[:：]|承办单位|承办[:：]|协办单位|技术支持|网站标识码|政府网站标识码|网站地图|联系我们|关于我们|网站声明).{0,160}|"
            r"(?:copyright|©|&copy;|\(c\)\s*\d{4}).{0,160}|.{0,80}(?:all rights reserved|ICP备|公网安备|ICP证).{0,120}|"
            r"privacy policy(?:\s*\|.{0,120})?|terms of use(?:\s*\|.{0,120})?",
        ),
        (
            "related-heading",
            r"(?:相关|推荐|热门|延伸|精彩|热点|更多)(?:链接|阅读|文章|新闻|文档|视频|推荐|信息|稿件|内容|报道|专题|资讯)[:：]?|"
            r"(?:related|recommended|popular|more|see also|you may also like)(?: (?:links?|articles?|news|content|stories|pages|documents|reading))?:?",
        ),
    )
)
RELATED = "related-heading"


@dataclass(frozen=True, kw_only=True)
class Measure:
    """How many characters an element holds (spaces apart), how many of them in links, and the links themselves."""

    text: int = 0
    linked: int = 0
    links: int = 0
    files: int = 0
    inside: int = 0


def measure(body: Element) -> Mapping[Element, Measure]:
    """The measure of every element, from the leaves up."""
    order = list(walk(body))
    sums: dict[Element, Measure] = {}
    for element in reversed(order):
        own = sum(len("".join(child.split())) for child in element.children if isinstance(child, str))
        parts = [sums[child] for child in element.children if isinstance(child, Element)]
        text = own + sum(part.text for part in parts)
        target = element.attributes.get("href", "") if element.tag == "a" else ""
        is_link = bool(target)
        sums[element] = Measure(
            text=text,
            linked=text if is_link else sum(part.linked for part in parts),
            links=1 if is_link and text else sum(part.links for part in parts),
            files=int(bool(_FILE.search(target))) if is_link else sum(part.files for part in parts),
            inside=int("#" in target) if is_link else sum(part.inside for part in parts),
        )
    return sums


def left_out(body: Element, sums: Mapping[Element, Measure]) -> dict[Element, str]:
    """The topmost elements that are not the document -> the rule that says so.

    No rule may take more than half of a page's text outside links: then it is the rule that is wrong.
    """
    page = sums[body]
    most = max(1, (page.text - page.linked) // 2)
    found: dict[Element, str] = {}
    stack = [body]
    while stack:
        element = stack.pop()
        share = sums[element]
        rule = _rule(element, share) if element is not body and share.text else None
        if rule and share.text - share.linked <= most:
            found[element] = rule
            continue
        stack.extend(child for child in element.children if isinstance(child, Element))
    return found


def _rule(element: Element, share: Measure) -> str | None:
    if element.tag in _TAGS or element.attributes.get("role", "").lower() in _ROLES:
        return "page-furniture"
    if any(_NAMED.search(name) for name in element.names() if name):
        return None if _holds_article(element) else "page-furniture"
    if element.tag not in _HOLDERS or share.links < 3 or share.files * 2 >= share.links:
        return None
    text = plain(element)
    if share.linked >= 0.7 * share.text and not is_prose(text) and not text.endswith((".", "。", "；", ";")):
        return "contents" if share.inside == share.links else "link-list"
    return None


def _holds_article(element: Element) -> bool:
    """A container badly named: it has the page's heading or an article in it."""
    return any(below.tag in {"article", "main", "h1"} for below in walk(element))


def is_prose(text: str) -> bool:
    """Whether a text has a sentence in it."""
    return _PROSE.search(text) is not None


def line_rule(line: str) -> str | None:
    """The rule by which a whole line is not part of the document, or None."""
    if len(line) > 200:
        return None
    folded = re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", line.strip())
    for name, pattern in _LINES:
        if pattern.fullmatch(folded):
            return name
    return None
