"""schema.org descriptions of datasets, documents and services, as JSON-LD values for the head of their pages.

Dataset: name, a description of 50 to 5000 characters, licence, creator, distributions with size and hash, and the
period the data cover, as Google's dataset guide asks for. Document: ``Legislation`` for law-like kinds, else
``NewsArticle`` or ``DigitalDocument``. Service: ``GovernmentService``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from publisher.catalog.model import DatasetEntry
from publisher.documents.model import Document
from publisher.exports.records import box, period, released_at
from publisher.release.model import ReleaseFile
from publisher.services.model import Service
from publisher.spec.model import Field, Portal, Text, say
from publisher.terms import LICENCES, THEMES

Node = dict[str, Any]
_CONTEXT = "https://schema.org/"
_LEGISLATION = ("law", "regulation", "normative")
_SHORTEST, _LONGEST = 50, 5000


def dataset(entry: DatasetEntry, portal: Portal, language: str) -> Node:
    """``schema:Dataset`` of a release."""
    spec, release = entry.spec, entry.release
    name = say(spec.title, language)
    address = page_address(portal, language, f"/datasets/{spec.id}/")
    return _filled(
        {
            "@context": _CONTEXT,
            "@type": "Dataset",
            "@id": address,
            "url": address,
            "identifier": spec.id,
            "name": name,
            "description": _description(spec.title, spec.summary, spec.description, portal, language),
            "inLanguage": language,
            "version": release.version,
            "datePublished": release.released_on,
            "dateModified": released_at(release),
            "license": _licence(spec.licence),
            "isAccessibleForFree": True,
            "creator": _department(portal, spec.department, language),
            "publisher": _publisher(portal, language),
            "keywords": [THEMES.get(theme, theme) for theme in spec.themes],
            "temporalCoverage": "/".join(period(entry) or ()),
            "spatialCoverage": _place(box(entry)),
            "variableMeasured": [_variable(field, language) for field in spec.fields],
            "distribution": [
                _download(file, spec.id, portal)
                for file in release.files
                if file.role in ("data", "package") and file.size
            ],
        }
    )


def document(found: Document, portal: Portal, language: str) -> Node:
    """``schema:Legislation``, ``NewsArticle`` or ``DigitalDocument``."""
    kind = "Legislation" if found.kind in _LEGISLATION else "NewsArticle" if found.kind == "news" else "DigitalDocument"
    address = page_address(portal, language, f"/documents/{found.id}/")
    node = {
        "@context": _CONTEXT,
        "@type": kind,
        "@id": address,
        "url": address,
        "identifier": found.number or found.id,
        "name": found.title,
        "headline": found.title[:110],
        "inLanguage": found.language,
        "dateCreated": found.written,
        "datePublished": found.published,
        "license": _licence(found.licence),
        "author": [{"@type": "GovernmentOrganization", "name": issuer} for issuer in found.issuers],
        "publisher": _department(portal, found.department, language),
        "keywords": [THEMES.get(theme, theme) for theme in found.themes],
        "encoding": [
            {
                "@type": "MediaObject",
                "contentUrl": f"{portal.address.rstrip('/')}/documents/{found.id}/{found.id}.{ending}",
                "encodingFormat": media_type,
            }
            for ending, media_type in (("json", "application/json"), ("txt", "text/plain"))
        ],
    }
    if kind == "Legislation":
        node |= {"legislationIdentifier": found.number, "legislationDate": found.written}
    return _filled(node)


def service(found: Service, portal: Portal, language: str) -> Node:
    """``schema:GovernmentService``."""
    address = page_address(portal, language, f"/services/{found.id}/")
    audience = {"person": "Citizens", "firm": "Businesses"}.get(found.audience or "")
    return _filled(
        {
            "@context": _CONTEXT,
            "@type": "GovernmentService",
            "@id": address,
            "url": address,
            "identifier": found.id,
            "name": say(found.name, language),
            "description": say(found.description, language),
            "serviceOperator": _department(portal, found.department, language),
            "audience": {"@type": "Audience", "audienceType": audience} if audience else None,
            "provider": _publisher(portal, language),
        }
    )


def page_address(portal: Portal, language: str, path: str) -> str:
    """The absolute address of a page in one language."""
    prefix = "" if language == portal.languages[0] else f"/{language}"
    return f"{portal.address.rstrip('/')}{prefix}{path}"


def _description(title: Text, summary: Text, description: Text, portal: Portal, language: str) -> str:
    """Summary and description; lengthened by the title and the publisher where it would be too short to be useful."""
    parts = [say(summary, language), say(description, language)]
    text = " ".join(part.strip() for part in parts if part.strip())
    if len(text) < _SHORTEST:
        text = f"{say(title, language)}. {text} {say(portal.publisher, language)}, {say(portal.name, language)}."
    if len(text) < _SHORTEST:
        text = f"{text} {say(portal.summary, language)}".strip()
    return text[:_LONGEST]


def _licence(id_: str) -> str:
    return LICENCES[id_].url if id_ in LICENCES else id_


def _department(portal: Portal, id_: str, language: str) -> Node:
    department = portal.departments[id_]
    return _filled(
        {
            "@type": "GovernmentOrganization",
            "name": say(department.name, language),
            "url": page_address(portal, language, f"/departments/{id_}/"),
            "email": department.contact.email,
            "parentOrganization": _publisher(portal, language),
        }
    )


def _publisher(portal: Portal, language: str) -> Node:
    return {
        "@type": "GovernmentOrganization",
        "name": say(portal.publisher, language),
        "url": page_address(portal, language, "/"),
    }


def _variable(field: Field, language: str) -> Node:
    return _filled(
        {
            "@type": "PropertyValue",
            "name": field.name,
            "alternateName": say(field.title, language),
            "description": say(field.description, language),
            "unitText": field.currency or field.unit,
        }
    )


def _download(file: ReleaseFile, id_: str, portal: Portal) -> Node:
    return {
        "@type": "DataDownload",
        "name": file.name,
        "contentUrl": f"{portal.address.rstrip('/')}/data/{id_}/{file.name}",
        "encodingFormat": file.media_type,
        "contentSize": f"{file.size} B",
        "sha256": file.sha256,
    }


def _place(found: tuple[str, str, str, str] | None) -> Node | None:
    """A box is written as its south-western and its north-eastern corner, latitude first."""
    if found is None:
        return None
    west, south, east, north = found
    return {"@type": "Place", "geo": {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"}}


def _filled(node: Mapping[str, Any]) -> Node:
    """Without what is not known."""
    return {key: value for key, value in node.items() if value not in (None, "", [], {})}
