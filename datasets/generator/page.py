"""Notices as web pages: each bureau's site has its own furniture around a text, in each of its languages.

All carry what real pages carry: navigation, labels, counters, related links, a footer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template

from datasets.generator.body import inline_styles, line_breaks, pasted, semantic
from datasets.generator.text import Notice, Part

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, kw_only=True)
class Furniture:
    """How a site lays out a text: its template below ``texts/pages``, the way it writes a body, its encoding.

    ``charset`` is what the page declares, ``encoding`` what its bytes are; ``shelf`` is where its pages lie.
    """

    template: str
    body: Callable[[Sequence[Part]], str]
    charset: str = "utf-8"
    encoding: str = "utf-8"
    shelf: str = "/news/"


FURNITURE = {
    "gov-page": Furniture(template="government-zh", body=inline_styles, shelf="/zwgk/"),
    # Declared as gb2312, as many old sites do, although the text needs GB18030.
    "gov-page-gb": Furniture(
        template="government-zh", body=inline_styles, charset="gb2312", encoding="gb18030", shelf="/zwgk/"
    ),
    "council-page": Furniture(template="council-en", body=semantic),
    "transport-zh": Furniture(template="transport-zh", body=inline_styles, shelf="/tzgg/"),
    "transport-en": Furniture(template="transport-en", body=semantic),
    "environment-zh": Furniture(template="environment-zh", body=line_breaks, encoding="gb18030", shelf="/"),
    "environment-en": Furniture(template="environment-en", body=semantic),
    "planning-zh": Furniture(template="planning-zh", body=pasted, shelf="/xxgk/"),
    "planning-en": Furniture(template="planning-en", body=semantic),
    "education-zh": Furniture(template="education-zh", body=inline_styles, shelf="/zcwj/"),
    "education-en": Furniture(template="education-en", body=semantic, shelf="/letters/"),
    "gazette-zh": Furniture(template="gazette-zh", body=inline_styles, shelf="/gb/"),
    "gazette-en": Furniture(template="gazette-en", body=semantic, shelf="/g/"),
}


def page(notice: Notice, related: Sequence[Notice]) -> bytes:
    """The notice on the site its format names, beside links to ``related`` ones."""
    furniture = FURNITURE[notice.format]
    target = ' target="_blank"' if furniture.shelf == "/zwgk/" else ""
    links = "".join(
        f'<li><a href="{furniture.shelf}{one.file}"{target}>{escape(one.title)}</a></li>\n' for one in related
    )
    iso = notice.published.isoformat() if notice.published else ""
    told = {
        "charset": furniture.charset,
        "title": escape(notice.title),
        "issuer": escape(notice.issuer),
        "number": escape(notice.number),
        "number_line": _number_line(notice),
        "iso": iso,
        "published": english_date(notice.published) if notice.published else "",
        "meta": _meta(notice),
        "bar": _bar(notice),
        "labels": _rows(notice),
        "items": "\n".join(f"<li><b>{name}</b>{escape(value)}</li>" for name, value in labels(notice)),
        "terms": "\n".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in labels(notice)),
        "address": f"https://{notice.department}.lanwan.example{furniture.shelf}{notice.file}",
        "previous": escape(related[0].title) if related else "",
        "links": links,
        "body": furniture.body(notice.parts),
    }
    template = (Path(__file__).parent / "texts" / "pages" / f"{furniture.template}.html").read_text(encoding="utf-8")
    return Template(template).substitute(told).encode(furniture.encoding)


def english_date(day: dt.date) -> str:
    """``14 October 2026``, whatever the locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def chinese_date(day: dt.date) -> str:
    """``2026年03月05日``."""
    return f"{day.year}年{day.month:02d}月{day.day:02d}日"


def labels(notice: Notice) -> tuple[tuple[str, str], ...]:
    """What a site's table of labels says, in the notice's language; labels without a value are left out."""
    published = notice.published
    if notice.language == "zh":
        pairs: tuple[tuple[str, str], ...] = (
            ("索 引 号：", notice.index),
            ("主题分类：", notice.topic),
            ("发文机关：", notice.issuer),
            ("成文日期：", chinese_date(notice.written)),
            ("标　　题：", notice.title),
            ("发文字号：", notice.number),
            ("发布日期：", chinese_date(published) if published else ""),
        )
    else:
        pairs = (
            ("Reference", notice.number),
            ("Issued by", notice.issuer),
            ("Date signed", english_date(notice.written)),
            ("Published", english_date(published) if published else ""),
            ("Topic", notice.topic),
        )
    return tuple((name, value) for name, value in pairs if value)


def _rows(notice: Notice) -> str:
    """The labels as rows of a table; the government's own site sets two in a row."""
    if not notice.format.startswith("gov-page"):
        return "\n".join(
            f"<tr><th>{name}</th><td>{escape(value)}</td></tr>"
            if notice.language == "en"
            else f"<tr><td>{name}</td><td>{escape(value)}</td></tr>"
            for name, value in labels(notice)
        )
    published = chinese_date(notice.published) if notice.published else ""
    rows = (
        ("索 引 号：", notice.index, "主题分类：", notice.topic),
        ("发文机关：", notice.issuer, "成文日期：", chinese_date(notice.written)),
        ("标　　题：", notice.title, "", ""),
        ("发文字号：", notice.number, "发布日期：", published),
    )
    return "\n".join(
        f'<tr><td width="70"><b>{a}</b></td><td colspan="3">{escape(b)}</td></tr>'
        if not c
        else f'<tr><td width="70"><b>{a}</b></td><td width="360">{escape(b)}</td>'
        f'<td width="70"><b>{c}</b></td><td width="360">{escape(d)}</td></tr>'
        for a, b, c, d in rows
    )


def _meta(notice: Notice) -> str:
    """The tag that says when a page was published, by the name its content system gives it."""
    if notice.published is None:
        return ""
    if notice.language == "zh":
        return f'<meta name="PubDate" content="{notice.published.isoformat()} 09:30">'
    return f'<meta property="article:published_time" content="{notice.published.isoformat()}T09:30:00+08:00">'


def _bar(notice: Notice) -> str:
    """The line under a title."""
    if notice.language == "zh":
        return f"发布时间：{notice.published.isoformat()}" if notice.published else ""
    day = f"Published: {english_date(notice.published)} | " if notice.published else ""
    return f"{day}Issued by: {escape(notice.issuer)}"


def _number_line(notice: Notice) -> str:
    if not notice.number:
        return ""
    if notice.language == "zh":
        return f'<p style="text-align: center;">{escape(notice.number)}</p>'
    return f"<p>Reference: {escape(notice.number)}</p>"
