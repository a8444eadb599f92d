"""``daylight diff`` tells what a publish would change in what is live."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from publisher.commands.diff import command
from tests.commands.conftest import Run
from tests.portals import PREMISES, SPENDING, SPENDING_CSV, daylight, make_portal, tree

CSV, YML = "datasets/finance/spending/raw/april.csv", "datasets/finance/spending/dataset.yml"
CHANGED = """\
Payment,Date,Amount,Supplier,Note
001,03/04/2026,"1,200.50",Acme Limited,
003,05/04/2026,12.00,"Cole, Dean",x
005,06/04/2026,20.00,海港印刷厂,
"""


def test_nothing_changes(live: Path, run: Run) -> None:
    code, said = run(command, "--project", live, "--json")
    found = {item["dataset"]: item["difference"] for item in json.loads(said)}
    assert (code, list(found)) == (0, ["spending", "premises"])
    for one in found.values():
        assert [one[name] for name in ("added", "removed", "changed")] == [0, 0, 0]


def test_rows_by_key_with_before_and_after(portal: Path, run: Run) -> None:
    (portal / CSV).write_text(CHANGED, encoding="utf-8")
    before = tree(portal / ".daylight/releases")
    code, said = run(command, "spending", "--project", portal, "--json")
    ((item),) = json.loads(said)
    one = item["difference"]
    assert (code, item["version"][:10], one["key"], one["before"], one["after"]) == (
        0,
        "2026-04-30",
        ["payment"],
        3,
        3,
    )
    assert (one["added"], one["removed"], one["changed"], one["changed_by_field"]) == (
        1,
        1,
        2,
        {"amount": 1, "supplier": 1},
    )
    assert one["first_changed"] == [
        {"key": ["001"], "fields": [{"field": "supplier", "before": "Acme Ltd", "after": "Acme Limited"}]},
        {"key": ["003"], "fields": [{"field": "amount", "before": None, "after": "12.00"}]},
    ]
    assert [row["key"] for row in one["first_added"] + one["first_removed"]] == [["005"], ["004"]]
    code, said = run(command, "spending", "--project", portal)
    for words in ("Added: 1 row", "Removed: 1 row", "Changed: 2 rows (amount in 1, supplier in 1)", "(missing)  12.00"):
        assert words in said, said
    assert tree(portal / ".daylight/releases") == before


def test_examples_are_few_and_totals_whole(portal: Path, run: Run) -> None:
    more = "".join(f"1{number:02},03/04/2026,1.00,New Ltd,\n" for number in range(20))
    (portal / CSV).write_text(SPENDING_CSV + more, encoding="utf-8")
    _, said = run(command, "spending", "--examples", "3", "--project", portal)
    assert ("Added: 20 rows" in said, "and 17 more" in said, said.count("New Ltd")) == (True, True, 3)


CASES = [
    ("fields", YML, SPENDING.replace("supplier: {type: text, from: Supplier", "firm: {type: text, from: Supplier"), 0,
     ("New fields: firm", "Fields that go: supplier")),
    ("type", YML, SPENDING.replace("payment: {type: identifier", "payment: {type: text"), 0,
     ("Type of payment: identifier, then text",)),
    ("refused", YML, SPENDING + "assertions: {min: {rows: 9}}\n", 1, ("would not go live", "min.rows", "wanted ≥ 9")),
    ("broken", YML, SPENDING.replace("type: money", "type: mony"), 1, ("would not go live", f"{YML}:13")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "file", "text", "wanted", "says"), CASES, ids=[case[0] for case in CASES])
def test_a_changed_spec(
    portal: Path, run: Run, name: str, file: str, text: str, wanted: int, says: tuple[str, ...]
) -> None:
    (portal / file).write_text(text, encoding="utf-8")
    code, said = run(command, "--project", portal)
    assert code == wanted, said
    for words in says:
        assert words in said, said


def test_without_a_key_whole_rows_are_counted(portal: Path, run: Run) -> None:
    folder = portal / "datasets/health/premises"
    (folder / "dataset.yml").write_text(PREMISES.replace("key: [code]\n", ""), encoding="utf-8")
    (folder / "raw/premises.csv").write_text("code,name\n007,Noodle Bar\n008,茶馆\n008,茶馆\n", encoding="utf-8")
    _, said = run(command, "premises", "--project", portal, "--json")
    one = json.loads(said)[0]["difference"]
    assert (one["key"], one["added"], one["removed"], one["changed"]) == ([], 2, 1, 0)
    _, said = run(command, "premises", "--project", portal)
    assert "whole rows" in said


def test_a_portal_that_was_never_published(tmp_path: Path) -> None:
    root = make_portal(tmp_path)
    done = daylight("diff", "--project", str(root))
    assert (done.returncode, "Not published yet: every row is new." in done.stdout) == (0, True), done.stderr
    assert not (root / "public").exists()


def test_bad_input(live: Path, run: Run) -> None:
    code, said = run(command, "spendin", "--project", live)
    assert (code, "There are: premises, spending." in said) == (2, True)
    done = daylight("diff", "--examples", "-1")
    assert done.returncode == 2
