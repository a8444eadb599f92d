"""Tables in a PDF, found by how its pages are set; for a look, and never published.

A table that goes on at the head of the next page, with the same columns, is one table.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2

from publisher.errors import Place, SourceError
from publisher.issues import Issue
from publisher.read.pdf.grid import find
from publisher.read.pdf.join import joined
from publisher.read.pdf.page import Page, load
from publisher.read.sink import Sink

_MOST_PAGES = 5_000  # safety.md


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


def load_pages(path: Path, name: str) -> list[Page]:
    """The pages of a PDF as words and rules. Raises SourceError for one that is damaged, locked or too long."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        locked = "assword" in str(error)
        raise SourceError(
            "the PDF is protected by a password" if locked else f"the PDF cannot be read: {error}",
            place=Place(file=name),
            remedy="Ask the department for the file without a password, or as a table.",
        ) from error
    try:
        if len(document) > _MOST_PAGES:
            raise SourceError(
                f"the PDF has {len(document)} pages, more than {_MOST_PAGES}",
                place=Place(file=name),
                remedy="Split it.",
            )
        return [load(document, number) for number in range(len(document))]
    finally:
        document.close()
