"""What changed between two versions of a dataset, by key.

Rows of both versions are joined by the text of their key and compared field by field. Values of one Arrow type are
compared as values, others by the text a reader is shown (``publisher.values.display``), so that money written with
more decimal places is no change and a date that became a text with the same letters is none either. Fields that only
one version has are told apart and make no row a changed one.

Without a shared key, or where one version has two rows with one key, whole rows are counted: a row of which there are
more than before was added, one of which there are fewer was removed, and nothing is a change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from publisher.check.assertions import key_texts
from publisher.release.difference import Change, Difference, FieldChange, Retyped, Row
from publisher.release.lines import Named
from publisher.release.model import Release
from publisher.release.store import read_table
from publisher.values.display import texts

EXAMPLES = 5
_Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, kw_only=True)
class Version:
    """One side: its rows and its fields. ``rows`` has a column for each field; further columns are not looked at."""

    rows: Any
    fields: Sequence[Named]

    @property
    def known(self) -> Mapping[str, Named]:
        """The fields by name."""
        return {one.name: one for one in self.fields}


def of_release(release: Release) -> Version:
    """A published release as one side of a difference."""
    return Version(rows=read_table(release), fields=release.fields)


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A difference with the place of every row it counts.

    ``removed`` and ``left`` are places in ``before``, ``added`` and ``right`` in ``after``. ``left[n]`` with
    ``right[n]`` is a row that is still there; ``changed``, field -> mask over these, tells where it says another thing.
    """

    before: Version
    after: Version
    difference: Difference
    added: _Rows
    removed: _Rows
    left: _Rows
    right: _Rows
    changed: Mapping[str, npt.NDArray[np.bool_]]


def difference(before: Version, after: Version, *, key: Sequence[str], examples: int = EXAMPLES) -> Difference:
    """What makes ``after`` of ``before``. ``key``: the names of the key's fields, empty where there is none."""
    return compare(before, after, key=key, examples=examples).difference


def compare(before: Version, after: Version, *, key: Sequence[str], examples: int = EXAMPLES) -> Comparison:
    """:func:`difference` and the rows it is made of."""
    there = list(key) if set(key) <= {name for name in after.known if name in before.known} else []
    join = _join(before, after, there) if there else None
    if join is None:
        return _compare_whole(before, after, examples)
    return _compare_joined(before, after, join, there, examples)


def _compare_whole(before: Version, after: Version, examples: int) -> Comparison:
    """Rows counted whole."""
    removed, added = _counted(before, after, [name for name in after.known if name in before.known])
    counted = Difference(
        key=(),
        added=len(added),
        removed=len(removed),
        first_added=_rows(after, added[:examples], ()),
        first_removed=_rows(before, removed[:examples], ()),
        **_sizes_and_fields(before, after),
    )
    none = np.zeros(0, np.intp)
    return Comparison(
        before=before,
        after=after,
        difference=counted,
        added=added,
        removed=removed,
        left=none,
        right=none,
        changed={},
    )


def _compare_joined(before: Version, after: Version, join: _Join, key: Sequence[str], examples: int) -> Comparison:
    """Rows joined by their key, and compared field by field."""
    names = [name for name in after.known if name in before.known and name not in key]
    changed = {name: _differ(name, before, after, join) for name in names}
    any_changed = np.flatnonzero(np.logical_or.reduce([np.zeros(len(join.left), np.bool_), *changed.values()]))
    joined = Difference(
        key=tuple(key),
        added=len(join.added),
        removed=len(join.removed),
        changed=len(any_changed),
        changed_by_field={name: int(mask.sum()) for name, mask in changed.items() if mask.any()},
        first_added=_rows(after, join.added[:examples], key),
        first_removed=_rows(before, join.removed[:examples], key),
        first_changed=tuple(_changes(before, after, join, changed, any_changed[:examples], key)),
        **_sizes_and_fields(before, after),
    )
    return Comparison(
        before=before,
        after=after,
        difference=joined,
        added=join.added,
        removed=join.removed,
        left=join.left,
        right=join.right,
        changed=changed,
    )


def _sizes_and_fields(before: Version, after: Version) -> dict[str, Any]:
    """What a :class:`Difference` says whichever way its rows were compared."""
    old, new = before.known, after.known
    return {
        "before": len(before.rows),
        "after": len(after.rows),
        "fields_added": tuple(name for name in new if name not in old),
        "fields_removed": tuple(name for name in old if name not in new),
        "fields_retyped": tuple(
            Retyped(field=name, before=str(old[name].type), after=str(new[name].type))
            for name in new
            if name in old and old[name].type != new[name].type
        ),
    }


@dataclass(frozen=True, kw_only=True)
class _Join:
    """Places of rows: those in both versions (``left`` and ``right``, in the order after), and those in one alone."""

    left: _Rows
    right: _Rows
    added: _Rows
    removed: _Rows


def _join(before: Version, after: Version, key: Sequence[str]) -> _Join | None:
    """Join by key; None where a version has one key twice."""
    old, new = key_texts(before.rows, key, before.known), key_texts(after.rows, key, after.known)
    if pc.count_distinct(old).as_py() < len(old) or pc.count_distinct(new).as_py() < len(new):
        return None
    places = pc.index_in(new, value_set=old)
    there = places.is_valid().to_numpy(zero_copy_only=False)
    left = places.drop_null().to_numpy().astype(np.intp)
    gone = np.ones(len(old), np.bool_)
    gone[left] = False
    return _Join(left=left, right=np.flatnonzero(there), added=np.flatnonzero(~there), removed=np.flatnonzero(gone))


def _differ(name: str, before: Version, after: Version, join: _Join) -> npt.NDArray[np.bool_]:
    """Which joined rows have another value in one field."""
    one, two = before.rows.column(name), after.rows.column(name)
    exact = one.type == two.type and not (pa.types.is_nested(one.type) or pa.types.is_floating(one.type))
    if not exact:
        one, two = texts(one, before.known[name]), texts(two, after.known[name])
    one, two = _flat(one).take(pa.array(join.left)), _flat(two).take(pa.array(join.right))
    alike = pc.or_(pc.fill_null(pc.equal(one, two), False), pc.and_(pc.is_null(one), pc.is_null(two)))
    mask: npt.NDArray[np.bool_] = ~alike.to_numpy(zero_copy_only=False)
    return mask


def _changes(
    before: Version,
    after: Version,
    join: _Join,
    changed: Mapping[str, npt.NDArray[np.bool_]],
    places: _Rows,
    key: Sequence[str],
) -> Iterator[Change]:
    """The rows at ``places`` of the join, each with its fields before and after."""
    old, new = _rows(before, join.left[places], key), _rows(after, join.right[places], key)
    for place, one, two in zip(places, old, new, strict=True):
        names = [name for name, mask in changed.items() if mask[place]]
        fields = [FieldChange(field=name, before=one.values.get(name), after=two.values.get(name)) for name in names]
        yield Change(key=two.key, fields=tuple(fields))


def _counted(before: Version, after: Version, shared: Sequence[str]) -> tuple[_Rows, _Rows]:
    """Places of the rows removed and added, told by whole rows: of rows alike, the later ones are more or fewer."""
    if not shared:
        return np.arange(len(before.rows)), np.arange(len(after.rows))
    codes = pa.chunked_array([_whole(before, shared), _whole(after, shared)]).combine_chunks().dictionary_encode()
    numbers = codes.indices.to_numpy()
    old, new = numbers[: len(before.rows)], numbers[len(before.rows) :]
    size = len(codes.dictionary)
    kept = np.minimum(np.bincount(old, minlength=size), np.bincount(new, minlength=size))
    return _beyond(old, kept), _beyond(new, kept)


def _whole(side: Version, names: Sequence[str]) -> Any:
    """Each row as one text; missing is told from the empty text."""
    said = {name: pc.fill_null(texts(side.rows.column(name), side.known[name]), "\0") for name in names}
    return key_texts(pa.table(said), names, side.known)


def _beyond(codes: npt.NDArray[np.int64], kept: npt.NDArray[np.int64]) -> _Rows:
    """Places of each code's occurrences after the first ``kept[code]``."""
    order = np.argsort(codes, kind="stable")
    ordered = codes[order]
    starts = np.searchsorted(ordered, ordered, side="left")
    rank = np.arange(len(codes)) - starts
    return np.sort(order[rank >= kept[ordered]])


def _rows(side: Version, places: _Rows, key: Sequence[str]) -> tuple[Row, ...]:
    """The rows at ``places`` as texts."""
    found = side.rows.select([one.name for one in side.fields]).take(pa.array(places))
    said = {one.name: texts(found.column(one.name), one).to_pylist() for one in side.fields}
    return tuple(
        Row(
            key=tuple(said[name][place] or "" for name in key),
            values={name: column[place] for name, column in said.items() if column[place] is not None},
        )
        for place in range(len(found))
    )


def _flat(column: Any) -> Any:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
