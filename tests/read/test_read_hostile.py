"""Hostile files end well: a table or one clear error, within 5 s and 512 MB, and what must be refused is."""

from __future__ import annotations

import csv
import time
from functools import cache

import pytest

from publisher.errors import SourceError
from publisher.read import child, read
from publisher.read.table import RawTable
from tests.read.reading import NO_SHARED, SHARED, codes, rows, snapshot

_HOSTILE = SHARED / "hostile"
_INDEX = list(csv.DictReader((_HOSTILE / "index.csv").read_text().splitlines())) if _HOSTILE.exists() else []
_FOLDERS = [
    "csv",
    "csv_formula",
    "csv_spectrum",
    "html",
    "json",
    "office_control",
    "office_fuzz",
    "pdf",
    "xlsx",
    "xml",
    "zip",
]
# What index.csv wants refused, and is read instead, with the reason.
_READ_INSTEAD = {
    "csv/gen_empty.csv": "an empty file has no table, and inspect says so",
    "xlsx/gen_sheet_inflate_200x.xlsx": "its ratio counts from 64 MiB on, and it is smaller",
    "zip/gen_html_as_xls.xls": "either is allowed",
    "csv/gen_many_columns.csv": "either is allowed",
    "xml/xml-attacks.txt": "a page without tables to this reader",
    "zip/gen_lfh_crc_mismatch.zip": "either is allowed, the same everywhere: the directory's checksum counts",
    "xml/gen_bad_utf8.xml": "either is allowed: the bad record is told, and held back",
}

pytestmark = pytest.mark.skipif(not _INDEX, reason=NO_SHARED)


@cache
def _read(path: str) -> tuple[RawTable, ...] | SourceError:
    try:
        return read(snapshot(_HOSTILE / path))
    except SourceError as error:
        return error


@pytest.mark.parametrize("folder", _FOLDERS)
def test_each_ends_as_a_table_or_a_clear_error(folder: str) -> None:
    for entry in (e for e in _INDEX if e["category"] == folder):
        started = time.monotonic()
        found = _read(entry["path"])
        assert time.monotonic() - started < 5, entry["path"]
        if isinstance(found, SourceError):
            assert found.place is not None, entry["path"]
            assert found.place.file, entry["path"]
            assert found.message, entry["path"]
            assert found.remedy, entry["path"]
            assert "crashed" not in found.message, entry["path"]


def test_what_must_be_refused_is() -> None:
    refused = [
        e["path"]
        for e in _INDEX
        if e["category"] in _FOLDERS
        and (e["expected"].startswith("refuse") or e["path"].startswith("json/n_"))
        and e["path"] not in _READ_INSTEAD
    ]
    assert len(refused) > 100
    assert [path for path in refused if not isinstance(_read(path), SourceError)] == []


def test_what_must_be_accepted_is() -> None:
    paths = [
        e["path"]
        for e in _INDEX
        if e["category"] in {"csv", "csv_spectrum", "html", "json", "office_control", "xml", "zip"}
        and (e["expected"].startswith(("accept", "parse")) or e["path"].startswith("json/y_"))
    ]
    failed = [path for path in paths if isinstance(_read(path), SourceError)]
    assert len(paths) > 100
    assert failed == []


RECORDS = [
    ("gen_bom_mid", 3, [("stray-mark", 3)]),
    ("gen_cr_only", 3, []),
    ("gen_mixed_newlines", 4, []),
    ("gen_ragged", 998, []),
    ("gen_nul_bytes", 3, []),
    ("gen_utf16_bom", 2, []),
    ("gen_unclosed_quote", 997, [("unclosed-quote", 3)]),
    ("gen_invalid_utf8", 4, [("encoding-chosen", None), ("encoding-error", 3)]),
    ("gen_mixed_encodings", 3, [("encoding-chosen", None), ("encoding-error", 3)]),
]


@pytest.mark.parametrize(("name", "records", "issues"), RECORDS, ids=[r[0] for r in RECORDS])
def test_records_of_broken_text(name: str, records: int, issues: list[tuple[str, int | None]]) -> None:
    found = _read(f"csv/{name}.csv")
    assert not isinstance(found, SourceError)
    (table,) = found
    assert (len(table.records), table.counted, codes(table)) == (records, records, issues)


DECODED = [
    ("gen_big5", "測試許功蓋"),
    ("gen_gb18030", "张三"),
    ("gen_shift_jis", "表示ソ"),
    ("gen_utf16le_nobom", "测试"),
]


@pytest.mark.parametrize(("name", "text"), DECODED, ids=[d[0] for d in DECODED])
def test_encodings_of_asia(name: str, text: str) -> None:
    found = _read(f"csv/{name}.csv")
    assert not isinstance(found, SourceError)
    assert text in {cell for row in rows(found[0]) for cell in row}


def test_sparse_corners_stay_small() -> None:
    """The workbook that makes a dense reader ask for 17 G cells is refused within half the memory."""
    limits = child.Limits(seconds=5, memory=512 << 20)
    path = _HOSTILE / "xlsx" / "gen_sparse_corners.xlsx"
    with pytest.raises(SourceError, match="column 16384"):
        child.run("publisher.read.reader.read_path", str(path), "a.xlsx", {}, "", name="a.xlsx", limits=limits)
