"""The controlled lists that DCAT-AP 3.0.1 takes its values from, as addresses.

Themes, frequencies, languages, file types, access rights and planned availability are those of the EU's Publications
Office; media types IANA's; licence types those of ADMS 1.0 (section "License type"); the checksum's algorithm SPDX's.
"""

from __future__ import annotations

from collections.abc import Sequence

_AUTHORITY = "http://publications.europa.eu/resource/authority/"
THEME_SCHEME = _AUTHORITY + "data-theme"
PUBLIC = _AUTHORITY + "access-right/PUBLIC"
STABLE = _AUTHORITY + "planned-availability/STABLE"
_THEMES = {
    "agriculture": "AGRI",
    "economy": "ECON",
    "education": "EDUC",
    "energy": "ENER",
    "environment": "ENVI",
    "government": "GOVE",
    "health": "HEAL",
    "international": "INTR",
    "justice": "JUST",
    "regions": "REGI",
    "society": "SOCI",
    "technology": "TECH",
    "transport": "TRAN",
}
_FREQUENCIES = {
    "daily": "DAILY",
    "weekly": "WEEKLY",
    "monthly": "MONTHLY",
    "quarterly": "QUARTERLY",
    "biannual": "ANNUAL_2",
    "annual": "ANNUAL",
    "irregular": "IRREG",
    "never": "NEVER",
}
_LANGUAGES = {"en": "ENG", "zh": "ZHO"}
# JSON Lines has no entry of its own in the list of file types that we know of: its own page names it.
_FILE_TYPES = {
    "parquet": _AUTHORITY + "file-type/PARQUET",
    "csv": _AUTHORITY + "file-type/CSV",
    "jsonl": "https://jsonlines.org/",
    "geojson": _AUTHORITY + "file-type/GEOJSON",
    "xlsx": _AUTHORITY + "file-type/XLSX",
    "zip": _AUTHORITY + "file-type/ZIP",
}
_LICENCE_TYPES = {
    "cc0-1.0": "PublicDomain",
    "pddl-1.0": "PublicDomain",
    "cc-by-4.0": "Attribution",
    "odc-by-1.0": "Attribution",
    "ogl-uk-3.0": "Attribution",
    "cc-by-sa-4.0": "ViralEffect-ShareAlike",
    "odbl-1.0": "ViralEffect-ShareAlike",
}
SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"


def theme(id_: str) -> str:
    """The address of one of our themes in the EU's list."""
    return f"{THEME_SCHEME}/{_THEMES[id_]}"


def frequency(id_: str) -> str | None:
    """The address of a frequency; None for one that the list does not have."""
    code = _FREQUENCIES.get(id_)
    return f"{_AUTHORITY}frequency/{code}" if code else None


def languages(codes: Sequence[str]) -> list[str]:
    """The addresses of those languages that we know in the list."""
    return [f"{_AUTHORITY}language/{_LANGUAGES[code]}" for code in codes if code in _LANGUAGES]


def file_type(key: str) -> str | None:
    """The address of a format; None for one that neither the list nor a page of its own names."""
    return _FILE_TYPES.get(key)


def media_type(name: str) -> str:
    """The address of a media type: ``text/csv``."""
    return f"http://www.iana.org/assignments/media-types/{name}"


def licence_type(id_: str) -> tuple[str, str] | None:
    """The address and the name of a licence's type; None where the list has none for it."""
    name = _LICENCE_TYPES.get(id_)
    return (f"http://purl.org/adms/licencetype/{name}", name) if name else None
