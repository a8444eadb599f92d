"""The one text of a value."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.spec.model import Field
from publisher.values.display import text, texts


def field(type_: Any, separator: str | None = None) -> Field:
    return Field(name="x", type=type_, titles_in_source=("x",), separator=separator)


D = Decimal
UTC = dt.UTC
CASES: list[tuple[str, Any, Any, list[Any], list[str | None]]] = [
    ("text", field("text"), pa.string(), ["a b", "", None], ["a b", "", None]),
    ("dictionary", field("text"), pa.dictionary(pa.int32(), pa.string()), ["a", None, "a"], ["a", None, "a"]),
    ("integer", field("integer"), pa.int64(), [0, -12, 2**63 - 1, None], ["0", "-12", "9223372036854775807", None]),
    ("money", field("money"), pa.decimal128(38, 18), [D("1200.5"), D(0), D("1.005")], ["1200.50", "0.00", "1.005"]),
    ("money, no cents", field("money"), pa.decimal128(38, 0), [D(1200), D(-1)], ["1200", "-1"]),
    ("tiny", field("money"), pa.decimal128(38, 18), [D("1E-18"), D("-1E-7")], ["0." + "0" * 17 + "1", "-0.0000001"]),
    ("tiny beside null", field("number"), pa.decimal128(38, 18), [None, D("1E-9")], [None, "0.000000001"]),
    ("decimal", field("number"), pa.decimal128(20, 4), [D("0.5"), D(100), D("-7.25")], ["0.5", "100", "-7.25"]),
    ("float", field("number"), pa.float64(), [0.1, 1.0, 1e300, -0.5], ["0.1", "1", "1e+300", "-0.5"]),
    ("not finite", field("number"), pa.float64(), [float("inf"), float("-inf"), None], ["INF", "-INF", None]),
    ("boolean", field("boolean"), pa.bool_(), [True, False, None], ["true", "false", None]),
    ("date", field("date"), pa.date32(), [dt.date(2026, 3, 1), dt.date(9, 1, 2)], ["2026-03-01", "0009-01-02"]),
    ("datetime", field("datetime"), pa.timestamp("us"), [dt.datetime(2026, 3, 1, 9, 0)], ["2026-03-01T09:00:00"]),  # noqa: DTZ001
    (
        "instant",
        field("datetime"),
        pa.timestamp("us", "UTC"),
        [dt.datetime(2026, 3, 1, 9, 0, 10, 500000, UTC), dt.datetime(1900, 1, 1, tzinfo=UTC)],
        ["2026-03-01T09:00:10.5Z", "1900-01-01T00:00:00Z"],
    ),
    (
        "instant elsewhere",
        field("datetime"),
        pa.timestamp("s", "Asia/Shanghai"),
        [dt.datetime(2026, 3, 1, 9, 0, tzinfo=UTC)],
        ["2026-03-01T09:00:00Z"],
    ),
    ("list", field("text", ";"), pa.list_(pa.string()), [["a", "b"], [], None], ["a;b", "", None]),
    ("list, no separator", field("text"), pa.list_(pa.string()), [["a", 'b"'], None], ['["a", "b\\""]', None]),
    ("list of dates", field("date", ";"), pa.list_(pa.date32()), [[dt.date(2026, 3, 1)], None], ["2026-03-01", None]),
    ("list of money", field("money", ";"), pa.list_(pa.decimal128(9, 3)), [[D(1), D("0.5")]], ["1.00;0.50"]),
    ("nothing", field("text"), pa.string(), [], []),
]


@pytest.mark.parametrize(("of", "kind", "values", "wanted"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_texts(of: Field, kind: Any, values: list[Any], wanted: list[str | None]) -> None:
    said = texts(pa.chunked_array([pa.array(values, kind)], kind), of)
    assert (said.to_pylist(), said.type) == (wanted, pa.large_string())
    assert texts(pa.array(values, kind)[1:], of).to_pylist() == wanted[1:]


@pytest.mark.parametrize(
    ("value", "of", "wanted"),
    [
        (None, field("text"), ""),
        ("00042", field("identifier"), "00042"),
        (D("1200.50"), field("money"), "1200.50"),
        (D("1200.50"), field("number"), "1200.5"),
        (7, field("integer"), "7"),
        (True, field("boolean"), "true"),
        (dt.date(2026, 3, 1), field("date"), "2026-03-01"),
        (["a", "b"], field("text", "\n"), "a\nb"),
    ],
)
def test_text_of_one_value(value: Any, of: Field, wanted: str) -> None:
    assert text(value, of) == wanted


@given(st.lists(st.none() | st.decimals(min_value=-(10**19), max_value=10**19, places=18, allow_nan=False)))
def test_a_decimal_reads_back_exactly_and_without_exponent(values: list[Decimal | None]) -> None:
    said = texts(pa.array(values, pa.decimal128(38, 18)), field("number")).to_pylist()
    assert [None if one is None else Decimal(one) for one in said] == values
    assert not any("E" in one or one.endswith(".") or (one.endswith("0") and "." in one) for one in said if one)


@given(st.lists(st.floats(allow_nan=False)))
def test_a_float_reads_back_exactly(values: list[float]) -> None:
    assert [float(one) for one in texts(pa.array(values, pa.float64()), field("number")).to_pylist()] == values
