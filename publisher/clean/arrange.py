"""From a grid as it stands in a file to records of declared fields: every record of the file ends in a known place.

A record is, in this order of precedence: a header row; a footer row or below one; skipped by number; blank; a title,
above the header; skipped by pattern; ragged; or data. One that reading could not read is never blank, skipped by
pattern, ragged or data: below the header it is held back, with what reading says of it (unread.py).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from publisher.clean.columns import Columns, match_columns
from publisher.clean.kernel import REJECTS
from publisher.clean.rules import POSITION
from publisher.clean.unread import filled, spare_columns, unread_records, unread_rejects
from publisher.errors import HeaderError, Place, SpecError
from publisher.read.table import RawTable
from publisher.spec.model import DatasetSpec, Source
from publisher.spec.unpivot import own_fields
from publisher.values.text import trim

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
    first = _first_words(rows, table.cells.num_columns)
    kinds = _kinds(table, source, spec, first, unread)
    is_left = ~np.logical_or.reduce(list(kinds.values()))
    unread &= is_left
    is_data = is_left & ~unread
    _check_untitled(table, columns, is_data, spec)
    ragged, beyond = _ragged(table, columns, is_data, source.header.rows)
    return Arranged(
        number=number,
        file=table.file,
        sheet=table.sheet,
        titles=_all_titles(columns, table.cells.num_columns),
        columns={field.name: columns.places[field.name] for field in own_fields(spec)},
        rows=rows,
        is_data=is_data & ~ragged,
        # A cell too many may be one of a column that is not to be shown.
        ragged=_ragged_rejects(rows, ragged, () if columns.hidden else beyond, number),
        unread=unread_rejects(table, rows.filter(pa.array(unread)), columns, spec, number),
        drops={kind: int(mask.sum()) for kind, mask in kinds.items() if mask.any()},
        counted=table.counted,
        named=table.header is not None,
        hidden=columns.hidden,
        wide=columns.wide,
    )


def drop_masks(table: RawTable, source: Source, spec: DatasetSpec) -> Mapping[str, _Mask]:
    """Which records of a table are dropped: reason -> mask. No record has two reasons. Raises SpecError."""
    first = _first_words(_with_positions(table), table.cells.num_columns)
    return _kinds(table, source, spec, first, unread_records(table))


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


def _first_words(rows: Any, width: int) -> Any:
    """The first cell of each record that is not blank, trimmed; null where all are."""
    found = pa.nulls(len(rows), pa.string())
    for place in range(width):
        if not found.null_count:
            break
        texts = _flat(rows.column(place))
        # Only the records that are blank so far need a look at the next column.
        left = np.flatnonzero(found.is_null().to_numpy(zero_copy_only=False))
        cells = trim(texts.take(pa.array(left)))
        cells = pc.if_else(pc.equal(cells, ""), None, cells)
        mask = np.zeros(len(rows), np.bool_)
        mask[left] = True
        found = pc.replace_with_mask(found, pa.array(mask), cells)
    return found


def _kinds(table: RawTable, source: Source, spec: DatasetSpec, first: Any, unread: _Mask) -> dict[str, _Mask]:
    """Which records are dropped, by reason; no record has two. The ``unread`` ones are neither blank nor matched."""
    records = _flat(table.records).to_numpy(zero_copy_only=False)
    header_rows = () if table.header is not None else source.header.rows
    below = records > max(header_rows, default=0)
    footer = np.zeros(len(records), np.bool_)
    if source.skip.footer is not None:
        begins = np.flatnonzero(below & _searched(first, source.skip.footer, "footer", source, spec))
        footer[begins[0] if len(begins) else len(records) :] = True
    by_pattern = np.zeros(len(records), np.bool_)
    if source.skip.records is not None:
        by_pattern = _searched(first, source.skip.records, "records", source, spec)
    in_order = {
        "header": np.isin(records, header_rows),
        "footer": footer,
        "skipped": np.isin(records, source.skip.rows),
        "blank": first.is_null().to_numpy(zero_copy_only=False) & ~unread,
        "title": ~below,
        "skipped ": by_pattern & ~unread,
    }
    taken = np.zeros(len(records), np.bool_)
    found: dict[str, _Mask] = {}
    for kind, mask in in_order.items():
        name = kind.strip()
        found[name] = found.get(name, np.zeros(len(records), np.bool_)) | (mask & ~taken)
        taken |= mask
    return found


def _searched(first: Any, pattern: str, option: str, source: Source, spec: DatasetSpec) -> _Mask:
    try:
        found = pc.match_substring_regex(first, pattern=pattern)
    except pa.ArrowInvalid as error:
        index = spec.sources.index(source) if source in spec.sources else 0
        line = spec.lines.get(f"sources.{index}.skip.{option}")
        raise SpecError(
            f"the pattern of skip: {option} cannot be used: {error}",
            place=Place(file=spec.path, line=line),
            remedy="Use RE2 syntax.",
        ) from error
    mask: _Mask = pc.fill_null(found, False).to_numpy(zero_copy_only=False)
    return mask


def _check_untitled(table: RawTable, columns: Columns, is_data: _Mask, spec: DatasetSpec) -> None:
    """Raise HeaderError for a column that has no title, stands among titled ones and holds data."""
    for place in columns.untitled:
        held = np.flatnonzero(filled(table.cells.column(place)) & is_data)
        if len(held):
            record = _flat(table.records)[int(held[0])].as_py()
            raise HeaderError(
                f"column {place + 1} has no title but holds data",
                place=Place(file=table.file, sheet=table.sheet, record=record),
                remedy=f'Give it a title in the file, name it by its place (from: c{place + 1}), or add "" to ignore: '
                f"in {spec.path}.",
            )


def _ragged(table: RawTable, columns: Columns, is_data: _Mask, header_rows: Sequence[int]) -> tuple[_Mask, list[int]]:
    """Data records with a wrong number of cells; and the columns beyond the header's.

    A cell that is not there counts in a text file alone: a workbook does not store the blank cells at a row's end.
    """
    beyond = list(range(columns.width, table.cells.num_columns))
    wrong = np.zeros(len(is_data), np.bool_)
    for place in beyond:
        wrong |= filled(table.cells.column(place))
    if table.lines is not None and table.header is None and columns.width:
        wanted = _cells_wanted(table, columns, is_data, header_rows)
        wrong |= _absent(table, wanted - 1)
    return wrong & is_data, beyond


def _cells_wanted(table: RawTable, columns: Columns, is_data: _Mask, header_rows: Sequence[int]) -> int:
    """How many cells a record of a text file has: as many as there are titles, or as the header has cells.

    A header may end in empty cells, as ``a,b,`` does. Where a record ends so too, one that is shorter lacks a cell, and
    which one is not known; where none does, the records have no such cells.
    """
    in_header = np.isin(_flat(table.records).to_numpy(zero_copy_only=False), header_rows)
    for place in range(table.cells.num_columns - 1, columns.width - 1, -1):
        there = ~_absent(table, place)
        if (there & in_header).any() and (there & is_data).any():
            return place + 1
    return columns.width


def _absent(table: RawTable, place: int) -> _Mask:
    """Which records have no such cell."""
    mask: _Mask = _flat(table.cells.column(place)).is_null().to_numpy(zero_copy_only=False)
    return mask


def _ragged_rejects(rows: Any, ragged: _Mask, beyond: Sequence[int], number: int) -> Any:
    """One reject for each ragged record; its text is the first cell too many, null where cells are missing."""
    found = rows.filter(pa.array(ragged))
    surplus = pa.nulls(len(found), pa.string())
    for place in beyond:
        cells = _flat(found.column(place))
        surplus = pc.coalesce(surplus, pc.if_else(pa.array(filled(cells)), cells, None))
    return pa.table(
        [
            pa.array(np.full(len(found), number, np.int32)),
            _flat(found.column("record")),
            _flat(found.column("line")),
            pa.nulls(len(found), pa.string()),
            pa.array(["ragged-record"] * len(found), pa.string()),
            surplus,
            pa.nulls(len(found), pa.int32()),
        ],
        schema=REJECTS,
    )


def _all_titles(columns: Columns, width: int) -> tuple[str, ...]:
    """A distinct name for every column, for showing a whole record."""
    names: list[str] = []
    for place in range(width):
        title = columns.titles[place] if place < columns.width else ""
        name = title or f"column {place + 1}"
        names.append(name if name not in names else f"{name} ({place + 1})")
    return tuple(names)


def _flat(column: Any) -> Any:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
