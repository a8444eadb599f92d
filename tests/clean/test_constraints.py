"""What values must keep beyond their type: each constraint holds back what breaks it, with its own reason."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from publisher.clean import clean
from publisher.spec.constraints import Comparison, Reference
from publisher.spec.unpivot import Unpivot
from tests.clean.made import CSV, cleaned, field, grid, held, rows_of, spec

CASES: dict[str, tuple[str, dict[str, Any], list[str], str, list[str]]] = {
    "minimum": ("integer", {"minimum": "2"}, ["1", "2", "3"], "minimum", ["1"]),
    "maximum": ("integer", {"maximum": "2"}, ["1", "2", "3"], "maximum", ["3"]),
    "exclusive minimum": ("integer", {"exclusive_minimum": "2"}, ["1", "2", "3"], "exclusive-minimum", ["1", "2"]),
    "exclusive maximum": ("money", {"exclusive_maximum": "2.50"}, ["2.49", "2.5"], "exclusive-maximum", ["2.5"]),
    "exclusive day": ("date", {"exclusive_maximum": "2026-03-01"}, ["2026-03-01"], "exclusive-maximum", ["2026-03-01"]),
    "shortest": ("text", {"min_length": 2}, ["海", "海港", " a "], "min-length", ["海", " a "]),
    "longest": ("identifier", {"max_length": 2}, ["12", "123", "𠀀𠀁"], "max-length", ["123"]),
    "words": ("text", {"enum": ("north", "south")}, ["north", "North", "south "], "enum", ["North"]),
    "numbers": ("integer", {"enum": ("10", "1000")}, ["10", "1,000", "11"], "enum", ["11"]),
    "pattern": ("identifier", {"pattern": "[A-Z]-[0-9]"}, ["A-1", "A-12"], "pattern", ["A-12"]),
    "a list, item by item": ("text", {"enum": ("a", "b"), "separator": ";"}, ["a;b", "a;c"], "enum", ["a;c"]),
    "once": ("identifier", {"unique": True}, ["1", "2", "", "1", ""], "unique-value", ["1"]),
    "all that holds": ("integer", {"minimum": "0", "maximum": "8", "enum": ("1",)}, ["1", "", "9"], "maximum", ["9"]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_breaks_a_constraint_is_held_back(case: str) -> None:
    type_, options, texts, wanted, those = CASES[case]
    result = cleaned(spec(field("id"), field("x", type_, **options)), [["id", "x"], *(["r", text] for text in texts)])
    assert [(reason, text) for _, _, reason, text in held(result)] == [(wanted, text) for text in those]
    assert len(result.table) == len(texts) - len(those)
    assert result.ledger.accounts[0].balanced


COMPARISONS: dict[str, tuple[str, str, str, list[tuple[str, str]], list[str]]] = {
    "days in order": ("date", "date", "b >= a", [("2026-01-02",) * 2, ("2026-01-02", "2026-01-01")], ["2026-01-01"]),
    "strictly": ("integer", "integer", "b > a", [("1", "1"), ("1", "2")], ["1"]),
    "money and a number": ("number", "money", "b <= a", [("2.5", "2.50"), ("2.5", "2.51")], ["2.51"]),
    "a count and money": ("integer", "money", "b < a", [("2", "1.99"), ("2", "2.00")], ["2.00"]),
    "texts that differ": ("text", "text", "b != a", [("Acme", "Acme"), ("Acme", "Bolt")], ["Acme"]),
    "texts alike": ("text", "text", "b = a", [("Acme", "Acme"), ("Acme", "Bolt")], ["Bolt"]),
    "nothing to compare": ("date", "date", "b >= a", [("", "2026-01-02"), ("2026-01-02", "")], []),
}  # fmt: skip


@pytest.mark.parametrize("case", COMPARISONS)
def test_fields_are_held_to_each_other(case: str) -> None:
    left, right, rule, pairs, wanted = COMPARISONS[case]
    one, operator, two = rule.split()
    rules = (Comparison(left=one, operator=operator, right=two),)
    result = cleaned(spec(field("a", left), field("b", right), rules=rules), [["a", "b"], *map(list, pairs)])
    assert [(name, reason, text) for _, name, reason, text in held(result)] == [
        ("b", "comparison", text) for text in wanted
    ]
    assert result.ledger.accounts[0].balanced


def test_a_record_that_breaks_its_type_is_not_compared() -> None:
    rules = (Comparison(left="a", operator="<", right="b"),)
    result = cleaned(spec(field("a", "integer"), field("b", "integer"), rules=rules), [["a", "b"], ["x", "1"]])
    assert held(result) == [(2, "a", "type", "x")]


def test_a_rule_of_a_wide_table_holds_each_record_to_it() -> None:
    dataset = spec(
        field("a", "integer"), field("b", "integer"), field("year"), field("n", "integer"),
        rules=(Comparison(left="a", operator="<", right="b"),),
        unpivot=Unpivot(name="year", value="n", pattern="^20.."),
    )  # fmt: skip
    result = cleaned(dataset, [["a", "b", "2020", "2021"], ["1", "2", "5", "6"], ["3", "2", "7", "8"]])
    assert rows_of(result.table) == [(1, 2, "2020", 5), (1, 2, "2021", 6)]
    assert held(result) == [(3, "a", "comparison", "3")]


@pytest.mark.parametrize(
    ("type_", "known", "texts", "wanted"),
    [
        ("identifier", ["007", "008"], ["007", "7", "", "００８"], ["7"]),
        ("integer", [1, 2], ["1", "3"], ["3"]),
        ("text", [], ["a"], ["a"]),
    ],
)
def test_a_value_that_is_in_no_record_of_the_other_dataset_is_held_back(
    type_: str, known: list[Any], texts: list[str], wanted: list[str]
) -> None:
    dataset = spec(field("id"), field("x", type_, references=Reference(dataset="others")))
    table = grid([["id", "x"], *(["r", text] for text in texts)])
    values = pa.array(known, pa.int64() if type_ == "integer" else pa.large_string())
    result = clean(dataset, [(CSV, table)], referred={"x": values})
    assert [(reason, text) for _, _, reason, text in held(result)] == [("reference", text) for text in wanted]
    assert result.ledger.accounts[0].balanced


def test_a_reference_is_never_left_unchecked() -> None:
    dataset = spec(field("x", references=Reference(dataset="others")))
    with pytest.raises(ValueError, match="nothing is given for x to refer to"):
        clean(dataset, [(CSV, grid([["x"], ["1"]]))])


def test_the_first_of_a_value_stays_and_its_copies_are_no_clash() -> None:
    """A copy of a whole record is a duplicate; another record with its value is held back, whatever its key."""
    dataset = spec(field("id", "identifier"), field("mail", unique=True), key=("id",))
    rows = [["id", "mail"], ["1", "a@b"], ["1", "a@b"], ["2", "a@b"], ["3", ""], ["4", ""]]
    result = cleaned(dataset, rows)
    assert [row[0] for row in rows_of(result.table)] == ["1", "3", "4"]
    assert held(result) == [(4, "mail", "unique-value", "a@b")]
    account = result.ledger.accounts[0]
    assert (account.published, account.quarantined, account.duplicates) == (3, 1, 1)
