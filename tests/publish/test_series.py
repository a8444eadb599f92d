"""Files that are each the whole dataset on a day: a release a day, in order, none made twice, none changed."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from publisher import release
from publisher.clock import parse_instant
from publisher.progress import Silent
from publisher.publish import Request, publish
from publisher.publish.days import day
from publisher.release.changes import steps
from publisher.release.model import Release
from tests.portals import PORTAL, daylight

LICENCES = """\
title: {en: Licences, zh: 许可证}
summary: {en: Every licence of the market and where it stands in its life., zh: 全市许可证及其状态的登记册。}
frequency: monthly
sources:
  - path: raw/licences-*.csv
    released: "([0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)"
key: [number]
fields:
  number: {type: identifier, required: true}
  holder: {type: text}
  state: {type: category, categories: {valid: Valid, ended: Ended}}
assertions: {max: {removed: 0.5}}
"""
HEAD = "number,holder,state\n"
MONTHS = {
    "2026-07": "001,Ann,valid\n002,Bob,valid\n",
    "2026-08": "001,Ann,valid\n002,Bob,ended\n003,Cy,valid\n",
    "2026-09": "001,Ann,valid\n003,Cy,valid\n004,Di,valid\n",
}


class Town:
    """A portal with one dataset of monthly files, as a person handles it."""

    def __init__(self, root: Path, months: dict[str, str], spec: str = LICENCES) -> None:
        self.root = root
        self.folder = root / "datasets/finance/licences"
        (self.folder / "raw").mkdir(parents=True)
        (root / "portal.yml").write_text(PORTAL, encoding="utf-8")
        self.spec(spec)
        for month, rows in months.items():
            self.month(month, rows)

    def spec(self, text: str) -> None:
        (self.folder / "dataset.yml").write_text(text, encoding="utf-8")

    def month(self, month: str, rows: str, name: str = "licences-{}.csv") -> Path:
        path = self.folder / "raw" / name.format(month)
        path.write_text(HEAD + rows, encoding="utf-8")
        return path

    def run(self, command: str, *more: str, wanted: int = 0) -> Any:
        done = daylight(command, "--project", str(self.root), "--json", *more)
        assert done.returncode == wanted, done.stdout + done.stderr
        return json.loads(done.stdout)

    def publish(
        self, as_of: str = "2026-11-23T08:00:00Z", *, dry_run: bool = False, wanted: int = 0
    ) -> tuple[str, int, int, str]:
        """Result, releases made, rows of the newest, next step."""
        outcome = publish(Request(root=self.root, as_of=parse_instant(as_of), dry_run=dry_run), Silent())
        assert outcome.exit_code == wanted, outcome
        line = outcome.datasets[0]
        return line.result, line.releases, line.rows_out, line.next_step

    @property
    def history(self) -> tuple[Release, ...]:
        return release.history(self.root / ".daylight/releases", "licences")

    @property
    def days(self) -> list[str]:
        return [one.released_on for one in self.history]

    def counts(self) -> list[tuple[int, int, int]]:
        """Added, removed, changed of each step."""
        found = steps(self.history, key=("number",), store=self.root / ".daylight/changes")
        return [(one.difference.added, one.difference.removed, one.difference.changed) for one in found]

    def rows(self, path: str) -> list[str]:
        with (self.root / "public/data/licences" / path).open(encoding="utf-8", newline="") as stream:
            return [row["number"] for row in csv.DictReader(stream)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2026-09-30", "2026-09-30"),
        ("20260930", "2026-09-30"),
        ("2026年9月30日", "2026-09-30"),
        ("2026-09", "2026-09-01"),
        ("202609", "2026-09-01"),
        ("2026年12月", "2026-12-01"),
        ("2026年 9月", "2026-09-01"),
        ("2026-9", None),
        ("2026", None),
        ("2026-02-30", None),
        ("202613", None),
        ("30-09-2026", None),
        ("２０２６-09", None),
        ("", None),
    ],
)
def test_a_day_in_a_name(text: str, wanted: str | None) -> None:
    found = day(text)
    assert (found and found.isoformat()) == wanted


def test_each_file_is_a_release_of_its_day(tmp_path: Path) -> None:
    town = Town(tmp_path / "p", MONTHS)
    done = daylight("publish", "--project", str(town.root), "--as-of", "2026-11-23T08:00:00Z")
    assert (done.returncode, "published, 3 releases" in done.stdout) == (0, True), done.stderr
    assert town.days == ["2026-07-01", "2026-08-01", "2026-09-01"]
    assert {(one.released_at, one.dated) for one in town.history} == {("2026-11-23T08:00:00Z", True)}
    assert town.counts() == [(1, 0, 1), (1, 1, 0)]
    assert town.rows("licences.csv") == ["001", "003", "004"]
    assert [town.rows(f"{one.version}/licences.csv") for one in town.history] == [
        ["001", "002"],
        ["001", "002", "003"],
        ["001", "003", "004"],
    ]
    versions = [one.version for one in town.history]
    for version in versions[1:]:
        assert (tmp_path / f"p/public/data/licences/{version}/licences.changes.csv").is_file()


def test_nothing_is_made_twice(tmp_path: Path) -> None:
    town = Town(tmp_path / "p", MONTHS)
    town.publish()
    stamps = {path: path.stat().st_mtime_ns for path in (town.root / ".daylight").rglob("*") if path.is_file()}
    assert town.publish("2026-11-24") == ("unchanged", 0, 3, "")
    assert {path: path.stat().st_mtime_ns for path in stamps if path.name != "state.json"} == {
        path: stamp for path, stamp in stamps.items() if path.name != "state.json"
    }
    town.month("2026-10", "001,Ann,valid\n003,Cy,valid\n004,Di,ended\n")
    assert town.publish("2026-11-25") == ("published", 1, 3, "")
    assert [one.released_at[:10] for one in town.history] == ["2026-11-23"] * 3 + ["2026-11-25"]
    assert town.counts() == [(1, 0, 1), (1, 1, 0), (0, 0, 1)]


def test_a_new_spec_makes_a_new_release_of_the_newest_day_and_no_new_past(tmp_path: Path) -> None:
    town = Town(tmp_path / "p", MONTHS)
    town.publish()
    before = [one.version for one in town.history]
    town.spec(LICENCES.replace("{type: text}", "{type: text, title: {en: Holder}}"))
    assert town.publish("2026-11-24") == ("published", 1, 3, "")
    assert [one.version for one in town.history][:3] == before
    assert town.days == ["2026-07-01", "2026-08-01", "2026-09-01", "2026-09-01"]
    town.spec(LICENCES.replace("{type: text}", "{type: text, title: {en: Holder}}") + "# a note\n")
    assert town.publish("2026-11-25") == ("unchanged", 0, 3, "")
    assert len(town.history) == 4


def test_a_correction_of_an_older_day_is_a_release_beside_the_one_there_was(tmp_path: Path) -> None:
    town = Town(tmp_path / "p", MONTHS)
    town.publish()
    before, files = (
        town.history,
        {path: path.read_bytes() for path in (town.root / ".daylight/releases").rglob("*.csv")},
    )
    town.month("2026-08", "001,Ann,valid\n002,Bobby,ended\n003,Cy,valid\n")
    assert town.publish("2026-11-24") == ("published", 1, 3, "")
    july, august, corrected, september = town.history
    assert (july, august, september) == before
    assert (corrected.released_on, corrected.released_at) == ("2026-08-01", "2026-11-24T00:00:00Z")
    assert {path: path.read_bytes() for path in files} == files
    assert town.counts() == [(1, 0, 1), (0, 0, 1), (1, 1, 0)]
    assert town.rows("licences.csv") == ["001", "003", "004"]
    assert town.publish("2026-11-25")[:2] == ("unchanged", 0)
    town.month("2026-08", MONTHS["2026-08"])
    assert town.publish("2026-11-26")[:2] == ("published", 1)
    assert [one.version for one in town.history] == [one.version for one in (july, corrected, august, september)]
    assert town.history[2].released_at == "2026-11-26T00:00:00Z"


def test_an_older_day_that_comes_late_takes_its_place(tmp_path: Path) -> None:
    """It is measured against the day before it, not against the newest."""
    town = Town(tmp_path / "p", {month: MONTHS[month] for month in ("2026-07", "2026-09")})
    town.publish()
    assert town.counts() == [(2, 1, 0)]
    town.month("2026-08", MONTHS["2026-08"])
    town.month("2026-06", "900,Old,valid\n")  # nothing is before it, so that nothing was removed
    assert town.publish("2026-11-24")[:2] == ("published", 2)
    assert town.days == ["2026-06-01", "2026-07-01", "2026-08-01", "2026-09-01"]
    assert town.counts() == [(2, 1, 0), (1, 0, 1), (1, 1, 0)]


def test_a_file_that_is_gone_leaves_its_release(tmp_path: Path) -> None:
    town = Town(tmp_path / "p", MONTHS)
    town.publish()
    (town.folder / "raw/licences-2026-07.csv").unlink()
    assert town.publish("2026-11-24") == ("unchanged", 0, 3, "")
    (town.folder / "raw/licences-2026-09.csv").unlink()
    told = "no file tells of 2026-09-01 any more; what was released of that day stays, and is what is live"
    assert town.publish("2026-11-24") == ("unchanged", 0, 3, told)
    assert town.rows("licences.csv") == ["001", "003", "004"]


def test_files_of_one_day_belong_together(tmp_path: Path) -> None:
    town = Town(tmp_path / "p", {"2026-09": "001,Ann,valid\n"})
    town.month("2026-09-01", "002,Bob,valid\n", "licences-b-{}.csv")
    assert town.publish()[:3] == ("published", 1, 2)
    assert [len(one.sources) for one in town.history] == [2]
    town.month("2026-09", "003,Cy,valid\n", "licences-c-{}.csv")
    assert town.publish("2026-11-24")[:3] == ("published", 1, 3)
    assert town.days == ["2026-09-01", "2026-09-01"]


@pytest.mark.parametrize("name", ["licences-latest.csv", "licences-2026-13.csv"])
def test_a_name_without_a_day_names_file_and_line(tmp_path: Path, name: str) -> None:
    town = Town(tmp_path / "p", MONTHS)
    town.publish()
    town.month("", "001,Ann,valid\n", name)
    result, made, _, told = town.publish("2026-11-24", wanted=1)
    assert (result, made) == ("failed, kept", 0)
    assert told.startswith("datasets/finance/licences/dataset.yml:6: the name of raw/" + name)
    assert town.run("check", wanted=1)["datasets"][0]["error"] == told


def test_a_day_that_is_refused_stops_those_after_it(tmp_path: Path) -> None:
    """August has lost most of July's licences: July is live, and September is not measured against it."""
    town = Town(tmp_path / "p", MONTHS | {"2026-08": "009,Zoe,valid\n"})
    result, made, _, told = town.publish(wanted=1)
    assert (result, made, "max.removed" in told) == ("failed, kept", 1, True)
    assert (town.days, town.rows("licences.csv")) == (["2026-07-01"], ["001", "002"])
    page = (town.root / "public/datasets/licences/index.html").read_text(encoding="utf-8")
    assert "max.removed does not hold" in page
    town.month("2026-08", MONTHS["2026-08"])
    assert town.publish("2026-11-24") == ("published", 2, 3, "")
    assert town.days == ["2026-07-01", "2026-08-01", "2026-09-01"]


def test_released_is_declared_after_a_first_release_by_the_day_of_the_run(tmp_path: Path) -> None:
    """What was published by the day of a run keeps its address; from then on the newest file is what is live."""
    plain = LICENCES.replace("    released:", "    # released:").replace("licences-*.csv", "licences-2026-09.csv")
    town = Town(tmp_path / "p", MONTHS, plain)
    assert town.publish("2026-11-20")[:2] == ("published", 1)
    town.spec(LICENCES)
    assert town.publish("2026-11-23") == ("published", 3, 3, "")
    assert town.days == ["2026-11-20", "2026-07-01", "2026-08-01", "2026-09-01"]
    assert [one.dated for one in town.history] == [False, True, True, True]
    assert town.rows("licences.csv") == ["001", "003", "004"]
    assert town.rows(f"{town.history[0].version}/licences.csv") == ["001", "003", "004"]
    assert town.publish("2026-11-24")[:2] == ("unchanged", 0)
    town.spec(plain)
    assert town.publish("2026-11-25")[:2] == ("unchanged", 0)
    town.month("2026-09", MONTHS["2026-08"])
    assert town.publish("2026-11-25")[:2] == ("published", 1)
    assert (town.days[-1], len(town.history)) == ("2026-11-25", 5)


def test_the_day_of_the_run_may_be_the_day_of_the_file(tmp_path: Path) -> None:
    plain = LICENCES.replace("    released:", "    # released:")
    town = Town(tmp_path / "p", {"2026-09": MONTHS["2026-09"]}, plain)
    town.publish("2026-09-01")
    town.spec(LICENCES)
    town.month("2026-08", MONTHS["2026-08"])
    assert town.publish("2026-09-02")[:2] == ("published", 2)
    assert (town.days, [one.dated for one in town.history]) == (["2026-08-01", "2026-09-01"], [True, True])


def test_a_dry_run_makes_all_days_and_keeps_none(tmp_path: Path) -> None:
    town = Town(tmp_path / "p", MONTHS)
    assert town.publish("2026-11-23", dry_run=True) == ("published", 3, 3, "")
    assert town.history == ()
    town.publish()
    assert town.publish("2026-11-24", dry_run=True)[:2] == ("unchanged", 0)
    town.spec(LICENCES + "# a note\n")
    assert town.publish("2026-11-24", dry_run=True)[:2] == ("unchanged", 0)


def test_the_other_commands_look_at_the_newest_day(tmp_path: Path) -> None:
    town = Town(tmp_path / "p", MONTHS)
    assert [town.run("check")["datasets"][0][name] for name in ("result", "published")] == ["clean", 3]
    town.publish()
    town.month("2026-10", "001,Ann,ended\n003,Cy,valid\n004,Di,valid\n005,,lost\n")
    checked = town.run("check", wanted=1)["datasets"][0]
    assert [checked[name] for name in ("result", "read", "published", "quarantined")] == ["held", 5, 3, 1]
    [changed] = town.run("diff")
    assert [changed["difference"][name] for name in ("before", "after", "added", "removed", "changed")] == [
        3,
        3,
        0,
        0,
        1,
    ]
    assert town.publish("2026-11-24")[:3] == ("published", 1, 3)
    assert [(one["code"], one["total"]) for one in town.run("issues")] == [("category", 1)]
    assert [(one["read"], one["quarantined"]) for one in town.run("ledger")] == [(5, 1)]
    [fate] = town.run("ledger", "--record", "licences-2026-10.csv:5")
    assert (fate["fate"], fate["column"], fate["text"]) == ("quarantined", "state", "lost")


@pytest.mark.parametrize(
    ("sources", "line", "told"),
    [
        ('  - {path: a.csv, released: "[0-9]+"}', 5, "`released` needs exactly one group"),
        ('  - {path: a.csv, released: "([0-9]+)-([0-9]+)"}', 5, "has 2"),
        ('  - {path: a.csv, released: "([0-9]+)"}\n  - {path: b.csv}', 6, "this source has no `released`"),
        ('  - {path: a.csv, released: "([0-9"}', 5, "released"),
    ],
    ids=["no group", "two groups", "one of two sources", "no expression"],
)
def test_what_released_cannot_be(tmp_path: Path, sources: str, line: int, told: str) -> None:
    before, after = LICENCES.split("sources:\n")
    spec = f"{before}sources:\n{sources}\nkey: [number]\n" + after.split("key: [number]\n")[1]
    town = Town(tmp_path / "p", MONTHS, spec)
    [found] = town.run("check", wanted=1)["datasets"]
    assert found["error"].startswith(f"datasets/finance/licences/dataset.yml:{line}: ")
    assert told in found["error"]
