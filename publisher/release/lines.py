"""Rows as text, a batch at a time: columns of texts joined by Arrow, never a Python object for a cell.

Cells that need care (a quotation mark, a line break) are few; only those are rewritten one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from publisher.values.display import Shown

BATCH = 10_000
LARGE = pa.large_string()


class Named(Shown, Protocol):
    """A field as it must be known to write its column: a spec's field is one, and so is a release's."""

    @property
    def name(self) -> str: ...


def batches(table: pa.Table) -> Iterator[tuple[int, Any]]:
    """Slices of at most ``BATCH`` rows as tables, with the number of rows before each."""
    for start in range(0, table.num_rows, BATCH):
        yield start, table.slice(start, BATCH)


def joined(pieces: Sequence[Any]) -> memoryview:
    """The bytes of all rows, one after the other: in each row the pieces (a text, or an array of texts) in order.

    A null is no text. At least one piece is an array.
    """
    rows = each(pieces)
    if not len(rows):
        return memoryview(b"")
    offsets = memoryview(rows.buffers()[1]).cast("q")
    return memoryview(rows.buffers()[2])[offsets[rows.offset] : offsets[rows.offset + len(rows)]]


def each(pieces: Sequence[Any]) -> Any:
    """The text of each row, as an array: see :func:`joined`."""
    parts = [pa.scalar(piece, LARGE) if isinstance(piece, str) else piece for piece in pieces]
    rows = pc.binary_join_element_wise(*parts, pa.scalar("", LARGE), null_handling="replace")
    return rows.combine_chunks() if isinstance(rows, pa.ChunkedArray) else rows


def rewritten(said: Any, pattern: str, rewrite: Callable[[str], str]) -> Any:
    """The texts, with ``rewrite`` done to each that matches ``pattern`` (RE2)."""
    mask = pc.fill_null(pc.match_substring_regex(said, pattern), False)
    if not pc.any(mask).as_py():
        return said
    found = [rewrite(text) for text in said.filter(mask).to_pylist()]
    return pc.replace_with_mask(said, mask, pa.array(found, LARGE))
