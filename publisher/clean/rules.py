"""A spec's fields as rules that need nothing else: compiled once, then used on every batch.

The chain of a field: tidy the text -> missing tokens -> lookup -> parse -> constraints.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from publisher.clean.constraints import Limits
from publisher.errors import Place, SpecError
from publisher.spec.constraints import Comparison
from publisher.spec.model import DatasetSpec, Field
from publisher.terms import NUMBER_TYPES
from publisher.values.formats import compile_format, fault
from publisher.values.parse import arrow_type, parse, tidy
from publisher.values.rule import Rule

# Where a record comes from, beside the fields of a batch; no field's name begins with @.
POSITION = pa.schema([("@table", pa.int32()), ("@record", pa.int64()), ("@line", pa.int64())])
_TEXTS = pa.string()


@dataclass(frozen=True, kw_only=True)
class Mapped:
    """A table of two text arrays: what ``keys`` says becomes what ``values`` says, null for nothing at all."""

    keys: Any
    values: Any

    def look_up(self, texts: Any) -> tuple[Any, Any]:
        """What each text becomes, null where it is no key; and the place of its key, null where it has none."""
        places = pc.index_in(texts, value_set=self.keys)
        return self.values.take(places), places


@dataclass(frozen=True, kw_only=True)
class FieldRule:
    """One field, compiled. ``missing``: tokens, tidied and in lower case. ``limits``: what its values must keep.

    ``codes``: tidied code or title -> code, for a category. ``type``: the Arrow type of the clean column.
    """

    name: str
    rule: Rule
    type: Any
    missing: Any
    required: bool
    lookup: Mapped | None
    codes: Mapped | None
    limits: Limits
    separator: str | None


@dataclass(frozen=True, kw_only=True)
class Rules:
    """A dataset, compiled. ``schema``: the clean columns, then :data:`POSITION`.

    ``comparisons``: what the fields of a record must keep beside each other. ``unique``: the fields, beside the key, of
    which no two records may have the same value.
    """

    fields: tuple[FieldRule, ...]
    key: tuple[str, ...]
    schema: Any
    comparisons: tuple[Comparison, ...] = ()
    unique: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The fields' names, in order."""
        return tuple(field.name for field in self.fields)


def compile_rules(spec: DatasetSpec, referred: Mapping[str, Any] | None = None) -> Rules:
    """Compile a spec. Raises SpecError for a format, pattern, bound or lookup that cannot be.

    ``referred``: field -> the values, as an Arrow array, of the field of another dataset that it refers to; None where
    no value is looked at.
    """
    fields = tuple(_Compiler(spec, field, (referred or {}).get(field.name)).field_rule() for field in spec.fields)
    schema = pa.schema([*(pa.field(field.name, field.type) for field in fields), *POSITION])
    _check_zones(spec, schema)
    unique = tuple(field.name for field in spec.fields if field.unique and (field.name,) != spec.key)
    return Rules(fields=fields, key=spec.key, schema=schema, comparisons=spec.rules, unique=unique)


def _check_zones(spec: DatasetSpec, schema: Any) -> None:
    for index, rule in enumerate(spec.rules):
        zones = {str(getattr(schema.field(name).type, "tz", None)) for name in (rule.left, rule.right)}
        if len(zones) > 1:
            raise SpecError(
                f"{rule} compares instants with local times",
                place=Place(file=spec.path, line=spec.lines.get(f"rules.{index}")),
                remedy="Give both fields formats with %z, or neither.",
            )


class _Compiler:
    """Compiles one field; its spec tells where a fault stands. ``referred``: the values it refers to."""

    def __init__(self, spec: DatasetSpec, field: Field, referred: Any) -> None:
        self._spec = spec
        self._field = field
        self._referred = referred

    def field_rule(self) -> FieldRule:
        spec, field = self._spec, self._field
        rule = self._rule()
        self._check_formats(rule)
        tokens = field.missing if field.missing is not None else spec.missing
        # An empty cell is missing, whatever else is.
        missing = pc.utf8_lower(_tidied(("", *tokens), field))
        value_type = arrow_type(rule)
        return FieldRule(
            name=field.name,
            rule=rule,
            type=pa.list_(pa.field("item", value_type)) if field.separator is not None else value_type,
            missing=missing,
            required=field.required or field.name in spec.key,
            lookup=self._lookup(spec.lookups.get(field.name, {}), missing),
            codes=self._codes() if field.categories else None,
            limits=self._limits(rule),
            separator=field.separator,
        )

    def _rule(self) -> Rule:
        field = self._field
        return Rule(
            type=field.type,
            formats=field.formats,
            decimal_char=field.decimal_char,
            group_char=field.group_char,
            currency=field.currency,
            unit=field.unit,
            true=field.true,
            false=field.false,
        )

    def _check_formats(self, rule: Rule) -> None:
        for text in rule.formats:
            if rule.type not in {"date", "datetime", "period"}:
                raise self._error("formats", f"formats mean nothing for the type {rule.type}", "Take them away.")
            if words := fault(text, kind=rule.type):
                raise self._error("formats", words, "Write the format as in %d/%m/%Y or %Y年%m月%d日.")
        zones = {"zone" in compile_format(text).parts for text in rule.formats}
        if len(zones) > 1:
            raise self._error("formats", "some formats have %z and some have not", "Give all of them %z, or none.")

    def _lookup(self, pairs: Mapping[str, str], missing: Any) -> Mapped | None:
        if not pairs:
            return None
        keys, values = (_tidied(side, self._field) for side in (pairs.keys(), pairs.values()))
        if len(pc.unique(keys)) < len(keys):
            raise self._error("", "two lookups have the same text but for space or width", "Keep one.", "lookups")
        nothing = pc.is_in(pc.utf8_lower(values), value_set=missing)
        return Mapped(keys=keys, values=pc.if_else(nothing, None, values))

    def _codes(self) -> Mapped:
        categories = self._field.categories
        pairs = {_one(code, self._field): code for code in categories}
        for code, titles in categories.items():
            for title in titles.values():
                text = _one(title, self._field)
                if pairs.setdefault(text, code) != code and text not in {
                    _one(each, self._field) for each in categories
                }:
                    raise self._error(
                        "categories",
                        f"`{title}` is the title of `{pairs[text]}` and of `{code}`",
                        "Give each category its own title.",
                    )
        return Mapped(keys=pa.array(list(pairs), _TEXTS), values=pa.array(list(pairs.values()), _TEXTS))

    def _limits(self, rule: Rule) -> Limits:
        field, value_type = self._field, arrow_type(rule)
        return Limits(
            pattern=self._pattern(),
            minimum=self._bound("minimum", rule),
            maximum=self._bound("maximum", rule),
            exclusive_minimum=self._bound("exclusive_minimum", rule),
            exclusive_maximum=self._bound("exclusive_maximum", rule),
            min_length=field.min_length,
            max_length=field.max_length,
            enum=pa.array([self._value("enum", text, rule).as_py() for text in field.enum], value_type)
            if field.enum
            else None,
            referred=None if self._referred is None else self._referred.cast(value_type),
        )

    def _pattern(self) -> str | None:
        if self._field.pattern is None:
            return None
        pattern = f"^(?:{self._field.pattern})$"
        try:
            pc.match_substring_regex(pa.array([""], _TEXTS), pattern=pattern)
        except pa.ArrowInvalid as error:
            raise self._error("pattern", f"the pattern cannot be used: {error}", "Use RE2 syntax.") from error
        return pattern

    def _bound(self, name: str, rule: Rule) -> Any:
        """A bound as the field's own value: ISO for dates, a decimal point and no groups for numbers."""
        text = getattr(self._field, name)
        if text is None:
            return None
        if rule.type not in NUMBER_TYPES | {"date", "datetime"}:
            raise self._error(name, f"`{name}` means nothing for the type {rule.type}", "Take it away.")
        return self._value(name, text, rule)

    def _value(self, name: str, text: str, rule: Rule) -> Any:
        """A text of the spec as the field's own value."""
        zone = rule.formats if rule.type == "datetime" else ()
        plain = Rule(type=rule.type, formats=zone, group_char="", currency=rule.currency, unit=rule.unit)
        value = parse(pa.array([text], _TEXTS), plain)[0]
        if not value.is_valid:
            raise self._error(name, f"`{text}` is not a {rule.type}", "Write dates as 2020-12-31, numbers as 1234.5.")
        return value

    def _error(self, option: str, message: str, remedy: str, above: str = "fields") -> SpecError:
        path = ".".join(filter(None, (above, self._field.name, option)))
        line = self._spec.lines.get(path) or self._spec.lines.get(f"fields.{self._field.name}")
        return SpecError(
            f"field `{self._field.name}`: {message}", place=Place(file=self._spec.path, line=line), remedy=remedy
        )


def _tidied(texts: Iterable[str], field: Field) -> Any:
    return tidy(pa.array(list(texts), _TEXTS), field.type)


def _one(text: str, field: Field) -> str:
    return str(_tidied((text,), field)[0].as_py())
