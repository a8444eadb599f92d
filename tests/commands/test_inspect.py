"""The contract of ``daylight inspect``: what it prints, writes and returns."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from publisher.commands.inspect import command

BATHS = """\
Baths of the town,,
,,
name,opened,visitors
North,03/05/2001,"1,200"
South,17/08/2003,860
Lido,30/01/2010,2210
"""
FIELDS = {"name", "title", "type", "format", "missing"}
KEYS = {"source", "file", "name", "sheet", "range", "header_rows", "records", "sure", "confidence", "why", "fields"}
KEYS |= {"issues"}


def run(*words: object):
    return CliRunner().invoke(command, [str(word) for word in words])


@pytest.fixture
def baths(tmp_path: Path) -> Path:
    path = tmp_path / "Baths 2025.csv"
    path.write_text(BATHS, encoding="utf-8")
    return path


def test_json(baths: Path) -> None:
    done = run(baths, "--json")
    (table,) = json.loads(done.stdout)["tables"]
    assert done.exit_code == 0
    assert set(table) == KEYS
    assert all(set(field) == FIELDS for field in table["fields"])
    assert (table["source"], table["name"], table["file"]) == ("Baths 2025.csv", "baths-2025", "baths-2025.parquet")
    assert (table["range"], table["header_rows"], table["records"]) == ("A3:C6", [3], 3)
    assert [(field["name"], field["type"], field["format"]) for field in table["fields"]] == [
        ("name", "text", ""),
        ("opened", "date", "%d/%m/%Y"),
        ("visitors", "integer", ""),
    ]


def test_folder(baths: Path, tmp_path: Path) -> None:
    assert run(baths, "--out", tmp_path / "out").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["baths-2025.parquet", "inspect.json"]
    table = pq.read_table(tmp_path / "out" / "baths-2025.parquet")
    assert [field.metadata[b"title"].decode() for field in table.schema] == ["name", "opened", "visitors"]
    assert table.column("visitors").to_pylist() == [1200, 860, 2210]
    assert json.loads((tmp_path / "out" / "inspect.json").read_text())["tables"][0]["file"] == "baths-2025.parquet"


CSVS = {
    "titles": (BATHS, [["name", "opened", "visitors"], ["North", "03/05/2001", "1,200"]], 4),
    "no header": ("1.5,7\n2.5,9\n3.5,8\n4.25,7\n", [["1.5", "7"], ["2.5", "9"]], 4),
    "two rows of titles": (
        "bath,takings,\n,2024,2025\nNorth,1.5,2.5\nSouth,3.5,4.5\nLido,5.5,6.5\n",
        [["bath", "takings 2024", "takings 2025"], ["North", "1.5", "2.5"]],
        4,
    ),
    "empty": ("", [], 0),
}


@pytest.mark.parametrize(("text", "first", "rows"), CSVS.values(), ids=CSVS.keys())
def test_csv(text: str, first: list[list[str]], rows: int, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(text, encoding="utf-8")
    assert run(tmp_path / "in.csv", "--csv", tmp_path / "out.csv").exit_code == 0
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as stream:
        found = list(csv.reader(stream))
    assert (found[:2], len(found)) == (first, rows)


def test_an_empty_file_is_a_finding_and_no_failure(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    done = run(tmp_path / "empty.csv", "--json")
    found = json.loads(done.stdout)
    assert (done.exit_code, found["tables"], [issue["code"] for issue in found["issues"]]) == (0, [], ["empty-file"])


def test_a_file_that_cannot_be_read_is_exit_1_and_the_others_are_shown(baths: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 broken")
    done = run(tmp_path / "missing.csv", tmp_path / "broken.xlsx", baths)
    assert done.exit_code == 1
    assert "missing.csv: the file is not there" in done.stderr
    assert "broken.xlsx" in done.stderr
    assert "baths-2025" in done.stdout


def test_two_files_of_one_name_give_two_tables(baths: Path, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    other = tmp_path / "again" / baths.name
    other.write_bytes(baths.read_bytes())
    assert run(baths, other, "--out", tmp_path / "out").exit_code == 0
    assert len(list((tmp_path / "out").glob("*.parquet"))) == 2


def test_shown_to_a_person(baths: Path) -> None:
    shown = run(baths).stdout
    assert "3 records; header rows: 3" in shown
    assert "opened    opened    date     %d/%m/%Y  2001-05-03 | 2003-08-17" in shown
    assert "Rows beside the table" in shown
    assert shown.endswith("1 table found.\n")


def test_money_is_shown_without_the_zeros_of_its_storage(tmp_path: Path) -> None:
    (tmp_path / "fees.csv").write_text("bath,fee\nNorth,£12.50\nSouth,£8\nLido,£22.125\n", encoding="utf-8")
    assert "12.50 | 8.00 | 22.125\n" in run(tmp_path / "fees.csv").stdout


def test_the_same_file_gives_the_same_bytes(baths: Path, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        run(baths, "--out", tmp_path / folder)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_help_has_an_example() -> None:
    assert "daylight inspect spending.xlsx --out found/" in run("--help").stdout


def test_a_cold_start_loads_no_pandas(baths: Path) -> None:
    """The promise is 0.7 s on a quiet machine; the bound here only catches a heavy import come back."""
    script = (
        "import sys; sys.argv = ['daylight', 'inspect', sys.argv[1]]\n"
        "from publisher.commands import main\n"
        "main.__globals__['daylight'].main(prog_name='daylight', obj='own process', standalone_mode=False)\n"
        "sys.exit('pandas' in sys.modules)"
    )
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-c", script, str(baths)], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert time.monotonic() - began < 5
