"""A department hands in what cannot be published: the rest goes live, its last good release stays and says so."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.progress import Silent
from publisher.publish import Outcome, Request, publish

PORTAL = Path(__file__).parents[2] / "datasets"
FIRST, LATER, MENDED = (dt.datetime(2026, 11, day, tzinfo=dt.UTC) for day in (2, 9, 16))
PLANS = "datasets/finance/procurement-plans"
SCHOOLS = "datasets/education/school-places"
XML = f"{PLANS}/raw/procurement-intentions-2026-11-02.xml"
SPEC = f"{PLANS}/dataset.yml"
Break = Callable[[Path], None]


def _replaced(name: str, old: str, new: str) -> Break:
    def change(root: Path) -> None:
        text = (root / name).read_text(encoding="utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new), encoding="utf-8")

    return change


def _emptied(root: Path) -> None:
    (root / XML).unlink()


# What happens to the dataset, and what its line and its page say of it.
BREAKS: dict[str, tuple[Break, str]] = {
    "a column is called otherwise": (_replaced(XML, "titleEn>", "englishTitle>"), "englishTitle"),
    "the file breaks off": (_replaced(XML, "</intentions>", ""), "procurement-intentions-2026-11-02.xml"),
    "an error page was handed in": (
        lambda root: (
            (root / XML).write_text("<html><body><p>503 系统维护中</p></body></html>", encoding="utf-8") and None
        ),
        "procurement-intentions-2026-11-02.xml",
    ),
    "the file is gone": (_emptied, "raw/*.xml"),
    "most records are gone": (_replaced(XML, "<published>2026-0", "<published>0"), "assertion"),
    "the spec has a slip": (_replaced(SPEC, "type: period", "type: periode"), "periode"),
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal of two of the demonstration's datasets, live."""
    root = _portal(tmp_path_factory.mktemp("published"))
    assert publish(Request(root=root, as_of=FIRST), Silent()).exit_code == 0
    return root


@pytest.fixture
def live(published: Path, tmp_path: Path) -> Path:
    """The same portal, to be broken."""
    return shutil.copytree(published, tmp_path / "portal", symlinks=True)


def _portal(folder: Path) -> Path:
    """A portal of two of the demonstration's datasets."""
    root = folder / "portal"
    for name in (PLANS, SCHOOLS):
        shutil.copytree(PORTAL / name, root / name)
    for path in (PORTAL / "portal.yml", *PORTAL.glob("*.geojson")):
        shutil.copy(path, root)
    return root


def _results(outcome: Outcome) -> dict[str, str]:
    return {line.id: line.result for line in outcome.datasets}


def _data(root: Path) -> dict[str, bytes]:
    """The rows to be downloaded of the dataset that breaks, in each format and version."""
    folder = root / "public" / "data" / "procurement-plans"
    files = [path for path in folder.rglob("*") if path.suffix in {".parquet", ".csv", ".jsonl", ".xlsx"}]
    assert len(files) > 4
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize(("harm", "told"), BREAKS.values(), ids=list(BREAKS))
def test_the_last_good_release_stays_and_says_so(live: Path, harm: Break, told: str) -> None:
    before = _data(live)
    harm(live)
    outcome = publish(Request(root=live, as_of=LATER), Silent())
    assert _results(outcome) == {"procurement-plans": "failed, kept", "school-places": "unchanged"}
    assert (outcome.exit_code, outcome.live) == (1, True)
    line = next(line for line in outcome.datasets if line.id == "procurement-plans")
    assert told in line.next_step
    assert _data(live) == before
    page = (live / "public" / "datasets" / "procurement-plans" / "index.html").read_text(encoding="utf-8")
    assert "This dataset could not be renewed; this is its last good release." in page
    assert "2026-11-02" in page


def test_what_was_never_good_is_not_there_and_the_rest_is_live(tmp_path: Path) -> None:
    root = _portal(tmp_path)
    harm, _ = BREAKS["a column is called otherwise"]
    harm(root)
    outcome = publish(Request(root=root, as_of=FIRST), Silent())
    assert _results(outcome) == {"procurement-plans": "failed", "school-places": "published"}
    assert (outcome.exit_code, outcome.live) == (1, True)
    there = sorted(path.name for path in (root / "public" / "datasets").iterdir() if path.is_dir())
    assert there == ["school-places"]


def test_a_mended_file_is_published_again(live: Path) -> None:
    harm, _ = BREAKS["the file breaks off"]
    harm(live)
    publish(Request(root=live, as_of=LATER), Silent())
    shutil.copy(PORTAL / XML, live / XML)
    _replaced(XML, 'status="planned"', 'status="tendered"')(live)
    outcome = publish(Request(root=live, as_of=MENDED), Silent())
    assert (_results(outcome)["procurement-plans"], outcome.exit_code) == ("published", 0)
    page = (live / "public" / "datasets" / "procurement-plans" / "index.html").read_text(encoding="utf-8")
    assert "could not be renewed" not in page
