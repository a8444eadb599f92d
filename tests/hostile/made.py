"""Hostile files made here, for the readers that the collected ones do not reach: name -> bytes."""

from __future__ import annotations

import gzip
import io
import json
import math
import sqlite3
import struct
import zipfile
from collections.abc import Callable, Mapping

from tests.read.test_read_maps import RECORDS, archive, dbf, point, polygon, shp

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LAUGHS = '<!DOCTYPE k [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
_OUTSIDE = '<!DOCTYPE k [<!ENTITY c SYSTEM "file:///etc/passwd">]>'
_TABLE = b"a,b\n1,2\n3,4\n"


def packed(members: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return stream.getvalue()


def chain(length: int) -> bytes:
    """A table in a zip archive in a gzip file in a zip archive, and so on."""
    data = _TABLE
    for _ in range(length):
        data = packed({"a.gz": gzip.compress(packed({"a.csv": data}))})
    return data


def database(*statements: str) -> bytes:
    """A SQLite file after these statements."""
    connection = sqlite3.connect(":memory:")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    data = connection.serialize()
    connection.close()
    return data


def in_wal_mode(data: bytes) -> bytes:
    """The file marked as one whose newest pages stand in a log beside it (file format, 1.3.3)."""
    return data[:18] + b"\2\2" + data[20:]


def package_point(x: float, y: float) -> str:
    """A point as a GeoPackage has it, for SQL."""
    return "x'" + (b"GP\0\1" + struct.pack("<i", 4326) + struct.pack("<BI2d", 1, 1, x, y)).hex() + "'"


def page(body: str) -> str:
    return f"<!doctype html><html><head><meta charset='utf-8'><title>t</title></head><body>{body}</body></html>"


def kml(start: str, name: str) -> str:
    marks = "".join(f"<Placemark><name>{text}</name></Placemark>" for text in (name, "b"))
    return f'<?xml version="1.0"?>{start}<kml xmlns="http://www.opengis.net/kml/2.2">{marks}</kml>'


def paper(body: str, start: str = "") -> bytes:
    document = f'<?xml version="1.0"?>{start}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


def lying(table: bytes, *, records: int) -> bytes:
    """A dBASE table that says it has so many records."""
    return table[:4] + struct.pack("<I", records) + table[8:]


def parts_out_of_order() -> bytes:
    """A polygon whose second part begins behind its third."""
    points = [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.0, 0.0)]
    flat = [number for xy in points for number in xy]
    return struct.pack("<i4d2i3i8d", 5, 0, 0, 1, 1, 3, len(points), 0, 4, 0, *flat)


_ROWS = RECORDS[:2]
_RING = [(0.0, 0.0), (0.0, 1.0), (math.nan, 1.0), (0.0, 0.0)]
_MARK = "insert into gpkg_geometry_columns values ('t', 'g')"
_COLUMNS = "create table gpkg_geometry_columns(table_name, column_name)"
_NAME = '"x""; drop table t; --\x1b[31m\n<script>alert(1)</script>"'
_ROW = "insert into {} values ({})"
_CELL = "<w:tc><w:tcPr><w:gridSpan w:val='999999'/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>"

# What must be refused: name -> how it is made, the words of the reason.
REFUSED: Mapping[str, tuple[Callable[[], bytes | str], str]] = {
    "bomb-member.zip": (lambda: packed({"a.csv": _TABLE, "b.csv": b"0" * (80 << 20)}), "zip bomb"),
    "bomb-mimetype.zip": (lambda: packed({"mimetype": b"0" * (200 << 20), "a.csv": _TABLE}), "without sheets"),
    "chain-2.zip": (lambda: chain(2), "archive inside an archive"),
    "chain-60.zip": (lambda: chain(60), "archive inside an archive"),
    "bomb-in-member.zip": (lambda: packed({"a.csv.gz": gzip.compress(b"0" * (80 << 20))}), "gzip bomb"),
    "nested.zip": (lambda: packed({"a.csv": _TABLE, "b.csv": packed({"c.csv": _TABLE})}), "archive inside"),
    "climbing.zip": (lambda: packed({"a/../../b.csv": _TABLE}), "leads elsewhere"),
    "twice.csv.gz": (lambda: gzip.compress(gzip.compress(_TABLE)), "compressed twice"),
    "many.zip": (lambda: packed({f"{n}.csv": _TABLE for n in range(501)}), "501 tables"),
    "laughs.kmz": (lambda: packed({"doc.kml": kml(_LAUGHS, "&c;")}), "DOCTYPE"),
    "laughs.kml": (lambda: kml(_LAUGHS, "&c;"), "DOCTYPE"),
    "outside.kml": (lambda: kml(_OUTSIDE, "&c;"), "DOCTYPE"),
    "outside.gml": (lambda: f"<?xml version='1.0'?>{_OUTSIDE}<g><m><a>&c;</a></m><m><a>1</a></m></g>", "DOCTYPE"),
    "outside.docx": (lambda: paper("<w:p><w:r><w:t>&c;</w:t></w:r></w:p>", _OUTSIDE), "DOCTYPE"),
    "spans.docx": (lambda: paper("<w:tbl><w:tr>" + _CELL * 40 + "</w:tr></w:tbl>"), "columns"),
    "columns.xml": (lambda: "<r>" + "".join(f"<e><k{n}>1</k{n}></e>" for n in range(3000)) + "</r>", "columns"),
    "repeated.json": (lambda: "[{" + ",".join('"a":1' for _ in range(100_000)) + "}]", "more than 100 values"),
    "deep.json": (lambda: '{"a":' * 5000 + "1" + "}" * 5000, "100 levels"),
    "parts.zip": (
        lambda: archive(shp=shp(parts_out_of_order()), dbf=dbf(_ROWS[:1])),
        "parts of a shape are not in order",
    ),
    "nowhere.zip": (lambda: archive(shp=shp(polygon(_RING)), dbf=dbf(_ROWS[:1])), "shapes are damaged"),
    "long.zip": (
        lambda: archive(shp=shp(point(1, 2))[:100] + struct.pack(">2i", 1, 1 << 30) + b"\1\0\0\0", dbf=dbf(_ROWS)),
        "beyond the file's end",
    ),
    "grows.sqlite": (
        lambda: database(
            "create table t(a, b generated always as (hex(zeroblob(450000000))))", "insert into t(a) values (1)"
        ),
        "memory",
    ),
    "torn.sqlite": (lambda: database("create table t(a)", "insert into t values (1)")[:600], "database"),
    "tail.parquet": (lambda: b"\2\2\x12\x1c \x19\0\6" * 40 + b"PAR1", "Parquet"),
}

# What is read, with nothing lost or run: name -> how it is made; records of each table; findings.
READ: Mapping[str, tuple[Callable[[], bytes | str], list[int], set[str]]] = {
    "views.gpkg": (
        lambda: database(
            "create table t(a, b)",
            "insert into t values (1, 2)",
            "create view v as with recursive c(x) as (select 1 union all select x + 1 from c) select x from c",
            "create trigger r after insert on t begin delete from t; end",
        ),
        [1],
        set(),
    ),
    "names.sqlite": (lambda: database(f"create table {_NAME}(a, b)", _ROW.format(_NAME, "1, 2")), [1], set()),
    "log.sqlite": (
        lambda: in_wal_mode(database("create table t(a, b)", "insert into t values (1, 2)")),
        [1],
        set(),
    ),
    "blob.sqlite": (
        lambda: database("create table t(a, b)", "insert into t values (1, zeroblob(30000000))"),
        [1],
        {"cell-too-large"},
    ),
    "nowhere.gpkg": (
        lambda: database(
            _COLUMNS,
            _MARK,
            "create table t(a, g)",
            _ROW.format("t", f"1, {package_point(math.nan, math.inf)}"),
        ),
        [1],
        {"unreadable-record"},
    ),
    "says-more.dbf.zip": (
        lambda: archive(shp=shp(point(1, 2), point(3, 4)), dbf=lying(dbf(_ROWS), records=4_000_000_000)),
        [2],
        set(),
    ),
    "deep.jsonl": (
        lambda: '{"a":1}\n' + "[" * 50_000 + "]" * 50_000 + '\n{"a":2}\n',
        [3],
        {"unreadable-record"},
    ),
    "no-values.jsonl": (lambda: '{"a":\n{"b"\n', [2], {"unreadable-record"}),
    "large.csv": (lambda: "a,b\n" + "x" * (12 << 20) + ",1\n2,3\n", [3], {"cell-too-large"}),
    "digits.json": (lambda: json.dumps([{"a": 1}])[:-1] + ',{"a":' + "9" * 100_000 + "}]", [2], set()),
    "powers.csv": (lambda: "a,b\n1e999999999,2\n-1E-99999999999,3\n1e400,4\n", [4], set()),
    "section.html": (
        lambda: page('<table><tr><th>a<th>b<tr><td>1<td>2</table><![><img src="]><img src=x onerror=alert(1)//">'),
        [2],
        set(),
    ),
    "label.xml": (
        lambda: '<?xml version="1.0" encoding="punycode"?><r><e><a>1</a></e><e><a>2</a></e></r>',
        [2],
        {"encoding-chosen"},
    ),
    "half.csv": (lambda: b"\xff\xfe" + "a,b\n1,".encode("utf-16-le") + b"\0", [2], {"encoding-error"}),
}
