"""Profiles against a second reckoning: plain cases by hand, random columns by DuckDB."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.check.model import Bin, Profile
from publisher.check.profile import profile
from publisher.spec.model import Field
from publisher.values.display import texts


def field(type_: Any, separator: str | None = None) -> Field:
    return Field(name="x", type=type_, titles_in_source=("x",), separator=separator)


def short(made: Profile) -> tuple[Any, ...]:
    return made.rows, made.missing, made.distinct, made.least, made.most, dict(made.top)


D = Decimal
CASES: list[tuple[str, Any, Any, list[Any], tuple[Any, ...]]] = [
    ("no rows", field("text"), pa.string(), [], (0, 0, 0, None, None, {})),
    ("only missing", field("integer"), pa.int64(), [None, None], (2, 2, 0, None, None, {})),
    ("text", field("text"), pa.string(), ["b", "a", None, "b"], (4, 1, 2, "a", "b", {"b": 2, "a": 1})),
    ("empty is not missing", field("text"), pa.string(), ["", None], (2, 1, 1, "", "", {"": 1})),
    ("money", field("money"), pa.decimal128(9, 2), [D(10), D(9)], (2, 0, 2, "9.00", "10.00", {"9.00": 1, "10.00": 1})),
    ("integers by value", field("integer"), pa.int64(), [10, 9, 9], (3, 0, 2, "9", "10", {"9": 2, "10": 1})),
    ("boolean", field("boolean"), pa.bool_(), [True, False, True], (3, 0, 2, "false", "true", {"true": 2, "false": 1})),
    (
        "lists by their text",
        field("text", ";"),
        pa.list_(pa.string()),
        [["b", "a"], ["b", "a"], None, ["a"]],
        (4, 1, 2, "a", "b;a", {"b;a": 2, "a": 1}),
    ),
]


@pytest.mark.parametrize(("of", "kind", "values", "wanted"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_profile(of: Field, kind: Any, values: list[Any], wanted: tuple[Any, ...]) -> None:
    assert short(profile(of, pa.chunked_array([pa.array(values, kind)], kind))) == wanted


def test_top_is_by_count_then_by_value() -> None:
    values = ["d"] * 2 + ["c"] * 3 + ["b"] * 2 + list("xzayw")
    made = profile(field("text"), pa.chunked_array([pa.array(values)]))
    assert made.top == (("c", 3), ("b", 2), ("d", 2), ("a", 1), ("w", 1))


HISTOGRAMS: list[tuple[str, Any, Any, list[Any], list[tuple[str, str, int]]]] = [
    ("one value", field("integer"), pa.int64(), [5, 5], [("5", "5", 2)]),
    ("two values", field("integer"), pa.int64(), [5, 6], [("5", "6", 2)]),
    ("few whole numbers", field("integer"), pa.int64(), [1, 2, 3, 3], [("1", "2", 1), ("2", "3", 3)]),
    (
        "days",
        field("date"),
        pa.date32(),
        [dt.date(2026, 1, 31), dt.date(2026, 2, 2)],
        [("2026-01-31", "2026-02-01", 1), ("2026-02-01", "2026-02-02", 1)],
    ),
    ("cents", field("money"), pa.decimal128(9, 2), [D("0.01"), D("0.02")], [("0.01", "0.02", 2)]),
    ("text has none", field("text"), pa.string(), ["1"], []),
    ("identifier has none", field("identifier"), pa.string(), ["1"], []),
    ("lists have none", field("money", ";"), pa.list_(pa.decimal128(9, 2)), [[D(1)], [D(2)]], []),
    ("not finite is left out", field("number"), pa.float64(), [float("inf"), 1.0], [("1", "1", 1)]),
]


@pytest.mark.parametrize(
    ("of", "kind", "values", "wanted"), [c[1:] for c in HISTOGRAMS], ids=[c[0] for c in HISTOGRAMS]
)
def test_histogram(of: Field, kind: Any, values: list[Any], wanted: list[tuple[str, str, int]]) -> None:
    made = profile(of, pa.chunked_array([pa.array(values, kind)], kind))
    assert made.histogram == tuple(Bin(low=low, high=high, count=count) for low, high, count in wanted)


def test_a_38_digit_decimal_keeps_its_digits() -> None:
    low, high = D("-" + "9" * 20 + "." + "9" * 18), D("9" * 20 + "." + "9" * 18)
    bins = profile(field("number"), pa.chunked_array([pa.array([low, high], pa.decimal128(38, 18))])).histogram
    assert (len(bins), bins[0].low, bins[-1].high, sum(one.count for one in bins)) == (10, str(low), str(high), 2)


COLUMNS: dict[str, tuple[Any, Any, Any]] = {
    "text": (
        field("text"),
        pa.string(),
        st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), max_size=3),
    ),
    "integer": (field("integer"), pa.int64(), st.integers(-(2**63), 2**63 - 1) | st.integers(-3, 3)),
    "number": (
        field("number"),
        pa.float64(),
        st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from([1.5, 2.5]),
    ),
    "money": (
        field("money"),
        pa.decimal128(18, 2),
        st.decimals(-(10**15), 10**15, places=2) | st.sampled_from([D(1), D(2)]),
    ),
    "date": (field("date"), pa.date32(), st.dates()),
    "datetime": (field("datetime"), pa.timestamp("us"), st.datetimes()),
    "boolean": (field("boolean"), pa.bool_(), st.booleans()),
}


@pytest.fixture(scope="module")
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": 1}) as connection:
        yield connection


@settings(max_examples=100, deadline=None)
@given(st.data(), st.sampled_from(sorted(COLUMNS)))
def test_profile_agrees_with_duckdb(db: duckdb.DuckDBPyConnection, data: st.DataObject, name: str) -> None:
    of, kind, values = COLUMNS[name]
    column = pa.chunked_array([pa.array(data.draw(st.lists(st.none() | values, max_size=30)), kind)])
    made = profile(of, column)
    source = pa.table({"x": column})
    db.register("source", source)
    counts = db.execute("SELECT count(*), count(*) - count(x), count(DISTINCT x) FROM source").fetchall()
    ends = (
        db.sql("SELECT min(x) AS a, max(x) AS b FROM source")
        .to_arrow_table()
        .cast(pa.schema([("a", kind), ("b", kind)]))
    )
    top = db.sql(
        "SELECT x, count(*) AS n FROM source WHERE x IS NOT NULL GROUP BY x ORDER BY n DESC, x LIMIT 5"
    ).to_arrow_table()
    say = lambda array: texts(array.cast(kind), of).to_pylist()  # noqa: E731
    assert (made.rows, made.missing, made.distinct) == counts[0]
    assert (made.least, made.most) == (say(ends["a"])[0], say(ends["b"])[0])
    assert made.top == tuple(zip(say(top["x"]), top["n"].to_pylist(), strict=True))
    sql_type = str(db.sql("SELECT x FROM source").types[0])
    for place, one in enumerate(made.histogram):
        upper = "<=" if place == len(made.histogram) - 1 else "<"
        query = f"SELECT count(*) FROM source WHERE x >= CAST(? AS {sql_type}) AND x {upper} CAST(? AS {sql_type})"  # noqa: S608
        assert db.execute(query, [one.low, one.high]).fetchall() == [(one.count,)]
    assert sum(one.count for one in made.histogram) in {0, made.rows - made.missing}
