"""DCAT-US 1.1 (Project Open Data metadata schema): ``/data.json``.

Required of a dataset: title, description, keyword, modified, publisher, contactPoint (fn, hasEmail), identifier and
accessLevel; a distribution with downloadURL needs mediaType. Texts are in the portal's first language. Where nobody has
an e-mail address the contact has none, and :mod:`publisher.exports.check` says so.
"""

from __future__ import annotations

from typing import Any

from publisher.catalog.model import Catalog
from publisher.exports.records import DatasetRecord, FileRecord, dataset_record, site_address, texts
from publisher.spec.model import Portal, say
from publisher.terms import FREQUENCIES, LICENCES, THEMES

_SCHEMA = "https://project-open-data.cio.gov/v1.1/schema"
_LONGEST = 10_000  # characters of a description


def catalogue(catalog: Catalog) -> dict[str, Any]:
    """The whole file as a JSON value."""
    return {
        "@context": f"{_SCHEMA}/catalog.jsonld",
        "@id": site_address(catalog.portal, "/data.json"),
        "@type": "dcat:Catalog",
        "conformsTo": _SCHEMA,
        "describedBy": f"{_SCHEMA}/catalog.json",
        "dataset": [_dataset(dataset_record(entry, catalog.portal), catalog.portal) for entry in catalog.datasets],
    }


def _dataset(record: DatasetRecord, portal: Portal) -> dict[str, Any]:
    first = portal.languages[0]
    duration = FREQUENCIES[record.frequency].iso_duration if record.frequency in FREQUENCIES else None
    made = {
        "@type": "dcat:Dataset",
        "identifier": record.address,
        "title": say(record.titles, first),
        "description": say(record.descriptions, first)[:_LONGEST],
        "keyword": list(dict.fromkeys(word for words in record.keywords.values() for word in words)),
        "modified": record.modified_at,
        "issued": record.issued,
        "publisher": {
            "@type": "org:Organization",
            "name": say(record.department_names, first),
            "subOrganizationOf": {"@type": "org:Organization", "name": say(texts(portal.publisher), first)},
        },
        "contactPoint": {"@type": "vcard:Contact", "fn": record.contact}
        | ({"hasEmail": f"mailto:{record.email}"} if record.email else {}),
        "accessLevel": "public",
        "license": LICENCES[record.licence].url,
        "landingPage": record.address,
        "language": list(record.languages),
        "theme": [THEMES[theme] for theme in record.themes],
        "accrualPeriodicity": f"R/{duration}" if duration else "irregular" if record.frequency == "irregular" else "",
        "temporal": "/".join(record.period) if record.period else "",
        "spatial": ",".join(record.box) if record.box else "",
        "distribution": [_distribution(record, file, first) for file in record.files],
    }
    return {name: value for name, value in made.items() if value not in ("", [])}


def _distribution(record: DatasetRecord, file: FileRecord, first: str) -> dict[str, Any]:
    made = {
        "@type": "dcat:Distribution",
        "title": f"{record.id}.{file.key}",
        "description": say(file.note, first) or file.format,
        "downloadURL": file.address,
        "mediaType": file.media_type,
        "format": file.format,
    }
    if file.key == "csv":
        made |= {"describedBy": f"{file.address}-metadata.json", "describedByType": "application/csvm+json"}
    return made
