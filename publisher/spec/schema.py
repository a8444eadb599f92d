"""What each YAML file may say, as JSON Schema (2020-12), so that editors complete it and one validator checks it.

``docs/schemas/`` holds these as files for editors; a test keeps them equal.
"""

from __future__ import annotations

from typing import Any

from publisher import terms
from publisher.spec.constraints import COMPARISON

Schema = dict[str, Any]

_WORD: Schema = {"type": "string", "minLength": 1}
_SCALAR: Schema = {"type": ["string", "number", "boolean"]}
_POSITION: Schema = {"type": "integer", "minimum": 1}
_SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
_REGEX: Schema = {"type": "string", "minLength": 1, "format": "regex"}
_ID: Schema = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
_REASON: Schema = {"type": "string", "minLength": 10}
_DATE: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_TEXT: Schema = {
    "description": "A text, or a text in each language.",
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "propertyNames": {"enum": list(terms.LANGUAGES)},
            "additionalProperties": {"type": "string"},
        },
    ],
}


def _object(required: tuple[str, ...] = (), /, **properties: Schema) -> Schema:
    shape: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    return shape | ({"required": list(required)} if required else {})


def _map(values: Schema, **more: Any) -> Schema:
    return {"type": "object", "additionalProperties": values, **more}


def _list(items: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": items, **more}


def _one_or_more(items: Schema) -> Schema:
    return {"anyOf": [items, _list(items, minItems=1)]}


_CONTACT = _object(name=_TEXT, email={"type": "string", "pattern": "^[^@ ]+@[^@ ]+$"}, phone=_WORD)
_LICENCE: Schema = {"enum": list(terms.LICENCES)}
_THEMES = _list({"enum": list(terms.THEMES)}, uniqueItems=True)

_AREAS = _object(
    ("file", "id", "name"),
    file=_WORD | {"description": "A GeoJSON file of polygons beside portal.yml, in longitude and latitude."},
    id=_WORD | {"description": "The property of each feature that holds its id."},
    name=_TEXT | {"description": "The property that holds the name, one for each language."},
) | {"description": "The portal's own areas, such as districts: maps are drawn on them."}

_SOURCE = _object(
    ("path",),
    path=_WORD | {"description": "Files below the dataset's folder; * stands for any text."},
    released=_REGEX
    | {"description": "Finds the day in a file's path: each file is the whole dataset on that day, and one release."},
    period=_REGEX
    | {"description": "With mode: append: finds in a file's path the period that it replaces an earlier file of."},
    sheet=_WORD | {"description": "A sheet's name; left out: every sheet with the declared header."},
    table=_POSITION | {"description": "Which table of a page, from 1."},
    records=_WORD | {"description": "The way to the list of records in JSON (a.b), to the record in XML (a/b)."},
    member=_WORD | {"description": "Which members of a zip archive; * stands for any text; left out: all of them."},
    encoding=_WORD,
    delimiter={"type": "string", "minLength": 1, "maxLength": 1},
    hidden=_REASON | {"description": "Why rows, columns and sheets that the workbook hides are meant to be public."},
    header=_object(rows=_list(_POSITION)) | {"description": "Record numbers of the header rows; []: none."},
    skip=_object(footer=_REGEX, records=_REGEX, rows=_list(_POSITION))
    | {"description": "Declared drops, counted in the ledger."},
)

_REFERENCE: Schema = {
    "description": "Each value stands in another dataset: in its key, or in the named field, which is unique.",
    "anyOf": [_ID, _object(("dataset",), dataset=_ID, field=_WORD)],
}

_FIELD = _object(
    ("type",),
    type={"enum": list(terms.FIELD_TYPES)},
    **{"from": _one_or_more(_WORD)},
    title=_TEXT,
    description=_TEXT,
    required={"type": "boolean"},
    formats=_list(_WORD, minItems=1),
    decimal_char={"type": "string", "minLength": 1, "maxLength": 1},
    group_char={"type": "string", "maxLength": 1},
    currency={"type": "string", "pattern": "^[A-Z]{3}$"},
    unit=_TEXT | {"description": "What the numbers count, such as m², in each language where it has words."},
    categories=_map(_TEXT, minProperties=1),
    minimum=_SCALAR,
    maximum=_SCALAR,
    exclusive_minimum=_SCALAR,
    exclusive_maximum=_SCALAR,
    min_length={"type": "integer", "minimum": 1, "description": "In characters."},
    max_length={"type": "integer", "minimum": 1, "description": "In characters."},
    pattern=_REGEX,
    enum=_list(_SCALAR, minItems=1, uniqueItems=True) | {"description": "The only values there may be."},
    unique={"type": "boolean", "description": "No two records may have the same value."},
    references=_REFERENCE,
    missing=_list(_SCALAR),
    separator=_WORD,
    true=_list(_SCALAR, minItems=1),
    false=_list(_SCALAR, minItems=1),
    facet={"type": "boolean"},
)

_CHART = _object(
    ("kind",),
    kind={
        "enum": ["bars", "line", "histogram", "map"],
        "description": "bars: one for each value of x, or stacked by series. line: along dates, periods or numbers. "
        "histogram: how often numbers lie in each range. map: the rows' places, or areas coloured by y.",
    },
    x=_WORD | {"description": "The field along the axis; of a map, a field that holds ids of the portal's areas."},
    y={
        "type": "string",
        "pattern": r"^(count|(sum|mean)\([a-z_][a-z0-9_]*\))$",
        "description": "count, sum(field) or mean(field); left out: count.",
    },
    series=_WORD | {"description": "Bars and lines: a field that parts each bar, or makes a line for each value."},
    top={"type": "integer", "minimum": 1, "maximum": 30}
    | {"description": "Bars: how many of the largest stand for themselves; the rest is one bar."},
    by={
        "enum": ["places", "areas"],
        "description": "Maps: points or small hexagons where the rows lie (places), or the portal's areas coloured.",
    },
    title=_TEXT,
)


_UNPIVOT = _object(
    ("columns", "name", "value"),
    columns={
        "description": "A pattern of titles, its group the value of name; or a list of titles; or title: value.",
        "anyOf": [_REGEX, _list(_SCALAR, minItems=1, uniqueItems=True), _map(_SCALAR, minProperties=1)],
    },
    name=_WORD | {"description": "The field that says which column a row comes from."},
    value=_WORD | {"description": "The field that has the column's cell."},
    drop_missing={"type": "boolean", "description": "A cell without a value makes no row."},
) | {"description": "Columns of which each becomes a row of its record: the years of a wide table."}


def portal_schema() -> Schema:
    """The shape of ``portal.yml``."""
    return _document(
        "portal.yml",
        _object(
            ("name", "languages", "publisher", "contact", "address", "licence", "departments"),
            name=_TEXT,
            summary=_TEXT,
            notice=_TEXT | {"description": "Shown on every page."},
            languages=_list({"enum": list(terms.LANGUAGES)}, minItems=1, uniqueItems=True),
            publisher=_TEXT,
            contact=_CONTACT,
            address={"type": "string", "pattern": "^https?://[^/ ]+(/[^ ]*)?$"},
            licence=_LICENCE,
            departments=_map(
                _object(("name",), name=_TEXT, about=_TEXT, contact=_CONTACT), propertyNames=_ID, minProperties=1
            ),
            keep_editions={"type": "integer", "minimum": 1, "maximum": 1000},
            areas=_AREAS,
        ),
    )


def dataset_schema() -> Schema:
    """The shape of ``dataset.yml``."""
    return _document(
        "dataset.yml",
        _object(
            ("title", "summary", "frequency", "sources", "fields"),
            kind={"enum": list(terms.DATASET_KINDS)},
            id=_ID,
            title=_TEXT,
            summary=_TEXT,
            description=_TEXT,
            department=_ID,
            licence=_LICENCE,
            frequency={"enum": list(terms.FREQUENCIES)},
            themes=_THEMES,
            sources=_list(_SOURCE, minItems=1),
            key=_list(_WORD, uniqueItems=True),
            fields=_map(_FIELD, propertyNames={"pattern": "^[a-z_][a-z0-9_]*$"}, minProperties=1),
            missing=_list(_SCALAR),
            ignore=_list(_WORD),
            personal=_map(_REASON)
            | {"description": "Fields that hold personal data, each with why it is meant to be public."},
            lookups=_map(_map(_SCALAR)),
            mode={"enum": list(terms.MODES)}
            | {
                "description": "append: files of earlier releases stay part of it, whether they still lie there or not."
            },
            repair=_list({"enum": list(terms.REPAIRS)}, uniqueItems=True)
            | {"description": "delimiters: records with a cell too many or too few are mended, and each is told."},
            rules=_list({"type": "string", "pattern": COMPARISON}, uniqueItems=True)
            | {"description": "Comparisons of two fields, such as ends_on >= starts_on."},
            assertions=_object(
                min=_object(rows={"type": "integer", "minimum": 0}, filled=_map(_SHARE)),
                max=_object(rows={"type": "integer", "minimum": 0}, removed=_SHARE, held=_SHARE),
            ),
            charts=_list(_CHART),
            search=_object(title=_WORD, body=_list(_WORD)),
            sort=_list(_WORD),
            unpivot=_UNPIVOT,
        ),
    )


def collection_schema() -> Schema:
    """The shape of ``collection.yml``."""
    kind: Schema = {"enum": list(terms.DOCUMENT_KINDS)}
    language: Schema = {"enum": list(terms.LANGUAGES)}
    document = _object(
        id=_ID,
        title=_WORD,
        number=_WORD,
        kind=kind,
        language=language,
        issuers=_list(_WORD),
        written=_DATE,
        published=_DATE,
    )
    return _document(
        "collection.yml",
        _object(
            ("title",),
            id=_ID,
            title=_TEXT,
            summary=_TEXT,
            department=_ID,
            licence=_LICENCE,
            kind=kind,
            language=language,
            themes=_THEMES,
            sources=_list(_WORD, minItems=1),
            documents=_map(document),
        ),
    )


def _document(title: str, shape: Schema) -> Schema:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title} | shape
