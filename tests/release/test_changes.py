"""The steps of a history: what each release changed, kept beside the releases, with all rows as a file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.errors import EditionError
from publisher.release import Release, ReleaseField
from publisher.release.changes import Changes, steps
from publisher.release.comparison import Version, compare, difference
from publisher.release.guard import unguarded
from tests.release import made

FIELDS = tuple(field for field in made.FIELDS if field.name in {"id", "supplier", "value"})
Rows = Sequence[dict[str, Any]]

FIRST: Rows = (
    {"id": "a", "supplier": "Acme", "value": Decimal("1.00")},
    {"id": "b", "supplier": '=cmd, "x"', "value": Decimal("-5.00")},
    {"id": "c", "supplier": "Cole", "value": None},
)
SECOND: Rows = (
    {"id": "a", "supplier": "Acme", "value": Decimal("1.00")},
    {"id": "c", "supplier": "Dean", "value": Decimal("-2.50")},
    {"id": "=d", "supplier": "Elm", "value": Decimal("7.00")},
)


def release(store: Path, rows: Rows, day: str, key: Sequence[str] = ("id",)) -> Release:
    return made.release(made.table(rows, FIELDS), store, of=made.spec(FIELDS, key=key), day=day)


@pytest.fixture
def history(tmp_path: Path) -> tuple[Release, ...]:
    tables = (FIRST, SECOND, SECOND, FIRST)
    return tuple(release(tmp_path / "releases", rows, f"2026-10-0{day}") for day, rows in enumerate(tables, start=1))


def counts(step: Changes) -> tuple[int, int, int, int, int]:
    found = step.difference
    return found.before, found.after, found.added, found.removed, found.changed


def lines(step: Changes) -> list[list[str]]:
    assert step.file is not None
    return list(csv.reader(io.StringIO(step.file.path.read_bytes().decode("utf-8"), newline="")))


def test_each_step_leads_from_one_release_to_the_next(history: tuple[Release, ...], tmp_path: Path) -> None:
    found = steps(history, key=("id",), store=tmp_path / "changes")
    assert [(step.before, step.after, step.released_on) for step in found] == [
        (before.version, after.version, after.released_on) for before, after in pairwise(history)
    ]
    assert [counts(step) for step in found] == [(3, 3, 1, 1, 1), (3, 3, 0, 0, 0), (3, 3, 1, 1, 1)]
    assert [step.file is None for step in found] == [False, True, False]
    assert steps(history[:1], key=("id",), store=tmp_path / "changes") == ()


def test_the_file_has_every_row_that_changed(history: tuple[Release, ...], tmp_path: Path) -> None:
    step = steps(history[:2], key=("id",), store=tmp_path)[0]
    assert lines(step) == [
        ["change", "id", "field", "before", "after"],
        ["added", "'=d", "", "", '{"id":"=d","supplier":"Elm","value":7.00}'],
        ["removed", "b", "", '{"id":"b","supplier":"=cmd, \\"x\\"","value":-5.00}', ""],
        ["changed", "c", "supplier", "Cole", "Dean"],
        ["changed", "c", "value", "", "-2.50"],
    ]


def test_without_a_key_the_file_has_whole_rows(history: tuple[Release, ...], tmp_path: Path) -> None:
    step = steps(history[:2], key=(), store=tmp_path)[0]
    assert (counts(step), step.difference.key) == ((3, 3, 2, 2, 0), ())
    assert [line[0] for line in lines(step)] == ["change", "added", "added", "removed", "removed"]
    assert json.loads(lines(step)[1][3]) == {"id": "c", "supplier": "Dean", "value": -2.5}


def test_a_field_of_the_key_may_be_called_as_a_column_is(tmp_path: Path) -> None:
    fields = (ReleaseField(name="field", type="text", arrow="string"),)
    before, after = (
        Version(rows=pa.table({"field": pa.array(values, pa.string())}), fields=fields) for values in (["a"], ["b"])
    )
    from publisher.release.changes_file import write

    write(tmp_path / "c.csv", compare(before, after, key=("field",)))
    assert (tmp_path / "c.csv").read_text(encoding="utf-8").splitlines()[0] == "change,field,field_,before,after"


def test_what_was_found_once_is_read_again_without_the_data(history: tuple[Release, ...], tmp_path: Path) -> None:
    first = steps(history, key=("id",), store=tmp_path / "changes")
    for one in history:
        (one.folder / "contracts.parquet").unlink()
    stamps = {path: path.stat().st_mtime_ns for path in (tmp_path / "changes").rglob("*")}
    assert steps(history, key=("id",), store=tmp_path / "changes") == first
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "changes").rglob("*")} == stamps
    assert len(stamps) == 6  # the folder, three differences, two files


@pytest.mark.parametrize("how", ["cut", "gone", "no file", "other layout", "not an object"])
def test_what_cannot_be_read_is_found_anew(history: tuple[Release, ...], tmp_path: Path, how: str) -> None:
    first = steps(history[:2], key=("id",), store=tmp_path)
    path = next((tmp_path / "contracts").glob("*.json"))
    listing = path.with_suffix(".csv")
    match how:
        case "cut":
            path.write_text(path.read_text(encoding="utf-8")[:-9], encoding="utf-8")
        case "gone":
            path.unlink()
        case "no file":
            listing.unlink()
        case "other layout":
            path.write_text(path.read_text(encoding="utf-8").replace('"layout": ', '"layout": 9'), encoding="utf-8")
        case _:
            path.write_text("[]", encoding="utf-8")
    assert steps(history[:2], key=("id",), store=tmp_path) == first
    assert (json.loads(path.read_text(encoding="utf-8"))["layout"], listing.is_file()) == (1, True)


def test_another_key_is_another_step(history: tuple[Release, ...], tmp_path: Path) -> None:
    found = [steps(history[:2], key=key, store=tmp_path)[0] for key in (("id",), (), ("id",))]
    assert [counts(step)[2:] for step in found] == [(1, 1, 1), (2, 2, 0), (1, 1, 1)]
    assert [lines(step)[0][1] for step in found[2:]] == ["id"]


def test_a_damaged_release_is_named(history: tuple[Release, ...], tmp_path: Path) -> None:
    (history[1].folder / "contracts.parquet").write_bytes(b"PAR1")
    with pytest.raises(EditionError, match=f"{history[0].version} and {history[1].version} of contracts"):
        steps(history[:2], key=("id",), store=tmp_path)


cell = st.sampled_from(["", "x", "=y", "z, é\r\n", None])
row = st.tuples(st.sampled_from("abcd"), cell, st.none() | st.integers(-2, 2))
table = st.lists(row, max_size=6)
NAMED = tuple(
    ReleaseField(name=name, type=kind, arrow="") for name, kind in (("k", "text"), ("s", "text"), ("n", "integer"))
)


def version(rows: list[tuple[str, str | None, int | None]]) -> Version:
    schema = pa.schema([("k", pa.string()), ("s", pa.string()), ("n", pa.int64())])
    return Version(
        rows=pa.table(
            [pa.array([one[place] for one in rows], schema.types[place]) for place in range(3)], schema=schema
        ),
        fields=NAMED,
    )


@settings(max_examples=150)
@given(tables=st.lists(table, min_size=2, max_size=4), unique=st.booleans())
def test_steps_add_up(tables: list[list[Any]], unique: bool, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Rows before, plus added, less removed, are rows after; and the file has as many lines as the numbers say."""
    from publisher.release.changes_file import write

    if unique:
        tables = [list({one[0]: one for one in rows}.values()) for rows in tables]
    versions = [version(rows) for rows in tables]
    total = len(tables[0])
    for before, after, old, new in zip(versions, versions[1:], tables, tables[1:], strict=False):
        found = compare(before, after, key=("k",), examples=3)
        what = found.difference
        assert what == difference(before, after, key=("k",), examples=3)
        assert what.before + what.added - what.removed == what.after
        total += what.added - what.removed
        path = tmp_path_factory.mktemp("changes") / "c.csv"
        write(path, found)
        said = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")))
        kinds = [one["change"] for one in said]
        assert (kinds.count("added"), kinds.count("removed")) == (what.added, what.removed)
        assert kinds.count("changed") == sum(what.changed_by_field.values())
        assert [json.loads(one["after"])["k"] for one in said if one["change"] == "added"] == [
            new[place][0] for place in found.added
        ]
        if what.key:
            assert len({one["k"] for one in said if one["change"] == "changed"}) == what.changed
            for one in said:
                if one["change"] == "changed" and one["field"] == "s":
                    values = [{row[0]: row[1] for row in rows}[unguarded(one["k"])] or "" for rows in (old, new)]
                    assert [unguarded(one["before"]), unguarded(one["after"])] == values
    assert total == len(tables[-1])
