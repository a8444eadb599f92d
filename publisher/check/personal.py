"""Columns of a cleaned table that hold personal data: what stops its release unless the dataset says it is meant.

Some identifiers tell themselves in one cell, by a check digit (:mod:`publisher.inspect.identifiers`), others in a whole
column (:mod:`publisher.inspect.persons`). Telephone numbers have no check: they count where nearly all of a column's
values look like some, or most do and its title says so. Each different value is looked at once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from publisher.clean.model import Cleaned
from publisher.errors import CheckError, Place
from publisher.inspect.identifiers import holding
from publisher.inspect.persons import number_of_persons
from publisher.issues import Issue
from publisher.spec.model import DatasetSpec, Field

_LEAST, _NEARLY_ALL, _MOST = 3, 0.8, 0.5  # different values; shares of them
_PHONES = "telephone numbers"
_LONG_NUMBER = 10**8  # what is no number of a person or telephone is less, as a rule
_FORMATTED = (
    r"^(?:\+[0-9]{1,3}[ .-]?(?:\(0?\))?[0-9][0-9() .-]{5,14}[0-9]|\(0?[0-9]{2,4}\) ?[0-9][0-9 .-]{5,9}[0-9]|"
    r"0[0-9]{2,4}[ -][0-9][0-9 -]{4,9}[0-9]|1[3-9][0-9]{9}|(?:\+?86[ -]?)1[3-9][0-9]{9}|07[0-9]{3} ?[0-9]{6})$"
)
_LIKELY = r"^[+(]?[0-9][0-9() ./-]{5,18}[0-9]$"
_TITLE = re.compile(
    r"(?:^|[^a-z])(?:phones?|mobile|telephone|telefon\w*|téléphone|teléfono|móvil|celular|handy|tel|fax)(?:$|[^a-z])|"
    r"电话|電話|手机|手機",
    re.IGNORECASE,
)
# What must be in a text for it to be looked at: most columns of words and of small numbers hold none of it.
_SIGNS = r"@|[0-9].*[0-9].*[0-9].*[0-9].*[0-9].*[0-9].*[0-9]|[０-９]{7}|＠"


@dataclass(frozen=True, kw_only=True)
class Personal:
    """What one field holds: of which kind, in how many rows, and the first of them (from 0)."""

    field: str
    kind: str
    rows: int
    first: int


def personal_data(spec: DatasetSpec, table: Any) -> Iterator[Personal]:
    """The personal data in each field of a table, in the order of the fields."""
    for field in spec.fields:
        column = table.column(field.name)
        if pa.types.is_list(column.type):
            column = pc.binary_join(column, "; ")
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            yield from _in_column(field, column.combine_chunks())
        elif pa.types.is_integer(column.type) and (pc.min(column).as_py() or 0) >= _LONG_NUMBER:
            yield from _in_column(field, column.cast(pa.string()).combine_chunks(), formatted=False)


def refuse_personal(spec: DatasetSpec, cleaned: Cleaned) -> tuple[Issue, ...]:
    """A note for each finding that ``personal:`` says is meant. Raises CheckError for those that it does not name."""
    found = list(personal_data(spec, cleaned.table))
    _refuse_held(spec, cleaned.quarantine)
    if secret := [one for one in found if one.field not in spec.personal]:
        raise _refusal(secret, spec, cleaned)
    issues = []
    for one in found:
        where = _where(one, cleaned)
        issues.append(
            Issue(
                code="personal-data",
                file=where["file"],
                sheet=where["sheet"],
                field=one.field,
                note=f"{one.kind}: {spec.personal[one.field]}",
                count=one.rows,
            )
        )
    return tuple(issues)


def _refuse_held(spec: DatasetSpec, quarantine: Any) -> None:
    """Raise CheckError for an identifier in a record that is held back, since those are published as they were found.

    What stands in a field that ``personal:`` names is meant there, too.
    """
    raw = quarantine.column("raw").combine_chunks().fill_null("")
    fields = {title: field.name for field in spec.fields for title in (field.name, *field.titles_in_source)}
    for kind, holds in holding(raw):
        for place in pc.indices_nonzero(holds).to_pylist():
            for title, text in json.loads(raw[place].as_py()).items():
                name = fields.get(title, title)
                if name in spec.personal or not any(one == kind for one, _ in holding(pa.array([text], pa.string()))):
                    continue
                (row,) = quarantine.select(["file", "sheet", "record"]).slice(place, 1).to_pylist()
                raise CheckError(
                    f"a record that is held back, and so published as it was found, has {kind} in the field {name}",
                    place=Place(file=row["file"], sheet=row["sheet"], record=row["record"], column=title),
                    remedy="Ask for the record without it. If it is meant to be public, write in "
                    f"{spec.path}: personal: {{{name}: the reason}}.",
                )


def _refusal(found: Sequence[Personal], spec: DatasetSpec, cleaned: Cleaned) -> CheckError:
    """The error for fields that hold what nobody said is meant; it names the first place, and quotes nothing."""
    where = _where(found[0], cleaned)
    told = ", ".join(f"{one.field} ({one.kind}, {one.rows:,} {'row' if one.rows == 1 else 'rows'})" for one in found)
    names = list(dict.fromkeys(one.field for one in found))
    meant = ", ".join(f"{name}: the reason" for name in names)
    return CheckError(
        f"personal data in {'the field' if len(names) == 1 else 'the fields'} {told}",
        place=Place(file=where["file"], sheet=where["sheet"], record=where["record"], column=where["column"]),
        remedy=f"Take {'it' if len(names) == 1 else 'them'} out of {spec.path}, with ignore: for the column, or ask "
        f"for masked data. What is meant to be public is declared there: personal: {{{meant}}}.",
    )


def _where(one: Personal, cleaned: Cleaned) -> dict[str, Any]:
    """File, sheet, record and column title of the first row of a finding."""
    metadata = cleaned.table.schema.field(one.field).metadata or {}
    (row,) = cleaned.origin.slice(one.first, 1).to_pylist()
    return {**row, "column": metadata.get(b"title", one.field.encode()).decode("utf-8", "replace")}


def _in_column(field: Field, column: Any, *, formatted: bool = True) -> Iterator[Personal]:
    """``formatted``: the texts stand as they were written, so that their form says something."""
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    texts = encoded.dictionary.cast(pa.string())
    likely = pc.match_substring_regex(texts, pattern=_SIGNS)
    if not pc.any(likely).as_py():
        return
    places = pc.indices_nonzero(likely)
    some = texts.take(places)
    kinds = [(kind, holds) for kind, holds in holding(some)]
    if _are_phones(field, texts, some, formatted=formatted):
        kinds.append((_PHONES, pc.match_substring_regex(some, pattern=_LIKELY)))
    elif not kinds and len(some) == len(texts) and (numbers := number_of_persons(texts)) is not None:
        kinds.append((numbers[0], pc.match_substring_regex(some, pattern=numbers[1])))
    for kind, holds in kinds:
        rows = pc.is_in(encoded.indices, value_set=places.filter(holds).cast(encoded.indices.type))
        count = pc.sum(rows).as_py()
        yield Personal(field=field.name, kind=kind, rows=count, first=pc.index(rows, True).as_py())


def _are_phones(field: Field, texts: Any, some: Any, *, formatted: bool) -> bool:
    """Whether a column's texts are telephone numbers, all told by how they look, or by its title too."""
    if len(some) < _LEAST:
        return False
    title = any(_TITLE.search(text.replace("_", " ")) for text in (field.name, *field.titles_in_source))
    if not title and not formatted:
        return False
    pattern, share = (_LIKELY, _MOST) if title else (_FORMATTED, _NEARLY_ALL)
    return bool(pc.sum(pc.match_substring_regex(some, pattern=pattern)).as_py() >= share * len(texts))
