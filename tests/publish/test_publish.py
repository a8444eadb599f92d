"""A run of publish: what goes live, what the ledger says, what a second run does."""

from __future__ import annotations

import csv
import io
import json
import os
import threading
import urllib.request
from pathlib import Path

import pyarrow.parquet as pq

from publisher.serve import serving
from tests.portals import SPENDING_CSV, daylight, daylight_alone, make_portal, tree


def test_the_law_holds_for_each_dataset(tmp_path: Path) -> None:
    root = make_portal(tmp_path / "p")
    done = daylight_alone("publish", "--project", str(root), "--as-of", "2026-04-30", "--json")
    assert done.returncode == 0, done.stderr + done.stdout
    outcome = json.loads(done.stdout)
    rows = {
        line["id"]: (line["rows_in"], line["rows_out"], line["held"], line["duplicates"], line["dropped"])
        for line in outcome["datasets"]
    }
    assert rows == {"spending": (7, 3, 2, 1, 1), "premises": (3, 2, 0, 0, 1), "notices": (1, 1, 0, 0, 0)}


def test_what_is_live(live: Path) -> None:
    assert (live / "public").readlink() == Path(".daylight/editions/000001")
    table = pq.read_table(live / "public/data/spending/spending.parquet").to_pylist()
    assert [(row["payment"], str(row["amount"]), row["supplier"]) for row in table] == [
        ("001", "1200.50", "Acme Ltd"),
        ("003", "None", "Cole, Dean"),
        ("004", "20.00", "海港印刷厂"),
    ]
    text = (live / "public/data/spending/spending.csv").read_text(encoding="utf-8")
    assert [row["payment"] for row in csv.DictReader(io.StringIO(text))] == ["001", "003", "004"]
    held = pq.read_table(live / "public/data/spending/spending.quarantine.parquet").to_pylist()
    assert [(row["record"], row["field"], row["reason"], row["text"]) for row in held] == [
        (3, "paid_on", "type", "31/02/2026"),
        (7, "payment", "unique", "004"),
    ]


def test_every_record_can_be_found_again(live: Path) -> None:
    release = next((live / ".daylight/releases/spending").glob("2026-04-30-*"))
    origin = pq.read_table(release / "spending.origin.parquet").to_pylist()
    assert [row["record"] for row in origin] == [2, 4, 6]
    assert {row["file"] for row in origin} == {"datasets/finance/spending/raw/april.csv"}


def test_nothing_changed_says_so_and_rewrites_nothing(portal: Path) -> None:
    stamps = {path: path.stat().st_mtime_ns for path in (portal / ".daylight" / "editions").rglob("*")}
    done = daylight("publish", "--project", str(portal), "--as-of", "2026-12-31")
    assert (done.returncode, "Nothing changed" in done.stdout) == (0, True), done.stderr
    assert {path: path.stat().st_mtime_ns for path in (portal / ".daylight" / "editions").rglob("*")} == stamps


def test_same_inputs_same_bytes(live: Path, tmp_path: Path) -> None:
    other = make_portal(tmp_path / "elsewhere with spaces")
    environment = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "77"}
    before = {name: os.environ.get(name) for name in environment}
    os.environ.update(environment)
    try:
        done = daylight_alone("publish", "--project", str(other), "--as-of", "2026-04-30", "--workers", "2")
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})
    assert done.returncode == 0, done.stderr
    first, second = tree(live / ".daylight/editions/000001"), tree(other / "public")
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []


def test_a_dry_run_changes_nothing(tmp_path: Path) -> None:
    root = make_portal(tmp_path / "p")
    done = daylight("publish", "--project", str(root), "--dry-run")
    assert (done.returncode, "Dry run" in done.stdout) == (0, True), done.stderr
    assert not (root / "public").exists()
    assert not list((root / ".daylight").glob("releases/*"))
    assert not (root / "ids.lock").exists()


def test_an_unknown_dataset_is_a_usage_error(portal: Path) -> None:
    done = daylight("publish", "spendin", "--project", str(portal))
    assert (done.returncode, "premises, spending" in done.stderr) == (2, True)


def test_editions_are_kept_and_readers_never_see_a_gap(portal: Path) -> None:
    stop, seen = threading.Event(), []

    def read_on(address: str) -> None:
        while not stop.is_set() and len(seen) < 20_000:
            with urllib.request.urlopen(f"{address}/datasets/spending/", timeout=10) as answer:
                seen.append(answer.status)

    with serving(portal / "public") as address:
        reader = threading.Thread(target=read_on, args=(address,))
        reader.start()
        for number in range(5, 9):
            extra = f"00{number},07/04/2026,{number}.00,New Ltd,\n"
            csv_file = portal / "datasets/finance/spending/raw/april.csv"
            csv_file.write_text(SPENDING_CSV + extra, encoding="utf-8")
            assert daylight("publish", "--project", str(portal)).returncode == 0
        stop.set()
        reader.join()
    assert len(seen) > 50
    assert set(seen) == {200}
    editions = sorted(path.name for path in (portal / ".daylight/editions").iterdir())
    assert editions == ["000003", "000004", "000005"]


def test_two_publishers_do_not_meet(tmp_path: Path) -> None:
    root = make_portal(tmp_path / "p")
    results: list[int] = []
    runs = [
        threading.Thread(target=lambda: results.append(daylight_alone("publish", "--project", str(root)).returncode))
        for _ in range(3)
    ]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert 0 in results
    assert set(results) <= {0, 3}
    assert daylight_alone("publish", "--project", str(root)).returncode == 0


def test_a_document_keeps_its_address_under_a_new_name(portal: Path) -> None:
    raw = portal / "documents/health/notices/raw"
    (raw / "water.html").rename(raw / "2026-03 water supply.html")
    assert daylight("publish", "--project", str(portal)).returncode == 0
    assert [path.name for path in (portal / "public/documents").iterdir() if path.is_dir()] == ["notices-water"]


def test_an_old_version_keeps_its_address(portal: Path) -> None:
    first = next(path for path in (portal / "public/data/spending").iterdir() if path.is_dir())
    before = tree(first)
    extra = "005,07/04/2026,9.00,New Ltd,\n"
    (portal / "datasets/finance/spending/raw/april.csv").write_text(SPENDING_CSV + extra, encoding="utf-8")
    assert daylight("publish", "--project", str(portal), "--as-of", "2026-05-31").returncode == 0
    versions = sorted(path.name for path in (portal / "public/data/spending").iterdir() if path.is_dir())
    assert [name[:10] for name in versions] == ["2026-04-30", "2026-05-31"]
    assert tree(portal / "public/data/spending" / first.name) == before


def test_a_document_that_breaks_keeps_its_last_text(portal: Path) -> None:
    (portal / "documents/health/notices/raw/water.html").write_bytes(b"%PDF-1.7 cut off in the middle of a transfer")
    done = daylight("publish", "--project", str(portal))
    assert (done.returncode, "failed, kept" in done.stdout) == (1, True), done.stdout
    page = (portal / "public/documents/notices-water/index.html").read_text(encoding="utf-8")
    assert "store water in time" in page


def test_a_web_server_of_another_account_may_read_the_site(tmp_path: Path) -> None:
    root = make_portal(tmp_path / "p")
    before = os.umask(0o077)
    try:
        assert daylight("publish", "--project", str(root)).returncode == 0
    finally:
        os.umask(before)
    edition = root / ".daylight/editions/000001"
    modes = {(path.is_dir(), path.stat().st_mode & 0o777) for path in edition.rglob("*")}
    assert modes == {(True, 0o755), (False, 0o644)}


def test_an_id_belongs_to_the_file_it_was_published_from(portal: Path) -> None:
    newcomer = portal / "datasets/finance/another"
    (newcomer / "raw").mkdir(parents=True)
    (newcomer / "raw/premises.csv").write_text("code,name\n1,Newcomer\n", encoding="utf-8")
    spec = (portal / "datasets/health/premises/dataset.yml").read_text(encoding="utf-8")
    (newcomer / "dataset.yml").write_text("id: premises\n" + spec, encoding="utf-8")
    done = daylight("publish", "--project", str(portal))
    told = " ".join(done.stdout.split())
    assert (done.returncode, "taken by datasets/health/premises/dataset.yml" in told) == (1, True), done.stdout
    assert "Noodle House" in (portal / "public/data/premises/premises.csv").read_text(encoding="utf-8")
