"""Records of delimited text that are unlike the others, as they stand in the file, for those who would mend them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from publisher.read.sink import Sink
from publisher.read.table import Dialect
from publisher.read.text.counting import Count
from publisher.read.text.records import has_stray

MOST = 400  # records; with more of them nothing is odd about one
_LONGEST = 1 << 14  # bytes of one record
_SMALL = 1 << 23  # bytes of text of which each record is looked at


def find_odd(text: Any, dialect: Dialect, count: Count, sink: Sink) -> list[tuple[int, str]]:
    """The number and text of each odd record: with more or fewer cells than most, or a quote where none may be.

    None where they are more than ``MOST``, or where the second count of the records is another one than the first.
    """
    if count.records != sink.rows:
        return []
    ragged = sink.ragged()
    if count.regular and not ragged:
        return []
    ends = [*count.offsets[1:].tolist(), len(text)]
    stray: list[int] = []
    if not count.regular:
        stray = _stray(text, dialect, count, ends) if len(text) <= _SMALL else _likely_stray(text, dialect, count)
    found = sorted({*ragged, *stray})
    if len(found) > MOST:
        return []
    texts = []
    for row in found:
        start, end = int(count.offsets[row]), ends[row]
        if end - start <= _LONGEST:
            texts.append((row + 1, bytes(text[start:end]).decode("utf-8", "replace").rstrip("\r\n")))
    return texts


def _stray(text: Any, dialect: Dialect, count: Count, ends: Sequence[int]) -> list[int]:
    """Rows with a quote where none may be."""
    rows = []
    for row, (start, end) in enumerate(zip(count.offsets.tolist(), ends, strict=True)):
        record = bytes(text[start:end])
        if dialect.quote.encode() in record and has_stray(record.decode("utf-8", "replace").rstrip("\r\n"), dialect):
            rows.append(row)
            if len(rows) > MOST:
                break
    return rows


def _likely_stray(text: Any, dialect: Dialect, count: Count) -> list[int]:
    """Rows with a quote that neither begins nor ends a cell and is not doubled, and some more that look so."""
    d, q = re.escape(dialect.delimiter.encode()), re.escape(dialect.quote.encode())
    edge = rb"\r\n" + q
    inner = rb"(?<![" + edge + rb"])(?<!" + d + rb")" + q + rb"(?![" + edge + rb"]|" + d + rb"|\Z)"
    empty = rb"(?:(?<=[\r\n])|(?<=" + d + rb")|\A)" + q + q + rb"(?![" + edge + rb"]|" + d + rb"|\Z)"
    rows: Counter[int] = Counter()
    for found in re.finditer(inner + rb"|" + empty, text):
        rows[int(count.offsets.searchsorted(found.start(), side="right")) - 1] += 1
        if len(rows) > MOST:
            break
    return list(rows)
