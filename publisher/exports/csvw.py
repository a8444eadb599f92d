"""CSV on the Web (W3C Recommendations 2015: Metadata Vocabulary, Tabular Data Model): ``<id>.csv-metadata.json``.

It stands beside the CSV, where a client looks for it (Model, section 5.3). ``titles`` are the header as it is in the
file, which a client compares (Metadata Vocabulary, section 5.5.1); what people call a column is ``dc:title``. The
dialect is CSVW's default: UTF-8, comma, quotation marks doubled, one header line.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from publisher.catalog.model import Catalog, DatasetEntry
from publisher.exports.records import DatasetRecord, texts
from publisher.release.descriptor import table_schema
from publisher.spec.model import Field, Portal, Text
from publisher.terms import LICENCES

CONTEXT = "http://www.w3.org/ns/csvw"
DATATYPES: Mapping[str, str] = {
    "integer": "integer",
    "number": "decimal",
    "money": "decimal",
    "percent": "decimal",
    "latitude": "decimal",
    "longitude": "decimal",
    "boolean": "boolean",
    "date": "date",
    "datetime": "datetime",
    "url": "anyURI",
}


def table(entry: DatasetEntry, record: DatasetRecord, portal: Portal) -> dict[str, Any]:
    """The description of the dataset's CSV as a JSON value.

    Columns are those of the release; where it is older than the spec, no limit of the spec is promised for it.
    """
    spec, first = entry.spec, portal.languages[0]
    fields = {field.name: field for field in spec.fields}
    schema = {} if entry.kept else {field["name"]: field for field in table_schema(spec, first)["fields"]}
    names = [field.name for field in entry.release.fields] or list(fields)
    made: dict[str, Any] = {
        "@context": [CONTEXT, {"@language": first}],
        "url": f"{spec.id}.csv",
        "dc:title": _said(record.titles),
        "dc:description": _said(record.descriptions),
        "dc:publisher": _said(record.department_names),
        "dc:license": {"@id": LICENCES[record.licence].url},
        "dc:identifier": record.address,
        "dc:modified": {"@value": record.modified_at, "@type": "xsd:dateTime"},
        "tableSchema": {"columns": [_column(name, fields.get(name), schema.get(name, {})) for name in names]},
    }
    if spec.key and set(spec.key) <= set(names):
        made["tableSchema"]["primaryKey"] = list(spec.key)
    return made


def described(entry: DatasetEntry, record: DatasetRecord, catalog: Catalog) -> dict[str, Any]:
    """The description of the dataset's CSV: a table, or, where it refers to others, a group with them.

    A foreign key leads to a table of its own group alone (Metadata Vocabulary, 5.5.2.1), so those others are there,
    with the columns they have; a client that converts the CSV leaves them out (``suppressOutput``, 5.4.2).
    """
    own = table(entry, record, catalog.portal)
    others = {other.spec.id: other for other in catalog.datasets}
    names = {column["name"] for column in own["tableSchema"]["columns"]}
    keys = [
        (field, field.references, others[field.references.dataset])
        for field in entry.spec.fields
        if field.name in names and field.references is not None and field.references.dataset in others
    ]
    if not keys:
        return own
    own["tableSchema"]["foreignKeys"] = [
        {
            "columnReference": [field.name],
            "reference": {"resource": _beside(other), "columnReference": [reference.field]},
        }
        for field, reference, other in keys
    ]
    context, rest = own["@context"], {name: value for name, value in own.items() if name != "@context"}
    beside = {other.spec.id: other for _, _, other in keys}
    return {"@context": context, "tables": [rest, *(_referred(other) for other in beside.values())]}


def _beside(other: DatasetEntry) -> str:
    """Where the other CSV lies, as seen from this one."""
    return f"../{other.spec.id}/{other.spec.id}.csv"


def _referred(other: DatasetEntry) -> dict[str, Any]:
    fields = {field.name: field for field in other.spec.fields}
    names = [field.name for field in other.release.fields] or list(fields)
    columns = [_column(name, fields.get(name), {}) for name in names]
    return {"url": _beside(other), "suppressOutput": True, "tableSchema": {"columns": columns}}


def _column(name: str, field: Field | None, schema: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {"name": name, "titles": name}
    if field is None:
        return made | {"datatype": "string"}
    limits = schema.get("constraints", {})
    made["datatype"] = _datatype(field, limits)
    if field.separator is not None:
        made["separator"] = field.separator
    if limits.get("required"):
        made["required"] = True
    for key, text in (("dc:title", field.title), ("dc:description", field.description)):
        if texts(text):
            made[key] = _said(texts(text))
    return made


def _datatype(field: Field, limits: Mapping[str, Any]) -> str | dict[str, Any]:
    base = DATATYPES.get(field.type, "string")
    if base == "boolean":
        return {"base": "boolean", "format": "true|false"}
    found = {name: limits[name] for name in ("minimum", "maximum") if name in limits and base != "string"}
    return {"base": base, **found} if found else base


def _said(text: Text) -> list[dict[str, str]]:
    return [{"@value": said, "@language": language} for language, said in text.items()]
