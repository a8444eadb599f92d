"""What a release says of itself to machines: a Data Package descriptor, version 2 (datapackage.org).

Our types in Table Schema's words: text-like types are ``string`` (``url`` and ``email`` say so by ``rdfType``); money,
percent and coordinates are ``number``; a cell with several values is a ``list``. What Table Schema has no word for
(``currency``, ``unit``, texts in further languages) stands beside it under names of its own, as the standard allows.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa

from publisher.clean.rules import FieldRule, compile_rules
from publisher.release.model import ReleaseFile, ReleaseSource
from publisher.spec.model import DatasetSpec, Field, Portal, Text, say
from publisher.terms import LICENCES, NUMBER_TYPES, TEXT_TYPES
from publisher.values.display import texts

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES = dict.fromkeys(TEXT_TYPES, "string") | dict.fromkeys(NUMBER_TYPES, "number") | {"integer": "integer"}
_AS_FOUND = frozenset({"identifier", "text", "url", "email"})  # published as the text that the pattern was held to
_ON_TEXT = frozenset({"enum", "pattern", "minLength", "maxLength"})
_MEANINGS = {
    "url": "http://www.w3.org/2001/XMLSchema#anyURI",
    "email": "http://schema.org/email",
    "latitude": "http://www.w3.org/2003/01/geo/wgs84_pos#lat",
    "longitude": "http://www.w3.org/2003/01/geo/wgs84_pos#long",
}


def about(spec: DatasetSpec, portal: Portal) -> dict[str, Any]:
    """What is said of the dataset whatever its version: title, terms, people, fields."""
    first = portal.languages[0]
    licence = LICENCES[spec.licence]
    return {
        "$schema": PROFILE,
        "name": spec.id,
        "id": home(spec, portal),
        "homepage": home(spec, portal),
        **_said("title", "titles", spec.title, first),
        **_said("description", "descriptions", spec.description or spec.summary, first),
        "keywords": list(spec.themes),
        "licenses": [{"name": licence.spdx, "path": licence.url, "title": licence.title}],
        "contributors": _contributors(spec, portal),
        "frequency": spec.frequency,
        "schema": table_schema(spec, first) | _foreign_keys(spec, portal),
    }


def package(
    static: dict[str, Any],
    *,
    version: str,
    released_on: dt.date,
    sources: Sequence[ReleaseSource],
    data: ReleaseFile,
    guarded: Collection[str],
) -> dict[str, Any]:
    """The descriptor of one release: ``static`` from :func:`about`, ``data`` its CSV.

    A field with guarded cells keeps no constraint on its text, since the guard is part of the cell.
    """
    schema = static["schema"]
    fields = [_unconstrained(field) if field["name"] in guarded else field for field in schema["fields"]]
    resource = {
        "name": static["name"],
        "type": "table",
        "path": data.name,
        "title": static["title"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": data.size,
        "hash": f"sha256:{data.sha256}",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n", "header": True},
        "schema": {**schema, "fields": fields},
    }
    return {
        **{key: value for key, value in static.items() if key != "schema"},
        "version": version,
        "created": f"{released_on.isoformat()}T00:00:00Z",
        "sources": [{"title": source.name} for source in sources],
        "resources": [resource],
    }


def table_schema(spec: DatasetSpec, language: str) -> dict[str, Any]:
    """The dataset's fields as a Table Schema of the CSV release."""
    rules = compile_rules(spec).fields
    fields = [_field(field, rule, language) for field, rule in zip(spec.fields, rules, strict=True)]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    return schema | ({"primaryKey": list(spec.key)} if spec.key else {})


def _foreign_keys(spec: DatasetSpec, portal: Portal) -> dict[str, Any]:
    """What fields refer to. The other dataset is a package of its own, which ``package`` names by its id
    (datapackage.org, recipe "External Foreign Keys").
    """
    keys = [
        {
            "fields": [field.name],
            "reference": {
                "package": address(field.references.dataset, portal),
                "resource": field.references.dataset,
                "fields": [field.references.field],
            },
        }
        for field in spec.fields
        if field.references is not None and field.references.field is not None
    ]
    return {"foreignKeys": keys} if keys else {}


def unit(field: Field) -> str:
    """In what a number is given: a currency, a unit, or what the type itself says."""
    if field.type == "percent":
        return "1 = 100 %"
    return field.currency or field.unit or ("°" if field.type in {"latitude", "longitude"} else "")


def home(spec: DatasetSpec, portal: Portal) -> str:
    """The address of the dataset's page."""
    return address(spec.id, portal)


def address(dataset: str, portal: Portal) -> str:
    """The address of the page of any dataset."""
    return f"{portal.address}/datasets/{dataset}/"


def _field(field: Field, rule: FieldRule, language: str) -> dict[str, Any]:
    kind = "list" if field.separator is not None else _TYPES.get(field.type, field.type)
    made: dict[str, Any] = {"name": field.name, "type": kind}
    made |= _said("title", "titles", field.title, language)
    made |= _said("description", "descriptions", field.description, language)
    if kind == "list":
        made |= {"delimiter": field.separator, "itemType": _TYPES.get(field.type, field.type)}
    if kind == "boolean":
        made |= {"trueValues": ["true"], "falseValues": ["false"]}
    if field.type in _MEANINGS:
        made["rdfType"] = _MEANINGS[field.type]
    if field.categories and kind != "list":
        made["categories"] = [
            {"value": code, "label": say(title, language) or code} for code, title in field.categories.items()
        ]
    if field.currency:
        made["currency"] = field.currency
    elif unit(field):
        made["unit"] = unit(field)
    constraints = _constraints(field, rule, kind)
    return made | ({"constraints": constraints} if constraints else {})


def _constraints(field: Field, rule: FieldRule, kind: str) -> dict[str, Any]:
    """What every published value keeps, in Table Schema's words and on the CSV's text."""
    made: dict[str, Any] = {"required": True} if rule.required else {}
    if kind == "list":
        return made
    bounds = {"minimum": rule.limits.minimum, "maximum": rule.limits.maximum}
    bounds |= {"exclusiveMinimum": rule.limits.exclusive_minimum, "exclusiveMaximum": rule.limits.exclusive_maximum}
    for name, limit in bounds.items():
        if limit is not None:
            said = texts(pa.array([limit.as_py()], limit.type), field)[0].as_py()
            made[name] = _stated(said, kind)
    made |= {"unique": True} if field.unique else {}
    lengths = {"minLength": field.min_length, "maxLength": field.max_length}
    made |= {name: length for name, length in lengths.items() if length is not None}
    if field.categories:
        made["enum"] = list(field.categories)
    elif rule.limits.enum is not None:
        made["enum"] = [_stated(said, kind) for said in texts(rule.limits.enum, field).to_pylist()]
    elif field.pattern is not None and field.type in _AS_FOUND and _is_common(field.pattern):
        made["pattern"] = field.pattern
    return made


def _stated(said: str, kind: str) -> str | int | float:
    return _number(said) if kind in {"number", "integer"} else said


def _number(said: str) -> int | float:
    number = Decimal(said)
    return int(number) if number == number.to_integral_value() else float(number)


def _is_common(pattern: str) -> bool:
    """Whether other engines than ours know the pattern's syntax."""
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _unconstrained(field: dict[str, Any]) -> dict[str, Any]:
    limits: dict[str, Any] = field.get("constraints", {})
    kept = {name: value for name, value in limits.items() if name not in _ON_TEXT}
    rest = {name: value for name, value in field.items() if name not in {"constraints", "categories"}}
    return rest | ({"constraints": kept} if kept else {})


def _contributors(spec: DatasetSpec, portal: Portal) -> list[dict[str, Any]]:
    first = portal.languages[0]
    department = portal.departments.get(spec.department)
    made = [_contributor(say(portal.publisher, first), portal.contact.email, "publisher", portal.address)]
    if department is not None:
        made.append(_contributor(say(department.name, first), department.contact.email, "creator", ""))
    return made


def _contributor(title: str, email: str, role: str, path: str) -> dict[str, Any]:
    pairs = {"title": title, "email": email, "path": path}
    return {key: value for key, value in pairs.items() if value} | {"roles": [role]}


def _said(one: str, many: str, text: Text, language: str) -> dict[str, Any]:
    """A text in the first language, and all its languages where there are several."""
    if not text:
        return {}
    return {one: say(text, language)} | ({many: dict(sorted(text.items()))} if len(text) > 1 else {})
