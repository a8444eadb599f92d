"""What a dataset says its values must keep, beyond their type: bounds, lengths, lists, and fields beside each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from publisher import terms
from publisher.errors import SpecError
from publisher.spec.validate import nearest
from publisher.spec.yaml import YamlFile

if TYPE_CHECKING:
    from publisher.spec.model import DatasetSpec, Field

OPERATORS = ("<=", ">=", "!=", "<", ">", "=")
COMPARISON = r"^\s*([a-z_][a-z0-9_]*)\s*(<=|>=|!=|<|>|=)\s*([a-z_][a-z0-9_]*)\s*$"
_ORDERED = terms.NUMBER_TYPES | terms.DATE_TYPES

# Option -> the types it means something for.
OPTION_TYPES: dict[str, frozenset[str]] = {
    "minimum": _ORDERED,
    "maximum": _ORDERED,
    "exclusive_minimum": _ORDERED,
    "exclusive_maximum": _ORDERED,
    "min_length": terms.TEXT_TYPES,
    "max_length": terms.TEXT_TYPES,
    "pattern": terms.TEXT_TYPES,
    "enum": terms.TEXT_TYPES | _ORDERED,
    "references": terms.TEXT_TYPES | {"integer", "date"},
}


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A field whose values stand in a field of another dataset (Table Schema's foreign key, of one field).

    ``field`` is None where the other dataset's key is meant, which then is one field.
    """

    dataset: str
    field: str | None = None


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A rule on two fields of a record, such as ``ends_on >= starts_on``; it says nothing where either is missing."""

    left: str
    operator: str
    right: str

    def __str__(self) -> str:
        return f"{self.left} {self.operator} {self.right}"


def comparison(text: str) -> Comparison:
    """Read ``left operator right``; the schema has seen to its form.

    >>> str(comparison("ends_on>=starts_on"))
    'ends_on >= starts_on'
    """
    found = re.match(COMPARISON, text)
    left, operator, right = found.groups() if found else ("", "=", "")
    return Comparison(left=left, operator=operator, right=right)


def compared_names(spec: DatasetSpec) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The names that ``rules`` uses, each with the place where it stands."""
    for index, rule in enumerate(spec.rules):
        yield ("rules", index), rule.left
        yield ("rules", index), rule.right


def check_constraints(spec: DatasetSpec, file: YamlFile) -> None:
    """Raise SpecError for the first constraint that no value could be held to; names are known to be right."""
    for path, message, remedy in (*_faults_of_fields(spec), *_faults_of_rules(spec)):
        raise SpecError(message, place=file.place(*path), remedy=remedy)


def _faults_of_fields(spec: DatasetSpec) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    for field in spec.fields:
        where = ("fields", field.name)
        for side in ("minimum", "maximum"):
            if getattr(field, side) is not None and getattr(field, f"exclusive_{side}") is not None:
                yield (*where, f"exclusive_{side}"), f"`{side}` and `exclusive_{side}` are both there", "Keep one."
        if field.min_length is not None and field.max_length is not None and field.min_length > field.max_length:
            yield (*where, "min_length"), "no text is as long and as short as this", "Make min_length the smaller."
        if field.enum and field.type == "category":
            yield (*where, "enum"), "the categories say already what may stand here", "Take enum: away."
        if field.unique and field.separator is not None:
            yield (*where, "unique"), "a list cannot be unique", "Take unique: or separator: away."
        if field.unique and spec.unpivot is not None:
            yield (*where, "unique"), "a record gives several rows here, by unpivot", "Take unique: away, or use key:."


def _faults_of_rules(spec: DatasetSpec) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    fields = {field.name: field for field in spec.fields}
    for index, rule in enumerate(spec.rules):
        left, right, where = fields[rule.left], fields[rule.right], ("rules", index)
        if _kind(left) != _kind(right) or left.separator is not None or right.separator is not None:
            kinds = f"`{rule.left}` is {_said(left)}, `{rule.right}` is {_said(right)}"
            yield where, f"{kinds}, which cannot be compared", "Compare two numbers, dates or texts."
        elif _kind(left) == "text" and rule.operator not in ("=", "!="):
            yield where, f"texts have no order: {rule}", "Use = or !=, or declare a type that has an order."
        elif rule.left == rule.right:
            yield where, f"{rule} compares a field with itself", "Name two fields."
        elif spec.unpivot is not None and spec.unpivot.fields & {rule.left, rule.right}:
            yield where, f"{rule} names a field that unpivot fills", "Compare fields that have a column."


def _kind(field: Field) -> str:
    """Fields of one kind can be compared with each other."""
    return "number" if field.type in terms.NUMBER_TYPES else "text" if field.type in terms.TEXT_TYPES else field.type


def _said(field: Field) -> str:
    return f"a list of {field.type}" if field.separator is not None else field.type


def refers_to_nothing(field: Field, datasets: dict[str, DatasetSpec]) -> tuple[str, str] | None:
    """What is wrong with a field's reference, and what to do; None when it is sound or there is none."""
    if field.references is None:
        return None
    name = field.references.dataset
    if name not in datasets:
        return f"there is no dataset `{name}`", nearest(name, datasets)
    return _fault_of_column(field, datasets[name], referred_field(field.references, datasets[name]))


def _fault_of_column(field: Field, other: DatasetSpec, column: str | None) -> tuple[str, str] | None:
    name = other.id
    fields = {one.name: one for one in other.fields}
    if column is None:
        keys = f"its key is {', '.join(other.key)}" if other.key else "it has no key"
        return f"`{name}` has no key of one field: {keys}", f"Write references: {{dataset: {name}, field: ...}}."
    if column not in fields:
        return f"`{name}` has no field `{column}`", nearest(column, fields)
    if (column,) != other.key and not fields[column].unique:
        return (
            f"the values of `{column}` may stand in several records of `{name}`",
            f"Refer to its key, or write unique: true in {other.path} at `{column}`.",
        )
    if _kind(field) != _kind(fields[column]) or fields[column].separator is not None:
        return (
            f"`{field.name}` is {field.type}, and `{column}` of `{name}` is {_said(fields[column])}",
            "Give both the same type.",
        )
    return None


def referred_field(reference: Reference, other: DatasetSpec) -> str | None:
    """The name of the field that a reference means; None where it means the key, and that is not one field."""
    return reference.field or (other.key[0] if len(other.key) == 1 else None)
