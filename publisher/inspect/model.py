"""What inspecting a file finds, as values: tables, each with its place, its fields and how sure it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from publisher.issues import Issue
from publisher.terms import FieldType


@dataclass(frozen=True, kw_only=True)
class FoundField:
    """One column. ``title`` as found (empty: it has none); ``name`` unique within its table, in snake_case.

    ``format`` says how the text is written: a strptime pattern of a date, or the characters of a number
    (``1.234,56``); empty where there is nothing to say. ``formats`` are all patterns of a date, in order of use;
    ``missing`` the texts that mean no value. ``decimal_char``, ``group_char`` and ``currency`` are those of numbers.
    """

    name: str
    title: str
    type: FieldType
    column: int
    format: str = ""
    formats: tuple[str, ...] = ()
    decimal_char: str = "."
    group_char: str = ","
    currency: str | None = None
    true: tuple[str, ...] = ()
    false: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FoundTable:
    """One table of a file. ``sheet`` is also the path of a list in JSON; ``range`` is in spreadsheet notation.

    ``header_rows`` are record numbers, none where the file has no header. ``values`` gives the first so many records
    typed, or all of them (None), one column a field; ``rows`` (int64) is the record number of each. ``records`` is
    their number. ``confidence`` runs from 0 to 1; ``why`` gives its reasons, the weakest first. ``text`` is all text,
    with the titles of ``text_titles`` (fewer where the header is shorter) and every column the region has, empty and
    unnamed ones too.
    """

    source: str
    file: str
    name: str
    sheet: str | None
    range: str
    header_rows: tuple[int, ...]
    records: int
    sure: bool
    confidence: float
    why: str
    fields: tuple[FoundField, ...]
    issues: tuple[Issue, ...]
    values: Callable[[int | None], pa.Table]
    rows: pa.Int64Array
    text: pa.Table
    text_titles: tuple[str, ...] | None
    encoding: str | None = None
    dropped: tuple[tuple[int, str], ...] = ()

    @cached_property
    def data(self) -> pa.Table:
        """The records typed, one column a field; read when first asked for."""
        return self.values(None)


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """All that was found in one or more files, in the files' order; ``issues`` are those of no table."""

    tables: tuple[FoundTable, ...]
    issues: tuple[Issue, ...] = ()
