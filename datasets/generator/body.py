"""The text of a notice as HTML, in the four ways the bureaus' sites write it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from datasets.generator.text import Part

_PARAGRAPH = "margin-top: 0px; margin-bottom: 0px; text-indent: 2em; text-align: justify; font-family: 宋体;"
_CENTRED = "margin-top: 0px; margin-bottom: 0px; text-align: center; font-family: 宋体;"
_RIGHT = "margin-top: 0px; margin-bottom: 0px; text-align: right; font-family: 宋体;"


def inline_styles(parts: Sequence[Part]) -> str:
    """Every paragraph with the styles an editor pasted into it; headings are bold paragraphs."""
    return "\n".join(_styled(part) for part in parts)


def semantic(parts: Sequence[Part]) -> str:
    """Headings, lists and tables by the elements HTML has for them."""
    return "\n".join(_semantic(parts))


def line_breaks(parts: Sequence[Part]) -> str:
    """One run of lines between ``<BR>``, each begun with two wide spaces, as pages were written around 2000."""
    return "\n".join(_line(part) for part in parts)


def pasted(parts: Sequence[Part]) -> str:
    """As pasted from a word processor: spans, no-break spaces around numbers, zero-width spaces after commas."""
    return "\n".join(_pasted(part) for part in parts)


def _cells(rows: Sequence[tuple[str, ...]], tag: str = "td") -> str:
    return "".join(f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in row)}</tr>\n" for row in rows)


def _styled(part: Part) -> str:
    text = escape(part.text)
    match part.kind:
        case "heading" | "subheading":
            style = _CENTRED if text.startswith(("第", "澜湾市")) else _PARAGRAPH
            return f'<p style="{style}"><span style="font-weight: bold;">{text}</span></p>'
        case "signature":
            return f'<p style="{_RIGHT}">{text}&nbsp;&nbsp;&nbsp;&nbsp;</p>'
        case "table":
            return f'<table border="1" cellspacing="0" cellpadding="4" align="center">\n{_cells(part.rows)}</table>'
        case _:
            return f'<p style="{_PARAGRAPH}">{text}</p>'


def _semantic(parts: Sequence[Part]) -> Iterator[str]:
    listing = False
    for part in parts:
        if listing and part.kind != "item":
            yield "</ul>"
        if not listing and part.kind == "item":
            yield "<ul>"
        listing = part.kind == "item"
        yield _element(part)
    if listing:
        yield "</ul>"


def _element(part: Part) -> str:
    text = escape(part.text)
    match part.kind:
        case "heading":
            return f"<h2>{text}</h2>"
        case "subheading":
            return f"<h3>{text}</h3>"
        case "item":
            return f"<li>{text}</li>"
        case "table":
            head, *rows = part.rows
            titles = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
            return f"<table>\n<thead><tr>{titles}</tr></thead>\n<tbody>\n{_cells(rows)}</tbody>\n</table>"
        case _:
            return f"<p>{text}</p>"


def _line(part: Part) -> str:
    text = escape(part.text)
    match part.kind:
        case "heading" | "subheading":
            return f"　　<B>{text}</B><BR><BR>"
        case "signature":
            return f'<DIV align="right">{text}&nbsp;&nbsp;</DIV>'
        case "table":
            return f'<TABLE border="1" align="center" cellspacing="0">\n{_cells(part.rows)}</TABLE><BR>'
        case _:
            return f"　　{text}<BR><BR>"


def _pasted(part: Part) -> str:
    text = re.sub("([，；])", "\\1\u200b", escape(part.text))
    text = re.sub(r"(?<=[一-鿿])(\d+)(?=[一-鿿])", "&nbsp;\\1&nbsp;", text)
    match part.kind:
        case "heading" | "subheading":
            return f'<p class="MsoNormal"><b><span lang="EN-US">&nbsp;</span><span>{text}</span></b></p>'
        case "signature":
            return f'<p class="MsoNormal" align="right"><span>{text}</span></p>'
        case "table":
            return f'<table class="MsoTableGrid" border="1">\n{_cells(part.rows)}</table>'
        case _:
            return f'<p class="MsoNormal"><span lang="EN-US">&nbsp;&nbsp;&nbsp;&nbsp;</span><span>{text}</span></p>'
