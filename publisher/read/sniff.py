"""What kind of file some bytes are, by their content; a name's ending only settles what content leaves open."""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from pathlib import Path
from typing import Literal

from publisher.errors import Place, SourceError
from publisher.read.maps.dbase import is_table
from publisher.read.sheets.biff import stream_names
from publisher.read.text.encoding import choose

Kind = Literal[
    "delimited",
    "xlsx",
    "xls",
    "ods",
    "json",
    "lines",
    "html",
    "xml",
    "dbase",
    "sqlite",
    "docx",
    "odt",
    "pdf",
    "zip",
    "gzip",
]
READ = (
    "CSV and other delimited text, XLSX, XLSM, XLS, ODS, JSON, GeoJSON, JSON Lines, XML, KML, GML, dBASE, "
    "SQLite, GeoPackage, shapefiles in a zip archive and tables in HTML, DOCX and ODT; all in zip or gzip too"
)

_HEAD = 1 << 16
_BLANK = b" \t\r\n\xef\xbb\xbf\xff\xfe\0"
_PARQUET = b"PAR1"
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x9d", "a compress archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (_PARQUET, "a Parquet file"),
    (b"ARROW1", "an Arrow file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "an RTF document"),
    (b"\x00\x01\x00\x00Standard", "an Access database"),
)
_KINDS: dict[bytes, Kind] = {b"\x1f\x8b": "gzip", b"SQLite format 3\0": "sqlite", b"%PDF-": "pdf"}
_SHAPES = b"\0\0\x27\x0a"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|table|thead|tbody|tr|td|th|meta|div|p|span|br)\b", re.IGNORECASE
)
_PAGE = re.compile(r"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
# The first element of a page or of a piece of one; anything else that looks like markup is XML.
_PIECE = re.compile(
    r"(?:<!--.*?-->|<!doctype[^>]*>|\s+)*+<(?:html|head|body|title|base|link|style|script|noscript|table|caption|thead|tbody|"
    r"tfoot|tr|td|th|meta|div|section|article|main|header|footer|nav|form|p|br|hr|h[1-6]|ul|ol|dl|pre|center|font|span|a|b|"
    r"i|u|strong|em|small|img|blockquote)\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKUP = re.compile(r"(?:<\?xml|<!--|<!doctype|</?[a-z][\w:.-]*[\s/>])", re.IGNORECASE)
_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x7f\ufffd]")
_JSON_ENDINGS = frozenset({".json", ".geojson", ".topojson"})
# Text under one of these names is a mistake; a workbook's name over text is common, and read.
_NO_TEXT_ENDINGS = frozenset({".odt", ".docx", ".doc", ".pdf", ".zip", ".gz", ".png", ".jpg", ".parquet", ".pptx"})
_OFFICE_ENDINGS = frozenset({".xlsx", ".xlsm", ".ods", ".docx", ".odt", ".pptx"})
_LINES_ENDINGS = frozenset({".jsonl", ".ndjson", ".geojsonl"})


def kind_of(path: Path, name: str) -> Kind | None:
    """The kind of a file; None when it is empty. Raises SourceError for a kind that is not read."""
    if is_empty(path):
        return None
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
        stream.seek(max(0, path.stat().st_size - len(_PARQUET)))
        tail = stream.read()
    if tail == _PARQUET and b"\0" in head:  # its beginning may be damaged, and then looks like wide text
        raise not_read("a Parquet file", name)
    if head.startswith((b"PK\3\4", b"PK\5\6", b"PK\7\x08")):
        return _zip_kind(path, name)
    if head.startswith(_OLE):
        return _ole_kind(path, name)
    return _binary_kind(head, path.stat().st_size, name) or _text_kind(head, path, name)


def _binary_kind(head: bytes, size: int, name: str) -> Kind | None:
    """The kind of a file whose first bytes are no text's; None where they may be."""
    if head[:2] in _BIFF and len(head) > 8 and head[3:4] == b"\0":
        return "xls"
    if is_table(head, size):
        return "dbase"
    for magic, kind in _KINDS.items():
        if head.startswith(magic):
            return kind
    if head.startswith(_SHAPES):
        raise SourceError(
            "it is a part of a shapefile, which is read whole",
            place=Place(file=name),
            remedy="Give all its parts (.shp, .dbf, .prj ...) in one zip archive.",
        )
    for magic, words in _MAGIC:
        if head.startswith(magic):
            raise not_read(words, name)
    return None


def is_empty(path: Path) -> bool:
    """Whether nothing but space and byte order marks stands in a file's first 64 KiB."""
    with path.open("rb") as stream:
        return not stream.read(_HEAD).strip(_BLANK)


def not_read(words: str, name: str) -> SourceError:
    """The error for a file of a kind that is not read."""
    return SourceError(
        f"the file is {words}, which is not read as a table",
        place=Place(file=name),
        remedy=f"Give the data as one of the formats that are read: {READ}.",
    )


def _beginning(archive: zipfile.ZipFile, entry: str) -> bytes:
    """The first bytes of an entry, however many it says it has: nothing has been checked yet."""
    with archive.open(entry) as stream:
        return stream.read(100)


def _zip_kind(path: Path, name: str) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            mimetype = _beginning(archive, "mimetype") if "mimetype" in names else b""
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise SourceError(
            f"it looks like a zip container and cannot be opened: {error}",
            place=Place(file=name),
            remedy="Open the file in its own program and save it again, or ask the department for it.",
        ) from error
    if b"opendocument.spreadsheet" in mimetype:
        return "ods"
    if b"opendocument.text" in mimetype:
        return "odt"
    if any(n.endswith("workbook.bin") for n in names):
        raise not_read("a binary workbook (.xlsb)", name)
    if any(n.lower().endswith("workbook.xml") or n.startswith("xl/") for n in names):
        return "xlsx"
    if "word/document.xml" in names:
        return "docx"
    if "[Content_Types].xml" in names or mimetype:
        raise not_read("an office document without sheets", name)
    if Path(name).suffix.lower() in _OFFICE_ENDINGS:
        raise not_read(f"a zip archive under the name of a workbook or paper ({Path(name).suffix})", name)
    return "zip"


def _ole_kind(path: Path, name: str) -> Kind:
    names = stream_names(path.read_bytes())
    if "EncryptedPackage" in names:
        raise SourceError(
            "the workbook is protected by a password", place=Place(file=name), remedy="Save it without the password."
        )
    if "WordDocument" in names:
        raise not_read("an old Word document", name)
    if "PowerPoint Document" in names:
        raise not_read("an old presentation", name)
    return "xls"


def _text_kind(head: bytes, path: Path, name: str) -> Kind:
    choice = choose(head[: len(head) // 4 * 4] if len(head) == _HEAD else head)
    text = head[choice.skip :].decode(choice.encoding, "replace").lstrip("\ufeff")
    if head[257:262] == b"ustar":
        raise not_read("a tar archive", name)
    if len(_CONTROL.findall(text)) > 0.05 * len(text) + 3 or text.count("\0") > 0.2 * len(text):
        raise not_read("neither text nor of a kind that is known", name)
    if Path(name).suffix.lower() in _NO_TEXT_ENDINGS:
        raise not_read(f"plain text under the name of another kind ({Path(name).suffix})", name)
    start = text.lstrip()
    ending = Path(name).suffix.lower()
    if _MARKUP.match(start):
        page = _HTML if _PIECE.match(start) else _PAGE
        if page.search(text) or (path.stat().st_size > _HEAD and ending in {".html", ".htm", ".xhtml"}):
            return "html"
        return "xml"
    return _lines_or_less(start, ending)


def _lines_or_less(start: str, ending: str) -> Kind:
    """Text that is no markup: JSON Lines, JSON or delimited."""
    if ending in _LINES_ENDINGS:
        return "lines"
    if ending in _JSON_ENDINGS:
        return "lines" if _is_lines(start) else "json"
    if start[:1] in ("{", "["):
        if _is_lines(start):
            return "lines"
        if re.match(r"\{\s*(?:\"|\})|\[\s*(?:[\[{\"\]]|-?\d[\d.eE+-]*\s*[,\]]|true|false|null)", start) and not (
            _is_delimited_line(start)
        ):
            return "json"
    return "delimited"


def _is_lines(text: str) -> bool:
    """Whether the first two lines are each a JSON object or list of their own."""
    lines = [line for line in text.split("\n", 5)[:5] if line.strip()]
    if len(lines) < 2:
        return False
    return all(line.lstrip()[:1] in ("{", "[") and _is_json(line) for line in lines[:1]) and lines[1].lstrip()[:1] in (
        "{",
        "[",
    )


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _is_delimited_line(text: str) -> bool:
    """Whether a text that begins with a bracket is delimited after all: ``[Group],[Name],...``."""
    line = text.split("\n", 1)[0]
    return bool(re.match(r"\[[^\[\]{}\"]*\]\s*[,;\t|]", line))
