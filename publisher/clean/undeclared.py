"""Dates that need a declared format: refused as a whole, with what to write, rather than as thousands of rejects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow.compute as pc

from publisher.clean.arrange import Arranged
from publisher.clean.rules import FieldRule, Rules
from publisher.errors import CleanError, Place
from publisher.spec.model import DatasetSpec
from publisher.values.dates import UNORDERED, ZONED
from publisher.values.detect import candidates
from publisher.values.periods import FINANCIAL
from publisher.values.text import fold

# Type -> what its texts look like that no rule without formats can read, and why.
_SHAPES = {
    "date": ((UNORDERED, "may have the day or the month first"),),
    "datetime": ((UNORDERED, "may have the day or the month first"), (ZONED, "has a time zone")),
    "period": ((FINANCIAL, "is a financial year, and others like it may look like months"),),
}


def refuse_undeclared(rejects: Any, rules: Rules, arranged: Sequence[Arranged], spec: DatasetSpec) -> None:
    """Raise CleanError for the first field without formats that holds a text which needs one."""
    for field in rules.fields:
        if field.rule.formats:
            continue
        for shape, why in _SHAPES.get(field.rule.type, ()):
            in_field = pc.and_(
                pc.equal(rejects.column("field"), field.name), pc.equal(rejects.column("reason"), "type")
            )
            own = rejects.filter(pc.fill_null(in_field, False))
            if not len(own):
                continue
            folded = fold(own.column("text").combine_chunks())
            found = own.filter(pc.fill_null(pc.match_substring_regex(folded, pattern=shape), False))
            if len(found):
                raise _error(found, field, why, arranged, spec)


def _error(found: Any, field: FieldRule, why: str, arranged: Sequence[Arranged], spec: DatasetSpec) -> CleanError:
    first = found.slice(0, 1).to_pylist()[0]
    table = next(table for table in arranged if table.number == first["@table"])
    line = spec.lines.get(f"fields.{field.name}")
    place = Place(
        file=table.file,
        sheet=table.sheet,
        record=first["@record"],
        line=first["@line"],
        column=table.title_of(field.name, first["place"]),
    )
    where = f"{spec.path}:{line}" if line else spec.path
    return CleanError(
        f"`{first['text']}` {why}, and the field `{field.name}` declares no formats",
        place=place,
        remedy=f"In {where}, write in `{field.name}`: {_what_to_write(found, field)}",
    )


def _what_to_write(found: Any, field: FieldRule) -> str:
    """The formats that would read what was found, both orders where the values do not decide."""
    texts = pc.unique(found.column("text").combine_chunks())
    ways = [way for way in candidates(texts) if way.type == field.rule.type and way.formats]
    if not ways:
        return 'formats: ["%d/%m/%Y"], with the parts as the file has them'
    written = [f"formats: [{', '.join(_quoted(text) for text in way.formats)}]" for way in ways]
    if ways[0].ambiguous and len(written) > 1:
        return f"{written[0]} if the day comes first, {written[1]} if the month does; ask the department"
    return written[0]


def _quoted(text: str) -> str:
    return f'"{text}"'
