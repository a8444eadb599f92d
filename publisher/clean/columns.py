"""Which column of a source holds which field: every column is a field, ignored, or an error."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from publisher.errors import HeaderError, Place
from publisher.read.header import normal, titles
from publisher.read.table import RawTable
from publisher.spec.model import DatasetSpec, Field, Source
from publisher.spec.unpivot import Unpivot, own_fields

# What reading appends to the title of a second value under one name.
_NUMBERED = re.compile(r" \d+$")


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The columns of one table. ``titles`` as found, one for each column up to the last titled one.

    ``places``: field -> column, from 0. ``untitled``: columns without a title among the titled ones. ``hidden``:
    columns named under ``ignore:``, whose cells are shown nowhere. ``wide``: columns that become rows -> what each
    gives to the field ``unpivot.name``.
    """

    titles: tuple[str, ...]
    places: Mapping[str, int]
    untitled: tuple[int, ...]
    hidden: tuple[int, ...] = ()
    wide: Mapping[int, str] = field(default_factory=dict)

    @property
    def width(self) -> int:
        return len(self.titles)


def match_columns(table: RawTable, source: Source, spec: DatasetSpec, spare: frozenset[int] = frozenset()) -> Columns:
    """Match a table's titles with what is declared. Raises HeaderError for what is unknown, missing or there twice.

    ``spare``: columns that stand only for the second value a record gives under one name; they need no declaration.
    """
    found = _found(table, source, spec, by_place=True)
    check = _Check(table, source, spec)
    fields = own_fields(spec)
    declared = {normal(title): field for field in fields for title in field.titles_in_source}
    ignored = {normal(title) for title in spec.ignore}
    places: dict[str, int] = {}
    wide: dict[int, str] = {}
    unknown = []
    for place, title in enumerate(found):
        field = declared.get(normal(title))
        if field is None:
            if not title or normal(title) in ignored or place in spare:
                continue
            text = _wide_text(title, spec)
            if text is None:
                unknown.append(title)
            elif text in wide.values():
                raise check.same(found[next(one for one, known in wide.items() if known == text)], title, text)
            else:
                wide[place] = text
        elif field.name in places:
            raise check.twice(field, found[places[field.name]], title)
        else:
            places[field.name] = place
    check.wide(wide, found)
    missing = [field for field in fields if field.name not in places]
    if unknown or missing:
        raise check.differs(unknown, missing, found)
    untitled = tuple(place for place, title in enumerate(found) if not title and "" not in ignored)
    names = [normal(_NUMBERED.sub("", title) if place in spare else title) for place, title in enumerate(found)]
    hidden = tuple(place for place, name in enumerate(names) if name in ignored and place not in places.values())
    return Columns(titles=found, places=places, untitled=untitled, hidden=hidden, wide=wide)


def _wide_text(title: str, spec: DatasetSpec) -> str | None:
    """What a column gives to the field that says which column it was; None when it becomes no row."""
    if spec.unpivot is None:
        return None
    listed = {normal(known): text for known, text in spec.unpivot.columns.items()}
    return listed.get(normal(title), spec.unpivot.found_in(normal(title)))


def shares_a_title(table: RawTable, source: Source, spec: DatasetSpec) -> bool:
    """Whether at least one column of the table is a declared field's."""
    declared = {normal(title) for field in own_fields(spec) for title in field.titles_in_source}
    try:
        found = _found(table, source, spec, by_place=False)
        return any(normal(title) in declared or _wide_text(title, spec) is not None for title in found if title)
    except HeaderError:
        return False


def _found(table: RawTable, source: Source, spec: DatasetSpec, *, by_place: bool) -> tuple[str, ...]:
    """The titles as found, up to the last one. Of a file without header: up to the last column that is declared.

    ``by_place``: an untitled column that is declared by its place has that as its title: c1, c2, ...
    """
    found = tuple(titles(table, source.header.rows))
    words = {*spec.ignore, *(title for field in own_fields(spec) for title in field.titles_in_source)}
    words |= set(spec.unpivot.columns) if spec.unpivot is not None else set()
    has_header = table.header is not None or bool(source.header.rows)
    if by_place and has_header and any(found):
        places = [f"c{number}" for number in range(1, len(found) + 1)]
        wanted = words - {normal(title) for title in found}
        found = tuple(title or (place if place in wanted else "") for title, place in zip(found, places, strict=True))
    last = max((place for place, title in enumerate(found) if (title if has_header else title in words)), default=-1)
    return found[: last + 1]


class _Check:
    """Says in words what is wrong with a header, and where it stands."""

    def __init__(self, table: RawTable, source: Source, spec: DatasetSpec) -> None:
        self._rows = source.header.rows
        self._spec = spec
        record = self._rows[-1] if self._rows and table.header is None else None
        self._place = Place(file=table.file, sheet=table.sheet, record=record)

    def twice(self, field: Field, first: str, second: str) -> HeaderError:
        alike = first == second
        both = f"two columns are titled `{first}`" if alike else f"`{first}` and `{second}` are both there"
        remedy = f"Name one of them in from: of `{field.name}` in {self._spec.path}, or mend the header."
        if alike:
            remedy = (
                "Ask the department to give each its own title. Or let the columns go by their place: in "
                f"{self._spec.path} write header: {{rows: []}} and skip: {{rows: [...]}} for the header's record, and "
                "from: c1, from: c2 and so on in the fields."
            )
        return HeaderError(
            f"{both}, and the field `{field.name}` can come from one only", place=self._place, remedy=remedy
        )

    def same(self, first: str, second: str, text: str) -> HeaderError:
        return HeaderError(
            f"`{first}` and `{second}` both give `{text}` to `{self._unpivot.name}`",
            place=self._place,
            remedy=f"Put one under ignore: in {self._spec.path}, or tell them apart in unpivot: columns.",
        )

    def wide(self, wide: Mapping[int, str], found: Sequence[str]) -> None:
        """Raise HeaderError where a column that is to become a row is not there, or none is."""
        if self._spec.unpivot is None:
            return
        there = {normal(found[place]) for place in wide}
        absent = [title for title in self._unpivot.columns if normal(title) not in there]
        if absent:
            titles = [title for title in found if title]
            message = "; ".join(f"no column `{title}` to unpivot{_hint(title, titles)}" for title in absent)
            remedy = "write the titles as they stand in the file, or a pattern, in unpivot: columns."
        elif not wide:
            message = f"no column matches {self._unpivot.pattern}, so there is nothing to unpivot"
            remedy = "change the pattern of unpivot: columns."
        else:
            return
        raise HeaderError(message, place=self._place, remedy=f"In {self._spec.path}: {remedy}")

    @property
    def _unpivot(self) -> Unpivot:
        return self._spec.unpivot or Unpivot(name="", value="")

    def differs(self, unknown: Sequence[str], missing: Sequence[Field], found: Sequence[str]) -> HeaderError:
        """One error for all columns that are unknown or missing, each with the nearest word."""
        if not found:
            return HeaderError(
                "the header is blank" if self._rows else "no column is a declared one",
                place=self._place,
                remedy=f"Ask for the file again, or change header: {{rows: [...]}} in {self._spec.path}.",
            )
        messages = [self._unknown(title, missing) for title in unknown] + [self._missing(f, found) for f in missing]
        remedy = f"In {self._spec.path}: "
        if unknown:
            remedy += "add the unknown column to fields: or to ignore:"
        if unknown and missing:
            remedy += "; "
        if missing:
            remedy += "write the missing field's title as it stands in the file into its from:"
        return HeaderError("; ".join(messages), place=self._place, remedy=f"{remedy}.")

    def _unknown(self, title: str, missing: Sequence[Field]) -> str:
        words = [word for field in missing for word in field.titles_in_source]
        words += [word for field in own_fields(self._spec) for word in field.titles_in_source if field not in missing]
        return f"the column `{title}` is not declared{_hint(title, words)}"

    def _missing(self, field: Field, found: Sequence[str]) -> str:
        wanted = " or ".join(f"`{title}`" for title in field.titles_in_source)
        near = _hint(field.titles_in_source[0], [title for title in found if title])
        return f"no column {wanted} for the field `{field.name}`{near}"


def _hint(word: str, words: Sequence[str]) -> str:
    lowered = {each.casefold(): each for each in reversed(words)}
    near = difflib.get_close_matches(word.casefold(), lowered, n=1, cutoff=0.6)
    return f" (nearest: `{lowered[near[0]]}`)" if near else ""
