"""The documents behind a search, for ``bench/score_documents.py`` beside the checkout, and for the test that uses it.

    python ../shared/bench/score_documents.py --func tests/documents/score_index.py:make_index

Run with the checkout on the path. Each document is read the way a publish reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from publisher.documents import Document
from search_index.analysis import fold, number_key
from tests.documents.made import read_file

Search = Callable[[str], list[str]]


def make_index(paths: Sequence[str]) -> Search:
    """``search(query)`` gives file names, best first: number, then title, then text, in folded form without spaces."""
    documents = {Path(path).name: read_file(Path(path)) for path in paths}
    texts = {name: _text(document.text) for name, document in documents.items()}
    titles = {name: _text(document.title) for name, document in documents.items()}

    def search(query: str) -> list[str]:
        wanted = _text(query)
        ranks = {
            name: (number_key(query) not in _numbers(document), wanted not in titles[name], wanted not in texts[name])
            for name, document in documents.items()
        }
        return sorted((name for name, rank in ranks.items() if not all(rank)), key=lambda name: (ranks[name], name))

    return search


def _text(text: str) -> str:
    return "".join(fold(text).split())


def _numbers(document: Document) -> set[str]:
    return {number_key(number) for number in (document.number, *document.numbers) if number}
