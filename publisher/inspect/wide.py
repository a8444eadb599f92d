"""Columns that look like the years, quarters or months of one thing: a table may be wide where rows were meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publisher.inspect.model import FoundField, FoundTable
from publisher.terms import NUMBER_TYPES
from publisher.values.detect import candidates
from publisher.values.months import month_numbers

_YEAR = "(?:19|20)[0-9]{2}"
# What a column is of -> how that is written in a title, with the value as the group; the longer spellings come first.
_TIMES = {
    "month": rf"({_YEAR}-(?:0[1-9]|1[0-2])|{_YEAR}年(?:1[0-2]|[1-9])月|[A-Za-z]{{3,9}} {_YEAR})",
    "quarter": rf"({_YEAR}[- ]?Q[1-4]|Q[1-4][-/ ]?{_YEAR}|{_YEAR}年第?[1-4一二三四]季度?)",
    "financial_year": rf"({_YEAR} ?[-/–] ?(?:[0-9]{{4}}|[0-9]{{2}}))",
    "year": f"({_YEAR})年?度?",
}
_MONTH = re.compile(r"(?:1[0-2]|[1-9])月")
_FEW, _MOST_MONTHS = 3, 12


@dataclass(frozen=True, kw_only=True)
class Wide:
    """Columns that may be one. ``name``: of what they are; ``name_type``: the type that reads what their titles give.

    ``columns``: a pattern, or their titles. ``fields``: the columns themselves; ``value_type`` reads the cells of all.
    """

    name: str
    name_type: str
    columns: str | tuple[str, ...]
    fields: tuple[FoundField, ...]
    value_type: str


def find_wide(table: FoundTable) -> Wide | None:
    """The columns of a table that may be meant as rows; None where there are none, or more than one kind of them."""
    numbers = [field for field in table.fields if field.type in NUMBER_TYPES and field.title]
    for name, pattern in _TIMES.items():
        groups = [group for group in _alike(numbers, pattern) if len(group) >= _FEW]
        if len(groups) == 1:
            return _of_times(name, pattern, groups[0])
        if groups:
            return None
    months = [field for field in numbers if _is_month(field.title)]
    if _FEW <= len(months) <= _MOST_MONTHS:
        titles = tuple(field.title for field in months)
        return Wide(name="month", name_type="text", columns=titles, fields=tuple(months), value_type=_common(months))
    return None


def _alike(fields: Sequence[FoundField], pattern: str) -> Iterator[list[FoundField]]:
    """Columns whose titles differ in the time alone, each time once."""
    groups: dict[tuple[str, str], list[FoundField]] = {}
    for field in fields:
        found = re.search(f"(?<![0-9]){pattern}(?![0-9])", field.title)
        if found is not None and _is_time(found[1]):
            groups.setdefault((field.title[: found.start()], field.title[found.end() :]), []).append(field)
    for group in groups.values():
        if len({field.title for field in group}) == len(group):
            yield group


def _of_times(name: str, pattern: str, fields: Sequence[FoundField]) -> Wide:
    found = re.search(f"(?<![0-9]){pattern}(?![0-9])", fields[0].title)
    before, after = (fields[0].title[: found.start()], fields[0].title[found.end() :]) if found else ("", "")
    whole = f"^{_plain(before)}{pattern}{_plain(after)}$"
    times = [match[1] for field in fields if (match := re.search(whole, field.title))]
    types = [way.type for way in candidates(times) if way.share == 1 and not way.formats]
    type_ = "integer" if name == "year" else "period" if "period" in types else "text"
    return Wide(name=name, name_type=type_, columns=whole, fields=tuple(fields), value_type=_common(fields))


def _is_time(text: str) -> bool:
    """Whether the word beside a year, where there is one, is a month's."""
    word = text.partition(" ")[0]
    return not (word.isalpha() and word.isascii()) or word.casefold() in month_numbers()


def _plain(text: str) -> str:
    return re.escape(text).replace("\\ ", " ")


def _is_month(title: str) -> bool:
    return _MONTH.fullmatch(title) is not None or title.casefold().removesuffix(".") in month_numbers()


def _common(fields: Sequence[FoundField]) -> str:
    """The type that reads the cells of all columns."""
    types = {field.type for field in fields}
    if len(types) == 1:
        return types.pop()
    return "number" if types <= {"integer", "number"} else "text"
