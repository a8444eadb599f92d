"""What a Word document (.docx) holds that its page does not show (ECMA-376 part 1, 17.13, 17.16, 17.3.2)."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from publisher.issues import Issue
from publisher.read.unseen.package import head

_TEXTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_CHANGE = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo|rPrChange|pPrChange|tblPrChange)\s")
_TRACKING = re.compile(rb"""<w:trackRevisions(?!\s+w:val\s*=\s*["'](?:0|false|off))""")
_RUN = re.compile(rb"<w:r[\s>](?:(?!<w:r[\s>]).)*?</w:r>", re.DOTALL)
_TEXT = re.compile(rb"<w:t(?:\s[^>]*)?>[^<]*[^<\s]")
_VANISH = re.compile(rb"""<w:(?:vanish|webHidden)(?!\s+w:val\s*=\s*["'](?:0|false|off))""")
_WHITE = re.compile(rb"""<w:color\s[^>]*w:val\s*=\s*["'](?:FFFFFF|ffffff)["']""")
_GROUND = re.compile(rb"<w:(?:shd|highlight)\s")
_TINY = re.compile(rb"""<w:sz\s[^>]*w:val\s*=\s*["'][12]["']""")
_FIELD = re.compile(
    rb"""(?:<w:instrText(?:\s[^>]*)?>|\sw:instr\s*=\s*["'])\s*(?:INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DDE|DDEAUTO|DATABASE|RD)\s"""
    rb"""|<w:instrText(?:\s[^>]*)?>\s*HYPERLINK\s+(?:"|&quot;)\w+:"""
)
_SHAPE = re.compile(rb"""<v:\w+\s[^>]*\shref\s*=\s*["'](?!#)[^"']|<a:hlinkHover\s""")


def find(archive: zipfile.ZipFile, name: str) -> Iterator[Issue]:
    """The findings of a document's texts and settings."""
    texts = b"".join(head(archive, part, name) for part in archive.namelist() if _TEXTS.fullmatch(part))
    settings = head(archive, "word/settings.xml", name)
    if changes := len(_CHANGE.findall(texts)):
        yield Issue(code="tracked-changes", file=name, note="changes and who made them", count=changes)
    elif _TRACKING.search(settings):
        yield Issue(code="tracked-changes", file=name, note="changes are being recorded")
    # Text on a ground of its own colour, or in a table cell that has one, may well be white.
    grounded = bool(_GROUND.search(texts))
    for note, count in _unseen(texts, grounded=grounded):
        yield Issue(code="hidden-text", file=name, note=note, count=count)
    outside = {
        "fields that take in other files": len(_FIELD.findall(texts)),
        "links that are followed or shown unasked": len(_SHAPE.findall(texts)),
        "source of a mail merge": int(b"<w:mailMerge>" in settings or b"<w:mailMerge " in settings),
        "frames of other files": int(b"<w:sourceFileName" in head(archive, "word/webSettings.xml", name)),
    }
    for note, count in outside.items():
        if count:
            yield Issue(code="external-reference", file=name, note=note, count=count)


def _unseen(texts: bytes, *, grounded: bool) -> Iterator[tuple[str, int]]:
    counts = {"marked as hidden": 0, "of the paper's colour": 0, "too small to read": 0}
    for run in _RUN.findall(texts):
        if not _TEXT.search(run):
            continue
        if _VANISH.search(run):
            counts["marked as hidden"] += 1
        elif not grounded and _WHITE.search(run):
            counts["of the paper's colour"] += 1
        elif _TINY.search(run):
            counts["too small to read"] += 1
    yield from ((note, count) for note, count in counts.items() if count)
