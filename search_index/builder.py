"""Builds an index: documents in, static files out. The same documents give the same bytes, in whatever order."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from search_index.analysis import default_folding
from search_index.cards import PAGE, CardWriter
from search_index.codec import Ints
from search_index.corpus import Corpus
from search_index.dictionary import write_terms
from search_index.facets import write_facets
from search_index.foldfile import encode_folding
from search_index.merge import merged
from search_index.model import SearchDocument, SearchError, Summary
from search_index.runs import BATCH_CHARS, Run, Scratch, Vocabulary, postings_of
from search_index.tables import documents_of
from search_index.texts import TextWriter
from search_index.volumes import VolumeWriter, named

ENTRY = "index.json"
MIXED = 50
"""An index is mixed if more than one in so many documents has a traditional character."""

FORMAT, VERSION = "daylight-search", 2


def build(documents: Iterable[SearchDocument] | Any, out: Path | str, *, text: bool = True) -> Summary:
    """Write an index of ``documents`` into the folder ``out`` and return what was written.

    ``documents``: SearchDocuments, or an Arrow table or record batch reader with columns id, title, body and, where
    present, lang, kind or type, department or dept, date, url. ``text``: keep whole bodies, so that results show the
    passage that matched; without, they show the beginning, and the index is about half the size. Files of an index
    that was there before are removed once the new entry is in place. Raises SearchError.
    """
    folder = Path(out)
    before = _files_of(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".building-", dir=folder) as scratch:
            entry, counts = _write(
                Corpus(documents_of(documents), Path(scratch) / "corpus"), folder, Path(scratch), text
            )
        data = (json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()
        temporary = folder / f".{ENTRY}.tmp"
        temporary.write_bytes(data)
        temporary.replace(folder / ENTRY)
    except OSError as error:
        raise SearchError(f"the index cannot be written to {folder}: {error.strerror}") from error
    files = _listed(entry)
    for name in before - {name for name, _ in files}:
        (folder / name).unlink(missing_ok=True)
    return Summary(documents=counts[0], terms=counts[1], postings=counts[2], files=((ENTRY, len(data)), *sorted(files)))


def _listed(entry: dict[str, Any]) -> list[tuple[str, int]]:
    files = [(name, size) for part in entry["segments"] for volume in part["volumes"].values() for name, size in volume]
    return [*files, (entry["fold"][0], entry["fold"][1])]


def _files_of(folder: Path) -> set[str]:
    """Files of the index that is in ``folder`` now."""
    try:
        names = {name for name, _ in _listed(json.loads((folder / ENTRY).read_bytes()))}
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {name for name in names if Path(name).name == name}


def _write(corpus: Corpus, folder: Path, scratch: Path, text: bool) -> tuple[dict[str, Any], tuple[int, int, int]]:
    names = ("terms", "postings", "cards", "columns", "text")
    volumes = {name: VolumeWriter(folder, name) for name in names}
    shown = _Shown(volumes, len(corpus), text)
    analysed = _Analysed(scratch)
    for batch in _batches(corpus):
        analysed.add(batch)
        shown.add(batch)
    facets = shown.close(np.array(corpus.days, np.int64))
    titles, bodies = analysed.lengths()
    lists = merged(analysed.scratch, analysed.runs, titles, bodies)
    root, terms, postings = write_terms(lists, analysed.vocabulary, scratch, (volumes["terms"], volumes["postings"]))
    fold = encode_folding(default_folding())
    fold_name = named("fold", fold, ".bin")
    (folder / fold_name).write_bytes(fold)
    segment = {
        "documents": len(corpus),
        "terms": terms,
        "root": root.encode(),
        "cards": [shown.per_page, PAGE],
        "facets": facets,
        "volumes": {name: volume.close() for name, volume in volumes.items()},
    }
    entry = {
        "format": FORMAT,
        "version": VERSION,
        "fold": [fold_name, len(fold)],
        "mixed": shown.mixed,
        "segments": [segment],
    }
    return entry, (len(corpus), terms, postings)


class _Shown:
    """Writes cards, texts and facet columns: what results show."""

    def __init__(self, volumes: dict[str, VolumeWriter], documents: int, text: bool) -> None:
        self._columns = volumes["columns"]
        self._cards = CardWriter(volumes["cards"], TextWriter(volumes["text"]) if text else None, documents)
        self._folded = frozenset(default_folding().traditional)
        self._mixed = 0
        self._kinds: list[str] = []
        self._departments: list[str] = []

    @property
    def mixed(self) -> bool:
        """Whether so many documents have traditional characters that most results of a Chinese query show some."""
        return self._mixed * MIXED > len(self._kinds)

    @property
    def per_page(self) -> int:
        """Cards in a page."""
        return self._cards.per_page

    def add(self, batch: list[SearchDocument]) -> None:
        """Take the next documents."""
        for document in batch:
            self._kinds.append(document.kind)
            self._departments.append(document.department)
            self._cards.add(document)
            self._mixed += not all(map(self._folded.isdisjoint, (all_titles(document), document.body)))

    def close(self, days: Ints) -> dict[str, Any]:
        """Write what waits, and the columns; returns what the entry says about facets."""
        self._cards.close()
        return write_facets(self._kinds, self._departments, days, self._columns)


class _Analysed:
    """All postings as sorted runs in scratch files, and the units of each title and body."""

    def __init__(self, folder: Path) -> None:
        self.scratch = Scratch(folder)
        self.vocabulary = Vocabulary()
        self.runs: list[Run] = []
        self._lengths: list[Ints] = []
        self._first = 0

    def add(self, batch: list[SearchDocument]) -> None:
        """Take the next documents."""
        texts = [text for document in batch for text in (all_titles(document), document.body)]
        numbers = [document.numbers for document in batch]
        columns, lengths = postings_of(texts, numbers, self._first, self.vocabulary, default_folding())
        self.runs.append(self.scratch.append(columns))
        self._lengths.append(lengths)
        self._first += len(batch)

    def lengths(self) -> tuple[Ints, Ints]:
        """Units of each title and of each body."""
        every = np.concatenate(self._lengths) if self._lengths else np.zeros(0, np.int64)
        return every[0::2], every[1::2]


def all_titles(document: SearchDocument) -> str:
    """A document's title in every language, once each."""
    return " | ".join(dict.fromkeys((document.title, *(text for _, text in sorted(document.titles.items())))))


def _batches(corpus: Corpus) -> Iterator[list[SearchDocument]]:
    batch: list[SearchDocument] = []
    held = 0
    for document in corpus:
        batch.append(document)
        held += len(document.body) + len(document.title)
        if held >= BATCH_CHARS:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch
