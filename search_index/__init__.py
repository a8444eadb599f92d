"""A search index of static files: built once, read by browsers and by Python alike, with no server.

    build(documents, folder)        documents in, files out: the same documents give the same bytes
    open(place).search(query)       place is a folder or an address

Layout of the package, in the order data goes: ``analysis`` folds text and finds its tokens (other packages may use
it); ``corpus`` puts documents in order, newest first; ``columns`` finds the tokens of many texts at once; ``runs``
sorts them; ``merge`` and ``postings`` make lists; ``dictionary`` and ``terms`` write them in order; ``cards``,
``texts`` and ``facets`` keep what results show. ``store`` and ``segment`` read all that back, piece by piece;
``query`` reads what the searcher wrote into a ``tree``; ``matching`` and ``matches`` find documents; ``highlight``
marks them; ``reader`` is the whole. docs/search-format.md describes the files and the query language. The browser's
reader is in site_templates/scripts/search; a test holds the two to the same hits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from search_index.builder import build
    from search_index.model import Facets, Hit, Marked, Note, Results, SearchDocument, SearchError, Summary
    from search_index.reader import SearchIndex
    from search_index.reader import open_index as open  # noqa: A004  # search_index.open(place) reads as it is meant

__all__ = [
    "Facets",
    "Hit",
    "Marked",
    "Note",
    "Results",
    "SearchDocument",
    "SearchError",
    "SearchIndex",
    "Summary",
    "build",
    "open",
]

_HOMES = {"build": "builder", "SearchIndex": "reader", "open": "reader"}


def __getattr__(name: str) -> Any:
    """Load what is asked for only then: those who need ``analysis`` alone need no numpy."""
    import importlib

    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = importlib.import_module(f"{__name__}.{_HOMES.get(name, 'model')}")
    return getattr(module, "open_index" if name == "open" else name)
