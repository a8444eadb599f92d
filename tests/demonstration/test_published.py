"""The demonstration portal as it goes live: everything is there, says that it is fictional, and is found."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

import search_index
from publisher.progress import Silent
from publisher.publish import Outcome, Request, publish

PORTAL = Path(__file__).parents[2] / "datasets"
AS_OF = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
DATASETS = ("contracts", "food-premises", "service-guides", "spending")
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
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the portal, without what a publication left in the checkout."""
    left = shutil.ignore_patterns(".daylight", "public", "generator", "__pycache__")
    return shutil.copytree(PORTAL, tmp_path_factory.mktemp("demonstration") / "portal", ignore=left)


@pytest.fixture(scope="module")
def outcome(root: Path) -> Outcome:
    """What publishing gave."""
    return publish(Request(root=root, as_of=AS_OF), Silent())


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


def test_publishing_again_changes_nothing(outcome: Outcome, root: Path) -> None:
    again = publish(Request(root=root, as_of=AS_OF), Silent())
    assert {line.result for line in again.datasets if line.id in DATASETS} == {"unchanged"}
    assert (again.live, again.edition) == (False, outcome.edition)
