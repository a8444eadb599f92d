"""Records with a cell too many or too few, mended from what the other records have in each column.

A delimiter lost, a delimiter too many, a quotation mark that opens nothing, one record with another delimiter: the
text of such a record is parted anew so that each cell looks like the others in its column, with as few changes as can
be (:mod:`publisher.inspect.parting`). Only inspecting does this; publishing takes a record as it stands. Every mended
record is told.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from publisher.inspect.foot import is_named_note
from publisher.inspect.likeness import Likeness, weigh_title
from publisher.inspect.parting import Parted, Text, part
from publisher.issues import Issue
from publisher.read.table import Dialect, RawTable

_MOST = 60  # records that are mended, and a twentieth of all at the most
_SHARE = 0.05
_SAMPLE = 500
_LOST = 2  # cells a record may lack; one with fewer is something else
_OTHER_DELIMITERS = (",", ";", "\t", "|", " ")
_OTHER = 3.0  # what it costs to read one record with another delimiter, in nats
_TITLE_CHANGES = 4.0  # and what may be changed in a row of titles


def mend(raw: RawTable) -> RawTable:
    """The table with its odd records mended, and an issue for them; the same table where there is none."""
    if raw.lines is None or raw.cells.num_columns < 3 or raw.cells.num_rows < 8:
        return raw
    widths = _widths(raw.cells)
    width, _ = Counter(widths[:5000].tolist()).most_common(1)[0]
    dialect = raw.dialect or Dialect()
    texts = {record - 1: text for record, text in raw.odd} if raw.odd else {}
    odd = _odd(raw, widths, width, texts, dialect)
    if width < 3 or not odd:
        return raw
    usual = np.setdiff1d(np.flatnonzero(widths == width), odd)[: 2 * _SAMPLE].tolist()
    ordinary = [row for row in usual if any(_row(raw.cells, row))][:_SAMPLE]
    if not ordinary:
        return raw
    likeness = Likeness(raw.cells.take(pa.array(ordinary, pa.int64())), width)
    mender = _Mender(width=width, dialect=dialect, likeness=likeness)
    done: dict[int, tuple[str, ...]] = {}
    for row in odd:
        cells = _row(raw.cells, row)
        parted = mender.mended(texts.get(row) or _written(cells, dialect), heading=row < ordinary[0])
        if parted is not None and list(parted) != cells:
            done[row] = parted
    if not done:
        return raw
    return replace(raw, cells=_with(raw.cells, done, width), issues=(*raw.issues, _issue(raw, done)))


def _odd(raw: RawTable, widths: Any, width: int, texts: Mapping[int, str], dialect: Dialect) -> list[int]:
    """The rows to look at: ragged ones, and those with a quote where none may be; none of what is no exception."""
    most = min(_MOST, max(1, int(_SHARE * len(widths))))
    top = int(np.argmax(widths == width))
    ragged = [
        row
        for row in np.flatnonzero(widths != width).tolist()
        if not (row > top and is_named_note(_first(raw, row)))
        and (widths[row] >= width - _LOST or _held(texts.get(row) or _first(raw, row), width, dialect, above=row < top))
    ]
    stray = [row for row in texts if row < len(widths) and widths[row] == width]
    return sorted({*(ragged if len(ragged) <= most else ()), *(stray if len(stray) <= most else ())})


def _widths(cells: pa.Table) -> np.ndarray[Any, np.dtype[np.int64]]:
    """How many cells each record has; those that are not there are null, and stand at the end."""
    widths = np.zeros(cells.num_rows, np.int64)
    for i, column in enumerate(cells.columns):
        if column.null_count:
            widths[pc.is_valid(column).to_numpy()] = i + 1
        else:
            widths[:] = i + 1
    return widths


def _row(cells: pa.Table, row: int) -> list[str]:
    values = [column[row].as_py() for column in cells.columns]
    while values and values[-1] is None:
        values.pop()
    return [value or "" for value in values]


def _first(raw: RawTable, row: int) -> str:
    return raw.cells[0][row].as_py() or ""


def _held(text: str, width: int, dialect: Dialect, *, above: bool) -> bool:
    """Whether a record of few cells is one that quotes hold together, or one with another delimiter.

    Spaces part no cells ``above`` the others: a line of words is a title there.
    """
    if dialect.quote in text and text.count(dialect.delimiter) >= width - 2:
        return True
    others = [other for other in _OTHER_DELIMITERS if other != dialect.delimiter and not (above and other == " ")]
    if any(abs(len(next(csv.reader([text], delimiter=other), [])) - width) <= 1 for other in others):
        return True
    return not above and text.count(" ") >= width - 1 and dialect.quote in text


def _written(cells: list[str], dialect: Dialect) -> str:
    """Cells as a record's text, where it was not kept."""
    if len(cells) == 1:
        return cells[0]
    out = io.StringIO()
    delimiter = dialect.delimiter if len(dialect.delimiter) == 1 else ","
    csv.writer(out, delimiter=delimiter, quotechar=dialect.quote, lineterminator="").writerow(cells)
    return out.getvalue()


def _with(cells: pa.Table, done: Mapping[int, tuple[str, ...]], width: int) -> pa.Table:
    columns = []
    rows = sorted(done)
    mask = pa.array([row in done for row in range(cells.num_rows)])
    for i, column in enumerate(cells.columns):
        array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        texts = pa.array([done[row][i] if i < width else None for row in rows], pa.string())
        columns.append(pc.replace_with_mask(array, mask, texts))
    kept = [i for i, column in enumerate(columns) if i < width or column.null_count < len(column)]
    return pa.table([columns[i] for i in kept], names=[cells.column_names[i] for i in kept])


def _issue(raw: RawTable, done: Mapping[int, tuple[str, ...]]) -> Issue:
    first = min(done)
    return Issue(
        code="mended-record",
        file=raw.file,
        sheet=raw.sheet,
        record=int(raw.records[first].as_py()),
        line=raw.lines[first].as_py() if raw.lines is not None else None,
        text=" | ".join(done[first])[:120],
        count=len(done),
    )


@dataclass(frozen=True, kw_only=True)
class _Mender:
    """Parts records of one table anew."""

    width: int
    dialect: Dialect
    likeness: Likeness

    def mended(self, text: str, *, heading: bool) -> tuple[str, ...] | None:
        """The cells of one record; None where there is no way. ``heading``: it stands above all ordinary ones."""
        found = [self._as_record(text, dialect) for dialect in self._dialects(text)]
        if heading:
            found = [way for way in found if way is not None and way.changes <= _TITLE_CHANGES]
            found.append(self._as_titles(text))
        ways = [way for way in found if way is not None]
        return min(ways, key=lambda way: way.cost).cells if ways else None

    def _dialects(self, text: str) -> list[Dialect]:
        """Its own dialect, and others that part it into about as many cells, where its own does not."""
        few = text.count(self.dialect.delimiter) < self.width - 2 or text.count(" ") > self.width
        others = [
            replace(self.dialect, delimiter=other)
            for other in _OTHER_DELIMITERS
            if other != self.dialect.delimiter and text.count(other) >= self.width - 2
        ]
        return [self.dialect, *(others if few else ())]

    def _as_record(self, text: str, dialect: Dialect) -> Parted | None:
        found = part(Text(text=text, dialect=dialect), self.width, self.likeness.weight)
        if found is None or self._is_strange(found.cells):
            return None
        if dialect is self.dialect:
            return found
        return replace(found, cost=found.cost + _OTHER)

    def _is_strange(self, cells: Sequence[str]) -> bool:
        """Whether several cells are unlike anything in their columns: a note is no record, however it is parted."""
        texts = (cell.removeprefix(self.dialect.quote) for cell in cells)
        strange = sum(not self.likeness.has_kind(column, text) for column, text in enumerate(texts))
        return strange > max(1, self.width // 5)

    def _as_titles(self, text: str) -> Parted | None:
        found = part(Text(text=text, dialect=self.dialect, fixed=True), self.width, weigh_title)
        if found is None or any(not cell.strip() for cell in found.cells):
            return None
        dropped = text.count(self.dialect.delimiter) - self.width + 1
        return found if found.changes <= max(_TITLE_CHANGES, 1.5 * dropped) else None
