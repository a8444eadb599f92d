"""The archive: the CSV with what a person and a program need to use it."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import pytest
from frictionless import Package, system

from publisher.release.readme import FREQUENCIES_ZH, licence_text
from publisher.spec.model import Field
from publisher.terms import FIELD_TYPES, FREQUENCIES, LICENCES
from tests.release import made

_NAME = re.compile(r"[a-z0-9._-]+")
_TABLE_TYPES = frozenset({"string", "number", "integer", "boolean", "object", "array", "list", "datetime", "date"}) | {
    *("time", "year", "yearmonth", "duration", "geopoint", "geojson", "any")
}
_ROLES = frozenset({"publisher", "creator", "author", "contributor", "maintainer", "wrangler", "editor"})


def faults(package: dict[str, Any]) -> list[str]:
    """What the text of Data Package 2 and Table Schema 2 requires and ``package`` has not."""
    found = [] if package.get("resources") else ["package: resources is required and not empty"]
    found += [] if str(package.get("$schema", "")).startswith("https://datapackage.org/profiles/2.") else ["$schema"]
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", package.get("created", "")):
        found.append("created: RFC 3339 date-time")
    found += [f"licence {one}: name or path" for one in package.get("licenses", []) if not {"name", "path"} & set(one)]
    for one in package.get("contributors", []):
        if not one.get("title") or not set(one.get("roles", [])) <= _ROLES or not one.get("roles", [True]):
            found.append(f"contributor {one}")
    found += [f"source {one}" for one in package.get("sources", []) if not {"title", "path", "email"} & set(one)]
    names = [resource.get("name", "") for resource in package.get("resources", [])]
    found += [f"resource name {name!r}" for name in names if not _NAME.fullmatch(name) or names.count(name) > 1]
    for resource in package.get("resources", []):
        found += _resource_faults(resource)
    return found


def _resource_faults(resource: dict[str, Any]) -> list[str]:
    found = [] if resource.get("path") or resource.get("data") else ["resource: path or data"]
    if resource.get("path", "").startswith(("/", "..")):
        found.append("resource: path is relative and below the descriptor")
    if not isinstance(resource.get("bytes"), int) or not re.fullmatch("sha256:[0-9a-f]{64}", resource.get("hash", "")):
        found.append("resource: bytes, hash")
    fields = resource["schema"]["fields"]
    names = [field["name"] for field in fields]
    found += [f"field {name}: name is unique" for name in names if names.count(name) > 1]
    found += [f"field {field['name']}: type {field['type']}" for field in fields if field["type"] not in _TABLE_TYPES]
    found += [f"primary key {name}" for name in resource["schema"].get("primaryKey", []) if name not in names]
    return found


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    release = made.release(made.table(made.ROWS), tmp_path_factory.mktemp("store"))
    folder = tmp_path_factory.mktemp("package")
    with zipfile.ZipFile(release.folder / "contracts.zip") as archive:
        archive.extractall(folder)
    return folder


def descriptor(folder: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return value


def test_entries(package: Path) -> None:
    assert sorted(path.name for path in package.iterdir()) == [
        "LICENCE.txt",
        "README.md",
        "contracts.csv",
        "datapackage.json",
    ]


def test_frictionless_finds_the_package_and_its_data_valid(package: Path) -> None:
    with system.use_context(trusted=True):
        report = Package(str(package / "datapackage.json")).validate()
    assert report.flatten(["type", "fieldName", "note"]) == []
    assert report.stats["errors"] == 0
    assert report.tasks[0].stats["rows"] == len(made.ROWS)


def test_the_descriptor_has_all_the_standard_requires(package: Path) -> None:
    assert faults(descriptor(package)) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("resources",), []),
        (("$schema",), "https://example.org"),
        (("created",), "2026-10-08"),
        (("licenses", 0), {"title": "x"}),
        (("contributors", 0), {"roles": ["publisher"]}),
        (("sources", 0), {"note": "x"}),
        (("resources", 0, "name"), "A b"),
        (("resources", 0, "path"), "../x.csv"),
        (("resources", 0, "hash"), "x"),
        (("resources", 0, "schema", "fields", 0, "type"), "money"),
        (("resources", 0, "schema", "fields", 0, "name"), "value"),
    ],
)
def test_the_check_of_the_standard_sees_each_fault(package: Path, path: tuple[Any, ...], value: Any) -> None:
    broken = target = descriptor(package)
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    assert faults(broken)


def test_the_descriptor_tells_what_the_data_is(package: Path) -> None:
    value, data = descriptor(package), (package / "contracts.csv").read_bytes()
    (resource,) = value["resources"]
    assert {key: value[key] for key in ("name", "title", "created", "homepage", "licenses", "keywords")} == {
        "name": "contracts",
        "title": "Contracts awarded",
        "created": "2026-10-08T00:00:00Z",
        "homepage": "https://data.linhai.example/datasets/contracts/",
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
                "title": "Creative Commons Attribution 4.0",
            }
        ],
        "keywords": ["economy"],
    }
    assert value["titles"] == {"en": "Contracts awarded", "zh": "合同"}
    assert value["version"].startswith("2026-10-08-")
    assert [one["title"] for one in value["contributors"]] == ["City of Linhai", "Finance Bureau"]
    assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
    assert resource["schema"]["primaryKey"] == ["id"]


FIELDS: dict[str, dict[str, Any]] = {
    "id": {
        "type": "string",
        "title": "Ref",
        "titles": {"en": "Ref", "zh": "编号"},
        "constraints": {"required": True},
    },
    "value": {"type": "number", "currency": "GBP", "constraints": {"minimum": -1000000}},
    "active": {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    "day": {"type": "date", "constraints": {"minimum": "0100-01-01"}},
    "procedure": {
        "type": "string",
        "categories": [{"value": "open", "label": "Open"}, {"value": "direct", "label": "Direct award"}],
        "constraints": {"enum": ["open", "direct"]},
    },
    "materials": {"type": "list", "delimiter": ";", "itemType": "string"},
    "fees": {"type": "list", "delimiter": "|", "itemType": "number", "currency": "GBP"},
    "share": {"type": "number", "unit": "1 = 100 %", "constraints": {"minimum": 0.05, "maximum": 1}},
    "page": {
        "type": "string",
        "rdfType": "http://www.w3.org/2001/XMLSchema#anyURI",
        "constraints": {"pattern": "https?://.*"},
    },
}


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_field(package: Path, name: str) -> None:
    (resource,) = descriptor(package)["resources"]
    field = next(field for field in resource["schema"]["fields"] if field["name"] == name)
    assert field == {"name": name, **FIELDS[name]}


@pytest.mark.parametrize("type_", FIELD_TYPES)
def test_every_type_has_a_word_in_table_schema(tmp_path: Path, type_: Any) -> None:
    fields = [Field(name="x", type=type_, titles_in_source=("x",))]
    release = made.release(made.table([{"x": None}], fields), tmp_path, of=made.spec(fields, key=()))
    with zipfile.ZipFile(release.folder / "contracts.zip") as archive:
        value = json.loads(archive.read("datapackage.json"))
    assert faults(value) == []


def test_a_guarded_category_is_not_called_invalid(tmp_path: Path) -> None:
    fields = [dataclasses.replace(made.FIELDS[10], categories={"-": {"en": "None"}, "open": {"en": "Open"}})]
    data = made.table([{"procedure": "-"}, {"procedure": "open"}], fields)
    release = made.release(data, tmp_path, of=made.spec(fields, key=()))
    with zipfile.ZipFile(release.folder / "contracts.zip") as archive:
        archive.extractall(tmp_path / "out")
    with system.use_context(trusted=True):
        assert Package(str(tmp_path / "out" / "datapackage.json")).validate().valid
    (note,) = [file.note for file in release.files if file.format == "csv"]
    assert note.endswith("formula: 1 (procedure).")


@pytest.mark.parametrize(
    "words",
    [
        ("# Contracts awarded", "- Publisher: City of Linhai", "- Rows: 3", "> This city is fictional."),
        ("# 合同", "- 发布者：临海市", "- 更新频率：每月", "> 本市纯属虚构。"),
        ("Creative Commons Attribution 4.0 <https://creativecommons.org/licenses/by/4.0/>",),
        ("| `supplier` | Supplier \\| firm | text |  |  | 1 | 2 |", "| `value` |  | money | GBP |  | 0 | 3 |"),
        ("SHA-256 `" + "ab" * 32, "pandas.read_csv", "read_csv('contracts.csv'", "readr::read_csv"),
    ],
)
def test_readme(package: Path, words: tuple[str, ...]) -> None:
    text = (package / "README.md").read_text(encoding="utf-8")
    assert [word for word in words if word not in text] == []


def test_the_readmes_python_loads_the_data(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (package / "README.md").read_text(encoding="utf-8")
    (code, *_) = re.findall("```python\n(.*?)```", text, re.DOTALL)
    monkeypatch.chdir(package)
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102
    assert list(names["data"]["id"]) == ["00042", "'=1+1", "7"]


def test_the_readmes_sql_loads_the_data(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (package / "README.md").read_text(encoding="utf-8")
    (code, *_) = re.findall("```sql\n(.*?)```", text, re.DOTALL)
    monkeypatch.chdir(package)
    with duckdb.connect() as db:
        assert db.sql(code).to_arrow_table()["id"].to_pylist() == ["00042", "'=1+1", "7"]


@pytest.mark.parametrize("licence", sorted(LICENCES))
def test_licence_text(licence: str) -> None:
    text = licence_text(dataclasses.replace(made.spec(), licence=licence))
    assert (LICENCES[licence].title in text, LICENCES[licence].url in text) == (True, True)


def test_every_frequency_is_said_in_chinese() -> None:
    assert sorted(FREQUENCIES_ZH) == sorted(FREQUENCIES)
