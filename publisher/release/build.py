"""Make a release: everything is written beside its place, and one rename puts it there."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from publisher.check.model import CheckReport
from publisher.clean.model import Cleaned
from publisher.files import sha256_bytes, to_json, write_json
from publisher.release import parquet_file
from publisher.release.descriptor import about, home
from publisher.release.distributions import Making, write_exact, write_rest
from publisher.release.folder import aside, put, told
from publisher.release.manifest import plain
from publisher.release.manifest import to_json as manifest
from publisher.release.model import Occasion, Release, ReleaseField, ReleaseFile
from publisher.release.store import MANIFEST, current, load, versions
from publisher.spec.model import DatasetSpec, Portal
from publisher.terms import LICENCES

LAYOUT = 2  # raise it when the files of a release change while the data do not


def build(
    spec: DatasetSpec, portal: Portal, cleaned: Cleaned, report: CheckReport, occasion: Occasion, *, store: Path
) -> Release:
    """Write all files of a release into ``store/<dataset>/<version>/`` and return it, not yet promoted.

    When the content is that of the current release, or, where the day is told by the sources (``occasion.dated``), of
    the last of this day, that release is returned as it was, with its own instant, and nothing new is written. An
    earlier release of the same day comes back with this instant: it is released again. What interrupted builds left is
    removed first. Raises EditionError when the disk is full or may not be written; then nothing new is there.
    """
    table = parquet_file.described(cleaned.table, spec.fields, portal.languages, _about_file(spec, portal))
    need = 5 * (table.nbytes + cleaned.origin.nbytes + cleaned.quarantine.nbytes)
    with told(store, need=need), aside(store / spec.id) as folder:
        making = Making(
            spec=spec, portal=portal, table=table, cleaned=cleaned, report=report, occasion=occasion, folder=folder
        )
        exact = write_exact(making)
        static = about(spec, portal)
        content = _content(static, exact, making)
        version = f"{occasion.released_on.isoformat()}-{content[:8]}"
        if (known := _known(store, spec.id, version, content=None if occasion.dated else content)) is not None:
            return _again(known, occasion, anew=_was_replaced(store, known))
        files = write_rest(making, static, version)
        release = Release(
            dataset=spec.id,
            version=version,
            released_on=occasion.released_on.isoformat(),
            content=content,
            inputs=occasion.inputs,
            folder=store / spec.id / version,
            rows=table.num_rows,
            files=(
                exact["parquet"],
                *files,
                *(exact[name] for name in ("quarantine.parquet", "origin.parquet", "repairs.parquet") if name in exact),
            ),
            sources=occasion.sources,
            ledger=cleaned.ledger,
            report=report,
            fields=tuple(
                ReleaseField(name=field.name, type=field.type, arrow=str(one.type), separator=field.separator)
                for field, one in zip(spec.fields, table.schema, strict=True)
            ),
            released_at=_instant(occasion.released_at),
            dated=occasion.dated,
        )
        put(release, folder)
    return release


def _content(static: Mapping[str, Any], exact: Mapping[str, ReleaseFile], making: Making) -> str:
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


def _again(known: Release, occasion: Occasion, *, anew: bool) -> Release:
    """The release as it is made again; ``anew``: with this instant, if there is one (harvesters take what is later).

    Its files stay untouched; ``release.json`` is written when it tells another instant, or now that its sources tell
    its day.
    """
    instant = _instant(occasion.released_at) if anew else ""
    again = dataclasses.replace(known, released_at=instant or known.released_at, dated=occasion.dated or known.dated)
    if again != known:
        write_json(again.folder / MANIFEST, manifest(again))
    return again


def _about_file(spec: DatasetSpec, portal: Portal) -> dict[str, str]:
    licence = LICENCES[spec.licence]
    made = {"dataset": spec.id, "licence": licence.url, "homepage": home(spec, portal)}
    made |= parquet_file.by_language("title", spec.title, portal.languages)
    made |= parquet_file.by_language("description", spec.description or spec.summary, portal.languages)
    return made | parquet_file.by_language("publisher", portal.publisher, portal.languages)
