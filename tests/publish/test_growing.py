"""``mode: append``: what was released stays, whatever leaves the folder; a month that is sent again takes its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from publisher import release
from publisher.clock import parse_instant
from publisher.errors import SpecError
from publisher.progress import Silent
from publisher.publish import Request, publish
from publisher.publish.growing import matches
from publisher.spec import load_dataset, load_portal
from publisher.spec.model import Source
from tests.portals import PORTAL, daylight, tree

PAYMENTS = """\
title: Payments
summary: Every payment of the finance department, a file for each month of the year.
frequency: monthly
sources: [{path: raw/*.csv, period: "([0-9]{4}-[0-9]{2})"}]
key: [number]
mode: append
fields:
  number: {type: identifier}
  value: {type: integer}
"""
RAW = "datasets/finance/payments/raw"
SPEC = "datasets/finance/payments/dataset.yml"
JANUARY, FEBRUARY = "number,value\n1,10\n2,20\n", "number,value\n3,30\n"


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    write(tmp_path, "portal.yml", PORTAL)
    write(tmp_path, SPEC, PAYMENTS)
    write(tmp_path, f"{RAW}/2026-01.csv", JANUARY)
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")


def run(root: Path, as_of: str = "2026-11-20T09:00:00Z") -> tuple[str, str]:
    (told,) = publish(Request(root=root, as_of=parse_instant(as_of)), Silent()).datasets
    return told.result, told.next_step


def live(root: Path) -> tuple[dict[str, int], list[str]]:
    """The live rows, and the names of the files they are from."""
    made = release.current(root / ".daylight/releases", "payments")
    assert made is not None
    rows = release.read_table(made).to_pylist()
    return {row["number"]: row["value"] for row in rows}, [source.name.rpartition("/")[2] for source in made.sources]


def test_a_month_that_left_the_folder_stays(portal: Path) -> None:
    run(portal)
    (portal / RAW / "2026-01.csv").unlink()
    write(portal, f"{RAW}/2026-02.csv", FEBRUARY)
    assert run(portal)[0] == "published"
    assert live(portal) == ({"1": 10, "2": 20, "3": 30}, ["2026-01.csv", "2026-02.csv"])
    (portal / RAW / "2026-02.csv").unlink()
    assert run(portal)[0] == "unchanged"


def test_it_does_not_matter_which_files_still_lie_there(portal: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    for name in ("portal.yml", SPEC, f"{RAW}/2026-01.csv"):
        write(other, name, (portal / name).read_text(encoding="utf-8"))
    write(other, f"{RAW}/2026-02.csv", FEBRUARY)
    run(other)
    run(portal)
    (portal / RAW / "2026-01.csv").unlink()
    write(portal, f"{RAW}/2026-02.csv", FEBRUARY)
    run(portal)
    one, two = (tree(root / "public/data/payments") for root in (portal, other))
    for name in ("payments.csv", "payments.parquet"):
        assert one[name] == two[name]


AGAIN = {
    "under its own name": ("2026-01.csv", ["2026-01.csv"]),
    "under another name of its period": ("payments 2026-01 corrected.csv", ["payments 2026-01 corrected.csv"]),
}


@pytest.mark.parametrize("case", AGAIN)
def test_a_month_sent_again_takes_its_place(portal: Path, case: str) -> None:
    name, files = AGAIN[case]
    run(portal)
    (portal / RAW / "2026-01.csv").unlink()
    write(portal, f"{RAW}/{name}", "number,value\n1,11\n")
    assert run(portal)[0] == "published"
    assert live(portal) == ({"1": 11}, files)


def test_two_files_of_one_month_are_refused(portal: Path) -> None:
    run(portal)
    write(portal, f"{RAW}/2026-01-new.csv", JANUARY)
    result, told = run(portal)
    assert result == "failed, kept"
    assert told.startswith(f"{SPEC}:4: two files are of the period 2026-01: raw/2026-01-new.csv and raw/2026-01.csv")


def test_a_name_without_a_period_is_refused(portal: Path) -> None:
    write(portal, "datasets/finance/others/dataset.yml", PAYMENTS.replace("([0-9]{4}-[0-9]{2})", "q([1-4])"))
    write(portal, "datasets/finance/others/raw/2026.csv", JANUARY)
    told = {item.id: item.next_step for item in publish(
        Request(root=portal, as_of=parse_instant("2026-11-20T09:00:00Z")), Silent()
    ).datasets}  # fmt: skip
    assert "the name of raw/2026.csv does not tell its period" in told["others"]


def test_a_snapshot_that_is_gone_is_told(portal: Path) -> None:
    run(portal)
    made = release.current(portal / ".daylight/releases", "payments")
    assert made is not None
    digest = made.sources[0].sha256
    (portal / f".daylight/snapshots/{digest[:2]}/{digest}").unlink()
    (portal / RAW / "2026-01.csv").unlink()
    result, told = run(portal)
    assert (result, f"its kept copy {digest[:12]}... is gone" in told) == ("failed, kept", True)


def test_a_file_that_no_source_matches_any_more_is_told(portal: Path) -> None:
    run(portal)
    write(portal, f"{RAW}/sub/2026-02.csv", FEBRUARY)
    write(portal, SPEC, PAYMENTS.replace("raw/*.csv", "raw/sub/*.csv"))
    result, told = run(portal)
    assert (result, "holds raw/2026-01.csv, and no source matches it any more" in told) == ("failed, kept", True)


def test_replace_begins_anew(portal: Path) -> None:
    run(portal)
    (portal / RAW / "2026-01.csv").unlink()
    write(portal, f"{RAW}/2026-02.csv", FEBRUARY)
    write(portal, SPEC, PAYMENTS.replace("mode: append\n", "").replace(', period: "([0-9]{4}-[0-9]{2})"', ""))
    run(portal)
    assert live(portal) == ({"3": 30}, ["2026-02.csv"])


def test_check_and_ledger_know_of_the_files_that_left(portal: Path) -> None:
    run(portal)
    (portal / RAW / "2026-01.csv").unlink()
    found = json.loads(daylight("check", "--project", str(portal), "--json").stdout)["datasets"][0]
    assert (found["read"], found["published"]) == (3, 2)
    (fate,) = json.loads(daylight("ledger", "payments", "--record", "2", "--project", str(portal), "--json").stdout)
    assert (fate["fate"], fate["key"]) == ("published", ["1"])


SPECS = {
    "each file the whole": ('period: "([0-9]{4}-[0-9]{2})"', 'released: "([0-9]+)"', "each file is the whole dataset"),
    "no earlier file": ("mode: append\n", "", "`period` means nothing where no earlier file stays"),
    "no group": ("([0-9]{4}-[0-9]{2})", "[0-9]+", "needs exactly one group, which holds the period"),
    "no pattern": ("([0-9]{4}-[0-9]{2})", "(?=a)(b)", "cannot be used"),
}


@pytest.mark.parametrize("case", SPECS)
def test_what_a_spec_may_not_say(portal: Path, case: str) -> None:
    old, new, message = SPECS[case]
    write(portal, SPEC, PAYMENTS.replace(old, new))
    with pytest.raises(SpecError, match=message) as caught:
        load_dataset(portal / SPEC, load_portal(portal))
    assert caught.value.place is not None
    assert caught.value.place.line == 4


@pytest.mark.parametrize(
    ("path", "inside", "expected"),
    [
        ("raw/*.csv", "raw/a.csv", True),
        ("raw/*.csv", "raw/sub/a.csv", False),
        ("raw/**/*.csv", "raw/a.csv", True),
        ("raw/**/*.csv", "raw/x/y/a.csv", True),
        ("raw/a?.csv", "raw/ab.csv", True),
        ("raw/[ab].csv", "raw/c.csv", False),
        ("raw", "raw/a.csv", False),
    ],
)
def test_a_path_takes_in_what_globbing_would(tmp_path: Path, path: str, inside: str, expected: bool) -> None:
    write(tmp_path, inside, "")
    assert matches(Source(path=path), inside) is expected
    assert (tmp_path / inside in tmp_path.glob(path)) is expected
