"""Specs: a valid file becomes the value it says; a fault names file, line, what is wrong and what was meant."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from publisher.errors import PortalError, SpecError
from publisher.spec import load_collection, load_dataset, load_portal
from publisher.spec.model import Portal

PORTAL = """\
name: {en: Open Harbour, zh: 开放海港}
languages: [en, zh]
publisher: City of Harbour
contact: {email: data@harbour.example}
address: https://data.harbour.example/
licence: cc-by-4.0
departments:
  finance: {name: Finance}
"""

DATASET = """\
title: {en: Contracts, zh: 合同}
summary: Contracts of the city.
frequency: monthly
themes: [economy]
sources:
  - path: raw/*.csv
    header: {rows: [4, 5]}
    skip: {footer: "^Total"}
key: [contract_id]
fields:
  contract_id: {type: identifier, from: Contract Ref, required: true}
  awarded_on:
    type: date
    formats: ["%d/%m/%Y"]
    minimum: 2010-01-01
  value: {type: money, currency: GBP, minimum: 0.10}
  procedure: {type: category, categories: {open: Open, direct: {zh: 直接采购}}}
  active: {type: boolean, true: [Y, yes], false: [N, no]}
missing: ["", -, N/A, no, -99, 007]
lookups: {procedure: {Opn: open}}
assertions: {min: {rows: 3, filled: {value: 0.98}}, max: {removed: 0.05}}
charts: [{kind: bars, x: procedure, y: sum(value)}]
search: {title: contract_id, body: [procedure]}
sort: [awarded_on]
"""


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    (tmp_path / "portal.yml").write_text(PORTAL, encoding="utf-8")
    return load_portal(tmp_path)


def dataset_file(portal: Portal, text: str) -> Path:
    path = portal.root / "datasets" / "finance" / "contracts" / "dataset.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_portal(portal: Portal) -> None:
    assert (portal.name["zh"], portal.address, portal.languages) == (
        "开放海港",
        "https://data.harbour.example",
        ("en", "zh"),
    )
    assert portal.publisher == {"en": "City of Harbour"}
    assert portal.departments["finance"].name == {"en": "Finance"}


def test_dataset(portal: Portal) -> None:
    spec = load_dataset(dataset_file(portal, DATASET), portal)
    fields = {field.name: field for field in spec.fields}
    assert (spec.id, spec.department, spec.licence, spec.kind) == ("contracts", "finance", "cc-by-4.0", "dataset")
    assert spec.path == "datasets/finance/contracts/dataset.yml"
    assert spec.sources[0].header.rows == (4, 5)
    assert spec.sources[0].skip.footer == "^Total"
    assert spec.missing == ("", "-", "N/A", "no", "-99", "007")
    assert fields["contract_id"].titles_in_source == ("Contract Ref",)
    assert fields["value"].titles_in_source == ("value",)
    assert (fields["value"].minimum, fields["awarded_on"].minimum) == ("0.10", "2010-01-01")
    assert fields["active"].true == ("Y", "yes")
    assert fields["procedure"].categories == {"open": {"en": "Open"}, "direct": {"zh": "直接采购"}}
    assert spec.assertions.filled_min == {"value": Decimal("0.98")}
    assert spec.lines["fields.awarded_on.formats"] == 14


FAULTS = [
    # what is changed, into what, line, words of the message, words of the remedy
    ("title: {en", "titel: {en", 1, "unknown key `titel`", "Did you mean `title`?"),
    ("fields:\n", "feilds:\n", 10, "unknown key `feilds`", "Did you mean `fields`?"),
    ("frequency: monthly\n", "", 1, "`frequency` is missing in the file", "Add frequency"),
    ("type: money", "type: moneyy", 16, "`moneyy` is not valid for fields.value.type", "Did you mean `money`?"),
    ("    formats:", "    format:", 14, "unknown key `format`", "Did you mean `formats`?"),
    ("rows: [4, 5]", "rows: [0]", 7, "less than the minimum", ""),
    ("key: [contract_id]", "key: [contract]", 9, "no field `contract`", "Did you mean `contract_id`?"),
    ("y: sum(value)", "y: sum(val)", 22, "no field `val`", "Did you mean `value`?"),
    ("sort: [awarded_on]", "sort: [awarded]", 24, "no field `awarded`", "Did you mean `awarded_on`?"),
    ("monthly", "montly", 3, "`montly` is not valid for frequency", "Did you mean `monthly`?"),
    ("[economy]", "[econmy]", 4, "`econmy` is not valid for themes.0", "Did you mean `economy`?"),
    ("currency: GBP", "formats: [x]", 16, "`formats` means nothing for the type money", "date, datetime"),
    ('"%d/%m/%Y"', '"%d/%m/%Y", "%d/%m"', 14, "`%d/%m` must have one year", "Write the format"),
    ('"%d/%m/%Y"', '"%d/%m/%K"', 14, "`%K` is not a directive", "Write the format"),
    ("identifier, from", 'period, formats: ["%H:%M"], from', 11, "must have one year", "Write the format"),
    ('footer: "^Total"', 'footer: "["', 8, "is not a valid regex", ""),
    ("raw/*.csv", "../../secret.csv", 6, "leaves the folder", "below"),
    ("categories: {open: Open, direct: {zh: 直接采购}}", "title: P", 17, "declares no categories", "text"),
    ("from: Contract Ref", "from: value", 16, "is taken by `contract_id`", ""),
    ("key: [contract_id]", "key: [contract_id", 10, "not valid YAML", "indentation"),
    ("missing:", "title: again\nmissing:", 19, "`title` stands here twice", "Keep one"),
    ("frequency: monthly", "department: finanse\nfrequency: monthly", 3, "`finanse` is not in portal.yml", "finance"),
    ("title: {en: Contracts, zh: 合同}", "title: [x]", 1, "title cannot be", "language"),
    ("value: {type", "Value: {type", 10, "`Value`", ""),
]


@pytest.mark.parametrize(("old", "new", "line", "message", "remedy"), FAULTS, ids=[case[3] for case in FAULTS])
def test_fault_names_line_and_remedy(portal: Portal, old: str, new: str, line: int, message: str, remedy: str) -> None:
    assert old in DATASET
    with pytest.raises(SpecError) as caught:
        load_dataset(dataset_file(portal, DATASET.replace(old, new, 1)), portal)
    error = caught.value
    assert error.place is not None
    assert (error.place.file, error.place.line) == ("datasets/finance/contracts/dataset.yml", line)
    assert message in error.message
    assert remedy in error.remedy


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("name: x\n", "is missing in the file"),
        (PORTAL.replace("[en, zh]", "[en, fr]"), "`fr` is not valid for languages"),
        (PORTAL.replace("https://", "ftp://"), "has not the right form"),
        ("name: \ttab\n\t- x", "not valid YAML"),
        ("a: &a [x]\nb: *a\n- c", "not valid YAML"),
    ],
)
def test_broken_portal_ends_with_3(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "portal.yml").write_text(text, encoding="utf-8")
    with pytest.raises(PortalError) as caught:
        load_portal(tmp_path)
    assert message in caught.value.message
    assert caught.value.exit_code == 3


def test_formats_of_a_period(portal: Portal) -> None:
    text = DATASET.replace("identifier, from", 'period, formats: ["%Y-%y", "%Y"], from')
    assert load_dataset(dataset_file(portal, text), portal).fields[0].formats == ("%Y-%y", "%Y")


def test_bytes_that_are_not_text(portal: Portal) -> None:
    path = dataset_file(portal, DATASET)
    path.write_bytes("title: 合同".encode("gb18030"))
    with pytest.raises(SpecError, match="UTF-8"):
        load_dataset(path, portal)


def test_nested_aliases_end(portal: Portal) -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    with pytest.raises(SpecError, match="alias"):
        load_dataset(dataset_file(portal, bomb), portal)


def test_collection(portal: Portal) -> None:
    path = portal.root / "documents" / "finance" / "notices" / "collection.yml"
    path.parent.mkdir(parents=True)
    path.write_text(
        "title: Notices\nlanguage: zh\ndocuments:\n  a.html: {title: T, published: 2026-03-02}\n", encoding="utf-8"
    )
    spec = load_collection(path, portal)
    assert (spec.id, spec.department, spec.kind, spec.sources) == ("notices", "finance", "notice", ("raw/*",))
    assert spec.documents["a.html"].published == "2026-03-02"
