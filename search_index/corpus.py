"""Documents in the order of the index: newest first, undated last, then by id, whatever order they came in.

They are kept in a scratch file meanwhile, so that memory holds their dates and ids only.
"""

from __future__ import annotations

import itertools
import marshal
import os
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from search_index.facets import day_of
from search_index.model import SearchDocument, SearchError


class Corpus:
    """Documents to be read in order, more than once if need be."""

    def __init__(self, documents: Iterable[SearchDocument], path: Path) -> None:
        self._ends = array("Q", [0])
        ranks: list[tuple[int, str, int]] = []
        with path.open("wb") as stream:
            for place, document in enumerate(documents):
                data = marshal.dumps(_plain(document))
                stream.write(data)
                self._ends.append(self._ends[-1] + len(data))
                ranks.append((-day_of(document.date, document.id), document.id, place))
        ranks.sort()
        names = sorted(name for _, name, _ in ranks)
        for first, second in itertools.pairwise(names):
            if first == second:
                raise SearchError(f"two documents have the id {first!r}; give each its own")
        self.days = array("q", [-day for day, _, _ in ranks])
        self._order = array("Q", [place for _, _, place in ranks])
        self._path = path

    def __len__(self) -> int:
        return len(self._order)

    def __iter__(self) -> Iterator[SearchDocument]:
        with self._path.open("rb") as stream:
            for place in self._order:
                begin, end = self._ends[place], self._ends[place + 1]
                yield _document(marshal.loads(os.pread(stream.fileno(), end - begin, begin)))  # noqa: S302  # our own


def _plain(document: SearchDocument) -> tuple[Any, ...]:
    return (
        document.id,
        document.title,
        document.body,
        document.lang,
        document.kind,
        document.department,
        document.date,
        document.url,
        dict(document.titles),
        tuple(document.numbers),
        tuple(document.themes),
    )


def _document(row: tuple[Any, ...]) -> SearchDocument:
    names = ("id", "title", "body", "lang", "kind", "department", "date", "url", "titles", "numbers", "themes")
    return SearchDocument(**dict(zip(names, row, strict=True)))
