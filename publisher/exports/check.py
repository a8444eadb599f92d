"""Whether the exports are what their standards ask for: rules written from each standard's text, run at each publish.

A rule names the standard, the field as the standard calls it, and what must hold; the first of each dataset that does
not is told with what to write. The official shapes and schemas hold the same exports in tests.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from publisher.catalog.model import Catalog
from publisher.errors import EditionError, Place
from publisher.exports import ckan, csvw, dcat_ap, dcat_us_1, dcat_us_3, schema_org
from publisher.exports.graph import Iri, Literal, Node, Object, walk
from publisher.exports.records import DatasetRecord, dataset_record

Holds = Callable[[Any], bool]
_MAILTO = re.compile(r"mailto:[^@\s<>]+@[\w.-]+\.[\w-]+")
_MEDIA_TYPE = re.compile(r"[-\w]+/[-\w]+(\.[-\w]+)*(\+[-\w]+)?")


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One field of one dataset (None: of the catalogue) that is not as the standard asks.

    ``file``: where its value comes from; ``remedy``: what to write there.
    """

    standard: str
    field: str
    dataset: str | None
    file: str
    remedy: str

    def __str__(self) -> str:
        subject = f"the dataset {self.dataset}" if self.dataset else "the catalogue"
        return f"{subject} has no {self.field} that {self.standard} allows"


def check(catalog: Catalog) -> tuple[Problem, ...]:
    """Every problem of every export, in the order of standards and datasets."""
    records = [dataset_record(entry, catalog.portal) for entry in catalog.datasets]
    rules = (_us_1, _us_3, _ckan, _csvw, _schema_org, _dcat_ap)
    return tuple(problem for rule in rules for problem in rule(catalog, records))


def require(catalog: Catalog) -> None:
    """Raise EditionError for the first problem, if any, and say how many there are."""
    problems = check(catalog)
    if problems:
        first, more = problems[0], f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise EditionError(f"{first}{more}", place=Place(file=first.file), remedy=first.remedy)


def text(value: Any) -> bool:
    """A text that says something."""
    return isinstance(value, str) and bool(value.strip())


def iri(value: Any) -> bool:
    """An absolute web address without blanks."""
    if not isinstance(value, str) or re.search(r"[\s<>\"{}|\\^`]", value):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def instant(value: Any) -> bool:
    """An instant in UTC to the second, on a day of the calendar."""
    try:
        return isinstance(value, str) and dt.datetime.fromisoformat(value).strftime("%Y-%m-%dT%H:%M:%SZ") == value
    except ValueError:
        return False


def _email(value: Any) -> bool:
    return isinstance(value, str) and _MAILTO.fullmatch(value) is not None


def _media_type(value: Any) -> bool:
    return isinstance(value, str) and _MEDIA_TYPE.fullmatch(value) is not None


def _words(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(text(word) for word in value)


def _digits(value: Any) -> bool:
    return isinstance(value, str) and value.isascii() and value.isdigit()


def _size(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _absent(value: Any) -> bool:
    return value is None


_EMAIL_REMEDY = (
    "Write contact: {email: ...} in portal.yml, or that of the department; both DCAT-US standards require it."
)
_REMEDIES: Mapping[str, str] = {
    "title": "Write its title.",
    "description": "Write its summary.",
    "notes": "Write its summary.",
    "contactPoint.hasEmail": _EMAIL_REMEDY,
    "contactPoint.fn": "Give the department a name in portal.yml.",
    "publisher.name": "Give the department a name in portal.yml.",
    "identifier": "Write in portal.yml an address that begins with https://.",
    "dct:title": "Write its title.",
    "dct:description": "Write its summary.",
}
_OF_PORTAL = {"contactPoint.hasEmail", "contactPoint.fn", "publisher.name", "identifier"}
_DEFECT = "This is a defect of Daylight: please report it. The old site stays live."

# DCAT-US 1.1, "Dataset Fields" and "Distribution Fields": Required, and Yes-if-applicable where we always have it.
_US_1: Mapping[str, Holds] = {
    "title": text,
    "description": lambda value: text(value) and len(value) <= 10_000,
    "keyword": _words,
    "modified": instant,
    "publisher.name": text,
    "contactPoint.fn": text,
    "contactPoint.hasEmail": _email,
    "identifier": iri,
    "accessLevel": lambda value: value in ("public", "restricted public", "non-public"),
    "license": iri,
    "distribution[].downloadURL": iri,
    "distribution[].mediaType": _media_type,
}
# DCAT-US 3.0, Dataset and Distribution: mandatory properties; where the licence stands; byteSize as text.
_US_3: Mapping[str, Holds] = {
    "title": text,
    "description": text,
    "contactPoint.fn": text,
    "contactPoint.hasEmail": _email,
    "identifier": iri,
    "license": _absent,
    "distribution[].license": iri,
    "distribution[].byteSize": _digits,
    "distribution[].downloadURL": iri,
}
# CKAN's package_create: name, owner and resources as its validators ask.
_CKAN: Mapping[str, Holds] = {
    "id": text,
    "name": lambda value: isinstance(value, str) and re.fullmatch(r"[a-z0-9_-]{2,100}", value) is not None,
    "title": text,
    "notes": text,
    "license_id": text,
    "owner_org": text,
    "metadata_modified": text,
    "resources[].id": text,
    "resources[].url": iri,
    "resources[].format": text,
    "resources[].size": _size,
}
# CSVW, Metadata Vocabulary: table (5.4), schema (5.5) and columns (5.6).
_CSVW: Mapping[str, Holds] = {
    "@context": lambda value: csvw.CONTEXT in (value, *(value if isinstance(value, list) else ())),
    "url": text,
    "tableSchema.columns": lambda value: len({column["name"] for column in value}) == len(value) > 0,
    "tableSchema.columns[].titles": text,
}
# schema.org Dataset as search engines read it: required name and description, and what leads to the data.
_SCHEMA_ORG: Mapping[str, Holds] = {
    "name": text,
    "description": lambda value: text(value) and len(value) <= 5_000,
    "license": iri,
    "distribution[].contentUrl": iri,
    "distribution[].sha256": text,
}
# DCAT-AP 3.0.1: mandatory properties of each class, and those CKAN and the EU's portal cannot do without.
_AP: Mapping[str, tuple[str, ...]] = {
    "dcat:Catalog": ("dct:title", "dct:description", "dct:publisher"),
    "dcat:Dataset": ("dct:title", "dct:description", "dct:identifier", "dct:publisher", "dcat:contactPoint"),
    "dcat:Distribution": ("dcat:accessURL", "dct:format", "dcat:mediaType", "dct:license", "dcat:byteSize"),
    "foaf:Agent": ("foaf:name",),
    "dct:LicenseDocument": ("dct:title",),
    "skos:Concept": ("skos:prefLabel",),
    "skos:ConceptScheme": ("dct:title",),
    "spdx:Checksum": ("spdx:algorithm", "spdx:checksumValue"),
    "vcard:Kind": ("vcard:fn",),
}
_AP_TYPES = {"dcat:byteSize": "xsd:nonNegativeInteger", "spdx:checksumValue": "xsd:hexBinary", "dct:issued": "xsd:date"}


def _us_1(catalog: Catalog, records: Sequence[DatasetRecord]) -> Iterator[Problem]:
    return _each("DCAT-US 1.1", _US_1, dcat_us_1.catalogue(catalog)["dataset"], records)


def _us_3(catalog: Catalog, records: Sequence[DatasetRecord]) -> Iterator[Problem]:
    return _each("DCAT-US 3.0", _US_3, dcat_us_3.catalogue(catalog)["dataset"], records)


def _ckan(catalog: Catalog, records: Sequence[DatasetRecord]) -> Iterator[Problem]:
    return _each("CKAN", _CKAN, [ckan.package(record, catalog.portal) for record in records], records)


def _csvw(catalog: Catalog, records: Sequence[DatasetRecord]) -> Iterator[Problem]:
    pairs = zip(catalog.datasets, records, strict=True)
    return _each("CSVW", _CSVW, [csvw.table(entry, record, catalog.portal) for entry, record in pairs], records)


def _schema_org(catalog: Catalog, records: Sequence[DatasetRecord]) -> Iterator[Problem]:
    first = catalog.portal.languages[0]
    values = [schema_org.dataset(entry, catalog.portal, first) for entry in catalog.datasets]
    return _each("schema.org", _SCHEMA_ORG, values, records)


def _each(
    standard: str, rules: Mapping[str, Holds], values: Sequence[Mapping[str, Any]], records: Sequence[DatasetRecord]
) -> Iterator[Problem]:
    for value, record in zip(values, records, strict=True):
        for field, holds in rules.items():
            if not all(holds(found) for found in _at(value, field)):
                yield _problem(standard, field, record)


def _at(value: Any, path: str) -> list[Any]:
    """The values at a path: ``a.b`` of an object, ``a[].b`` of each in a list; None where there is none."""
    found = [value]
    for step in path.split("."):
        name, each = step.removesuffix("[]"), step.endswith("[]")
        found = [one.get(name) if isinstance(one, Mapping) else None for one in found]
        if each:
            found = [item for items in found for item in items or ()]
    return found


def _dcat_ap(catalog: Catalog, records: Sequence[DatasetRecord]) -> Iterator[Problem]:
    """Each dataset with all that belongs to it, then the catalogue's own node."""
    for record in records:
        yield from _graph(dcat_ap.graph(catalog.portal, [record]), record)
    if not records:
        yield from _graph(dcat_ap.graph(catalog.portal, []), None)


def _graph(nodes: tuple[Node, ...], record: DatasetRecord | None) -> Iterator[Problem]:
    described = {node.iri for node in nodes}
    for node in walk(nodes):
        for type_ in node.types:
            for name in _AP.get(type_, ()):
                if not node.all(name):
                    yield _problem("DCAT-AP 3.0.1", name, record)
        for name, value in node.properties:
            if not _sound(name, value, described):
                yield _problem("DCAT-AP 3.0.1", name, record)


def _sound(name: str, value: Object, described: set[str | None]) -> bool:
    """A text that says something and has its type; an address that is one, and is described with a type here."""
    if isinstance(value, Literal):
        return text(value.text) and value.datatype == _AP_TYPES.get(name, value.datatype)
    if isinstance(value, Iri):
        return _email(value.iri) or (iri(value.iri) and value.iri in described)
    return bool(value.types)


def _problem(standard: str, field: str, record: DatasetRecord | None) -> Problem:
    return Problem(
        standard=standard,
        field=field,
        dataset=record.id if record else None,
        file=record.spec_path if record and field not in _OF_PORTAL else "portal.yml",
        remedy=_REMEDIES.get(field, _DEFECT),
    )
