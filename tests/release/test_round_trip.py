"""Every format read back by the programs people use equals the table."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
import python_calamine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher.release import csv_file, first_rows, jsonl_file, parquet_file, read_table, xlsx_file
from publisher.release.guard import unguarded
from publisher.release.workbook import About
from publisher.spec.model import Field
from publisher.values.display import texts
from tests.release import made

NAUGHTY = (
    "",
    " ",
    "'",
    "''",
    '"',
    '""',
    ",",
    ";",
    "\t",
    "\r",
    "\n",
    "\r\n",
    "\\",
    "\\N",
    "NULL",
    "null",
    "None",
    "N/A",
    "nan",
    "true",
    "1e5",
    "00042",
    "-",
    "=1+1",
    "+86 576",
    "-1+1",
    "@SUM(A1)",
    "＝1+1",
    "＠a",
    "　=1",
    " =1",
    "'=1+1",
    "''=1+1",
    "'\t=1",
    "'tis",
    '=HYPERLINK("http://192.0.2.1/")',
    "http://example.org",
    "mailto:a@example.org",
    "<b>&amp;</b>",
    "]]>",
    "_x0041_",
    "_x005F_x0041_",
    "\x00",
    "\x01\x1f\x7f",
    "\u2028\u2029",
    "\u200b\ufeff",
    "\ufffe\uffff",
    "👩‍👩‍👧‍👦 𠮷野家",
    "é e\u0301",
    "مرحبا \u202eabc",
    "two  spaces",
    "a\nb\rc",
    "x" * 32_767,
)


TEXT = Field(name="note", type="text", titles_in_source=("note",))
ID = Field(name="id", type="identifier", titles_in_source=("id",))


def strings(values: list[str | None]) -> pa.Table:
    return pa.table({"id": [str(n) for n in range(len(values))], "note": pa.array(values, pa.string())})


def read_csv(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8"), newline=""), strict=True))


def unescaped(cell: str) -> str:
    """ECMA-376 part 1, 22.9.2.19: ``_xHHHH_`` is the character with that number."""
    return re.sub("_x([0-9A-F]{4})_", lambda match: chr(int(match[1], 16)), cell)


def write_xlsx(path: Path, fields: list[Field], table: pa.Table) -> str:
    about = About(title="<t>", creator="&", created=dt.date(2026, 1, 1))
    return xlsx_file.write(path, fields, table, [["name"], ["note"]], about)


def check_texts(folder: Path, values: list[str | None]) -> None:
    table, fields = strings(values), [ID, TEXT]
    csv_file.write(folder / "t.csv", fields, table)
    jsonl_file.write(folder / "t.jsonl", fields, table)
    assert write_xlsx(folder / "t.xlsx", fields, table) == ""
    assert [unguarded(row[1]) for row in read_csv(folder / "t.csv")[1:]] == [value or "" for value in values]
    lines = (folder / "t.jsonl").read_bytes().decode("utf-8").split("\n")
    assert [json.loads(line)["note"] for line in lines[:-1]] == values
    assert lines[-1] == ""
    sheet = openpyxl.load_workbook(folder / "t.xlsx")["data"]
    cells = [row[1] for row in sheet.iter_rows(min_row=2)]
    assert [None if cell.value is None else unescaped(cell.value) for cell in cells] == values
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s"}


def test_naughty_strings_come_back_exactly(tmp_path: Path) -> None:
    check_texts(tmp_path, [*NAUGHTY, None])


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.none()
        | st.text(st.characters(codec="utf-8"), max_size=12)
        | st.text(st.sampled_from("='\"+-@＝\t\r\n,; _x0041\0"), max_size=8),
        min_size=1,
        max_size=8,
    )
)
def test_any_text_comes_back_exactly(tmp_path: Path, values: list[str | None]) -> None:
    check_texts(tmp_path, values)


def test_the_big_list_of_naughty_strings(tmp_path: Path, shared: Path) -> None:
    found = json.loads((shared / "hostile" / "text" / "blns.json").read_text(encoding="utf-8"))
    assert len(found) > 400
    check_texts(tmp_path, found)


@pytest.mark.parametrize("value", [None, "", "a"])
def test_a_table_of_one_column_keeps_every_row(tmp_path: Path, value: str | None) -> None:
    table = pa.table({"note": pa.array([value, "x"], pa.string())})
    csv_file.write(tmp_path / "t.csv", [TEXT], table)
    assert [row[0] for row in read_csv(tmp_path / "t.csv")] == ["note", value or "", "x"]
    assert len(pd.read_csv(tmp_path / "t.csv")) == 2


def test_missing_is_an_empty_cell_and_empty_text_is_quoted(tmp_path: Path) -> None:
    csv_file.write(tmp_path / "t.csv", [ID, TEXT], strings([None, ""]))
    assert (tmp_path / "t.csv").read_bytes() == b'id,note\r\n0,\r\n1,""\r\n'


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return made.release(made.table(made.ROWS), tmp_path_factory.mktemp("store"))


def test_parquet(release: Any) -> None:
    table, path = made.table(made.ROWS), release.folder / "contracts.parquet"
    assert read_table(release).equals(table)
    assert pd.read_parquet(path, dtype_backend="pyarrow").shape == (3, 16)
    with duckdb.connect() as db:
        back = db.sql(f"FROM '{path}'").to_arrow_table()
        assert back.to_pydict() == table.to_pydict()


def metadata(path: Path, name: str) -> dict[str, str]:
    pairs = pq.read_schema(path).field(name).metadata
    return {key.decode(): value.decode() for key, value in pairs.items() if not key.startswith(b"PARQUET")}


def test_parquet_says_what_each_field_is(tmp_path: Path) -> None:
    table = made.table(made.ROWS)
    found = table.schema.with_metadata(None)
    for number, field in enumerate(found):
        found = found.set(number, field.with_metadata({"title": f"As found {number}"}))
    path = made.release(table.cast(found), tmp_path).folder / "contracts.parquet"
    assert metadata(path, "supplier") == {
        "type": "text",
        "title": "Supplier | firm",
        "title:zh": "供应商",
        "column": "As found 1",
    }
    assert metadata(path, "value") == {
        "type": "money",
        "title": "As found 2",
        "column": "As found 2",
        "currency": "GBP",
    }


def test_parquet_is_cut_into_groups_with_an_index_and_statistics(tmp_path: Path) -> None:
    fields = made.FIELDS[:1]
    data = made.table([{"id": f"{n:06d}"} for n in range(100_001)], fields)
    path = made.release(data, tmp_path, of=made.spec(fields)).folder / "contracts.parquet"
    file = pq.ParquetFile(path)
    groups = [file.metadata.row_group(n) for n in range(file.num_row_groups)]
    assert [group.num_rows for group in groups] == [100_000, 1]
    column = groups[0].column(0)
    assert (column.compression, column.has_column_index, column.has_offset_index) == ("ZSTD", True, True)
    assert (column.statistics.min, column.statistics.max) == ("000000", "099999")


def test_only_repeated_values_have_a_dictionary_and_long_texts_no_statistics(tmp_path: Path) -> None:
    number = range(1_000)
    table = pa.table(
        {
            "each": [f"{n:06d}" for n in number],
            "few": [f"{n % 250}" for n in number],
            "many": [f"{n % 251}" for n in number],
            "long": ["x" * 129 for _ in number],
            "lists": pa.array([[n % 3, None] for n in number], pa.list_(pa.int64())),
            "nothing": pa.array([None] * 1_000, pa.decimal128(18, 2)),
        }
    )
    path = tmp_path / "data.parquet"
    parquet_file.write(path, table)
    columns = [pq.read_metadata(path).row_group(0).column(n) for n in range(6)]
    assert [(one.has_dictionary_page, one.statistics is not None, one.has_offset_index) for one in columns] == [
        (False, True, True),
        (True, True, True),
        (False, True, True),
        (True, False, True),
        (True, True, True),
        (True, True, True),
    ]
    assert pq.read_table(path).equals(table)


def test_the_footer_size_is_what_a_reader_must_fetch(release: Any) -> None:
    file = next(file for file in release.files if file.format == "parquet")
    tail = (release.folder / file.name).read_bytes()[-file.footer :]
    assert pq.read_metadata(io.BytesIO(b"PAR1" + tail)).num_rows == 3


def test_csv_has_the_one_text_of_each_value(release: Any) -> None:
    table = made.table(made.ROWS)
    wanted = [[one or "" for one in texts(table[field.name], field).to_pylist()] for field in made.FIELDS]
    header, *rows = read_csv(release.folder / "contracts.csv")
    assert header == [field.name for field in made.FIELDS]
    assert [list(column) for column in zip(*([unguarded(cell) for cell in row] for row in rows), strict=True)] == wanted


def test_csv_in_pandas_duckdb_and_arrow(release: Any) -> None:
    path, table = release.folder / "contracts.csv", made.table(made.ROWS)
    days = [day.isoformat() for day in table["day"].to_pylist()]
    frame = pd.read_csv(path, dtype={"id": "string", "value": "string", "day": "string"})
    assert frame["day"].tolist() == days
    assert [Decimal(value) for value in frame["value"]] == table["value"].to_pylist()
    with duckdb.connect() as db:
        columns = "types = {'id': 'VARCHAR', 'value': 'DECIMAL(20,2)', 'day': 'DATE', 'seen': 'TIMESTAMPTZ'}"
        back = db.sql(f"FROM read_csv('{path}', {columns}) SELECT id, value, day").fetchall()
    assert [(unguarded(id_), value, day) for id_, value, day in back] == list(
        zip(*(table[name].to_pylist() for name in ("id", "value", "day")), strict=True)
    )
    options = pa.csv.ConvertOptions(
        column_types={"id": pa.string(), "value": pa.decimal128(20, 2), "seen": pa.timestamp("us", "UTC")}
    )
    arrow = pa.csv.read_csv(path, parse_options=pa.csv.ParseOptions(newlines_in_values=True), convert_options=options)
    for column in ("value", "count", "ratio", "share", "active", "day", "seen", "lat"):
        assert arrow[column].to_pylist() == table[column].to_pylist(), column


def test_jsonl_is_exact(release: Any) -> None:
    path, table = release.folder / "contracts.jsonl", made.table(made.ROWS)
    rows = [json.loads(line, parse_float=Decimal) for line in path.read_text(encoding="utf-8").splitlines()]
    for row, wanted in zip(rows, table.to_pylist(), strict=True):
        assert list(row) == [field.name for field in made.FIELDS]
        for field in made.FIELDS:
            value = wanted[field.name]
            if isinstance(value, dt.date):
                value = value.isoformat().replace("+00:00", "Z").replace("250000", "25")
            if isinstance(value, float):
                value = Decimal(repr(value))
            assert row[field.name] == value, field.name
    with duckdb.connect() as db:
        back = db.sql(f"FROM read_json('{path}') SELECT id, count, materials").fetchall()
    assert back == list(zip(*(table[name].to_pylist() for name in ("id", "count", "materials")), strict=True))


XLSX: dict[str, list[Any]] = {
    "id": ["00042", "=1+1", "7"],
    "value": ["1234567890123456.78", -0.05, 1200.5],  # 18 digits are text, so that none is lost
    "count": [7, str(2**62), None],
    "ratio": [0.1, 1e300, None],
    "active": [True, False, None],
    "day": [dt.datetime(2026, 3, 1), "1899-12-31", "0100-01-01"],  # noqa: DTZ001
    "seen": [dt.datetime(2026, 3, 1, 9, 30), dt.datetime(1969, 12, 31, 23, 59, 59, 250000), None],  # noqa: DTZ001
    "lat": [28.856012345678901, -0.5, None],
    "materials": ["passport;form 7", "=cmd", None],
}


def test_xlsx(release: Any) -> None:
    path = release.folder / "contracts.xlsx"
    header, *rows = openpyxl.load_workbook(path)["data"].iter_rows(values_only=True)
    columns = dict(zip(header, zip(*rows, strict=True), strict=True))
    assert {column: list(columns[column]) for column in XLSX} == XLSX
    frame = pd.read_excel(path, sheet_name="data", engine="calamine", dtype={"id": "string"})
    assert frame["id"].tolist() == XLSX["id"]
    grid = python_calamine.load_workbook(path).get_sheet_by_name("data").to_python()
    assert [row[0] for row in grid] == ["id", *XLSX["id"]]
    assert [row[13] for row in grid[1:]] == [28.856012345678901, -0.5, ""]


def test_xlsx_text_that_looks_like_a_formula_stays_text_when_edited(release: Any) -> None:
    sheet = openpyxl.load_workbook(release.folder / "contracts.xlsx")["data"]
    ids = [(cell.value, cell.data_type, cell.quotePrefix, cell.number_format) for (cell,) in sheet["A2:A4"]]
    assert ids == [("00042", "s", False, "@"), ("=1+1", "s", True, "@"), ("7", "s", False, "@")]


def test_xlsx_dictionary(release: Any) -> None:
    header, *rows = openpyxl.load_workbook(release.folder / "contracts.xlsx")["dictionary"].iter_rows(values_only=True)
    assert header == (
        *("name", "title (en)", "title (zh)", "type", "unit", "description (en)", "description (zh)"),
        *("missing", "distinct"),
    )
    assert [row for row in rows if row[0] in {"supplier", "value"}] == [
        ("supplier", "Supplier | firm", "供应商", "text", None, None, None, "1", "2"),
        ("value", None, None, "money", "GBP", None, None, "0", "3"),
    ]


@pytest.mark.parametrize(
    ("rows", "note"),
    [
        (1_048_575, ""),
        (1_048_576, "No XLSX: the table has 1,048,576 rows and a sheet holds 1,048,575."),
    ],
)
def test_xlsx_at_its_row_limit(tmp_path: Path, rows: int, note: str) -> None:
    flag = Field(name="flag", type="boolean", titles_in_source=("flag",))
    table = pa.table({"flag": pa.array([True]).take(pa.array([0] * rows))})
    assert write_xlsx(tmp_path / "t.xlsx", [flag], table) == note
    assert (tmp_path / "t.xlsx").exists() is (not note)
    if not note:
        sheet = python_calamine.load_workbook(tmp_path / "t.xlsx").get_sheet_by_name("data")
        assert sheet.height == rows + 1


@pytest.mark.parametrize(
    ("value", "note"),
    [
        ("x" * 32_767, ""),
        ("x" * 32_768, "No XLSX: a cell of note has 32,768 characters and a sheet's holds 32,767."),
        ("x" + "👍" * 16_383, ""),
        ("👍" * 16_384, "No XLSX: a cell of note has 32,768 characters and a sheet's holds 32,767."),
    ],
    ids=["at", "over", "astral at", "astral over"],
)
def test_xlsx_at_its_cell_limit(tmp_path: Path, value: str, note: str) -> None:
    assert write_xlsx(tmp_path / "t.xlsx", [ID, TEXT], strings([value])) == note


def test_a_format_that_is_absent_says_why(tmp_path: Path) -> None:
    data = made.table([{"id": "1", "supplier": "x" * 40_000}])
    release = made.release(data, tmp_path)
    file = next(file for file in release.files if file.format == "xlsx")
    assert (file.size, file.sha256) == (0, "")
    assert "40,000 characters" in file.note
    assert not (release.folder / file.name).exists()


def test_first_rows_are_the_texts_a_reader_sees(release: Any) -> None:
    rows = first_rows(release, 2)
    assert [row[:3] for row in rows] == [
        ("00042", 'He said "yes, no"; ok', "1234567890123456.78"),
        ("=1+1", "临海市 <b>&amp; 公司\r\nline two\ttab", "-0.05"),
    ]
    assert (len(first_rows(release, 99)), first_rows(release, 0)) == (3, [])


def test_no_rows_at_all(tmp_path: Path) -> None:
    release = made.release(made.table([]), tmp_path)
    assert (release.rows, first_rows(release, 5), read_table(release).num_rows) == (0, [], 0)
    assert len(read_csv(release.folder / "contracts.csv")) == 1
    assert (release.folder / "contracts.jsonl").read_bytes() == b""
    assert openpyxl.load_workbook(release.folder / "contracts.xlsx")["data"].max_row == 1
