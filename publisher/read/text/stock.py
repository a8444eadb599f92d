"""Reading delimited text with the stock parser, and the few records it cannot read with ours, in their places."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from publisher.read.sink import Sink
from publisher.read.table import Dialect
from publisher.read.text.counting import Count
from publisher.read.text.delimiters import Found
from publisher.read.text.records import split_bytes

_LEAST, _BLOCK = 1 << 20, 1 << 23
# The parser reserves the bytes of a block for each column, twice over: so many for all of them.
_COLUMNS = 1 << 30
_FEW = 200  # odd records of a batch: up to so many, what lies between them is copied whole


def read_fast(text: Any, found: Found, count: Count, sink: Sink) -> bool:
    """Read with the stock parser; False when it is not to be trusted with this file, and nothing counts."""
    width = found.width
    block = max(_LEAST, min(_BLOCK, _COLUMNS // max(width, 1)))
    if count.unclosed or not found.dialect.plain or not count.records or count.longest > block // 4:
        return False
    sink.begin(width, lines=True)
    odd: list[tuple[int, str]] = []
    allowed = 1000 + count.records // 5

    def keep_odd(row: Any) -> str:
        odd.append((row.number, row.text))
        return "skip" if len(odd) <= allowed else "error"

    names = [f"c{i}" for i in range(width)]
    reader = _open(text, found.dialect, names, keep_odd, block=block)
    if reader is None:
        return False
    done = 0
    waiting: list[tuple[int, str]] = []
    try:
        for batch, met in _batches(reader, odd):
            last = batch is None
            rows = [] if last else [batch]
            waiting += met
            here = _odd_until(waiting, done, 0 if last else batch.num_rows, last=last)
            waiting = waiting[len(here) :]
            done = _write(rows, here, done, count, sink, found.dialect)
        return bool(done == count.records)
    except (pa.ArrowInvalid, IndexError):
        return False


def _open(text: Any, dialect: Dialect, names: list[str], keep_odd: Any, *, block: int) -> Any:
    try:
        return pacsv.open_csv(
            pa.BufferReader(pa.py_buffer(text)),
            read_options=pacsv.ReadOptions(use_threads=False, block_size=block, column_names=names),
            parse_options=pacsv.ParseOptions(
                delimiter=dialect.delimiter,
                quote_char=dialect.quote,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=keep_odd,
            ),
            convert_options=pacsv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, check_utf8=False
            ),
        )
    except pa.ArrowInvalid:
        return None


def _batches(reader: Any, odd: list[tuple[int, str]]) -> Iterator[tuple[Any, list[tuple[int, str]]]]:
    """Each batch, and None after the last, with the records that the reader put into ``odd`` on its way to it.

    The next one is read while the caller has this one.
    """
    with ThreadPoolExecutor(1) as thread:
        reading = thread.submit(_next, reader)
        while True:
            batch = reading.result()
            met = odd[:]
            odd.clear()
            if batch is None:
                yield None, met
                return
            reading = thread.submit(_next, reader)
            yield batch, met


def _next(reader: Any) -> Any:
    try:
        return reader.read_next_batch()
    except StopIteration:
        return None


def _odd_until(odd: list[tuple[int, str]], done: int, rows: int, *, last: bool) -> list[tuple[int, str]]:
    """The skipped records that stand before the end of the next ``rows`` regular ones (record numbers from 1)."""
    if last:
        return odd
    here = 0
    while here < len(odd) and odd[here][0] <= done + rows + here + 1:
        here += 1
    return odd[:here]


def _write(
    batches: list[Any],
    odd: list[tuple[int, str]],
    done: int,
    count: Count,
    sink: Sink,
    dialect: Dialect,
) -> int:
    """Write the regular rows of the next batch and the odd records among them, in the file's order."""
    regular = batches[0] if batches else None
    rows = (regular.num_rows if regular is not None else 0) + len(odd)
    if not rows:
        return done
    numbers = np.arange(done + 1, done + rows + 1, dtype=np.int64)
    empty = [pa.array([], pa.string())] * sink.width
    columns = [regular.column(i) for i in range(sink.width)] if regular is not None else empty
    if odd:
        columns = _merge(columns, odd, numbers, sink, dialect)
    first, last = np.searchsorted(count.blank, (done, done + rows))
    if last > first:
        # The stock parser gives a blank line as many empty cells as there are columns; it has none.
        kept = np.ones(rows, dtype=bool)
        kept[count.blank[first:last] - done] = False
        columns = [pc.if_else(pa.array(kept), column, pa.scalar(None, pa.string())) for column in columns]
    sink.batch(columns, pa.array(numbers), pa.array(count.lines[done : done + rows]))
    return done + rows


def _merge(columns: list[Any], odd: list[tuple[int, str]], numbers: Any, sink: Sink, dialect: Dialect) -> list[Any]:
    """Regular columns with the odd records put in their places."""
    records = [_one(text, dialect) for _, text in odd]
    for (number, _), cells in zip(odd, records, strict=True):
        if len(cells) > sink.width:
            sink.widen(number - 1, cells[sink.width :])
    if len(odd) <= _FEW:
        return _insert(columns, records, [number - int(numbers[0]) for number, _ in odd])
    is_odd = np.zeros(len(numbers), dtype=bool)
    is_odd[np.array([number for number, _ in odd]) - numbers[0]] = True
    regular = len(numbers) - len(odd)
    order = np.empty(len(numbers), dtype=np.int64)
    order[~is_odd] = np.arange(regular)
    order[is_odd] = np.arange(regular, len(numbers))
    merged = []
    for place, column in enumerate(columns):
        extra = pa.array([cells[place] if place < len(cells) else None for cells in records], pa.string())
        merged.append(pc.take(pa.concat_arrays([column, extra]), pa.array(order)))
    return merged


def _insert(columns: list[Any], records: list[list[str]], places: list[int]) -> list[Any]:
    """Columns with the cells of some records put in, so that these stand at the given places."""
    # The regular rows before each place are those before it, less the odd ones.
    edges = [0, *(place - i for i, place in enumerate(places))]
    merged = []
    for column, array in enumerate(columns):
        extra = pa.array([cells[column] if column < len(cells) else None for cells in records], pa.string())
        parts = [array.slice(edges[0], edges[1])]
        for i, start in enumerate(edges[1:]):
            stop = edges[i + 2] if i + 2 < len(edges) else len(array)
            parts += [extra.slice(i, 1), array.slice(start, stop - start)]
        merged.append(pa.concat_arrays(parts))
    return merged


def _one(text: str, dialect: Dialect) -> list[str]:
    """The cells of one record's text as the stock parser hands it over."""
    return next((record.cells for record in split_bytes(text.encode("utf-8"), dialect)), [])
