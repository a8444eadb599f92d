"""What a schema cannot say of a dataset: that names used in one place stand in another, and that options fit types."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from publisher import terms
from publisher.errors import SpecError
from publisher.spec.constraints import OPTION_TYPES, check_constraints, compared_names
from publisher.spec.model import DatasetSpec, Field
from publisher.spec.unpivot import check_unpivot, own_fields, unpivoted_names
from publisher.spec.validate import nearest
from publisher.spec.yaml import YamlFile
from publisher.values.formats import fault
from publisher.values.pattern import fault as fault_of_pattern

# Option -> the types it means something for.
_OPTION_TYPES: dict[str, frozenset[str]] = {
    "formats": terms.DATE_TYPES | {"period"},
    "currency": frozenset({"money"}),
    "categories": frozenset({"category"}),
    "separator": frozenset({"text"}),
    "true": frozenset({"boolean"}),
    "false": frozenset({"boolean"}),
    **OPTION_TYPES,
}


def check_references(spec: DatasetSpec, file: YamlFile) -> None:
    """Raise SpecError for the first name that leads nowhere, or the first option that does not fit its type."""
    names = [field.name for field in spec.fields]
    for path, name in (*_used_names(spec), *unpivoted_names(spec), *compared_names(spec)):
        if name not in names:
            raise SpecError(f"there is no field `{name}`", place=file.place(*path), remedy=nearest(name, names))
    for field in spec.fields:
        _check_options(field, file)
    check_paths([source.path for source in spec.sources], file, "path")
    _check_released(spec, file)
    _check_growth(spec, file)
    check_constraints(spec, file)
    _check_titles(spec, file)
    check_unpivot(spec, file)


def check_paths(patterns: Sequence[str], file: YamlFile, *key: str) -> None:
    """Raise SpecError for a source path that leaves the folder of its YAML file."""
    for index, pattern in enumerate(patterns):
        if pattern.startswith("/") or ".." in pattern.split("/"):
            raise SpecError(
                f"the path {pattern} leaves the folder of {file.path}",
                place=file.place("sources", index, *key),
                remedy="Put the file below that folder, such as raw/file.csv.",
            )


def _check_released(spec: DatasetSpec, file: YamlFile) -> None:
    """Every source of a dataset says how its files' names give a day, or none does."""
    dated = [source.released for source in spec.sources]
    for index, pattern in enumerate(dated):
        if pattern is None and any(dated):
            raise SpecError(
                "this source has no `released`, and another of the dataset has one",
                place=file.place("sources", index),
                remedy="Write released: in each source, or in none: a release by day is made of files of that day.",
            )
        if pattern is not None:
            _check_group("released", "the day", pattern, index, file)


def _check_growth(spec: DatasetSpec, file: YamlFile) -> None:
    """A dataset that grows is made of all its files; one that is released by day, of those of a day."""
    for index, source in enumerate(spec.sources):
        if spec.mode == "append" and source.released is not None:
            raise SpecError(
                "with `released` each file is the whole dataset, and with mode: append a part of it",
                place=file.place("sources", index, "released"),
                remedy="Take one of the two away; for files of a month each, period: tells which takes whose place.",
            )
        if spec.mode != "append" and source.period is not None:
            raise SpecError(
                "`period` means nothing where no earlier file stays",
                place=file.place("sources", index, "period"),
                remedy="Write mode: append, or take period: away.",
            )
        if source.period is not None:
            _check_group("period", "the period", source.period, index, file)


def _check_group(option: str, what: str, pattern: str, index: int, file: YamlFile) -> None:
    """Raise SpecError for a pattern of file names that cannot be used, or has not exactly one group."""
    place = file.place("sources", index, option)
    if wrong := fault_of_pattern(pattern):
        raise SpecError(
            f"the pattern {pattern} of `{option}` cannot be used: {wrong}", place=place, remedy="Use RE2 syntax."
        )
    groups = re.compile(pattern).groups
    if groups != 1:
        raise SpecError(
            f"`{option}` needs exactly one group, which holds {what}; {pattern} has {groups}",
            place=place,
            remedy=f'Write it as in {option}: "([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})"; (?:...) groups without counting.',
        )


def _used_names(spec: DatasetSpec) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for index, name in enumerate(spec.key):
        yield ("key", index), name
    for index, name in enumerate(spec.sort):
        if (name, len(spec.sort)) != ("source", 1):
            yield ("sort", index), name
    for key, named in (("lookups", spec.lookups), ("personal", spec.personal)):
        yield from ((((key, name), name)) for name in named)
    for name in spec.assertions.filled_min:
        yield ("assertions", "min", "filled", name), name
    for index, chart in enumerate(spec.charts):
        if chart.x:
            yield ("charts", index, "x"), chart.x
        if chart.series:
            yield ("charts", index, "series"), chart.series
        inner = re.search(r"\((.+)\)", chart.y)
        if inner:
            yield ("charts", index, "y"), inner[1]
    if spec.search_title:
        yield ("search", "title"), spec.search_title
    for index, name in enumerate(spec.search_body):
        yield ("search", "body", index), name


def _check_options(field: Field, file: YamlFile) -> None:
    for option, types in _OPTION_TYPES.items():
        if getattr(field, option) and field.type not in types:
            raise SpecError(
                f"`{option}` means nothing for the type {field.type}",
                place=file.place("fields", field.name, option),
                remedy=f"It is for: {', '.join(sorted(types))}.",
            )
    for index, text in enumerate(field.formats):
        if words := fault(text, kind=field.type):
            raise SpecError(
                words,
                place=file.place("fields", field.name, "formats", index),
                remedy="Write the format as in %d/%m/%Y or %Y年%m月%d日.",
            )
    if field.type == "category" and not field.categories:
        raise SpecError(
            f"the category field `{field.name}` declares no categories",
            place=file.place("fields", field.name),
            remedy="Add categories: {code: Title}, or use type: text.",
        )
    if field.decimal_char == field.group_char:
        raise SpecError(
            "decimal_char and group_char are the same",
            place=file.place("fields", field.name, "group_char"),
            remedy='Declare both, such as decimal_char: "," and group_char: ".".',
        )


def _check_titles(spec: DatasetSpec, file: YamlFile) -> None:
    seen: dict[str, str] = {}
    for field in own_fields(spec):
        for title in field.titles_in_source:
            if title in seen:
                raise SpecError(
                    f"the column `{title}` is taken by `{seen[title]}` already",
                    place=file.place("fields", field.name, "from"),
                    remedy="Each column goes to one field.",
                )
            seen[title] = field.name
    for title in spec.ignore:
        if title in seen:
            raise SpecError(
                f"the column `{title}` is both a field and ignored",
                place=file.place("ignore"),
                remedy="Keep it in one of the two.",
            )
