"""DCAT-US 3.0: ``/dcat-us-3.json``.

Mandatory of a dataset: title, description, contactPoint (fn, hasEmail) and a non-empty identifier. The licence stands
on each Distribution and never on the Dataset; ``byteSize`` is a text; there is no ``@context``. Texts are in the
portal's first language; ``language`` tells in which the dataset is described.
"""

from __future__ import annotations

from typing import Any

from publisher.catalog.model import Catalog
from publisher.exports.records import DatasetRecord, FileRecord, dataset_record, site_address, texts
from publisher.spec.model import Portal, say
from publisher.terms import LICENCES, THEMES

_FREQUENCIES = {"biannual": "biannually", "annual": "annually", "never": "notPlanned"}


def catalogue(catalog: Catalog) -> dict[str, Any]:
    """The whole file as a JSON value."""
    portal = catalog.portal
    first = portal.languages[0]
    name = say(texts(portal.name), first)
    return {
        "@id": site_address(portal, "/dcat-us-3.json"),
        "@type": "Catalog",
        "title": name,
        "description": say(texts(portal.summary), first) or name,
        "publisher": {"@type": "Agent", "name": say(texts(portal.publisher), first)},
        "language": list(portal.languages),
        "homepage": {"@type": "Document", "title": name, "accessURL": site_address(portal, "/")},
        "dataset": [_dataset(dataset_record(entry, portal), portal) for entry in catalog.datasets],
    }


def _dataset(record: DatasetRecord, portal: Portal) -> dict[str, Any]:
    first = portal.languages[0]
    title = say(record.titles, first)
    email = {"hasEmail": f"mailto:{record.email}"} if record.email else {}
    made: dict[str, Any] = {
        "@id": f"{record.address}#dataset",
        "@type": "Dataset",
        "identifier": record.address,
        "title": title,
        "description": say(record.descriptions, first),
        "keyword": list(dict.fromkeys(word for words in record.keywords.values() for word in words)),
        "publisher": {
            "@type": "Organization",
            "name": say(record.department_names, first),
            "subOrganizationOf": [{"@type": "Organization", "name": say(texts(portal.publisher), first)}],
        },
        "contactPoint": {"@type": "Kind", "fn": record.contact, **email},
        "issued": record.issued,
        "modified": record.modified_at,
        "version": record.version,
        "language": list(record.languages),
        "accessRights": "public",
        "accrualPeriodicity": _FREQUENCIES.get(record.frequency, record.frequency),
        "landingPage": {"@type": "Document", "title": title, "accessURL": record.address},
        "theme": [{"@type": "Concept", "prefLabel": THEMES[theme]} for theme in record.themes],
        "distribution": [_distribution(record, file, first) for file in record.files],
    }
    if record.period:
        start, end = record.period
        made["temporal"] = [{"@type": "PeriodOfTime", "startDate": start, "endDate": end}]
    if record.box:
        west, south, east, north = record.box
        ring = f"{west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}"
        made["spatial"] = [{"@type": "Location", "bbox": f"POLYGON(({ring}))"}]
    return {name: value for name, value in made.items() if value != []}


def _distribution(record: DatasetRecord, file: FileRecord, first: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "@id": f"{record.address}#{file.key}",
        "@type": "Distribution",
        "title": f"{record.id}.{file.key}",
        "description": say(file.note, first) or file.format,
        "accessURL": file.address,
        "downloadURL": file.address,
        "format": file.format,
        "mediaType": file.media_type,
        "byteSize": str(file.size),
        "checksum": {"@type": "Checksum", "algorithm": "SHA-256", "checksumValue": file.sha256},
        "license": LICENCES[record.licence].url,
        "modified": record.modified_at,
    }
    if file.key == "csv":
        made["describedBy"] = {
            "@type": "Distribution",
            "accessURL": f"{file.address}-metadata.json",
            "mediaType": "application/csvm+json",
        }
    return made
