"""Tables in a PDF, found by how its pages are set; for a look, and never published.

A table that goes on at the head of the next page, with the same columns, is one table.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2

from publisher.errors import Place, SourceError
from publisher.issues import Issue
from publisher.read.pdf_grid import Grid, find
from publisher.read.pdf_page import load
from publisher.read.sink import Sink

_MOST_PAGES = 5_000  # safety.md
_NEAR = 8.0  # points by which columns of one table may differ from page to page


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
    tables = _tables(path, name)
    manifests = []
    for number, rows in enumerate(tables, 1):
        sheet = f"table {number}" if len(tables) > 1 else None
        sink = Sink(folder, number, place=Place(file=name, sheet=sheet))
        sink.begin(max(map(len, rows)), lines=False)
        sink.grid([[cell or None for cell in row] for row in rows], range(1, len(rows) + 1))
        guess = Issue(code="layout-guessed", file=name, sheet=sheet)
        manifests.append(sink.end(file=name, sheet=sheet, counted=len(rows), issues=[guess]))
    return manifests


def _tables(path: Path, name: str) -> list[list[tuple[str, ...]]]:
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
        pages = [find(load(document, number)) for number in range(len(document))]
    finally:
        document.close()
    return joined(pages)


def joined(pages: Sequence[Sequence[Grid]]) -> list[list[tuple[str, ...]]]:
    """The rows of each table; those of a table that goes on over pages together."""
    tables: list[list[tuple[str, ...]]] = []
    before: Grid | None = None
    for page in pages:
        for number, grid in enumerate(page):
            if number == 0 and before is not None and _goes_on(before, grid):
                tables[-1] += grid.rows
            else:
                tables.append(list(grid.rows))
            before = grid
        before = page[-1] if page else None
    return tables


def _goes_on(before: Grid, after: Grid) -> bool:
    """Whether a table at the head of a page is the one at the foot of the page before."""
    same = len(before.edges) == len(after.edges) and before.last and after.first
    return same and all(abs(a - b) <= _NEAR for a, b in zip(before.edges[1:], after.edges[1:], strict=True))
