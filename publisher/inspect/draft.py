"""A draft ``dataset.yml`` from what was found in a file, with a word on all that a person must decide.

What the file decides is declared; what it does not is a comment beside the place where it belongs. Categories are never
merged: near-equal values are shown as the lookups they might be.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from publisher.inspect.keys import find_keys
from publisher.inspect.model import FoundField, FoundTable
from publisher.inspect.nearness import near_equal
from publisher.inspect.personal import personal_reason
from publisher.inspect.plan import Plan, series
from publisher.inspect.wide import find_wide
from publisher.terms import NUMBER_TYPES

_MOST_CATEGORIES = 30
_NUMBERED_TABLE = re.compile(r"table ([0-9]+)")  # the names reading gives the tables of a page
_WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".ods"}


def draft(table: FoundTable, plan: Plan) -> str:
    """The text of ``dataset.yml`` for one table."""
    lines = [
        f"# A draft from {table.source}: {table.records} records in {table.range}.",
        f"# Found with confidence {table.confidence:.2f}: {table.why}.",
        "# Read every line before you publish; what only a person can know is marked REVIEW.",
    ]
    if plan.others:
        lines.append(f"# The file holds other tables too; each needs a dataset of its own: {', '.join(plan.others)}")
    lines += [
        "",
        f"title: {_text(plan.title)}  # REVIEW: what it is, in a reader's words",
        f"summary: {_text(_summary(table, plan))}  # REVIEW: one sentence of 50 to 90 characters",
        "frequency: irregular  # REVIEW: daily, weekly, monthly, quarterly, biannual, annual, irregular, never",
        "# licence: cc-by-4.0  # REVIEW: the portal's, unless another is named here",
        "# themes: [economy]",
        "",
        *_source(table, plan),
        "",
        *_key(table),
        "",
        "fields:",
    ]
    taken: set[str] = set()
    for i, field in enumerate(table.fields):
        written = list(_field(table, field, table.data.column(i)))
        problem = _problem(table, field, taken)
        if problem:
            written = [f"  # REVIEW: {problem}", written[-1] if not field.title else f"  # {written[-1].strip()}"]
        taken.add(field.title)
        lines += written
    lines += ["", 'missing: [""]', *_ignored(table), *_unpivot(table), *_lookups(table), "", *_assertions(table)]
    return "\n".join(lines) + "\n"


def _summary(table: FoundTable, plan: Plan) -> str:
    return f"{plan.title}: {table.records} records from the file {table.source}"


def _source(table: FoundTable, plan: Plan) -> list[str]:
    several = series(plan.path)
    told = f"  # REVIEW: {_text(several)} reads the files that come later, too" if several else ""
    lines = ["sources:", f"  - path: {_text(plan.path)}{told}"]
    _, archived, member = table.source.partition("!")
    if archived:
        lines.append(f"    member: {_text(member)}")
    if table.sheet is not None and plan.several_sheets:
        told = f"  # REVIEW: delete this line to publish {', '.join(plan.alike)} too, with the same columns"
        lines.append(f"    {_part(table, table.sheet)}{told if plan.alike else ''}")
    if table.encoding and table.encoding.lower().replace("_", "-") not in {"utf-8", "utf-8-sig", "ascii", "us-ascii"}:
        lines.append(f"    encoding: {_text(table.encoding)}  # found by trial")
    if table.header_rows != (1,) and table.text_titles is not None and table.header_rows:
        lines.append(f"    header: {{rows: [{', '.join(map(str, table.header_rows))}]}}")
    elif table.text_titles is None:
        lines.append("    header: {rows: []}  # the file has no header: its columns are c1, c2, ...")
    return lines + _skips(table)


def _part(table: FoundTable, sheet: str) -> str:
    """Which table of the file: by its sheet, its number on a page, or the way to its records in JSON and XML."""
    kind = PurePosixPath(table.source).suffix.lower()
    number = _NUMBERED_TABLE.fullmatch(sheet)
    if number and kind not in _WORKBOOKS:
        return f"table: {number[1]}"
    if not table.header_rows and table.text_titles is not None:  # the format names its columns
        return f"records: {_text(sheet)}"
    return f"sheet: {_text(sheet)}"


def _skips(table: FoundTable) -> list[str]:
    """Rows that are no records, after the header: those above it need no word."""
    kept = [issue for issue in table.issues if issue.code == "total-kept" and issue.text]
    lines = [
        f"    # REVIEW: record {issue.record} looks like a total, and would be published as a record. If it is one:\n"
        f"    # skip: {{footer: {_text('^' + re.escape(str(issue.text).partition(' | ')[0]))}}}"
        for issue in kept[:1]
    ]
    below = [(record, reason) for record, reason in table.dropped if record > max(table.header_rows, default=0)]
    told = [record for record, reason in below if reason != "blank"]
    if not told:
        return lines
    reasons = ", ".join(sorted({reason for _, reason in below if reason != "blank"}))
    rows = ", ".join(map(str, told))
    return [*lines, f"    skip: {{rows: [{rows}]}}  # {reasons}; a pattern (footer:, records:) outlives this file"]


def _key(table: FoundTable) -> list[str]:
    keys = find_keys(table.data, [field.type for field in table.fields])
    if not keys:
        return ["# key: [...]  # REVIEW: no field or two tell records apart; without a key, equal records are all kept"]
    others = "; ".join(" with ".join(key) for key in keys)
    return [f"# key: [{', '.join(keys[0])}]  # REVIEW: different in every record of this file: {others}"]


def _field(table: FoundTable, field: FoundField, column: Any) -> Iterator[str]:
    issues = [issue for issue in table.issues if issue.field == field.name]
    codes = {issue.code for issue in issues}
    reason = personal_reason(field, column)
    if reason:
        yield f"  # REVIEW, personal data? {reason}"
    for issue in issues:
        yield f"  # REVIEW: {issue.kind.sentence} {issue.kind.advice}" + (
            f" Seen: {_text(issue.text)}" if issue.text else ""
        )
    options = [f"type: {_type(field, codes)}"]
    if field.title != field.name:
        options.append(f"from: {_text(field.title or f'c{field.column + 1}')}")
    options += _options(field, codes)
    yield f"  {field.name}: {{{', '.join(options)}}}"
    if "ambiguous-date" in codes:
        yield '  # then one of: formats: ["%d/%m/%Y"], formats: ["%m/%d/%Y"]'


def _problem(table: FoundTable, field: FoundField, taken: set[str]) -> str | None:
    """What is wrong with a column's title: there is none, or another column has it, and then it cannot be a field."""
    if table.text_titles is None:
        return None
    if not field.title:
        return f"this column has no title. Ask for one; until then it is found by its place, c{field.column + 1}."
    if field.title in taken:
        rows = ", ".join(map(str, table.header_rows))
        return (
            "another column has the same title, and a field is found by its column's title. Ask for another, or find "
            f"all by place: header: {{rows: []}}, skip: {{rows: [{rows}]}}, and from: c1, c2, ... in each field."
        )
    return None


def _ignored(table: FoundTable) -> list[str]:
    """Columns that only number the records."""
    numbering = [issue.column for issue in table.issues if issue.code == "numbering-skipped" and issue.column]
    return [f"ignore: [{', '.join(map(_text, numbering))}]  # it only numbers the records"] if numbering else []


def _unpivot(table: FoundTable) -> list[str]:
    """Columns that may be meant as rows, as a comment: the table stays wide until a person says otherwise."""
    wide = find_wide(table)
    if wide is None:
        return []
    first, last = wide.fields[0], wide.fields[-1]
    columns = _text(wide.columns) if isinstance(wide.columns, str) else f"[{', '.join(map(_text, wide.columns))}]"
    taken = {field.name for field in table.fields} - {field.name for field in wide.fields}
    name, value = (word if word not in taken else f"{word}_of_column" for word in (wide.name, "value"))
    options = [f"type: {wide.value_type}", *(_options(first, set()) if wide.value_type == first.type else [])]
    return [
        "",
        f"# REVIEW: {_text(first.title)} to {_text(last.title)}, one row for each? Then take these fields away, add",
        f"#   {name}: {{type: {wide.name_type}}}",
        f"#   {value}: {{{', '.join(options)}}}",
        f"# to fields:, {name} to key:, and write",
        f"# unpivot: {{columns: {columns}, name: {name}, value: {value}}}",
    ]


def _type(field: FoundField, codes: set[str]) -> str:
    if "ambiguous-date" in codes:
        return "date"
    if "serial-date" in codes or (field.type == "period" and field.formats):
        return "text"
    return field.type


def _options(field: FoundField, codes: set[str]) -> list[str]:
    options = []
    type_ = _type(field, codes)
    if type_ in {"date", "datetime"} and field.formats:
        options.append(f"formats: [{', '.join(map(_text, field.formats))}]")
    if type_ == "money":
        options.append(f"currency: {field.currency}")
    if type_ in NUMBER_TYPES and (field.decimal_char, field.group_char) != (".", ","):
        options += [f"decimal_char: {_text(field.decimal_char)}", f"group_char: {_text(field.group_char)}"]
    if field.missing and type_ == field.type:
        options.append(f"missing: [{', '.join(map(_text, ('', *field.missing)))}]")
    return options


def _lookups(table: FoundTable) -> list[str]:
    """Near-equal values of text columns with few values, as lookups a person may want; all of it a comment."""
    lines = []
    for i, field in enumerate(table.fields):
        if field.type != "text":
            continue
        counts = {
            entry["values"]: entry["counts"] for entry in pc.value_counts(_chunk(table.data.column(i))).to_pylist()
        }
        counts.pop(None, None)
        if not 1 < len(counts) <= 500 or len(counts) * 2 > sum(counts.values()):
            continue
        if len(counts) <= _MOST_CATEGORIES and all(len(value) <= 60 for value in counts):
            listed = ", ".join(_text(value) for value in sorted(counts))
            lines.append(f"# REVIEW: {field.name} has {len(counts)} values; a category? {listed}")
        pairs = near_equal(counts)
        if pairs:
            inner = ", ".join(f"{_text(rare)}: {_text(usual)}" for rare, usual in pairs[:20])
            lines.append(f"# REVIEW, the same meant? lookups: {{{field.name}: {{{inner}}}}}")
    return ["", *lines] if lines else []


def _assertions(table: FoundTable) -> list[str]:
    least = table.records * 9 // 10
    return ["# assertions:", f"#   min: {{rows: {least}}}  # below, the release is refused and the last good one stays"]


def _chunk(column: Any) -> Any:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _text(text: str) -> str:
    """A text as YAML. Plain where nothing in it could be read as anything else."""
    if re.fullmatch(r"[A-Za-z][\w /.-]*[\w.]|[A-Za-z]", text) and not re.fullmatch(
        r"(?i)true|false|yes|no|on|off|null|y|n", text
    ):
        return text
    return "".join(char if char.isprintable() else _escaped(char) for char in json.dumps(text, ensure_ascii=False))


def _escaped(char: str) -> str:
    """A character that no one can see, as YAML's double-quoted text has it: the header in the file must match it."""
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
