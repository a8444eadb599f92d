"""Hostile files for every reader: refused for the right reason or read whole, in bounds, no path of ours told."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from publisher.errors import SourceError
from publisher.inspect.found import find_tables
from publisher.read import read
from publisher.read.table import MAX_CELL
from tests.hostile.made import READ, REFUSED
from tests.portals import CHECKOUT
from tests.read.reading import codes, snapshot

_SECONDS = 10  # the bound of one file, on a machine that others use too


@pytest.mark.parametrize("name", REFUSED)
def test_refused(tmp_path: Path, name: str) -> None:
    make, reason = REFUSED[name]
    path = _written(tmp_path / name, make())
    started = time.monotonic()
    with pytest.raises(SourceError) as caught:
        read(snapshot(path))
    assert time.monotonic() - started < _SECONDS
    error = caught.value
    assert reason in error.message
    assert error.place is not None
    assert error.place.file.startswith(name)
    assert error.remedy
    assert not {str(tmp_path), tempfile.gettempdir(), "Traceback"} & set(str(error).split())
    assert tempfile.gettempdir() not in str(error)


@pytest.mark.parametrize("name", READ)
def test_read(tmp_path: Path, name: str) -> None:
    make, records, findings = READ[name]
    path = _written(tmp_path / name, make())
    started = time.monotonic()
    found = read(snapshot(path))
    assert time.monotonic() - started < _SECONDS
    assert [len(table.records) for table in found] == [table.counted for table in found] == records
    assert {code for table in found for code, _ in codes(table)} == findings


def test_nobody_types_a_cell_beyond_the_limit(tmp_path: Path) -> None:
    """It is held back when published, and told when inspected, where so much text would take half a minute."""
    (raw,) = read(snapshot(_written(tmp_path / "large.csv", READ["large.csv"][0]())))
    (found,) = find_tables(raw, name="large")
    assert max(len(text) for column in found.text.columns for text in column.to_pylist()) == MAX_CELL
    assert [(issue.code, issue.note) for issue in raw.issues] == [("cell-too-large", f"{12 << 20} bytes")]


def _written(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_no_parser_is_loaded_where_the_command_runs(tmp_path: Path) -> None:
    """Parsers of untrusted files live in the limited child alone: a crash, a hang or a hole in one ends there."""
    import xlsxwriter
    from reportlab.pdfgen.canvas import Canvas

    for name in ("views.gpkg", "section.html", "label.xml", "deep.jsonl", "says-more.dbf.zip"):
        _written(tmp_path / name, READ[name][0]())
    _written(tmp_path / "spans.docx", REFUSED["spans.docx"][0]())
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as workbook:
        workbook.add_worksheet().write_column(0, 0, ["a", "1", "2"])
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.drawString(72, 720, "a table")
    canvas.save()
    parsers = {"python_calamine", "openpyxl", "pypdfium2", "lxml", "sqlite3", "html.parser", "publisher.read.reader"}
    code = (
        "import sys; from publisher.commands.inspect import survey_files; from pathlib import Path; "
        f"found, _ = survey_files(tuple(sorted(Path({str(tmp_path)!r}).iterdir()))); "
        f"print(len(found.tables), sorted({parsers!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert done.stdout == "6 []\n"
