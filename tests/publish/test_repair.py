"""``repair: [delimiters]``: ragged records are mended, each told with its text as found; else they are held back."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from publisher import release
from publisher.clock import parse_instant
from publisher.progress import Silent
from publisher.publish import Request, publish
from publisher.publish.review import review
from publisher.release.model import Release
from tests.portals import PORTAL, daylight

AS_OF = parse_instant("2026-11-20T09:00:00Z")
SALES = """\
title: Sales
summary: Every sale of surplus goods by the city, with the day, the code and the price.
frequency: monthly
sources: [{path: raw/*.csv, skip: {footer: ^Total}}]
key: [code]
fields:
  day: {type: date, formats: ["%d/%m/%Y"]}
  time: {type: text}
  count: {type: integer}
  code: {type: identifier}
  price: {type: money, currency: USD}
  note: {type: text}
"""
# A twentieth of the records at the most is mended: with more, it is not they that are odd.
ROWS = ["day,time,count,code,price,note"] + [
    f"{n % 28 + 1:02}/03/2018,{n % 24:02}:15,{n % 7},MG-8{n:02}69,$7{n % 10}.25,Boots of leather" for n in range(1, 59)
]
LOST = "10/03/2018,10:153,MG-81069,$70.25,Boots of leather"
SURPLUS = "20/03/2018,20:15,,6,MG-82069,$70.25,Boots of leather"
RAW = "datasets/finance/sales/raw/march.csv"


def make(root: Path, *, repair: str = "repair: [delimiters]\n", more: str = "") -> Path:
    rows = [*ROWS, "Total,28"]
    rows[10], rows[20] = LOST, SURPLUS
    files = {"portal.yml": PORTAL, "datasets/finance/sales/dataset.yml": SALES + repair + more, RAW: "\n".join(rows)}
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def run(root: Path) -> Release:
    publish(Request(root=root, as_of=AS_OF), Silent())
    made = release.current(root / ".daylight/releases", "sales")
    assert made is not None
    return made


def test_each_mended_record_is_published_and_told(tmp_path: Path) -> None:
    made = run(make(tmp_path))
    (account,) = made.ledger.accounts
    assert (account.read, account.published, account.quarantined, account.dropped) == (60, 58, 0, 2)
    rows = {row["code"]: (row["time"], row["count"]) for row in release.read_table(made).to_pylist()}
    assert (rows["MG-81069"], rows["MG-82069"]) == (("10:15", 3), ("20:15", 6))
    told = pq.read_table(made.folder / "sales.repairs.parquet").to_pylist()
    assert [(row["file"], row["record"], row["line"], row["text"]) for row in told] == [
        (RAW, 11, 11, LOST),
        (RAW, 21, 21, SURPLUS),
    ]
    assert json.loads(told[0]["cells"])["count"] == "3"
    (summary,) = [one for one in made.report.issues if one.code == "repaired-record"]
    assert (summary.total, summary.examples[0].text) == (2, LOST)
    assert (tmp_path / f"public/data/sales/{made.version}/sales.repairs.parquet").is_file()
    assert "sales.repairs.parquet" in (tmp_path / "public/datasets/sales/quality/index.html").read_text(
        encoding="utf-8"
    )


def test_without_it_they_are_held_back(tmp_path: Path) -> None:
    made = run(make(tmp_path, repair=""))
    held = pq.read_table(made.folder / "sales.quarantine.parquet").to_pylist()
    assert [(row["record"], row["reason"]) for row in held] == [(11, "ragged-record"), (21, "ragged-record")]
    assert not (made.folder / "sales.repairs.parquet").exists()


@pytest.mark.parametrize("repair", ["", "repair: [delimiters]\n"])
def test_check_says_so_beforehand(tmp_path: Path, repair: str) -> None:
    (found,) = review(make(tmp_path, repair=repair), (), AS_OF, Silent()).reviewed
    assert {one.code: one.total for one in found.issues}.get("repaired-record" if repair else "ragged-record") == 2


def test_what_may_hold_an_ignored_cell_is_not_shown(tmp_path: Path) -> None:
    made = run(make(tmp_path, more="ignore: [note]\n".replace("note", "secret")))
    told = pq.read_table(made.folder / "sales.repairs.parquet").to_pylist()
    assert [row["text"] for row in told] == [None, None]


def test_a_title_or_a_total_is_no_record_to_mend(tmp_path: Path) -> None:
    """The footer has two cells of six; it stays the declared drop that it is."""
    made = run(make(tmp_path))
    assert made.ledger.accounts[0].drops == {"header": 1, "footer": 1}
    answer = daylight("ledger", "sales", "--record", "60", "--project", str(tmp_path), "--json")
    assert [(fate["fate"], fate["reason"]) for fate in json.loads(answer.stdout)] == [("dropped", "footer")]
