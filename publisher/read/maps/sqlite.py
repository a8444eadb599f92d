"""SQLite databases, GeoPackage among them: each table that holds data, its geometries as GeoJSON text.

The file is opened so that nothing in it runs or is written: read-only, no views, no functions of its own schema. What
is a GeoPackage's own book-keeping, or an index, is no table. The second count is the database's own.
"""

from __future__ import annotations

import json
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from publisher.errors import Place, SourceError
from publisher.read.cells import to_text
from publisher.read.maps.wkb import from_package
from publisher.read.sink import Sink
from publisher.read.table import MAX_CELL

MAGIC = b"SQLite format 3\0"
_BATCH = 5_000
_OWN = ("sqlite_", "gpkg_", "rtree_", "spatial_ref_sys", "geometry_columns", "android_metadata")
_TABLES = "select name from sqlite_master where type = 'table' and sql not like 'create virtual%' order by rowid"


def read(path: Path, *, name: str, folder: Path, sheet: str | None) -> list[dict[str, Any]]:
    """The tables as manifests, in the order they were made; empty ones are left out. ``sheet``: only that one.

    Raises SourceError where the database is damaged or has no such table.
    """
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as database:
            database.text_factory = lambda data: data.decode("utf-8", "replace")
            database.execute("pragma trusted_schema = off")
            database.execute("pragma query_only = on")
            names = [row[0] for row in database.execute(_TABLES) if not row[0].lower().startswith(_OWN)]
            if sheet is not None and sheet not in names:
                raise SourceError(
                    f"the database has no table {sheet!r}; it has {', '.join(map(repr, names))}",
                    place=Place(file=name),
                    remedy="Write one of these names in sheet:.",
                )
            wanted = [one for one in names if sheet in (None, one)]
            geometries = _geometries(database)
            found = [
                _table(database, one, geometries.get(one, ""), Sink(folder, number, place=Place(file=name, sheet=one)))
                for number, one in enumerate(wanted)
            ]
    except sqlite3.Error as error:
        raise SourceError(
            f"the database cannot be read: {error}",
            place=Place(file=name),
            remedy="Open it in its own program and save it again, or ask the department for it.",
        ) from error
    return [table for table in found if table["counted"] or sheet is not None]


def _geometries(database: sqlite3.Connection) -> dict[str, str]:
    """Table -> its column of geometries, where the database is a GeoPackage."""
    there = database.execute("select 1 from sqlite_master where name = 'gpkg_geometry_columns'").fetchone()
    if there is None:
        return {}
    return dict(database.execute("select table_name, column_name from gpkg_geometry_columns"))


def _table(database: sqlite3.Connection, name: str, geometry: str, sink: Sink) -> dict[str, Any]:
    quoted = '"' + name.replace('"', '""') + '"'
    (counted,) = database.execute(f"select count(*) from {quoted}").fetchone()  # noqa: S608 - a name, quoted
    cursor = database.execute(f"select * from {quoted}")  # noqa: S608
    titles = [column[0] for column in cursor.description]
    shapes = {place for place, title in enumerate(titles) if title == geometry}
    sink.begin(len(titles), lines=False)
    for rows in _batches(cursor):
        first = sink.rows + 1
        texts = [
            [_text(value, record, sink, is_geometry=place in shapes) for place, value in enumerate(row)]
            for record, row in enumerate(rows, first)
        ]
        sink.grid(texts, range(first, first + len(texts)))
    place = sink.place
    return sink.end(file=place.file, sheet=place.sheet, counted=counted, header=titles)


def _batches(cursor: sqlite3.Cursor) -> Iterator[list[Any]]:
    while rows := cursor.fetchmany(_BATCH):
        yield rows


def _text(value: Any, record: int, sink: Sink, *, is_geometry: bool) -> str | None:
    """The value as text; bytes that are no geometry as hexadecimal digits."""
    if not isinstance(value, bytes):
        text = to_text(value)
        if text is not None and "\ufffd" in text:
            sink.tell("encoding-error", record, text=text[:200])
        return text
    if not is_geometry:
        return value[:MAX_CELL].hex()  # more is told as too large, and held back, either way
    try:
        shape = from_package(value)
        return None if shape is None else json.dumps(shape, allow_nan=False)
    except (ValueError, IndexError, struct.error) as error:
        sink.tell("unreadable-record", record, note=f"its geometry is damaged: {error}")
        return None
