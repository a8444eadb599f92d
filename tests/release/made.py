"""Specs and cleaned tables for the tests of checks and releases, made without the cleaning step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from publisher.check import check
from publisher.clean.model import ORIGIN, QUARANTINE, Account, Cleaned, Ledger
from publisher.issues import Issue
from publisher.release import Occasion, Release, ReleaseSource, build
from publisher.spec.model import Assertions, Contact, DatasetSpec, Department, Field, Portal, Source

PORTAL = Portal(
    root=Path("/nowhere"),
    path="portal.yml",
    name={"en": "Open Linhai", "zh": "临海开放数据"},
    notice={"en": "This city is fictional.", "zh": "本市纯属虚构。"},
    languages=("en", "zh"),
    publisher={"en": "City of Linhai", "zh": "临海市"},
    contact=Contact(name={"en": "Open data desk"}, email="opendata@linhai.example", phone="+86 576 0000"),
    address="https://data.linhai.example",
    licence="cc-by-4.0",
    departments={"finance": Department(id="finance", name={"en": "Finance Bureau", "zh": "财政局"})},
)

TYPES: Mapping[str, Any] = {
    "identifier": pa.string(),
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "money": pa.decimal128(20, 2),
    "percent": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "datetime": pa.timestamp("us", "UTC"),
    "period": pa.string(),
    "category": pa.string(),
    "url": pa.string(),
    "email": pa.string(),
    "latitude": pa.float64(),
    "longitude": pa.float64(),
}

FIELDS = (
    Field(name="id", type="identifier", titles_in_source=("Ref",), required=True, title={"en": "Ref", "zh": "编号"}),
    Field(
        name="supplier", type="text", titles_in_source=("Supplier",), title={"zh": "供应商", "en": "Supplier | firm"}
    ),
    Field(name="value", type="money", titles_in_source=("Value",), currency="GBP", minimum="-1000000"),
    Field(name="count", type="integer", titles_in_source=("Count",), minimum="0"),
    Field(name="ratio", type="number", titles_in_source=("Ratio",), unit="m²"),
    Field(name="share", type="percent", titles_in_source=("Share",), minimum="5", maximum="100%"),
    Field(name="active", type="boolean", titles_in_source=("Active",)),
    Field(name="day", type="date", titles_in_source=("Day",), minimum="0100-01-01"),
    Field(name="seen", type="datetime", titles_in_source=("Seen",)),
    Field(name="year", type="period", titles_in_source=("Year",)),
    Field(
        name="procedure",
        type="category",
        titles_in_source=("Procedure",),
        categories={"open": {"en": "Open"}, "direct": {"en": "Direct award", "zh": "直接采购"}},
    ),
    Field(name="page", type="url", titles_in_source=("Page",), pattern="https?://.*"),
    Field(name="mail", type="email", titles_in_source=("Mail",)),
    Field(name="lat", type="latitude", titles_in_source=("Lat",)),
    Field(name="fees", type="money", titles_in_source=("Fees",), separator="|", currency="GBP"),
    Field(name="materials", type="text", titles_in_source=("Materials",), separator=";"),
)


def instant(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)  # type: ignore[misc,arg-type]


ROWS: tuple[dict[str, Any], ...] = (
    {
        "id": "00042",
        "supplier": 'He said "yes, no"; ok',
        "value": Decimal("1234567890123456.78"),
        "count": 7,
        "ratio": 0.1,
        "share": 0.125,
        "active": True,
        "day": dt.date(2026, 3, 1),
        "seen": instant(2026, 3, 1, 9, 30),
        "year": "2026-Q1",
        "procedure": "open",
        "page": "https://example.org/a?b=c",
        "mail": "a@example.org",
        "lat": 28.856012345678901,
        "fees": [Decimal("10.00"), Decimal("2.50")],
        "materials": ["passport", "form 7"],
    },
    {
        "id": "=1+1",
        "supplier": "临海市 <b>&amp; 公司\r\nline two\ttab",
        "value": Decimal("-0.05"),
        "count": 2**62,
        "ratio": 1e300,
        "share": 1.0,
        "active": False,
        "day": dt.date(1899, 12, 31),
        "seen": instant(1969, 12, 31, 23, 59, 59, 250000),
        "year": "2026",
        "procedure": "direct",
        "page": None,
        "mail": None,
        "lat": -0.5,
        "materials": ["=cmd"],
    },
    {"id": "7", "supplier": None, "value": Decimal("1200.50"), "day": dt.date(100, 1, 1), "materials": None},
)


def spec(
    fields: Sequence[Field] = FIELDS, *, key: Sequence[str] = ("id",), assertions: Assertions | None = None
) -> DatasetSpec:
    return DatasetSpec(
        id="contracts",
        path="datasets/finance/contracts/dataset.yml",
        folder=Path("/nowhere/datasets/finance/contracts"),
        kind="dataset",
        title={"en": "Contracts awarded", "zh": "合同"},
        summary={"en": "Contract awards by city departments above the publication threshold", "zh": "合同授予"},
        department="finance",
        licence="cc-by-4.0",
        frequency="monthly",
        themes=("economy",),
        sources=(Source(path="raw/*.csv"),),
        key=tuple(key),
        fields=tuple(fields),
        assertions=assertions or Assertions(),
    )


def table(rows: Sequence[Mapping[str, Any]], fields: Sequence[Field] = FIELDS) -> pa.Table:
    schema = pa.schema(
        [(field.name, pa.list_(TYPES[field.type]) if field.separator else TYPES[field.type]) for field in fields]
    )
    return pa.Table.from_pylist([{field.name: row.get(field.name) for field in fields} for row in rows], schema=schema)


def cleaned(data: pa.Table, *, held: int = 0, issues: Sequence[Issue] = ()) -> Cleaned:
    rows = data.num_rows
    origin = pa.table(
        {"file": ["raw/a.csv"] * rows, "sheet": [None] * rows, "record": list(range(2, rows + 2))}, schema=ORIGIN
    )
    lines = [
        {"file": "raw/a.csv", "record": rows + 2 + n, "field": "count", "reason": "type", "text": "x", "raw": "{}"}
        for n in range(held)
    ]
    account = Account(
        file="raw/a.csv",
        sheet=None,
        read=rows + held + 1,
        counted=rows + held + 1,
        published=rows,
        quarantined=held,
        duplicates=0,
        dropped=1,
        drops={"header": 1},
    )
    return Cleaned(
        table=data,
        origin=origin,
        quarantine=pa.Table.from_pylist(lines, schema=QUARANTINE),
        ledger=Ledger(accounts=(account,), rows_out=rows),
        issues=tuple(issues),
    )


def release(
    data: pa.Table,
    store: Path,
    *,
    of: DatasetSpec | None = None,
    day: str = "2026-10-08",
    inputs: str = "0" * 64,
    at: dt.datetime | None = None,
) -> Release:
    of = of or spec()
    made = cleaned(data)
    occasion = Occasion(
        sources=(ReleaseSource(name="datasets/finance/contracts/raw/a.csv", size=3, sha256="ab" * 32),),
        inputs=inputs,
        released_on=dt.date.fromisoformat(day),
        released_at=at,
    )
    return build(of, PORTAL, made, check(of, made, None), occasion, store=store)
