"""A dataset's ``clean.py``: texts in, texts out, no record lost, every fault with its line and its record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from publisher.clean import clean
from publisher.clean.model import Cleaned
from publisher.errors import CleanError, Place
from tests.clean.made import CSV, FILE, field, grid, held, rows_of, spec

ROWS = [["id", "name", "count"], ["1", "acme LTD", "1"], ["2", "Bolt", "x"], ["3", "", "3"]]
FRAME = """\
def clean_frame(frame):
    frame["name"] = frame["name"].str.upper()
    return frame
"""
BATCH = """\
import pyarrow.compute as pc

def clean_batch(batch):
    upper = pc.utf8_upper(batch.column("name"))
    return batch.set_column(batch.schema.get_field_index("name"), "name", upper)
"""


def run(folder: Path, code: str, rows: Sequence[Sequence[str]] = ROWS, *, batch_rows: int = 1 << 16) -> Cleaned:
    path = folder / "clean.py"
    path.write_text(code, encoding="utf-8")
    dataset = spec(field("id", "identifier"), field("name"), field("count", "integer"), hook=path)
    return clean(dataset, [(CSV, grid(rows))], batch_rows=batch_rows)


@pytest.mark.parametrize("code", [FRAME, BATCH], ids=["pandas", "arrow"])
@pytest.mark.parametrize("batch_rows", [1, 2, 1000])
def test_texts_are_changed_before_they_are_read(tmp_path: Path, code: str, batch_rows: int) -> None:
    result = run(tmp_path, code, batch_rows=batch_rows)
    assert rows_of(result.table) == [("1", "ACME LTD", 1), ("3", None, 3)]
    assert held(result) == [(3, "count", "type", "x")]
    told = [(i.field, i.count, i.record, i.text, i.note) for i in result.issues if i.code == "changed-by-hook"]
    assert told == [("name", 2, 2, "acme LTD", "→ ACME LTD")]


def test_what_is_rejected_is_shown_as_it_stands_in_the_file(tmp_path: Path) -> None:
    code = 'def clean_frame(frame):\n    frame["count"] = frame["count"].str.replace("x", "many")\n    return frame\n'
    assert held(run(tmp_path, code)) == [(3, "count", "type", "x")]


def test_a_reason_holds_a_record_back(tmp_path: Path) -> None:
    code = """\
def clean_frame(frame):
    frame["@held"] = frame["name"].where(frame["name"] == "Bolt").replace({"Bolt": "a test record"})
    return frame
"""
    result = run(tmp_path, code)
    assert held(result) == [(3, None, "set-aside", "a test record")]
    assert [row[0] for row in rows_of(result.table)] == ["1", "3"]
    account = result.ledger.accounts[0]
    assert (account.read, account.published, account.quarantined, account.dropped) == (4, 2, 1, 1)


def test_plain_python_values_may_come_back(tmp_path: Path) -> None:
    code = 'def clean_frame(frame):\n    frame["name"] = [text or None for text in frame["name"]]\n    return frame\n'
    assert [row[1] for row in rows_of(run(tmp_path, code).table)] == ["acme LTD", None]


FAULTS = {
    "raises": (
        'def clean_frame(frame):\n    frame["count"] = [str(int(text)) for text in frame["count"]]\n    return frame\n',
        2, 3, "ValueError: invalid literal for int() with base 10: 'x'", "Mend this line",
    ),
    "raises below": (
        'def one(text):\n    return text.swapcas()\n\ndef clean_frame(frame):\n    return frame.map(one)\n',
        2, 2, "AttributeError", "Mend this line",
    ),
    "drops": (
        "def clean_frame(frame):\n    return frame.drop(index=3)\n",
        None, 3, "it dropped a record: 3 were given, 2", "@held",
    ),
    "moves": ("def clean_frame(frame):\n    return frame[::-1]\n", None, None, "added, repeated or moved", "@held"),
    "repeats": (
        "import pandas\n\ndef clean_frame(frame):\n    return pandas.concat([frame, frame])\n",
        None, None, "added, repeated or moved records: 3 were given, 6", "@held",
    ),
    "invents": (
        'def clean_frame(frame):\n    frame["new"] = "x"\n    return frame\n',
        None, None, "no fields: new", "id, name, count",
    ),
    "forgets": (
        'def clean_frame(frame):\n    return frame[["id"]]\n', None, None, "did not give back: name, count", "id, name",
    ),
    "numbers": (
        'def clean_frame(frame):\n    frame["id"] = frame["id"].astype(int)\n    return frame\n',
        None, None, "`id` came back as int64, not as text", "astype(str)",
    ),
    "nothing": ("def clean_frame(frame):\n    frame.copy()\n", None, None, "gave NoneType", "return frame"),
    "no function": ("def clean(frame):\n    return frame\n", None, None, "it has no function", "clean_frame"),
    "two functions": (FRAME + BATCH, None, None, "both clean_frame and clean_batch", "Keep one"),
    "no Python": ("def clean_frame(frame)\n    return frame\n", 1, None, "not valid Python", "Mend this line"),
    "fails to load": ("import json\n\njson.loads('{')\n", 3, None, "JSONDecodeError", "Mend this line"),
    "of the batch": (
        'def clean_frame(frame):\n    frame["name"] = frame["name"].max()\n    return frame\n',
        None, 4, "`name` came out as `acme LTD` among 3 records", "each record by itself",
    ),
    "by chance": (
        'import os\n\ndef clean_frame(frame):\n    return frame.map(lambda _: str(os.urandom(9)))\n',
        None, 2, "`id` came out as", "without chance",
    ),
    "ends the process": ("import os\n\nos._exit(3)\n", None, None, "it did not end well", "Make it simpler"),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_names_the_file_its_line_and_the_record(tmp_path: Path, case: str) -> None:
    code, line, record, message, remedy = FAULTS[case]
    with pytest.raises(CleanError) as caught:
        run(tmp_path, code)
    assert caught.value.place == Place(file="datasets/finance/spending/clean.py", line=line)
    assert message in caught.value.message
    assert caught.value.message.endswith(f"on record {record} of {FILE}") == (record is not None)
    assert remedy in caught.value.remedy


def test_the_first_failing_record_is_found_in_any_batch(tmp_path: Path) -> None:
    code = 'def clean_frame(frame):\n    for text in frame["count"]:\n        int(text)\n    return frame\n'
    rows = [ROWS[0], *([str(n), "a", "y" if n in (700, 901) else "1"] for n in range(2, 1002))]
    with pytest.raises(CleanError, match="on record 700 of"):
        run(tmp_path, code, rows, batch_rows=300)


def test_it_reaches_no_network(tmp_path: Path) -> None:
    """Where the machine lets a child be cut off at all."""
    from publisher.read.child import network_is_shut

    if not network_is_shut():
        pytest.skip("this machine allows no network namespace")
    code = 'import socket\n\nsocket.create_connection(("127.0.0.1", 9), timeout=1)\n'
    with pytest.raises(CleanError, match=r"Network is unreachable|Cannot assign"):
        run(tmp_path, code)
