"""Personal data stops a release unless the dataset says it is meant; codes, dates and masked values never do."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow as pa
import pytest

from publisher.check.personal import Personal, personal_data
from publisher.spec.model import DatasetSpec, Field
from tests.release import made

_CELLS = Path(__file__).parents[2].parent / "shared/hostile/pii/gen_pii_cells.csv"
_NHS = [5, 13, 21, 48, 56, 64, 72, 80, 99, 102, 110, 129]  # twelve numbers that pass the check
COLUMNS: list[tuple[str, str, list[str | None], list[tuple[str, int, int]]]] = [
    ("words", "area", ["North", "South", None], []),
    ("masked telephones", "phone", ["138****1234", "139****2345", "137****3456"], []),
    ("masked identifiers", "id_no", ["110105********002X", "440***********0908"], []),
    ("a wrong check digit", "id_no", ["110105194912310021"], []),
    ("company codes", "code", ["91610113BR92ER5N0H", "523205054HWJ0TK9NL"], []),
    ("codes with zeros", "account", ["0012345678", "0012345679", "0012345680", "0012345681"], []),
    ("dates", "day", ["01-02-2020", "02-03-2020", "03-04-2020", "09-12-2021"], []),
    ("times", "at", ["20240607454560697", "20050306164273133", "20050306164273134"], []),
    ("shares", "share", ["0.123456789", "0.223456789", "0.323456789"], []),
    ("a word with @", "tender", ["2026@42", "2026@43"], []),
    ("one hotline among words", "note", ["call 010-12345678", "closed", "open", "closed again"], []),
    ("an address", "note", [None, "write to ann@city.example", "open"], [("e-mail addresses", 1, 1)]),
    ("addresses", "contact", ["a@b.example", "c@d.example", "a@b.example"], [("e-mail addresses", 3, 0)]),
    ("an identifier", "note", ["open", "身份证 11010519491231002X。"], [("Chinese ID numbers", 1, 1)]),
    ("an account", "iban", ["GB82 WEST 1234 5698 7654 32"], [("bank account numbers (IBAN)", 1, 0)]),
    ("mobiles", "c1", ["13812345678", "13912345678", "15012345678"], [("telephone numbers", 3, 0)]),
    ("telephones", "c1", ["+44 20 7946 0018", "+44 20 7946 0019", "(0161) 496 0000"], [("telephone numbers", 3, 0)]),
    ("by title", "Telephone", ["7946 0018", "7946 0019", "7946 0020", None], [("telephone numbers", 3, 0)]),
]


def spec_of(field: Field) -> DatasetSpec:
    return made.spec(fields=(field,))


@pytest.mark.parametrize(("title", "texts", "found"), [one[1:] for one in COLUMNS], ids=[one[0] for one in COLUMNS])
def test_of_a_column(title: str, texts: list[str | None], found: list[tuple[str, int, int]]) -> None:
    spec = spec_of(Field(name="f", type="text", titles_in_source=(title,)))
    expected = [Personal(field="f", kind=kind, rows=rows, first=first) for kind, rows, first in found]
    assert list(personal_data(spec, pa.table({"f": pa.array(texts, pa.string())}))) == expected


def test_of_a_list() -> None:
    spec = spec_of(Field(name="f", type="text", titles_in_source=("f",), separator=";"))
    table = pa.table({"f": pa.array([["open"], None, ["shut", "a@b.example"]], pa.list_(pa.string()))})
    assert list(personal_data(spec, table)) == [Personal(field="f", kind="e-mail addresses", rows=1, first=2)]


NUMBERS: list[tuple[str, str, list[int], list[str]]] = [
    ("telephones by title", "phone", [13812345678, 13912345678, 15012345678], ["telephone numbers"]),
    ("amounts", "amount", [13812345678, 13912345678, 15012345678], []),
    ("numbers with a check", "patient", [1056475000 + n for n in _NHS], ["British NHS numbers"]),
    ("small ones", "phone", [138, 139, 150], []),
]


@pytest.mark.parametrize(("title", "values", "kinds"), [one[1:] for one in NUMBERS], ids=[one[0] for one in NUMBERS])
def test_of_numbers(title: str, values: list[int], kinds: list[str]) -> None:
    spec = spec_of(Field(name="f", type="integer", titles_in_source=(title,)))
    assert [one.kind for one in personal_data(spec, pa.table({"f": pa.array(values)}))] == kinds


# Of gen_pii_cells.csv, what a column of these is told as.
LABELS = {
    "bank_card": None,  # its cards have any length
    "br_cpf": "Brazilian tax numbers (CPF)",
    "cn_id": "Chinese ID numbers",
    "cn_mobile": "telephone numbers",
    "de_idnr": "German tax numbers (IdNr)",
    "email": "e-mail addresses",
    "es_dni": "Spanish ID numbers (DNI)",
    "fr_nir": "French social security numbers (NIR)",
    "gb_nhs": "British NHS numbers",
    "iban": "bank account numbers (IBAN)",
    "in_aadhaar": "Indian ID numbers (Aadhaar)",
    "ipv4": None,
    "kr_rrn": "Korean ID numbers",
    "phone_cn_land": "telephone numbers",
    "phone_uk": "telephone numbers",
    "phone_us": "telephone numbers",
    "pl_pesel": "Polish ID numbers (PESEL)",
    "us_ssn": "American social security numbers",
}


def _columns() -> dict[tuple[str, str], list[str]]:
    """(label, kind that is none) -> texts: of labels the numbers alone, of others the whole cell."""
    found: dict[tuple[str, str], list[str]] = {}
    with _CELLS.open(newline="", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            key = (row["label"], "" if row["label"] else row["value_or_negative_kind"])
            found.setdefault(key, []).append(row["value_or_negative_kind"] if row["label"] else row["text"])
    return found


@pytest.mark.skipif(not _CELLS.exists(), reason="the shared files are not beside this checkout")
def test_of_generated_columns() -> None:
    """Of the twenty kinds that are none, none is told; of the labels, those above."""
    spec = spec_of(Field(name="f", type="text", titles_in_source=("c1",)))
    for (label, none), texts in _columns().items():
        found = [(one.kind, one.rows) for one in personal_data(spec, pa.table({"f": pa.array(texts)}))]
        kind = LABELS.get(label)
        assert found == ([(kind, len(texts))] if kind else []), (label, none)
