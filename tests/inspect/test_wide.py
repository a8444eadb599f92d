"""Wide columns are proposed as rows, never made so: the draft stays wide, and its comment works as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as pa
import pytest

from publisher.clean import clean
from publisher.inspect import inspect
from publisher.inspect.draft import draft
from publisher.inspect.plan import Plan
from publisher.inspect.wide import find_wide
from publisher.read import read
from publisher.snapshot import Snapshot
from publisher.spec import load_dataset, load_portal
from tests.portals import PORTAL

Y = "(?:19|20)[0-9]{2}"
TITLES = [
    ("years", ["2021", "2022", "2023"], ("year", "integer", f"^({Y})年?度?$", "integer")),
    ("years in words", ["2021年", "2022年", "2023年"], ("year", "integer", f"^({Y})年?度?$", "integer")),
    ("years among words", ["Paid 2021 (£)", "Paid 2022 (£)", "Paid 2023 (£)"],
     ("year", "integer", rf"^Paid ({Y})年?度? \(£\)$", "integer")),
    ("months before years", ["May 2021", "Jun 2021", "Jul 2021"], ("month", "period", None, "integer")),
    ("quarters", ["2021Q1", "2021Q2", "2021Q3"], ("quarter", "period", None, "integer")),
    ("months", ["2021-01", "2021-02", "2021-03"], ("month", "period", None, "integer")),
    ("months in words", ["2021年1月", "2021年2月", "2021年12月"], ("month", "period", None, "integer")),
    ("financial years", ["2019/20", "2020/21", "2021/22"], ("financial_year", "period", None, "integer")),
    ("names of months", ["Jan", "Feb", "Mar"], ("month", "text", ("Jan", "Feb", "Mar"), "integer")),
    ("two years only", ["2021", "2022", "total"], None),
    ("two kinds of years", ["a 2021", "a 2022", "a 2023", "b 2021", "b 2022", "b 2023"], None),
    ("numbers that are no years", ["1021", "1022", "1023"], None),
]  # fmt: skip


def csv_of(titles: list[str]) -> str:
    places = ["North", "South", "Lido"]
    rows = [[place, *(str(7 * row + column) for column in range(len(titles)))] for row, place in enumerate(places)]
    return "\n".join(",".join(row) for row in [["place", *titles], *rows]) + "\n"


def snapshot(folder: Path, text: str) -> Snapshot:
    path = folder / "a.csv"
    path.write_text(text, encoding="utf-8")
    return Snapshot(name="a.csv", path=path, sha256="", size=path.stat().st_size)


@pytest.mark.parametrize(("titles", "expected"), [t[1:] for t in TITLES], ids=[t[0] for t in TITLES])
def test_what_is_proposed(
    tmp_path: Path, titles: list[str], expected: tuple[str, str, str | tuple[str, ...] | None, str] | None
) -> None:
    (table,) = inspect(snapshot(tmp_path, csv_of(titles))).tables
    found = find_wide(table)
    if expected is None or found is None:
        assert found is expected
        return
    name, name_type, columns, value_type = expected
    assert (found.name, found.name_type, found.value_type) == (name, name_type, value_type)
    assert columns in (None, found.columns)
    assert [field.title for field in found.fields] == titles


@pytest.mark.parametrize("titles", [t[1] for t in TITLES if t[2]], ids=[t[0] for t in TITLES if t[2]])
def test_the_comment_works_as_it_stands(tmp_path: Path, titles: list[str]) -> None:
    source = snapshot(tmp_path, csv_of(titles))
    (table,) = inspect(source).tables
    text = draft(table, Plan(path="raw/a.csv", title="A", several_sheets=False))
    added = re.findall(r"^#   (\w+: \{type.*)$", text, re.MULTILINE)
    unpivot = re.findall(r"^# (unpivot: .*)$", text, re.MULTILINE)
    taken = [field.name for field in table.fields[1:]]
    lines = [line for line in text.splitlines() if line.strip().split(":")[0] not in taken]
    at = lines.index("fields:")
    whole = [*lines[: at + 1], *(f"  {line}" for line in added), *lines[at + 1 :], *unpivot]
    (tmp_path / "portal.yml").write_text(PORTAL, encoding="utf-8")
    path = tmp_path / "datasets/finance/a/dataset.yml"
    path.parent.mkdir(parents=True)
    path.write_text("\n".join(whole) + "\n", encoding="utf-8")
    spec = load_dataset(path, load_portal(tmp_path))
    (raw,) = read(source, source=spec.sources[0])
    result = clean(spec, [(spec.sources[0], raw)])
    assert len(result.table) == 3 * len(titles)
    assert pa.compute.count_distinct(result.table.column(spec.unpivot.name if spec.unpivot else "")).as_py() == len(
        titles
    )


def test_a_member_and_its_records_are_declared(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "all.zip"
    xml = "<r><x><a>1</a><b>N</b></x><x><a>2</a><b>S</b></x><y><c>3</c></y><y><c>4</c></y></r>"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("in/a.xml", xml)
    found = inspect(Snapshot(name="all.zip", path=path, sha256="", size=path.stat().st_size))
    text = draft(found.tables[0], Plan(path="raw/all.zip", title="A", several_sheets=True))
    assert "    member: in/a.xml\n    records: r/x\n" in text
