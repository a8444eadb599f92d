"""``daylight check`` finds what a publish would hold back or refuse, and leaves all but ``.daylight`` alone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from publisher.commands.check import command
from tests.commands.conftest import Run
from tests.portals import NOTICE, PREMISES, PREMISES_CSV, SPENDING, SPENDING_CSV, daylight, make_portal, tree

CSV, YML = "datasets/finance/spending/raw/april.csv", "datasets/finance/spending/dataset.yml"
GOOD_CSV = "\n".join(SPENDING_CSV.splitlines()[:2]) + "\n"


@dataclass(frozen=True, kw_only=True)
class Case:
    """A portal with one file changed: the exit code, each dataset's result, and words of the report."""

    name: str
    file: str
    text: str | bytes
    exit_code: int
    results: dict[str, str]
    says: tuple[str, ...]


SOUND = {"spending": "held", "premises": "clean", "notices": "clean"}
CASES = [
    Case(
        name="held",
        file=CSV,
        text=SPENDING_CSV,
        exit_code=1,
        results=SOUND,
        says=("31/02/2026", "Not a value of the declared type", "Mend the source", "Key used twice", "004"),
    ),
    Case(
        name="clean",
        file=CSV,
        text=GOOD_CSV,
        exit_code=0,
        results={**SOUND, "spending": "clean"},
        says=("would hold back and refuse nothing",),
    ),
    Case(
        name="refused",
        file="datasets/health/premises/dataset.yml",
        text=PREMISES + "assertions: {min: {rows: 3}, max: {rows: 1}}\n",
        exit_code=1,
        results={**SOUND, "premises": "refused"},
        says=("min.rows", "wanted ≥ 3, measured 2", "max.rows", "stays live", "ask the department"),
    ),
    Case(
        name="broken spec",
        file=YML,
        text=SPENDING.replace("type: money", "type: mony"),
        exit_code=1,
        results={**SOUND, "spending": "broken"},
        says=(f"{YML}:13", "Did you mean `money`?", "stays live"),
    ),
    Case(
        name="unknown column",
        file="datasets/health/premises/raw/premises.csv",
        text=PREMISES_CSV.replace("name", "nane"),
        exit_code=1,
        results={**SOUND, "premises": "broken"},
        says=("nane", "record 1"),
    ),
    Case(
        name="a warning alone",
        file="documents/health/notices/raw/water.html",
        text=NOTICE.replace("<p>Published: 2026-03-02</p>", "").replace("on 5 March 2026", "soon"),
        exit_code=1,
        results=SOUND,
        says=("warning: No date found", "water.html"),
    ),
    Case(
        name="broken paper",
        file="documents/health/notices/raw/broken.pdf",
        text=b"%PDF-1.7\nnothing",
        exit_code=1,
        results={**SOUND, "notices": "broken"},
        says=("documents/health/notices/raw/broken.pdf",),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_findings(portal: Path, run: Run, case: Case) -> None:
    text = case.text if isinstance(case.text, bytes) else case.text.encode()
    (portal / case.file).write_bytes(text)
    before = tree(portal)
    code, said = run(command, "--project", portal)
    assert code == case.exit_code, said
    for words in case.says:
        assert words in said, said
    assert max(len(line) for line in said.splitlines() if line.isascii()) <= 100
    code, said = run(command, "--project", portal, "--json")
    value = json.loads(said)
    assert {item["id"]: item["result"] for item in value["datasets"]} == case.results
    assert (code, value["clean"], value["error"]) == (case.exit_code, case.exit_code == 0, None)
    after = tree(portal)
    changed = [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]
    assert {name.split("/")[1] for name in changed} <= {"snapshots", "documents", "lock"}, changed


def test_json_holds_all_there_is_to_know(live: Path, run: Run) -> None:
    _, said = run(command, "spending", "--project", live, "--json")
    (item,) = json.loads(said)["datasets"]
    counts = ("read", "published", "quarantined", "duplicates", "dropped")
    assert [item[name] for name in counts] == [7, 3, 2, 1, 1]
    held = item["issues"][0]
    place = {"file": CSV, "sheet": None, "record": 3, "line": 3, "column": "Date", "text": "31/02/2026"}
    assert (held["code"], held["severity"], held["field"], held["total"]) == ("type", "error", "paid_on", 1)
    assert held["examples"] == [{**place, "note": "", "count": 1}]


def test_a_portal_that_was_never_published(tmp_path: Path) -> None:
    root = make_portal(tmp_path / "new")
    done = daylight("check", "--project", str(root))
    assert (done.returncode, "31/02/2026" in done.stdout) == (1, True)
    assert {path.name for path in root.iterdir()} == {"portal.yml", "datasets", "documents", ".daylight"}
    assert not list((root / ".daylight/releases").iterdir())
    assert not list((root / ".daylight/editions").iterdir())


def test_bad_input(live: Path, tmp_path: Path, run: Run) -> None:
    assert run(command, "spendin", "--project", live) == (
        2,
        "there is no dataset `spendin`\n  There are: premises, spending.",
    )
    code, said = run(command, "--project", tmp_path)
    assert (code, "portal.yml" in said) == (1, True)
    done = daylight("check", "--no-such-option")
    assert (done.returncode, "No such option" in done.stderr) == (2, True)
