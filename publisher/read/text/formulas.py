"""Cells written ``="0012"``: a formula whose value is a text, by which programs keep a spreadsheet from changing it.

The text is read, as it is of a workbook's formulas; any other formula stays as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from publisher.issues import Issue
from publisher.read.sink import Sink

_WHOLE = r'(?s)^="((?:[^"]|"")*)"$'
_MARK = re.compile(rb'="')


def may_hold(text: Any) -> bool:
    """Whether the bytes of a delimited text have such cells, perhaps."""
    return _MARK.search(text) is not None


class ValueSink(Sink):
    """Writes the texts of such cells, and tells how many there were."""

    formulas = 0

    def batch(self, columns: Sequence[Any], records: Any, lines: Any = None) -> None:
        columns, count = values(columns)
        self.formulas += count
        super().batch(columns, records, lines)

    def end(self, **about: Any) -> dict[str, Any]:
        if self.formulas:
            self.issues.append(Issue(code="formula-text", file=self.place.file, count=self.formulas))
        return super().end(**about)


def values(columns: Sequence[Any]) -> tuple[list[Any], int]:
    """Columns of text with the formulas' values in their places, and how many there are."""
    found, count = [], 0
    for column in columns:
        formula = pc.fill_null(pc.match_substring_regex(column, pattern=_WHOLE), False)
        here = pc.sum(formula).as_py() or 0
        count += here
        found.append(pc.if_else(formula, _inner(column), column) if here else column)
    return found, count


def _inner(column: Any) -> pa.StringArray:
    inner = pc.replace_substring_regex(column, pattern=_WHOLE, replacement=r"\1")
    return pc.replace_substring(inner, pattern='""', replacement='"')
