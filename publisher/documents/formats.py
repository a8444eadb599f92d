"""One file -> a raw document, in the limited child process. The content decides what a file is, not its name.

This module loads every parser, so only the child and its tests import it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from publisher.documents import docx, html, pdf, plain, xml
from publisher.documents.normalise import add_up, normalise, normalise_blocks
from publisher.documents.raw import RawDocument, as_json
from publisher.errors import Place, SourceError
from publisher.read.text.encoding import Decoded, decode

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_REFUSED = {
    "ole": ("is an old binary office file (.doc, .xls)", "Save it as .docx or PDF."),
    "rtf": ("is an RTF file, which is not read yet", "Save it as .docx or PDF."),
    "odf": ("is an OpenDocument file, which is not read yet", "Save it as .docx or PDF."),
    "workbook": ("is a workbook, not a document", "Publish it as a dataset, or save it as PDF."),
    "slides": ("is a presentation, which is not read", "Save it as PDF."),
    "zip": ("is an archive, not a document", "Unpack it into the collection's folder."),
    "image": ("is a picture, and text in pictures is not read", "Ask for a file with text."),
    "binary": ("is no kind of document that can be read", "Save it as DOCX, PDF, HTML or text."),
}
_MAGIC = (
    (b"%PDF-", "pdf"),
    (_OLE, "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"\x1f\x8b", "zip"),
    (b"\x1f\x9d", "zip"),
    (b"7z\xbc\xaf", "zip"),
    (b"Rar!", "zip"),
    (b"PAR1", "binary"),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|div|p|table|h[1-6]|article|main)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class _File:
    path: Path
    data: bytes
    name: str
    declared: str | None


def extract(path: str, name: str, declared: str | None = None) -> dict[str, Any]:
    """The raw document of a file as JSON (:func:`publisher.documents.raw.from_json`), its text normalised.

    ``name`` is the file as messages show it, ``declared`` its encoding if known. Raises SourceError.
    """
    data = Path(path).read_bytes()
    form = sniff(data)
    if form in _REFUSED:
        what, remedy = _REFUSED[form]
        raise SourceError(f"the file {what}", place=Place(file=name), remedy=remedy)
    file = _File(path=Path(path), data=data, name=name, declared=declared)
    raw = _READERS[form](file) if data.strip() else RawDocument(format="empty", blocks=())
    blocks, changes = normalise_blocks(raw.blocks)
    labels = tuple(replace(label, value=normalise(label.value)[0]) for label in raw.labels)
    titles = tuple(title for title in (" ".join(normalise(title)[0].split()) for title in raw.titles) if title)
    changed = add_up([*raw.changes, *changes])
    return as_json(replace(raw, blocks=blocks, labels=labels, titles=titles, changes=changed))


def sniff(data: bytes) -> str:
    """What a file is by its first bytes: pdf, docx, html, xml, text, or a kind that is refused."""
    for magic, form in _MAGIC:
        if data.startswith(magic):
            return form
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK"):
        return _package(data)
    if b"\0" in data[:4096] and not _is_wide(data):
        return "binary"
    return _markup(_as_ascii(data[:65536]).lstrip(b"\xef\xbb\xbf \t\r\n\f"))


def _markup(head: bytes) -> str:
    """html, xml or text by the first thing that is no comment and no instruction."""
    start = re.sub(rb"\A(?:<!--.*?-->\s*|<\?.*?\?>\s*)*", b"", head, count=1, flags=re.DOTALL)
    if re.match(rb"<(?:!doctype\s+html|html)\b", start, re.IGNORECASE):
        return "html"
    if head.startswith(b"<?xml"):
        return "xml"
    if start.startswith(b"<"):
        return "html" if _HTML.search(head[:4096]) else "xml"
    return "html" if len(_HTML.findall(head[:8192])) >= 3 else "text"


def _as_ascii(head: bytes) -> bytes:
    """UTF-16 without its zero bytes, so that marks in ASCII can be seen."""
    return head.replace(b"\0", b"").lstrip(b"\xff\xfe") if b"\0" in head else head


def _is_wide(data: bytes) -> bool:
    head = data[:4096]
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or max(head[::2].count(0), head[1::2].count(0)) * 5 >= len(head)


def _package(data: bytes) -> str:
    """What a zip package holds, told by the names of its parts, which stand in it uncompressed."""
    for mark, form in (
        (b"word/", "docx"),
        (b"xl/", "workbook"),
        (b"ppt/", "slides"),
        (b"mimetypeapplication/vnd.oasis", "odf"),
    ):
        if mark in data:
            return form
    return "zip"


def _html(file: _File) -> RawDocument:
    decoded = decode(file.data, file.declared or html.declared_encoding(file.data))
    return replace(html.extract(decoded.text), encoding=decoded.encoding, encoding_note=_note(decoded))


def _text(file: _File) -> RawDocument:
    decoded = decode(file.data, file.declared)
    return replace(plain.extract(decoded.text), encoding=decoded.encoding, encoding_note=_note(decoded))


def _note(decoded: Decoded) -> str:
    return "" if decoded.sure else decoded.reason


def _xml(file: _File) -> RawDocument:
    return xml.extract(file.data, file.name)


def _docx(file: _File) -> RawDocument:
    return docx.extract(file.path, file.name)


def _pdf(file: _File) -> RawDocument:
    return pdf.extract(file.data, file.name)


_READERS: dict[str, Callable[[_File], RawDocument]] = {
    "html": _html,
    "text": _text,
    "xml": _xml,
    "docx": _docx,
    "pdf": _pdf,
}
