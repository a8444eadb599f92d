"""Constraints in a spec: what is read, and faults with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.errors import SpecError
from publisher.spec.constraints import Comparison, Reference
from tests.spec.test_unpivot import load

DATASET = """\
title: Grants
summary: Grants of the city.
frequency: annual
sources: [{path: raw/*.csv}]
key: [code]
fields:
  code: {type: identifier}
  starts_on: {type: date}
  ends_on: {type: date}
  amount: {type: money, currency: GBP}
  note: {type: text}
"""


def test_each_constraint_is_read(tmp_path: Path) -> None:
    options = "{type: text, min_length: 2, max_length: 9, enum: [north, 7], unique: true, references: areas}"
    text = DATASET.replace("note: {type: text}", f"note: {options}").replace("GBP}", "GBP, exclusive_minimum: 0}")
    spec = load(tmp_path, text + "rules: [ends_on>=starts_on]\nmode: append\nrepair: [delimiters]\n")
    amount, note = spec.fields[-2:]
    assert (note.min_length, note.max_length, note.enum, note.unique) == (2, 9, ("north", "7"), True)
    assert (note.references, amount.exclusive_minimum) == (Reference(dataset="areas"), "0")
    assert spec.rules == (Comparison(left="ends_on", operator=">=", right="starts_on"),)
    assert (spec.mode, spec.repair) == ("append", ("delimiters",))


FAULTS = {
    "no such field": ("", "rules: [ends_on >= started_on]", 12, "there is no field `started_on`", "starts_on"),
    "no comparison": ("", "rules: [ends_on]", 12, "has not the right form", "It must match"),
    "two kinds": ("", "rules: [ends_on > amount]", 12, "which cannot be compared", "two numbers, dates or texts"),
    "texts have no order": ("", "rules: [note > code]", 12, "texts have no order", "Use = or !="),
    "one field": ("", "rules: [amount = amount]", 12, "compares a field with itself", "Name two fields"),
    "both bounds": ("minimum: 1, exclusive_minimum: 1", "", 10, "are both there", "Keep one"),
    "length of a number": ("min_length: 1", "", 10, "means nothing for the type money", "identifier"),
    "reference of money": ("references: areas", "", 10, "means nothing for the type money", "integer"),
    "mode": ("", "mode: add", 12, "`add` is not valid for mode", "append"),
    "repair": ("", "repair: [quotes]", 12, "`quotes` is not valid", "delimiters"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_says_where_and_what_to_do(tmp_path: Path, case: str) -> None:
    option, below, line, message, remedy = FAULTS[case]
    text = DATASET.replace("currency: GBP", f"currency: GBP, {option}") if option else DATASET
    with pytest.raises(SpecError) as caught:
        load(tmp_path, f"{text}{below}\n")
    assert caught.value.place is not None
    assert caught.value.place.line == line
    assert message in caught.value.message
    assert remedy in caught.value.remedy


LENGTHS = [
    ("min_length: 3, max_length: 2", "as long and as short"),
    ("unique: true, separator: ;", "a list cannot be unique"),
]


@pytest.mark.parametrize(("options", "message"), LENGTHS)
def test_what_no_text_could_keep_is_refused(tmp_path: Path, options: str, message: str) -> None:
    with pytest.raises(SpecError, match=message):
        load(tmp_path, DATASET.replace("note: {type: text}", f"note: {{type: text, {options}}}"))
