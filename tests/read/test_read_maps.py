"""Shapefiles, dBASE tables and GeoPackages: every record with its geometry, damage told, nothing run."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from struct import pack

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher.errors import SourceError
from publisher.read.maps.wkb import from_package
from publisher.spec.model import Source
from tests.read.reading import NO_SHARED, SHARED, codes, rows, tables

FIELDS = [("NAME", "C", 10), ("AREA", "F", 19), ("BUILT", "D", 8), ("OPEN", "L", 1), ("COUNT", "N", 5)]
RECORDS = [
    ["Lido", "1.50000000000e+003", "20010503", "T", "12"],
    ["North", "12.2500", "", "?", "*****"],
    ["樟树", "-3.0", "19991231", "n", "007"],
]


def dbf(records: list[list[str]], *, deleted: int | None = None, encoding: str = "utf-8") -> bytes:
    length = 1 + sum(size for *_, size in FIELDS)
    head = pack("<B3BIHH20x", 3, 124, 1, 1, len(records), 32 + 32 * len(FIELDS) + 1, length)
    fields = b"".join(pack("<11sc4xBB14x", name.encode(), kind.encode(), size, 0) for name, kind, size in FIELDS)
    body = b""
    for number, record in enumerate(records, 1):
        body += b"*" if number == deleted else b" "
        body += b"".join(text.encode(encoding).ljust(size) for text, (*_, size) in zip(record, FIELDS, strict=True))
    return head + fields + b"\r" + body + b"\x1a"


def point(x: float, y: float) -> bytes:
    return pack("<i2d", 1, x, y)


def polygon(*rings: list[tuple[float, float]]) -> bytes:
    starts = [sum(len(ring) for ring in rings[:number]) for number in range(len(rings))]
    points = [number for ring in rings for place in ring for number in place]
    head = pack("<i4d2i", 5, 0, 0, 9, 9, len(rings), len(points) // 2)
    return head + pack(f"<{len(rings)}i", *starts) + pack(f"<{len(points)}d", *points)


def shp(*shapes: bytes) -> bytes:
    body = b"".join(pack(">2i", number, len(one) // 2) + one for number, one in enumerate(shapes, 1))
    return pack(">i20xi", 9994, (100 + len(body)) // 2) + pack("<2i64x", 1000, 1) + body


def archive(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name, data in members.items():
            target.writestr(f"in/Places.{name}", data)
    return stream.getvalue()


SHAPES = [point(1.5, 2), pack("<i", 0), point(3, 4)]
READ = [
    ["Lido", "1500", "2001-05-03", "true", "12"],
    ["North", "12.25", None, None, None],
    ["樟树", "-3", "1999-12-31", "false", "007"],
]


def test_a_shapefile_is_one_member(tmp_path: Path) -> None:
    data = archive(dbf=dbf(RECORDS), prj=b"GEOGCS[]", shp=shp(*SHAPES), shx=b"", cpg=b"UTF-8")
    (table,) = tables(tmp_path / "a.zip", data)
    assert (table.file, table.header) == ("a.zip!in/Places.shp", (*(name for name, *_ in FIELDS), "geometry"))
    geometries = ['{"type": "Point", "coordinates": [1.5, 2.0]}', None, '{"type": "Point", "coordinates": [3.0, 4.0]}']
    assert rows(table) == [[*row, shape] for row, shape in zip(READ, geometries, strict=True)]
    (again,) = tables(tmp_path / "a.zip", data, Source(path="a.zip", member="*.shp"))
    assert rows(again) == rows(table)


def test_polygons_have_their_holes(tmp_path: Path) -> None:
    outer, other = [(0, 0), (0, 9), (9, 9), (9, 0), (0, 0)], [(20, 0), (20, 9), (29, 9), (20, 0)]
    hole = [(1, 1), (2, 1), (2, 2), (1, 1)]
    one = archive(dbf=dbf(RECORDS[:1]), shp=shp(polygon(outer, other, hole)))
    (table,) = tables(tmp_path / "a.zip", one)
    ring = [[0.0, 0.0], [9.0, 0.0], [9.0, 9.0], [0.0, 9.0], [0.0, 0.0]]
    assert str([ring, [[1.0, 1.0], [2.0, 2.0], [2.0, 1.0], [1.0, 1.0]]]) in (rows(table)[0][-1] or "")
    assert '"MultiPolygon"' in (rows(table)[0][-1] or "")


def test_a_table_alone_in_the_encoding_of_its_place(tmp_path: Path) -> None:
    data = bytearray(dbf([["营业执照登", *RECORDS[0][1:]]] * 3, encoding="gb18030"))
    data[29] = 0x4D
    (table,) = tables(tmp_path / "a.bin", bytes(data))
    assert (rows(table)[0][0], table.encoding) == ("营业执照登", "gb18030")


def test_a_deleted_record_shows_nothing_and_is_told(tmp_path: Path) -> None:
    (table,) = tables(tmp_path / "a.dbf", dbf(RECORDS, deleted=2))
    assert rows(table)[1] == [None] * len(FIELDS)
    assert codes(table) == [("unreadable-record", 2)]


def test_counts_that_differ_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(archive(dbf=dbf(RECORDS), shp=shp(*SHAPES[:2])))
    from publisher.read import read
    from tests.read.reading import snapshot

    (table,) = read(snapshot(path))
    assert (len(table.records), table.counted) == (3, 2)
    assert ("count-differs", None) in codes(table)


REFUSED = [
    ("shapes alone", shp(*SHAPES), "part of a shapefile"),
    ("a cut shape", archive(dbf=dbf(RECORDS), shp=shp(*SHAPES)[:-5]), "beyond the file's end"),
    ("an unknown shape", archive(dbf=dbf(RECORDS), shp=shp(pack("<i", 99))), "no shape of the type 99"),
    ("too many points", archive(dbf=dbf(RECORDS), shp=shp(pack("<i32xi", 8, 1 << 30))), "fewer points than it says"),
    ("no table", archive(dbf=b"\x03 no table", shp=shp(*SHAPES)), "no dBASE table"),
    ("a cut database", b"SQLite format 3\0" + bytes(200), "cannot be read"),
]


@pytest.mark.parametrize(("data", "reason"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        tables(tmp_path / "a.dat", data)
    assert caught.value.place is not None
    assert caught.value.place.file.startswith("a.dat")
    assert caught.value.remedy


def wkb(x: float, y: float) -> bytes:
    return b"GP\0\1" + pack("<i", 4326) + pack("<BI2d", 1, 1, x, y)


def package(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as database:
        database.executescript(
            "create table gpkg_geometry_columns(table_name, column_name);"
            "insert into gpkg_geometry_columns values ('trees', 'geom');"
            "create table trees(fid integer primary key, geom blob, name text, height real);"
            'create table "odd ""one"(x, b blob); create table empty(a); create view v as select * from trees;'
        )
        database.execute("insert into trees values (1, ?, 'Eiche', 12.5)", [wkb(1.5, 2)])
        database.execute("insert into trees values (2, ?, '樟树', null)", [b"GP\0\1damaged"])
        database.execute('insert into "odd ""one" values (1, ?)', [b"\0\xff"])
        database.commit()
    return path


def test_tables_of_a_geopackage(tmp_path: Path) -> None:
    trees, odd = tables(package(tmp_path / "a.gpkg"))
    assert (trees.sheet, trees.header) == ("trees", ("fid", "geom", "name", "height"))
    assert rows(trees) == [
        ["1", '{"type": "Point", "coordinates": [1.5, 2.0]}', "Eiche", "12.5"],
        ["2", None, "樟树", None],
    ]
    assert codes(trees) == [("unreadable-record", 2)]
    assert (odd.sheet, rows(odd)) == ('odd "one', [["1", "00ff"]])


def test_a_declared_table(tmp_path: Path) -> None:
    path = package(tmp_path / "a.gpkg")
    (table,) = tables(path, source=Source(path="a.gpkg", sheet="trees"))
    assert len(table.records) == 2
    with pytest.raises(SourceError, match="no table 'trees2'"):
        tables(path, source=Source(path="a.gpkg", sheet="trees2"))


@settings(max_examples=300)
@given(st.binary(max_size=80))
def test_any_bytes_are_a_geometry_or_no_geometry(data: bytes) -> None:
    import struct

    try:
        found = from_package(b"GP\0\1" + data)
    except (ValueError, IndexError, struct.error):
        return
    assert found is None or found["type"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 600), st.integers(0, 255))
def test_a_changed_byte_ends_well(tmp_path: Path, place: int, value: int) -> None:
    """Through the child: a table, or an error that names the file."""
    data = bytearray(archive(dbf=dbf(RECORDS), shp=shp(*SHAPES)))
    data[place % len(data)] = value
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    from publisher.read import read
    from tests.read.reading import snapshot

    try:
        read(snapshot(path))
    except SourceError as error:
        assert error.place is not None
        assert "crashed" not in error.message


@pytest.mark.skipif(not (SHARED / "tables").exists(), reason=NO_SHARED)
def test_a_real_shapefile() -> None:
    (table,) = tables(SHARED / "tables" / "dl05_shp_zip_dates.zip")
    assert (len(table.records), rows(table)[0][1], rows(table)[0][5]) == (4, "The George Inn", "1950-03-02")
