"""Rows and values as a page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from publisher.site.frame import Said, Site
from publisher.spec.model import Field
from publisher.terms import DATE_TYPES, NUMBER_TYPES
from publisher.values.display import texts

_LONGEST = 240  # characters of a cell; the whole text is in the files
_GLANCE = 120  # the same where rows are shown for a first look


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One value. ``look``: see :func:`look`. ``missing``: there is none. ``shortened``: the files hold more.

    ``href``: the page of the record, on the first part of its key.
    """

    value: Said
    look: str
    missing: bool = False
    shortened: bool = False
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column's title and its field name. ``look``: see :func:`look`."""

    title: Said
    name: str
    look: str


def columns(site: Site, fields: Sequence[Field]) -> tuple[Column, ...]:
    return tuple(Column(title=field_title(site, field), name=field.name, look=look(field)) for field in fields)


def field_title(site: Site, field: Field) -> Said:
    """A field's title, or its name."""
    return site.said(field.title) or Said(text=field.name)


def unit(site: Site, field: Field) -> str:
    """What a field's numbers count: its currency, or its unit in this language; empty when there is none."""
    return field.currency or site.said(field.unit_title).text or field.unit or ""


def look(field: Field) -> str:
    """How a field's values stand in a table: ``number`` to the right, ``day`` in one line, else as text."""
    if field.separator is not None:
        return ""
    return "number" if field.type in NUMBER_TYPES else "day" if field.type in DATE_TYPES else ""


def first_rows(site: Site, path: Path, fields: Sequence[Field], count: int) -> tuple[tuple[Cell, ...], ...]:
    """The first ``count`` rows of a Parquet file, one cell per field, in the order of ``fields``; long texts short."""
    with pq.ParquetFile(path) as file:
        present = set(file.schema_arrow.names)
        names = [field.name for field in fields if field.name in present]
        batch = next(file.iter_batches(batch_size=count, columns=names), None)
    rows = 0 if batch is None else batch.num_rows
    shown = []
    for field in fields:
        if batch is None or field.name not in present:
            values: list[str | None] = [None] * rows
        else:
            values = texts(
                pa.chunked_array([batch.column(batch.schema.get_field_index(field.name))]), field
            ).to_pylist()
        shown.append([cell(site, value, field, longest=_GLANCE) for value in values])
    return tuple(zip(*shown, strict=True)) if shown else ()


def cell(site: Site, value: str | None, field: Field, *, longest: int = _LONGEST) -> Cell:
    """A value's canonical text as a cell of at most ``longest`` characters."""
    if value is None:
        return Cell(value=Said(text=""), look=look(field), missing=True)
    said = shown(site, value, field)
    if len(said.text) > longest:
        return Cell(value=Said(text=said.text[:longest], language=said.language), look=look(field), shortened=True)
    return Cell(value=said, look=look(field))


def shown(site: Site, value: str, field: Field) -> Said:
    """A category by its title, a truth value in words, money with grouped digits; all else as the files have it."""
    if field.type == "category" and value in field.categories:
        return site.said(field.categories[value]) or Said(text=value)
    if field.type == "boolean" and value in ("true", "false"):
        return Said(text=site.words.gettext("yes") if value == "true" else site.words.gettext("no"))
    if field.type == "money":
        try:
            return Said(text=site.words.digits(value))
        except ValueError:
            return Said(text=value)
    return Said(text=value)
