"""Notices as web pages: the way a city's Chinese site lays them out, and the way its English site does.

Both carry what real pages carry around a text: navigation, labels, counters, related links, a footer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from string import Template

from datasets.generator.text import Notice, Part

_PARAGRAPH = "margin-top: 0px; margin-bottom: 0px; text-indent: 2em; text-align: justify; font-family: 宋体;"
_CENTRED = "margin-top: 0px; margin-bottom: 0px; text-align: center; font-family: 宋体;"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_RIGHT = "margin-top: 0px; margin-bottom: 0px; text-align: right; font-family: 宋体;"


def chinese_page(notice: Notice, related: Sequence[Notice], *, charset: str) -> str:
    """A page of 澜湾市政务公开: table of labels, the text, related links, footer. ``charset`` is what it declares."""
    links = "".join(f'<li><a href="/zwgk/{one.file}" target="_blank">{escape(one.title)}</a></li>\n' for one in related)
    return _template("chinese-page.html").substitute(
        charset=charset,
        title=escape(notice.title),
        published=notice.published.isoformat(),
        issuer=escape(notice.issuer),
        labels=_labels(notice),
        number=escape(notice.number),
        body="\n".join(_chinese_part(part) for part in notice.parts),
        links=links,
    )


def english_page(notice: Notice, related: Sequence[Notice]) -> str:
    """A page of the English site: plain HTML 5 with a banner, a side column and a footer."""
    links = "".join(f'<li><a href="/news/{one.file}">{escape(one.title)}</a></li>\n' for one in related)
    return _template("english-page.html").substitute(
        title=escape(notice.title),
        number=escape(notice.number),
        issuer=escape(notice.issuer),
        iso=notice.published.isoformat(),
        published=english_date(notice.published),
        body="\n".join(_english_parts(notice.parts)),
        links=links,
    )


def english_date(day: dt.date) -> str:
    """``14 October 2026``, whatever the locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _template(name: str) -> Template:
    return Template((Path(__file__).parent / "texts" / name).read_text(encoding="utf-8"))


def _labels(notice: Notice) -> str:
    def chinese(day: dt.date) -> str:
        return f"{day.year}年{day.month:02d}月{day.day:02d}日"

    rows = (
        ("索 引 号：", notice.index, "主题分类：", notice.topic),
        ("发文机关：", notice.issuer, "成文日期：", chinese(notice.written)),
        ("标　　题：", notice.title, "", ""),
        ("发文字号：", notice.number, "发布日期：", chinese(notice.published)),
    )
    return "\n".join(
        f'<tr><td width="70"><b>{a}</b></td><td colspan="3">{escape(b)}</td></tr>'
        if not c
        else f'<tr><td width="70"><b>{a}</b></td><td width="360">{escape(b)}</td>'
        f'<td width="70"><b>{c}</b></td><td width="360">{escape(d)}</td></tr>'
        for a, b, c, d in rows
    )


def _chinese_part(part: Part) -> str:
    text = escape(part.text)
    match part.kind:
        case "heading":
            style = _CENTRED if text.startswith(("第", "澜湾市")) else _PARAGRAPH
            return f'<p style="{style}"><span style="font-weight: bold;">{text}</span></p>'
        case "signature":
            return f'<p style="{_RIGHT}">{text}&nbsp;&nbsp;&nbsp;&nbsp;</p>'
        case "table":
            rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>\n" for row in part.rows)
            return f'<table border="1" cellspacing="0" cellpadding="4" align="center">\n{rows}</table>'
        case _:
            return f'<p style="{_PARAGRAPH}">{text}</p>'


def _english_parts(parts: Sequence[Part]) -> Iterator[str]:
    listing = False
    for part in parts:
        if listing and part.kind != "item":
            yield "</ul>"
        if not listing and part.kind == "item":
            yield "<ul>"
        listing = part.kind == "item"
        yield _english_part(part)
    if listing:
        yield "</ul>"


def _english_part(part: Part) -> str:
    text = escape(part.text)
    match part.kind:
        case "heading":
            return f"<h2>{text}</h2>"
        case "item":
            return f"<li>{text}</li>"
        case "table":
            head, *rows = part.rows
            lines = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>\n" for row in rows)
            titles = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
            return f"<table>\n<thead><tr>{titles}</tr></thead>\n<tbody>\n{lines}</tbody>\n</table>"
        case _:
            return f"<p>{text}</p>"
