"""Tables on their way out of the child: Arrow files in a folder and a manifest in JSON, opened again by the caller.

A table is written batch by batch, so that its size is bounded by the disk and not by memory. Records wider than the
first batch go to a second file of further columns, nearly all null, written at the end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from publisher.errors import Place, SourceError
from publisher.issues import Issue
from publisher.read.table import MAX_CELL, MAX_COLUMNS, Dialect, RawTable

_RECORD, _LINE = "record", "line"
_BATCH_CELLS = 1 << 20
_LONG = 50_000  # rows, from which on two threads check what a child wrote
_SHORT = 1000  # rows with too few cells that are kept in mind


class Sink:
    """Writes one table. Columns are text; ``lines`` come with every batch or with none."""

    def __init__(self, folder: Path, number: int, *, place: Place) -> None:
        self._path = folder / f"{number}.arrow"
        self._more = folder / f"{number}.more.arrow"
        self.place = place
        self._writer: Any = None
        self._schema: Any = None
        self._wide: dict[int, Sequence[str | None]] = {}
        self._short: list[int] = []
        self.width = 0
        self.rows = 0
        self._widest = 0
        self.issues: list[Issue] = []

    def begin(self, width: int, *, lines: bool) -> None:
        """Fix the columns of the main file. Raises SourceError over the column limit."""
        self._check_width(width)
        self.width = self._widest = width
        fields = [pa.field(f"c{i}", pa.string()) for i in range(width)] + [pa.field(_RECORD, pa.int64())]
        self._schema = pa.schema(fields + ([pa.field(_LINE, pa.int64())] if lines else []))
        self._writer = pa.ipc.new_file(str(self._path), self._schema)

    def batch(self, columns: Sequence[Any], records: Any, lines: Any = None) -> None:
        """Add rows: one text array a column, and their positions."""
        for number, column in enumerate(columns):
            self._check_cells(number, column, records)
        if columns and len(self._short) <= _SHORT and columns[-1].null_count:
            short = pc.and_(pc.is_null(columns[-1]), pc.is_valid(columns[0]))
            self._short += (self.rows + np.flatnonzero(short.to_numpy(zero_copy_only=False))).tolist()[: _SHORT + 1]
        arrays = [*columns, records] if lines is None else [*columns, records, lines]
        self._writer.write_batch(pa.record_batch(arrays, schema=self._schema))
        self.rows += len(records)

    def grid(self, rows: Sequence[Sequence[str | None]], records: Any, lines: Any = None) -> None:
        """Add rows given as lists of cells; shorter ones end in nulls, longer ones widen the table."""
        for offset, row in enumerate(rows):
            if len(row) > self.width:
                self.widen(self.rows + offset, row[self.width :])
        columns = [pa.array([row[i] if i < len(row) else None for row in rows], pa.string()) for i in range(self.width)]
        self.batch(columns, pa.array(records, pa.int64()), None if lines is None else pa.array(lines, pa.int64()))

    def ragged(self) -> list[int]:
        """The rows, from 0, with fewer or more cells than the main file has columns; a thousand or so at the most."""
        return sorted({*self._short, *self._wide})

    def widen(self, row: int, cells: Sequence[str | None]) -> None:
        """Cells of row ``row`` (from 0) beyond the columns of the main file."""
        self._check_width(self.width + len(cells))
        for place, cell in enumerate(cells, self.width):
            if cell is not None and len(cell) > MAX_CELL // 4 and (size := len(cell.encode("utf-8"))) > MAX_CELL:
                self._too_large(row + 1, place, size)
        self._wide[row] = cells
        self._widest = max(self._widest, self.width + len(cells))

    def tell(self, code: str, record: int, **more: Any) -> None:
        """Keep a finding about one record of this table."""
        self.issues.append(Issue(code=code, file=self.place.file, sheet=self.place.sheet, record=record, **more))

    def end(self, **about: Any) -> dict[str, Any]:
        """Close the files; the manifest from which :func:`load` makes the table. ``about``: fields of RawTable."""
        self._writer.close()
        if self._wide:
            names = [f"c{i}" for i in range(self.width, self._widest)]
            schema = pa.schema([pa.field(name, pa.string()) for name in names])
            with pa.ipc.new_file(str(self._more), schema) as writer:
                step = max(1, _BATCH_CELLS // len(names))
                wide = np.array(sorted(self._wide), np.int64)
                for start in range(0, self.rows, step):
                    stop = min(start + step, self.rows)
                    here = wide[np.searchsorted(wide, start) : np.searchsorted(wide, stop)]
                    arrays = self._further(here, start, stop, len(names))
                    writer.write_batch(pa.record_batch(arrays, schema=schema))
        if about.get("counted") != self.rows:
            self.issues.append(
                Issue(
                    code="count-differs",
                    file=self.place.file,
                    sheet=self.place.sheet,
                    note=f"the reader found {self.rows} records, the second count {about.get('counted')}",
                )
            )
        issues = (*about.pop("issues", ()), *self.issues)
        return {
            "path": self._path.name,
            "more": self._more.name if self._wide else None,
            **about,
            "issues": [asdict(issue) for issue in issues],
        }

    def _further(self, wide: Any, start: int, stop: int, width: int) -> list[Any]:
        """The columns beyond the main file's, of the rows from ``start`` to ``stop``; ``wide``: those that have any."""
        place = np.full(stop - start, -1, np.int64)
        place[wide - start] = np.arange(len(wide))
        rows = [self._wide[int(row)] for row in wide]
        indices = pa.array(place, mask=place < 0)
        columns = ([row[i] if i < len(row) else None for row in rows] for i in range(width))
        return [pa.array(column, pa.string()).take(indices) for column in columns]

    def _check_width(self, width: int) -> None:
        if width > MAX_COLUMNS:
            raise SourceError(
                f"it has {width} columns, and more than {MAX_COLUMNS} are not read",
                place=self.place,
                remedy="Check the delimiter, or ask for a narrower table with one record a line.",
            )

    def _check_cells(self, number: int, column: Any, records: Any) -> None:
        if column.nbytes <= MAX_CELL:
            return
        offsets = np.frombuffer(column.buffers()[1], np.int32, len(column) + 1, column.offset * 4)
        for row in np.flatnonzero(np.diff(offsets) > MAX_CELL):
            self._too_large(records[int(row)].as_py(), number, int(offsets[row + 1] - offsets[row]))

    def _too_large(self, record: int, place: int, size: int) -> None:
        self.tell("cell-too-large", record, column=f"c{place + 1}", note=f"{size} bytes")


def tell_damaged(rows: Sequence[Sequence[str | None]], sink: Sink, *, first: int = 1) -> None:
    """Tell each record, from number ``first`` on, that holds U+FFFD, which stands for bytes that were no text."""
    for record, row in enumerate(rows, first):
        damaged = next((cell for cell in row if cell is not None and "\ufffd" in cell), None)
        if damaged is not None:
            sink.tell("encoding-error", record, text=damaged[:200])


def load(folder: Path, manifest: Mapping[str, Any]) -> RawTable:
    """The table that a :class:`Sink` wrote, its cells mapped from the files (which may then be deleted)."""
    table = _open(folder / Path(manifest["path"]).name)
    names = [name for name in table.column_names if name.startswith("c")]
    cells = table.select(names)
    if manifest["more"]:
        more = _open(folder / Path(manifest["more"]).name)
        for name in more.column_names:
            cells = cells.append_column(name, more.column(name))
    return RawTable(
        file=manifest["file"],
        sheet=manifest["sheet"],
        cells=cells,
        records=_positions(table, _RECORD),
        lines=_positions(table, _LINE) if _LINE in table.column_names else None,
        header=None if manifest.get("header") is None else tuple(manifest["header"]),
        counted=manifest["counted"],
        merged=tuple((a, b, c, d) for a, b, c, d in manifest.get("merged", ())),
        encoding=manifest.get("encoding"),
        issues=tuple(Issue(**issue) for issue in manifest["issues"]),
        dialect=Dialect(**manifest["dialect"]) if manifest.get("dialect") else None,
        odd=tuple((int(record), text) for record, text in manifest.get("odd", ())),
    )


def _open(path: Path) -> Any:
    with pa.memory_map(str(path)) as source:
        table = pa.ipc.open_file(source).read_all()
    table.validate()
    if table.num_rows < _LONG:
        table.validate(full=True)
        return table
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda column: column.validate(full=True), table.columns))
    return table


def _positions(table: Any, name: str) -> Any:
    column = table.column(name)
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
