"""A dataset of every type in a file of two row groups, served as a release is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from publisher.catalog.model import Catalog, DatasetEntry
from publisher.clean.model import ORIGIN
from publisher.release import keys_file, parquet_file
from publisher.release.model import Release, ReleaseFile
from publisher.site.assets import load_assets
from publisher.site.frame import Site
from publisher.site.templates import templates_folder
from publisher.site.words import load_words
from publisher.spec.model import Field
from tests.site import factory

ROWS = 100_700  # a row group and a little more

FIELDS = (
    Field(name="ref", type="identifier", titles_in_source=("Ref",), title={"en": "Reference", "zh": "编号"}),
    Field(name="part", type="integer", titles_in_source=("Part",), title={"en": "Part", "zh": "部分"}),
    Field(name="name", type="text", titles_in_source=("Name",), title={"en": "Name", "zh": "名称"}),
    Field(name="value", type="money", titles_in_source=("Value",), currency="CNY", title={"en": "Value", "zh": "金额"}),
    Field(name="exact", type="number", titles_in_source=("Exact",), title={"en": "Exact", "zh": "精确"}),
    Field(name="ratio", type="number", titles_in_source=("Ratio",), title={"en": "Ratio", "zh": "比率"}),
    Field(name="large", type="integer", titles_in_source=("Large",), title={"en": "Large", "zh": "大数"}),
    Field(name="active", type="boolean", titles_in_source=("Active",), title={"en": "Active", "zh": "有效"}),
    Field(name="day", type="date", titles_in_source=("Day",), title={"en": "Day", "zh": "日期"}),
    Field(name="seen", type="datetime", titles_in_source=("Seen",), title={"en": "Seen", "zh": "时刻"}),
    Field(name="local", type="datetime", titles_in_source=("Local",), title={"en": "Local", "zh": "本地时刻"}),
    Field(
        name="way",
        type="category",
        titles_in_source=("Way",),
        title={"en": "Way", "zh": "方式"},
        categories={
            "open": {"en": "Open call", "zh": "公开招标"},
            "direct": {"en": "Direct award", "zh": "直接采购"},
            "x": {},
        },
    ),
    Field(name="words", type="text", titles_in_source=("Words",), separator="; ", title={"en": "Words", "zh": "词"}),
    Field(name="fees", type="money", titles_in_source=("Fees",), separator="|", title={"en": "Fees", "zh": "费用"}),
    Field(name="days", type="date", titles_in_source=("Days",), separator=" ", title={"en": "Days", "zh": "日"}),
)

_NAMES = [
    "Harbour Works",
    "harbour & sons",
    "临海建设",
    "ＦＵＬＬ width",
    "=1+1",
    "",
    'a "quoted", text',
    "x\r\ny",
    "é́",
    "👩‍👩",
    None,
]
_FLOATS = [0.1, -0.0, 1e300, 1e10, 9999999999.5, 1e-7, 0.00001, 5e-324, float("nan"), float("inf"), -float("inf"), None]


def table(rows: int = ROWS, seed: int = 5) -> pa.Table:
    """Rows of every type, with missing values, negative and very large ones, and days before 1970."""
    random = np.random.default_rng(seed)

    def pick(choices: list[Any]) -> list[Any]:
        return [choices[n] for n in random.integers(0, len(choices), rows)]

    cents = random.integers(-(10**6), 10**7, rows).tolist()
    days = np.sort(random.integers(-200_000, 60_000, rows)).tolist()
    epoch = dt.date(1970, 1, 1).toordinal()
    micros = random.integers(-(10**15), 2 * 10**15, rows).tolist()
    return pa.table(
        {
            "ref": [f"R-{n // 2:06d}" for n in range(rows)],
            "part": [n % 2 for n in range(rows)],
            "name": pa.array(pick(_NAMES), pa.string()),
            "value": pa.array([None if n % 97 == 0 else Decimal(n).scaleb(-2) for n in cents], pa.decimal128(20, 2)),
            "exact": pa.array(
                [Decimal(n * 10**21 + n).scaleb(-9) if n % 5 else None for n in cents], pa.decimal128(38, 9)
            ),
            "ratio": pa.array(pick(_FLOATS), pa.float64()),
            "large": pa.array([2**62 + n if n % 3 else n for n in cents], pa.int64()),
            "active": pa.array(pick([True, False, None]), pa.bool_()),
            "day": pa.array([dt.date.fromordinal(epoch + n) for n in days], pa.date32()),
            "seen": pa.array(micros, pa.timestamp("us", "UTC")),
            "local": pa.array([n // 10**6 * 1000 for n in micros], pa.timestamp("ms")),
            "way": pa.array(pick(["open", "direct", "x", None]), pa.string()),
            "words": pa.array(pick([["a", "b; c"], ["=cmd"], [], None, ["临海"], ["a", None]]), pa.list_(pa.string())),
            "fees": pa.array(
                pick([[Decimal("10.00"), Decimal("2.50")], [], None, [Decimal("-3.00")]]),
                pa.list_(pa.decimal128(18, 2)),
            ),
            "days": pa.array(pick([[dt.date(2026, 3, 1), dt.date(1899, 12, 31)], None]), pa.list_(pa.date32())),
        }
    )


@dataclass(frozen=True, kw_only=True)
class Made:
    """A served dataset: its entry and table, and the folder that a server shows."""

    entry: DatasetEntry
    table: pa.Table
    catalog: Catalog
    root: Path

    def served(self, name: str) -> Path:
        """A folder that holds the version's files at their addresses."""
        folder = self.root / name
        (folder / "data" / "contracts").mkdir(parents=True)
        (folder / "data" / "contracts" / self.entry.release.version).symlink_to(self.entry.release.folder)
        return folder

    def site(self, language: str = "en") -> Site:
        folder = templates_folder()
        return Site(
            portal=self.catalog.portal, words=load_words(language, folder / "locale"), assets=load_assets(folder)
        )


def made(
    root: Path, data: pa.Table, fields: tuple[Field, ...] = FIELDS, key: tuple[str, ...] = ("ref", "part")
) -> Made:
    """The dataset ``contracts`` of the hand-made catalogue with these rows."""
    catalog = factory.catalog(root)
    entry = catalog.datasets[0]
    spec = _replaced(entry.spec, fields=fields, key=key, charts=())
    folder = root / "releases" / "contracts" / "2026-10-01-0123abcd"
    origin = pa.table(
        {
            "file": ["raw/a.xlsx"] * data.num_rows,
            "sheet": pa.array(["Awards", None] * (data.num_rows // 2) + ["Awards"] * (data.num_rows % 2), pa.string()),
            "record": pa.array(range(2, data.num_rows + 2), pa.int64()),
        },
        schema=ORIGIN,
    )
    parquet_file.write(folder / "contracts.parquet", data)
    parquet_file.write(folder / "contracts.origin.parquet", origin)
    written = [_file(folder, "contracts.parquet", "data"), _file(folder, "contracts.origin.parquet", "origin")]
    if key:
        keys_file.write(folder / "contracts.keys", [field for field in fields if field.name in key], data)
        written.append(_file(folder, "contracts.keys", "keys"))
    names = {file.name for file in written}
    files = (*written, *(file for file in entry.release.files if file.name not in names))
    release: Release = _replaced(entry.release, files=files, rows=data.num_rows, folder=folder)
    entry = _replaced(entry, spec=spec, release=release, kept=None)
    return Made(entry=entry, table=data, catalog=_replaced(catalog, datasets=(entry, *catalog.datasets[1:])), root=root)


def _file(folder: Path, name: str, role: str) -> ReleaseFile:
    path = folder / name
    kind = name.rpartition(".")[2]
    footer = parquet_file.footer_size(path) if kind == "parquet" else 0
    size = path.stat().st_size
    return ReleaseFile(name=name, format=kind, media_type="x/y", role=role, size=size, sha256="0" * 64, footer=footer)


def _replaced(value: Any, **changes: Any) -> Any:
    import dataclasses

    return dataclasses.replace(value, **changes)
