"""Delimited text (CSV, TSV and kin) to one table: a stock parser where records are regular, care where they are not.

``pyarrow.csv`` reads blocks of records that have the usual number of cells; the few that have not are handed to our own
splitter and put back in their places. It runs only where the second count found no quote that never closes, for then
it would swallow records. Otherwise, and for dialects it does not know, the whole file goes through our splitter.
"""

from __future__ import annotations

import codecs
import mmap
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from publisher.errors import Place
from publisher.issues import Issue
from publisher.read.sink import Sink
from publisher.read.table import Dialect
from publisher.read.text import counting
from publisher.read.text.controls import restored
from publisher.read.text.delimiters import Found, detect
from publisher.read.text.encoding import Choice, choose
from publisher.read.text.fixed import DELIMITER, QUOTE, as_delimited, find_fields
from publisher.read.text.odd import find_odd
from publisher.read.text.records import Record, split_bytes

_BLOCK = 1 << 23
_BATCH = 20_000
_SAMPLE = 1 << 20
_CAREFUL = 1 << 23
_AGREEING = 0.9
_WRAPPED = 200
# A line that rules a table off: |---|---|, +----+----+ or ----+----.
_BORDER = re.compile(r"^[ \t]*[|+]?[-=:]{2,}[ \t]*(?:[|+][-=: \t]*)+$", re.MULTILINE)
_MARK = codecs.BOM_UTF8


def read(path: Path, *, name: str, folder: Path, encoding: str | None, delimiter: str | None) -> list[dict[str, Any]]:
    """The one table of a delimited text file, as a manifest (:mod:`publisher.read.sink`); none when it is empty."""
    with path.open("rb") as stream:
        data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    choice = choose(memoryview(data), encoding)
    text = _as_utf8(data, choice, folder)
    text, found, guessed = _split_by(text, folder, delimiter)
    sink = Sink(folder, 0, place=Place(file=name))
    sink.issues += encoding_issues(choice, name, declared=encoding)
    count = _second_count(text, found.dialect)
    # A stock parser has its own ways with quotes inside a cell; where there are few records, ours has time for them.
    small = len(text) <= _CAREFUL and not count.regular
    if small or not _read_fast(text, found, count, sink):
        sink = Sink(folder, 0, place=Place(file=name))
        sink.issues += encoding_issues(choice, name, declared=encoding)
        _read_with_care(text, found, sink, name)
    if choice.damaged or re.search(_MARK, text):
        _tell_places(text, found.dialect, sink, name, damaged=choice.damaged)
    if guessed:
        sink.issues.append(Issue(code="layout-guessed", file=name))
    about = {"dialect": asdict(found.dialect), "odd": find_odd(text, found.dialect, count, sink)}
    return [sink.end(file=name, sheet=None, counted=count.records, encoding=choice.encoding, **about)]


def encoding_issues(choice: Choice, name: str, *, declared: str | None) -> list[Issue]:
    """What is to be told about the choice of an encoding; nothing when it was plain."""
    if choice.sure and declared is None:
        return []
    if choice.sure and choice.reason.startswith("it is declared"):
        return []
    return [Issue(code="encoding-chosen", file=name, text=choice.encoding, note=choice.reason)]


def _as_utf8(data: mmap.mmap, choice: Choice, folder: Path) -> Any:
    """The text as UTF-8 bytes without its first marks: the file itself where it is UTF-8, else a copy on disk."""
    skip = choice.skip
    if choice.encoding == "utf-8" and not choice.damaged and not choice.restore:
        return memoryview(data)[skip:]
    decoder = codecs.getincrementaldecoder(choice.encoding)("replace" if choice.damaged else "strict")
    target = folder / "text.utf8"
    with target.open("w+b") as stream:
        for start in range(skip, len(data), _BLOCK):
            chunk = decoder.decode(data[start : start + _BLOCK], final=start + _BLOCK >= len(data))
            content = chunk.encode("utf-8", "replace")
            stream.write(restored(content) if choice.restore else content)
        stream.flush()
        copy = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) if stream.tell() else b""
    target.unlink()
    view = memoryview(copy)
    return view[len(_MARK) :] if bytes(view[: len(_MARK)]) == _MARK else view


def _split_by(text: Any, folder: Path, delimiter: str | None) -> tuple[Any, Found, bool]:
    """The text, how its records are parted, and whether its columns are guessed from their places on the page.

    Lines with columns at fixed places, and records that end with the control character made for it (RS, 0x1e), come as
    a copy in which an unused character parts the cells, and a line end the records.
    """
    sample = bytes(text[:_SAMPLE]).decode("utf-8", "ignore")
    if "\x1e" in sample and not re.search("(?<!\x1e)[\r\n]", sample.replace("\r\n", "\n")):
        text = _copy(folder, (re.sub("\x1e(?:\r\n|\n|\r)?", "\n", part) for part in _parts(text, "\x1e")))
        sample = bytes(text[:_SAMPLE]).decode("utf-8", "ignore")
    found = detect(sample, delimiter=delimiter)
    if delimiter is not None:
        return text, found, False
    if found.dialect.delimiter == "|" and _BORDER.search(sample):
        return _copy(folder, (_BORDER.sub("", part) for part in _parts(text, "\n"))), found, False
    if found.width == 1 and _is_wrapped(sample):
        text = _copy(folder, (line + "\n" for line in _unwrapped(_lines(text))))
        return text, detect(bytes(text[:_SAMPLE]).decode("utf-8", "ignore")), False
    fields = find_fields(sample)
    known = found.dialect.delimiter != " " and found.agreeing >= _AGREEING
    if fields is None or len(fields.starts) < found.width or (known and len(fields.starts) == found.width):
        return text, found, False
    text = _copy(folder, (line + "\n" for line in as_delimited(_lines(text), fields)))
    return text, Found(dialect=Dialect(delimiter=DELIMITER, quote=QUOTE), width=len(fields.starts)), True


def _is_wrapped(sample: str) -> bool:
    """Whether each line is one quoted cell that holds a record with quotes of its own, doubled."""
    lines = [line for line in sample.splitlines() if line.strip()][:_WRAPPED]
    whole = [line for line in lines if re.fullmatch(r'"(?:[^"]|"")*"', line)]
    return len(lines) > 2 and len(whole) == len(lines) and detect("\n".join(_unwrapped(lines))).width > 1


def _unwrapped(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        whole = len(line) > 1 and line[0] == line[-1] == '"'
        yield line[1:-1].replace('""', '"') if whole else line


def _lines(text: Any) -> Iterator[str]:
    """The lines of a text, without their ends."""
    for part in _parts(text, "\n"):
        yield from re.split("\r\n|\n|\r", part.removesuffix("\n").removesuffix("\r"))


def _parts(text: Any, ending: str) -> Iterator[str]:
    """The text in pieces of some size that end as records do."""
    start = 0
    while start < len(text):
        piece = bytes(text[start : start + _BLOCK])
        if start + _BLOCK < len(text):
            piece = piece[: piece.rfind(ending.encode()) + 1] or piece
        start += len(piece)
        yield piece.decode("utf-8", "replace")


def _copy(folder: Path, parts: Iterator[str]) -> Any:
    """Text as UTF-8 on disk, mapped."""
    target = folder / "parted.utf8"
    with target.open("w+b") as stream:
        for part in parts:
            stream.write(part.encode("utf-8", "replace"))
        stream.flush()
        copy = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) if stream.tell() else b""
    target.unlink()
    return memoryview(copy)


def _second_count(text: Any, dialect: Dialect) -> counting.Count:
    escape = dialect.escape.encode() if dialect.escape else b""
    return counting.count(
        text, delimiter=dialect.delimiter.encode(), quote=dialect.quote.encode(), escape=escape, spaced=dialect.spaced
    )


def _read_fast(text: Any, found: Found, count: counting.Count, sink: Sink) -> bool:
    """Read with the stock parser; False when it is not to be trusted with this file, and nothing counts."""
    if count.unclosed or not found.dialect.plain or not count.records or count.longest > _BLOCK // 4:
        return False
    width = found.width
    sink.begin(width, lines=True)
    odd: list[tuple[int, str]] = []
    allowed = 1000 + count.records // 5

    def keep_odd(row: Any) -> str:
        odd.append((row.number, row.text))
        return "skip" if len(odd) <= allowed else "error"

    names = [f"c{i}" for i in range(width)]
    reader = _open(text, found.dialect, names, keep_odd)
    if reader is None:
        return False
    done = 0
    try:
        while True:
            batch = _next(reader)
            last = batch is None
            rows = [] if last else [batch]
            here = _odd_until(odd, done, 0 if last else batch.num_rows, last=last)
            odd = odd[len(here) :]
            done = _write(rows, here, done, count, sink, found.dialect)
            if last:
                return bool(done == count.records)
    except (pa.ArrowInvalid, IndexError):
        return False


def _open(text: Any, dialect: Dialect, names: list[str], keep_odd: Any) -> Any:
    try:
        return pacsv.open_csv(
            pa.BufferReader(pa.py_buffer(text)),
            read_options=pacsv.ReadOptions(use_threads=False, block_size=_BLOCK, column_names=names),
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
    count: counting.Count,
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


def _one(text: str, dialect: Dialect) -> list[str]:
    """The cells of one record's text as the stock parser hands it over."""
    return next((record.cells for record in split_bytes(text.encode("utf-8"), dialect)), [])


def _read_with_care(text: Any, found: Found, sink: Sink, name: str) -> None:
    """Read with our own splitter."""
    sink.begin(max(found.width, 1), lines=True)
    number = 0
    for records in _in_batches(split_bytes(text, found.dialect)):
        for offset, record in enumerate(records):
            if record.unclosed:
                sink.issues.append(
                    Issue(code="unclosed-quote", file=name, record=number + offset + 1, line=record.line)
                )
        rows = [record.cells for record in records]
        sink.grid(rows, range(number + 1, number + len(records) + 1), [record.line for record in records])
        number += len(records)


def _in_batches(records: Iterator[Record]) -> Iterator[list[Record]]:
    batch: list[Record] = []
    for record in records:
        batch.append(record)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _tell_places(text: Any, dialect: Dialect, sink: Sink, name: str, *, damaged: bool) -> None:
    """Issues for records that hold a byte order mark or bytes that were no text."""
    found: dict[str, list[tuple[int, Record]]] = {"stray-mark": [], "encoding-error": []}
    for number, record in enumerate(split_bytes(text, dialect), 1):
        whole = "".join(record.cells)
        if "\ufeff" in whole:
            found["stray-mark"].append((number, record))
        if damaged and "\ufffd" in whole:
            found["encoding-error"].append((number, record))
    for code, places in found.items():
        sink.issues += [
            Issue(code=code, file=name, record=number, line=record.line, text=" | ".join(record.cells)[:200])
            for number, record in places
        ]
