"""The reader that runs in the child: from a file to manifests of its tables, by the kind its content shows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from publisher.read.sniff import kind_of


def read_path(path: str, name: str, options: Mapping[str, Any], folder: str) -> list[dict[str, Any]]:
    """Read the file at ``path``, called ``name`` in messages; write its tables into ``folder``; give their manifests.

    ``options``: what a source declares, of encoding, delimiter, sheet, table and records; None or absent where it is
    to be found by content. An empty file has no table. Raises SourceError.
    """
    source, target = Path(path), Path(folder)
    encoding, delimiter = options.get("encoding"), options.get("delimiter")
    kind = kind_of(source, name)
    if kind is None:
        return []
    if kind in ("xlsx", "xls", "ods"):
        from publisher.read import workbook

        return workbook.read(source, kind, name=name, folder=target, sheet=options.get("sheet"))
    if kind == "html" and delimiter is None:
        from publisher.read import markup

        return markup.read(source, name=name, folder=target, encoding=encoding, table=options.get("table"))
    if kind in ("json", "lines") and delimiter is None:
        from publisher.read import objects

        return objects.read(
            source,
            name=name,
            folder=target,
            encoding=encoding,
            records=options.get("records"),
            lines=kind == "lines" and not options.get("records"),
        )
    from publisher.read import delimited

    return delimited.read(source, name=name, folder=target, encoding=encoding, delimiter=delimiter)
