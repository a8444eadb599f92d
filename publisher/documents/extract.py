"""One file -> a raw document, in the limited child process. The content decides what a file is, not its name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from publisher.documents.normalise import add_up, normalise, normalise_blocks
from publisher.documents.raw import RawDocument, as_json
from publisher.errors import Place, SourceError
from publisher.read.encoding import Decoded, decode

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


def extract(path: str, name: str, declared: str | None = None) -> dict[str, Any]:
    """The raw document of a file as JSON (:func:`publisher.documents.raw.from_json`), its text normalised.

    ``name`` is the file as messages show it, ``declared`` its encoding if known. Raises SourceError.
    """
    data = Path(path).read_bytes()
    form = sniff(data)
    if form in _REFUSED:
        what, remedy = _REFUSED[form]
        raise SourceError(f"the file {what}", place=Place(file=name), remedy=remedy)
    raw = _READERS[form](data, name, declared) if data.strip() else RawDocument(format="empty", blocks=())
    blocks, changes = normalise_blocks(raw.blocks)
    labels = tuple(replace(label, value=normalise(label.value)[0]) for label in raw.labels)
    titles = tuple(title for title in (" ".join(normalise(title)[0].split()) for title in raw.titles) if title)
    changed = add_up([*raw.changes, *changes])
    return as_json(replace(raw, blocks=blocks, labels=labels, titles=titles, changes=changed))


def sniff(data: bytes) -> str:
    """What a file is by its first bytes: pdf, docx, html, xml, text, or a kind that is refused."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, form in _MAGIC:
        if data.startswith(magic):
            return form
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK"):
        return _package(data)
    text = _as_ascii(data[:65536])
    start = text.lstrip(b"\xef\xbb\xbf \t\r\n\x0c")
    start = re.sub(rb"\A(?:<!--.*?-->\s*|<\?.*?\?>\s*)*", b"", start, count=1, flags=re.DOTALL)
    if re.match(rb"<(?:!doctype\s+html|html)\b", start, re.IGNORECASE):
        return "html"
    if head.startswith(b"<?xml") or text.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml"):
        return "xml"
    if start.startswith(b"<"):
        return "html" if _HTML.search(text[:4096]) else "xml"
    if b"\0" in data[:4096] and text is not data[:65536] and not _is_wide(data):
        return "binary"
    return "html" if len(_HTML.findall(text[:8192])) >= 3 else "text"


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


def _html(data: bytes, name: str, declared: str | None) -> RawDocument:
    from publisher.documents import html

    decoded = decode(data, declared or html.declared_encoding(data))
    return replace(html.extract(decoded.text), encoding=decoded.encoding, encoding_note=_note(decoded))


def _text(data: bytes, name: str, declared: str | None) -> RawDocument:
    from publisher.documents import plain

    decoded = decode(data, declared)
    return replace(plain.extract(decoded.text), encoding=decoded.encoding, encoding_note=_note(decoded))


def _note(decoded: Decoded) -> str:
    return "" if decoded.sure else decoded.reason


def _xml(data: bytes, name: str, declared: str | None) -> RawDocument:
    from publisher.documents import xml

    return xml.extract(data, name)


def _docx(data: bytes, name: str, declared: str | None) -> RawDocument:
    from publisher.documents import docx

    return docx.extract(data, name)


def _pdf(data: bytes, name: str, declared: str | None) -> RawDocument:
    from publisher.documents import pdf

    return pdf.extract(data, name)


_READERS: dict[str, Callable[[bytes, str, str | None], RawDocument]] = {
    "html": _html,
    "text": _text,
    "xml": _xml,
    "docx": _docx,
    "pdf": _pdf,
}
