"""Tables in a PDF, found by how its pages are set; for a look, and never published.

A table that goes on at the head of the next page, with the same columns, is one table.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from publisher.errors import Place, SourceError
from publisher.issues import Issue
from publisher.read.pdf.grid import find
from publisher.read.pdf.join import joined
from publisher.read.pdf.pages import load_pages
from publisher.read.sink import Sink


def read(path: Path, *, name: str, folder: Path, declared: bool) -> list[dict[str, Any]]:
    """The tables as manifests, from the first page on. Raises SourceError for a PDF that is damaged, locked or
    ``declared`` as a source.
    """
    if declared:
        raise SourceError(
            "it is a PDF, and its tables would be a guess from where letters stand",
            place=Place(file=name),
            remedy="Ask for the data as a file; or write what daylight inspect finds with --csv, and look through it.",
        )
    pages = load_pages(path, name)
    tables = joined([find(page) for page in pages])
    manifests: list[dict[str, Any]] = []
    for number, table in enumerate(tables, 1):
        sheet = f"table {number}" if len(tables) > 1 else None
        sink = Sink(folder, number, place=Place(file=name, sheet=sheet))
        sink.begin(len(table.rows[0]), lines=False)
        sink.grid([[cell or None for cell in row] for row in table.rows], range(1, len(table.rows) + 1))
        issues = [] if table.plain else [Issue(code="layout-guessed", file=name, sheet=sheet)]
        merged = [(first + 1, left, last + 1, right) for first, left, last, right in table.merged]
        manifests.append(sink.end(file=name, sheet=sheet, counted=len(table.rows), merged=merged, issues=issues))
    return manifests
