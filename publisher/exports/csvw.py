"""CSV on the Web (W3C Recommendations 2015: Metadata Vocabulary, Tabular Data Model): ``<id>.csv-metadata.json``.

It stands beside the CSV, where a client looks for it (Model, section 5.3). ``titles`` are the header as it is in the
file, which a client compares (Metadata Vocabulary, section 5.5.1); what people call a column is ``dc:title``. The
dialect is CSVW's default: UTF-8, comma, quotation marks doubled, one header line.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from publisher.catalog.model import DatasetEntry
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
