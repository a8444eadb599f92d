"""The static ``package_search``: what CKAN's harvester reads, and ids that never change."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace

import pytest

from publisher.exports.ckan import PATH, identifier, name, package
from publisher.exports.records import dataset_record
from tests.exports.conftest import Edition, Exported


def gathered(answer: dict[str, object]) -> list[dict[str, object]]:
    """What a client collects that asks for pages until one brings no new id, and always has the same answer."""
    found: dict[str, dict[str, object]] = {}
    for _ in range(10):
        new = [one for one in answer["result"]["results"] if one["id"] not in found]  # type: ignore[index]
        if not new:
            break
        found |= {one["id"]: one for one in new}
    return list(found.values())


def test_every_dataset_is_found_once(edition: Edition) -> None:
    answer = edition.json(PATH)
    assert (answer["success"], answer["result"]["count"]) == (True, 2)
    assert [one["name"] for one in gathered(answer)] == [one["name"] for one in answer["result"]["results"]]
    assert sorted(one["name"] for one in answer["result"]["results"]) == ["premises", "spending"]


def test_a_dataset_is_as_ckan_asks(exported: Exported) -> None:
    for one in exported.json(PATH)["result"]["results"]:
        assert uuid.UUID(one["id"]).version == 5
        assert (one["owner_org"], one["organization"]["type"]) == (one["organization"]["id"], "organization")
        assert (one["type"], one["state"], one["private"], one["license_id"]) == ("dataset", "active", False, "cc-by")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00", one["metadata_modified"])
        assert one["num_resources"] == len(one["resources"]) == len({file["id"] for file in one["resources"]})
        assert all(re.fullmatch(r"[\w .-]{2,100}", tag["name"]) for tag in one["tags"])
        assert all(isinstance(extra["value"], str) for extra in one["extras"])
        assert {file["format"] for file in one["resources"]} <= {"Parquet", "CSV", "JSONL", "XLSX", "ZIP"}


def test_two_releases_of_one_day_are_two(exported: Exported) -> None:
    entry, instants = exported.catalog.datasets[0], ("2026-10-01T08:30:00Z", "2026-10-01T16:05:09Z")
    first, second = (replace(entry.release, released_at=instant) for instant in instants)
    found = [
        package(dataset_record(replace(entry, release=release, history=history), exported.catalog.portal), portal)
        for portal in [exported.catalog.portal]
        for release, history in ((first, (first,)), (second, (first, second)))
    ]
    names = ("metadata_created", "metadata_modified")
    assert [tuple(one[name] for name in names) for one in found] == [
        ("2026-10-01T08:30:00", "2026-10-01T08:30:00"),
        ("2026-10-01T08:30:00", "2026-10-01T16:05:09"),
    ]
    assert {file["last_modified"] for file in found[1]["resources"]} == {"2026-10-01T16:05:09"}


def test_an_id_depends_on_the_address_alone() -> None:
    address = "https://data.test.example/datasets/contracts/"
    assert identifier(address) == str(uuid.uuid5(uuid.NAMESPACE_URL, address))
    assert identifier(address) != identifier(address.replace("contracts", "contract"))


@pytest.mark.parametrize(
    ("id_", "wanted"),
    [
        ("contracts", "contracts"),
        ("a" * 100, "a" * 100),
        ("a" * 101, "a" * 91 + "-9b124eff"),
        ("a", "a-9b124eff"),
        ("search", "search-9b124eff"),
        ("new", "new-9b124eff"),
        ("news", "news"),
    ],
)
def test_a_name_is_one_that_ckan_takes(id_: str, wanted: str) -> None:
    assert name(id_, "https://data.test.example/datasets/one/") == wanted
