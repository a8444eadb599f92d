"""Portals with areas and datasets with coordinates, by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from publisher.catalog.model import DatasetEntry
from publisher.check.model import CheckReport
from publisher.clean.model import Ledger
from publisher.release.model import Release
from publisher.site.assets import load_assets
from publisher.site.frame import Site
from publisher.site.templates import templates_folder
from publisher.site.words import load_words
from publisher.spec.model import Area, Chart, Contact, DatasetSpec, Department, Field, Polygon, Portal, Source

ATTACK = """"'><script>alert(1)</script>"""
FIELDS = (
    Field(name="ref", type="identifier", titles_in_source=("Ref",)),
    Field(name="name", type="text", titles_in_source=("Name",)),
    Field(name="name_zh", type="text", titles_in_source=("名称",)),
    Field(name="district", type="text", titles_in_source=("District",), title={"en": "District", "zh": "区"}),
    Field(name="lat", type="latitude", titles_in_source=("Lat",)),
    Field(name="lon", type="longitude", titles_in_source=("Lon",)),
    Field(
        name="score",
        type="integer",
        titles_in_source=("Score",),
        unit="points",
        unit_title={"en": "points", "zh": "分"},
        title={"en": "Score", "zh": "得分"},
    ),
)
SCHEMA = pa.schema(
    [
        ("ref", pa.string()),
        ("name", pa.string()),
        ("name_zh", pa.string()),
        ("district", pa.string()),
        ("lat", pa.float64()),
        ("lon", pa.float64()),
        ("score", pa.int64()),
    ]
)


def square(west: float, south: float, side: float) -> Polygon:
    east, north = west + side, south + side
    return (((west, south), (east, south), (east, north), (west, north), (west, south)),)


def holed(west: float, south: float, side: float, inner: float) -> Polygon:
    (hole,) = square(west + (side - inner) / 2, south + (side - inner) / 2, inner)
    return (*square(west, south, side), tuple(reversed(hole)))


def area(id_: str, *polygons: Polygon, en: str = "", zh: str = "") -> Area:
    return Area(id=id_, name={"en": en or f"Area {id_}", "zh": zh or f"第{id_}区"}, polygons=polygons)


def site(language: str = "en", areas: Sequence[Area] = (), root: Path = Path("/nowhere")) -> Site:
    folder = templates_folder()
    portal = Portal(
        root=root,
        path="portal.yml",
        name={"en": "Open Harbour"},
        languages=("en", "zh"),
        publisher={"en": "Harbour"},
        contact=Contact(email="data@harbour.example"),
        address="https://data.harbour.example",
        licence="cc-by-4.0",
        departments={"finance": Department(id="finance", name={"en": "Finance"})},
        areas=tuple(areas),
    )
    return Site(portal=portal, words=load_words(language, folder / "locale"), assets=load_assets(folder))


def row(ref: str, latitude: float | None, longitude: float | None, **more: Any) -> dict[str, Any]:
    return {"ref": ref, "lat": latitude, "lon": longitude, **more}


def entry(
    folder: Path,
    rows: Sequence[dict[str, Any]],
    *,
    charts: Sequence[Chart] = (),
    key: Sequence[str] = ("ref",),
    fields: Sequence[Field] = FIELDS,
    schema: pa.Schema = SCHEMA,
) -> DatasetEntry:
    """A dataset ``places`` whose release is a Parquet file in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(list(rows), schema=schema), folder / "places.parquet")
    spec = DatasetSpec(
        id="places",
        path="datasets/finance/places/dataset.yml",
        folder=folder,
        kind="dataset",
        title={"en": "Places"},
        summary={"en": "All places of the city"},
        department="finance",
        licence="cc-by-4.0",
        frequency="monthly",
        sources=(Source(path="raw/*.csv"),),
        key=tuple(key),
        fields=tuple(fields),
        charts=tuple(charts),
        search_title="name",
    )
    release = Release(
        dataset="places",
        version="2026-10-01-0123abcd",
        released_on="2026-10-01",
        content="0123abcd" * 8,
        inputs="f" * 64,
        folder=folder,
        rows=len(rows),
        files=(),
        sources=(),
        ledger=Ledger(accounts=(), rows_out=len(rows)),
        report=CheckReport(profiles=(), assertions=(), issues=()),
    )
    return DatasetEntry(spec=spec, release=release)
