"""The cleaning kernel: a batch of texts in, typed rows and rejected cells out. Pure, on Arrow arrays alone.

Each rule works on the distinct texts of a column where there are few, and a text's value depends on nothing but the
text and the field's rule, so that batch size, order and engine change nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from publisher.clean.constraints import broken, disagreeing
from publisher.clean.rules import POSITION, FieldRule, Rules
from publisher.values.parse import read, tidy

# One row for each cell that a rule rejects, by record, then in the order of the fields. ``text`` is as found.
# ``place``: the column it stands in, where the field has not one of its own.
REJECTS = pa.schema(
    [*POSITION, ("field", pa.string()), ("reason", pa.string()), ("text", pa.string()), ("place", pa.int32())]
)
_SAMPLE = 2048
# Types that cannot have many distinct texts, and whose parsing costs more than finding them.
_FEW_VALUES = frozenset({"boolean", "category", "date", "percent", "period"})
_Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, kw_only=True)
class _Column:
    """A column of values with, for each reason that occurs, the mask of what it rejects."""

    values: Any
    faults: list[tuple[str, Any]]


def clean_batch(batch: Any, rules: Rules) -> tuple[Any, Any]:
    """Clean one record batch: a text column for each field, and the columns of ``POSITION``.

    Returns the rows that pass every rule (``rules.schema``), in order, and the rejected cells (:data:`REJECTS`): all
    of them, so a record may stand there more than once. A record is in exactly one of the two.
    """
    bad = np.zeros(batch.num_rows, np.bool_)
    values, rejects = [], []
    for field in rules.fields:
        texts = batch.column(field.name)
        column = _clean_column(texts, field)
        values.append(column.values)
        for reason, mask in column.faults:
            rows = np.flatnonzero(pc.fill_null(mask, False).to_numpy(zero_copy_only=False))
            bad[rows] = True
            rejects.append((field.name, reason, rows, texts))
    columns = dict(zip(rules.names, values, strict=True))
    for comparison, mask in disagreeing(columns, rules.comparisons):
        rows = np.flatnonzero(mask & ~bad)
        rejects.append((comparison.left, "comparison", rows, batch.column(comparison.left)))
        bad[rows] = True
    positions = [batch.column(name) for name in POSITION.names]
    good = pa.record_batch([*values, *positions], schema=rules.schema)
    if bad.any():
        good = good.filter(pa.array(~bad))
    return good, _rejects(batch, rejects)


def _clean_column(texts: Any, field: FieldRule) -> _Column:
    """Values and faults of every row, worked out on the distinct texts where that is less work."""
    if isinstance(texts, pa.DictionaryArray):
        texts = texts.cast(texts.type.value_type)
    column = _clean_list if field.separator is not None else _clean_texts
    if field.rule.type not in _FEW_VALUES and not _repeats(texts):
        return column(texts, field)
    encoded = texts.dictionary_encode(null_encoding="encode")
    distinct = column(encoded.dictionary, field)
    return _Column(
        values=distinct.values.take(encoded.indices),
        faults=[(reason, mask.take(encoded.indices)) for reason, mask in distinct.faults],
    )


def _repeats(texts: Any) -> bool:
    """Whether at most half of the first texts are new ones."""
    return 2 * len(pc.unique(texts.slice(0, _SAMPLE))) <= min(len(texts), _SAMPLE)


def _clean_texts(texts: Any, field: FieldRule) -> _Column:
    """The chain of one field; the first reason that a text meets comes first."""
    tidied = looked_up(texts, field)
    faults = [("required", pc.is_null(tidied))] if field.required else []
    if field.codes is not None:
        values, _ = field.codes.look_up(tidied)
        faults.append(("category", _unread(tidied, values)))
    else:
        values = read(tidied, field.rule)
        if values is not tidied:
            faults.append(("type", _unread(tidied, values)))
    faults += broken(tidied, values, field.limits)
    return _Column(values=values, faults=[(reason, mask) for reason, mask in faults if pc.any(mask).as_py()])


def present(texts: Any, field: FieldRule) -> Any:
    """Tidied texts, null where they are missing."""
    tidied = tidy(texts, field.rule.type)
    return pc.if_else(pc.is_in(pc.utf8_lower(tidied), value_set=field.missing), None, tidied)


def looked_up(texts: Any, field: FieldRule) -> Any:
    """Tidied texts as a lookup has them, null where they are missing."""
    tidied = present(texts, field)
    if field.lookup is None:
        return tidied
    found, places = field.lookup.look_up(tidied)
    return pc.if_else(pc.is_valid(places), found, tidied)


def _unread(texts: Any, values: Any) -> Any:
    return pc.and_(pc.is_valid(texts), pc.is_null(values))


def _clean_list(texts: Any, field: FieldRule) -> _Column:
    """A cell with a separator as the list of its items that are there; no item is no list.

    An item that a rule rejects rejects its cell.
    """
    cells = present(texts, field)
    lists = pc.split_pattern(cells, pattern=field.separator)
    parents = pc.list_parent_indices(lists).to_numpy(zero_copy_only=False)
    items = _clean_texts(lists.flatten(), field)
    there = pc.is_valid(items.values).to_numpy(zero_copy_only=False)
    counts = np.bincount(parents[there], minlength=len(texts))
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    values = pa.ListArray.from_arrays(
        pa.array(offsets), items.values.filter(pa.array(there)), type=field.type, mask=pa.array(counts == 0)
    )
    faults = [(reason, _of_parents(mask, parents, len(texts))) for reason, mask in items.faults if reason != "required"]
    if field.required and (counts == 0).any():
        faults.insert(0, ("required", pa.array(counts == 0)))
    return _Column(values=values, faults=faults)


def _of_parents(mask: Any, parents: Any, length: int) -> Any:
    found = np.zeros(length, np.bool_)
    found[parents[pc.fill_null(mask, False).to_numpy(zero_copy_only=False)]] = True
    return pa.array(found)


def _rejects(batch: Any, found: list[tuple[str, str, _Rows, Any]]) -> Any:
    """The rejected cells of a batch, by row, then by field, then in the order in which the chain met the reasons."""
    if not found:
        return pa.RecordBatch.from_pylist([], schema=REJECTS)
    rows = np.concatenate([rows for *_, rows, _ in found])
    order = np.argsort(rows, kind="stable")
    names = pa.array([name for name, *_ in found], pa.string())
    reasons = pa.array([reason for _, reason, *_ in found], pa.string())
    kinds = pa.array(np.repeat(np.arange(len(found)), [len(rows) for *_, rows, _ in found])[order])
    texts = pa.concat_arrays([texts.take(pa.array(rows)).cast(pa.string()) for *_, rows, texts in found])
    places = pa.array(rows[order])
    return pa.record_batch(
        [
            *(batch.column(name).take(places) for name in POSITION.names),
            names.take(kinds),
            reasons.take(kinds),
            texts.take(pa.array(order)),
            pa.nulls(len(order), pa.int32()),
        ],
        schema=REJECTS,
    )
