"""What cleaning found, as issues with their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from publisher.clean.arrange import Arranged
from publisher.clean.kernel import present
from publisher.clean.rules import FieldRule, Mapped, Rules
from publisher.issues import Issue
from publisher.read.table import RawTable
from publisher.spec.model import DatasetSpec

# Issues of one kind, table and field that are told one by one; the last of them counts the rest.
MOST = 10_000
# Characters of a record's text in an issue; the quarantine has it whole.
_LONGEST = 2_000


def read_issues(table: RawTable, spec: DatasetSpec) -> Iterator[Issue]:
    """What reading found in a table, by kind as they first occur.

    Without the texts of records where the dataset ignores columns, since one of theirs may stand in them.
    """
    kinds: dict[str, list[Issue]] = {}
    for issue in table.issues:
        kinds.setdefault(issue.code, []).append(issue)
    for found in kinds.values():
        told = [_shown(issue, spec) for issue in found[:MOST]]
        yield from told[:-1]
        yield replace(told[-1], count=told[-1].count + sum(issue.count for issue in found[MOST:]))


def _shown(issue: Issue, spec: DatasetSpec) -> Issue:
    if issue.record is None or issue.text is None:
        return issue
    return replace(issue, text=None if spec.ignore else issue.text[:_LONGEST])


def reject_issues(rejects: Any, arranged: Sequence[Arranged]) -> Iterator[Issue]:
    """An issue for each rejected cell, by table, then by field and reason as they first occur, then by record."""
    for table in arranged:
        own = rejects.filter(pc.equal(rejects.column("@table"), table.number))
        groups = own.select(["reason", "field"]).group_by(["reason", "field"], use_threads=False).aggregate([])
        for group in groups.to_pylist():
            rows = own.filter(pc.and_(_is(own, "reason", group["reason"]), _is(own, "field", group["field"])))
            told = rows.slice(0, MOST).to_pylist()
            for row in told[:-1]:
                yield _reject_issue(row, table, count=1)
            yield _reject_issue(told[-1], table, count=len(rows) - len(told) + 1)


def _is(rows: Any, name: str, value: str | None) -> Any:
    column = rows.column(name)
    return pc.is_null(column) if value is None else pc.fill_null(pc.equal(column, value), False)


def _reject_issue(row: dict[str, Any], table: Arranged, *, count: int) -> Issue:
    return Issue(
        code=row["reason"],
        file=table.file,
        sheet=table.sheet,
        record=row["@record"],
        line=row["@line"],
        field=row["field"],
        column=table.title_of(row["field"], row["place"]),
        text=row["text"],
        count=count,
    )


def partial_issues(rows: Any, arranged: Sequence[Arranged]) -> Iterator[Issue]:
    """A note for each table with rows that other records gave before, of records that gave others too."""
    for table in arranged:
        own = rows.filter(pc.equal(rows.column("@table"), table.number))
        if len(own):
            record, line = own.column("@record")[0].as_py(), own.column("@line")[0].as_py()
            yield Issue(
                code="repeated-row", file=table.file, sheet=table.sheet, record=record, line=line, count=len(own)
            )


def lookup_issues(rules: Rules, arranged: Sequence[Arranged], *, wide: str | None) -> Iterator[Issue]:
    """A note for each lookup that changed something in a column: in how many cells, and the first of them.

    ``wide``: the field that has the cells of wide columns.
    """
    for table in arranged:
        for field in rules.fields:
            if field.lookup is None:
                continue
            own = [table.columns[field.name]] if field.name in table.columns else []
            for place in table.wide if field.name == wide else own:
                yield from _lookup_issues(field, field.lookup, table, place)


def _lookup_issues(field: FieldRule, lookup: Mapped, table: Arranged, column: int) -> Iterator[Issue]:
    texts, records, lines = (table.data(name) for name in (column, "record", "line"))
    encoded = texts.dictionary_encode()
    _, places = lookup.look_up(present(encoded.dictionary, field))
    used = places.take(encoded.indices)
    counts = {entry["values"]: entry["counts"] for entry in pc.value_counts(used.drop_null()).to_pylist()}
    for place in sorted(counts):
        row = pc.index(used, pa.scalar(place, used.type)).as_py()
        yield Issue(
            code="lookup-applied",
            file=table.file,
            sheet=table.sheet,
            record=records[row].as_py(),
            line=lines[row].as_py(),
            field=field.name,
            column=table.titles[column],
            text=texts[row].as_py(),
            note=f"→ {lookup.values[place].as_py() or ''}".rstrip(),
            count=counts[place],
        )
