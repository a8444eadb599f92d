"""The pages of a PDF as they are loaded: their words and rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2

from publisher.errors import Place, SourceError
from publisher.read.pdf.letters import words
from publisher.read.pdf.page import Page
from publisher.read.pdf.rules import rules

_MOST_PAGES = 5_000  # safety.md


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
        return [_load(document, number) for number in range(len(document))]
    finally:
        document.close()


def _load(document: Any, number: int) -> Page:
    """The page with this number, from 0; an empty one where it cannot be loaded."""
    try:
        page = document[number]
        try:
            text_page = page.get_textpage()
            try:
                found, turns = words(text_page)
            finally:
                text_page.close()
            across, down = rules(page, turns=turns)
        finally:
            page.close()
    except pypdfium2.PdfiumError:
        return Page(words=(), across=(), down=())
    return Page(words=tuple(found), across=tuple(across), down=tuple(down))
