"""What changed between two versions: by key as a dictionary would tell it, without one as a bag of rows would."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.release.comparison import Version, difference
from publisher.release.difference import Difference, FieldChange


@dataclass(frozen=True)
class Named:
    name: str
    type: str
    separator: str | None = None


TYPES = {"id": "identifier", "n": "integer", "s": "text"}
ARROW = {"id": pa.string(), "n": pa.int64(), "s": pa.string()}


def version(columns: Mapping[str, Any], types: Mapping[str, str] = TYPES, **separators: str) -> Version:
    made = {
        name: values if isinstance(values, (pa.Array, pa.ChunkedArray)) else pa.array(values, ARROW[name])
        for name, values in columns.items()
    }
    return Version(
        rows=pa.table(made), fields=[Named(name, types.get(name, "text"), separators.get(name)) for name in columns]
    )


def counts(found: Difference) -> tuple[int, int, int]:
    return found.added, found.removed, found.changed


KEYED = st.dictionaries(
    st.text(alphabet="ab:1é", min_size=1, max_size=3),
    st.tuples(st.none() | st.integers(0, 2), st.none() | st.sampled_from(["", "x", "海"])),
    max_size=8,
)


def as_version(rows: Mapping[str, tuple[int | None, str | None]]) -> Version:
    return version({"id": list(rows), "n": [row[0] for row in rows.values()], "s": [row[1] for row in rows.values()]})


@given(KEYED, KEYED)
def test_by_key_as_a_dictionary_tells_it(before: dict[str, Any], after: dict[str, Any]) -> None:
    found = difference(as_version(before), as_version(after), key=["id"], examples=100)
    changed = {key for key in before.keys() & after.keys() if before[key] != after[key]}
    assert {row.key[0] for row in found.first_added} == after.keys() - before.keys()
    assert {row.key[0] for row in found.first_removed} == before.keys() - after.keys()
    assert {change.key[0] for change in found.first_changed} == changed
    assert counts(found) == (len(found.first_added), len(found.first_removed), len(changed))
    for change in found.first_changed:
        one, two = before[change.key[0]], after[change.key[0]]
        said = [(None if v is None else str(v)) for v in (*one, *two)]
        wanted = [
            FieldChange(field=name, before=said[place], after=said[place + 2])
            for place, name in enumerate(("n", "s"))
            if one[place] != two[place]
        ]
        assert list(change.fields) == wanted
    assert found.changed_by_field == {
        name: number
        for place, name in enumerate(("n", "s"))
        if (number := sum(before[key][place] != after[key][place] for key in changed))
    }
    assert found.is_empty == (before == after)


@given(KEYED, KEYED)
def test_back_is_forth_turned_round(before: dict[str, Any], after: dict[str, Any]) -> None:
    forth = difference(as_version(before), as_version(after), key=["id"])
    back = difference(as_version(after), as_version(before), key=["id"])
    assert (back.removed, back.added, back.changed) == counts(forth)
    assert back.changed_by_field == forth.changed_by_field


ROWS = st.lists(st.tuples(st.none() | st.integers(0, 1), st.none() | st.sampled_from(["", "x"])), max_size=8)


@given(ROWS, ROWS)
def test_without_a_key_as_a_bag_of_rows_tells_it(before: list[Any], after: list[Any]) -> None:
    one, two = (version({"n": [row[0] for row in rows], "s": [row[1] for row in rows]}) for rows in (before, after))
    found = difference(one, two, key=[])
    added, removed = Counter(after) - Counter(before), Counter(before) - Counter(after)
    assert counts(found) == (added.total(), removed.total(), 0)
    assert found.key == ()


MONEY = {"id": "identifier", "v": "money"}
VALUES = [
    ("more decimal places", [Decimal("1.50")], pa.decimal128(18, 2), [Decimal("1.5000")], pa.decimal128(18, 4), 0),
    ("another sum", [Decimal("1.50")], pa.decimal128(18, 2), [Decimal("1.5001")], pa.decimal128(18, 4), 1),
    ("a text of the same letters", [dt.date(2026, 3, 1)], pa.date32(), ["2026-03-01"], pa.string(), 0),
    ("not a number stays so", [float("nan")], pa.float64(), [float("nan")], pa.float64(), 0),
    ("a value that is gone", [1], pa.int64(), [None], pa.int64(), 1),
    ("a dictionary in memory", ["a"], pa.string(), ["a"], pa.dictionary(pa.int32(), pa.string()), 0),
    ("a list grows", [["a"]], pa.list_(pa.string()), [["a", "b"]], pa.list_(pa.string()), 1),
    ("a list stays", [["a", "b"]], pa.list_(pa.string()), [["a", "b"]], pa.list_(pa.string()), 0),
]


@pytest.mark.parametrize(("name", "one", "kind", "two", "other", "changed"), VALUES, ids=[v[0] for v in VALUES])
def test_values_are_compared_as_they_are_shown(
    name: str, one: list[Any], kind: Any, two: list[Any], other: Any, changed: int
) -> None:
    before = version({"id": ["1"], "v": pa.array(one, kind)}, MONEY, v=";")
    after = version({"id": ["1"], "v": pa.array(two, other)}, MONEY, v=";")
    assert counts(difference(before, after, key=["id"])) == (0, 0, changed)


def test_fields_that_come_and_go_change_no_row() -> None:
    before = version({"id": ["1"], "n": [1]})
    after = version({"id": ["1"], "s": ["x"]})
    found = difference(before, after, key=["id"])
    assert (found.fields_added, found.fields_removed, counts(found)) == (("s",), ("n",), (0, 0, 0))
    assert not found.is_empty


def test_a_field_of_another_type_is_told() -> None:
    before, after = version({"id": ["1"], "s": ["x"]}), version({"id": ["1"], "s": ["x"]}, {**TYPES, "s": "category"})
    (retyped,) = difference(before, after, key=["id"]).fields_retyped
    assert (retyped.field, retyped.before, retyped.after) == ("s", "text", "category")


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ({"id": ["1", "1"], "n": [1, 2]}, {"id": ["1"], "n": [1]}, (0, 1, 0)),
        ({"n": [1, 2]}, {"id": ["1", "2"], "n": [1, 3]}, (1, 1, 0)),
        ({"id": []}, {"id": ["1"]}, (1, 0, 0)),
    ],
    ids=["a key twice", "a key that is new", "from nothing"],
)
def test_where_no_key_joins_them(before: dict[str, Any], after: dict[str, Any], wanted: tuple[int, int, int]) -> None:
    assert counts(difference(version(before), version(after), key=["id"])) == wanted


def test_keys_of_several_fields_do_not_run_together() -> None:
    before = version({"id": ["a", "ab"], "s": ["bc", "c"]})
    after = version({"id": ["ab", "a"], "s": ["c", "bc"]})
    assert counts(difference(before, after, key=["id", "s"])) == (0, 0, 0)


def test_examples_are_the_first_and_the_totals_are_all() -> None:
    before = version({"id": ["x"], "n": [0]})
    after = version({"id": [str(number) for number in range(50)], "n": list(range(50))})
    found = difference(before, after, key=["id"], examples=2)
    assert ([row.key for row in found.first_added], counts(found)) == ([("0",), ("1",)], (50, 1, 0))
