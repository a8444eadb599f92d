"""Controlled lists, in one place: what a spec may say, and what each word means.

Codes of licences and frequencies lead to the addresses other catalogues know them by (SPDX, Creative Commons,
the Publications Office of the EU), so that an export needs no table of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

FieldType = Literal[
    "identifier",
    "text",
    "integer",
    "number",
    "money",
    "percent",
    "boolean",
    "date",
    "datetime",
    "period",
    "category",
    "url",
    "email",
    "latitude",
    "longitude",
]
FIELD_TYPES: tuple[str, ...] = get_args(FieldType)
TEXT_TYPES = frozenset({"identifier", "text", "period", "category", "url", "email"})
NUMBER_TYPES = frozenset({"integer", "number", "money", "percent", "latitude", "longitude"})
DATE_TYPES = frozenset({"date", "datetime"})

# How the files of a run stand to those of earlier ones, and what may be mended before cleaning.
MODES = ("replace", "append")
REPAIRS = ("delimiters",)

DATASET_KINDS = ("dataset", "service")
DOCUMENT_KINDS = (
    "law",
    "regulation",
    "normative",
    "notice",
    "interpretation",
    "comment",
    "news",
    "reply",
    "minutes",
)


@dataclass(frozen=True, kw_only=True)
class Licence:
    """A licence data may be published under.

    ``ckan``: its id and title in CKAN's own register of licences, by which CKAN knows it again.
    """

    id: str
    title: str
    url: str
    spdx: str
    ckan: tuple[str, str]


LICENCES: dict[str, Licence] = {
    licence.id: licence
    for licence in (
        Licence(
            id="cc0-1.0",
            title="Creative Commons CC0 1.0",
            url="https://creativecommons.org/publicdomain/zero/1.0/",
            spdx="CC0-1.0",
            ckan=("cc-zero", "Creative Commons CCZero"),
        ),
        Licence(
            id="cc-by-4.0",
            title="Creative Commons Attribution 4.0",
            url="https://creativecommons.org/licenses/by/4.0/",
            spdx="CC-BY-4.0",
            ckan=("cc-by", "Creative Commons Attribution"),
        ),
        Licence(
            id="cc-by-sa-4.0",
            title="Creative Commons Attribution-ShareAlike 4.0",
            url="https://creativecommons.org/licenses/by-sa/4.0/",
            spdx="CC-BY-SA-4.0",
            ckan=("cc-by-sa", "Creative Commons Attribution Share-Alike"),
        ),
        Licence(
            id="odc-by-1.0",
            title="Open Data Commons Attribution 1.0",
            url="https://opendatacommons.org/licenses/by/1-0/",
            spdx="ODC-By-1.0",
            ckan=("odc-by", "Open Data Commons Attribution License"),
        ),
        Licence(
            id="odbl-1.0",
            title="Open Data Commons Open Database Licence 1.0",
            url="https://opendatacommons.org/licenses/odbl/1-0/",
            spdx="ODbL-1.0",
            ckan=("odc-odbl", "Open Data Commons Open Database License (ODbL)"),
        ),
        Licence(
            id="pddl-1.0",
            title="Open Data Commons Public Domain 1.0",
            url="https://opendatacommons.org/licenses/pddl/1-0/",
            spdx="PDDL-1.0",
            ckan=("odc-pddl", "Open Data Commons Public Domain Dedication and License (PDDL)"),
        ),
        Licence(
            id="ogl-uk-3.0",
            title="Open Government Licence 3.0 (United Kingdom)",
            url="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
            spdx="OGL-UK-3.0",
            ckan=("uk-ogl", "UK Open Government Licence (OGL)"),
        ),
    )
}


@dataclass(frozen=True, kw_only=True)
class Frequency:
    """How often a dataset is renewed. ``days``: longest usual gap, None where there is none."""

    id: str
    title: str
    iso_duration: str | None
    days: int | None


FREQUENCIES: dict[str, Frequency] = {
    frequency.id: frequency
    for frequency in (
        Frequency(id="daily", title="Daily", iso_duration="P1D", days=1),
        Frequency(id="weekly", title="Weekly", iso_duration="P1W", days=7),
        Frequency(id="monthly", title="Monthly", iso_duration="P1M", days=31),
        Frequency(id="quarterly", title="Quarterly", iso_duration="P3M", days=92),
        Frequency(id="biannual", title="Twice a year", iso_duration="P6M", days=184),
        Frequency(id="annual", title="Yearly", iso_duration="P1Y", days=366),
        Frequency(id="irregular", title="Irregular", iso_duration=None, days=None),
        Frequency(id="never", title="Not renewed", iso_duration=None, days=None),
    )
}

THEMES: dict[str, str] = {
    # The EU's data-theme list in words; an id is part of an address and never changes.
    "agriculture": "Agriculture and food",
    "economy": "Economy and finance",
    "education": "Education, culture and sport",
    "energy": "Energy",
    "environment": "Environment",
    "government": "Government and public sector",
    "health": "Health",
    "international": "International issues",
    "justice": "Justice and public safety",
    "regions": "Regions and cities",
    "society": "Population and society",
    "technology": "Science and technology",
    "transport": "Transport",
}

LANGUAGES: dict[str, str] = {"en": "English", "zh": "中文"}

# File ending -> media type, as IANA registers it where it does; text carries its charset.
MEDIA_TYPES: dict[str, str] = {
    ".atom": "application/atom+xml; charset=utf-8",
    ".bin": "application/octet-stream",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".geojson": "application/geo+json",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".jsonl": "application/x-ndjson; charset=utf-8",
    ".keys": "application/octet-stream",
    ".jsonld": "application/ld+json; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".ttl": "text/turtle; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml; charset=utf-8",
    ".zip": "application/zip",
}


def media_type(name: str) -> str:
    """The media type of a file by its ending; bytes of no known kind are ``application/octet-stream``."""
    dot = name.rfind(".")
    return MEDIA_TYPES.get(name[dot:].lower(), "application/octet-stream") if dot >= 0 else "application/octet-stream"
