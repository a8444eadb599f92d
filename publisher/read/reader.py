"""The reader that runs in the child: from a file to manifests of its tables, by the kind its content shows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from publisher.errors import Place, SourceError
from publisher.read.sniff import Kind, kind_of, not_read
from publisher.read.table import MAX_TABLES


def read_path(path: str, name: str, options: Mapping[str, Any], folder: str) -> list[dict[str, Any]]:
    """Read the file at ``path``, called ``name`` in messages; write its tables into ``folder``; give their manifests.

    ``options``: what a source declares, of encoding, delimiter, sheet, table, records and member; None or absent where
    it is to be found by content; and ``declared``, whether there is a source. An empty file has no table. Raises
    SourceError, where nothing is declared also for more tables than a person would look at.
    """
    found = _read_packed(Path(path), name, options, Path(folder))
    if len(found) > MAX_TABLES and not options.get("declared"):
        raise SourceError(
            f"it has {len(found)} tables, and more than {MAX_TABLES} are not looked at",
            place=Place(file=name),
            remedy="Look at a part of it, or declare it as a source, with sheet:, records: or member:.",
        )
    return found


def _read_packed(
    source: Path, name: str, options: Mapping[str, Any], target: Path, *, inside: bool = False
) -> list[dict[str, Any]]:
    """Read a file that may be an archive. ``inside``: it is a member of one, and so may be none itself."""
    kind = kind_of(source, name)
    if kind == "gzip":
        from publisher.read.packed import gzipped

        source = gzipped.unpack(source, name=name, folder=target)
        kind = kind_of(source, gzipped.name_inside(name))
        if kind == "gzip":
            raise not_read("compressed twice", name)
    if kind == "zip":
        from publisher.read.packed import members

        if inside:
            raise members.archive_inside(name)
        rest = {**options, "member": None}
        return members.read(
            source,
            name=name,
            folder=target,
            member=options.get("member"),
            encoding=options.get("encoding"),
            declared=bool(options.get("declared")),
            reader=lambda file, called, aside: _read_packed(file, called, rest, aside, inside=True),
        )
    if options.get("member") is not None:
        raise SourceError(
            "it is no zip archive, and member: is declared for it",
            place=Place(file=name),
            remedy="Take member: away, or give the file a source of its own.",
        )
    return [] if kind is None else _read_file(source, kind, name, options, target)


def _read_file(source: Path, kind: Kind, name: str, options: Mapping[str, Any], target: Path) -> list[dict[str, Any]]:
    """Read one file that is no archive."""
    encoding = options.get("encoding")
    if kind in ("xlsx", "xls", "ods"):
        from publisher.read.sheets import workbook

        return workbook.read(source, kind, name=name, folder=target, sheet=options.get("sheet"))
    if kind == "sqlite":
        from publisher.read.maps import sqlite

        sheet = options.get("sheet") or options.get("records")
        return sqlite.read(source, name=name, folder=target, sheet=sheet)
    if kind in ("docx", "odt", "pdf"):
        return _read_paper(source, kind, name, options, target)
    if kind == "dbase":
        from publisher.read.maps import dbase

        return dbase.read(source, name=name, folder=target, encoding=encoding)
    if options.get("delimiter") is None and kind != "delimited":
        return _read_marked(source, kind, name, options, target)
    from publisher.read.text import delimited

    return delimited.read(source, name=name, folder=target, encoding=encoding, delimiter=options.get("delimiter"))


def _read_paper(source: Path, kind: Kind, name: str, options: Mapping[str, Any], target: Path) -> list[dict[str, Any]]:
    """Read the tables of a document."""
    if kind == "pdf":
        from publisher.read.pdf import tables

        return tables.read(source, name=name, folder=target, declared=bool(options.get("declared")))
    if kind == "odt":
        from publisher.read.pages import odt

        return odt.read(source, name=name, folder=target, table=options.get("table"))
    from publisher.read.pages import docx

    return docx.read(source, name=name, folder=target, table=options.get("table"))


def _read_marked(source: Path, kind: Kind, name: str, options: Mapping[str, Any], target: Path) -> list[dict[str, Any]]:
    """Read text whose marks say what is a record: HTML, XML, JSON."""
    encoding, records = options.get("encoding"), options.get("records")
    if kind == "html":
        from publisher.read.pages import html

        return html.read(source, name=name, folder=target, encoding=encoding, table=options.get("table"))
    if kind == "xml":
        from publisher.read.xml import elements

        return elements.read(source, name=name, folder=target, encoding=encoding, records=records)
    from publisher.read.json import objects

    lines = kind == "lines" and not records
    return objects.read(source, name=name, folder=target, encoding=encoding, records=records, lines=lines)
