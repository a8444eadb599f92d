"""Records with the same key: the first is kept, its exact copies are duplicates, the others clash.

Without a declared key nothing is a duplicate: two equal card payments are two payments.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

_Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Repeats:
    """Rows of a table by what their key says of them: a mask of those kept, the places of the others.

    ``partial``: copies among the rows of a record that has others to give.
    """

    kept: _Mask
    duplicates: npt.NDArray[np.intp]
    clashes: npt.NDArray[np.intp]
    partial: npt.NDArray[np.intp] = dataclasses.field(default_factory=lambda: np.zeros(0, np.intp))


def find_repeats(table: Any, key: Sequence[str], fields: Sequence[str]) -> Repeats:
    """Compare rows with the same ``key``, in the order of the table. Rows are equal when all ``fields`` are."""
    kept = np.ones(len(table), np.bool_)
    none = np.zeros(0, np.intp)
    if not key or not len(table):
        return Repeats(kept=kept, duplicates=none, clashes=none)
    codes = _codes(table, key)
    _, first, inverse = np.unique(codes, return_index=True, return_inverse=True)
    first_row = first[inverse]
    later = np.flatnonzero(first_row != np.arange(len(table)))
    kept[later] = False
    same = _equal_rows(table.select(list(fields)), later, first_row[later])
    return Repeats(kept=kept, duplicates=later[same], clashes=later[~same])


def find_shared(table: Any, kept: _Mask, names: Sequence[str]) -> tuple[_Mask, list[tuple[str, npt.NDArray[np.intp]]]]:
    """Of the rows ``kept``, those still kept, and for each field of ``names`` those whose value an earlier one has.

    A missing value is shared with nothing. Rows found for one field are not looked at for the next.
    """
    left, found = kept.copy(), []
    for name in names:
        there = np.flatnonzero(left & pc.is_valid(table.column(name)).to_numpy(zero_copy_only=False))
        _, first = np.unique(_codes(table.take(pa.array(there)), [name]), return_index=True)
        shared = np.delete(there, first)
        left[shared] = False
        found.append((name, shared))
    return left, found


def _codes(table: Any, key: Sequence[str]) -> npt.NDArray[np.int64]:
    """One number for each distinct key."""
    codes = np.zeros(len(table), np.int64)
    for place, name in enumerate(key):
        encoded = table.column(name).combine_chunks().dictionary_encode(null_encoding="encode")
        numbers = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
        # Numbered anew after each part, so that the product of the next stays small.
        codes = np.unique(codes * len(encoded.dictionary) + numbers, return_inverse=True)[1] if place else numbers
    return codes


def _equal_rows(table: Any, left: Any, right: Any) -> _Mask:
    equal = np.ones(len(left), np.bool_)
    if not len(left):
        return equal
    for column in table.columns:
        values = column.combine_chunks()
        if pa.types.is_list(values.type):
            values = _joined(values)
        one, two = values.take(pa.array(left)), values.take(pa.array(right))
        both_null = pc.and_(pc.is_null(one), pc.is_null(two))
        alike = pc.or_(pc.fill_null(pc.equal(one, two), False), both_null)
        equal &= alike.to_numpy(zero_copy_only=False)
    return equal


def _joined(lists: Any) -> Any:
    """Lists of text as one text each, which Arrow can compare; U+001F stands in no cell that is text."""
    return pc.binary_join(lists.cast(pa.list_(pa.string())), "\x1f")


def find_record_repeats(table: Any, key: Sequence[str], fields: Sequence[str]) -> Repeats:
    """The same where a record has several rows, which stand together: a record is kept or held back as a whole.

    In the order of the table: a record with a row that clashes with a kept one is held back (``clashes``: those rows);
    one whose rows are all copies of kept ones is a duplicate (``duplicates``: its first row); of any other the rows
    that are no copies are kept.
    """
    kept = np.ones(len(table), np.bool_)
    none = np.zeros(0, np.intp)
    if not key or not len(table):
        return Repeats(kept=kept, duplicates=none, clashes=none)
    codes, records = _codes(table, key), _codes(table, ["@table", "@record"])
    repeated = np.bincount(codes)[codes] > 1
    concerned = np.isin(records, records[repeated])
    places = np.flatnonzero(concerned)
    contents = _contents(table.select(list(fields)).take(pa.array(places)))
    known: dict[int, int] = {}
    duplicates: list[int] = []
    clashes: list[int] = []
    partial: list[int] = []
    for rows in np.split(np.arange(len(places)), np.flatnonzero(np.diff(records[places])) + 1):
        own, clashing, copies = _compare(rows, codes[places], contents, known)
        if clashing:
            kept[places[rows]] = False
            clashes += places[clashing].tolist()
            continue
        known |= own
        kept[places[copies]] = False
        if not own and copies:
            duplicates.append(int(places[copies[0]]))
        else:
            partial += places[copies].tolist()
    return Repeats(
        kept=kept,
        duplicates=np.array(duplicates, np.intp),
        clashes=np.array(clashes, np.intp),
        partial=np.array(partial, np.intp),
    )


def _compare(
    rows: Any, codes: Any, contents: Any, known: Mapping[int, int]
) -> tuple[dict[int, int], list[int], list[int]]:
    """Of one record's rows: what it is the first to give (key -> content), those that clash, those that are copies."""
    own: dict[int, int] = {}
    clashing, copies = [], []
    for row in rows.tolist():
        code, content = int(codes[row]), int(contents[row])
        before = known.get(code, own.get(code))
        if before is None:
            own[code] = content
        elif before == content:
            copies.append(row)
        else:
            clashing.append(row)
    return own, clashing, copies


def _contents(table: Any) -> npt.NDArray[np.int64]:
    """One number for each distinct row."""
    columns = {
        name: _joined(column.combine_chunks()) if pa.types.is_list(column.type) else column
        for name, column in zip(table.column_names, table.columns, strict=True)
    }
    return _codes(pa.table(columns), list(columns))
