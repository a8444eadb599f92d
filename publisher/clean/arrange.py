"""From a grid as it stands in a file to records of declared fields: every record of the file ends in a known place.

A record is dropped (drops.py), ragged (ragged.py), or data. One that reading could not read is never blank, skipped by
pattern, ragged or data: below the header it is held back, with what reading says of it (unread.py).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from publisher.clean.columns import Columns, match_columns
from publisher.clean.drops import drop_masks
from publisher.clean.kernel import REJECTS
from publisher.clean.ragged import find_ragged, ragged_rejects
from publisher.clean.rules import POSITION
from publisher.clean.unread import filled, spare_columns, unread_records, unread_rejects
from publisher.errors import HeaderError, Place
from publisher.read.table import RawTable
from publisher.spec.model import DatasetSpec, Source
from publisher.spec.unpivot import own_fields

_Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Arranged:
    """One table, its records sorted out.

    ``rows``: every record as found: ``c0`` ..., ``record`` and ``line``. ``is_data``: which of them are to be cleaned.
    ``ragged``: records with a wrong number of cells, ``unread``: records that reading could not read (both
    :data:`~publisher.clean.kernel.REJECTS`). ``titles``: the title of each cell column, made up where the file has
    none; ``named``: the format itself names each cell. ``columns``: field -> column. ``hidden``: columns never
    shown. ``drops``: reason -> records. ``wide``: columns that become rows (:mod:`publisher.clean.unpivot`).
    """

    number: int
    file: str
    sheet: str | None
    titles: tuple[str, ...]
    columns: Mapping[str, int]
    rows: Any
    is_data: _Mask
    ragged: Any
    unread: Any
    drops: Mapping[str, int]
    counted: int
    named: bool = False
    hidden: tuple[int, ...] = ()
    wide: Mapping[int, str] = dataclasses.field(default_factory=dict)

    @property
    def read(self) -> int:
        """How many records there are."""
        return len(self.rows)

    def data(self, name: str | int) -> Any:
        """One column of the records to clean, as one array: ``record``, ``line`` or the texts of a column from 0."""
        column = self.rows.column(name)
        return column.filter(pa.array(self.is_data)).combine_chunks()

    def batches(self, size: int) -> Iterator[Any]:
        """The records to clean, as record batches: each field's texts, those of wide columns, their positions.

        At most ``size`` rows will come out of a batch, unless one record makes more.
        """
        names = [*self.columns, *map(wide_name, self.wide), *POSITION.names]
        wanted = self.rows.select([*self.columns.values(), *self.wide, "record", "line"])
        size = max(1, size // max(1, len(self.wide)))
        start = 0
        for batch in wanted.to_batches(max_chunksize=size):
            mask = self.is_data[start : start + batch.num_rows]
            start += batch.num_rows
            if not mask.any():
                continue
            data = batch if mask.all() else batch.filter(pa.array(mask))
            number = pa.array(np.full(data.num_rows, self.number, np.int32))
            *texts, records, lines = data.columns
            yield pa.record_batch([*texts, number, records, lines], names=names)

    def title_of(self, field: str | None, place: int | None = None) -> str | None:
        """The title, as found, of a field's column, or of the column ``place``."""
        if place is not None:
            return self.titles[place]
        return None if field is None or field not in self.columns else self.titles[self.columns[field]]


def wide_name(place: int) -> str:
    """What a column that becomes a row is called in a batch."""
    return f"@{place}"


def arrange(table: RawTable, source: Source, spec: DatasetSpec, *, number: int = 0) -> Arranged:
    """Sort out the records of one table, the ``number``-th of its dataset. Raises HeaderError and SpecError."""
    unread = unread_records(table)
    columns = match_columns(table, source, spec, spare_columns(table, unread))
    rows = _with_positions(table)
    drops = drop_masks(table, source, spec, unread)
    is_left = ~np.logical_or.reduce(list(drops.values()))
    unread &= is_left
    is_data = is_left & ~unread
    _check_untitled(table, columns, is_data, spec)
    ragged, beyond = find_ragged(table, columns, is_data, source.header.rows)
    return Arranged(
        number=number,
        file=table.file,
        sheet=table.sheet,
        titles=_all_titles(columns, table.cells.num_columns),
        columns={field.name: columns.places[field.name] for field in own_fields(spec)},
        rows=rows,
        is_data=is_data & ~ragged,
        # A cell too many may be one of a column that is not to be shown.
        ragged=ragged_rejects(rows, ragged, () if columns.hidden else beyond, number),
        unread=unread_rejects(table, rows.filter(pa.array(unread)), columns, spec, number),
        drops={kind: int(mask.sum()) for kind, mask in drops.items() if mask.any()},
        counted=table.counted,
        named=table.header is not None,
        hidden=columns.hidden,
        wide=columns.wide,
    )


def passed_over(table: RawTable, *, number: int = 0) -> Arranged:
    """A table of the file that is not the dataset's: all its records are dropped, and counted."""
    length = len(table.records)
    return Arranged(
        number=number,
        file=table.file,
        sheet=table.sheet,
        titles=(),
        columns={},
        rows=_with_positions(table),
        is_data=np.zeros(length, np.bool_),
        ragged=REJECTS.empty_table(),
        unread=REJECTS.empty_table(),
        drops={"other-table": length} if length else {},
        counted=table.counted,
    )


def _with_positions(table: RawTable) -> Any:
    lines = table.lines if table.lines is not None else pa.nulls(len(table.records), pa.int64())
    cells = table.cells
    if not cells.num_columns:
        return pa.table({"record": table.records, "line": lines})
    return cells.append_column("record", table.records).append_column("line", lines)


def _check_untitled(table: RawTable, columns: Columns, is_data: _Mask, spec: DatasetSpec) -> None:
    """Raise HeaderError for a column that has no title, stands among titled ones and holds data."""
    for place in columns.untitled:
        held = np.flatnonzero(filled(table.cells.column(place)) & is_data)
        if len(held):
            record = table.records[int(held[0])].as_py()
            raise HeaderError(
                f"column {place + 1} has no title but holds data",
                place=Place(file=table.file, sheet=table.sheet, record=record),
                remedy=f'Give it a title in the file, name it by its place (from: c{place + 1}), or add "" to ignore: '
                f"in {spec.path}.",
            )


def _all_titles(columns: Columns, width: int) -> tuple[str, ...]:
    """A distinct name for every column, for showing a whole record."""
    names: list[str] = []
    for place in range(width):
        title = columns.titles[place] if place < columns.width else ""
        name = title or f"column {place + 1}"
        names.append(name if name not in names else f"{name} ({place + 1})")
    return tuple(names)
