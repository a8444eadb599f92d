"""Small specs and grids for the tests of cleaning."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from publisher.clean import clean
from publisher.clean.model import Cleaned
from publisher.read.table import RawTable
from publisher.spec.model import DatasetSpec, Field, Source

FILE = "datasets/finance/spending/raw/a.csv"
CSV = Source(path="raw/*.csv")


def field(name: str, type_: str = "text", **options: Any) -> Field:
    """A field that comes from the column of its own name."""
    options.setdefault("titles_in_source", (name,))
    return Field(name=name, type=type_, **options)  # type: ignore[arg-type]


def spec(*fields: Field, **options: Any) -> DatasetSpec:
    """A dataset of these fields."""
    known: dict[str, Any] = {
        "id": "spending",
        "path": "datasets/finance/spending/dataset.yml",
        "folder": Path("datasets/finance/spending"),
        "kind": "dataset",
        "title": {"en": "Spending"},
        "summary": {"en": "Each payment"},
        "department": "finance",
        "licence": "cc-by-4.0",
        "frequency": "monthly",
        "sources": (CSV,),
        "lines": {"fields.on": 12},
    }
    return DatasetSpec(fields=fields, **(known | options))


def grid(rows: Sequence[Sequence[str | None]], **options: Any) -> RawTable:
    """A table as a CSV reader gives it: short rows end in cells that are not there. ``lines=False``: a workbook."""
    width = max((len(row) for row in rows), default=0)
    columns = [pa.array([row[i] if i < len(row) else None for row in rows], pa.string()) for i in range(width)]
    records = pa.array(range(1, len(rows) + 1), pa.int64())
    known: dict[str, Any] = {"file": FILE, "sheet": None, "header": None, "counted": len(rows)}
    known["lines"] = records if options.pop("lines", True) else None
    names = [f"c{i}" for i in range(width)]
    return RawTable(cells=pa.table(columns, names=names), records=records, **(known | options))


def cleaned(dataset: DatasetSpec, rows: Sequence[Sequence[str | None]], **options: Any) -> Cleaned:
    """The grid, cleaned."""
    return clean(dataset, [(dataset.sources[0], grid(rows, **options))])


def rows_of(table: pa.Table) -> list[tuple[Any, ...]]:
    """The rows of a table as tuples."""
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def held(result: Cleaned) -> list[tuple[Any, ...]]:
    """What is held back: record, field, reason and text."""
    return rows_of(result.quarantine.select(["record", "field", "reason", "text"]))
