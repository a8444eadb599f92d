"""Personal data stops a release unless the dataset says it is meant; codes, dates and masked values never do."""

from __future__ import annotations

import pyarrow as pa
import pytest

from publisher.check.personal import Personal, personal_data
from publisher.spec.model import DatasetSpec, Field
from tests.release import made

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


def test_numbers_and_days_are_not_looked_at() -> None:
    spec = spec_of(Field(name="f", type="integer", titles_in_source=("phone",)))
    assert list(personal_data(spec, pa.table({"f": pa.array([13812345678, 13912345678, 15012345678])}))) == []
