"""What was found, as text for a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from decimal import Decimal

import pyarrow as pa

from publisher.inspect.model import FoundTable, Inspection
from publisher.issues import Issue

_SAMPLES = 3
_WIDEST = 32


def show(found: Inspection) -> str:
    """Each table with its place, fields, samples, issues and confidence, as lines of text."""
    lines: list[str] = []
    for table in found.tables:
        lines += [*_table(table), ""]
    lines += [line for issue in found.issues for line in _issue(issue)]
    count = len(found.tables)
    lines.append(f"{count} {'table' if count == 1 else 'tables'} found.")
    return "\n".join(lines)


def _table(table: FoundTable) -> list[str]:
    where = [table.source, f"sheet {table.sheet}" if table.sheet else "", table.range]
    header = ", ".join(map(str, table.header_rows)) or "none"
    first = table.values(50)
    sure = "sure" if table.sure else "not sure"
    return [
        f"{table.name}  ({', '.join(part for part in where if part)})",
        f"  {table.records:,} records; header rows: {header}" + (f"; {table.encoding}" if table.encoding else ""),
        f"  {sure}, {table.confidence:.2f}: {table.why}",
        "",
        *_grid(
            ("field", "title", "type", "format", "first values"),
            [_field(table, first, i) for i in range(len(table.fields))],
        ),
        *(line for issue in table.issues for line in _issue(issue)),
    ]


def _field(table: FoundTable, first: pa.Table, i: int) -> tuple[str, ...]:
    field = table.fields[i]
    texts = first.column(i).drop_null().slice(0, _SAMPLES).to_pylist()
    samples = " | ".join(" ".join(_sample(value).split()) for value in texts)
    return field.name, field.title, field.type, field.format, samples


def _sample(value: object) -> str:
    """A value as text; money without the zeros of its storage: 9183.00 for 9183.000000000000000000."""
    if not isinstance(value, Decimal):
        return str(value)
    whole, _, fraction = f"{value:f}".partition(".")
    return f"{whole}.{fraction.rstrip('0').ljust(2, '0')}"


def _grid(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    cut = [
        [_cut(" ".join(text.split()), _WIDEST if i < 4 else 56) for i, text in enumerate(row)] for row in [heads, *rows]
    ]
    widths = [max(_width(row[i]) for row in cut) for i in range(len(heads))]
    return [
        "  " + "  ".join(_pad(text, width) for text, width in zip(row, widths, strict=True)).rstrip() for row in cut
    ]


def _issue(issue: Issue) -> list[str]:
    kind = issue.kind
    place = [
        f"record {issue.record}" if issue.record is not None else "",
        f"column {issue.column or issue.field}" if issue.column or issue.field else "",
        f"{issue.count} times" if issue.count > 1 else "",
        _cut(issue.text, 60) if issue.text else "",
        issue.note,
    ]
    return [
        f"  {kind.severity}: {kind.title} ({'; '.join(part for part in (issue.file, *place) if part)})",
        f"    {kind.advice}",
    ]


def _width(text: str) -> int:
    """The columns a text takes on a terminal."""
    return sum(
        2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text if not unicodedata.combining(char)
    )


def _cut(text: str, most: int) -> str:
    clean = "".join(char if char.isprintable() else " " for char in text)
    if _width(clean) <= most:
        return clean
    kept = ""
    for char in clean:
        if _width(kept) + _width(char) >= most:
            break
        kept += char
    return kept + "…"


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
