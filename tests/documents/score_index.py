"""The documents behind the real search, for ``bench/score_documents.py`` beside the checkout and for the test of it.

    PYTHONPATH=. python ../shared/bench/score_documents.py --func tests/documents/score_index.py:make_index

Each document is read the way a publish reads it, and its index is the one the site has.
"""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import mkdtemp

import search_index
from publisher.documents import Document
from tests.documents.made import read_file

Search = Callable[[str], list[str]]


def make_index(paths: Sequence[str]) -> Search:
    """``search(query)`` gives file names, best first."""
    folder = Path(mkdtemp(prefix="daylight-score-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    search_index.build([searched(Path(path).name, read_file(Path(path))) for path in paths], folder)
    index = search_index.open(folder)
    return lambda query: [hit.id for hit in index.search(query).hits]


def searched(name: str, document: Document) -> search_index.SearchDocument:
    """A document as the site's index has it, under ``name``."""
    numbers = (document.number, *document.numbers)
    return search_index.SearchDocument(
        id=name,
        title=document.title,
        body=document.text,
        lang=document.language,
        kind=document.kind,
        department=document.department,
        date=document.published or document.written,
        numbers=tuple(number for number in numbers if number),
    )
