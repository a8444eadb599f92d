"""``daylight issues`` and ``daylight ledger`` say what became of every source record of what is live."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from publisher.commands.issues import command as issues
from publisher.commands.ledger import command as ledger
from tests.commands.conftest import Run
from tests.portals import SPENDING_CSV, daylight, make_portal

CSV = "datasets/finance/spending/raw/april.csv"


def test_the_account_as_json_is_exactly_this(live: Path) -> None:
    done = daylight("ledger", "--json", "--project", str(live))
    assert (done.returncode, done.stderr) == (0, "")
    names = ("dataset", "read", "published", "quarantined", "duplicates", "dropped", "rows_out")
    assert json.loads(done.stdout) == [
        dict(zip(names, ("spending", 7, 3, 2, 1, 1, 3), strict=True)),
        dict(zip(names, ("premises", 3, 2, 0, 0, 1, 2), strict=True)),
    ]


def test_the_account_as_a_table(live: Path, run: Run) -> None:
    code, said = run(ledger, "spending", "--project", live)
    assert code == 0
    rows = [line.split() for line in said.splitlines() if line.strip().startswith("april.csv")]
    assert rows == [["april.csv", "7", "3", "2", "1", "1"]]
    assert "1 header" in said
    assert "read = published + quarantined + duplicates + dropped" in said
    assert "premises" not in said


FATES = [
    ("1", {"fate": "dropped", "reason": "header"}),
    ("2", {"fate": "published", "key": ["001"], "row": {"amount": "1200.50", "supplier": "Acme Ltd"}}),
    ("april.csv:3", {"fate": "quarantined", "reason": "type", "column": "Date", "text": "31/02/2026", "line": 3}),
    (f"{CSV}:4", {"fate": "published", "key": ["003"]}),
    ("5", {"fate": "duplicate", "key": ["003"], "same_as": {"file": CSV, "sheet": None, "record": 4}}),
    ("raw/april.csv:6", {"fate": "published", "key": ["004"], "row": {"supplier": "海港印刷厂"}}),
    ("7", {"fate": "quarantined", "reason": "unique", "text": "004", "found": {"Amount": "21.00"}}),
]


@pytest.mark.parametrize(("record", "wanted"), FATES, ids=[record for record, _ in FATES])
def test_where_a_record_went(live: Path, run: Run, record: str, wanted: dict[str, Any]) -> None:
    code, said = run(ledger, "spending", "--record", record, "--project", live, "--json")
    (fate,) = json.loads(said)
    assert (code, fate["dataset"], fate["file"], fate["record"]) == (0, "spending", CSV, int(record.rpartition(":")[2]))
    for name, value in wanted.items():
        held = fate[name]
        assert ({k: held[k] for k in value} if isinstance(value, dict) else held) == value, (name, fate)
    code, text = run(ledger, "spending", "--record", record, "--project", live)
    words = {"published": "published as the row", "quarantined": "held back", "duplicate": "an exact duplicate of"}
    assert words.get(fate["fate"], "dropped: it is a row of column titles") in text


def test_a_record_is_found_by_its_file_alone(live: Path, run: Run) -> None:
    code, said = run(ledger, "--record", "premises.csv:3", "--project", live, "--json")
    assert (code, json.loads(said)[0]["row"]) == (0, {"code": "008", "name": "茶馆"})


def test_a_record_is_traced_in_the_bytes_that_are_live(portal: Path, run: Run) -> None:
    lines = SPENDING_CSV.splitlines(keepends=True)
    (portal / CSV).write_text("".join([lines[0], *lines[3:]]), encoding="utf-8")
    code, said = run(ledger, "spending", "--record", "5", "--project", portal, "--json")
    assert (code, json.loads(said)[0]["fate"]) == (0, "duplicate")


def test_what_cannot_be_told_any_more_is_not_guessed(portal: Path, run: Run) -> None:
    for kept in (portal / ".daylight/snapshots").glob("*/*"):
        kept.unlink()
    code, said = run(ledger, "spending", "--record", "5", "--project", portal)
    assert (code, "can no longer be told" in said) == (0, True)
    code, said = run(ledger, "spending", "--record", "2", "--project", portal, "--json")
    assert (code, json.loads(said)[0]["fate"]) == (0, "published")


WRONG = [
    (("spendin",), "there is no dataset `spendin`"),
    (("spending", "--record", "8"), "7 records were read from it"),
    (("spending", "--record", "0"), "names no record"),
    (("spending", "--record", "april.csv"), "names no record"),
    (("spending", "--record", "may.csv:2"), "no published file is called `may.csv`"),
    (("--record", "2"), "which dataset? There are: premises, spending"),
]


@pytest.mark.parametrize(("arguments", "says"), WRONG, ids=[" ".join(arguments) for arguments, _ in WRONG])
def test_bad_input(live: Path, run: Run, arguments: tuple[str, ...], says: str) -> None:
    code, said = run(ledger, *arguments, "--project", live)
    assert (code, says in said) == (2, True), said


def test_nothing_is_published_yet(tmp_path: Path, run: Run) -> None:
    root = make_portal(tmp_path)
    for command in (ledger, issues):
        assert run(command, "--project", root) == (2, "nothing is published yet\n  Run daylight publish first.")
    assert not (root / ".daylight").exists()


def test_sheets_and_dropped_rows(tmp_path: Path, run: Run) -> None:
    """A workbook with a title, a blank row, a total and a sheet that is not the dataset's."""
    import xlsxwriter

    root = make_portal(tmp_path)
    folder = root / "datasets/health/premises"
    (folder / "raw/premises.csv").unlink()
    with xlsxwriter.Workbook(folder / "raw/premises.xlsx") as book:
        rows = [["Food premises"], ["code", "name"], ["007", "Noodle House"], [], ["008", "茶馆"], ["Total 2"]]
        notes, data = book.add_worksheet("Notes: none"[:5]), book.add_worksheet("2026 年")
        notes.write(0, 0, "Ask the desk.")
        for number, row in enumerate(rows):
            data.write_row(number, 0, row)
    text = (folder / "dataset.yml").read_text(encoding="utf-8")
    source = 'path: raw/*.xlsx, header: {rows: [2]}, skip: {footer: "^Total"}'
    (folder / "dataset.yml").write_text(text.replace("path: raw/premises.csv", source), encoding="utf-8")
    done = daylight("publish", "--project", str(root))
    assert done.returncode == 0, done.stderr + done.stdout
    found = {}
    for record in range(1, 7):
        _, said = run(ledger, "--record", f"premises.xlsx:2026 年:{record}", "--project", root, "--json")
        (fate,) = json.loads(said)
        found[record] = (fate["fate"], fate["reason"])
    dropped = {1: "title", 2: "header", 4: "blank", 6: "footer"}
    published = {3: ("published", None), 5: ("published", None)}
    assert found == published | {record: ("dropped", reason) for record, reason in dropped.items()}
    _, said = run(ledger, "premises", "--record", "1", "--project", root, "--json")
    assert [(fate["sheet"], fate["reason"]) for fate in json.loads(said)] == [
        ("Notes", "other-table"),
        ("2026 年", "title"),
    ]


def test_issues_as_json_and_as_text(live: Path, run: Run) -> None:
    code, said = run(issues, "--project", live, "--json")
    found = [(item["dataset"], item["code"], item["field"], item["total"]) for item in json.loads(said)]
    assert code == 0
    assert found == [
        ("spending", "type", "paid_on", 1),
        ("spending", "unique", "payment", 1),
        ("spending", "duplicate", "payment", 1),
    ]
    example = json.loads(said)[0]["examples"][0]
    assert (example["file"], example["record"], example["line"], example["column"]) == (CSV, 3, 3, "Date")
    code, said = run(issues, "--project", live)
    assert code == 0
    for words in (
        "error: Key used twice, field payment, 1 in all",
        "31/02/2026",
        "What to do:",
        "Without a finding: premises",
    ):
        assert words in said


def test_issues_of_an_unknown_dataset(live: Path) -> None:
    done = daylight("issues", "spendin", "--project", str(live))
    assert (done.returncode, "There are: premises, spending." in done.stderr) == (2, True)
