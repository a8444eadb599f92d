"""The key file: every key is found where it stands, by the one rule the browser reads it by."""

from __future__ import annotations

import datetime as dt
import struct
import time
import zlib
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.release import keys_file
from publisher.spec.model import Field
from tests.release import made

TEXT = Field(name="id", type="identifier", titles_in_source=("Id",))


def found(path: Path, *parts: str) -> list[int]:
    """The rows that the file gives for a key, read byte by byte."""
    wanted = zlib.crc32("\x1f".join(parts).encode())
    return [row for entry, row in struct.iter_unpack("<II", path.read_bytes()) if entry == wanted]


@given(st.lists(st.text(), unique=True, max_size=60))
def test_every_key_leads_to_its_row(tmp_path_factory: pytest.TempPathFactory, keys: list[str]) -> None:
    path = tmp_path_factory.mktemp("keys") / "data.keys"
    keys_file.write(path, [TEXT], pa.table({"id": pa.array(keys, pa.string())}))
    entries = list(struct.iter_unpack("<II", path.read_bytes()))
    assert entries == sorted(entries)
    assert sorted(row for _, row in entries) == list(range(len(keys)))
    assert all(row in found(path, key) for row, key in enumerate(keys))


def test_a_key_of_several_fields_is_the_texts_of_its_values(tmp_path: Path) -> None:
    fields = [
        Field(name="day", type="date", titles_in_source=("Day",)),
        Field(name="value", type="money", titles_in_source=("Value",)),
        Field(name="name", type="text", titles_in_source=("Name",)),
    ]
    table = pa.table(
        {
            "name": ["a", "临海", None],
            "value": pa.array([Decimal("1.00"), Decimal("-0.50"), Decimal("7.10")], pa.decimal128(18, 2)),
            "day": pa.array([dt.date(2026, 3, 1), dt.date(100, 1, 1), dt.date(1969, 12, 31)]),
        }
    )
    path = tmp_path / "data.keys"
    keys_file.write(path, fields, table)
    assert found(path, "2026-03-01", "1.00", "a") == [0]
    assert found(path, "0100-01-01", "-0.50", "临海") == [1]
    assert found(path, "1969-12-31", "7.10", "") == [2]
    assert found(path, "2026-03-01", "1", "a") == []


def test_chunks_and_dictionaries_leave_no_trace(tmp_path: Path) -> None:
    values = pa.array([f"k{n % 70_000}" for n in range(70_000)])
    tables = [
        pa.table({"id": values}),
        pa.table({"id": pa.chunked_array([values.slice(0, 3), values.slice(3)])}),
        pa.table({"id": values.dictionary_encode()}),
    ]
    for number, table in enumerate(tables):
        keys_file.write(tmp_path / f"{number}", [TEXT], table)
    written = {(tmp_path / f"{number}").read_bytes() for number in range(3)}
    assert [len(one) for one in written] == [8 * 70_000]


def test_a_dataset_without_a_key_or_without_rows_has_no_key_file(tmp_path: Path) -> None:
    keyless = made.release(made.table(made.ROWS), tmp_path / "a", of=made.spec(key=()))
    empty = made.release(made.table([]), tmp_path / "b", of=made.spec())
    keyed = made.release(made.table(made.ROWS), tmp_path / "c", of=made.spec())
    assert [[file.name for file in one.files if file.role == "keys"] for one in (keyless, empty, keyed)] == [
        [],
        [],
        ["contracts.keys"],
    ]


def test_a_million_keys_take_seconds(tmp_path: Path) -> None:
    table = pa.table({"id": pa.array([f"LW-2026-{n:07d}" for n in range(1_000_000)])})
    started = time.process_time()
    keys_file.write(tmp_path / "data.keys", [TEXT], table)
    assert time.process_time() - started < 10
    assert (tmp_path / "data.keys").stat().st_size == 8_000_000
