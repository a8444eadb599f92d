"""Notices as plain text, the way a bureau mails a warning out: lines broken to fit a width, no marks of style."""

from __future__ import annotations

import textwrap

from datasets.generator.page import english_date
from datasets.generator.text import Notice, Part

WIDTH = 72


def text_file(notice: Notice) -> bytes:
    """The notice as UTF-8 text with CRLF: title, number, text, and in English who signed it and when."""
    head = [notice.title]
    if notice.number:
        head.append(notice.number if notice.language == "zh" else f"Reference: {notice.number}")
    lines = [line for text in head for line in (text, "")]
    for part in notice.parts:
        lines += [*_lines(part, notice.language), *([] if part.kind in {"item", "signature"} else [""])]
    if notice.language == "en":
        lines += ["", notice.issuer, english_date(notice.written)]
    return ("\r\n".join(lines).rstrip() + "\r\n").encode("utf-8")


def _lines(part: Part, language: str) -> list[str]:
    match part.kind:
        case "table":
            return ["    ".join(row) for row in part.rows]
        case "item":
            return textwrap.wrap(part.text, WIDTH, initial_indent="- ", subsequent_indent="  ")
        case "signature":
            return [f"{'　' * 18}{part.text}"]
        case "paragraph" if language == "zh":
            return [f"　　{part.text}"]
        case "paragraph":
            return textwrap.wrap(part.text, WIDTH)
        case _:
            return [part.text]
