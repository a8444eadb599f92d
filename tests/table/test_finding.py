"""A record by its key, in few bytes."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from publisher.release import keys_file, parquet_file
from publisher.serve import serving
from publisher.site.records import has_records, record_facts
from publisher.values.display import texts
from tests.search_index.node import run
from tests.table.made import FIELDS, ROWS, Made, made


def find(scripts: dict[str, Path], base: str, facts: dict[str, Any], *keys: list[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run(scripts["finding"], {"base": base, "facts": facts, "keys": list(keys)})
    return found


def test_records_are_found_with_neighbours_and_origin(contracts: Made, origin: str, scripts: dict[str, Path]) -> None:
    rows = [0, 1, 777, 99_999, 100_000, ROWS - 1]
    keys = [[f"R-{row // 2:06d}", f"{row % 2}"] for row in rows]
    facts = record_facts(contracts.site(), contracts.entry)
    got = find(scripts, origin, facts, *keys)
    taken = contracts.table.take(rows)
    wanted = [texts(taken[field.name], field).to_pylist() for field in FIELDS]
    assert [one["texts"] for one in got] == [list(row) for row in zip(*wanted, strict=True)]
    beside = [[[f"R-{n // 2:06d}", f"{n % 2}"] if 0 <= n < ROWS else None for n in (row - 1, row + 1)] for row in rows]
    assert [[one["previous"], one["next"]] for one in got] == beside
    assert [one["origin"] for one in got] == [
        ["raw/a.xlsx", "Awards" if row % 2 == 0 else None, row + 2] for row in rows
    ]
    assert max(one["bytes"] for one in got) < 300_000


@pytest.mark.parametrize(
    "key", [["R-999999", "0"], ["R-000001"], ["R-000001", "0", ""], ["", ""], ["R-000001", "2"], ["r-000001", "0"]]
)
def test_a_key_that_is_none_finds_nothing(
    contracts: Made, origin: str, scripts: dict[str, Path], key: list[str]
) -> None:
    (got,) = find(scripts, origin, record_facts(contracts.site(), contracts.entry), key)
    assert (got["texts"], got["previous"], got["next"]) == (None, None, None)


def test_keys_with_one_sum_are_told_apart(tmp_path: Path, scripts: dict[str, Path]) -> None:
    """``plumless`` and ``buckeroo`` have the same CRC-32."""
    words = ["plumless", "other", "buckeroo"]
    assert zlib.crc32(b"plumless") == zlib.crc32(b"buckeroo")
    data = pa.table({"ref": words, "part": [1, 2, 3]})
    one = made(tmp_path, data, FIELDS[:2], key=("ref",))
    facts = record_facts(one.site(), one.entry)
    with serving(one.served("files")) as base:
        got = find(scripts, base, facts, *([word] for word in words))
    assert [one["texts"] for one in got] == [["plumless", "1"], ["other", "2"], ["buckeroo", "3"]]


def test_a_skewed_key_file_is_searched_all_the_same(tmp_path: Path, scripts: dict[str, Path]) -> None:
    """Sums that are not spread as expected cost more reads, never a wrong answer."""
    keys = [word for word in (f"{n}" for n in range(300_000)) if zlib.crc32(word.encode()) < 2**28][:15_000]
    one = made(tmp_path, pa.table({"ref": keys, "part": [0] * len(keys)}), FIELDS[:2], key=("ref",))
    with serving(one.served("files")) as base:
        got = find(scripts, base, record_facts(one.site(), one.entry), [keys[0]], [keys[-1]], ["300001"])
    assert [one["texts"] and one["texts"][0] for one in got] == [keys[0], keys[-1], None]


def test_no_key_no_record_page(tmp_path: Path) -> None:
    one = made(tmp_path, pa.table({"ref": ["a"], "part": [1]}), FIELDS[:2], key=())
    assert not has_records(one.entry)


def test_the_key_file_s_sums_are_the_page_s(tmp_path: Path) -> None:
    data = pa.table({"ref": ["a"], "part": [7]})
    keys_file.write(tmp_path / "x.keys", FIELDS[:2], data)
    assert struct.unpack("<II", (tmp_path / "x.keys").read_bytes()) == (zlib.crc32(b"a\x1f7"), 0)
    assert parquet_file.ROWS == 100_000, "the tests above cross the border of a row group"
