"""CSVW: required properties, and that it describes the CSV beside it."""

from __future__ import annotations

import csv
from dataclasses import replace

from publisher.exports.csvw import DATATYPES, table
from publisher.exports.records import dataset_record
from publisher.terms import FIELD_TYPES
from tests.exports.conftest import Edition, Exported

# Metadata Vocabulary, section 5.11.2: names of built-in datatypes that we use.
_BUILT_IN = {"string", "integer", "decimal", "boolean", "date", "datetime", "anyURI"}


def test_it_describes_the_csv_beside_it(edition: Edition) -> None:
    for name in ("spending", "premises"):
        value = edition.json(f"data/{name}/{name}.csv-metadata.json")
        assert value["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en"}]
        with (edition.site / "data" / name / value["url"]).open(encoding="utf-8", newline="") as stream:
            assert next(csv.reader(stream)) == [column["titles"] for column in value["tableSchema"]["columns"]]
        assert set(value["tableSchema"]["primaryKey"]) <= {column["name"] for column in value["tableSchema"]["columns"]}


def test_columns(exported: Exported) -> None:
    portal, entry = exported.catalog.portal, replace(exported.catalog.datasets[0], kept=None)
    value = table(entry, dataset_record(entry, portal), portal)
    columns = {column["name"]: column for column in value["tableSchema"]["columns"]}
    shown = {name: column["datatype"] for name, column in columns.items()}
    assert shown == {
        "ref": "string",
        "day": {"base": "date", "minimum": "2020-01-01"},
        "value": {"base": "decimal", "maximum": 1000000},
        "supplier": "string",
        "way": "string",
        "active": {"base": "boolean", "format": "true|false"},
        "parts": "string",
    }
    assert (columns["ref"]["required"], columns["parts"]["separator"]) == (True, "; ")
    assert columns["ref"]["dc:title"] == [
        {"@value": "Reference", "@language": "en"},
        {"@value": "编号", "@language": "zh"},
    ]


def test_every_type_has_a_datatype_of_the_standard() -> None:
    assert {DATATYPES.get(kind, "string") for kind in FIELD_TYPES} == _BUILT_IN


def test_a_release_older_than_its_spec_is_promised_no_limits(exported: Exported) -> None:
    portal, entry = exported.catalog.portal, replace(exported.catalog.datasets[0], kept="the file is missing")
    columns = table(entry, dataset_record(entry, portal), portal)["tableSchema"]["columns"]
    assert [column["name"] for column in columns if column.get("required") or "maximum" in column["datatype"]] == []
