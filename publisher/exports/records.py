"""What every standard says of a dataset, once: addresses, texts, dates, files, people; each export only maps it.

Ids are addresses, and addresses never change: a dataset is ``<site>/datasets/<id>/`` where a standard wants
a text, and ``<site>/datasets/<id>/#dataset`` in RDF, where the page is a resource of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from publisher.catalog.model import DatasetEntry
from publisher.exports.ascii import writable
from publisher.release.model import Release, ReleaseFile
from publisher.spec.model import Contact, DatasetSpec, Portal, Text, say
from publisher.terms import DATE_TYPES, THEMES

# The name a reader knows each format by, as CKAN and other portals show it.
FORMATS: Mapping[str, str] = {
    "parquet": "Parquet",
    "csv": "CSV",
    "jsonl": "JSONL",
    "geojson": "GeoJSON",
    "xlsx": "XLSX",
    "zip": "ZIP",
}

_NOTES: Mapping[str, Text] = {
    "parquet": {
        "en": "All rows with exact types, for programs and data tools.",
        "zh": "全部记录，保留准确的数据类型，供程序和数据工具使用。",
    },
    "csv": {"en": "All rows as UTF-8 text, separated by commas.", "zh": "全部记录，UTF-8 编码、逗号分隔的文本。"},
    "jsonl": {"en": "All rows, one JSON object a line.", "zh": "全部记录，每行一个 JSON 对象。"},
    "geojson": {
        "en": "All rows as points on the map, for geographic software.",
        "zh": "全部记录的点位，供地理信息软件使用。",
    },
    "xlsx": {"en": "All rows as a workbook for spreadsheets.", "zh": "全部记录，供电子表格软件打开的工作簿。"},
    "zip": {"en": "The CSV with its fields, licence and description.", "zh": "CSV 文件及其字段、许可和说明。"},
}


@dataclass(frozen=True, kw_only=True)
class FileRecord:
    """One file to download. ``key``: its ending, which names it among the dataset's files; ``note``: what it is for."""

    key: str
    format: str
    note: Text
    address: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class DatasetRecord:
    """One dataset. Texts: language -> text. ``box``: west, south, east, north in degrees, as text.

    ``issued`` is the day of its first release. ``created_at`` and ``modified_at`` are the instants its first and its
    newest release were made, ISO 8601 in UTC to the second; where none was kept, the day's first.

    ``titles`` always holds a title in Latin letters, under ``en`` where no language gives one: portals make their
    addresses from it. ``email`` is the department's, else the portal's, else empty.
    """

    id: str
    spec_path: str
    address: str
    titles: Text
    descriptions: Text
    department: str
    department_names: Text
    department_address: str
    contact: str
    email: str
    licence: str
    frequency: str
    keywords: Mapping[str, tuple[str, ...]]
    themes: tuple[str, ...]
    languages: tuple[str, ...]
    version: str
    issued: str
    created_at: str
    modified_at: str
    period: tuple[str, str] | None
    box: tuple[str, str, str, str] | None
    files: tuple[FileRecord, ...]


def dataset_record(entry: DatasetEntry, portal: Portal) -> DatasetRecord:
    """The record of a dataset as it is live."""
    spec, release = entry.spec, entry.release
    department = portal.departments[spec.department]
    return DatasetRecord(
        id=spec.id,
        spec_path=spec.path,
        address=site_address(portal, f"/datasets/{spec.id}/"),
        titles=_with_latin(texts(spec.title), spec.id),
        descriptions=_descriptions(spec, portal),
        department=department.id,
        department_names=texts(department.name),
        department_address=site_address(portal, f"/departments/{department.id}/"),
        contact=_contact_name((department.contact, portal.contact), department.name, portal),
        email=department.contact.email or portal.contact.email,
        licence=spec.licence,
        frequency=spec.frequency,
        keywords=_keywords(spec, texts(department.name)),
        themes=tuple(theme for theme in spec.themes if theme in THEMES),
        languages=portal.languages,
        version=release.version,
        issued=min(item.released_on for item in (*entry.history, release)),
        created_at=min(released_at(item) for item in (*entry.history, release)),
        modified_at=released_at(release),
        period=period(entry),
        box=box(entry),
        files=tuple(_file(file, spec.id, portal) for file in release.files if is_distribution(file)),
    )


def released_at(release: Release) -> str:
    """The instant a release was made; of one whose instant was not kept, the first of its day."""
    return release.released_at or f"{release.released_on}T00:00:00Z"


def site_address(portal: Portal, path: str) -> str:
    """The absolute address of a path that begins with a slash."""
    return portal.address.rstrip("/") + path


def is_distribution(file: ReleaseFile) -> bool:
    """Whether others should take the file for the dataset: what was held back and where rows came from is not."""
    return file.role in ("data", "package") and file.size > 0


def texts(text: Text) -> dict[str, str]:
    """The languages that have a text, each text writable everywhere."""
    return {language: writable(said) for language, said in text.items() if writable(said)}


def period(entry: DatasetEntry) -> tuple[str, str] | None:
    """From the least to the greatest day of the first date field that has any."""
    profiles = {profile.field: profile for profile in entry.release.report.profiles}
    for field in entry.spec.fields:
        profile = profiles.get(field.name)
        if field.type in DATE_TYPES and profile is not None and profile.least and profile.most:
            return profile.least[:10], profile.most[:10]
    return None


def box(entry: DatasetEntry) -> tuple[str, str, str, str] | None:
    """West, south, east and north of what the first pair of coordinates covers, as text."""
    profiles = {profile.field: profile for profile in entry.release.report.profiles}
    found = []
    for kind in ("longitude", "latitude"):
        field = next((field for field in entry.spec.fields if field.type == kind), None)
        profile = profiles.get(field.name) if field else None
        if profile is None or profile.least is None or profile.most is None:
            return None
        found.append((profile.least, profile.most))
    (west, east), (south, north) = found
    return west, south, east, north


def _file(file: ReleaseFile, id_: str, portal: Portal) -> FileRecord:
    return FileRecord(
        key=file.format,
        format=FORMATS.get(file.format, file.format.upper()),
        note={language: note for language, note in _NOTES.get(file.format, {}).items() if language in portal.languages},
        address=site_address(portal, f"/data/{id_}/{file.name}"),
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
    )


def _with_latin(titles: dict[str, str], id_: str) -> dict[str, str]:
    if any(sum(letter.isascii() and letter.isalpha() for letter in title) > 2 for title in titles.values()):
        return titles
    return {**titles, "en": id_.replace("-", " ").capitalize()}


def _descriptions(spec: DatasetSpec, portal: Portal) -> dict[str, str]:
    """Summary and description in each language that has either; the title where there is neither."""
    summaries, more = texts(spec.summary), texts(spec.description)
    found = {
        language: "\n\n".join(part for part in (summaries.get(language), more.get(language)) if part)
        for language in portal.languages
        if language in summaries or language in more
    }
    return found or summaries or more or texts(spec.title)


def _keywords(spec: DatasetSpec, department: Text) -> dict[str, tuple[str, ...]]:
    themes = tuple(THEMES[theme] for theme in spec.themes if theme in THEMES)
    found: dict[str, tuple[str, ...]] = {language: (name,) for language, name in department.items()}
    return {**found, "en": (*themes, *found.get("en", ()))} if themes else found


def _contact_name(contacts: tuple[Contact, ...], department: Text, portal: Portal) -> str:
    first = portal.languages[0]
    own = next((contact for contact in contacts if contact.email), contacts[0])
    return writable(say(own.name, first)) or writable(say(department, first))
