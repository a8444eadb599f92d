"""A small catalogue made by hand: two languages, texts as strange as real ones, and markup in every place for text."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pyarrow as pa

from publisher.catalog.model import Catalog, DatasetEntry
from publisher.check.model import AssertionResult, Bin, CheckReport, IssueSummary, Profile
from publisher.clean.model import Account, Ledger
from publisher.documents.model import Block, Document
from publisher.files import sha256_file
from publisher.issues import Issue
from publisher.release import keys_file, parquet_file
from publisher.release.model import Release, ReleaseFile, ReleaseSource
from publisher.services.model import Service
from publisher.spec.model import Chart, CollectionSpec, Contact, DatasetSpec, Department, Field, Portal, Source

AS_OF = dt.datetime(2026, 10, 8, 9, 30, tzinfo=dt.UTC)
# Closes what it may stand in, then does harm: it must be read as text wherever it stands.
ATTACK = """'"><script>alert(1)</script></script><img src=x onerror=alert(2)><a href=javascript:alert(3)>{{7*7}}<!--"""
LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrente" * 3
STRANGE = "tab\tNEL\x85 zero\u200bwidth \u202eright-to-left 👩\u200d👩 ﷽ e\u0301 &amp; &#60; \\ % %(num)s {0}"
VERSION = "2026-10-01-0123abcd"


def portal(root: Path) -> Portal:
    return Portal(
        root=root,
        path="portal.yml",
        name={"en": "Open Teststadt", "zh": "测试市开放数据"},
        summary={"en": f"What the city does. {ATTACK}", "zh": "城市在做什么。"},
        notice={"en": "This city is fictional.", "zh": "这座城市是虚构的。"},
        languages=("en", "zh"),
        publisher={"en": f"City & Borough {ATTACK}", "zh": "测试市人民政府"},
        contact=Contact(name={"en": "Desk"}, email="data@test.example", phone="+86 20 5550 0100"),
        address="https://data.test.example",
        licence="cc-by-4.0",
        departments={
            "finance": Department(
                id="finance",
                name={"en": "Finance <b>Bureau</b>", "zh": "财政局"},
                about={"en": ATTACK, "zh": "管钱"},
                contact=Contact(name={"en": "Office"}, email="f@test.example", phone="5550-0101 / 5550-0102"),
            ),
            "works": Department(id="works", name={"en": "Works"}),
        },
    )


def _spec(root: Path, id_: str, fields: tuple[Field, ...], **more: object) -> DatasetSpec:
    values: dict[str, object] = {
        "title": {"en": f"Contracts {ATTACK}", "zh": "合同"},
        "summary": {"en": "All contracts above the threshold, by department", "zh": "合同一览"},
        "description": {"en": STRANGE},
        "department": "finance",
        "licence": "cc-by-4.0",
        "frequency": "monthly",
        "themes": ("economy",),
        "kind": "dataset",
    }
    return DatasetSpec(
        id=id_,
        path=f"datasets/finance/{id_}/dataset.yml",
        folder=root / "datasets" / "finance" / id_,
        sources=(Source(path="raw/*.csv"),),
        fields=fields,
        **{**values, **more},  # type: ignore[arg-type]
    )


FIELDS = (
    Field(
        name="ref", type="identifier", titles_in_source=("Ref",), title={"en": "Reference", "zh": "编号"}, required=True
    ),
    Field(name="day", type="date", titles_in_source=("Day",), title={"en": "Day"}, minimum="2020-01-01"),
    Field(
        name="value", type="money", titles_in_source=("Value",), title={"zh": "金额"}, currency="CNY", maximum="1000000"
    ),
    Field(name="supplier", type="text", titles_in_source=("Supplier",), description={"en": ATTACK}, pattern=ATTACK),
    Field(
        name="way",
        type="category",
        titles_in_source=("Way",),
        categories={"open": {"en": ATTACK, "zh": "公开招标"}, "direct": {"en": "Direct award"}},
    ),
    Field(name="active", type="boolean", titles_in_source=("Active",)),
    Field(name="parts", type="text", titles_in_source=("Parts",), separator="; "),
)

TABLE = pa.table(
    {
        "ref": ["007", "=1+1", ATTACK, "4"],
        "day": pa.array([dt.date(2026, 1, 1), dt.date(2026, 4, 1), None, dt.date(2026, 2, 28)], pa.date32()),
        "value": pa.array([Decimal("1200.50"), Decimal("-3.00"), None, Decimal("99999.99")], pa.decimal128(18, 2)),
        "supplier": [ATTACK, LONG, "北京市\r\n第二行\0", STRANGE],
        "way": pa.array(["open", "direct", "open", None]),
        "active": [True, False, None, True],
        "parts": pa.array([["a", "b"], [ATTACK], None, []], pa.list_(pa.string())),
    }
)


def _release(root: Path, id_: str, table: pa.Table, report: CheckReport, ledger: Ledger) -> Release:
    folder = root / "releases" / id_ / VERSION
    folder.mkdir(parents=True)
    names = (
        (f"{id_}.parquet", "parquet", "application/vnd.apache.parquet", "data"),
        (f"{id_}.csv", "csv", "text/csv", "data"),
        (f"{id_}.zip", "zip", "application/zip", "package"),
        (f"{id_}.quarantine.parquet", "parquet", "application/vnd.apache.parquet", "quarantine"),
        (f"{id_}.keys", "keys", "application/octet-stream", "keys"),
    )
    files = []
    for name, format_, media_type, role in names:
        path = folder / name
        if format_ == "parquet":
            parquet_file.write(path, table)
        elif format_ == "keys":
            keys_file.write(path, FIELDS[:1], table)
        else:
            path.write_bytes(b"some bytes")
        size, sha256 = path.stat().st_size, sha256_file(path)
        footer = parquet_file.footer_size(path) if format_ == "parquet" else 0
        files.append(
            ReleaseFile(
                name=name, format=format_, media_type=media_type, role=role, size=size, sha256=sha256, footer=footer
            )
        )
    absent = ReleaseFile(
        name=f"{id_}.xlsx",
        format="xlsx",
        media_type="x/y",
        role="data",
        size=0,
        sha256="",
        note="Too many rows for a sheet.",
    )
    return Release(
        dataset=id_,
        version=VERSION,
        released_on="2026-10-01",
        content="0123abcd" * 8,
        inputs="f" * 64,
        folder=folder,
        rows=table.num_rows,
        files=(*files, absent),
        sources=(ReleaseSource(name="datasets/finance/x/raw/a&b<i>.csv", size=1234, sha256="a" * 64),),
        ledger=ledger,
        report=report,
    )


def contracts(root: Path) -> DatasetEntry:
    profiles = (
        Profile(field="ref", rows=4, missing=0, distinct=4, least="007", most=ATTACK, top=(("007", 1),)),
        Profile(
            field="value",
            rows=4,
            missing=1,
            distinct=3,
            least="-3.00",
            most="99999.99",
            histogram=(Bin(low="-3", high="50000", count=2), Bin(low="50000", high="99999.99", count=1)),
        ),
        Profile(field="supplier", rows=4, missing=0, distinct=4, least=LONG, most=STRANGE, top=((ATTACK, 2), ("b", 1))),
        Profile(
            field="way", rows=4, missing=1, distinct=2, least="direct", most="open", top=(("open", 2), ("direct", 1))
        ),
        Profile(field="parts", rows=0, missing=0, distinct=0, least=None, most=None),
    )
    example = Issue(
        code="type",
        file="raw/a&b<i>.csv",
        sheet=ATTACK,
        record=12,
        field="value",
        column=ATTACK,
        text=ATTACK,
        note=ATTACK,
    )
    report = CheckReport(
        profiles=profiles,
        assertions=(
            AssertionResult(name="ledger", wanted="read = …", measured="10", holds=True),
            AssertionResult(name="min.filled.supplier", wanted="≥ 0.98", measured=ATTACK, holds=False),
        ),
        issues=(
            IssueSummary(code="type", field="value", total=1200, examples=(example,)),
            IssueSummary(
                code="encoding-chosen",
                field=None,
                total=1,
                examples=(Issue(code="encoding-chosen", file="a.csv", line=3),),
            ),
        ),
    )
    account = Account(
        file="raw/a&b<i>.csv", sheet=None, read=10, counted=10, published=4, quarantined=2, duplicates=1, dropped=3,
        drops={"header": 1, "footer": 2},
    )  # fmt: skip
    second = Account(
        file="raw/b.xlsx", sheet=ATTACK, read=1, counted=2, published=0, quarantined=0, duplicates=0, dropped=1
    )
    spec = _spec(
        root,
        "contracts",
        FIELDS,
        key=("ref",),
        charts=(
            Chart(kind="bars", x="way", y="sum(value)", title={"en": f"By way {ATTACK}", "zh": "按方式"}),
            Chart(kind="line", x="day", y="count"),
        ),
    )
    ledger = Ledger(accounts=(account, second), rows_out=4)
    return DatasetEntry(
        spec=spec, release=_release(root, "contracts", TABLE, report, ledger), kept=f"raw/x.csv: {ATTACK}"
    )


def empty(root: Path) -> DatasetEntry:
    """A dataset with no rows, no profile, nothing found."""
    spec = _spec(
        root,
        "empty",
        FIELDS,
        title={"zh": "空"},
        summary={"zh": "没有行"},
        description={},
        department="works",
        charts=(Chart(kind="bars", x="way", y="count"),),
    )
    report = CheckReport(profiles=(), assertions=(), issues=())
    return DatasetEntry(
        spec=spec, release=_release(root, "empty", TABLE.slice(0, 0), report, Ledger(accounts=(), rows_out=0))
    )


def documents() -> tuple[Document, ...]:
    common = {"collection": "notices", "department": "finance", "licence": "cc-by-4.0", "source_sha256": "b" * 64}
    attacked = Document(
        id="attacked", kind="notice", language="en", title=f"A notice {ATTACK}", number=ATTACK, issuers=(ATTACK,),
        written="2026-03-01", published="2026-03-02", themes=("health", "odd<i>"), pages=2, source_file="raw/<b>.pdf",
        source_size=2048, issues=(Issue(code="date-disagrees", file="raw/<b>.pdf", note=ATTACK),),
        blocks=(
            Block(kind="heading", text=ATTACK, level=4, page=1),
            Block(kind="paragraph", text=f"{ATTACK}\nsecond line, long enough to be a description", page=1),
            Block(kind="item", text="one", page=1),
            Block(kind="item", text=ATTACK, page=2),
            Block(kind="table", text="", cells=(("A", "B"), (ATTACK, "2", "3")), page=2),
        ),
        **common,
    )  # fmt: skip
    chinese = Document(
        id="gongwen", kind="law", language="zh", title="关于开展试点工作的通知", number="国发〔2016〕55号",
        issuers=("国务院", "财政部"), written=None, published=None, themes=(), pages=None, source_file="raw/c.html",
        source_size=10, blocks=(
            Block(kind="heading", text="一、总则", level=2),
            Block(kind="item", text="（一）坚持公开"),
            Block(kind="item", text="（二）坚持便民"),
            Block(kind="table", text="", cells=(("项目", "金额"), ("水", "1"))),
            Block(kind="paragraph", text=LONG),
        ),
        **common,
    )  # fmt: skip
    empty_text = Document(
        id="scan", kind="notice", language="zh", title="扫描件", number=None, issuers=(), written=None,
        published="2020-02-30", themes=(), pages=1, source_file="raw/s.pdf", source_size=0, blocks=(),
        issues=(Issue(code="no-text", file="raw/s.pdf"),),
        **common,
    )  # fmt: skip
    return attacked, chinese, empty_text


def services() -> tuple[Service, ...]:
    full = Service(
        id="licence", dataset="contracts", department="finance", name={"en": f"Licence {ATTACK}", "zh": "许可"},
        description={"en": ATTACK, "zh": "办证"}, audience="firm", conditions={"en": (ATTACK,)},
        materials={"en": (ATTACK, LONG), "zh": ("身份证",)}, steps={"en": ("Go", "Wait")}, fee={"en": "Free"},
        statutory_days=20, promised_days=1, visits=0, channel={"en": ("Online",)}, contact={"en": ATTACK},
        complaint={"en": "12345"}, legal_basis={"zh": ("行政许可法第三十条",)}, checked_on="2026-01-31",
    )  # fmt: skip
    bare = Service(
        id="bare", dataset="contracts", department="works", name={"zh": "缺项"}, description={}, audience=None,
        conditions={}, materials={}, steps={}, fee={}, statutory_days=None, promised_days=None, visits=None, channel={},
        contact={}, complaint={}, legal_basis={}, checked_on=None, missing=("materials", "fee", "visits"),
    )  # fmt: skip
    return bare, full


def catalog(root: Path) -> Catalog:
    collection = CollectionSpec(
        id="notices", path="documents/finance/notices/collection.yml", folder=root, title={"en": "Notices"},
        department="finance", licence="cc-by-4.0",
    )  # fmt: skip
    return Catalog(
        portal=portal(root),
        datasets=(contracts(root), empty(root)),
        collections=(collection,),
        documents=documents(),
        services=services(),
    )
