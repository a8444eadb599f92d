"""Keys are found over all records, and personal data by title and by value."""

from __future__ import annotations

import pyarrow as pa
import pytest

from publisher.inspect.keys import find_keys
from publisher.inspect.model import FoundField
from publisher.inspect.personal import personal_reason

COLUMNS = {
    "code": (["a1", "a2", "a3", "a4"], "identifier"),
    "ward": (["N", "N", "S", "S"], "text"),
    "year": ([2001, 2002, 2001, 2002], "integer"),
    "sum": ([1.5, 2.5, 3.5, 4.5], "number"),
    "gap": (["x", None, "y", "z"], "text"),
    "name": (["A", "B", "C", "D"], "text"),
}
KEYS = {
    "an identifier comes first": (["name", "code"], [("code",), ("name",)]),
    "two together": (["ward", "year"], [("ward", "year")]),
    "no pair where one is enough": (["ward", "year", "name"], [("name",)]),
    "a sum is no key": (["sum", "ward"], []),
    "a gap is no key": (["gap", "ward"], []),
}


@pytest.mark.parametrize(("names", "expected"), KEYS.values(), ids=KEYS.keys())
def test_keys(names: list[str], expected: list[tuple[str, ...]]) -> None:
    table = pa.table({name: COLUMNS[name][0] for name in names})
    assert find_keys(table, [COLUMNS[name][1] for name in names]) == expected


def test_a_key_is_found_over_all_records_and_a_late_double_refuses_it() -> None:
    numbers = list(range(70_000))
    assert find_keys(pa.table({"n": numbers}), ["integer"]) == [("n",)]
    assert find_keys(pa.table({"n": [*numbers, 5]}), ["integer"]) == []


PERSONAL = {
    "Contact e-mail": ("x", "e-mail"),
    "applicant_name": ("x", "people's names"),
    "LastName": ("x", "people's names"),
    "Geburtsdatum": ("x", "birth"),
    "出生日期": ("x", "birth"),
    "联系电话": ("x", "telephone numbers"),
    "Home address": ("x", "addresses"),
    "家庭住址": ("x", "addresses"),
    "身份证号": ("x", "identifies a person"),
    "Staff no": ("QQ123456C", None),
    "NI": ("AB 12 34 56 C", "national insurance"),
    "Number": ("+44 20 7946 0958", "telephone numbers"),
    "Handynummer": ("x", "telephone numbers"),
    "Payee": ("Mrs Jones", "people's names"),
    "Ward": ("North", None),
    "Reference": ("01840", None),
    "Amount": ("1,200.50", None),
}


@pytest.mark.parametrize(("title", "told"), PERSONAL.items(), ids=PERSONAL.keys())
def test_personal_data_is_warned_of(title: str, told: tuple[str, str | None]) -> None:
    text, expected = told
    reason = personal_reason(FoundField(name="a", title=title, type="text", column=0), pa.array([text, None]))
    assert (reason is None) if expected is None else (reason is not None and expected in reason)
