"""Rows of a cleaned table -> services, and whether a spec can hold them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from publisher.errors import Place, SpecError
from publisher.services.model import Service
from publisher.spec.model import DatasetSpec, Field, Text
from publisher.terms import THEMES

if TYPE_CHECKING:
    import pyarrow as pa

DAYS = ("statutory_days", "promised_days")
NUMBERS = (*DAYS, "visits")
WORKING_DAYS = "working days"
DAY_UNITS = ("days", WORKING_DAYS)
GROUPS = ("theme", "life_event", "department")
_UNITS_ADVICE = "Write unit: days for calendar days, or unit: working days."
# What a citizen would miss, in the order of a guide. ``time``: neither a statutory nor a promised one is told.
WANTED = (
    "conditions",
    "materials",
    "steps",
    "fee",
    *DAYS,
    "visits",
    "channel",
    "contact",
    "complaint",
    "legal_basis",
)
_NEEDED = ("id", "name")


def check(spec: DatasetSpec, departments: Collection[str] | None = None) -> tuple[SpecError, ...]:
    """What keeps a dataset of ``kind: service`` from holding services; nothing for another kind.

    ``departments``: ids of the portal's departments, of which each service's own must be one.
    """
    if spec.kind != "service":
        return ()
    fields = {field.name: field for field in spec.fields}
    problems = [
        _problem(spec, "fields", f"a dataset of kind: service needs the field {name}", f"Add {name}: to fields.")
        for name in _NEEDED
        if name not in fields
    ]
    if "id" in fields and spec.key != ("id",):
        problems.append(_problem(spec, "key", "the key of a service dataset is its id", "Write key: [id]."))
    problems.extend(
        _problem(
            spec,
            f"fields.{name}",
            f"{name} is a number of days or visits, not {fields[name].type}",
            "Write type: integer.",
        )
        for name in NUMBERS
        if name in fields and fields[name].type != "integer"
    )
    problems.extend(
        _problem(spec, f"fields.{name}.unit", f"{name} cannot be counted in {fields[name].unit}", _UNITS_ADVICE)
        for name in DAYS
        if name in fields and fields[name].unit not in (None, *DAY_UNITS)
    )
    problems.extend(_group_problems(spec, fields, departments))
    if "checked_on" in fields and fields["checked_on"].type != "date":
        problems.append(_problem(spec, "fields.checked_on", "checked_on is a day", "Write type: date."))
    return tuple(problems)


def _group_problems(
    spec: DatasetSpec, fields: Mapping[str, Field], departments: Collection[str] | None
) -> list[SpecError]:
    """What keeps services from being found by theme, event or department: each is a category, of codes that exist."""
    problems = [
        _problem(
            spec,
            f"fields.{name}",
            f"{name} is a category, not {fields[name].type}",
            "Write type: category, and its categories: with a title each.",
        )
        for name in GROUPS
        if name in fields and fields[name].type != "category"
    ]
    for name, there in (("theme", THEMES), ("department", departments)):
        unknown = [code for code in fields[name].categories if code not in there] if name in fields and there else []
        if there and unknown:
            message = f"there is no {name} {unknown[0]}"
            remedy = f"The {name}s are {', '.join(there)}."
            problems.append(_problem(spec, f"fields.{name}.categories", message, remedy))
    return problems


def services(spec: DatasetSpec, table: pa.Table, languages: Sequence[str]) -> tuple[Service, ...]:
    """One service a row, in the order of their ids. ``table`` has the columns of the spec's fields.

    A plain field is in the portal's first language, ``<field>_<language>`` in that language. Raises SpecError for a
    spec that :func:`check` finds wanting.
    """
    for problem in check(spec):
        raise problem
    fields = {field.name: field for field in spec.fields}
    rows = table.to_pylist()
    ids = _addresses([str(row["id"]) for row in rows])
    made = [
        _service(spec, _Row(fields=fields, cells=row, languages=languages), address)
        for row, address in zip(rows, ids, strict=True)
    ]
    return tuple(sorted(made, key=lambda service: service.id))


@dataclass(frozen=True, kw_only=True)
class _Row:
    """One row, and how to read its cells."""

    fields: Mapping[str, Field]
    cells: Mapping[str, Any]
    languages: Sequence[str]

    def text(self, name: str) -> dict[str, str]:
        """Language -> text, for the languages in which the row has one."""
        found: dict[str, str] = {}
        for place, language in enumerate(self.languages):
            for column in (f"{name}_{language}", *([name] if place == 0 else [])):
                text = _shown(self.fields.get(column), self.cells.get(column))
                if text and language not in found:
                    found[language] = text
        return found

    def items(self, name: str) -> dict[str, tuple[str, ...]]:
        """Language -> items. A field without ``separator:`` holds one item a line."""
        found: dict[str, tuple[str, ...]] = {}
        for language, text in self.text(name).items():
            field = self.fields.get(f"{name}_{language}") or self.fields.get(name)
            separator = (field and field.separator) or "\n"
            items = tuple(item.strip() for item in text.split(separator) if item.strip())
            if items:
                found[language] = items
        return found

    def number(self, name: str) -> int | None:
        value = self.cells.get(name)
        return int(value) if value is not None else None

    def unit(self, name: str) -> str | None:
        return self.fields[name].unit if name in self.fields else None

    def category(self, name: str) -> Text:
        """What the field calls the row's code, in each language."""
        field = self.fields.get(name)
        return field.categories.get(self.one(name) or "", {}) if field else {}

    def one(self, name: str) -> str | None:
        """A text that has no language: a code, or a day."""
        return _shown(self.fields.get(name), self.cells.get(name)) or None


def _service(spec: DatasetSpec, row: _Row, address: str) -> Service:
    service = Service(
        id=address,
        dataset=spec.id,
        department=row.one("department") or spec.department,
        name=row.text("name"),
        description=row.text("description"),
        audience=row.one("audience"),
        conditions=row.items("conditions"),
        materials=row.items("materials"),
        steps=row.items("steps"),
        fee=row.text("fee"),
        statutory_days=row.number("statutory_days"),
        promised_days=row.number("promised_days"),
        visits=row.number("visits"),
        channel=row.items("channel"),
        contact=row.text("contact"),
        complaint=row.text("complaint"),
        legal_basis=row.items("legal_basis"),
        checked_on=row.one("checked_on"),
        working_days=frozenset(name for name in DAYS if row.unit(name) == WORKING_DAYS),
        theme=row.one("theme"),
        life_event=row.one("life_event"),
        life_event_title=row.category("life_event"),
    )
    return replace(service, missing=tuple(name for name in WANTED if not _told(service, name)))


def _told(service: Service, name: str) -> bool:
    value = getattr(service, name)
    return value is not None if name in NUMBERS else bool(value)


def _shown(field: Field | None, value: Any) -> str:
    """A cell as people read it: money with its currency, everything else as its text."""
    if value is None:
        return ""
    if isinstance(value, Decimal) and field is not None and field.currency:
        return f"{value} {field.currency}"
    if isinstance(value, list):
        return (field.separator if field and field.separator else "\n").join(str(item) for item in value)
    return str(value).strip()


def _addresses(keys: Sequence[str]) -> list[str]:
    """Each key as ``a-z0-9-``. One that loses letters on the way, and meets another, bears eight digits of its hash."""
    slugs = [_slug(key) for key in keys]
    times = Counter(slugs)
    return [
        slug if slug and (slug == key or times[slug] == 1) else f"{slug}-{_digest(key)}".lstrip("-")
        for key, slug in zip(keys, slugs, strict=True)
    ]


def _slug(key: str) -> str:
    """The key in ``a-z0-9-``; empty when letters of other scripts would be lost."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", key) if not unicodedata.combining(char))
    if any(char.isalnum() and not char.isascii() for char in plain):
        return ""
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _problem(spec: DatasetSpec, key: str, message: str, remedy: str) -> SpecError:
    return SpecError(message, place=Place(file=spec.path, line=spec.lines.get(key)), remedy=remedy)
