"""DCAT-US 1.1 and 3.0: the official schemas, and what they do not ask but readers do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.exports.conftest import Edition, Exported

_DEFINITIONS = "https://resources.data.gov/dcat-us/3.0.0/definitions"
_DATASET = "https://project-open-data.cio.gov/v1.1/schema/dataset.json"


def validator(name: str, standards: Path) -> Draft202012Validator:
    registry: Registry[Any] = Registry()
    if name == "dcat-us-3.json":
        for path in sorted((standards / "dcatus3.0" / "definitions").glob("*.json")):
            schema = json.loads(path.read_bytes())
            registry = registry.with_resource(schema["$id"], DRAFT202012.create_resource(schema))
        root: dict[str, Any] = {"$ref": f"{_DEFINITIONS}/catalog"}
    else:
        dataset = json.loads((standards / "dcatus1.1" / "non-federal_dataset.json").read_bytes())
        registry = registry.with_resource(_DATASET, DRAFT202012.create_resource(dataset))
        root = json.loads((standards / "dcatus1.1" / "catalog.json").read_bytes())
    return Draft202012Validator(root, registry=registry, format_checker=FormatChecker())


@pytest.mark.parametrize("name", ["data.json", "dcat-us-3.json"])
def test_official_schema_holds(name: str, exported: Exported, edition: Edition, standards: Path) -> None:
    checker = validator(name, standards)
    for value in (exported.json(name), edition.json(name)):
        assert [(list(error.path), error.message) for error in checker.iter_errors(value)] == []
        assert value["dataset"]
        del value["dataset"][0]["title"]
        assert not checker.is_valid(value)


def test_the_licence_of_version_3_is_on_files_only(exported: Exported) -> None:
    value = exported.json("dcat-us-3.json")
    assert "@context" not in value
    for dataset in value["dataset"]:
        assert "license" not in dataset
        for file in dataset["distribution"]:
            assert (file["license"], file["byteSize"].isdigit()) == (
                "https://creativecommons.org/licenses/by/4.0/",
                True,
            )


def test_files_are_those_of_the_site(edition: Edition) -> None:
    for name in ("data.json", "dcat-us-3.json"):
        addresses = [file["downloadURL"] for item in edition.json(name)["dataset"] for file in item["distribution"]]
        assert len(addresses) == 10
        for address in addresses:
            assert (edition.site / address.removeprefix("https://data.harbour.example/")).is_file()
