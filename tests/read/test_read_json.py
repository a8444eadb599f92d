"""JSON: every digit and name as the file writes it, tables wherever they lie."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher.errors import SourceError
from publisher.spec.model import Source
from tests.read.reading import Rows, codes, rows, tables

SHAPES: list[tuple[str, str, list[tuple[str | None, tuple[str, ...] | None, Rows]]]] = [
    (
        "records",
        '[{"a": 1, "b": "x"}, {"b": null, "c": true}]',
        [(None, ("a", "b", "c"), [["1", "x", None], [None, None, "true"]])],
    ),
    (
        "digits are kept",
        '[{"a": 1.10, "b": 12345678901234567890, "c": 1E400}]',
        [(None, ("a", "b", "c"), [["1.10", "12345678901234567890", "1E400"]])],
    ),
    (
        "one level is spread",
        '[{"a": {"b": 1, "c": {"d": 2}}, "e": [1.0, "x"]}]',
        [(None, ("a.b", "a.c", "e"), [["1", '{"d": 2}', '[1.0, "x"]']])],
    ),
    ("lists of values", '[["a", "b"], [1, 2], [3]]', [(None, None, [["a", "b"], ["1", "2"], ["3", None]])]),
    ("values", '["x", 1]', [(None, ("value",), [["x"], ["1"]])]),
    ("columns", '{"a": [1, 2], "b": ["x", "y"]}', [(None, ("a", "b"), [["1", "x"], ["2", "y"]])]),
    ("split", '{"columns": ["a", "b"], "data": [[1, 2]]}', [("data", ("a", "b"), [["1", "2"]])]),
    ("by key", '{"k1": {"a": 1}, "k2": {"a": 2}}', [(None, ("key", "a"), [["k1", "1"], ["k2", "2"]])]),
    (
        "inside an answer",
        '{"ok": true, "result": {"records": [{"a": 1}], "total": 1}}',
        [("result.records", ("a",), [["1"]])],
    ),
    (
        "two lists",
        '{"x": [{"a": 1}, {"a": 2}], "y": [{"b": 3}]}',
        [("x", ("a",), [["1"], ["2"]]), ("y", ("b",), [["3"]])],
    ),
    ("one object", '{"a": 1, "b": {"c": 2}}', [(None, ("a", "b.c"), [["1", "2"]])]),
    (
        "GeoJSON",
        '{"type": "FeatureCollection", "features": [{"id": 7, "properties": {"n": "x"}, "geometry": {"x": [1.50]}}]}',
        [("features", ("id", "n", "geometry"), [["7", "x", '{"x": [1.50]}']])],
    ),
    ("a mark", '\ufeff[{"a": 1}]', [(None, ("a",), [["1"]])]),
    ("nothing", "[]", [(None, (), [])]),
]


@pytest.mark.parametrize(("text", "expected"), [s[1:] for s in SHAPES], ids=[s[0] for s in SHAPES])
def test_tables_of_a_document(tmp_path: Path, text: str, expected: object) -> None:
    found = tables(tmp_path / "a.json", text)
    assert [(table.sheet, table.header, rows(table)) for table in found] == expected


def test_lines_and_one_that_is_broken(tmp_path: Path) -> None:
    (table,) = tables(tmp_path / "a.jsonl", '{"a": 1}\n\n{"a": 2}\n{"a": ')
    assert rows(table) == [["1"], ["2"], [None]]
    assert table.lines is not None
    assert table.lines.to_pylist() == [1, 3, 4]
    assert codes(table) == [("unreadable-record", 3)]
    assert table.issues[0].text == '{"a": '


FINDINGS = [
    ("a name twice", '[{"a": 1, "a": 2}]', [["1", "2"]], [("repeated-name", 1)]),
    ("not a number", '[{"a": NaN}]', [["NaN"]], [("not-a-number", None)]),
    (
        "a name twice inside a cell",
        '[{"a": 1}, {"a": {"b": [{"c": 1, "c": 2}]}}]',
        [["1", None], [None, '[{"c": 1, "c 2": 2}]']],
        [("repeated-name", 2)],
    ),
    (
        "two records with a name twice",
        '[{"a": 1, "a": 2}, {"a": 3}, {"a": 4, "a": 5}]',
        [["1", "2"], ["3", None], ["4", "5"]],
        [("repeated-name", 1), ("repeated-name", 3)],
    ),
    (
        "halves of pairs",
        '[{"a": "\\ud800", "b": "\\ud800"}, {"a": "x"}, {"b": "\\ud800"}]',
        [["\ufffd", "\ufffd"], ["x", None], [None, "\ufffd"]],
        [("encoding-error", 1), ("encoding-error", 3)],
    ),
    ("half a pair", '[{"a": "x\\ud800"}]', [["x\ufffd"]], [("encoding-error", 1)]),
]


@pytest.mark.parametrize(("text", "expected", "issues"), [f[1:] for f in FINDINGS], ids=[f[0] for f in FINDINGS])
def test_what_is_odd_is_kept_and_told(tmp_path: Path, text: str, expected: Rows, issues: object) -> None:
    (table,) = tables(tmp_path / "a.json", text)
    assert (rows(table), codes(table)) == (expected, issues)


def test_halves_of_pairs_in_every_table(tmp_path: Path) -> None:
    text = '{"one": [{"a": "x"}], "two": [{"a": "x"}, {"a": "\\ud800"}]}'
    assert [(t.sheet, codes(t)) for t in tables(tmp_path / "a.json", text)] == [
        ("one", []),
        ("two", [("encoding-error", 2)]),
    ]


def test_bytes_that_are_no_text_name_their_records(tmp_path: Path) -> None:
    (table,) = tables(
        tmp_path / "a.json", '[{"a": "日本語"}, {"a": "日本?"}, {"a": "中"}]'.encode().replace(b"?", b"\xff")
    )
    assert rows(table)[1] == ["日本\ufffd"]
    assert codes(table) == [("encoding-error", 2)]


def test_a_broken_line_is_told_whole(tmp_path: Path) -> None:
    broken = '{"a": "' + "x" * 100_000
    (table,) = tables(tmp_path / "a.jsonl", '{"a": 1}\n' + broken)
    assert (codes(table), table.issues[0].text) == ([("unreadable-record", 2)], broken)


REFUSED = [
    ("garbage behind", '{"a": 1} x', "no JSON"),
    ("a bare infinity", "[Infinity]", "NaN and Infinity"),
    ("101 deep", "[" * 101 + "]" * 101, "100 levels"),
    ("very deep", "[" * 100_000, "100 levels"),
    ("2001 names", json.dumps([{str(n): n for n in range(2001)}]), "2001 columns"),
]


@pytest.mark.parametrize(("text", "reason"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_is_no_json_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        tables(tmp_path / "a.json", text)


def test_a_hundred_levels_are_read(tmp_path: Path) -> None:
    assert len(tables(tmp_path / "a.json", "[" * 100 + "]" * 100)) == 1


def test_a_declared_way_is_taken(tmp_path: Path) -> None:
    text = '{"a": [{"x": 1}], "b": {"c": [{"y": 2}, {"y": 3}]}, "d": [[1], [2], [3]]}'
    (table,) = tables(tmp_path / "a.json", text, Source(path="a.json", records="b.c"))
    assert rows(table) == [["2"], ["3"]]
    with pytest.raises(SourceError, match=r"no list at 'b\.d'"):
        tables(tmp_path / "a.json", text, Source(path="a.json", records="b.d"))


_SCALAR = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5).filter(lambda t: t.isprintable()))


@given(st.lists(st.dictionaries(st.sampled_from(["a", "b", "名"]), _SCALAR, min_size=1), min_size=1, max_size=5))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_records_come_back(tmp_path: Path, records: list[dict[str, object]]) -> None:
    (table,) = tables(tmp_path / "a.json", json.dumps(records))
    assert table.header is not None
    for record, row in zip(records, rows(table), strict=True):
        found = dict(zip(table.header, row, strict=True))
        for name, value in record.items():
            expected = value if value is None or isinstance(value, str) else json.dumps(value)
            assert found[name] == expected
