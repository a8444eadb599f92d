"""Make a release: everything is written beside its place, and one rename puts it there."""

from __future__ import annotations

import dataclasses
import datetime as dt
import errno
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from publisher.check.model import CheckReport
from publisher.clean.model import QUARANTINE, Cleaned
from publisher.errors import EditionError
from publisher.files import sha256_bytes, sha256_file, to_json, write_json
from publisher.release import csv_file, geojson_file, jsonl_file, keys_file, parquet_file, xlsx_file
from publisher.release.archive import entry
from publisher.release.descriptor import about, home, package
from publisher.release.manifest import plain
from publisher.release.manifest import to_json as manifest
from publisher.release.model import Release, ReleaseField, ReleaseFile, ReleaseSource
from publisher.release.readme import Facts, dictionary, licence_text, readme
from publisher.release.store import MANIFEST, current, load, versions
from publisher.release.workbook import About
from publisher.spec.model import DatasetSpec, Portal, coordinates, say
from publisher.terms import LICENCES, media_type

LAYOUT = 2  # raise it when the files of a release change while the data do not
_BUILDING = ".building-"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True, kw_only=True)
class _Making:
    """One release on its way: what it is made from, and the folder it is written into."""

    spec: DatasetSpec
    portal: Portal
    table: pa.Table
    cleaned: Cleaned
    report: CheckReport
    sources: tuple[ReleaseSource, ...]
    released_on: dt.date
    folder: Path

    def path(self, suffix: str) -> Path:
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


def build(  # noqa: PLR0913  (a release has this many origins, and each is named at the call)
    spec: DatasetSpec,
    portal: Portal,
    cleaned: Cleaned,
    report: CheckReport,
    *,
    sources: tuple[ReleaseSource, ...],
    inputs: str,
    released_on: dt.date,
    store: Path,
    released_at: dt.datetime | None = None,
    dated: bool = False,
) -> Release:
    """Write all files of a release into ``store/<dataset>/<version>/`` and return it, not yet promoted.

    When the content is that of the current release, or, where the day is told by the sources (``dated``), of the last
    of this day, that release is returned as it was, with its own instant, and nothing new is written. An earlier
    release of the same day comes back with this instant: it is released again. What interrupted builds left is removed
    first. Raises EditionError when the disk is full or may not be written; then nothing new is there.
    """
    instant = _instant(released_at)
    place = store / spec.id
    table = parquet_file.described(cleaned.table, spec.fields, portal.languages, _about_file(spec, portal))
    with (
        _told(store, need=5 * (table.nbytes + cleaned.origin.nbytes + cleaned.quarantine.nbytes)),
        _aside(place) as aside,
    ):
        making = _Making(
            spec=spec,
            portal=portal,
            table=table,
            cleaned=cleaned,
            report=report,
            sources=sources,
            released_on=released_on,
            folder=aside,
        )
        exact = _write_exact(making)
        static = about(spec, portal)
        content = _content(static, exact, making)
        version = f"{released_on.isoformat()}-{content[:8]}"
        if (known := _known(store, spec.id, version, content=None if dated else content)) is not None:
            return _again(known, instant if _was_replaced(store, known) else "", dated=dated)
        files = _write_rest(making, static, version)
        release = Release(
            dataset=spec.id,
            version=version,
            released_on=released_on.isoformat(),
            content=content,
            inputs=inputs,
            folder=place / version,
            rows=table.num_rows,
            files=(exact["parquet"], *files, exact["quarantine.parquet"], exact["origin.parquet"]),
            sources=sources,
            ledger=cleaned.ledger,
            report=report,
            fields=tuple(
                ReleaseField(name=field.name, type=field.type, arrow=str(one.type), separator=field.separator)
                for field, one in zip(spec.fields, table.schema, strict=True)
            ),
            released_at=instant,
            dated=dated,
        )
        _put(release, aside)
    return release


def _write_exact(making: _Making) -> Mapping[str, ReleaseFile]:
    """The three Parquet files: data, records held back, origin of each row."""
    quarantine = making.cleaned.quarantine.select(QUARANTINE.names).cast(QUARANTINE)
    parquet_file.write(making.path("parquet"), making.table)
    parquet_file.write(making.path("quarantine.parquet"), quarantine)
    parquet_file.write(making.path("origin.parquet"), making.cleaned.origin)
    return {
        "parquet": making.file("parquet"),
        "quarantine.parquet": making.file("quarantine.parquet", role="quarantine"),
        "origin.parquet": making.file("origin.parquet", role="origin"),
    }


def _content(static: Mapping[str, Any], exact: Mapping[str, ReleaseFile], making: _Making) -> str:
    """The hash of what is published: data, records held back, origins, account, findings and words; no date."""
    value = {
        "layout": LAYOUT,
        "files": {name: file.sha256 for name, file in exact.items()},
        "about": static,
        "summary": plain(making.spec.summary),
        "notice": plain(making.portal.notice),
        "ledger": plain(making.cleaned.ledger),
        "issues": plain(making.report.issues),
    }
    return sha256_bytes(to_json(value).encode("utf-8"))


def _instant(at: dt.datetime | None) -> str:
    return "" if at is None else at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _known(store: Path, dataset: str, version: str, *, content: str | None) -> Release | None:
    """A published release that says the same: the current one, if it has ``content``, or one of the same day."""
    latest = current(store, dataset)
    if latest is not None and latest.content == content:
        return latest
    if version in versions(store, dataset) and (store / dataset / version).is_dir():
        return load(store / dataset / version)
    return None


def _was_replaced(store: Path, release: Release) -> bool:
    """Whether a later release of the same day took its place."""
    same_day = [version for version in versions(store, release.dataset) if version[:10] == release.version[:10]]
    return same_day[-1] != release.version


def _again(known: Release, instant: str, *, dated: bool) -> Release:
    """The release as it is made again, with another instant if there is one: harvesters take only what is later.

    Its files stay untouched; ``release.json`` is written when it tells another instant, or now that its sources tell
    its day.
    """
    again = dataclasses.replace(known, released_at=instant or known.released_at, dated=dated or known.dated)
    if again != known:
        write_json(again.folder / MANIFEST, manifest(again))
    return again


def _write_rest(making: _Making, static: dict[str, Any], version: str) -> tuple[ReleaseFile, ...]:
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


def _write_keys(making: _Making) -> tuple[ReleaseFile, ...]:
    """The key file of a dataset that has a key."""
    key = [field for name in making.spec.key for field in making.spec.fields if field.name == name]
    if not key or not making.table.num_rows:
        return ()
    keys_file.write(making.path("keys"), key, making.table)
    return (making.file("keys", role="keys"),)


def _write_places(making: _Making) -> tuple[ReleaseFile, ...]:
    """The GeoJSON of a dataset that has coordinates."""
    place = coordinates(making.spec.fields)
    if place is None:
        return ()
    note = geojson_file.write(making.path("geojson"), making.spec.fields, making.table, place)
    return (making.file("geojson", note=note),)


def _write_workbook(making: _Making) -> str:
    spec, first = making.spec, making.portal.languages[0]
    facts = About(title=say(spec.title, first), creator=say(making.portal.publisher, first), created=making.released_on)
    lines = dictionary(spec, making.portal, making.report.profiles)
    return xlsx_file.write(making.path("xlsx"), spec.fields, making.table, lines, facts)


def _write_archive(
    making: _Making, static: dict[str, Any], version: str, data: ReleaseFile, guarded: Mapping[str, int]
) -> None:
    descriptor = package(
        static,
        version=version,
        released_on=making.released_on,
        sources=making.sources,
        data=data,
        guarded=guarded,
    )
    facts = Facts(
        version=version,
        released_on=making.released_on,
        rows=making.table.num_rows,
        profiles=making.report.profiles,
        sources=making.sources,
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


def _about_file(spec: DatasetSpec, portal: Portal) -> dict[str, str]:
    licence = LICENCES[spec.licence]
    made = {"dataset": spec.id, "licence": licence.url, "homepage": home(spec, portal)}
    made |= parquet_file.by_language("title", spec.title, portal.languages)
    made |= parquet_file.by_language("description", spec.description or spec.summary, portal.languages)
    return made | parquet_file.by_language("publisher", portal.publisher, portal.languages)


@contextmanager
def _aside(place: Path) -> Iterator[Path]:
    """A folder beside the versions, gone when the block ends unless it was renamed; older ones are removed first."""
    place.mkdir(parents=True, exist_ok=True)
    for leftover in place.glob(f"{_BUILDING}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=place))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put(release: Release, aside: Path) -> None:
    """Write ``release.json`` and give the folder its name. An unpublished folder of that name makes room."""
    (aside / MANIFEST).write_text(to_json(manifest(release)), encoding="utf-8")
    for path in aside.iterdir():
        path.chmod(0o644)
    aside.chmod(0o755)
    if release.folder.exists():
        shutil.rmtree(release.folder)
    aside.rename(release.folder)


@contextmanager
def _told(store: Path, *, need: int) -> Iterator[None]:
    """Turn what the file system refuses into words."""
    try:
        yield
    except OSError as error:
        there = next(folder for folder in (store, *store.parents) if folder.exists())
        if error.errno in _FULL:
            have = shutil.disk_usage(there).free
            message = f"no room for the release: it needs about {_size(need)}, and {_size(have)} is free in {store}"
            remedy = "Free space, or keep fewer editions (keep_editions: in portal.yml), and run again."
        else:
            message = f"the release cannot be written: {error.strerror or error} ({error.filename or store})"
            remedy = "Give the account that publishes the right to write there, and run again."
        raise EditionError(message, remedy=remedy) from error


def _size(number: int) -> str:
    return f"{number / 1e6:,.1f} MB"
