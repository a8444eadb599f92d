"""Text in, typed rows out, nothing lost.

The law, for every file and sheet, in source records:

    read = published + quarantined + duplicates + dropped

and each record ends in exactly one of the four. A table passes these steps:

    repair        ragged records are mended, where the spec says so              (repair.py)
    arrange       its titles are matched with the declared fields; title, header, blank and footer rows are dropped
                  and counted; records that could not be read, and those with a wrong number of cells, are set
                  apart                                   (columns.py, drops.py, unread.py, ragged.py, arrange.py)
    through       the dataset's own ``clean.py``, where it has one               (hook.py)
    clean_batch   the kernel: each field's chain of rules on batches of Arrow columns      (rules.py, kernel.py)
    clean_wide    the same for a table whose columns become rows                   (unpivot.py)
    keys          copies of a record are duplicates, clashing records are held back        (keys.py)
    finish        sorted rows, their origin, their metadata                                (finish.py)
    account       quarantine, issues and the ledger                         (held.py, findings.py, accounts.py)
    check_law     the ledger says nothing that the spec does not allow           (law.py)

The kernel is pure and knows no file, so that anything may move its batches. Nothing is guessed: what no declared rule
reads is held back with its reason, and a date whose order nobody declared refuses the dataset (undeclared.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from publisher.clean.accounts import check_counts, ledger
from publisher.clean.arrange import Arranged, arrange, passed_over
from publisher.clean.columns import shares_a_title
from publisher.clean.findings import lookup_issues, partial_issues, read_issues, reject_issues
from publisher.clean.finish import narrow_money, origin, sort_rows, with_metadata
from publisher.clean.held import first_reasons, quarantine
from publisher.clean.hook import Hook, as_found, change_issues, hook_of, through
from publisher.clean.kernel import REJECTS, clean_batch
from publisher.clean.keys import find_record_repeats, find_repeats, find_shared
from publisher.clean.law import check_law
from publisher.clean.model import Cleaned
from publisher.clean.repair import repair, repair_issues, repairs
from publisher.clean.rules import Rules, compile_rules
from publisher.clean.undeclared import refuse_undeclared
from publisher.clean.unpivot import Melt, check_names, clean_wide, compile_melt, missing_cells, without_empty
from publisher.errors import CleanError, Place
from publisher.issues import Issue
from publisher.read.table import RawTable
from publisher.spec.model import DatasetSpec, Source

__all__ = ["Cleaned", "arrange", "clean", "clean_batch", "compile_rules"]

BATCH = 1 << 16


def clean(
    spec: DatasetSpec,
    tables: Sequence[tuple[Source, RawTable]],
    *,
    referred: Mapping[str, Any] | None = None,
    batch_rows: int = BATCH,
) -> Cleaned:
    """Clean the tables of one dataset. The result is the same for every ``batch_rows``.

    ``referred``: field -> the values of the field of another dataset that it refers to; one that refers and has none
    here would be held to nothing, so its absence is an error of the caller.

    Raises SpecError, HeaderError, and CleanError for counts that disagree and for dates without a declared order.
    """
    rules = compile_rules(spec, _all_referred(spec, referred or {}))
    melt = None if spec.unpivot is None else compile_melt(rules, spec.unpivot)
    mended = [repair(table, source, spec) for source, table in tables]
    tables = [(source, one.table) for (source, _), one in zip(tables, mended, strict=True)]
    arranged = _arrange_all(spec, tables)
    check_counts(arranged)
    if melt is not None:
        arranged = tuple(_wide(table, melt, spec) for table in arranged)
    hook = hook_of(spec)
    good, rejects, changes = _clean_batches(arranged, rules, melt, hook, batch_rows)
    refuse_undeclared(rejects, rules, arranged, spec)
    repeats = (find_repeats if melt is None else find_record_repeats)(good, rules.key, rules.names)
    duplicates = _repeat_rejects(good.take(pa.array(repeats.duplicates)), "duplicate", rules.key)
    clashes = _repeat_rejects(good.take(pa.array(repeats.clashes)), "unique", rules.key)
    kept, shared = find_shared(good, repeats.kept, rules.unique)
    rejects = pa.concat_tables(
        [rejects, clashes, *(_repeat_rejects(good.take(rows), "unique-value", [name]) for name, rows in shared)]
    )
    held = pa.concat_tables([*(table.unread for table in arranged), rejects])
    rows = sort_rows(narrow_money(good.filter(pa.array(kept))), spec)
    account = ledger(arranged, published=rows, held=first_reasons(held), duplicates=duplicates)
    check_law(spec, tables, account)
    return Cleaned(
        table=with_metadata(rows, spec, arranged),
        origin=origin(rows, arranged),
        quarantine=quarantine(held, arranged),
        ledger=account,
        issues=(
            *(issue for _, table in tables for issue in read_issues(table, spec)),
            *(issue for one in mended for issue in repair_issues(one, spec)),
            *_empty_tables(arranged),
            *changes,
            *reject_issues(pa.concat_tables([rejects, duplicates]), arranged),
            *lookup_issues(rules, arranged, wide=spec.unpivot.value if spec.unpivot is not None else None),
            *(issue for table in arranged if melt is not None for issue in missing_cells(table, melt)),
            *partial_issues(good.take(pa.array(repeats.partial)), arranged),
        ),
        repairs=repairs(mended, arranged, spec),
    )


def _all_referred(spec: DatasetSpec, referred: Mapping[str, Any]) -> Mapping[str, Any]:
    absent = [field.name for field in spec.fields if field.references is not None and field.name not in referred]
    if absent:
        raise ValueError(f"nothing is given for {', '.join(absent)} to refer to")
    return referred


def _arrange_all(spec: DatasetSpec, tables: Sequence[tuple[Source, RawTable]]) -> tuple[Arranged, ...]:
    """Every table, arranged. Where a source names no sheet or table, those of a file, or of an archive's members,
    without any declared title are passed over, as long as another table of the file has one.
    """
    if not tables:
        raise CleanError(
            "no source file holds a table",
            place=Place(file=spec.path, line=spec.lines.get("sources")),
            remedy="Look at the files, and at sheet:, table: and records: of the sources.",
        )
    open_ = [source.sheet is None and source.table is None for source, _ in tables]
    ours = [shares_a_title(table, source, spec) for source, table in tables]
    files = {(id(source), _container(table)) for (source, table), mine in zip(tables, ours, strict=True) if mine}
    return tuple(
        passed_over(table, number=number)
        if open_[number] and not ours[number] and (id(source), _container(table)) in files
        else arrange(table, source, spec, number=number)
        for number, (source, table) in enumerate(tables)
    )


def _container(table: RawTable) -> str:
    """The file a table is from: the archive, where it is a member's."""
    return table.file.partition("!")[0]


def _wide(table: Arranged, melt: Melt, spec: DatasetSpec) -> Arranged:
    """The table with its wide columns checked, and without the records that make no row."""
    check_names(table, melt, spec)
    return without_empty(table, melt)


def _clean_batches(
    arranged: Sequence[Arranged], rules: Rules, melt: Melt | None, hook: Hook | None, size: int
) -> tuple[Any, Any, list[Issue]]:
    """All good rows in the order of the files, all rejected cells, and what ``clean.py`` changed."""
    good, rejects = [], []
    changes: list[Issue] = []
    for table in arranged:
        rejects += table.ragged.to_batches()
        batches = list(through(hook, table.batches(size), table))
        changes += change_issues(hook, batches, table)
        for batch in batches:
            texts = batch.texts
            rows, rejected = clean_batch(texts, rules) if melt is None else clean_wide(texts, table.wide, melt)
            good.append(rows)
            rejects += [batch.held, as_found(rejected, batch)]
    rejected = pa.Table.from_batches(rejects, schema=REJECTS)
    order = [("@table", "ascending"), ("@record", "ascending")]
    return pa.Table.from_batches(good, schema=rules.schema), rejected.sort_by(order), changes


def _repeat_rejects(rows: Any, reason: str, key: Sequence[str]) -> Any:
    """Whole records as rejects of what they share; the text is the fields', its parts joined by a comma."""
    keys = [rows.column(name).combine_chunks().cast(pa.string()) for name in key]
    texts = [", ".join(str(part) for part in parts) for parts in zip(*(key.to_pylist() for key in keys), strict=True)]
    return pa.table(
        [
            *(rows.column(name) for name in REJECTS.names[:3]),
            pa.array([key[0] if key else None] * len(rows), pa.string()),
            pa.array([reason] * len(rows), pa.string()),
            pa.array(texts, pa.string()) if key else pa.nulls(len(rows), pa.string()),
            pa.nulls(len(rows), pa.int32()),
        ],
        schema=REJECTS,
    )


def _empty_tables(arranged: Sequence[Arranged]) -> Iterator[Issue]:
    """A warning for each table of the dataset without a record below its header."""
    for table in arranged:
        found = table.is_data.any() or len(table.ragged) or len(table.unread) or "other-table" in table.drops
        if not found:
            note = "There is no record below the header."
            yield Issue(code="empty-file", file=table.file, sheet=table.sheet, note=note)
