"""Every format ends as the same rows: published, accounted for, and traced to the place they came from."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pyarrow.parquet as pq
import pytest

from tests.portals import PORTAL, PREMISES, daylight

ROWS = [("007", "Noodle House"), ("008", "茶馆"), ("009", "A & <B>")]
CSV = "code,name\n" + "".join(f"{code},{name}\n" for code, name in ROWS)
XML = "<r>" + "".join(f"<p code='{code}'><name>{escape(name)}</name></p>" for code, name in ROWS) + "</r>"
LINES = "".join(json.dumps({"code": code, "name": name}, ensure_ascii=False) + "\n" for code, name in ROWS)
MARK = b"\xef\xbb\xbf"


def packed() -> bytes:
    head, *rest = CSV.splitlines(keepends=True)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        target.writestr("one.csv", head + "".join(rest[:2]))
        target.writestr("sub/two.csv", head + rest[2])
        target.writestr("read.me", "Two files of the register.\n")
    return stream.getvalue()


# Dataset -> the file's name, its bytes, what is added to its source, records that are dropped.
FORMATS: dict[str, tuple[str, bytes, str, int]] = {
    "mark": ("a.csv", MARK + CSV.encode(), "", 1),
    "two-marks": ("a.csv", MARK * 2 + CSV.encode(), "", 1),
    "utf-16": ("a.csv", CSV.encode("utf-16"), "", 1),
    "utf-16-be": ("a.csv", b"\xfe\xff" + CSV.encode("utf-16-be"), "", 1),
    "utf-16-le-bare": ("a.csv", CSV.encode("utf-16-le"), "", 1),
    "utf-16-be-bare": ("a.csv", CSV.encode("utf-16-be"), "", 1),
    "utf-16-declared": ("a.csv", CSV.encode("utf-16"), ", encoding: utf-16", 1),
    "utf-32": ("a.csv", CSV.encode("utf-32"), "", 1),
    "utf-32-bare": ("a.csv", CSV.encode("utf-32-be"), "", 1),
    "xml": ("a.xml", XML.encode(), "", 0),
    "xml-declared": ("a.xml", f'<?xml version="1.0" encoding="gb18030"?>{XML}'.encode("gb18030"), ", records: r/p", 0),
    "json-lines": ("a.jsonl", LINES.encode(), "", 0),
    "gzip": ("a.csv.gz", gzip.compress(CSV.encode("utf-16")), "", 1),
    "zip": ("a.zip", packed(), ', member: "*.csv"', 2),
    "zip-whole": ("a.zip", packed(), "", 3),
}
BUDGET = """\
title: {en: Budget, zh: 预算}
summary: {en: The budget of each department by year., zh: 各部门各年度预算。}
frequency: annual
sources: [{path: raw/budget.csv}]
key: [code, year]
fields:
  code: {type: identifier, from: Code}
  year: {type: integer}
  amount: {type: money, currency: CNY}
unpivot: {columns: "^([0-9]{4})年$", name: year, value: amount, drop_missing: true}
"""
BUDGET_CSV = "Code,2024年,2025年\na,1.50,2\nb,,3\nc,x,4\nd,,\na,1.50,2\n"


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("formats")
    (root / "portal.yml").write_text(PORTAL, encoding="utf-8")
    for name, (file, data, more, _) in FORMATS.items():
        _write(root / "datasets/health" / name, file, data, PREMISES.replace("raw/premises.csv", f"raw/{file}{more}"))
    _write(root / "datasets/finance/budget", "budget.csv", BUDGET_CSV.encode(), BUDGET)
    done = daylight("publish", "--project", str(root), "--as-of", "2026-04-30")
    assert done.returncode == 0, done.stdout + done.stderr
    return root


def _write(folder: Path, file: str, data: bytes, spec: str) -> None:
    (folder / "raw").mkdir(parents=True)
    (folder / "raw" / file).write_bytes(data)
    (folder / "dataset.yml").write_text(spec, encoding="utf-8")


def _rows(portal: Path, name: str) -> list[tuple[Any, ...]]:
    table = pq.read_table(portal / "public/data" / name / f"{name}.parquet")
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def _ledger(portal: Path, *arguments: str) -> Any:
    done = daylight("ledger", *arguments, "--project", str(portal), "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_rows(portal: Path, name: str) -> None:
    assert _rows(portal, name) == ROWS


def test_every_record_is_accounted_for(portal: Path) -> None:
    found = {one["dataset"]: (one["read"], one["published"], one["dropped"]) for one in _ledger(portal)}
    assert {name: found[name] for name in FORMATS} == {
        name: (3 + dropped, 3, dropped) for name, (*_, dropped) in FORMATS.items()
    }


TRACES = [
    ("sub/two.csv:2", "a.zip!sub/two.csv", 2, "published"),
    ("a.zip!one.csv:1", "a.zip!one.csv", 1, "dropped"),
]


@pytest.mark.parametrize(("wanted", "file", "record", "fate"), TRACES)
def test_a_member_is_named_the_same_everywhere(portal: Path, wanted: str, file: str, record: int, fate: str) -> None:
    (found,) = _ledger(portal, "zip", "--record", wanted)
    assert (found["file"], found["record"], found["fate"]) == (f"datasets/health/zip/raw/{file}", record, fate)
    origin = pq.read_table(next((portal / "public/data/zip").glob("*/zip.origin.parquet")))
    assert "datasets/health/zip/raw/a.zip!sub/two.csv" in origin.column("file").to_pylist()


def test_wide_years_become_rows(portal: Path) -> None:
    assert [(code, year, str(amount)) for code, year, amount in _rows(portal, "budget")] == [
        ("a", 2024, "1.50"),
        ("a", 2025, "2.00"),
        ("b", 2025, "3.00"),
    ]
    (ledger,) = _ledger(portal, "budget")
    del ledger["dataset"]
    assert ledger == {"read": 6, "published": 2, "quarantined": 1, "duplicates": 1, "dropped": 2, "rows_out": 3}


FATES = [
    (2, "published", None, 2),
    (3, "published", None, 1),
    (4, "quarantined", "type", 0),
    (5, "dropped", "no-value", 0),
    (6, "duplicate", None, 0),
]


@pytest.mark.parametrize(("record", "fate", "reason", "rows"), FATES)
def test_where_a_wide_record_went(portal: Path, record: int, fate: str, reason: str | None, rows: int) -> None:
    (found,) = _ledger(portal, "budget", "--record", str(record))
    assert (found["fate"], found["reason"], len(found["rows"] or [])) == (fate, reason, rows)


def test_a_wide_record_is_told_in_words(portal: Path) -> None:
    done = daylight("ledger", "budget", "--record", "2", "--project", str(portal))
    assert "published as 2 rows" in done.stdout
    assert "2025" in done.stdout


def test_a_changed_cell_of_a_wide_record_is_one_changed_row(portal: Path) -> None:
    raw = portal / "datasets/finance/budget/raw/budget.csv"
    raw.write_bytes(BUDGET_CSV.replace("a,1.50,2", "a,1.50,5").encode())
    try:
        done = daylight("diff", "budget", "--project", str(portal), "--json")
    finally:
        raw.write_bytes(BUDGET_CSV.encode())
    assert done.returncode in {0, 1}, done.stderr
    assert '"changed": 1' in done.stdout
