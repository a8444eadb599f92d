"""Which records of a table are no data, and why: declared drops, titles, blank rows; each is counted in the ledger.

A record is dropped for the first reason that holds: a header row; a footer row or below one; skipped by number; blank;
a title, above the header; skipped by pattern.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from publisher.errors import Place, SpecError
from publisher.read.table import RawTable
from publisher.spec.model import DatasetSpec, Source
from publisher.values.text import trim

_Mask = npt.NDArray[np.bool_]


def drop_masks(table: RawTable, source: Source, spec: DatasetSpec, unread: _Mask) -> Mapping[str, _Mask]:
    """Which records of a table are dropped: reason -> mask. No record has two reasons. Raises SpecError.

    ``unread``: the records that reading could not read, which are neither blank nor matched by a pattern.
    """
    first = _first_words(table)
    records = _flat(table.records).to_numpy(zero_copy_only=False)
    none = np.zeros(len(records), np.bool_)
    header_rows = () if table.header is not None else source.header.rows
    below = records > max(header_rows, default=0)
    footer, by_pattern = none.copy(), none
    if source.skip.footer is not None:
        begins = np.flatnonzero(below & _searched(first, source.skip.footer, "footer", source, spec))
        footer[begins[0] if len(begins) else len(records) :] = True
    if source.skip.records is not None:
        by_pattern = _searched(first, source.skip.records, "records", source, spec)
    in_order = (
        ("header", np.isin(records, header_rows)),
        ("footer", footer),
        ("skipped", np.isin(records, source.skip.rows)),
        ("blank", first.is_null().to_numpy(zero_copy_only=False) & ~unread),
        ("title", ~below),
        ("skipped", by_pattern & ~unread),
    )
    taken = none
    found: dict[str, _Mask] = {}
    for reason, mask in in_order:
        found[reason] = found.get(reason, none) | (mask & ~taken)
        taken = taken | mask
    return found


def _first_words(table: RawTable) -> Any:
    """The first cell of each record that is not blank, trimmed; null where all are."""
    found = pa.nulls(len(table.records), pa.string())
    for place in range(table.cells.num_columns):
        if not found.null_count:
            break
        texts = _flat(table.cells.column(place))
        # Only the records that are blank so far need a look at the next column.
        left = np.flatnonzero(found.is_null().to_numpy(zero_copy_only=False))
        cells = trim(texts.take(pa.array(left)))
        cells = pc.if_else(pc.equal(cells, ""), None, cells)
        mask = np.zeros(len(found), np.bool_)
        mask[left] = True
        found = pc.replace_with_mask(found, pa.array(mask), cells)
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


def _flat(column: Any) -> Any:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
