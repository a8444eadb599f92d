"""All tables of some files, each under a name of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePath

from publisher.inspect.found import find_tables
from publisher.inspect.model import FoundTable, Inspection
from publisher.inspect.names import slug
from publisher.issues import Issue
from publisher.read import read, unseen_in
from publisher.read.table import RawTable
from publisher.snapshot import Snapshot


def survey(snapshots: Sequence[Snapshot], *, taken: Iterable[str] = ()) -> Inspection:
    """The tables of each file, named after the file, its sheet where it has several, and their number.

    ``taken``: names that others have. Raises SourceError.
    """
    tables: list[FoundTable] = []
    issues: list[Issue] = []
    names = set(taken)
    for snapshot in snapshots:
        raws = read(snapshot)
        found = [table for raw in raws for table in _of_one(raw, len(raws) > 1, names)]
        told = {id(issue) for table in found for issue in table.issues}
        issues += [issue for raw in raws for issue in raw.issues if id(issue) not in told]
        if not found:
            issues.append(Issue(code="empty-file", file=snapshot.name))
        unseen = unseen_in(snapshot)
        found = [_with(table, unseen) for table in found]
        tables += found
        told = {id(issue) for table in found for issue in table.issues}
        issues += [issue for issue in unseen if id(issue) not in told]
    return Inspection(tables=tuple(tables), issues=tuple(issues))


def _with(table: FoundTable, unseen: Sequence[Issue]) -> FoundTable:
    """The table with what its own sheet holds unseen."""
    own = [
        issue
        for issue in unseen
        if issue.sheet is not None and (issue.file, issue.sheet) == (table.source, table.sheet)
    ]
    return replace(table, issues=(*table.issues, *own)) if own else table


def _of_one(raw: RawTable, several: bool, taken: set[str]) -> list[FoundTable]:
    stem = slug(PurePath(raw.file.rpartition("!")[2]).stem) or "table"
    name = f"{stem}-{slug(raw.sheet)}".strip("-") if several and raw.sheet else stem
    tables = []
    for i, table in enumerate(find_tables(raw, name=name)):
        unique, count = name, 1
        while unique in taken:
            count += 1
            unique = f"{name}-{count}"
        taken.add(unique)
        issues = (*raw.issues, *table.issues) if i == 0 else table.issues
        tables.append(replace(table, name=unique, file=f"{unique}.parquet", issues=issues))
    return tables
