"""What reading could not read is held back with its reason, and what is ignored is shown nowhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from publisher.clean import clean
from publisher.clean.model import Cleaned
from publisher.errors import CleanError
from publisher.issues import Issue
from publisher.spec.model import DatasetSpec, Header, Skip, Source
from tests.clean.made import FILE, cleaned, field, held, rows_of, spec
from tests.read.reading import tables

SECRET = "K-7731"  # noqa: S105 - the text that must not be found
NOTED = spec(field("id"), field("note"))


def found(code: str, record: int | None, **more: Any) -> Issue:
    return Issue(code=code, file=FILE, record=record, **more)


def published(path: Path, data: str | bytes, dataset: DatasetSpec) -> Cleaned:
    """A file, read and cleaned."""
    source = dataset.sources[0]
    return clean(dataset, [(source, table) for table in tables(path, data, source)])


HELD = [
    ("unreadable", "a.jsonl", '{"id": 1, "note": "x"}\n{"id": 2, "no\n', [(2, "unreadable-record", '{"id": 2, "no')]),
    ("name twice", "a.json", '[{"id": 1, "note": "x"}, {"id": 2, "note": "y", "note": "z"}]',
     [(2, "repeated-name", None)]),
    ("half a pair", "a.json", '[{"id": 1, "note": "x"}, {"id": 2, "note": "y\\ud800"}]',
     [(2, "encoding-error", "y\ufffd")]),
    ("bytes", "a.csv", "id,note\n1,x\n2,b?d\n3,Straße Größe\n".encode().replace(b"?", b"\xff"),
     [(3, "encoding-error", "b\ufffdd")]),
    ("quote", "a.csv", 'id,note\n1,x\n2,"y\n3,z\n', [(3, "unclosed-quote", None)]),
    ("large", "a.csv", f"id,note\n1,x\n2,{'y' * ((1 << 20) + 1)}\n", [(3, "cell-too-large", None)]),
    ("ragged too", "a.csv", 'id,note\n1,x\n2,"y,z\n', [(3, "unclosed-quote", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "expected"), [case[1:] for case in HELD], ids=[case[0] for case in HELD])
def test_what_reading_could_not_read_is_held_back(tmp_path: Path, name: str, data: str, expected: list[Any]) -> None:
    result = published(tmp_path / name, data, NOTED)
    assert [(record, reason, text) for record, _, reason, text in held(result)] == expected
    assert {str(row[0]) for row in rows_of(result.table)}.isdisjoint({"2"})
    assert ("1", "x") in rows_of(result.table)
    # It is told once, by reading.
    assert [(issue.record, issue.code) for issue in result.issues if issue.kind.severity == "error"] == [
        (record, reason) for record, reason, _ in expected
    ]


def test_a_broken_line_is_held_whole(tmp_path: Path) -> None:
    broken = '{"id": 2, "note": "' + "y" * 50_000
    result = published(tmp_path / "a.jsonl", f'{{"id": 1, "note": "x"}}\n{broken}\n', NOTED)
    assert held(result) == [(2, None, "unreadable-record", broken)]
    assert result.quarantine.column("raw").to_pylist() == ["{}"]
    assert [issue.text for issue in result.issues] == [broken[:2000]]


def test_a_value_given_twice_is_held_with_both(tmp_path: Path) -> None:
    """The column of the second value needs no declaration, as long as no other record fills it."""
    text = '[{"id": 1, "note": "x"}, {"id": 2, "note": "y", "note": "z"}]'
    result = published(tmp_path / "a.json", text, NOTED)
    assert json.loads(result.quarantine.column("raw")[0].as_py()) == {"id": "2", "note": "y", "note 2": "z"}


def test_a_record_held_is_neither_blank_nor_skipped_by_its_words() -> None:
    source = Source(path="raw/a.csv", header=Header(rows=(2,)), skip=Skip(footer="^Total", records="^Sub", rows=(4,)))
    rows = [["title"], ["id", "note"], [" ", ""], ["4", "x"], ["Sub", ""], ["6", "x"], ["Total", ""], ["8", ""]]
    issues = tuple(found("unclosed-quote", record) for record in range(1, 9))
    result = cleaned(spec(field("id"), field("note"), sources=(source,)), rows, issues=issues)
    assert [record for record, *_ in held(result)] == [3, 5, 6]
    assert result.ledger.accounts[0].drops == {"header": 1, "footer": 2, "skipped": 1, "title": 1}


def test_two_findings_of_one_record_hold_it_once() -> None:
    issues = (found("cell-conflict", 2), found("encoding-error", 2), found("cell-conflict", 99))
    result = cleaned(NOTED, [["id", "note"], ["1", "\ufffd"], ["2", "y"]], issues=issues, lines=False)
    assert held(result) == [(2, None, "cell-conflict", None)]
    assert rows_of(result.table) == [("2", "y")]


@pytest.mark.parametrize("issue", [found("encoding-error", None), found("encoding-error", 2, count=3)])
def test_a_finding_without_its_record_refuses_the_file(issue: Issue) -> None:
    with pytest.raises(CleanError, match="In which records is not known"):
        cleaned(NOTED, [["id", "note"], ["1", "x"]], issues=(issue,))


INSPECTED = spec(
    field("id", "integer"), field("note"), field("on", "date"), ignore=("inspector", ""), key=("id",), missing=("-",)
)
TITLES = ["id", "note", "inspector", "on", ""]
SHOWN = [
    ("a wrong value", ["x", "a", SECRET, "2020-01-01"], {"id": "x", "note": "a", "on": "2020-01-01"}),
    ("a cell too many before", ["1", "a", "b", SECRET, "2020-01-01"], {"id": "1", "note": "a"}),
    ("two cells too many", ["1", "a", "b", "c", "2020-01-01", SECRET], {"id": "1", "note": "a"}),
    ("a cell too few before", ["1", SECRET, "2020-01-01"], {"id": "1"}),
    ("two cells too few", [SECRET, "2020-01-01"], {}),
]


@pytest.mark.parametrize(("row", "raw"), [case[1:] for case in SHOWN], ids=[case[0] for case in SHOWN])
def test_an_ignored_column_is_shown_nowhere(row: list[str], raw: dict[str, str]) -> None:
    result = cleaned(INSPECTED, [TITLES[:4], ["7", "n", SECRET, "2020-01-01"], row])
    assert [json.loads(text) for text in result.quarantine.column("raw").to_pylist()] == [raw]
    assert not leaks(result)


UNREAD = ["encoding-error", "unclosed-quote", "cell-too-large", "unreadable-record", "cell-conflict"]


@pytest.mark.parametrize("code", UNREAD)
@pytest.mark.parametrize("lines", [True, False])
def test_nor_in_what_could_not_be_read(code: str, lines: bool) -> None:
    rows = [
        TITLES,
        ["1", "a\ufffd", SECRET, "2020-01-01", SECRET],
        ["2", f"b\ufffd{SECRET}"],
        ["3", "c", SECRET, "", ""],
    ]
    rows[2] = ["2", "b", f"\ufffd{SECRET}", "", ""]
    issues = tuple(found(code, record, text=f"1 | a | {SECRET}") for record in (2, 3))
    result = cleaned(INSPECTED, rows, issues=(*issues, found("stray-mark", 4, text=SECRET)), lines=lines)
    assert len(result.quarantine) == 2
    assert not leaks(result)


def test_nor_in_a_line_that_is_broken_nor_as_the_second_of_its_name(tmp_path: Path) -> None:
    lines = [
        '{"id": 1, "note": "x", "on": null, "inspector": "K-7731"}',
        '{"id": 2, "note": "x", "inspector": "K-7731"',
        '{"id": 3, "note": "x", "inspector": "K-7731", "inspector": "K-7731"}',
        '{"id": 4, "note": "\\ud800", "inspector": "K-7731\\ud800"}',
        '{"id": 5, "on": "x", "inspector": "K-7731"}',
    ]
    result = published(tmp_path / "a.jsonl", "\n".join(lines), INSPECTED)
    assert [(record, reason) for record, _, reason, _ in held(result)] == [
        (2, "unreadable-record"),
        (3, "repeated-name"),
        (4, "encoding-error"),
        (5, "type"),
    ]
    assert not leaks(result)


def leaks(result: Cleaned) -> bool:
    """Whether the secret stands in anything that cleaning gives."""
    tables = [result.table, result.origin, result.quarantine]
    said = [repr(table.to_pylist()) + repr(table.schema.metadata) + str(table.schema) for table in tables]
    return SECRET in "".join([*said, repr(result.ledger), repr(result.issues)])


def test_columns_that_are_not_ignored_are_shown() -> None:
    result = cleaned(NOTED, [["id", "note"], ["1", SECRET, "more"]])
    assert leaks(result)
