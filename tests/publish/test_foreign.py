"""Datasets that refer to each other: held to what is live, made in order, made anew with it, never in circles."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from publisher import release
from publisher.clock import parse_instant
from publisher.progress import Silent
from publisher.publish import Outcome, Request, publish
from publisher.publish.compare import compare
from publisher.publish.review import review
from tests.portals import PORTAL, daylight

AS_OF = parse_instant("2026-11-20T09:00:00Z")
# `awards` comes first by its path, and refers to `suppliers`, which comes last.
AWARDS = """\
title: Awards
summary: Contracts that the city has awarded to firms of its register of suppliers.
frequency: monthly
sources: [{path: raw/*.csv}]
key: [contract]
fields:
  contract: {type: identifier}
  supplier: {type: identifier, references: suppliers}
"""
SUPPLIERS = """\
title: Suppliers
summary: The register of the firms that the city may buy from, with their names.
frequency: monthly
sources: [{path: raw/*.csv}]
key: [number]
fields:
  number: {type: identifier}
  name: {type: text}
"""


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    write(tmp_path, "portal.yml", PORTAL)
    write(tmp_path, "datasets/finance/awards/dataset.yml", AWARDS)
    write(tmp_path, "datasets/finance/awards/raw/a.csv", "contract,supplier\nC1,007\nC2,7\nC3,\nC4,008\n")
    write(tmp_path, "datasets/health/suppliers/dataset.yml", SUPPLIERS)
    write(tmp_path, "datasets/health/suppliers/raw/s.csv", "number,name\n007,Acme\n008,Bolt\n")
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")


def run(root: Path, *only: str, workers: int = 1) -> Outcome:
    return publish(Request(root=root, as_of=AS_OF, only=only, workers=workers), Silent())


def results(outcome: Outcome) -> dict[str, str]:
    return {item.id: item.result for item in outcome.datasets}


def held(root: Path, dataset: str = "awards") -> list[tuple[int, str, str]]:
    made = release.current(root / ".daylight/releases", dataset)
    assert made is not None
    table = pq.read_table(made.folder / f"{dataset}.quarantine.parquet", columns=["record", "reason", "text"])
    return [tuple(row.values()) for row in table.to_pylist()]


@pytest.mark.parametrize("workers", [1, 4])
def test_what_refers_to_nothing_is_held_back(portal: Path, workers: int) -> None:
    assert results(run(portal, workers=workers)) == {"awards": "published", "suppliers": "published"}
    assert held(portal) == [(3, "reference", "7")]


def test_a_changed_dataset_makes_anew_those_that_refer_to_it(portal: Path) -> None:
    run(portal)
    assert results(run(portal)) == {"awards": "unchanged", "suppliers": "unchanged"}
    write(portal, "datasets/health/suppliers/raw/s.csv", "number,name\n7,Acme\n008,Bolt\n")
    assert results(run(portal)) == {"awards": "published", "suppliers": "published"}
    assert held(portal) == [(2, "reference", "007")]


def test_those_that_refer_to_it_leave_a_dataset_alone(portal: Path) -> None:
    run(portal)
    write(portal, "datasets/finance/awards/raw/a.csv", "contract,supplier\nC1,007\n")
    assert results(run(portal)) == {"awards": "published", "suppliers": "unchanged"}


def test_one_that_fails_is_referred_to_as_it_was(portal: Path) -> None:
    run(portal)
    write(portal, "datasets/health/suppliers/raw/s.csv", "number\n009\n")
    write(portal, "datasets/finance/awards/raw/a.csv", "contract,supplier\nC1,007\nC9,009\n")
    assert results(run(portal)) == {"awards": "published", "suppliers": "failed, kept"}
    assert held(portal) == [(3, "reference", "009")]


def test_one_of_which_nothing_is_live_is_referred_to_in_vain(portal: Path) -> None:
    write(portal, "datasets/health/suppliers/raw/s.csv", "number\n009\n")
    write(portal, "datasets/health/others/dataset.yml", SUPPLIERS.replace("Suppliers", "Others"))
    write(portal, "datasets/health/others/raw/o.csv", "number,name\n1,x\n")
    outcome = run(portal)
    assert results(outcome) == {"awards": "failed", "others": "published", "suppliers": "failed"}
    assert outcome.datasets[0].next_step.startswith(
        "datasets/finance/awards/dataset.yml:8: `supplier` refers to the dataset `suppliers`, and nothing of it is live"
    )


def test_a_unique_field_may_be_referred_to(portal: Path) -> None:
    by_name = AWARDS.replace("references: suppliers", "references: {dataset: suppliers, field: name}")
    write(portal, "datasets/finance/awards/dataset.yml", by_name)
    unique = SUPPLIERS.replace("{type: text}", "{type: text, unique: true}")
    write(portal, "datasets/health/suppliers/dataset.yml", unique)
    write(portal, "datasets/finance/awards/raw/a.csv", "contract,supplier\nC1,Acme\nC2,007\n")
    run(portal)
    assert held(portal) == [(3, "reference", "007")]


FAULTS = {
    "no such dataset": ("references: supliers", "there is no dataset `supliers`", "suppliers"),
    "no such field": ("references: {dataset: suppliers, field: nmae}", "has no field `nmae`", "name"),
    "not unique": ("references: {dataset: suppliers, field: name}", "may stand in several records", "unique: true"),
    "another type": (
        "references: suppliers}\n  day: {type: date, references: suppliers",
        "is date, and `number`",
        "same type",
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_reference_that_leads_nowhere_names_its_line(portal: Path, case: str) -> None:
    declared, message, remedy = FAULTS[case]
    write(portal, "datasets/finance/awards/dataset.yml", AWARDS.replace("references: suppliers", declared))
    outcome = run(portal)
    fault = {item.id: item.next_step for item in outcome.datasets}["awards"]
    assert results(outcome) == {"awards": "failed", "suppliers": "published"}
    assert re.match("datasets/finance/awards/dataset.yml:(8: `supplier`|9: `day`) refers to nothing: ", fault)
    assert message in fault
    assert remedy in fault


def test_a_circle_names_every_step_with_its_line(portal: Path) -> None:
    run(portal)
    circle = SUPPLIERS.replace("{type: text}", "{type: text, references: awards}")
    write(portal, "datasets/health/suppliers/dataset.yml", circle)
    outcome = run(portal)
    assert results(outcome) == {"awards": "failed, kept", "suppliers": "failed, kept"}
    assert outcome.datasets[0].next_step.splitlines()[0] == (
        "datasets/finance/awards/dataset.yml:8: datasets refer to each other in a circle: awards "
        "(datasets/finance/awards/dataset.yml:8) -> suppliers (datasets/health/suppliers/dataset.yml:8) -> awards"
    )


def test_a_dataset_that_refers_to_itself_is_a_circle_too(portal: Path) -> None:
    run(portal)
    write(portal, "datasets/health/suppliers/dataset.yml", SUPPLIERS.replace("text}", "text, references: suppliers}"))
    fault = {item.id: item.next_step for item in run(portal).datasets}
    assert "in a circle: suppliers (datasets/health/suppliers/dataset.yml:8) -> suppliers" in fault["suppliers"]


def test_check_and_diff_look_at_what_a_run_would_make(portal: Path) -> None:
    run(portal)
    write(portal, "datasets/health/suppliers/raw/s.csv", "number,name\n007,Acme\n7,Again\n008,Bolt\n")
    found = {item.id: (item.held, item.result) for item in review(portal, (), AS_OF, Silent()).reviewed}
    assert found == {"awards": (0, "clean"), "suppliers": (0, "clean")}
    told = {item.dataset: item.difference for item in compare(portal, (), Silent())}
    assert told["awards"] is not None
    assert told["awards"].added == 1
    alone = review(portal, ("awards",), AS_OF, Silent()).reviewed
    assert [(item.id, item.held) for item in alone] == [("awards", 1)]


def test_a_named_dataset_is_held_to_what_is_live(portal: Path) -> None:
    assert daylight("publish", "awards", "--project", str(portal)).returncode == 3
    run(portal, "suppliers")
    assert results(run(portal, "awards")) == {"awards": "published", "suppliers": "unchanged"}


def test_descriptions_for_machines_tell_of_it(portal: Path) -> None:
    run(portal)
    made = release.current(portal / ".daylight/releases", "awards")
    assert made is not None
    with zipfile.ZipFile(made.folder / "awards.zip") as archive:
        package = json.loads(archive.read("datapackage.json"))
    assert package["resources"][0]["schema"]["foreignKeys"] == [
        {
            "fields": ["supplier"],
            "reference": {
                "package": "https://data.harbour.example/datasets/suppliers/",
                "resource": "suppliers",
                "fields": ["number"],
            },
        }
    ]


def test_a_csv_is_described_with_those_it_refers_to(portal: Path) -> None:
    run(portal)
    found = json.loads((portal / "public/data/awards/awards.csv-metadata.json").read_text(encoding="utf-8"))
    own, other = found["tables"]
    assert own["tableSchema"]["foreignKeys"] == [
        {
            "columnReference": ["supplier"],
            "reference": {"resource": "../suppliers/suppliers.csv", "columnReference": ["number"]},
        }
    ]
    assert (own["url"], other["url"], other["suppressOutput"]) == ("awards.csv", "../suppliers/suppliers.csv", True)
    assert [column["name"] for column in other["tableSchema"]["columns"]] == ["number", "name"]
    assert (portal / "public/data/awards" / other["url"]).resolve().is_file()


def test_a_value_leads_to_the_record_it_refers_to(portal: Path) -> None:
    run(portal)
    page = (portal / "public/datasets/awards/index.html").read_text(encoding="utf-8")
    assert '<a href="/datasets/suppliers/record/#007">007</a>' in page
    assert "refers to: Suppliers" in page
    assert '"refers": "/zh/datasets/suppliers/record/"' in (portal / "public/zh/datasets/awards/index.html").read_text(
        encoding="utf-8"
    )
    assert '"refers"' not in (portal / "public/datasets/suppliers/index.html").read_text(encoding="utf-8")
