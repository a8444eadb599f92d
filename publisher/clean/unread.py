"""Records that reading could not read as they were meant: never published, never lost, held back with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from publisher.clean.columns import Columns
from publisher.clean.kernel import REJECTS
from publisher.errors import CleanError, Place
from publisher.issues import Issue
from publisher.read.table import RawTable
from publisher.spec.model import DatasetSpec
from publisher.values.text import trim

_Mask = npt.NDArray[np.bool_]
_REPLACEMENT = "\ufffd"


def unread_records(table: RawTable) -> _Mask:
    """Which records of a table have a finding of severity ``error``.

    Raises CleanError for such a finding that does not say of which record it is: nothing may be published beside it.
    """
    numbers = []
    for issue in _errors(table):
        if issue.record is None or issue.count != 1:
            raise CleanError(
                f"{issue.kind.sentence} In which records is not known",
                place=Place(file=table.file, sheet=table.sheet),
                remedy=f"Nothing is published from this file. {issue.kind.advice}",
            )
        numbers.append(issue.record)
    found: _Mask = np.isin(_numpy(table.records), numbers)
    return found


def spare_columns(table: RawTable, unread: _Mask) -> frozenset[int]:
    """Columns of a second value under one name, filled in records alone that are held back for it."""
    repeated = {issue.column for issue in table.issues if issue.code == "repeated-name"}
    places = [place for place, title in enumerate(table.header or ()) if title in repeated]
    return frozenset(place for place in places if not (filled(table.cells.column(place)) & ~unread).any())


def unread_rejects(table: RawTable, held: Any, columns: Columns, spec: DatasetSpec, number: int) -> Any:
    """A reject for each finding of a record in ``held``; its text is what could not be read, where it is known.

    Where the dataset ignores columns there is no text, since what could not be read may hold one of theirs.
    """
    rows = {record: place for place, record in enumerate(held.column("record").to_pylist())}
    issues = [issue for issue in _errors(table) if issue.record in rows]
    places = pa.array([rows[issue.record] for issue in issues if issue.record is not None], pa.int64())
    cells = held.select(range(columns.width))
    texts = [
        _damaged(cells.slice(place, 1)) if issue.code == "encoding-error" else issue.text
        for issue, place in zip(issues, places.to_pylist(), strict=True)
    ]
    if spec.ignore:
        texts = [None] * len(issues)
    return pa.table(
        [
            pa.array(np.full(len(issues), number, np.int32)),
            held.column("record").take(places),
            held.column("line").take(places),
            pa.nulls(len(issues), pa.string()),
            pa.array([issue.code for issue in issues], pa.string()),
            pa.array(texts, pa.string()),
            pa.nulls(len(issues), pa.int32()),
        ],
        schema=REJECTS,
    )


def filled(cells: Any) -> _Mask:
    """Which cells hold more than space."""
    texts = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
    if texts.null_count == len(texts):
        return np.zeros(len(texts), np.bool_)
    mask: _Mask = pc.fill_null(pc.not_equal(trim(texts), ""), False).to_numpy(zero_copy_only=False)
    return mask


def _errors(table: RawTable) -> Iterator[Issue]:
    # Counts that differ refuse the whole table (accounts.py).
    return (issue for issue in table.issues if issue.kind.severity == "error" and issue.code != "count-differs")


def _damaged(row: Any) -> str | None:
    """The first cell with a character that stands for bytes that were no text."""
    texts = (column[0].as_py() for column in row.columns)
    return next((text for text in texts if text is not None and _REPLACEMENT in text), None)


def _numpy(records: Any) -> Any:
    whole = records.combine_chunks() if isinstance(records, pa.ChunkedArray) else records
    return whole.to_numpy(zero_copy_only=False)
