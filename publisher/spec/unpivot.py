"""What a dataset says of columns that become rows: the years, quarters or months of a wide table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from publisher.errors import SpecError
from publisher.spec.yaml import YamlFile
from publisher.values import pattern

if TYPE_CHECKING:
    from publisher.spec.model import DatasetSpec, Field


@dataclass(frozen=True, kw_only=True)
class Unpivot:
    """Columns of which each becomes a row of its record: ``name`` is the field that says which column, ``value`` the
    field that has its cell. Neither has a column of its own.

    Which columns: those with a title that ``pattern`` finds (its first group that is not empty is the text of
    ``name``, the whole of what was found where it has none), or those in ``columns``: title -> text of ``name``. All
    the other fields come again in each row. ``drop_missing``: a cell without a value makes no row.
    """

    name: str
    value: str
    pattern: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    drop_missing: bool = False

    @property
    def fields(self) -> frozenset[str]:
        """The two fields that have no column."""
        return frozenset({self.name, self.value})

    def found_in(self, title: str) -> str | None:
        """What the pattern finds in a column's title, for ``name``; None where it finds nothing."""
        found = None if self.pattern is None else pattern.found(self.pattern, title)
        if found is None:
            return None
        whole, *groups = found
        return next((group for group in groups if group), whole)


def check_unpivot(spec: DatasetSpec, file: YamlFile) -> None:
    """Raise SpecError where a field that ``unpivot`` fills has a column, or one of its columns is another's already."""
    unpivot = spec.unpivot
    if unpivot is None:
        return
    for path, message, remedy in _faults(spec, unpivot, file.value["fields"]):
        raise SpecError(message, place=file.place(*path), remedy=remedy)


def unpivoted_names(spec: DatasetSpec) -> Iterator[tuple[tuple[str, str], str]]:
    """The names that ``unpivot`` uses, each with the place where it stands."""
    if spec.unpivot is not None:
        yield ("unpivot", "name"), spec.unpivot.name
        yield ("unpivot", "value"), spec.unpivot.value


def own_fields(spec: DatasetSpec) -> tuple[Field, ...]:
    """The fields that have a column each: all but those that unpivot fills."""
    filled = spec.unpivot.fields if spec.unpivot is not None else frozenset()
    return tuple(field for field in spec.fields if field.name not in filled)


def _faults(
    spec: DatasetSpec, unpivot: Unpivot, fields: Mapping[str, Any]
) -> Iterator[tuple[tuple[str, ...], str, str]]:
    if unpivot.name == unpivot.value:
        yield ("unpivot", "value"), "`name` and `value` are one field", "Declare two: which column, and its cell."
    if unpivot.pattern is not None and (wrong := pattern.fault(unpivot.pattern)):
        yield ("unpivot", "columns"), f"the pattern {unpivot.pattern} cannot be used: {wrong}", "Use RE2 syntax."
    for role in ("name", "value"):
        name = getattr(unpivot, role)
        if "from" in fields[name]:
            yield (
                ("fields", name, "from"),
                f"`{name}` is filled by unpivot, so it comes from no column of its own",
                "Take from: away.",
            )
    if spec.key and unpivot.name not in spec.key:
        yield (
            ("key",),
            f"the key lacks `{unpivot.name}`, and each record gives a row for each of its columns",
            f"Add {unpivot.name} to key:.",
        )
    taken = {title: one.name for one in own_fields(spec) for title in one.titles_in_source}
    for title in unpivot.columns:
        if title in taken:
            yield ("unpivot", "columns"), f"the column `{title}` is taken by `{taken[title]}` already", "Keep one."
        if title in spec.ignore:
            yield ("unpivot", "columns"), f"the column `{title}` is both unpivoted and ignored", "Keep one."
