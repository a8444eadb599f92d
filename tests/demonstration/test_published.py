"""The demonstration portal as it goes live: everything is there, says that it is fictional, and is found."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest

import search_index
from publisher.progress import Silent
from publisher.publish import Outcome, Request, publish
from publisher.spec import load_dataset, load_portal
from tests.portals import Demonstration

PORTAL = Path(__file__).parents[2] / "datasets"
AS_OF = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
TRUTH: dict[str, Any] = json.loads((Path(__file__).parent / "truth.json").read_text(encoding="utf-8"))
DATASETS = tuple(TRUTH)
COLLECTIONS = tuple(
    f"{path.parent.parent.name}-{path.parent.name}" for path in sorted(PORTAL.glob("documents/*/*/collection.yml"))
)
# What a person types -> the address that must come first.
QUERIES = {
    "澜财规〔2026〕3号": "/documents/finance-notices-2026-03-procurement-disclosure-rules/",
    "澜财规[2026]9号": "/documents/finance-notices-2026-09-procurement-amendment/",
    "停水": "/documents/public-services-notices-2026-11-water-outage-beipu/",
    "小学招生": "/documents/education-notices-2026-05-primary-school-admission/",
    "night markets consultation": "/documents/market-notices-2026-10-night-market-consultation/",
    "TRB/2026/14": "/documents/transport-notices-2026-06-reply-councillor-14/",
    "clean air plan": "/documents/environment-notices-2026-04-clean-air-plan/",
    "營業執照": "/services/business-licence/",
    "落户": "/services/residence-registration/",
    "dog registration": "/services/dog-registration/",
    "food premises register": "/datasets/food-premises/",
    "五万元以上政府采购合同": "/datasets/contracts/",
    "air quality by station": "/datasets/air-quality/",
    "空气质量点位日均值": "/datasets/air-quality/",
    "许可证台账": "/datasets/licences/",
    "采购意向": "/datasets/procurement-plans/",
    "轮渡逐日客流": "/datasets/boardings/",
    "hotline requests": "/datasets/requests/",
    "电梯使用登记": "/services/lift-registration/",
    "unemployment benefit": "/services/unemployment-benefit/",
}
# Datasets whose files tell their days, and the steps between them that the generator knows.
STEPS = {(name, step["after"]): step for name, entry in TRUTH.items() for step in entry.get("changes", ())}
# What raw files hold that must never be public: a caller's number, an operator, an inspector, a clerk, a surveyor.
NEVER = (
    b"000-5551-",
    b'"operator"',
    b'"inspector_id"',
    "经办人备注".encode(),
    "采购科</clerk>".encode(),
    b'"surveyor"',
)


@pytest.fixture(scope="module")
def root(demonstration: Demonstration) -> Path:
    return demonstration.root


@pytest.fixture(scope="module")
def outcome(demonstration: Demonstration) -> Outcome:
    """What publishing gave."""
    return demonstration.outcome


def test_all_is_live(outcome: Outcome) -> None:
    results = {line.id: line.result for line in outcome.datasets}
    assert results == dict.fromkeys((*DATASETS, *COLLECTIONS), "published")
    assert (outcome.exit_code, outcome.live) == (0, True)


def test_every_page_says_that_the_city_is_fictional(outcome: Outcome, root: Path) -> None:
    pages = {path: path.read_text(encoding="utf-8") for path in (root / "public").resolve().rglob("*.html")}
    assert len(pages) == outcome.pages
    silent = [path for path, text in pages.items() if not ("is a fictional city" in text or "是虚构的城市" in text)]
    assert silent == []


@pytest.mark.parametrize(("query", "wanted"), QUERIES.items(), ids=list(QUERIES))
def test_a_query_finds_what_it_means_first(outcome: Outcome, root: Path, query: str, wanted: str) -> None:
    assert outcome.live
    hits = search_index.open(root / "public" / "search" / "index").search(query).hits
    assert [hit.url for hit in hits[:1]] == [wanted]


def test_the_portal_is_whole(outcome: Outcome) -> None:
    files = [account["file"] for entry in TRUTH.values() for account in entry["accounts"]]
    endings = {Path(name.partition("!")[0]).suffix for name in files}
    assert endings == {".csv", ".geojson", ".json", ".jsonl", ".ods", ".txt", ".xls", ".xlsx", ".xml", ".zip"}
    assert len({name.split("/")[1] for name in files}) == len(load_portal(PORTAL).departments) >= 5
    documents = sum(line.rows_out for line in outcome.datasets if line.id in COLLECTIONS)
    assert (len(DATASETS) >= 11, documents >= 40) == (True, True)


@pytest.mark.parametrize(("name", "day"), STEPS, ids=["-".join(step) for step in STEPS])
def test_a_release_changed_what_it_must(outcome: Outcome, root: Path, name: str, day: str) -> None:
    (key,) = load_dataset(next(PORTAL.glob(f"datasets/*/{name}/dataset.yml")), load_portal(PORTAL)).key
    (path,) = (root / "public" / "data" / name).glob(f"{day}-*/{name}.changes.csv")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    changed: dict[str, dict[str, list[str | None]]] = {}
    for row in rows:
        if row["change"] == "changed":
            changed.setdefault(row[key], {})[row["field"]] = [row["before"] or None, row["after"] or None]
    step = STEPS[name, day]
    assert sorted(row[key] for row in rows if row["change"] == "added") == sorted(step["added"])
    assert sorted(row[key] for row in rows if row["change"] == "removed") == sorted(step["removed"])
    assert changed == step["changed"]


def test_the_released_days_are_those_of_the_files(outcome: Outcome, root: Path) -> None:
    for name, entry in TRUTH.items():
        if "released" in entry:
            versions = {path.name[:10] for path in (root / "public" / "data" / name).iterdir() if path.is_dir()}
            assert versions == {entry["released"], *entry.get("earlier", ())}


def test_the_home_page_says_first_what_is_overdue(outcome: Outcome, root: Path) -> None:
    page = (root / "public" / "index.html").read_text(encoding="utf-8")
    due = page[page.index('id="due"') :]
    first = re.search(r'href="/datasets/([a-z-]+)/".*?datetime="([0-9-]{10})"', due, re.DOTALL)
    assert first is not None
    assert first.groups() == ("building-permits", "2026-08-01")


def test_what_must_not_be_published_is_nowhere(outcome: Outcome, root: Path) -> None:
    raw = b"".join(path.read_bytes() for path in root.glob("datasets/*/*/raw/*") if path.suffix in {".jsonl", ".json"})
    assert all(text in raw for text in NEVER[:3])
    found = [
        (path.name, text)
        for path in (root / "public").resolve().rglob("*")
        if path.is_file() and path.suffix in {".html", ".csv", ".json", ".jsonl", ".bin", ".parquet", ".geojson"}
        for text in NEVER
        if text in path.read_bytes()
    ]
    assert found == []


def test_publishing_again_changes_nothing(outcome: Outcome, root: Path) -> None:
    again = publish(Request(root=root, as_of=AS_OF), Silent())
    assert {line.result for line in again.datasets if line.id in DATASETS} == {"unchanged"}
    assert (again.live, again.edition) == (False, outcome.edition)
