"""CKAN's ``package_search`` (Action API 3) as one static file with every dataset, for CKAN's own harvester.

The harvester reads ``result.results``, asks for the next page until none brings a new ``id``, and takes a dataset again
when ``metadata_modified`` is later than its own copy's. Ids are UUIDs made of addresses (RFC 9562, version 5), because
CKAN keeps them for ever. Emitted under ``/api/3/action/`` only: a client that counts on ``start`` finds no other route.
"""

from __future__ import annotations

import re
import uuid
from typing import Any

from publisher.catalog.model import Catalog
from publisher.exports.records import DatasetRecord, FileRecord, dataset_record, site_address
from publisher.spec.model import Portal, say
from publisher.terms import LICENCES

PATH = "api/3/action/package_search"
_NO_TAG = re.compile(r"[^\w .-]+")  # a tag is of letters, digits, blank, hyphen, point and underscore, 2 to 100 of them

_NAME_MOST, _NO_NAMES = 100, frozenset({"new", "edit", "search"})


def package_search(catalog: Catalog) -> dict[str, Any]:
    """The whole answer as a JSON value."""
    portal = catalog.portal
    packages = [package(dataset_record(entry, portal), portal) for entry in catalog.datasets]
    return {
        "help": site_address(portal, f"/{PATH}"),
        "success": True,
        "result": {
            "count": len(packages),
            "sort": "id asc",
            "facets": {},
            "search_facets": {},
            "results": sorted(packages, key=lambda found: str(found["id"])),
        },
    }


def package(record: DatasetRecord, portal: Portal) -> dict[str, Any]:
    """One dataset as CKAN shows it."""
    first = portal.languages[0]
    licence = LICENCES[record.licence]
    organisation = _organisation(record, first)
    tags = sorted({_NO_TAG.sub(" ", word).strip()[:100] for words in record.keywords.values() for word in words})
    return {
        "id": identifier(record.address),
        "name": name(record.id, record.address),
        "title": say(record.titles, first),
        "notes": say(record.descriptions, first),
        "url": record.address,
        "version": record.version,
        "type": "dataset",
        "state": "active",
        "private": False,
        "isopen": True,
        "author": say(record.department_names, first),
        "author_email": record.email,
        "maintainer": record.contact,
        "maintainer_email": record.email,
        "license_id": licence.ckan[0],
        "license_title": licence.title,
        "license_url": licence.url,
        "owner_org": organisation["id"],
        "organization": organisation,
        "metadata_created": _instant(record.created_at),
        "metadata_modified": _instant(record.modified_at),
        "num_resources": len(record.files),
        "num_tags": len([tag for tag in tags if len(tag) > 1]),
        "resources": [_resource(record, file, place, first) for place, file in enumerate(record.files)],
        "tags": [{"name": tag, "display_name": tag, "state": "active"} for tag in tags if len(tag) > 1],
        "groups": [],
        "extras": _extras(record, first),
        "relationships_as_subject": [],
        "relationships_as_object": [],
    }


def _instant(at: str) -> str:
    """As CKAN writes an instant: in UTC without saying so, and no fraction of a second where there is none.

    The harvester compares such texts as texts: with ``.000000`` every dataset would be later than its own copy.
    """
    return at.removesuffix("Z")


def identifier(address: str) -> str:
    """The id by which CKAN knows what has this address."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, address))


def name(id_: str, address: str) -> str:
    """An id as CKAN allows a name: 2 to 100 letters, digits and hyphens, and none of its own words."""
    if 2 <= len(id_) <= _NAME_MOST and id_ not in _NO_NAMES:
        return id_
    return f"{id_[: _NAME_MOST - 9]}-{identifier(address)[:8]}"


def _organisation(record: DatasetRecord, language: str) -> dict[str, Any]:
    return {
        "id": identifier(record.department_address),
        "name": name(record.department, record.department_address),
        "title": say(record.department_names, language),
        "type": "organization",
        "state": "active",
        "is_organization": True,
        "approval_status": "approved",
        "description": "",
        "image_url": "",
        "created": _instant(record.created_at),
    }


def _resource(record: DatasetRecord, file: FileRecord, place: int, language: str) -> dict[str, Any]:
    return {
        "id": identifier(file.address),
        "package_id": identifier(record.address),
        "position": place,
        "name": f"{record.id}.{file.key}",
        "description": say(file.note, language),
        "url": file.address,
        "url_type": None,
        "resource_type": None,
        "format": file.format,
        "mimetype": file.media_type,
        "size": file.size,
        "hash": f"sha256:{file.sha256}",
        "state": "active",
        "created": _instant(record.created_at),
        "last_modified": _instant(record.modified_at),
        "metadata_modified": _instant(record.modified_at),
    }


def _extras(record: DatasetRecord, first: str) -> list[dict[str, str]]:
    """What CKAN has no field for; the title in each further language among it."""
    found = {"frequency": record.frequency, "identifier": record.address, "language": ", ".join(record.languages)}
    found |= {f"title_{language}": title for language, title in record.titles.items() if language != first}
    if record.period:
        found |= {"temporal_start": record.period[0], "temporal_end": record.period[1]}
    return [{"key": key, "value": value} for key, value in sorted(found.items())]
