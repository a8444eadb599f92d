"""The row law, whatever the grid: every record ends in exactly one place, and no batch or order changes the result."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.clean import clean, clean_batch, compile_rules
from publisher.clean.model import Cleaned
from publisher.clean.rules import POSITION
from publisher.errors import CleanError
from publisher.issues import KINDS, Issue
from publisher.spec.model import DatasetSpec, Header, Skip, Source
from publisher.values.dates import UNORDERED
from publisher.values.text import OUTER
from tests.clean.made import CSV, field, grid, rows_of, spec

FIELDS = [
    field("id", "identifier"),
    field("note", "text", missing=("-",)),
    field("count", "integer", minimum="0"),
    field("share", "percent", maximum="100"),
    field("paid", "money", currency="EUR", decimal_char=",", group_char="."),
    field("on", "date", formats=("%d/%m/%Y", "%Y年%m月%d日")),
    field("kind", "category", categories={"a": {"en": "Alpha"}, "b": {}}, required=True),
    field("done", "boolean"),
    field("papers", "text", separator=";"),
    field("term", "period", formats=("%Y-%y", "%Y")),
]
TITLES = [each.name for each in FIELDS]
# Texts that mean something to some field, and some that mean nothing to any.
TEXTS = st.sampled_from(
    ["", "-", "1", "2", "01", "12%", "1.234,50 €", "(3)", "31/02/2020", "3/4/2020", "2020年1月2日", "a", "Alpha", "yes",
     "是", "x;y", ";", "2011-12", "Total", "\u3000", "１", "2020-01-01", "naughty\u0000\u202e"]
)  # fmt: skip
CELLS = st.one_of(TEXTS, st.none(), st.text(max_size=5))
ROWS = st.lists(st.lists(CELLS, max_size=len(FIELDS) + 1), max_size=25)


@st.composite
def specs(draw: Any) -> DatasetSpec:
    """Some of the fields, with a key, a sort, lookups and drops, or without."""
    fields = draw(st.lists(st.sampled_from(FIELDS), unique_by=lambda each: each.name, min_size=1))
    names = [each.name for each in fields if each.separator is None]
    source = Source(
        path="raw/a.csv",
        header=Header(rows=draw(st.sampled_from([(1,), (1, 2), (2,)]))),
        skip=Skip(
            footer=draw(st.sampled_from([None, "^Total"])), records=draw(st.sampled_from([None, "^1$"])), rows=(4,)
        ),
    )
    return spec(
        *fields,
        key=tuple(draw(st.lists(st.sampled_from(names), max_size=2, unique=True))) if names else (),
        sort=tuple(draw(st.lists(st.sampled_from([*names, "source"]), max_size=1))) if names else (),
        lookups=draw(st.sampled_from([{}, {fields[0].name: {"2": "1", "x": "a"}}])),
        ignore=tuple(name for name in TITLES if name not in {each.name for each in fields}),
        sources=(source,),
    )


def table_of(dataset: DatasetSpec, rows: list[list[str | None]], **options: Any) -> Any:
    """A grid with the titles where the spec's header says."""
    header = dataset.sources[0].header.rows
    above: list[list[str | None]] = [["Some title"]] if header == (2,) else []
    below: list[list[str | None]] = [[None]] if header == (1, 2) else []
    return grid([*above, list(TITLES), *below, *rows], **options)


def whereabouts(result: Cleaned) -> Counter[int]:
    """How often each record number is published, held back, or told of as a duplicate."""
    found = Counter(result.origin.column("record").to_pylist())
    found.update(result.quarantine.column("record").to_pylist())
    found.update(issue.record for issue in result.issues if issue.code == "duplicate" and issue.record)
    return found


@settings(max_examples=100, deadline=None)
@given(specs(), ROWS, st.booleans())
def test_every_record_ends_in_exactly_one_place(dataset: DatasetSpec, rows: list[Any], csv: bool) -> None:
    table = table_of(dataset, rows, lines=csv)
    result = clean(dataset, [(dataset.sources[0], table)])
    account = result.ledger.accounts[0]
    assert account.balanced
    assert account.read == len(table.records)
    assert account.published == len(result.table) == len(result.origin) == result.ledger.rows_out
    assert account.quarantined == len(result.quarantine)
    assert account.dropped == sum(account.drops.values())
    found = whereabouts(result)
    assert set(found.values()) <= {1}
    assert len(found) + account.dropped == account.read


ERRORS = [code for code, kind in KINDS.items() if kind.severity == "error" and code != "count-differs"]
FINDINGS = st.lists(st.tuples(st.sampled_from([*ERRORS, "stray-mark"]), st.integers(1, 30)), max_size=8)


@settings(max_examples=100, deadline=None)
@given(specs(), ROWS, st.booleans(), FINDINGS)
def test_what_could_not_be_read_is_never_published(
    dataset: DatasetSpec, rows: list[Any], csv: bool, findings: list[tuple[str, int]]
) -> None:
    """Each record with an error of reading is held with it, unless it is declared not to be one of the dataset's."""
    plain = table_of(dataset, rows, lines=csv)
    issues = tuple(Issue(code=code, file=plain.file, record=record) for code, record in findings)
    result = clean(dataset, [(dataset.sources[0], replace(plain, issues=issues))])
    broken = {record for code, record in findings if code in ERRORS and record <= len(rows_of(plain.cells))}
    assert broken.isdisjoint(result.origin.column("record").to_pylist())
    reasons = dict(rows_of(result.quarantine.select(["record", "reason"])))
    assert all((reasons[record], record) in findings for record in broken & reasons.keys())
    account = result.ledger.accounts[0]
    assert account.balanced
    last = max(dataset.sources[0].header.rows)
    if dataset.sources[0].skip.footer is None:
        assert {record for record in broken if record > last and record != 4} <= reasons.keys()


@settings(max_examples=40, deadline=None)
@given(specs(), ROWS, st.integers(1, 9), st.integers(1, 9))
def test_batches_and_chunks_change_nothing(dataset: DatasetSpec, rows: list[Any], batch: int, chunk: int) -> None:
    table = table_of(dataset, rows)
    pieces = pa.concat_tables([table.cells.slice(start, chunk) for start in range(0, len(table.records), chunk)])
    cut = replace(table, cells=pieces)
    source = dataset.sources[0]
    assert clean(dataset, [(source, cut)], batch_rows=batch) == clean(dataset, [(source, table)])


@settings(max_examples=40, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_kernel_does_not_mind_the_order(rows: list[Any], random: Any) -> None:
    """Records shuffled give the same values and the same rejects, each under its own number."""
    rules = compile_rules(spec(*FIELDS))
    padded = [[*row, *[None] * len(FIELDS)][: len(FIELDS)] for row in rows]
    order = list(range(len(padded)))
    random.shuffle(order)

    def run(places: list[int]) -> tuple[list[Any], list[Any]]:
        columns = [pa.array([padded[place][i] for place in places], pa.string()) for i in range(len(FIELDS))]
        positions = [pa.array([0] * len(places), pa.int32()), *[pa.array(places, pa.int64())] * 2]
        batch = pa.record_batch([*columns, *positions], names=[*TITLES, *POSITION.names])
        good, rejects = clean_batch(batch, rules)
        return sorted(map(repr, good.to_pylist())), sorted(map(repr, rejects.to_pylist()))

    assert run(order) == run(sorted(order))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(), max_size=20))
def test_prose_comes_out_as_it_went_in(texts: list[str]) -> None:
    """Nothing but outer space is taken from a text; a blank one is missing."""
    result = clean(spec(field("note")), [(CSV, grid([["note"], *([f"\ufeff{text}\u3000"] for text in texts)]))])
    found = dict(zip(result.origin.column("record").to_pylist(), result.table.column("note").to_pylist(), strict=True))
    published = [found.get(record) for record in range(2, len(texts) + 2)]
    assert published == [text.strip(OUTER) or None for text in texts]


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, max_size=10))
def test_an_undeclared_order_is_never_read(texts: list[str]) -> None:
    """A date field without formats publishes ISO dates alone, or refuses the dataset."""
    table = grid([["on"], *([text] for text in texts)])
    try:
        result = clean(spec(field("on", "date")), [(CSV, table)])
    except CleanError:
        assert pc.any(pc.match_substring_regex(pa.array(texts), UNORDERED)).as_py()
    else:
        assert {str(value) for (value,) in rows_of(result.table) if value is not None} <= set(texts)
