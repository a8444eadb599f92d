"""``unpivot`` in a spec: three ways to say which columns, and faults with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.errors import SpecError
from publisher.spec import load_dataset, load_portal
from publisher.spec.model import DatasetSpec
from publisher.spec.unpivot import Unpivot
from tests.portals import PORTAL

DATASET = """\
title: Budget
summary: Budget of the city.
frequency: annual
sources: [{path: raw/*.csv}]
key: [code, year]
fields:
  code: {type: identifier}
  year: {type: integer}
  amount: {type: money, currency: GBP}
unpivot:
  columns: "^([0-9]{4})年?$"
  name: year
  value: amount
ignore: [Note]
"""


def load(folder: Path, text: str) -> DatasetSpec:
    (folder / "portal.yml").write_text(PORTAL, encoding="utf-8")
    path = folder / "datasets/finance/budget/dataset.yml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return load_dataset(path, load_portal(folder))


COLUMNS = [
    ('"^([0-9]{4})年?$"', Unpivot(name="year", value="amount", pattern="^([0-9]{4})年?$")),
    ("[2021, 2022]", Unpivot(name="year", value="amount", columns={"2021": "2021", "2022": "2022"})),
    ("{一季度: 2025-Q1}", Unpivot(name="year", value="amount", columns={"一季度": "2025-Q1"})),
    ("x\n  drop_missing: true", Unpivot(name="year", value="amount", pattern="x", drop_missing=True)),
]


@pytest.mark.parametrize(("columns", "expected"), COLUMNS)
def test_which_columns(tmp_path: Path, columns: str, expected: Unpivot) -> None:
    assert load(tmp_path, DATASET.replace('"^([0-9]{4})年?$"', columns)).unpivot == expected


def test_a_column_may_have_the_name_of_a_field_that_has_none(tmp_path: Path) -> None:
    text = DATASET.replace("code: {type: identifier}", "code: {type: identifier, from: year}")
    assert load(tmp_path, text).fields[0].titles_in_source == ("year",)


FAULTS = [
    ("name: year", "name: yaer", 12, "no field `yaer`", "year"),
    ("value: amount", "value: year", 13, "are one field", "two"),
    ("year: {type: integer}", "year: {type: integer, from: Y}", 8, "filled by unpivot", "Take from: away"),
    ("key: [code, year]", "key: [code]", 5, "the key lacks `year`", "Add year"),
    ('"^([0-9]{4})年?$"', '"("', 11, "not a valid regex", "Mend the expression"),
    ('"^([0-9]{4})年?$"', "[2021, code]", 11, "taken by `code`", "Keep one"),
    ('"^([0-9]{4})年?$"', "[2021, Note]", 11, "unpivoted and ignored", "Keep one"),
    ("value: amount", "valu: amount", 13, "unknown key `valu`", "value"),
]


@pytest.mark.parametrize(("old", "new", "line", "message", "remedy"), FAULTS, ids=[fault[3] for fault in FAULTS])
def test_fault_names_line_and_remedy(tmp_path: Path, old: str, new: str, line: int, message: str, remedy: str) -> None:
    assert old in DATASET
    with pytest.raises(SpecError) as caught:
        load(tmp_path, DATASET.replace(old, new, 1))
    assert caught.value.place is not None
    assert (caught.value.place.file, caught.value.place.line) == ("datasets/finance/budget/dataset.yml", line)
    assert message in caught.value.message
    assert remedy in caught.value.remedy
