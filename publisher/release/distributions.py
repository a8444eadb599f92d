"""Write the files of a release: three that are exact, the formats made of them, and the archive."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from publisher.check.model import CheckReport
from publisher.clean.model import QUARANTINE, Cleaned
from publisher.files import sha256_file, to_json
from publisher.release import csv_file, geojson_file, jsonl_file, keys_file, parquet_file, xlsx_file
from publisher.release.archive import entry
from publisher.release.descriptor import package
from publisher.release.model import Occasion, ReleaseFile
from publisher.release.readme import Facts, dictionary, licence_text, readme
from publisher.release.workbook import About
from publisher.spec.model import DatasetSpec, Portal, coordinates, say
from publisher.terms import media_type


@dataclass(frozen=True, kw_only=True)
class Making:
    """One release on its way: what it is made from, and the folder it is written into."""

    spec: DatasetSpec
    portal: Portal
    table: pa.Table
    cleaned: Cleaned
    report: CheckReport
    occasion: Occasion
    folder: Path

    def path(self, suffix: str) -> Path:
        """Where the file ``<id>.<suffix>`` is written."""
        return self.folder / f"{self.spec.id}.{suffix}"

    def file(self, suffix: str, role: str = "data", note: str = "") -> ReleaseFile:
        """What is known of a written file; of one that was not written, the note that says why."""
        path, kind = self.path(suffix), suffix.rpartition(".")[2]
        there = path.exists()
        return ReleaseFile(
            name=path.name,
            format=kind,
            media_type=media_type(path.name).partition(";")[0],
            role=role,
            size=path.stat().st_size if there else 0,
            sha256=sha256_file(path) if there else "",
            note=note,
            footer=parquet_file.footer_size(path) if kind == "parquet" else 0,
        )


def write_exact(making: Making) -> Mapping[str, ReleaseFile]:
    """The three Parquet files: data, records held back, origin of each row; and the repairs, where there are any."""
    quarantine = making.cleaned.quarantine.select(QUARANTINE.names).cast(QUARANTINE)
    parquet_file.write(making.path("parquet"), making.table)
    parquet_file.write(making.path("quarantine.parquet"), quarantine)
    parquet_file.write(making.path("origin.parquet"), making.cleaned.origin)
    repaired = {}
    if len(making.cleaned.repairs):
        parquet_file.write(making.path("repairs.parquet"), making.cleaned.repairs)
        repaired = {"repairs.parquet": making.file("repairs.parquet", role="repairs")}
    return repaired | {
        "parquet": making.file("parquet"),
        "quarantine.parquet": making.file("quarantine.parquet", role="quarantine"),
        "origin.parquet": making.file("origin.parquet", role="origin"),
    }


def write_rest(making: Making, static: dict[str, Any], version: str) -> tuple[ReleaseFile, ...]:
    """CSV, JSON Lines, GeoJSON, XLSX and the archive. The workbook, half of the work, is written beside the others."""
    with ThreadPoolExecutor(max_workers=1) as beside:
        workbook = beside.submit(_write_workbook, making)
        guarded = csv_file.write(making.path("csv"), making.spec.fields, making.table)
        data = making.file("csv", note=_guard_note(guarded))
        jsonl_file.write(making.path("jsonl"), making.spec.fields, making.table)
        places = _write_places(making)
        _write_archive(making, static, version, data, guarded)
        note = workbook.result()
    sheet, package = making.file("xlsx", note=note), making.file("zip", role="package")
    return data, making.file("jsonl"), *places, sheet, package, *_write_keys(making)


def _write_keys(making: Making) -> tuple[ReleaseFile, ...]:
    """The key file of a dataset that has a key."""
    key = [field for name in making.spec.key for field in making.spec.fields if field.name == name]
    if not key or not making.table.num_rows:
        return ()
    keys_file.write(making.path("keys"), key, making.table)
    return (making.file("keys", role="keys"),)


def _write_places(making: Making) -> tuple[ReleaseFile, ...]:
    """The GeoJSON of a dataset that has coordinates."""
    place = coordinates(making.spec.fields)
    if place is None:
        return ()
    note = geojson_file.write(making.path("geojson"), making.spec.fields, making.table, place)
    return (making.file("geojson", note=note),)


def _write_workbook(making: Making) -> str:
    """The workbook with its sheet about the data; returns the note that says why it is absent or limited, if it is."""
    spec, portal, first = making.spec, making.portal, making.portal.languages[0]
    created = making.occasion.released_on
    facts = About(title=say(spec.title, first), creator=say(portal.publisher, first), created=created)
    lines = dictionary(spec, portal, making.report.profiles)
    return xlsx_file.write(making.path("xlsx"), spec.fields, making.table, lines, facts)


def _write_archive(
    making: Making, static: dict[str, Any], version: str, data: ReleaseFile, guarded: Mapping[str, int]
) -> None:
    descriptor = package(
        static,
        version=version,
        released_on=making.occasion.released_on,
        sources=making.occasion.sources,
        data=data,
        guarded=guarded,
    )
    facts = Facts(
        version=version,
        released_on=making.occasion.released_on,
        rows=making.table.num_rows,
        profiles=making.report.profiles,
        sources=making.occasion.sources,
    )
    with zipfile.ZipFile(making.path("zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(entry("README.md"), readme(making.spec, making.portal, facts))
        archive.writestr(entry("LICENCE.txt"), licence_text(making.spec))
        archive.writestr(entry("datapackage.json"), to_json(descriptor))
        large = data.size >= 2**31
        with making.path("csv").open("rb") as csv, archive.open(entry(data.name), "w", force_zip64=large) as stream:
            shutil.copyfileobj(csv, stream, 1 << 20)


def _guard_note(guarded: Mapping[str, int]) -> str:
    if not guarded:
        return ""
    cells = sum(guarded.values())
    where = ", ".join(sorted(guarded))
    return f"Cells with an apostrophe before text that a spreadsheet would take for a formula: {cells} ({where})."
