"""What an OpenDocument file (.ods, .odt) holds that its program does not show (OpenDocument 1.3 part 3, 9, 14.1)."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from publisher.issues import Issue
from publisher.read.unseen.package import NOBODY, head

_TABLE = re.compile(rb"""<table:table\s[^>]*?table:name="([^"]*)"[^>]*>(.*?)</table:table>""", re.DOTALL)
_HIDDEN = rb"""[^>]*table:visibility="(?:collapse|filter)"[^>]*"""
_ROW = re.compile(rb"<table:table-row\s" + _HIDDEN + rb"(?<!/)>((?:(?!</table:table-row>).)*)", re.DOTALL)
_COLUMN = re.compile(rb"<table:table-column\s" + _HIDDEN + rb">")
_VALUE = re.compile(rb"<text:p[^>]*>[^<]|office:value=")
_EACH: tuple[tuple[str, bytes, str], ...] = (
    ("comments", rb"<office:annotation[\s>]", "comments"),
    (
        "tracked-changes",
        rb"<table:(?:cell-content-change|insertion|deletion|movement)\s|<text:changed-region\s",
        "changes",
    ),
    (
        "external-reference",
        rb"<table:dde-link|<table:table-source\s|<table:cell-range-source\s",
        "links to other files",
    ),
    ("hidden-text", rb"<text:hidden-(?:text|paragraph)\s", "marked as hidden"),
    ("text-aside", rb"<text:p[^>]*>[^<]*</text:p>\s*</draw:text-box>", "text boxes"),
)
_WRITER = re.compile(rb"<(?:meta:(initial-creator)|dc:(creator|description|subject))>\s*([^<]*[^<\s])")


def find(archive: zipfile.ZipFile, name: str) -> Iterator[Issue]:
    """The findings of a file's content, parts and properties."""
    content = head(archive, "content.xml", name)
    for title, table in _TABLE.findall(content):
        sheet = title.decode("utf-8", "replace")
        rows = [body for body in _ROW.findall(table) if _VALUE.search(body)]
        if rows:
            yield Issue(code="hidden-rows", file=name, sheet=sheet, count=len(rows))
        if _COLUMN.search(table):
            yield Issue(code="hidden-columns", file=name, sheet=sheet)
    for code, pattern, note in _EACH:
        if count := len(re.findall(pattern, content)):
            yield Issue(code=code, file=name, note=note, count=count)
    names = archive.namelist()
    if any(re.match(r"(?:Basic|Scripts)/.+\.(?:xml|py|js|bsh)$", one) for one in names):
        yield Issue(code="macros", file=name, note="macros")
    if objects := sum(re.fullmatch(r"Object \d+/content\.xml", one) is not None for one in names):
        yield Issue(code="embedded-file", file=name, note="embedded objects", count=objects)
    written = _WRITER.findall(head(archive, "meta.xml", name))
    if found := sorted(
        {(a or b).decode() for a, b, text in written if not NOBODY.fullmatch(text.decode("utf-8", "replace"))}
    ):
        yield Issue(code="file-properties", file=name, note=", ".join(found))
