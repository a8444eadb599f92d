"""Whole lines that belong to the page and not to the document, by named rules.

A line is compared whole, with the spaces beside Chinese characters taken out: a sentence that mentions 首页 stays.
"""

from __future__ import annotations

import re

RELATED = "related-heading"
_LONGEST = 200
_OPEN, _CLOSE = r"[【\[(（]", r"[】\])）]"
_TOOLS = (
    "打印(?:本页|此页|本文|文章)?|关闭(?:窗口|本页)?|收藏(?:本页)?|我要纠错|纠错|返回顶部|返回|回到顶部|下载|朗读|分享(?:到|至)?|"
    "一键分享|扫码分享|保存"
)
_SEE_ALSO = "links?|articles?|news|content|stories|pages|documents|reading"

_RULES: dict[str, tuple[str, ...]] = {
    "breadcrumb": (
        r"(?:您|你)?(?:现在|當前|当前|所在)?的?(?:所在)?位置(?:是)?[:：].{0,120}",
        r"(?:网站)?首页[>»›＞/\\|].{0,120}",
        r"you are here\b.{0,160}",
        r"home\s*[>»›/].{0,160}",
        r"[^。.]{1,24}(?:\s*[>»›＞]\s*[^。.>»›＞]{1,24}){2,}",
    ),
    "page-tools": (
        rf"{_OPEN}?(?:字体|字号|文字大小)[:：]?{_CLOSE}?{_OPEN}?[较超特大中小默认\s|/　-]*{_CLOSE}?",
        rf"{_OPEN}?(?:字体|字号)[:：]?.{{0,12}}{_OPEN}?(?:打印|关闭).{{0,20}}",
        rf"(?:[\s|/【\[(（]*(?:{_TOOLS})[】\])）:：]?)+",
        r"扫一扫.{0,20}",
        r"用?微信扫.{0,20}",
        r"(?:print|email|share)(?: this)?(?: page| article)?",
        r"(?:back|return) to top",
        r"skip to (?:main )?content",
        r"share (?:on|via) .{1,20}",
        r"font size\b.{0,20}",
        r"close window",
        r"add to favou?rites",
    ),
    "counter": (
        r"(?:浏览|阅读|点击|访问|查看|阅览)(?:次数|人数|数|量|率|统计)?[:：]?\s*[\[(（]?\d*[\])）]?次?",
        r"\d+(?:人|次)(?:阅读|浏览|点击)",
        r"(?:page )?(?:views?|hits|visits|read)[:：]?\s*[\d,]+(?: times)?",
        r"[\d,]+ (?:views?|reads|comments?|visits)",
    ),
    "neighbours": (
        r"(?:上|下|前|后)[一1](?:篇|页|条|则)[:：]?.{0,80}",
        r"(?:previous|next)(?: (?:article|page|post)|[:：]).{0,60}",
    ),
    "footer": (
        r"(?:版权所有|版权声明|主办单位|主办[:：]|承办单位|承办[:：]|协办单位|技术支持|(?:政府)?网站标识码|网站地图|联系我们|关于我们|网站声明).{0,160}",
        r"(?:copyright|©|\(c\)\s*\d{4}).{0,160}",
        r".{0,80}(?:all rights reserved|ICP备|公网安备|ICP证).{0,120}",
        r"privacy policy(?:\s*\|.{0,120})?",
        r"terms of use(?:\s*\|.{0,120})?",
    ),
    RELATED: (
        r"(?:相关|推荐|热门|延伸|精彩|热点|更多)(?:链接|阅读|文章|新闻|文档|视频|推荐|信息|稿件|内容|报道|专题|资讯)[:：]?",
        rf"(?:related|recommended|popular|more|see also|you may also like)(?: (?:{_SEE_ALSO}))?:?",
    ),
}
_COMPILED = {name: re.compile("|".join(patterns), re.IGNORECASE) for name, patterns in _RULES.items()}
_BESIDE_WIDE = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")


def line_rule(line: str) -> str | None:
    """The rule by which a whole line is not part of the document, or None."""
    if len(line) > _LONGEST:
        return None
    folded = _BESIDE_WIDE.sub("", line.strip())
    return next((name for name, pattern in _COMPILED.items() if pattern.fullmatch(folded)), None)
