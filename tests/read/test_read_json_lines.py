"""JSON Lines line by line: the same table as with the whole file in memory, in a memory that no file makes grow."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from publisher.errors import SourceError
from publisher.read.json import lines
from publisher.read.sink import load
from tests.read.reading import tables
from tests.read.whole_lines import read_whole

_VALUES = st.one_of(
    st.sampled_from(
        ["1", "1.10", "null", "true", '""', '"名"', '"é"', '"\\ud800"', "NaN", "[]", '[1, {"b": 2}]', "{}"]
    ),
    st.sampled_from(
        [
            '{"b": 1}',
            '{"b": 1, "b": 2}',
            '{"b": {"c": [1, 2]}}',
            '[{"c": 1, "c": 2}]',
            '"a\\nb"',
            '"\u2028"',
            '"\\u0000"',
        ]
    ),
)
_NAMES = st.sampled_from(['"a"', '"a.b"', '"b"', '"名"', '""', '"geometry"', '"type"', '"\\udc00"'])
_OBJECTS = st.lists(st.tuples(_NAMES, _VALUES), max_size=4).map(
    lambda pairs: "{" + ", ".join(f"{name}: {value}" for name, value in pairs) + "}"
)
_LISTS = st.lists(_VALUES, max_size=4).map(lambda values: "[" + ", ".join(values) + "]")
_FEATURE = '{"type": "Feature", "id": 7, "properties": {"a": 1, "b": {"c": 2}}, "geometry": {"x": [1.50]}}'
_ODD = st.sampled_from(["", " ", "\t\r", "\r", '{"a": ', "}", '{"a": 1} x', "\ufeff{}", "\x85", _FEATURE, "[" * 101])
_FILES = st.one_of(
    st.lists(st.one_of(_OBJECTS, _OBJECTS, _ODD), min_size=1, max_size=8),
    st.lists(st.one_of(_OBJECTS, _LISTS, _VALUES, _ODD), min_size=1, max_size=8),
)


@given(
    pieces=_FILES,
    end=st.sampled_from(["", "\n", "\r\n", "\n\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]),
    broken=st.booleans(),
)
@example(pieces=['{"a": NaN}', "[1]", "2"], end="", encoding="utf-8", broken=False)
@example(pieces=['{"a": [{"b": 1}]}', '{"a": [{"b": 1, "b": 2}]}'], end="", encoding="utf-8", broken=False)
@settings(max_examples=300, deadline=None)
def test_line_by_line_is_as_the_whole_file(pieces: list[str], end: str, encoding: str, broken: bool) -> None:
    data = ("\n".join(pieces) + end).encode(encoding)
    if broken:
        data = data.replace("名".encode(), b"\xe5\x90\xff")
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.jsonl")
        path.write_bytes(data or b"\n")
        assert _read(lines.read, path) == _read(read_whole, path)


def _read(reader: Any, path: Path) -> Any:
    with TemporaryDirectory() as folder:
        manifest = reader(path, name="a.jsonl", folder=Path(folder), encoding=None)
        table = load(Path(folder), manifest)
        assert table.lines is not None
        return manifest, table.cells.to_pydict(), table.records.to_pylist(), table.lines.to_pylist()


@pytest.mark.parametrize(("rows", "cells", "characters"), [(1, 1 << 20, 1 << 24), (9, 5, 1 << 24), (9, 1 << 20, 20)])
def test_where_batches_end_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int, cells: int, characters: int
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"a": 1, "a": 2}\n\n{"b": "\\ud800"}\n{"a": 3\n{"a": [{"c": 1, "c": 2}]}\n{"d": "名"}\n{"a": 9}')
    expected = _read(lines.read, path)
    monkeypatch.setattr(lines, "_BLOCK", 10)
    monkeypatch.setattr(lines, "_ROWS", rows)
    monkeypatch.setattr(lines, "_CELLS", cells)
    monkeypatch.setattr(lines, "_CHARACTERS", characters)
    assert _read(lines.read, path) == expected


def test_a_name_that_comes_late_is_a_column_of_all(tmp_path: Path) -> None:
    text = '{"a": 1}\n' * 10_001 + '{"b": 2, "a": 3}\n'
    (table,) = tables(tmp_path / "a.jsonl", text)
    assert (table.header, table.cells.num_rows) == (("a", "b"), 10_002)
    assert [column.to_pylist()[-2:] for column in table.cells.columns] == [["1", "3"], [None, "2"]]
    assert table.lines is not None
    assert table.lines.to_pylist() == list(range(1, 10_003))


def test_too_many_names_over_many_lines_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="2001 columns"):
        tables(tmp_path / "a.jsonl", "".join(f'{{"n{number}": 1}}\n' for number in range(2001)))


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    record = '{"a": "' + "x" * 200 + '", "b": 1.5, "c": "y"}\n'
    few, many = (_peak(tmp_path, record * count) for count in (20_000, 120_000))
    # The pages of the file itself, looked through for its encoding, are the system's to take back.
    assert many - few < 100_000 * len(record) + (8 << 20)


def _peak(folder: Path, text: str) -> int:
    """The most memory in bytes that reading this text takes in a process of its own."""
    path = folder / "a.jsonl"
    path.write_text(text)
    program = (
        "import sys; from pathlib import Path; from publisher.read.json import lines; "
        "lines.read(Path(sys.argv[1]), name='a.jsonl', folder=Path(sys.argv[2]), encoding=None); "
        "print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])"
    )
    command = [sys.executable, "-W", "ignore", "-c", program, str(path), str(folder)]
    environment = {**os.environ, "ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "2"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    return int(done.stdout) << 10
